"""All reports of a round as one document, for who wants to read or keep them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag
from htpy import Node, body, div, h2, html, main, nav, p, section
from markupsafe import Markup

from ibt.begrippen.verslag import Verslag
from ibt.rapport.getal import datum, getal, opsomming
from ibt.rapport.titelblad import make_titelblad


def bundel_html(verslag: Verslag, paginas: Sequence[str], ontbreekt: Sequence[str] = ()) -> str:
    """The pages one after another, each on a new sheet, behind a title sheet with the contents.

    `ontbreekt` names the reports that could not be made; the document says so.
    """
    soort = "Alle tussenstanden" if verslag.is_voortgang else "Alle beoordelingen"
    blad = make_titelblad(
        verslag,
        "Alle rapporten van deze ronde",
        f"{soort} van de provincie {verslag.provincie}",
        [
            ("Stand op" if verslag.is_voortgang else "Peildatum", datum(verslag.peildatum.datum)),
            ("Rapporten", getal(len(paginas))),
        ],
    )
    delen = [section(".nieuw-blad", data_koptekst=kop)[deel] for kop, deel in _numbered(paginas)]
    hele = html(lang="nl")[
        body[
            main[
                _without_head(str(blad)),
                _missing(ontbreekt),
                h2["Inhoud"],
                nav(".inhoudsopgave"),
                delen,
            ]
        ]
    ]
    return str(hele)


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


def _numbered(paginas: Sequence[str]) -> Iterator[tuple[str, Markup]]:
    """The running head and the contents of each page; names occur once in the whole document."""
    for nummer, pagina in enumerate(paginas, start=1):
        soup = BeautifulSoup(pagina, "html.parser")
        inhoud = soup.find("main")
        if isinstance(inhoud, Tag):
            _rename(inhoud, f"r{nummer}-")
            blad = inhoud.select_one("header.titelblad")
            kop = "" if blad is None else str(blad.get("data-koptekst", ""))
            yield kop, Markup(inhoud.decode_contents())


def _rename(inhoud: Tag, voor: str) -> None:
    """Anchors, and the links within the page that lead to them; a picture is a file by itself."""
    for deel in inhoud.find_all(id=True):
        if deel.name != "svg" and deel.find_parent("svg") is None:
            deel["id"] = f"{voor}{deel['id']}"
    for link in inhoud.select('a[href^="#"]'):
        link["href"] = f"#{voor}{str(link['href'])[1:]}"
