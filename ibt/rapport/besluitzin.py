"""What moved a gemeente beside the ladder, in words: a decision, an acceleration, a deviation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ibt.begrippen.beoordeling import Beoordeling, Oordeel, Veldinhoud
from ibt.begrippen.traject import Traject
from ibt.rapport.getal import datum, opsomming, personen
from ibt.rapport.woorden import waarde

_GROND = {
    "herziening": "herziening van deze beoordeling",
    "besluit_intrekking": "het besluit tot indeplaatsstelling geldt niet meer",
    "besluit_indeplaatsstelling": "besluit tot indeplaatsstelling (§3 trede 5)",
    "indeplaatsstelling": "indeplaatsstelling (§3 trede 6)",
    "afzien_effectuering": "afzien van uitvoering van het besluit (§3 trede 6)",
    "afschalen": "afschalen bevestigd (§3 inleiding)",
    "niet_afschalen": "besloten niet af te schalen (§3 inleiding)",
    "versnelling": "versnelling (§3 inleiding en §3.1.2)",
}
# What the supervisor may have weighed, in words that follow "dat" (§2.2).
_GEWOGEN = {
    "te_weinig_koppelingen": "er te weinig mensen waren gekoppeld om de opgave te kunnen halen",
    "niet_vooraf_gewaarschuwd": "niet is vastgelegd dat trede 3 halverwege is gemeld",
    "dossier_onvolledig": "het dossier niet volledig is",
}
Velden = Mapping[str, Veldinhoud]


def besluit_grond(beoordeling: Beoordeling) -> str:
    """On what the proposal rests, in a few words and with its place in the framework."""
    besluit = _decision(beoordeling)
    if besluit is not None:
        return _GROND[besluit.soort]
    if beoordeling.afwijking:
        return f"afwijking: {waarde(beoordeling.afwijking)} (§3.1)"
    return "gelijk aan de berekening"


def besluit_zin(beoordeling: Beoordeling) -> str:
    """What was decided beside the computation; empty where the computation decides.

    To which trede it leads stands not in it: a report says whether that is proposed or adopted.
    """
    besluit = _decision(beoordeling)
    begin = f"De berekening geeft trede {beoordeling.trede_berekend}."
    if besluit is not None:
        return f"{begin} {oordeel_zin(besluit)}"
    if not beoordeling.afwijking:
        return ""
    return (
        f"{begin} De toezichthouder wijkt daarvan gemotiveerd af: {waarde(beoordeling.afwijking)}."
    )


def stap_zin(traject: Traject) -> str:
    """A step that was decided for a later day: until then the trede of now holds (§3.1.2)."""
    if traject.volgende_stap is None:
        return ""
    trede, dag = traject.volgende_stap
    return f"Trede {trede} geldt vanaf {datum(dag)}; tot die dag geldt trede {traject.trede}."


def _decision(beoordeling: Beoordeling) -> Oordeel | None:
    """The decision of this round that set the trede; the one furthest up the ladder goes first."""
    volgorde = list(_GROND)
    if beoordeling.trede_voorstel == 6:
        volgorde.remove("besluit_indeplaatsstelling")
    besluiten = [
        oordeel
        for oordeel in sorted(beoordeling.oordelen, key=lambda een: een.datum, reverse=True)
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


def oordeel_zin(oordeel: Oordeel) -> str:
    """Who decided what and when, for page and letter; empty for what is no decision of that kind.

    The motive stands not in it.
    """
    velden = oordeel.velden
    wie, op = _organ(velden), _day(velden.get("besluitdatum", oordeel.datum))
    match oordeel.soort:
        case "herziening":
            return f"De toezichthouder heeft {_revised(velden)} herzien op {datum(oordeel.datum)}."
        case "versnelling":
            return (
                f"De toezichthouder besloot op {datum(oordeel.datum)} wegens spoed tot stappen met "
                f"elk een eigen dag: {_steps(velden)} (§3.1.2)."
            )
        case "besluit_indeplaatsstelling":
            return f"{wie} op {op} besloten tot indeplaatsstelling (§3 trede 5)."
        case "besluit_wijziging":
            van = _day(velden["besluit_van"])
            bekend = _day(velden["bekendgemaakt_op"])
            return (
                f"{wie} op {op} het besluit van {van} gewijzigd, bekendgemaakt op {bekend}. Nieuwe "
                f"termijnen: {_terms(velden)}."
            )
        case "besluit_intrekking":
            return _withdrawn(velden, wie, op)
        case "indeplaatsstelling":
            return (
                f"{wie} op {op} besloten dat de provincie de taak overneemt, in naam van en voor "
                "rekening van de gemeente (§3 trede 6)."
            )
        case "afzien_effectuering":
            dag = _day(velden["realiseert_uiterlijk"])
            return (
                f"{wie} besloten het besluit nu niet uit te voeren, omdat de gemeente aannemelijk "
                f"heeft gemaakt dat zij haar opgave zelf realiseert, uiterlijk op {dag} (§3 trede "
                "6)."
            )
        case "afwijking" if "besluitdatum" in velden:
            return f"{wie} op {op} besloten tot deze lagere trede (§3.1)."
        case "niet_afschalen":
            dag = datum(oordeel.datum)
            return (
                f"De toezichthouder besloot op {dag} de gemeente niet af te schalen (§3 inleiding)."
            )
        case "afschalen":
            dag = datum(oordeel.datum)
            return (
                f"De toezichthouder bevestigde op {dag} het afschalen naar trede 1 (§3 inleiding)."
            )
        case "weging":
            codes = str(velden["over"]).split("; ")
            return f"De toezichthouder heeft gewogen dat {opsomming([_GEWOGEN[c] for c in codes])}."
    return ""


def verschoond_zin(beoordeling: Beoordeling) -> str:
    """From trede 4 on: that a shortage which is all excused takes no step up (Keuze K18).

    Empty where that plays no part.
    """
    som, trede = beoordeling.som, beoordeling.trede_voorstel
    geldt = beoordeling.lezingen.get("K18", "toerekenbaar") == "toerekenbaar"
    if (
        not geldt
        or not som.stand_eind < 0 == som.toerekenbaar
        or not trede == beoordeling.trede_vorig >= 4
    ):
        return ""
    return (
        f"Het tekort van {personen(som.achterstand_eind)} is verschoonbaar. Zolang dat zo is, zet "
        "de provincie geen stap naar een hogere trede (§2.3 en §3.1.1, 3e punt). De gemeente "
        "blijft op haar trede: afschalen vraagt dat taakstelling en achterstand volledig zijn "
        "gerealiseerd (§3 inleiding)."
    )


def versnelling_zin(beoordeling: Beoordeling, vandaag: date) -> str:
    """Where a gemeente stands by an acceleration on a day, and which dated steps are to come.

    Empty where no acceleration sets the trede of this round.
    """
    besluit = _decision(beoordeling)
    if besluit is None or besluit.soort != "versnelling":
        return ""
    stappen = [
        (stap["trede"], date.fromisoformat(stap["datum"])) for stap in _parts(besluit.velden)
    ]
    gezet = [stap for stap in stappen if stap[1] <= vandaag]
    straks = [f"op {datum(dag)} naar trede {trede}" for trede, dag in stappen if dag > vandaag]
    zin = f"De gemeente staat op trede {beoordeling.trede_vorig}"
    if gezet:
        *eerder, (trede, sinds) = gezet
        ging = [f"op {datum(dag)} naar trede {trede}" for trede, dag in eerder]
        begin = f"De gemeente ging {opsomming(ging)} en" if ging else "De gemeente"
        zin = f"{begin} staat sinds {datum(sinds)} op trede {trede}"
    return f"{zin} en gaat {opsomming(straks)}." if straks else f"{zin}."


def _organ(velden: Velden) -> str:
    """Who decided, with its verb; where no organ is on record, gedeputeerde staten."""
    orgaan = str(velden.get("orgaan", "gedeputeerde staten"))
    naam = orgaan[:1].upper() + orgaan[1:]
    if orgaan.startswith("namens"):
        return f"{naam} heeft de toezichthouder"
    return f"{naam} {'hebben' if orgaan.startswith('gedeputeerde') else 'heeft'}"


def _revised(velden: Velden) -> str:
    if "besluit_van" in velden:
        return f"de trede die rust op het besluit van {_day(velden['besluit_van'])}"
    return f"de beoordeling van {_day(velden['peildatum'])}"


def _withdrawn(velden: Velden, wie: str, op: str) -> str:
    van, trede = _day(velden["besluit_van"]), velden["trede"]
    if velden["grond"] == "vernietiging":
        return (
            f"Het besluit van {van} is op {op} vernietigd. {wie} de trede daarna bepaald op "
            f"{trede}."
        )
    return f"{wie} het besluit van {van} op {op} ingetrokken. Daarna geldt trede {trede}."


def _steps(velden: Velden) -> str:
    return opsomming(
        [f"naar trede {stap['trede']} op {_day(stap['datum'])}" for stap in _parts(velden)]
    )


def _terms(velden: Velden) -> str:
    return "; ".join(
        f"{deel['maatregel']}, uiterlijk {_day(deel['uiterlijk'])}{_met(deel)}"
        for deel in _parts(velden, "termijnen")
    )


def _met(deel: Mapping[str, str]) -> str:
    return f" (voldaan op {_day(deel['voldaan_op'])})" if deel.get("voldaan_op") else ""


def _parts(velden: Velden, naam: str = "stappen") -> tuple[Mapping[str, str], ...]:
    delen = velden[naam]
    assert not isinstance(delen, str)
    return delen


def _day(inhoud: object) -> str:
    return datum(date.fromisoformat(str(inhoud)))
