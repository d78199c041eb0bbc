"""A whole round of two invented gemeenten on disk, in which a test changes one thing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ibt.begrippen.fout import InvoerFout
from ibt.ronde import load_ronde

GEMEENTEN = (
    "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
    "GM9001,Verzonnendam,Verzonnen,2000-01-01,,\n"
    "GM9002,Fantasiestad,Verzonnen,2000-01-01,,\n"
    "GM0518,'s-Gravenhage,Zuid-Holland,2000-01-01,,\n"
)
CIJFERS = (
    "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie\n"
    "GM9001,Verzonnendam,2026-07-01,20,-10,24\n"
    "GM9002,Fantasiestad,2026-07-01,1793,0,1793\n"
)
REGISTER = (
    "gemeentecode,datum,trede,aanleiding,peildatum,stand_eind\n"
    "GM9001,2026-01-20,3,beoordeling,2026-01-01,-10\n"
    "GM9002,2026-01-20,1,beoordeling,2026-01-01,0\n"
)
RONDE = {
    "peildatum": "2026-07-01",
    "provincie": "Verzonnen",
    "kader": "utrecht-2024",
    "cijfers": "../data/cijfers.csv",
    "register": "../data/register.csv",
    "gemeenten": "../data/gemeenten.csv",
}


@pytest.fixture
def make_ronde(tmp_path: Path) -> Callable[..., Path]:
    """Writes a round; keywords replace a file's text, `sleutels` its keys (... leaves one out)."""

    def run(
        sleutels: dict[str, Any] | None = None,
        bevindingen: str | list[dict[str, Any]] | None = None,
        gemeenten: str | bytes = GEMEENTEN,
        cijfers: str | bytes = CIJFERS,
        register: str | bytes = REGISTER,
        tekst: str | None = None,
    ) -> Path:
        for map_ in ("data", "parameters/bevindingen"):
            (tmp_path / map_).mkdir(parents=True, exist_ok=True)
        tabellen = {"gemeenten": gemeenten, "cijfers": cijfers, "register": register}
        for naam, inhoud in tabellen.items():
            bytes_ = inhoud if isinstance(inhoud, bytes) else inhoud.encode()
            (tmp_path / f"data/{naam}.csv").write_bytes(bytes_)
        waarden = {**RONDE, **(sleutels or {})}
        if bevindingen is not None:
            waarden["bevindingen"] = "bevindingen/2026-07-01.yaml"
            kaal = isinstance(bevindingen, str)
            inhoud = bevindingen if kaal else yaml.safe_dump(bevindingen, allow_unicode=True)
            (tmp_path / "parameters/bevindingen/2026-07-01.yaml").write_text(
                str(inhoud), encoding="utf-8"
            )
        pad = tmp_path / "parameters" / "2026-07-01.yaml"
        kern = {naam: waarde for naam, waarde in waarden.items() if waarde is not ...}
        pad.write_text(yaml.safe_dump(kern) if tekst is None else tekst, encoding="utf-8")
        return pad

    return run


@pytest.fixture
def refused(make_ronde: Callable[..., Path]) -> Callable[..., list[str]]:
    """The messages with which a round is refused, on loading or on assessing."""

    def run(**anders: Any) -> list[str]:
        pad = make_ronde(**anders)
        with pytest.raises(InvoerFout) as fout:
            _ = load_ronde(pad).uitkomsten
        return [str(gebrek) for gebrek in fout.value.gebreken]

    return run
