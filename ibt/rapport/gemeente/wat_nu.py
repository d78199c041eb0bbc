"""What follows: the opgave that stays, what leads to which trede, and who does what."""

from __future__ import annotations

from htpy import Node, p

from ibt.begrippen.beoordeling import Beoordeling, Vooruitzicht
from ibt.kader.kader import Kader
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, opsomming, personen
from ibt.rapport.opmaak import Kolom, Rij, tabel


def vooruitzicht(beoordeling: Beoordeling) -> Deel:
    """Which realisatie leads to which trede at the next peildatum."""
    volgende = beoordeling.peildatum.volgende_beoordeling
    rijen = [
        Rij(trede_cel_text(vooruit), [_needed(vooruit)]) for vooruit in beoordeling.vooruitzicht
    ]
    return make_deel(
        p(".kern")[_opgave_stays(beoordeling)],
        p[
            f"De taakstelling tot {datum(volgende.datum)} is in deze ronde niet bekend. Daarom "
            "telt de tabel vanaf die taakstelling. Zij gaat uit van het voorstel van nu, zonder "
            "nieuwe herverdeling, correctie of verschoonbare reden."
        ],
        _table(beoordeling, rijen, datum(volgende.datum)),
    )


def acties(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """The actions that belong to the proposed trede, with parties and terms (§3, §4)."""
    rijen = [
        Rij(
            actie.tekst,
            [opsomming(list(actie.partijen)), actie.termijn or "–", actie.vindplaats],
        )
        for actie in kader.acties[beoordeling.trede_voorstel]
    ]
    return make_deel(
        tabel(
            f"Acties bij trede {beoordeling.trede_voorstel}",
            [Kolom("Wat"), Kolom("Wie"), Kolom("Wanneer"), Kolom("Vindplaats")],
            rijen,
        )
    )


def trede_cel_text(vooruit: Vooruitzicht) -> str:
    """The row header: the trede that follows."""
    return f"Trede {vooruit.trede}"


def _table(beoordeling: Beoordeling, rijen: list[Rij], dag: str) -> Node:
    if beoordeling.trede_voorstel >= 4:
        return p[
            "Op trede 4, 5 en 6 gelden geen halfjaarlijkse stappen. De volgende stap volgt uit een "
            "besluit, of uit volledig realiseren van taakstelling en achterstand."
        ]
    return tabel(
        f"Wat leidt op {dag} tot welke trede?",
        [Kolom("Trede dan"), Kolom("Te huisvesten in het komende halfjaar")],
        rijen,
        "smal",
    )


def _needed(vooruit: Vooruitzicht) -> str:
    boven = vooruit.boven_taakstelling
    if boven is None:
        return "elk aantal" if vooruit.trede == 1 else "minder dan hierboven"
    if boven == 0:
        return "ten minste de taakstelling"
    woord = "boven" if boven > 0 else "onder"
    precies = "ten minste" if boven > 0 else "ten hoogste"
    return f"{precies} {personen(abs(boven))} {woord} de taakstelling"


def _opgave_stays(beoordeling: Beoordeling) -> str:
    """First line: the opgave stays the full totaalopgave."""
    stand = beoordeling.som.stand_eind
    if stand < 0:
        deel = f"de nieuwe taakstelling plus de achterstand van {personen(-stand)}"
    elif stand > 0:
        deel = f"de nieuwe taakstelling min de voorsprong van {personen(stand)}"
    else:
        deel = "de nieuwe taakstelling"
    return f"De opgave blijft de volledige totaalopgave: {deel}."
