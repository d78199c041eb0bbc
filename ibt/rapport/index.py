"""The start page of a rendered round: every report, its state, and what failed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

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

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.verslag import Verslag
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, stand
from ibt.rapport.opmaak import beweging, nadruk, trede_cel
from ibt.rapport.titelblad import make_titelblad

INDEX_SCRIPT = Path(__file__).with_name("index.js")


@dataclass(frozen=True)
class Mislukt:
    """A report that could not be made: whose, in which cell, and why."""

    naam: str
    cel: str
    fout: str


def index_page(
    verslag: Verslag,
    beoordelingen: tuple[Beoordeling, ...],
    mislukt: Sequence[Mislukt],
    vorige: str | None = None,
) -> str:
    """The page as one HTML file that works from a file share; `vorige` links the former round."""
    namen = {mislukking.naam for mislukking in mislukt}
    deel = make_deel(
        Markup(str(_head(verslag, len(beoordelingen), "provincie" in namen, vorige))),
        failures(mislukt, (b.gemeente for b in beoordelingen)),
        h2["Rapport per gemeente"],
        controls(
            sorted({b.trede_voorstel for b in beoordelingen}),
            [states(verslag, b.gemeente, namen) for b in beoordelingen],
        ),
        _table(verslag, beoordelingen, namen),
        script[Markup(INDEX_SCRIPT.read_text(encoding="utf-8"))],
    )
    return html_page(str(deel), f"Ronde {verslag.peildatum}")


def _head(verslag: Verslag, aantal: int, mislukt: bool, vorige: str | None) -> Deel:
    terug = a(href=vorige)["naar de vorige ronde"] if vorige else "geen"
    return make_titelblad(
        verslag,
        "Start hier: alle rapporten",
        f"Provincie {verslag.provincie}",
        [
            ("Peildatum", datum(verslag.peildatum.datum)),
            ("Gemeenten", getal(aantal)),
            ("Overzicht", formats("provincie", "provinciaal overzicht", mislukt)),
            ("Alles in één", a(href="alle-rapporten.pdf")["alle rapporten (PDF)"]),
            ("Tabel", [a(href="inschaling.xlsx")["Excel"], " · ", a(href="inschaling.csv")["CSV"]]),
            ("Vorige ronde", terug),
        ],
    )


def formats(pad: str, naam: str, mislukt: bool) -> Node:
    """Links to a page and its PDF, or that they were not made."""
    if mislukt:
        return span(".op")["niet gemaakt"]
    return [a(href=f"{pad}.html")[naam], " · ", a(href=f"{pad}.pdf")["PDF"]]


def links(gemeente: Gemeente, mislukt: bool) -> Node:
    """Report, PDF, notebook and letter of one gemeente; a letter needs no notebook."""
    pad = f"gemeenten/{gemeente.code}"
    return [
        formats(pad, "HTML", mislukt),
        None if mislukt else [" · ", a(href=f"{pad}.ipynb")["notebook"]],
        " · ",
        a(href=f"brieven/{gemeente.code}.docx")["brief"],
    ]


def failures(mislukt: Sequence[Mislukt], gemeenten: Iterable[Gemeente]) -> Node:
    """A box with every report that could not be made; nothing where all were."""
    if not mislukt:
        return None
    namen = {gemeente.code: str(gemeente) for gemeente in gemeenten}
    namen["provincie"] = "Provinciaal overzicht"
    meer = len(mislukt) != 1
    aantal = f"{getal(len(mislukt))} {'rapporten zijn' if meer else 'rapport is'}"
    return div(".kader.kader-fout")[
        p[nadruk(f"{aantal} niet gemaakt. "), "De andere zijn heel."],
        ul[
            (
                li[nadruk(namen.get(een.naam, een.naam)), f", {een.cel}: ", code[een.fout]]
                for een in mislukt
            )
        ],
    ]


def states(verslag: Verslag, gemeente: Gemeente, mislukt: Collection[str]) -> str:
    """The state of one report: that of the round, or that it could not be made."""
    return "mislukt" if gemeente.code in mislukt else verslag.staat


def controls(treden: Sequence[int], staten: Sequence[str]) -> Element:
    """Search by name, filter by trede and by state; `staten` has one of every gemeente."""
    return div(".zoekbalk", data_pdf="nee")[
        label(for_="zoek")["Zoek een gemeente "],
        input(id="zoek", type="search", autocomplete="off"),
        " ",
        label(for_="trede")["Trede "],
        select(id="trede")[
            option(value="")["alle"],
            (option(value=str(trede))[f"trede {trede}"] for trede in treden),
        ],
        " ",
        label(for_="staat")["Staat "],
        select(id="staat")[
            option(value="")["alle"],
            (option(value=staat)[staat] for staat in sorted(set(staten))),
        ],
        " ",
        button(id="wis", type="button")["Wis"],
        p(id="aantal", role="status", class_="klein")[_found(len(staten))],
    ]


def _found(aantal: int) -> str:
    """As the script counts."""
    return f"{aantal} {'gemeente' if aantal == 1 else 'gemeenten'}"


def _table(verslag: Verslag, beoordelingen: tuple[Beoordeling, ...], mislukt: set[str]) -> Element:
    koppen = (
        *("Gemeente", "Hiervoor", "Berekend", "Voorstel"),
        *("Beweging", "Stand eind", "Rapport", "Staat"),
    )
    return table(".sorteerbaar", id="gemeenten")[
        caption["Rapporten van deze ronde"],
        thead[tr[(heading(kop, kop == "Stand eind") for kop in koppen)]],
        tbody[(_row(verslag, b, mislukt) for b in beoordelingen)],
    ]


def heading(kop: str, is_getal: bool) -> Element:
    """A column header; there is no order in links."""
    sorteer = "nee" if kop == "Rapport" else None
    return th(scope="col", class_="getal" if is_getal else None, data_sorteer=sorteer)[kop]


def _row(verslag: Verslag, beoordeling: Beoordeling, mislukt: set[str]) -> Element:
    gemeente = beoordeling.gemeente
    staat = states(verslag, gemeente, mislukt)
    return tr(
        data_naam=f"{gemeente.naam} {gemeente.code}".casefold(),
        data_trede=str(beoordeling.trede_voorstel),
        data_staat=staat,
    )[
        th(scope="row")[gemeente.naam],
        trede_cel(beoordeling.trede_vorig),
        trede_cel(beoordeling.trede_berekend),
        trede_cel(beoordeling.trede_voorstel),
        td[beweging(beoordeling.trede_vorig, beoordeling.trede_voorstel)],
        td(".getal")[stand(beoordeling.som.stand_eind)],
        td[links(gemeente, gemeente.code in mislukt)],
        td[staat],
    ]
