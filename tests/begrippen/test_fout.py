"""Errors as an analyst meets them in a notebook."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing, once


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


@pytest.mark.parametrize(
    ("gevonden", "regels"),
    [
        (["x"] * 3, ['c.csv: moet zo; gevonden: "x": regel 0, A; regel 1, A; regel 2, A.']),
        (["x", "y"], [f'c.csv, regel {"xy".find(w)}, A: moet zo; gevonden: "{w}".' for w in "xy"]),
        (
            list("abcdef"),
            ["c.csv: moet zo; gevonden: "
             + ", ".join(f'"{w}" (regel {n}, A)' for n, w in enumerate("abcdef")) + "."],
        ),
    ],
)  # fmt: skip
def test_faults_of_one_cause_are_one_line_and_a_slip_of_the_pen_is_told_apart(
    gevonden: list[str], regels: list[str]
) -> None:
    fouten = [Gebrek("c.csv", "moet zo", wat, f"regel {n}", "A") for n, wat in enumerate(gevonden)]
    fout = InvoerFout(fouten)
    assert list(fout.gebreken) == fouten
    assert list(fout.regels) == regels
    assert str(fout) == "\n".join(regels)


def test_of_very_many_the_first_are_named_and_how_many_more_there_are() -> None:
    [regel] = InvoerFout([Gebrek("c", "moet zo", gemeente=str(n)) for n in range(100)]).regels
    assert regel.endswith(", 38, 39 en nog 60.")


def test_warnings_of_one_cause_are_one_with_what_holds_for_each() -> None:
    apart = [Waarschuwing("c.csv", "is lager", f"regel {n}", "A", f"{n} na 9") for n in (2, 3)]
    assert str(apart[0]) == "c.csv: is lager: A 2 na 9, regel 2"
    [samen] = once(apart)
    assert str(samen) == "c.csv: is lager: A 2 na 9, regel 2; A 3 na 9, regel 3"
    assert once([samen]) == (samen,)
