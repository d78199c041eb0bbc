"""Why this trede: the rule that applied, those that did not, and what would have changed it."""

from __future__ import annotations

from htpy import Node, li, p, ul

from ibt.begrippen.beoordeling import Beoordeling
from ibt.kader.kader import Kader
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import personen
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel
from ibt.rapport.regelzin import applied_sentence, why, why_not


def waarom(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """The rule that applied, in words and with its place in the framework."""
    regel = kader.ladder()[beoordeling.regel]
    return make_deel(
        p(".kern")[applied_sentence(beoordeling, kader)],
        p[
            f"Daarom geldt regel {regel.id} van {regel.vindplaats}: ",
            nadruk(f"{kader.uitleg[regel.id].wanneer}."),
            f" Vanaf trede {regel.van} leidt die naar trede {regel.naar}.",
            f" Het kader zegt hier: “{regel.woorden}”.",
        ],
        ul[(li[zin] for zin in why(regel, beoordeling.som))],
    )


def andere_regels(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """The other rules from the same trede, each with the comparison that decided against it."""
    rijen = [
        Rij(
            f"{regel.id}",
            [
                kader.uitleg[regel.id].wanneer,
                f"trede {regel.naar}",
                why_not(regel, beoordeling.som),
                regel.vindplaats,
            ],
        )
        for regel in kader.ladder().regels_from(beoordeling.trede_vorig)
        if regel.id != beoordeling.regel
    ]
    kolommen = [
        Kolom("Regel"),
        Kolom("Geldt als"),
        Kolom("Leidt naar"),
        Kolom("Waarom niet"),
        Kolom("Vindplaats"),
    ]
    return make_deel(
        tabel(
            f"Regels vanaf trede {beoordeling.trede_vorig} die niet gelden",
            kolommen,
            rijen,
            "breed",
        )
    )


def omslag(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """How many persons more or fewer would have led to another trede; and other readings."""
    return make_deel(
        ul[li[_more(beoordeling)], li[_fewer(beoordeling)]],
        p["Dit is berekend met dezelfde verschoonde personen en dezelfde bevindingen."],
        _readings(beoordeling, kader),
    )


def _more(beoordeling: Beoordeling) -> str:
    if beoordeling.meer is None:
        return "Meer gehuisveste personen hadden geen andere trede gegeven."
    return (
        f"Met {personen(beoordeling.meer.personen)} meer gehuisvest was de berekende trede "
        f"{beoordeling.meer.trede} geweest."
    )


def _fewer(beoordeling: Beoordeling) -> str:
    if beoordeling.minder is None:
        return "Minder gehuisveste personen hadden geen andere trede gegeven."
    return (
        f"Met {personen(beoordeling.minder.personen)} minder gehuisvest was de berekende trede "
        f"{beoordeling.minder.trede} geweest."
    )


def _readings(beoordeling: Beoordeling, kader: Kader) -> Node:
    """The Keuzes under whose other reading the trede would differ."""
    if not beoordeling.andere_lezingen:
        return p["Geen andere lezing van het kader geeft hier een andere trede."]
    kolommen = [
        Kolom("Keuze"),
        Kolom("Vraag"),
        Kolom("Gekozen"),
        Kolom("Andere lezing"),
        Kolom("Trede dan"),
    ]
    rijen = []
    for ander in beoordeling.andere_lezingen:
        keuze = kader.keuze(ander.keuze)
        rijen.append(
            Rij(
                f"{keuze.id} {keuze.naam}",
                [
                    f"{keuze.vraag} ({keuze.vindplaats})",
                    keuze.lezingen[keuze.gekozen],
                    keuze.lezingen[ander.lezing],
                    f"trede {ander.trede}",
                ],
            )
        )
    return (
        p[
            nadruk("Het kader is hier op twee manieren te lezen. "),
            "De gekozen lezing bepaalt de trede; vaststellen vraagt daarom een motivering.",
        ],
        tabel("Lezingen die een andere trede geven", kolommen, rijen, "breed"),
    )
