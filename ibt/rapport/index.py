"""The start page of a rendered round: every report, its state, and what failed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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
from ibt.begrippen.indeling import letter_place, report_place
from ibt.begrippen.verslag import Verslag
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, stand
from ibt.rapport.opmaak import (
    beweging,
    nadruk,
    richting,
    stap_voor_stap,
    trede_cel,
    verschoond_deel,
)
from ibt.rapport.titelblad import make_titelblad
from ibt.rapport.verouderd import outdated_box

INDEX_SCRIPT = Path(__file__).with_name("index.js")


# Stands in the place of the cell where a report was not made because only others were asked for.
VOORPROEF = "voorproef"


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
    beoordelingen: tuple[Beoordeling, ...],
    mislukt: Sequence[Mislukt],
    vorige: str | None = None,
    verouderd: Collection[str] = (),
) -> str:
    """The page as one HTML file that works from a file share; `vorige` links the former round.

    `verouderd` names the reports that were left as they were, though their figures changed.
    """
    namen = {mislukking.naam for mislukking in mislukt}
    gemeenten = [b.gemeente for b in beoordelingen]
    staat = states(verslag, gemeenten, mislukt, verouderd)
    deel = make_deel(
        Markup(str(_head(verslag, len(beoordelingen), "provincie" in namen, vorige))),
        failures(mislukt, gemeenten),
        outdated(verouderd, gemeenten),
        h2["Rapport per gemeente"],
        controls(
            Filter(
                "trede",
                verslag.uitkomst.capitalize(),
                {str(b.trede_voorstel) for b in beoordelingen},
                "trede ",
            ),
            Filter("beweging", "Beweging", {_movement(b) for b in beoordelingen}),
            Filter("staat", "Staat", set(staat.values())),
            aantal=len(beoordelingen),
        ),
        _table(beoordelingen, namen, staat, verslag.uitkomst.capitalize()),
        stap_voor_stap(beoordelingen),
        verschoond_deel(beoordelingen),
        script[Markup(INDEX_SCRIPT.read_text(encoding="utf-8"))],
    )
    return html_page(str(deel), f"Ronde {verslag.peildatum}")


def _head(verslag: Verslag, aantal: int, mislukt: bool, vorige: str | None) -> Deel:
    zonder = "niet in deze proef" if verslag.is_proef else "niet opgegeven"
    terug = a(href=vorige)["naar de vorige ronde"] if vorige else zonder
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
            ("Herkomst", a(href="herkomst.html")["invoer, versies en hashes"]),
            ("Vorige ronde", terug),
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
    for een in mislukt:
        wie.setdefault((een.cel, een.fout), []).append(namen.get(een.naam, een.naam))
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
    anders = {**dict.fromkeys(verouderd, "verouderd"), **{een.naam: een.staat for een in mislukt}}
    return {een.code: anders.get(een.code, verslag.staat) for een in gemeenten}


@dataclass(frozen=True)
class Filter:
    """A list to choose from: the data field of a row, its label, its values, a word before each."""

    veld: str
    label: str
    waarden: Collection[str]
    voor: str = ""


def controls(*filters: Filter, aantal: int) -> Element:
    """Search by name, and a list per filter; `aantal` is how many rows there are."""
    return div(".zoekbalk", data_pdf="nee")[
        span(".veld")[label(for_="zoek")["Zoek een gemeente"], input(id="zoek", type="search")],
        (
            span(".veld")[
                label(for_=een.veld)[een.label],
                select(id=een.veld)[
                    option(value="")["alle"],
                    (option(value=waarde)[een.voor + waarde] for waarde in sorted(een.waarden)),
                ],
            ]
            for een in filters
        ),
        button(id="wis", type="button")["Wis"],
        p(id="aantal", role="status", class_="klein")[_found(aantal)],
    ]


def _found(aantal: int) -> str:
    """As the script counts."""
    return f"{aantal} {'gemeente' if aantal == 1 else 'gemeenten'}"


def _table(
    beoordelingen: tuple[Beoordeling, ...],
    mislukt: set[str],
    staat: Mapping[str, str],
    uitkomst: str,
) -> Element:
    koppen = (
        *("Gemeente", "Hiervoor", "Berekend", uitkomst),
        *("Beweging", "Stand eind", "Rapport", "Staat"),
    )
    return table(".sorteerbaar", id="gemeenten")[
        caption["Rapporten van deze ronde"],
        thead[tr[(heading(kop, kop == "Stand eind") for kop in koppen)]],
        tbody[(_row(b, b.gemeente.code in mislukt, staat) for b in beoordelingen)],
    ]


def heading(kop: str, is_getal: bool) -> Element:
    """A column header; links have no order, and lead nowhere on paper."""
    if kop == "Rapport":
        return th(scope="col", data_sorteer="nee", data_pdf="nee")[kop]
    return th(scope="col", class_="getal" if is_getal else None)[kop]


def _movement(beoordeling: Beoordeling) -> str:
    return richting(beoordeling.trede_vorig, beoordeling.trede_voorstel)


def _row(beoordeling: Beoordeling, mislukt: bool, staat: Mapping[str, str]) -> Element:
    gemeente = beoordeling.gemeente
    return tr(
        data_naam=f"{gemeente.naam} {gemeente.code}".casefold(),
        data_trede=str(beoordeling.trede_voorstel),
        data_beweging=_movement(beoordeling),
        data_staat=staat[gemeente.code],
    )[
        name_cell(gemeente, mislukt),
        trede_cel(beoordeling.trede_vorig),
        trede_cel(beoordeling.trede_berekend),
        trede_cel(beoordeling.trede_voorstel),
        td[beweging(beoordeling.trede_vorig, beoordeling.trede_voorstel)],
        td(".getal")[stand(beoordeling.som.stand_eind)],
        td(".rapporten", data_pdf="nee")[links(gemeente, mislukt)],
        td[staat[gemeente.code]],
    ]
