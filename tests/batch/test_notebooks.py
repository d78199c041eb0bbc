"""A notebook that would not take the round's parameters is refused before a kernel starts."""

from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ibt.batch.notebooks import check_parameters, find_notebooks
from ibt.batch.soort import SOORT
from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import Moment

GEMEENTE, PROVINCIE = SOORT[Moment.BEOORDELING].gemeente, SOORT[Moment.BEOORDELING].provincie
WAARDEN = {"rondebestand": "../invoer/ronde.yaml", "gemeentecode": "GM9901"}
GOED = 'rondebestand: str = "../parameters/2026-07-01.yaml"\ngemeentecode: str = "GM0344"'


def faults(tmp_path: Path, parameters: str, rest: Sequence[str] = ()) -> list[str]:
    eerste = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    pad = tmp_path / GEMEENTE
    nbformat.write(new_notebook(cells=[eerste, *(new_code_cell(cel) for cel in rest)]), pad)
    return [str(gebrek) for gebrek in check_parameters(pad, WAARDEN)]


@pytest.mark.parametrize("moment", list(Moment))
def test_the_notebooks_of_the_project_take_what_a_round_gives(moment: Moment) -> None:
    soort = SOORT[moment]
    notebooks = find_notebooks(soort=soort)
    assert check_parameters(notebooks / soort.gemeente, WAARDEN) == []
    assert check_parameters(notebooks / soort.provincie, {"rondebestand": "x"}) == []


def test_a_parameter_of_the_analyst_with_a_default_is_fine(tmp_path: Path) -> None:
    assert faults(tmp_path, f"{GOED}\ntoon: str = 'alles'  # eigen keuze") == []


@pytest.mark.parametrize(
    ("parameters", "melding"),
    [
        ('rondebestand: str = "x"', "de parameter gemeentecode moet in deze cel staan"),
        (
            'rondebestand: str = "x"\ngemeente_code: str = "y"',
            'gemeentecode moet in deze cel staan; gevonden: "rondebestand, gemeente_code"',
        ),
        ('rondebestand: str = "x"\ngemeentecode: int = 344', "gemeentecode moet tekst zijn"),
        ('rondebestand: str = "x"\ngemeentecode: str = 344', "gemeentecode moet tekst zijn"),
        ('rondebestand: str = "x"\ngemeentecode: str', "gemeentecode moet tekst zijn"),
        ('rondebestand: str = "x"\ngemeentecode: Literal["a"] = "a"', "gemeentecode moet tekst"),
        ('rondebestand: str = "x"\ngemeentecode = "y"', "elke regel moet één parameter zijn"),
        ('rondebestand: str = "x"; gemeentecode: str = "y"', "elke regel moet één parameter zijn"),
        ("rondebestand: str = ", "moet leesbare Python zijn"),
        ("", "de parameter rondebestand moet in deze cel staan"),
    ],
)
def test_a_parameters_cell_that_papermill_would_pass_over_is_refused(
    tmp_path: Path, parameters: str, melding: str
) -> None:
    gevonden = faults(tmp_path, parameters)
    assert any(melding in zin for zin in gevonden), gevonden
    assert all(zin.startswith("gemeente.ipynb, cel parameters: ") for zin in gevonden)


def test_a_later_cell_may_not_set_a_parameter_again(tmp_path: Path) -> None:
    gevonden = faults(tmp_path, GOED, ["%matplotlib inline", 'gemeentecode = "GM0344"'])
    assert len(gevonden) == 1
    assert "cel 3: mag de parameter gemeentecode niet opnieuw een waarde geven" in gevonden[0]


def test_a_notebook_needs_one_cell_with_the_label_parameters(tmp_path: Path) -> None:
    nbformat.write(new_notebook(cells=[new_code_cell(GOED)]), tmp_path / GEMEENTE)
    (gebrek,) = check_parameters(tmp_path / GEMEENTE, WAARDEN)
    assert "precies één cel moet het label parameters hebben" in str(gebrek)


@pytest.mark.parametrize("inhoud", ["", "geen json", "[]", '{"nbformat": 4}'])
def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path, inhoud: str) -> None:
    (tmp_path / GEMEENTE).write_text(inhoud)
    (gebrek,) = check_parameters(tmp_path / GEMEENTE, WAARDEN)
    assert "moet een leesbaar notebook zijn" in str(gebrek)


def test_an_empty_value_is_refused() -> None:
    (gebrek,) = check_parameters(find_notebooks() / PROVINCIE, {"rondebestand": " "})
    assert "de parameter rondebestand moet een waarde hebben" in str(gebrek)


def test_a_folder_without_both_notebooks_is_refused(tmp_path: Path) -> None:
    (tmp_path / GEMEENTE).touch()
    with pytest.raises(InvoerFout, match=r"deze map moet gemeente\.ipynb en provincie\.ipynb"):
        find_notebooks(tmp_path)
