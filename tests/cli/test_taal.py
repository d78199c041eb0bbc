"""Help and usage errors are Dutch, name what is wrong, and end with exit 2."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ibt import __version__

ENGELS = ("Usage", "Options", "Commands", "Error", "Try ", "Missing", "No such", "argument(s)")
ENGELS += (
    "Show",
    "Invalid",
    "unexpected",
    "OPTIONS",
    "COMMAND",
    "ARGS",
    "requires",
    "range",
    "one of",
)


def is_dutch(tekst: str) -> bool:
    return not [woord for woord in ENGELS if woord in tekst]


@pytest.mark.parametrize("opdracht", [[], ["check"], ["assess"], ["render"], ["verify"]])
def test_help_is_dutch(ibt: Callable[..., object], opdracht: list[str]) -> None:
    afloop = ibt(*opdracht, "--help")
    assert afloop.code == 0
    assert afloop.uit.startswith("Gebruik: ibt")
    assert "Laat deze uitleg zien." in afloop.uit
    assert is_dutch(afloop.uit), afloop.uit


@pytest.mark.parametrize(
    ("woorden", "melding"),
    [
        (["check"], "Het argument RONDE ontbreekt."),
        (["render"], "Het argument RONDE ontbreekt."),
        (["verify"], "Het argument MAP ontbreekt."),
        (["check", "a.yaml", "b.yaml"], "Te veel woorden op de regel: b.yaml"),
        (["verify", "a", "b", "c", "d"], "Te veel woorden op de regel: c d"),
        (["chekc", "a.yaml"], 'Onbekende opdracht "chekc". Bedoelt u "check"?'),
        (["xyz"], 'Onbekende opdracht "xyz".'),
        (["check", "--wat", "a.yaml"], 'Onbekende optie "--wat".'),
        (["render", "--notebook", "x", "a"], 'Onbekende optie "--notebook". Bedoelt u --notebooks'),
        (["--verbose"], 'Onbekende optie "--verbose".'),
        (["render", "a.yaml", "-o"], "Bij de optie -o ontbreekt een waarde"),
        (["render", "a.yaml", "--gemeente"], "Bij de optie --gemeente ontbreekt een waarde"),
        (
            ["check", "--help=ja"],
            "Bij de optie --help ontbreekt een waarde, of staat er een te veel",
        ),
        (
            ["render", "a.yaml", "--werkers", "0"],
            "De optie --werkers is niet goed: moet een geheel",
        ),
        (["verify", "a", "--werkers", "veel"], 'van 1 tot en met 60 zijn; gevonden: "veel"'),
        (["render", "a", "--werkers", "61"], 'van 1 tot en met 60 zijn; gevonden: "61"'),
        (
            ["render", "a", "--executor", "dask", "--address", "tcp://b", "--werkers", "2"],
            "--kernel en --werkers kunnen niet bij --executor dask",
        ),
        (
            ["render", "a", "--executor", "dask", "--address", "tcp://b", "--kernel", "warm"],
            "--kernel en --werkers kunnen niet bij --executor dask",
        ),
        (["render", "a.yaml", "--werkers", "65"], 'gevonden: "65"'),
        (["render", "a.yaml", "--werkers", "9999"], 'gevonden: "9999"'),
        (["render", "a.yaml", "--kernel", "x"], 'moet warm of gewoon zijn; gevonden: "x"'),
        (["render", "a.yaml", "--executor", "x"], 'moet hier of dask zijn; gevonden: "x"'),
        (["render", "a.yaml", "b.yaml", "-o", "x"], "-o kan alleen bij één ronde"),
    ],
)
def test_wrong_words_are_explained_in_dutch(
    ibt: Callable[..., object], woorden: list[str], melding: str
) -> None:
    afloop = ibt(*woorden)
    assert afloop.code == 2
    assert afloop.uit == ""
    assert melding in afloop.fout
    assert "\nUitleg: ibt" in afloop.fout
    assert is_dutch(afloop.fout), afloop.fout


def test_without_words_it_shows_its_help(ibt: Callable[..., object]) -> None:
    afloop = ibt()
    assert afloop.code == 2
    assert afloop.fout.startswith("Gebruik: ibt [OPTIES] OPDRACHT ...")
    assert is_dutch(afloop.fout)


def test_the_version_is_one_line(ibt: Callable[..., object]) -> None:
    afloop = ibt("--version")
    assert (afloop.code, afloop.uit) == (0, f"ibt {__version__}\n")


def test_a_path_that_does_not_exist_is_no_usage_error(
    ibt: Callable[..., object], tmp_path: Path
) -> None:
    assert ibt("check", tmp_path / "weg.yaml").code == 1
