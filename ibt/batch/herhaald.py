"""What nbval does not look at: pictures, and what an output says beside its content.

nbval compares no PNG or JPEG, no metadata of an output, and not in which order unlike outputs came.
ibt's own notebooks have none of that; an analyst's own may. Those are run once more.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any

from ibt.batch.cel import cell_name
from ibt.batch.formaat import NotebookNode, nbformat
from ibt.batch.kernels import Grens, Kernels, NotebookFout
from ibt.batch.nbval import process_count
from ibt.batch.uitvoeren import run_notebook
from ibt.batch.werkers import run_many

# Far above what made them: whoever made a round may have given it other limits.
_SECONDEN, _MB = 3600, 100
_BEELD = ("image/png", "image/jpeg")


def run_again(
    namen: Sequence[str], map_: Path, werkers: int | None = None, geheugen: int = Grens.geheugen
) -> list[str]:
    """Run the notebooks again of which nbval sees not everything; a Dutch sentence per difference.

    `namen` are paths within the folder. What nbval does compare is left to it; a notebook that
    cannot be read it names too.
    """
    meer = [naam for naam in namen if any(map(_is_more, _cells(map_ / naam)))]
    if not meer:
        return []
    kernels = Kernels(grens=Grens(_SECONDEN, geheugen, _MB))
    vergelijk = partial(_compare, map_=map_, kernels=kernels)
    try:
        delen = run_many(vergelijk, meer, process_count(len(meer), werkers))
    except BrokenProcessPool:
        return [f"{naam}: het proces dat dit opnieuw uitvoerde, is gestopt" for naam in meer]
    return [zin for deel in delen for zin in deel]


def _cells(pad: Path) -> list[NotebookNode]:
    try:
        cellen: list[NotebookNode] = nbformat.read(pad, as_version=4).cells
    except Exception:
        return []  # nbval names it
    return cellen


def _is_more(cel: NotebookNode) -> bool:
    """Whether an output of a cell holds anything that nbval passes by."""
    uitvoer = cel.get("outputs", [])
    return (
        len({(een["output_type"], een.get("name")) for een in uitvoer}) > 1
        or any(een.get("metadata") for een in uitvoer)
        or any(set(_BEELD) & set(een.get("data", ())) for een in uitvoer)
    )


def _compare(naam: str, map_: Path, kernels: Kernels) -> list[str]:
    """Of one notebook, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="ibt-") as werk:
        doel = Path(werk) / "opnieuw.ipynb"
        try:
            nu = run_notebook(map_ / naam, doel, {}, (map_ / naam).parent, kernels).cells
        except NotebookFout as fout:
            return [f"{naam}, {fout.cel}: de cel geeft nu een fout ({fout.fout[:200]})"]
    toen = _cells(map_ / naam)
    return [
        f"{naam}, {cell_name(toen, plek)}: de uitkomst is nu anders"
        for plek, (cel, opnieuw) in enumerate(zip(toen, nu, strict=True))
        if list(_beside(cel.get("outputs", []))) != list(_beside(opnieuw.get("outputs", [])))
    ]


def _beside(uitvoer: Sequence[Mapping[str, Any]]) -> Iterator[tuple[object, ...]]:
    """Of each output what nbval passes by; what was printed may come in more pieces or fewer."""
    vorige: tuple[object, ...] = ()
    for een in uitvoer:
        data = een.get("data", {})
        deel = (
            *(een["output_type"], een.get("name"), een.get("metadata") or {}),
            *(data.get(soort) for soort in _BEELD),
        )
        if een["output_type"] != "stream" or deel != vorige:
            yield deel
        vorige = deel
