"""What moved a gemeente beside the ladder, in words: a decision, an acceleration, a deviation."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.beoordeling import Beoordeling, Oordeel
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.traject import Traject
from ibt.rapport.getal import datum, opsomming, personen
from ibt.rapport.oordeelzin import oordeel_zin
from ibt.rapport.woorden import waarde

# What a decision is, and what of the framework it rests on; the one furthest on goes first.
_GROND = {
    "herziening": ("herziening van deze beoordeling", ""),
    "besluit_intrekking": ("het besluit tot indeplaatsstelling geldt niet meer", ""),
    "besluit_indeplaatsstelling": ("besluit tot indeplaatsstelling", "besluit"),
    "indeplaatsstelling": ("indeplaatsstelling", "overname"),
    "afzien_effectuering": ("afzien van uitvoering van het besluit", "overname"),
    "afschalen": ("afschalen bevestigd", "afschalen"),
    "niet_afschalen": ("besloten niet af te schalen", "afschalen"),
    "versnelling": ("versnelling", "versnelling_grond"),
}


def besluit_grond(beoordeling: Beoordeling) -> str:
    """On what the proposal rests, in a few words and with its place in the framework."""
    besluit = _decision(beoordeling)
    if besluit is not None:
        wat, onderwerp = _GROND[besluit.soort]
        return wat + beoordeling.kader.bij(onderwerp)
    if beoordeling.afwijking:
        return f"afwijking: {waarde(beoordeling.afwijking)}{beoordeling.kader.bij('afwijking')}"
    return "gelijk aan de berekening"


def besluit_zin(beoordeling: Beoordeling) -> str:
    """What was decided beside the computation; empty where the computation decides.

    To which trede it leads stands not in it: a report says whether that is proposed or adopted.
    """
    besluit = _decision(beoordeling)
    begin = f"De berekening geeft trede {beoordeling.trede_berekend}."
    if besluit is not None:
        return f"{begin} {oordeel_zin(besluit, beoordeling.kader)}"
    if not beoordeling.afwijking:
        return ""
    return f"{begin} {_who_deviates(beoordeling)} gemotiveerd af: {waarde(beoordeling.afwijking)}."


def gevolg_zin(beoordeling: Beoordeling) -> str:
    """After `besluit_zin`: to which trede it leads, or that the trede stays as it was."""
    vorig, trede = beoordeling.trede_vorig, beoordeling.trede_voorstel
    return (
        f"De trede blijft {trede}."
        if trede == vorig
        else f"Zo komt de inschaling op trede {trede}."
    )


def _who_deviates(beoordeling: Beoordeling) -> str:
    """The supervisor; a deviation that is a besluit is of its organ (Keuze K19)."""
    afwijking = next(oordeel for oordeel in beoordeling.oordelen if oordeel.soort == "afwijking")
    if afwijking.velden.get("orgaan") == "gedeputeerde staten":
        return "Gedeputeerde staten wijken daarvan"
    return "De toezichthouder wijkt daarvan"


def stap_zin(traject: Traject) -> str:
    """A step that was decided for a later day: until then the trede of now holds (§3.1.2)."""
    if traject.volgende_stap is None:
        return ""
    trede, dag = traject.volgende_stap
    return f"Trede {trede} geldt vanaf {datum(dag)}; tot die dag geldt trede {traject.trede}."


def _decision(beoordeling: Beoordeling) -> Oordeel | None:
    """The decision of this round that set the trede; the one furthest up the ladder goes first."""
    volgorde = list(_GROND)
    if beoordeling.kader.rol(beoordeling.trede_voorstel) is Rol.INDEPLAATSSTELLING:
        volgorde.remove("besluit_indeplaatsstelling")
    besluiten = [
        oordeel
        for oordeel in sorted(beoordeling.oordelen, key=lambda oordeel: oordeel.datum, reverse=True)
        if oordeel.soort in volgorde and not _sets_no_trede_here(oordeel, beoordeling)
    ]
    return min(besluiten, key=lambda besluit: volgorde.index(besluit.soort), default=None)


def _sets_no_trede_here(oordeel: Oordeel, beoordeling: Beoordeling) -> bool:
    """A herziening of an earlier row decided where this round starts; a later besluit undid a fall.

    Neither set the trede of this round.
    """
    if oordeel.soort == "herziening":
        return oordeel.velden.get("peildatum") != str(beoordeling.peildatum)
    if oordeel.soort == "besluit_intrekking":
        return oordeel.velden["trede"] != str(beoordeling.trede_voorstel)
    return False


def verschoond_zin(beoordeling: Beoordeling) -> str:
    """Where a besluit takes the next step: that a shortage which is all excused takes none up.

    Empty where that plays no part.
    """
    som, kader, trede = beoordeling.som, beoordeling.kader, beoordeling.trede_voorstel
    if (
        not beoordeling.overmacht_telt
        or not som.stand_eind < 0 == som.toerekenbaar
        or not trede == beoordeling.trede_vorig >= kader.losgelaten
    ):
        return ""
    return (
        f"Het tekort van {personen(som.achterstand_eind)} is verschoonbaar. Zolang dat zo is, zet "
        f"de provincie geen stap naar een hogere trede{kader.bij('geen_stap_omhoog')}. De gemeente "
        "blijft op haar trede: afschalen vraagt dat de taakstelling is gerealiseerd en de "
        f"achterstand volledig is ingelopen{kader.bij('afschalen')}."
    )


def stappen_zin(beoordeling: Beoordeling, vandaag: date) -> str:
    """Where a gemeente stands on a day by the dated steps of this round, and which are to come.

    Every trede is named, as none is skipped (§3 inleiding). Empty where no such steps set it.
    """
    stappen = beoordeling.stappen
    if not stappen:
        return ""
    gezet = [stap for stap in stappen if stap[1] <= vandaag]
    straks = [f"op {datum(dag)} naar trede {trede}" for trede, dag in stappen if dag > vandaag]
    zin = f"De gemeente staat op trede {beoordeling.trede_vorig}"
    if gezet:
        *eerder, (trede, sinds) = gezet
        ging = [f"op {datum(dag)} naar trede {trede}" for trede, dag in eerder]
        begin = f"De gemeente ging {opsomming(ging)} en" if ging else "De gemeente"
        zin = f"{begin} staat sinds {datum(sinds)} op trede {trede}"
    return f"{zin} en gaat {opsomming(straks)}." if straks else f"{zin}."
