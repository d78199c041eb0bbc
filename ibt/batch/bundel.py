"""All reports of a round in one PDF, made of the pages that are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.verslag import Verslag
from ibt.rapport.bundel import bundel_html
from ibt.rapport.typst import compile_pdf, typst_source

BUNDEL = "alle-rapporten.pdf"


def make_bundel(
    verslag: Verslag, gemeenten: Iterable[Gemeente], map_: Path, mislukt: Collection[str]
) -> bytes:
    """The overview, then every gemeente as given; `mislukt` names reports that are not there."""
    paden = {"provincie": ("Provinciaal overzicht", map_ / "provincie.html")}
    for gemeente in gemeenten:
        paden[gemeente.code] = (gemeente.naam, map_ / "gemeenten" / f"{gemeente.code}.html")
    paginas = [
        pad.read_text(encoding="utf-8")
        for code, (_, pad) in paden.items()
        if code not in mislukt and pad.is_file()
    ]
    weg = [naam for code, (naam, pad) in paden.items() if code in mislukt or not pad.is_file()]
    return compile_pdf(typst_source(bundel_html(verslag, paginas, weg)))
