"""What a run leaves in a notebook is fit to publish."""

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from ibt.batch.schoon import scrub


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
