"""Errors as an analyst meets them in a notebook."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from ibt.begrippen.fout import Gebrek, InvoerFout


def test_in_a_notebook_an_error_says_what_is_wrong_and_shows_no_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    schil = InteractiveShell()
    fout = InvoerFout([Gebrek("cijfers.csv", "moet een getal zijn", "x", "regel 2")])
    schil.user_ns["fout"] = fout
    schil.run_cell("raise fout")
    gezien = capsys.readouterr().out
    assert gezien.strip() == 'cijfers.csv, regel 2: moet een getal zijn; gevonden: "x".'
