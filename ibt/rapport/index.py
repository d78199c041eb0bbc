"""The start page of a rendered round: every report, its state, and what failed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from htpy import (
    Element,
    Node,
    a,
    button,
    caption,
    code,
    div,
    h2,
    input,
    label,
    li,
    option,
    p,
    script,
    select,
    span,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
    ul,
)
from markupsafe import Markup

from ibt.begrippen.beoordeling import Beoordeling, Uitkomst
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.indeling import CONTROLE, letter_place, report_place, soort_of
from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.bladzijde import html_page
from ibt.rapport.controle import controle_uitkomst
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import getal, stand
from ibt.rapport.opmaak import (
    beweging,
    nadruk,
    richting,
    stap_voor_stap,
    trede_cel,
    verschoond_deel,
)
from ibt.rapport.titelblad import day_fact, make_titelblad
from ibt.rapport.verouderd import outdated_box
from ibt.rapport.voortgangzin import schema_cel, schema_woord

INDEX_SCRIPT = Path(__file__).with_name("index.js")


# Stands in the place of the cell where a report was not made because only others were asked for.
VOORPROEF = "voorproef"
_STAND, _NODIG = "Stand eind", "Nog nodig voor de totaalopgave"


@dataclass(frozen=True)
class Mislukt:
    """A report that was not made: whose, in which cell it failed, and why."""

    naam: str
    cel: str
    fout: str

    @property
    def staat(self) -> str:
        """The state of such a report, as a table says it."""
        return "niet gemaakt" if self.cel == VOORPROEF else "mislukt"


def index_page(
    verslag: Verslag,
    uitkomsten: Sequence[Uitkomst],
    mislukt: Sequence[Mislukt],
    vorige: str | None = None,
    verouderd: Collection[str] = (),
) -> str:
    """The page as one HTML file that works from a file share; `vorige` links the former round.

    `verouderd` names the reports that were left as they were, though their figures changed.
    """
    namen = {mislukking.naam for mislukking in mislukt}
    gemeenten = [uit.gemeente for uit in uitkomsten]
    staat = states(verslag, gemeenten, mislukt, verouderd)
    lijsten, koppen = _lists(verslag, staat)
    beoordeeld = [uit for uit in uitkomsten if isinstance(uit, Beoordeling)]
    deel = make_deel(
        Markup(str(_head(verslag, len(uitkomsten), "provincie" in namen, vorige))),
        failures(mislukt, gemeenten),
        outdated(verouderd, gemeenten),
        h2["Rapport per gemeente"],
        _controls(lijsten, uitkomsten),
        table(".sorteerbaar", id="gemeenten")[
            caption["Rapporten van deze ronde"],
            thead[tr[(_heading(kop) for kop in ("Gemeente", *koppen, "Rapport", "Staat"))]],
            tbody[(_row(uit, uit.gemeente.code in namen, lijsten, staat) for uit in uitkomsten)],
        ],
        stap_voor_stap(beoordeeld),
        verschoond_deel(beoordeeld),
        script[Markup(INDEX_SCRIPT.read_text(encoding="utf-8"))],
    )
    return html_page(str(deel), f"Ronde {verslag.peildatum}")


def _head(verslag: Verslag, aantal: int, mislukt: bool, vorige: str | None) -> Deel:
    tabel = soort_of(verslag.peildatum).tabel
    zonder = "niet in deze proef" if verslag.is_proef else "niet opgegeven"
    terug = a(href=vorige)["naar de vorige ronde"] if vorige else zonder
    return make_titelblad(
        verslag,
        "Start hier: alle rapporten",
        f"Provincie {verslag.provincie}",
        [
            day_fact(verslag),
            ("Gemeenten", getal(aantal)),
            ("Overzicht", formats("provincie", "provinciaal overzicht", mislukt)),
            ("Alles in één", a(href="alle-rapporten.pdf")["alle rapporten (PDF)"]),
            ("Tabel", [a(href=f"{tabel}.xlsx")["Excel"], " · ", a(href=f"{tabel}.csv")["CSV"]]),
            ("Controle", a(href=CONTROLE)[controle_uitkomst(verslag.controles)]),
            ("Herkomst", a(href="herkomst.html")["invoer, versies en hashes"]),
            *([] if verslag.is_voortgang else [("Vorige ronde", terug)]),
        ],
    )


def formats(pad: str, naam: str, mislukt: bool) -> Node:
    """Links to a page and its PDF, or that they were not made."""
    if mislukt:
        return span(".op")["niet gemaakt"]
    return [a(href=f"{pad}.html")[naam], " · ", a(href=f"{pad}.pdf")["PDF"]]


def name_cell(gemeente: Gemeente, mislukt: bool) -> Element:
    """The name, which leads to the report where there is one."""
    naam = gemeente.naam
    return th(scope="row")[naam if mislukt else a(href=f"{report_place(gemeente.code)}.html")[naam]]


def links(gemeente: Gemeente, mislukt: bool) -> Node:
    """Report, PDF, notebook and letter of one gemeente; a letter needs no notebook."""
    pad = report_place(gemeente.code)
    return [
        formats(pad, "HTML", mislukt),
        None if mislukt else [" · ", a(href=f"{pad}.ipynb")["notebook"]],
        " · ",
        a(href=letter_place(gemeente.code))["brief"],
    ]


def failures(mislukt: Sequence[Mislukt], gemeenten: Iterable[Gemeente]) -> Node:
    """A box with every report that could not be made; nothing where all were."""
    if not mislukt:
        return None
    namen = {gemeente.code: str(gemeente) for gemeente in gemeenten}
    namen["provincie"] = "Provinciaal overzicht"
    wie: dict[tuple[str, str], list[str]] = {}
    for stuk in mislukt:
        wie.setdefault((stuk.cel, stuk.fout), []).append(namen.get(stuk.naam, stuk.naam))
    meer = len(mislukt) != 1
    aantal = f"{getal(len(mislukt))} {'rapporten zijn' if meer else 'rapport is'}"
    return div(".kader.kader-fout")[
        p[nadruk(f"{aantal} niet gemaakt. "), "De andere zijn heel."],
        ul[
            (
                li[nadruk(", ".join(groep)), f", {cel}: ", code[fout]]
                for (cel, fout), groep in wie.items()
            )
        ],
    ]


def outdated(verouderd: Collection[str], gemeenten: Iterable[Gemeente]) -> Node:
    """A box with the reports that do not follow from the figures as they are now."""
    namen = [gemeente.naam for gemeente in gemeenten if gemeente.code in verouderd]
    namen += ["het provinciale overzicht"] if "provincie" in verouderd else []
    return outdated_box(namen, "De tabel hieronder volgt de cijfers en het programma van nu. ")


def states(
    verslag: Verslag,
    gemeenten: Iterable[Gemeente],
    mislukt: Iterable[Mislukt],
    verouderd: Collection[str] = (),
) -> dict[str, str]:
    """The state of each report by gemeentecode: that of the round, not made, or out of date."""
    anders = {
        **dict.fromkeys(verouderd, "verouderd"),
        **{fout.naam: fout.staat for fout in mislukt},
    }
    return {wie.code: anders.get(wie.code, verslag.staat) for wie in gemeenten}


@dataclass(frozen=True)
class Filter:
    """A list to choose from: the data field of a row, its label, its value, a word before it."""

    veld: str
    label: str
    waarde: Callable[[Any], str]
    voor: str = ""


def _lists(verslag: Verslag, staat: Mapping[str, str]) -> tuple[list[Filter], tuple[str, ...]]:
    """What a reader may choose from, and the columns of this moment between name and report."""
    naam, wat = verslag.uitkomst.capitalize(), Filter("beweging", "Beweging", _movement)
    koppen: tuple[str, ...] = ("Hiervoor", "Berekend", naam, "Beweging", _STAND)
    if verslag.is_voortgang:
        naam, wat = "Trede nu", Filter("schema", "Schema", schema_woord)
        koppen = (naam, "Schema", _NODIG)
    trede = Filter("trede", naam, lambda uit: str(uit.trede), "trede ")
    return [trede, wat, Filter("staat", "Staat", lambda uit: staat[uit.gemeente.code])], koppen


def _controls(lijsten: Sequence[Filter], uitkomsten: Sequence[Uitkomst]) -> Element:
    """Search by name, and a list per filter."""
    return div(".zoekbalk", data_pdf="nee")[
        span(".veld")[label(for_="zoek")["Zoek een gemeente"], input(id="zoek", type="search")],
        (
            span(".veld")[
                label(for_=lijst.veld)[lijst.label],
                select(id=lijst.veld)[
                    option(value="")["alle"],
                    (
                        option(value=waarde)[lijst.voor + waarde]
                        for waarde in sorted({lijst.waarde(uit) for uit in uitkomsten})
                    ),
                ],
            ]
            for lijst in lijsten
        ),
        button(id="wis", type="button")["Wis"],
        p(id="aantal", role="status", class_="klein")[_found(len(uitkomsten))],
    ]


def _found(aantal: int) -> str:
    """As the script counts."""
    return f"{aantal} {'gemeente' if aantal == 1 else 'gemeenten'}"


def _heading(kop: str) -> Element:
    """A column header; links have no order, and lead nowhere on paper."""
    if kop == "Rapport":
        return th(scope="col", data_sorteer="nee", data_pdf="nee")[kop]
    return th(scope="col", class_="getal" if kop in (_STAND, _NODIG) else None)[kop]


def _movement(beoordeling: Beoordeling) -> str:
    return richting(beoordeling.trede_vorig, beoordeling.trede_voorstel)


def _row(
    uitkomst: Uitkomst, mislukt: bool, lijsten: Sequence[Filter], staat: Mapping[str, str]
) -> Element:
    gemeente = uitkomst.gemeente
    velden = {f"data_{lijst.veld}": lijst.waarde(uitkomst) for lijst in lijsten}
    return tr(data_naam=f"{gemeente.naam} {gemeente.code}".casefold(), **velden)[
        name_cell(gemeente, mislukt),
        _cells(uitkomst),
        td(".rapporten", data_pdf="nee")[links(gemeente, mislukt)],
        td[staat[gemeente.code]],
    ]


def _cells(uitkomst: Uitkomst) -> list[Element]:
    """As `_lists` has them."""
    if isinstance(uitkomst, Voortgang):
        nodig = td(".getal")[getal(uitkomst.nog_nodig)]
        return [trede_cel(uitkomst.trede), td[schema_cel(uitkomst)], nodig]
    beoordeling = cast(Beoordeling, uitkomst)
    vorig, nieuw = beoordeling.trede_vorig, beoordeling.trede_voorstel
    return [
        trede_cel(vorig),
        trede_cel(beoordeling.trede_berekend),
        trede_cel(nieuw),
        td[beweging(vorig, nieuw)],
        td(".getal")[stand(beoordeling.som.stand_eind)],
    ]
