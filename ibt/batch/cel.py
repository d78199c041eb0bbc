"""How a cell of a notebook is named to the analyst who must find it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ibt.batch.formaat import NotebookNode


def cell_name(cellen: Sequence[NotebookNode], index: int) -> str:
    """`cel 12 (onder Cijfers)`: its number from the top, text cells included, and the heading."""
    for cel in reversed(cellen[:index]):
        koppen = re.findall(r"^#+ +(.+)$", cel.source, re.MULTILINE)
        if cel.cell_type == "markdown" and koppen:
            return f"cel {index + 1} (onder {koppen[-1].strip()})"
    return f"cel {index + 1}"


def code_cells(cellen: Sequence[NotebookNode]) -> list[int]:
    """The places of the code cells among all cells, as nbval counts them."""
    return [plek for plek, cel in enumerate(cellen) if cel.cell_type == "code"]
