"""The start page of a round within a half-year: every report and message, and what failed."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, a, caption, h2, script, table, tbody, td, th, thead, tr
from markupsafe import Markup

from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal
from ibt.rapport.index import (
    INDEX_SCRIPT,
    Mislukt,
    controls,
    failures,
    formats,
    heading,
    links,
    states,
)
from ibt.rapport.opmaak import trede_cel
from ibt.rapport.titelblad import make_titelblad
from ibt.rapport.voortgang.zin import schema_kort

_KOPPEN = ("Gemeente", "Trede nu", "Schema", "Nog nodig", "Rapport", "Staat")


def voortgang_index(
    verslag: Verslag, voortgangen: tuple[Voortgang, ...], mislukt: Sequence[Mislukt]
) -> str:
    """The page as one HTML file that works from a file share."""
    namen = {een.naam for een in mislukt}
    deel = make_deel(
        Markup(str(_head(verslag, len(voortgangen), "provincie" in namen))),
        failures(mislukt, (een.gemeente for een in voortgangen)),
        h2["Rapport per gemeente"],
        controls(
            sorted({een.trede_huidig for een in voortgangen}),
            [states(verslag, een.gemeente, namen) for een in voortgangen],
        ),
        table(".sorteerbaar", id="gemeenten")[
            caption["Voortgang per gemeente"],
            thead[tr[(heading(kop, kop == "Nog nodig") for kop in _KOPPEN)]],
            tbody[(_row(verslag, een, namen) for een in voortgangen)],
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
        ],
    )


def _row(verslag: Verslag, een: Voortgang, mislukt: set[str]) -> Element:
    gemeente, staat = een.gemeente, states(verslag, een.gemeente, mislukt)
    return tr(
        data_naam=f"{gemeente.naam} {gemeente.code}".casefold(),
        data_trede=str(een.trede_huidig),
        data_staat=staat,
    )[
        th(scope="row")[gemeente.naam],
        trede_cel(een.trede_huidig),
        td[schema_kort(een)],
        td(".getal")[getal(een.nog_nodig)],
        td[links(gemeente, gemeente.code in mislukt)],
        td[staat],
    ]
