"""What more than one of the tools needs."""

from pathlib import Path

import mistune
import nbformat

PROJECT = Path(__file__).resolve().parents[1]


def run_cells(naam: str, ronde: Path, gemeentecode: str) -> str:
    """What a report says, without Jupyter: the cells of that notebook run in this process."""
    namen, delen = {"rondebestand": str(ronde), "gemeentecode": gemeentecode}, []
    for cel in nbformat.read(PROJECT / f"notebooks/{naam}.ipynb", as_version=4).cells:
        labels = cel.metadata.get("tags", [])
        if cel.cell_type == "markdown":
            delen.append(str(mistune.html(cel.source)))
        elif "laden" in labels:
            exec(cel.source, namen)
        elif "parameters" not in labels:
            delen.append(str(eval(cel.source, namen)))
    return "\n".join(delen)
