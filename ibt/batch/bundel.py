"""All reports of a round in one PDF, made of the pages that are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from ibt.batch.plek import report_place
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.verslag import Verslag
from ibt.rapport.bundel import bundel_document
from ibt.rapport.typst import Stuk, compile_pdf, typst_piece

BUNDEL = "alle-rapporten.pdf"


def make_bundel(
    verslag: Verslag,
    gemeenten: Iterable[Gemeente],
    paden: Mapping[str, Path],
    stukken: Mapping[str, Stuk | None],
    verouderd: Collection[str] = (),
) -> bytes:
    """The overview, then every gemeente as given.

    `stukken` are the parts of what was just made, None for what failed; the others are read back
    from their page (`paden`: by its path in the round, where it stands). `verouderd` are those
    that were left as they were, though what they are made of changed.
    """
    namen = {"provincie": "Provinciaal overzicht"}
    namen |= {gemeente.code: gemeente.naam for gemeente in gemeenten}
    delen = {
        code: stukken[code] if code in stukken else _read(code, paden[f"{report_place(code)}.html"])
        for code in namen
    }
    weg = [naam for code, naam in namen.items() if delen[code] is None]
    heel = [stuk for stuk in delen.values() if stuk is not None]
    oud = [naam for code, naam in namen.items() if code in verouderd]
    return compile_pdf(bundel_document(verslag, heel, weg, oud))


def _read(code: str, pad: Path) -> Stuk:
    return typst_piece(pad.read_text(encoding="utf-8"), code)
