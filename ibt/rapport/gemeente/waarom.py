"""Why this trede: the rule that applied, those that did not, and what would have changed it."""

from __future__ import annotations

from htpy import Node, li, p, ul

from ibt.begrippen.beoordeling import AndereLezing, Beoordeling
from ibt.kader.kader import Kader
from ibt.kader.tabel import Regel
from ibt.rapport.besluitzin import besluit_zin, gevolg_zin
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import stand
from ibt.rapport.keuzezin import nothing_changes, recorded_sentences
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel
from ibt.rapport.regelzin import (
    PLAN,
    applied,
    applied_sentence,
    asks_all,
    frozen_sentence,
    is_excused,
    why,
    why_not,
)
from ibt.rapport.standzin import HERZIEN, turn_sentence


@marked
def waarom(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """The rule that applied, in words and with its place in the framework. Norm: N03."""
    regel = applied(beoordeling, kader)
    besluit = besluit_zin(beoordeling)
    return make_deel(
        p(".kern")[applied_sentence(beoordeling, kader)],
        p[
            f"{'In de berekening' if besluit else 'Daarom'} geldt regel {regel.id} van ",
            _place(regel, beoordeling, kader),
        ],
        ul[(li[zin] for zin in why(regel, beoordeling))],
        _from_coa(beoordeling),
        p[f"{besluit} {gevolg_zin(beoordeling)}"] if besluit else None,
        [p[zin] for zin in recorded_sentences(beoordeling, kader)],
    )


def _from_coa(beoordeling: Beoordeling) -> Node:
    """That the count began with the stand of COA, where what was decided before it was revised."""
    begin, vorig = beoordeling.som.stand_begin_gebruikt, beoordeling.stand_eind_vorig
    if not beoordeling.begin_herzien or vorig is None or begin == vorig:
        return None
    return p[
        f"De stand aan het begin ({stand(begin)}) is die van het COA; na de herziening is zij "
        f"{stand(vorig)}. {HERZIEN}"
    ]


def _place(regel: Regel, beoordeling: Beoordeling, kader: Kader) -> Node:
    """Where the rule stands, what it says and where it leads.

    Its words speak of full realisation; where overmacht takes the place of that, they are not
    quoted: what the framework says of that is the ground.
    """
    leidt = f"{_leads(regel)} {frozen_sentence(beoordeling, regel)}".strip()
    if is_excused(beoordeling, regel):
        reden = nadruk("voor de hele achterstand was er overmacht.")
        plaatsen = filter(None, (regel.vindplaats, beoordeling.kader.plaatsen.get("overmacht")))
        return [f"{', met '.join(plaatsen)}: ", reden, f" {leidt}"]
    wanneer = kader.explain(regel.id, beoordeling.lezingen).wanneer
    if asks_all(regel):
        wanneer = "de totaalopgave is gehaald"
    woorden = f" De woorden van het kader: “{_words(regel, beoordeling)}”."
    return [f"{regel.vindplaats}: ", nadruk(f"{wanneer}."), f" {leidt}", woorden]


def _words(regel: Regel, beoordeling: Beoordeling) -> str:
    """The deciding words of the framework; of a plan those for what was found."""
    gronden = {
        oordeel.velden["grond"]
        for oordeel in beoordeling.oordelen
        if oordeel.soort == "verbeterplan_niet_uitgevoerd"
    }
    over_plan = any(deel.links.naam == PLAN and deel.holds({PLAN: 1}) for deel in regel.als)
    niet_opgesteld = over_plan and gronden == {"niet_opgesteld"}
    return (niet_opgesteld and beoordeling.kader.zin("niet_opgesteld")) or regel.woorden


def _leads(regel: Regel) -> str:
    if regel.van == regel.naar:
        return f"Wie op trede {regel.van} stond, blijft daar."
    return f"Wie op trede {regel.van} stond, gaat naar trede {regel.naar}."


@marked
def andere_regels(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """The other rules from the same trede, each with the comparison that decided against it."""
    koppen = ("Regel", "Geldt als", "Leidt naar", "Waarom niet", "Vindplaats")
    rijen = [
        Rij(
            regel.id,
            [
                kader.explain(regel.id, beoordeling.lezingen).wanneer,
                f"trede {regel.naar}",
                why_not(regel, beoordeling),
                regel.vindplaats,
            ],
        )
        for regel in kader.ladder_under(beoordeling.lezingen).regels_from(beoordeling.trede_vorig)
        if regel.id != beoordeling.regel
    ]
    bijschrift = f"Regels vanaf trede {beoordeling.trede_vorig} die niet gelden"
    return make_deel(tabel(bijschrift, [Kolom(kop) for kop in koppen], rijen, "breed"))


@marked
def omslag(beoordeling: Beoordeling, kader: Kader) -> Deel:
    """How many persons more or fewer would have led to another trede; and other readings."""
    return make_deel(
        ul[(li[turn_sentence(beoordeling, kant)] for kant in ("meer", "minder"))],
        p[
            "Dit is berekend met dezelfde verschoonde personen, dezelfde bevindingen en dezelfde "
            "lezing van het kader. ",
            nothing_changes((beoordeling,), kader),
        ],
        _readings(beoordeling, kader),
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
