"""The start page of a round within a half-year: every report and message, and what failed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from htpy import Element, a, caption, h2, script, table, tbody, td, thead, tr
from markupsafe import Markup

from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal
from ibt.rapport.index import (
    INDEX_SCRIPT,
    Filter,
    Mislukt,
    controls,
    failures,
    formats,
    heading,
    links,
    name_cell,
    outdated,
    states,
)
from ibt.rapport.opmaak import trede_cel
from ibt.rapport.titelblad import make_titelblad
from ibt.rapport.voortgang.zin import schema_cel, schema_woord

_NODIG = "Nog nodig voor de totaalopgave"
_KOPPEN = ("Gemeente", "Trede nu", "Schema", _NODIG, "Rapport", "Staat")


def voortgang_index(
    verslag: Verslag,
    voortgangen: tuple[Voortgang, ...],
    mislukt: Sequence[Mislukt],
    verouderd: Collection[str] = (),
) -> str:
    """The page as one HTML file that works from a file share."""
    namen = {een.naam for een in mislukt}
    gemeenten = [een.gemeente for een in voortgangen]
    staat = states(verslag, gemeenten, mislukt, verouderd)
    deel = make_deel(
        Markup(str(_head(verslag, len(voortgangen), "provincie" in namen))),
        failures(mislukt, gemeenten),
        outdated(verouderd, gemeenten),
        h2["Rapport per gemeente"],
        controls(
            Filter("trede", "Trede nu", {str(een.trede_vorig) for een in voortgangen}, "trede "),
            Filter("schema", "Schema", {schema_woord(een) for een in voortgangen}),
            Filter("staat", "Staat", set(staat.values())),
            aantal=len(voortgangen),
        ),
        table(".sorteerbaar", id="gemeenten")[
            caption["Voortgang per gemeente"],
            thead[tr[(heading(kop, kop == _NODIG) for kop in _KOPPEN)]],
            tbody[(_row(een, een.gemeente.code in namen, staat) for een in voortgangen)],
        ],
        script[Markup(INDEX_SCRIPT.read_text(encoding="utf-8"))],
    )
    return html_page(str(deel), f"Voortgang {verslag.peildatum}")


def _head(verslag: Verslag, aantal: int, mislukt: bool) -> Deel:
    return make_titelblad(
        verslag,
        "Start hier: alle rapporten",
        f"Provincie {verslag.provincie}",
        [
            ("Stand op", datum(verslag.peildatum.datum)),
            ("Gemeenten", getal(aantal)),
            ("Overzicht", formats("provincie", "provinciaal overzicht", mislukt)),
            ("Alles in één", a(href="alle-rapporten.pdf")["alle rapporten (PDF)"]),
            ("Tabel", [a(href="voortgang.xlsx")["Excel"], " · ", a(href="voortgang.csv")["CSV"]]),
            ("Herkomst", a(href="herkomst.html")["invoer, versies en hashes"]),
        ],
    )


def _row(een: Voortgang, mislukt: bool, staat: Mapping[str, str]) -> Element:
    gemeente = een.gemeente
    return tr(
        data_naam=f"{gemeente.naam} {gemeente.code}".casefold(),
        data_trede=str(een.trede_vorig),
        data_schema=schema_woord(een),
        data_staat=staat[gemeente.code],
    )[
        name_cell(gemeente, mislukt),
        trede_cel(een.trede_vorig),
        td[schema_cel(een)],
        td(".getal")[getal(een.nog_nodig)],
        td(".rapporten", data_pdf="nee")[links(gemeente, mislukt)],
        td[staat[gemeente.code]],
    ]
