"""Where the figures came from, what was read into the text, and who decides."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

import pandas as pd
from htpy import Node, a, code, h3, li, p, ul

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.bron import Bron
from ibt.begrippen.tekst import no_formula
from ibt.begrippen.traject import Traject
from ibt.begrippen.verslag import Verslag
from ibt.kader.kader import Kader
from ibt.kader.keuze import Keuze
from ibt.rapport.controle import published_otherwise
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, opsomming
from ibt.rapport.keuzezin import nothing_changes
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel
from ibt.rapport.rechtsmiddel import in_law, rests_on
from ibt.rapport.titelblad import vaststelling_verder
from ibt.rapport.woorden import capital


def status(verslag: Verslag, *trajecten: Traject) -> Deel:
    """Who decides, and what an inschaling is in law; where a trede rests on a besluit, the remedy.

    The `trajecten` are those of the gemeenten that the report is about.
    """
    kader = verslag.kader
    if verslag.is_voortgang:
        return make_deel(
            p[
                "Een programma heeft deze tussenstand berekend. Zij stelt geen trede vast en is "
                f"geen formeel toetsingsmoment{kader.bij('tussenstand')}. Op de volgende peildatum "
                "beoordeelt een toezichthouder van de provincie de gemeente, namens gedeputeerde "
                f"staten. Vanaf trede {kader.losgelaten} zet een besluit de volgende stap, ook "
                f"tussen peildata{kader.bij('losgelaten')}."
            ]
        )
    vastgesteld = verslag.vaststelling
    wie = (
        "Dit is een voorstel. Een toezichthouder van de provincie beslist, namens gedeputeerde "
        "staten."
        if vastgesteld is None
        else f"De inschaling is op {datum(vastgesteld.datum)} vastgesteld door {vastgesteld.door}, "
        f"{vastgesteld.orgaan}.{vaststelling_verder(vastgesteld)}"
    )
    return make_deel(
        p[f"De berekening is gedaan door een programma. {wie} {in_law(*trajecten)}"],
        _signature() if vastgesteld is None else None,
    )


def _signature() -> Node:
    """Room for who decides; a concept becomes final by that decision."""
    kolommen = [Kolom("Vastgesteld door"), Kolom("Functie"), Kolom("Datum"), Kolom("Handtekening")]
    leeg = "\u00a0"
    titel = "Dit concept wordt definitief als de toezichthouder het vaststelt"
    return tabel(titel, kolommen, [Rij(leeg, [leeg, leeg, leeg])], "invullen")


def kader_en_keuzes(
    kader: Kader, verslag: Verslag, keuzes: tuple[str, ...], *beoordelingen: Beoordeling
) -> Deel:
    """The framework, its legal basis, and the Keuzes that touched the outcome. Norm: N01.

    The `beoordelingen` say how the text was read for each gemeente, and what else it could give.
    """
    return make_deel(
        p[
            f"Kader: {kader.titel}, geldig vanaf {datum(kader.geldig_van)} (",
            a(href=kader.bron)["tekst"],
            f"). Grondslag: {rests_on(kader, verslag.peildatum.datum)}.",
        ],
        _run_out(kader, verslag),
        _keuzes(kader, keuzes, beoordelingen),
    )


def _run_out(kader: Kader, verslag: Verslag) -> Node:
    """That something is cited which has run out by its own dates."""
    verlopen = kader.run_out(verslag.peildatum.datum)
    if not verlopen:
        return None
    wat = "is dit kader" if len(verlopen) == 1 else "zijn deze kaders"
    return p[
        nadruk("Let op: "),
        f"op de peildatum {wat} volgens de eigen datum afgelopen: "
        f"{opsomming([grond.naam for grond in verlopen])}. De provincie gaat na of er een "
        "verlenging of een opvolger is.",
    ]


def bronnen(verslag: Verslag) -> Deel:
    """The inputs with date and hash, the program's version, and how to reproduce.

    Where the Rijk published other figures than count, it says so. Norm: N03, N10.
    """
    eigen = any(bron.is_deel for bron in verslag.bronnen)
    # The report of a gemeente lies in a folder of its own.
    blad = f"{'../' if eigen else ''}herkomst.html"
    return make_deel(
        gelezen(verslag),
        published_otherwise(verslag) if eigen else None,
        p(".klein")[
            f"Gemaakt met ibt {verslag.versie}. De map van deze ronde bevat alle invoer; ",
            code["ibt verify"],
            " op die map rekent alles opnieuw uit en vergelijkt. Volledige hashes en versies staan "
            "in ",
            a(href=blad)["herkomst.html"],
            ".",
            " Van cijfers, bevindingen, dossier en register tellen hier alleen de rijen over deze "
            "gemeente, ook in de hash."
            if eigen
            else None,
        ],
    )


def gelezen(verslag: Verslag) -> Node:
    """The inputs as a table: what was read, up to which day, and its hash."""
    kolommen = [
        Kolom("Bron"),
        Kolom("Bestand"),
        Kolom("Tot en met"),
        Kolom("Rijen", getal=True),
        Kolom("SHA-256 (begin)"),
    ]
    return tabel("Wat is gelezen", kolommen, list(_sources(verslag.bronnen)), "breed")


def bijlage(resultaat: pd.DataFrame, naam: str) -> Deel:
    """The figures as a CSV file: a download in the HTML, an attachment in the PDF."""
    inhoud = without_formulas(resultaat).to_csv(index=False, lineterminator="\n").encode()
    adres = "data:text/csv;charset=utf-8;base64," + base64.b64encode(inhoud).decode()
    return make_deel(
        p[
            "Deze cijfers als tabel (CSV), gevoegd bij dit rapport: ",
            a(".bijlage", download=naam, href=adres)[naam],
            ".",
        ]
    )


def _keuzes(kader: Kader, keuzes: tuple[str, ...], beoordelingen: Sequence[Beoordeling]) -> Node:
    genoemd = {*keuzes, *(keuze for beoordeling in beoordelingen for keuze in beoordeling.lezingen)}
    genoemd |= {
        ander.keuze for beoordeling in beoordelingen for ander in beoordeling.andere_lezingen
    }
    if not genoemd:
        niets = nothing_changes(beoordelingen, kader) if beoordelingen else ""
        return p[
            "De tekst van het kader is op sommige plekken op meer dan één manier te lezen. ", niets
        ]
    regels = [
        f"{keuze.id} ({keuze.vindplaats}): {keuze.vraag} {_answer(keuze, beoordelingen)}"
        for keuze in (kader.keuze(keuze_id) for keuze_id in kader.in_order(genoemd))
    ]
    return (h3["Hoe het kader hier is gelezen"], ul[(li[regel] for regel in regels)])


def _answer(keuze: Keuze, beoordelingen: Sequence[Beoordeling]) -> str:
    """The reading in use; where some gemeenten were read otherwise, theirs too."""
    namen: dict[str, list[str]] = {}
    for beoordeling in beoordelingen:
        lezing = beoordeling.lezingen.get(keuze.id, keuze.gekozen)
        namen.setdefault(lezing, []).append(beoordeling.gemeente.naam)
    if len(namen) == 1:
        return f"{capital(keuze.lezingen[next(iter(namen))])}."
    anders = [
        f" Anders gelezen voor {opsomming(wie)}: {keuze.lezingen[lezing]}."
        for lezing, wie in namen.items()
        if lezing != keuze.gekozen
    ]
    return f"{capital(keuze.lezingen[keuze.gekozen])}.{''.join(anders)}"


def _sources(bronnen: tuple[Bron, ...]) -> Iterator[Rij]:
    """One row per role; several files of one role share it."""
    rollen: dict[str, list[Bron]] = {}
    for bron in bronnen:
        rollen.setdefault(bron.rol, []).append(bron)
    for rol, groep in rollen.items():
        data = [bron.per for bron in groep if bron.per is not None]
        namen = groep[0].naam if len(groep) == 1 else f"{len(groep)} bestanden"
        hashes = code[" ".join(bron.sha256[: 16 if len(groep) == 1 else 8] for bron in groep)]
        rijen = getal(sum(bron.rijen for bron in groep))
        if uit := [naam for bron in groep for naam in bron.uit if rol == "cijfers"]:
            namen = f"{namen}, uit {opsomming(uit)}"
        yield Rij(rol, [namen, datum(max(data)) if data else "–", rijen, hashes])


def without_formulas(tabel: pd.DataFrame) -> pd.DataFrame:
    """The table with text cells that no spreadsheet program runs as a formula."""
    tekst = tabel.select_dtypes(exclude="number").columns
    return tabel.assign(**{naam: tabel[naam].map(_no_formula) for naam in tekst})


def _no_formula(cel: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    return no_formula(cel) if isinstance(cel, str) else cel
