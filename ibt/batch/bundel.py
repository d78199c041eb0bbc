"""All reports of a round in one PDF, made of the pages that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.verslag import Verslag
from ibt.rapport.bundel import bundel_document
from ibt.rapport.typst import Stuk, compile_pdf, typst_piece

BUNDEL = "alle-rapporten.pdf"


def make_bundel(
    verslag: Verslag, gemeenten: Iterable[Gemeente], map_: Path, stukken: Mapping[str, Stuk | None]
) -> bytes:
    """The overview, then every gemeente as given.

    `stukken` are the parts of what was just made, None for what failed; the others are read back.
    """
    paden = {"provincie": ("Provinciaal overzicht", map_ / "provincie.html")}
    for gemeente in gemeenten:
        paden[gemeente.code] = (gemeente.naam, map_ / "gemeenten" / f"{gemeente.code}.html")
    delen = {
        code: stukken[code] if code in stukken else _read(code, pad)
        for code, (_, pad) in paden.items()
    }
    weg = [naam for code, (naam, _) in paden.items() if delen[code] is None]
    heel = [stuk for stuk in delen.values() if stuk is not None]
    return compile_pdf(bundel_document(verslag, heel, weg))


def _read(code: str, pad: Path) -> Stuk | None:
    return typst_piece(pad.read_text(encoding="utf-8"), code) if pad.is_file() else None
