"""The notebooks of the project, and whether they take the parameters that a round gives."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ibt.batch.schrijf import digest
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.indeling import SOORT, Rondesoort
from ibt.begrippen.periode import Moment

# The Word template of the letters.
SJABLOON = "brief.docx"
_PAKKET = Path(__file__).parents[1]
_PLAATS = "cel parameters"
_BEKEND = (
    *(naam for soort in SOORT.values() for naam in (soort.gemeente, soort.provincie)),
    SJABLOON,
)
# All that a notebook says of itself, as it is kept and as it is published.
KENMERKEN = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_folders(map_: Path | None) -> list[Path]:
    """Where notebooks are looked for, in order."""
    return [map_] if map_ else [_PAKKET / "notebooks", _PAKKET.parent / "notebooks"]


def find_notebooks(map_: Path | None = None, soort: Rondesoort = SOORT[Moment.BEOORDELING]) -> Path:
    """The folder named by hand, or that of the installed project (checkout or wheel).

    The first need hold no more than was changed (`notebook_in`). InvoerFout when nothing of the
    kind is in it, or when a delivered notebook of this kind of round is missing.
    """
    if map_ is not None:
        if any((map_ / naam).is_file() for naam in _BEKEND):
            return map_.resolve()
        verwacht = f"deze map moet een notebook of sjabloon hebben ({', '.join(_BEKEND)})"
        raise InvoerFout([Gebrek(str(map_), verwacht)])
    mappen = notebook_folders(None)
    for hier in mappen:
        if (hier / soort.gemeente).is_file() and (hier / soort.provincie).is_file():
            return hier.resolve()
    verwacht = f"deze map moet {soort.gemeente} en {soort.provincie} hebben"
    raad = "Noem de map met --notebooks."
    raise InvoerFout([Gebrek(str(mappen[-1]), verwacht, raad=raad)])


def notebook_in(notebooks: Path, naam: str) -> Path:
    """The notebook of that name: that of this folder, or else the delivered one."""
    eigen = notebooks / naam
    if eigen.is_file():
        return eigen
    return next((er for map_ in notebook_folders(None) if (er := map_ / naam).is_file()), eigen)


def find_sjabloon(notebooks: Path) -> Path:
    """The Word template of the letters: that of this folder, or else the installed one."""
    return notebook_in(notebooks, SJABLOON)


def bare(inhoud: bytes) -> bytes:
    """A notebook as it is kept: what a cell is, its source and labels; no outcome of a run.

    What JupyterLab adds by opening or running one is not in it. Bytes that are no notebook stay
    as they are.
    """
    try:
        notebook = json.loads(inhoud)
        notebook |= {"cells": [*map(_bare_cell, notebook["cells"])], "metadata": KENMERKEN}
        tekst = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
        return f"{tekst}\n".encode()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return inhoud


def _bare_cell(cel: dict[str, Any]) -> dict[str, Any]:
    labels = cel["metadata"].get("tags")
    kaal: dict[str, Any] = {
        naam: cel[naam] for naam in ("attachments", "cell_type", "id") if naam in cel
    }
    kaal["metadata"] = {"tags": labels} if labels else {}
    kaal["source"] = "".join(cel["source"]).splitlines(keepends=True)
    return kaal | ({"execution_count": None, "outputs": []} if cel["cell_type"] == "code" else {})


def source_hash(pad: Path) -> str:
    """The hash of what counts of a notebook, `bare`; of the Word template all of it does."""
    inhoud = pad.read_bytes()
    return digest(bare(inhoud) if pad.suffix == ".ipynb" else inhoud)


def check_parameters(notebook: Path, waarden: Mapping[str, str]) -> list[Gebrek]:
    """Faults in the parameters cell, found before a kernel starts: name, type and value.

    papermill itself only logs an unknown name and renders the default's report.
    """
    bestand = notebook.name
    try:
        cellen = _cells(notebook)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as fout:
        verwacht = f"moet een leesbaar notebook zijn ({type(fout).__name__})"
        return [Gebrek(bestand, verwacht, raad="Herstel het notebook in JupyterLab.")]
    gemerkt = [nummer for nummer, (_, labels, _) in enumerate(cellen) if "parameters" in labels]
    if len(gemerkt) != 1:
        verwacht = "precies één cel moet het label parameters hebben"
        return [
            Gebrek(bestand, verwacht, f"{len(gemerkt)} cellen", raad=_advice(next(iter(waarden))))
        ]
    try:
        regels = ast.parse(cellen[gemerkt[0]][-1]).body
    except SyntaxError as fout:
        return [Gebrek(bestand, "moet leesbare Python zijn", fout.text, _PLAATS)]
    gebreken = [*_line_faults(bestand, regels), *_value_faults(bestand, waarden, regels)]
    # A later cell that sets a parameter would give every gemeente the same report.
    for nummer, (soort, _, bron) in enumerate(cellen):
        anders = set() if nummer in gemerkt or soort != "code" else _assigned(bron) & {*waarden}
        for naam in sorted(anders):
            verwacht = f"mag de parameter {naam} niet opnieuw een waarde geven"
            raad = "Haal die regel weg."
            gebreken.append(Gebrek(bestand, verwacht, plaats=f"cel {nummer + 1}", raad=raad))
    return gebreken


def _cells(notebook: Path) -> list[tuple[str, list[str], str]]:
    """Kind, labels and source of each cell.

    Without nbformat: it takes a second to import, and papermill reads them anyway.
    """
    inhoud = json.loads(notebook.read_text(encoding="utf-8"))
    if inhoud["nbformat"] != 4:
        raise ValueError
    return [
        (cel["cell_type"], cel["metadata"].get("tags", []), "".join(cel["source"]))
        for cel in inhoud["cells"]
    ]


def _line_faults(bestand: str, regels: list[ast.stmt]) -> Iterator[Gebrek]:
    """Every line is one plain `naam: str = "…"`; papermill does not see anything else."""
    nummers = [regel.lineno for regel in regels]
    for regel in regels:
        if not isinstance(regel, ast.AnnAssign) or nummers.count(regel.lineno) > 1:
            verwacht = 'elke regel moet één parameter zijn, zoals naam: str = "…"'
            yield Gebrek(bestand, verwacht, ast.unparse(regel), _PLAATS)


def _value_faults(
    bestand: str, waarden: Mapping[str, str], regels: list[ast.stmt]
) -> Iterator[Gebrek]:
    bekend = {
        ast.unparse(regel.target): regel for regel in regels if isinstance(regel, ast.AnnAssign)
    }
    for naam, waarde in waarden.items():
        if naam not in bekend:
            gevonden = ", ".join(bekend) or "geen parameters"
            verwacht = f"de parameter {naam} moet in deze cel staan"
            yield Gebrek(bestand, verwacht, gevonden, _PLAATS, raad=_advice(naam))
        elif not _is_text(bekend[naam]):
            verwacht = f"de parameter {naam} moet tekst zijn"
            yield Gebrek(bestand, verwacht, ast.unparse(bekend[naam]), _PLAATS, raad=_advice(naam))
        if not waarde or waarde != waarde.strip():
            yield Gebrek(bestand, f"de parameter {naam} moet een waarde hebben", waarde, _PLAATS)


def _is_text(regel: ast.AnnAssign) -> bool:
    match regel:
        case ast.AnnAssign(annotation=ast.Name(id="str"), value=ast.Constant(value=str())):
            return True
    return False


def _assigned(bron: str) -> set[str]:
    """The names that a cell sets; a cell that is no plain Python sets none that we can see."""
    try:
        knopen = list(ast.walk(ast.parse(bron)))
    except SyntaxError:
        return set()
    namen = (knoop for knoop in knopen if isinstance(knoop, ast.Name))
    return {naam.id for naam in namen if isinstance(naam.ctx, ast.Store)}


def _advice(naam: str) -> str:
    return f'Schrijf één regel: {naam}: str = "…" en geef de cel het label parameters.'


def refresh_git(os_path: str, model: Mapping[str, Any], **_: Any) -> None:
    """After JupyterLab saved a notebook: let git see that what it keeps of it is the same.

    A filter of git is not asked where a file got another size: then `git status` calls it changed,
    and `git pull` refuses, until it is added. Nothing that did change is added.
    """
    if model["type"] != "notebook":
        return
    pad = Path(os_path)

    def git(*woorden: str) -> list[str]:
        opdracht = ["git", "-C", str(pad.parent), *woorden, "--", pad.name]
        return subprocess.run(opdracht, capture_output=True, text=True, timeout=10).stdout.split()

    with suppress(OSError, subprocess.SubprocessError):
        bewaard, nu = git("ls-files", "--stage"), git("hash-object")
        if nu and bewaard[1:3] == [*nu, "0"]:
            git("update-index")


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """How Jupyter's server finds this module: named in `jupyter.json`, installed beside it."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.contents_manager.register_post_save_hook(refresh_git)


if __name__ == "__main__":
    # What git keeps of a notebook that was run: a filter that `make round` sets up.
    sys.stdout.buffer.write(bare(sys.stdin.buffer.read()))
