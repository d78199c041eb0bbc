"""The notebooks of the project, and whether they take the parameters that a round gives."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout

GEMEENTE = "gemeente.ipynb"
PROVINCIE = "provincie.ipynb"
_PAKKET = Path(__file__).parents[1]


def find_notebooks(map_: Path | None = None) -> Path:
    """The folder named by hand, or that of the installed project (checkout or wheel).

    InvoerFout when a notebook is missing from it.
    """
    plekken = [map_] if map_ else [_PAKKET / "notebooks", _PAKKET.parent / "notebooks"]
    for plek in plekken:
        if (plek / GEMEENTE).is_file() and (plek / PROVINCIE).is_file():
            return plek.resolve()
    verwacht = f"deze map moet {GEMEENTE} en {PROVINCIE} hebben"
    raad = "Noem de map met --notebooks." if map_ is None else None
    raise InvoerFout([Gebrek(str(plekken[-1]), verwacht, raad=raad)])


def check_parameters(notebook: Path, waarden: Mapping[str, str]) -> list[Gebrek]:
    """Faults in the parameters cell, found before a kernel starts: name, type and value.

    papermill itself only logs an unknown name and renders the default's report.
    """
    from papermill import inspect_notebook

    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            bekend = inspect_notebook(str(notebook))
        except Exception as fout:
            verwacht = f"moet een leesbaar notebook zijn ({type(fout).__name__})"
            return [Gebrek(notebook.name, verwacht, raad="Herstel het notebook in JupyterLab.")]
    return [
        gebrek
        for naam, waarde in waarden.items()
        for gebrek in _parameter_faults(notebook.name, naam, waarde, bekend)
    ]


def _parameter_faults(
    bestand: str, naam: str, waarde: str, bekend: Mapping[str, Mapping[str, str]]
) -> list[Gebrek]:
    plaats = "cel parameters"
    if naam not in bekend:
        verwacht = f"de parameter {naam} moet in deze cel staan"
        gevonden = ", ".join(bekend) or "geen parameters"
        raad = f'Schrijf één regel: {naam}: str = "…" en geef de cel het label parameters.'
        return [Gebrek(bestand, verwacht, gevonden, plaats, raad=raad)]
    soort = bekend[naam]["inferred_type_name"]
    if soort != "str":
        verwacht = f"de parameter {naam} moet tekst zijn"
        raad = f'Schrijf: {naam}: str = "…".'
        return [Gebrek(bestand, verwacht, soort, plaats, raad=raad)]
    if not waarde or waarde != waarde.strip():
        return [Gebrek(bestand, f"de parameter {naam} moet een waarde hebben", waarde, plaats)]
    return []
