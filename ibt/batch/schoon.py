"""A notebook that was run, without what differs from run to run."""

from __future__ import annotations

from ibt.batch.formaat import NotebookNode, nbformat, rejoin_lines

KERNEL = "python3"


def scrub(notebook: NotebookNode) -> NotebookNode:
    """The notebook without paths, times, user names and random ids, as it is read from its file."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": KERNEL},
            "language_info": {"name": "python"},
        }
    )
    notebook.nbformat_minor = 5
    for nummer, cel in enumerate(notebook.cells):
        labels = cel.metadata.get("tags", [])
        cel.metadata = nbformat.from_dict({"tags": labels} if labels else {})
        cel["id"] = f"cel-{nummer:02d}"
        if "injected-parameters" in labels:
            cel["source"] = "\n".join(
                regel for regel in cel["source"].splitlines() if not regel.startswith("#")
            )
        for uitvoer in cel.get("outputs", []):
            uitvoer.pop("transient", None)
    gelezen: NotebookNode = rejoin_lines(notebook)
    return gelezen


def has_failed(notebook: NotebookNode) -> bool:
    """Whether papermill will say that a cell of it failed: `sys.exit()` is no failure."""
    return any(map(_cell_failed, notebook.cells))


def _cell_failed(cel: NotebookNode) -> bool:
    fouten = [uitvoer for uitvoer in cel.get("outputs", []) if uitvoer.output_type == "error"]
    klaar = [een for een in fouten if een.ename == "SystemExit" and een.evalue in ("", "0")]
    if klaar:
        return len(klaar) < len(fouten)
    return bool(fouten) or cel.metadata.get("papermill", {}).get("exception") is True
