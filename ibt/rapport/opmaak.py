"""Small pieces that several parts of a page share: tables, boxes, badges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from htpy import (
    Element,
    Node,
    a,
    caption,
    div,
    li,
    p,
    span,
    strong,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
    ul,
)

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.indeling import report_place
from ibt.begrippen.kadertekst import Kadertekst
from ibt.rapport.getal import datum, getal, korte_datum, opsomming
from ibt.rapport.woorden import begrippen


@dataclass(frozen=True)
class Kolom:
    """A column: its heading, and whether it holds numbers (right aligned).

    With `keuze` a reader of a table that filters may choose one of its values.
    """

    kop: str
    getal: bool = False
    keuze: bool = False


@dataclass(frozen=True)
class Rij:
    """A row: its header cell, its other cells, and the class that sets it apart."""

    kop: Node
    cellen: Sequence[Node]
    soort: str = ""


def tabel(
    bijschrift: str, kolommen: Sequence[Kolom], rijen: Iterable[Rij], soort: str = ""
) -> Element:
    """A table whose first column holds the row headers; `soort` is its class."""
    kop = [
        th(
            scope="col",
            class_="getal" if kolom.getal else None,
            data_keuze="ja" if kolom.keuze else None,
        )[kolom.kop]
        for kolom in kolommen
    ]
    return table(class_=soort or None)[
        caption[bijschrift],
        thead[tr[kop]],
        tbody[(_row(rij, kolommen) for rij in rijen)],
    ]


def _row(rij: Rij, kolommen: Sequence[Kolom]) -> Element:
    return tr(class_=rij.soort or None)[
        th(scope="row")[rij.kop],
        (_cell(cel, kolom) for cel, kolom in zip(rij.cellen, kolommen[1:], strict=True)),
    ]


def _cell(cel: Node, kolom: Kolom) -> Node:
    if isinstance(cel, Element) and str(cel).startswith("<td"):
        return cel
    return td(class_="getal" if kolom.getal else None)[cel]


def stap_voor_stap(beoordelingen: Iterable[Beoordeling]) -> Node:
    """Under a table: which treden an acceleration gives from which day, for nobody skips one.

    Norm: N23, N24.
    """
    stapsgewijs = [beoordeling for beoordeling in beoordelingen if beoordeling.stappen]
    if not stapsgewijs:
        return None
    zinnen = [
        f"{beoordeling.gemeente.naam}: "
        + opsomming([f"trede {trede} vanaf {datum(dag)}" for trede, dag in beoordeling.stappen])
        for beoordeling in stapsgewijs
    ]
    versneld = any(beoordeling.is_versneld for beoordeling in stapsgewijs)
    plaats = stapsgewijs[0].kader.bij("versnelling" if versneld else "termijn_besluit")
    return p(".klein")[
        f"Stap voor stap, met elke trede vanaf haar eigen dag{plaats}: {'; '.join(zinnen)}. "
        "Getoond en geteld is de laatste stap."
    ]


def verschoond_deel(beoordelingen: Iterable[Beoordeling]) -> Node:
    """Under a table with standen: whose shortage was excused, for the ladder counts it not (§2.3).

    Norm: N70.
    """
    wie = [
        beoordeling
        for beoordeling in beoordelingen
        if beoordeling.som.verschoonbaar and beoordeling.som.stand_eind < 0
    ]
    if not wie:
        return None
    delen = [
        f"{beoordeling.gemeente.naam} {getal(beoordeling.som.verschoonbaar)} van "
        f"{getal(beoordeling.som.achterstand_eind)}"
        for beoordeling in wie
    ]
    plaats = wie[0].kader.bij("overmacht")
    return p(".klein")[f"Van de achterstand is verschoonbaar geacht{plaats}: {'; '.join(delen)}."]


def laatste_stap(beoordeling: Beoordeling) -> str:
    """Behind a name: from which day the last step of an acceleration holds; else empty."""
    if not beoordeling.stappen:
        return ""
    trede, dag = beoordeling.stappen[-1]
    return f" (trede {trede} vanaf {korte_datum(dag)})"


def trede_badge(trede: int) -> Element:
    """The trede as a coloured badge; the number is always printed, never colour alone."""
    return span(class_=f"trede trede-{trede}")[f"trede\u00a0{trede}"]


def trede_cel(trede: int | None, tekst: str | None = None) -> Element:
    """A table cell in the colour of a trede; a dash where none is known."""
    if trede is None:
        return td["–"]
    return td(class_=f"trede-{trede}")[tekst or str(trede)]


_BEWEGING = {"hoger": (".op", "▲"), "lager": (".neer", "▼"), "gelijk": (".gelijk", "=")}


def richting(vorig: int, nieuw: int) -> str:
    """Up, down or unchanged, in one word."""
    return "hoger" if nieuw > vorig else "lager" if nieuw < vorig else "gelijk"


def beweging(vorig: int, nieuw: int) -> Element:
    """The same with an arrow; it sorts by how many treden."""
    woord = richting(vorig, nieuw)
    soort, teken = _BEWEGING[woord]
    return span(soort, data_sorteer=str(nieuw - vorig))[f"{teken} {woord}"]


def begrippenkader(kader: Kadertekst) -> Element:
    """The words that a reader outside the field does not know, in a box."""
    return div(".kader.begrippen")[p(".klein")[nadruk("Begrippen. "), begrippen(kader)]]


def let_op(kop: str, zinnen: Sequence[str]) -> Node:
    """A box of what needs a look; nothing where nothing does."""
    if not zinnen:
        return None
    return div(".kader.kader-let-op")[p[nadruk(kop)], ul[(li[zin] for zin in zinnen)]]


def kerngetal(waarde: str, label: str) -> Element:
    """A key figure, large, with what it is."""
    return div(".kaart")[p(".waarde")[waarde], p(".label")[label]]


def naar_rapport(gemeente: Gemeente) -> Element:
    """The name of a gemeente, leading to its report."""
    return a(href=f"{report_place(gemeente.code)}.html")[gemeente.naam]


def nadruk(tekst: str) -> Element:
    """Emphasis."""
    return strong[tekst]
