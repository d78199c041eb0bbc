"""Why this trede: the rule that applied, those that did not, and what would have changed it."""

from __future__ import annotations

from htpy import Node, li, p, ul

from ibt.begrippen.beoordeling import AndereLezing, Beoordeling
from ibt.kader.kader import Kader
from ibt.kader.tabel import Regel, Tabel
from ibt.rapport.besluitzin import besluit_zin
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import personen
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel
from ibt.rapport.regelzin import applied_sentence, why, why_not


def waarom(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """The rule that applied, in words and with its place in the framework. Norm: N03."""
    regel = kader.ladder(beoordeling.lezingen)[beoordeling.regel]
    besluit = besluit_zin(beoordeling)
    return make_deel(
        p(".kern")[applied_sentence(beoordeling, kader)],
        p[
            f"{'In de berekening' if besluit else 'Daarom'} geldt regel {regel.id} van "
            f"{regel.vindplaats}: ",
            nadruk(f"{kader.explain(regel.id, beoordeling.lezingen).wanneer}."),
            f" {_leads(regel)}",
            f" De woorden van het kader: “{regel.woorden}”.",
        ],
        ul[(li[zin] for zin in why(regel, beoordeling.som))],
        p[f"{besluit} Zo komt de inschaling op trede {beoordeling.trede_voorstel}."]
        if besluit
        else None,
        _chosen(beoordeling, kader),
        _attributable(kader.ladder(beoordeling.lezingen), beoordeling.trede_vorig),
    )


def _chosen(beoordeling: Beoordeling, kader: Kader) -> Node:
    """The readings that the supervisor chose for this gemeente."""
    return [
        p[
            f"De toezichthouder las het kader hier volgens keuze {keuze_id}, met motivering: "
            f"{kader.keuze(keuze_id).lezingen[lezing]}."
        ]
        for keuze_id, lezing in beoordeling.lezingen.items()
    ]


def _leads(regel: Regel) -> str:
    if regel.van == regel.naar:
        return f"Wie op trede {regel.van} stond, blijft daar."
    return f"Wie op trede {regel.van} stond, gaat naar trede {regel.naar}."


def _attributable(ladder: Tabel, trede: int) -> Node:
    """What the word means, where a rule from this trede compares with it."""
    namen = {deel.links.naam for regel in ladder.regels_from(trede) for deel in regel.als}
    if "toerekenbaar" not in namen:
        return None
    return p(".klein")[
        "De achterstand die is toe te rekenen: het tekort aan het eind, min de personen voor wie "
        "de toezichthouder de vertraging verschoonbaar heeft geacht (§2.3)."
    ]


def andere_regels(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """The other rules from the same trede, each with the comparison that decided against it."""
    koppen = ("Regel", "Geldt als", "Leidt naar", "Waarom niet", "Vindplaats")
    rijen = [
        Rij(
            regel.id,
            [
                kader.explain(regel.id, beoordeling.lezingen).wanneer,
                f"trede {regel.naar}",
                why_not(regel, beoordeling.som),
                regel.vindplaats,
            ],
        )
        for regel in kader.ladder(beoordeling.lezingen).regels_from(beoordeling.trede_vorig)
        if regel.id != beoordeling.regel
    ]
    bijschrift = f"Regels vanaf trede {beoordeling.trede_vorig} die niet gelden"
    return make_deel(tabel(bijschrift, [Kolom(kop) for kop in koppen], rijen, "breed"))


def omslag(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """How many persons more or fewer would have led to another trede; and other readings."""
    return make_deel(
        ul[li[_more(beoordeling)], li[_fewer(beoordeling)]],
        p[
            "Dit is berekend met dezelfde verschoonde personen en dezelfde bevindingen.",
            None
            if beoordeling.andere_lezingen
            else " Geen andere lezing van het kader geeft hier een andere trede.",
        ],
        _readings(beoordeling, kader),
    )


def _more(beoordeling: Beoordeling) -> str:
    if beoordeling.meer is None:
        return (
            "Ook met meer gehuisveste personen was de berekende trede "
            f"{beoordeling.trede_berekend} geweest."
        )
    return (
        f"Met {personen(beoordeling.meer.personen)} meer gehuisvest was de berekende trede "
        f"{beoordeling.meer.trede} geweest."
    )


def _fewer(beoordeling: Beoordeling) -> str:
    if beoordeling.minder is None:
        return (
            "Ook met minder gehuisveste personen was de berekende trede "
            f"{beoordeling.trede_berekend} geweest."
        )
    return (
        f"Met {personen(beoordeling.minder.personen)} minder gehuisvest was de berekende trede "
        f"{beoordeling.minder.trede} geweest."
    )


def _readings(beoordeling: Beoordeling, kader: Kader) -> Node:
    """The Keuzes under whose other reading the trede would differ."""
    if not beoordeling.andere_lezingen:
        return None
    koppen = ("Keuze", "Vraag", "Gekozen", "Andere lezing", "Trede dan")
    rijen = [_reading(ander, kader) for ander in beoordeling.andere_lezingen]
    return (
        p[
            nadruk("Het kader is hier op meer dan één manier te lezen. "),
            "De gekozen lezing bepaalt de trede; vaststellen vraagt daarom een motivering.",
        ],
        tabel(
            "Lezingen die een andere trede geven", [Kolom(kop) for kop in koppen], rijen, "breed"
        ),
    )


def _reading(ander: AndereLezing, kader: Kader) -> Rij:
    keuze = kader.keuze(ander.keuze)
    return Rij(
        f"{keuze.id} {keuze.naam}",
        [
            f"{keuze.vraag} ({keuze.vindplaats})",
            keuze.lezingen[keuze.gekozen],
            keuze.lezingen[ander.lezing],
            f"trede {ander.trede}",
        ],
    )
