"""What a run leaves in a notebook is fit to publish."""

from itertools import product

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors

from ibt.batch.schoon import has_failed, scrub

FOUT = new_output("error", ename="ValueError", evalue="0")
KLAAR = new_output("error", ename="SystemExit", evalue="")
KLAAR_NUL = new_output("error", ename="SystemExit", evalue="0")
GESTOPT = new_output("error", ename="SystemExit", evalue="1")
TEKST = new_output("stream", text="1")


def ran() -> nbformat.NotebookNode:
    notebook = new_notebook(
        cells=[
            new_code_cell(
                "# Parameters\ngemeentecode = 'GM9901'",
                metadata={"tags": ["injected-parameters"], "papermill": {"duration": 0.01}},
            ),
            new_code_cell("1", metadata={"execution": {"iopub.execute_input": "2026-07-20T12:00"}}),
        ],
        metadata={
            "papermill": {"input_path": "/ergens/anna/gemeente.ipynb", "start_time": "2026"},
            "kernelspec": {"display_name": "ibt (conda)", "name": "conda-env-anna", "language": ""},
        },
    )
    return notebook


def test_no_path_time_user_or_random_id_remains() -> None:
    tekst = nbformat.writes(scrub(ran()))
    assert "anna" not in tekst
    assert "papermill" not in tekst
    assert "T12:00" not in tekst
    assert "# Parameters" not in tekst
    assert tekst == nbformat.writes(scrub(ran()))


def test_the_labels_and_the_kernel_of_any_machine_remain() -> None:
    schoon = scrub(ran())
    assert schoon.cells[0].metadata.tags == ["injected-parameters"]
    assert schoon.cells[0].source == "gemeentecode = 'GM9901'"
    assert schoon.metadata.kernelspec.name == "python3"


def test_what_is_shown_is_what_the_file_will_say() -> None:
    """A cell may give its text as a list of lines; in the file that is one text."""
    delen = new_output("display_data", {"text/html": ["<b>a", "</b>"]})
    schoon = scrub(new_notebook(cells=[new_code_cell("1", outputs=[delen])]))
    assert schoon.cells[0].outputs[0].data["text/html"] == "<b>a</b>"
    assert nbformat.reads(nbformat.writes(schoon), as_version=4) == schoon


def test_a_notebook_has_failed_when_papermill_says_so() -> None:
    soorten: list[list[nbformat.NotebookNode]] = [[], [TEKST], [FOUT], [KLAAR], [KLAAR_NUL]]
    soorten += [[GESTOPT], [KLAAR, FOUT], [FOUT, KLAAR]]
    gezegd = set()
    for uitvoer, uitzondering in product(soorten, (None, False, True)):
        metadata = {} if uitzondering is None else {"papermill": {"exception": uitzondering}}
        cel = new_code_cell("1", outputs=[TEKST, *uitvoer], metadata=metadata)
        notebook = new_notebook(cells=[new_code_cell("0"), cel])
        zegt = has_failed(notebook)
        try:
            raise_for_execution_errors(notebook, None)
            volgens_papermill = False
        except PapermillExecutionError:
            volgens_papermill = True
        assert zegt is volgens_papermill, (uitvoer, uitzondering)
        gezegd.add(zegt)
    assert gezegd == {True, False}
