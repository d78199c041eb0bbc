"""What of each source is about one gemeente."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import InvoerFout
from ibt.ronde import load_ronde


def sources(pad: Path, code: str = "GM9001") -> dict[str, Bron]:
    return {bron.rol: bron for bron in load_ronde(pad).verslag_van(code).bronnen}


def test_rows_and_last_day_are_those_of_the_gemeente(make_ronde: Callable[..., Path]) -> None:
    pad = make_ronde()
    geheel = {bron.rol: bron for bron in load_ronde(pad).verslag.bronnen}
    eigen = sources(pad)
    assert (geheel["cijfers"].rijen, eigen["cijfers"].rijen) == (2, 1)
    assert eigen["cijfers"].per == geheel["cijfers"].per
    assert eigen["cijfers"].is_deel
    assert eigen["gemeenten"] == geheel["gemeenten"]
    assert not eigen["gemeenten"].is_deel


def test_a_change_for_one_gemeente_changes_only_its_own_hash(
    make_ronde: Callable[..., Path],
) -> None:
    pad = make_ronde()
    voor = {code: sources(pad, code)["cijfers"].sha256 for code in ("GM9001", "GM9002")}
    cijfers = pad.parents[1] / "data/cijfers.csv"
    tekst = cijfers.read_text(encoding="utf-8")
    assert ",24" in tekst
    cijfers.write_text(tekst.replace(",24", ",25", 1), encoding="utf-8")
    na = {code: sources(pad, code)["cijfers"].sha256 for code in voor}
    assert (na["GM9001"] != voor["GM9001"], na["GM9002"] != voor["GM9002"]) == (True, False)


def test_a_gemeente_that_is_not_in_the_round_is_refused(make_ronde: Callable[..., Path]) -> None:
    with pytest.raises(InvoerFout, match="moet de code of de naam van een gemeente in de ronde"):
        load_ronde(make_ronde()).verslag_van("GM0001")
