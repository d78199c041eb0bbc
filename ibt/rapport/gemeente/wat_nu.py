"""What follows: the new opgave, what leads to which trede, and who does what."""

from __future__ import annotations

from datetime import date

from htpy import Node, p

from ibt.begrippen.beoordeling import Beoordeling, Vooruitzicht
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.traject import Traject
from ibt.kader.kader import BRIEF, HALVERWEGE, UITVOERING, VOORAF, Actie, Kader
from ibt.rapport.agenda import midpoint_ahead
from ibt.rapport.besluitzin import verschoond_zin
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import datum, opsomming, personen
from ibt.rapport.ingreepzin import duty_sentence, terug_zin
from ibt.rapport.mijlpaal import carried_out_when
from ibt.rapport.opmaak import Kolom, Rij, tabel
from ibt.rapport.standzin import new_opgave


@marked
def vooruitzicht(beoordeling: Beoordeling) -> Deel:
    """Which realisatie leads to which trede at the next peildatum."""
    return make_deel(p(".kern")[new_opgave(beoordeling.som.stand_eind)], _outlook(beoordeling))


@marked
def acties(beoordeling: Beoordeling, traject: Traject, kader: Kader) -> Deel:
    """The actions that belong to the trede of the traject, with parties and dates (§3, §4).

    What is a milestone of the traject stands among the terms, with its day and state.

    Norm: N31, N35.
    """
    codes = {mijlpaal.code for mijlpaal in traject.mijlpalen} - {BRIEF}
    halverwege = midpoint_ahead(beoordeling.peildatum, traject)
    rijen = [
        Rij(
            f"{actie.tekst} ({actie.vindplaats})",
            [opsomming(list(kader.parties(actie))), _when(actie, halverwege, traject)],
        )
        for actie in kader.acties[traject.trede]
        if actie.mijlpaal not in codes
        and actie.applies(traject)
        and not (actie.mijlpaal == HALVERWEGE and halverwege is None)
        and not (actie.termijn == VOORAF and _verified(beoordeling))
    ]
    return make_deel(
        tabel(
            _title(traject.trede, codes),
            [Kolom("Wat"), Kolom("Wie"), Kolom("Wanneer")],
            rijen,
            "breed",
        ),
    )


def _verified(beoordeling: Beoordeling) -> bool:
    """Whether the figures were gone through with the gemeente: then that is no action any more."""
    return any(oordeel.soort == "cijfers_geverifieerd" for oordeel in beoordeling.oordelen)


def _title(trede: int, codes: set[str]) -> str:
    """With where the steps stand that a reader would miss here."""
    elders = "; gesprek en verbeterplan staan bij de termijnen"
    return f"Acties bij trede {trede}{elders if 'verbeterplan' in codes else ''}"


def _when(actie: Actie, halverwege: date | None, traject: Traject) -> str:
    """The term in words, and the day where the case file or the calendar gives one."""
    dag = None
    if actie.mijlpaal == HALVERWEGE and halverwege is not None:
        dag = datum(halverwege)
    elif actie.mijlpaal == BRIEF:
        dag = f"verzonden op {datum(traject.brief_op)}" if traject.brief_op else None
    elif actie.mijlpaal == UITVOERING:
        return carried_out_when(traject)
    if actie.termijn is None:
        return dag or "–"
    return f"{actie.termijn} ({dag})" if dag else actie.termijn


def _outlook(beoordeling: Beoordeling) -> Node:
    """Per trede what leads to it; from trede 4 on a besluit decides. Norm: N02, N50."""
    tekst, trede = beoordeling.kader, beoordeling.trede_voorstel
    if trede >= tekst.losgelaten:
        verschoond = verschoond_zin(beoordeling)
        treden = opsomming([str(hoog) for hoog in tekst.from_rol(Rol.VOORAANKONDIGING)])
        return p[
            f"{verschoond} " if verschoond else None,
            f"Op trede {treden} gelden geen halfjaarlijkse stappen. De volgende stap volgt uit een "
            f"besluit. {_way_back(beoordeling)}",
            f" {plicht}" if (plicht := duty_sentence(tekst, trede)) and not verschoond else None,
        ]
    dag = datum(beoordeling.peildatum.volgende_beoordeling.datum)
    mogelijk = beoordeling.vooruitzicht
    rijen = [Rij(f"Trede {vooruit.trede}", [_needed(vooruit, beoordeling)]) for vooruit in mogelijk]
    kolommen = [Kolom("Trede dan"), Kolom("Te huisvesten in het komende halfjaar")]
    return (
        p[
            f"De taakstelling voor het halfjaar tot {dag} is in deze ronde niet bekend. Daarom "
            "telt de tabel vanaf die taakstelling. De tabel gaat uit van de trede van nu, zonder "
            "nieuwe herverdeling, correctie, verschoonbare reden of bevinding over een "
            f"verbeterplan.{_other_readings(beoordeling)}"
        ],
        tabel(f"Wat leidt op {dag} tot welke trede?", kolommen, rijen, "smal"),
        p["Wat dan tekortkomt, telt wel mee als achterstand."] if len(mogelijk) == 1 else None,
    )


def _way_back(beoordeling: Beoordeling) -> str:
    """What leads back to trede 1; who realised all and stays, waits for another decision."""
    if any(oordeel.soort == "niet_afschalen" for oordeel in beoordeling.oordelen):
        return (
            "De taakstelling is gerealiseerd en de achterstand ingelopen, maar er is besloten de "
            "gemeente nog niet af te schalen. Ook terug naar trede 1 gaat zij met een besluit."
        )
    return terug_zin(beoordeling.kader)


def _other_readings(beoordeling: Beoordeling) -> str:
    """Where the text of the framework can be read so that the table would be another."""
    keuzes = beoordeling.keuzes_vooruitzicht
    if not keuzes:
        return ""
    return (
        f" Bij een andere lezing van het kader is de tabel anders: zie {opsomming(list(keuzes))} "
        "onder Hoe het kader hier is gelezen."
    )


def _needed(vooruit: Vooruitzicht, beoordeling: Beoordeling) -> str:
    """What leads to a trede; where less than the duty is enough for trede 1, the duty first."""
    boven, plicht = vooruit.boven_taakstelling, -beoordeling.som.stand_eind
    if vooruit.trede == 1 and (boven is None or boven < plicht):
        lezing = beoordeling.kader.keuze("voorsprong" if plicht < 0 else "meenemen")
        return f"de hele nieuwe opgave; {_less_too(boven, lezing)}"
    if boven is None:
        return "minder dan hierboven"
    return _counted_from(boven)


def _less_too(boven: int | None, lezing: str) -> str:
    """That less gives trede 1 too, and on which reading that rests."""
    minder = "met minder" if boven is None else f"met minder ({_counted_from(boven)})"
    return f"{minder} wordt het ook trede 1, zoals de provincie het kader leest{lezing}"


def _counted_from(boven: int) -> str:
    """So many persons above or below the taakstelling."""
    if boven == 0:
        return "ten minste de taakstelling"
    woord = "boven" if boven > 0 else "onder"
    precies = "ten minste" if boven > 0 else "ten hoogste"
    return f"{precies} {personen(abs(boven))} {woord} de taakstelling"
