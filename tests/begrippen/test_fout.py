"""Errors as an analyst meets them in a notebook."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing


def test_in_a_notebook_an_error_says_what_is_wrong_and_shows_no_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    schil = InteractiveShell()
    fout = InvoerFout([Gebrek("cijfers.csv", "moet een getal zijn", "x", "regel 2")])
    schil.user_ns["fout"] = fout
    schil.run_cell("raise fout")
    gezien = capsys.readouterr().out
    assert gezien.strip() == 'cijfers.csv, regel 2: moet een getal zijn; gevonden: "x".'


def test_no_part_of_a_message_steers_the_terminal_or_breaks_its_line() -> None:
    stout = "a\x1b[31m\nb\u202ec\xa0d"
    delen = [str(Gebrek(*[stout] * 6)), str(Waarschuwing(*[stout] * 4))]
    for tekst in delen:
        assert "a[U+001B][31m[U+000A]b[U+202E]c" in tekst
        assert tekst.replace("\xa0", " ").isprintable()
