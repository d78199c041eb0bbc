"""How far a render is: a bar on a terminal, a line per report elsewhere."""

import os
import re
import subprocess
import sys

import pytest

from ibt.batch.balk import Balk, _number

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

DRIE = """
from ibt.batch.balk import Balk
with Balk(3) as balk:
    balk.step("het overzicht", False)
    balk.step("Utrechtse Heuvelrug", True)
    balk.say("Let op: even wachten")
    balk.step("'s-\\x1b[2JGraveland", False)
"""


def at_a_terminal(breedte: int) -> list[str]:
    """What stands on a terminal of so many columns, each time that a line is written anew."""
    meester, slaaf = pty.openpty()
    termios.tcsetwinsize(slaaf, (24, breedte))
    omgeving = {**os.environ, "TQDM_MININTERVAL": "0"}
    subprocess.run([sys.executable, "-c", DRIE], stderr=slaaf, env=omgeving, check=True)
    os.close(slaaf)
    delen = b""
    try:
        while stuk := os.read(meester, 4096):
            delen += stuk
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(meester)
    return re.split(r"[\r\n]+", delen.decode())


@pytest.mark.skipif(not hasattr(termios, "tcsetwinsize"), reason="Python 3.11 is nodig")
@pytest.mark.parametrize("breedte", [40, 50, 80, 200])
def test_the_gemeente_that_is_done_stands_there_whole_however_narrow_the_terminal(
    breedte: int,
) -> None:
    regels = at_a_terminal(breedte)
    assert any(regel.startswith("1/3 het overzicht ") for regel in regels)
    assert any(regel.startswith("2/3 Utrechtse Heuvelrug: mislukt ") for regel in regels)
    assert "Let op: even wachten" in {regel.strip() for regel in regels}
    assert all(len(regel) <= breedte for regel in regels)


@pytest.mark.skipif(not hasattr(termios, "tcsetwinsize"), reason="Python 3.11 is nodig")
def test_where_there_is_room_it_says_the_rate_and_the_time_left() -> None:
    for stand in ("2/3", "3/3"):
        laatste = [regel for regel in at_a_terminal(100) if regel.startswith(stand)][-1]
        assert re.search(r"\|.+\| nog [\d:?]+, \d+ per minuut", laatste)


@pytest.mark.parametrize(
    ("tempo", "woorden"), [(0.4, "0,4"), (9.94, "9,9"), (10.0, "10"), (116.4, "116")]
)
def test_a_slow_round_has_a_rate_too(tempo: float, woorden: str) -> None:
    assert _number(tempo) == woorden


def test_what_in_a_name_would_steer_the_terminal_is_made_readable() -> None:
    regels = at_a_terminal(100)
    assert any("'s-[U+001B][2JGraveland" in regel for regel in regels)
    assert not any("\x1b[2J" in regel for regel in regels)


def test_elsewhere_each_report_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Balk(2) as balk:
        balk.step("het overzicht", False)
        balk.say("Let op: even wachten")
        balk.step("Zeist", True)
    assert capsys.readouterr().err.splitlines() == [
        "1/2 het overzicht",
        "Let op: even wachten",
        "2/2 Zeist: mislukt",
    ]
