"""All reports of a round as one document, for who wants to read or keep them together."""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import BeautifulSoup
from htpy import Node, body, div, h2, html, main, nav, p
from markupsafe import Markup

from ibt.begrippen.verslag import Verslag
from ibt.rapport.getal import getal, opsomming
from ibt.rapport.titelblad import day_fact, make_titelblad, soort_verslag
from ibt.rapport.typst import Document, Stuk, typst_source
from ibt.rapport.verouderd import outdated_box


def bundel_document(
    verslag: Verslag,
    stukken: Sequence[Stuk],
    ontbreekt: Sequence[str] = (),
    verouderd: Sequence[str] = (),
) -> Document:
    """The reports one after another, each on a new sheet, behind a title sheet with the contents.

    `ontbreekt` names the reports that could not be made, `verouderd` those that were left as they
    were though what they are made of changed; the document says so.
    """
    blad = make_titelblad(
        verslag,
        "Alle rapporten van deze ronde",
        f"{soort_verslag(verslag).bundel} van de provincie {verslag.provincie}",
        [day_fact(verslag), ("Rapporten", getal(len(stukken)))],
    )
    voorop = html(lang="nl")[
        body[
            main[
                _without_head(str(blad)),
                _missing(ontbreekt),
                outdated_box(verouderd),
                h2["Inhoud"],
                nav(".inhoudsopgave"),
            ]
        ]
    ]
    return typst_source(str(voorop), stukken)


def _without_head(blad: str) -> Markup:
    """The title sheet says all of it: above it a running head would be read to nobody."""
    soup = BeautifulSoup(blad, "html.parser")
    for kop in soup.select("header.titelblad"):
        kop["data-koptekst"] = ""
    return Markup(str(soup))


def _missing(ontbreekt: Sequence[str]) -> Node:
    if not ontbreekt:
        return None
    return div(".kader.kader-fout")[
        p[f"Niet gemaakt, en dus niet in dit document: {opsomming(list(ontbreekt))}."]
    ]
