"""Rounds to measure with: the example, and invented ones of any size."""

import csv
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2]
_DAG = "2026-07-01"


def example(map_: Path, gemeenten: int | None = None) -> Path:
    """The example round of the project: its 26 gemeenten, or the first so many of them."""
    for deel in ("data", "parameters"):
        shutil.copytree(PROJECT / deel, map_ / deel, ignore=shutil.ignore_patterns("*.py"))
    if gemeenten is not None:
        _keep(map_, gemeenten)
    return map_ / "parameters" / f"{_DAG}.yaml"


def _keep(map_: Path, gemeenten: int) -> None:
    """The others move to another province: what is known of them then plays no part."""
    pad = map_ / "data" / "gemeenten.csv"
    kop, *rijen = csv.reader(pad.read_text(encoding="utf-8").splitlines())
    plek = kop.index("provincie")
    weg = {rij[0] for rij in [rij for rij in rijen if rij[plek] == "Utrecht"][gemeenten:]}
    nieuw = [[*r[:plek], "Elders", *r[plek + 1 :]] if r[0] in weg else r for r in rijen]
    _write(pad, ",".join(kop), nieuw)
    namen = {rij[1] for rij in rijen if rij[0] in weg} | weg
    bevindingen = map_ / "parameters" / "bevindingen" / f"{_DAG}.yaml"
    eigen = [
        een
        for een in yaml.safe_load(bevindingen.read_text(encoding="utf-8"))
        if een["gemeente"] not in namen
    ]
    bevindingen.write_text(yaml.safe_dump(eigen, allow_unicode=True), encoding="utf-8")


def invented(map_: Path, gemeenten: int) -> Path:
    """A round of invented gemeenten with figures of six months and a register."""
    (pad,) = halfyears(map_, gemeenten, [date.fromisoformat(_DAG)])
    return pad


def halfyears(map_: Path, gemeenten: int, dagen: Sequence[date]) -> list[Path]:
    """Rounds of the same invented gemeenten, each with figures of its own six months."""
    (map_ / "data").mkdir(parents=True)
    (map_ / "parameters").mkdir()
    namen = [(f"GM9{nummer:04d}", f"Verzonnendam {nummer}") for nummer in range(gemeenten)]
    _write(
        map_ / "data/gemeenten.csv",
        "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger",
        [(code, naam, "Nederland", "1900-01-01", "", "") for code, naam in namen],
    )
    return [_halfyear(map_, namen, dag) for dag in dagen]


def _halfyear(map_: Path, namen: Sequence[tuple[str, str]], dag: date) -> Path:
    vorige = _months_before(dag, 6)
    _write(
        map_ / f"data/cijfers-{dag}.csv",
        "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie,herkomst",
        [
            (
                code,
                naam,
                str(_months_before(dag, 6 - maand)),
                10 + nummer % 50,
                nummer % 9 - 6,
                maand * (nummer % 11),
                "VOORBEELD",
            )
            for nummer, (code, naam) in enumerate(namen)
            for maand in range(1, 7)
        ],
    )
    _write(
        map_ / f"data/register-{dag}.csv",
        "gemeentecode,datum,trede,peildatum,stand_eind",
        [
            (code, vorige.replace(day=20), 1 + nummer % 3, vorige, nummer % 9 - 6)
            for nummer, (code, _) in enumerate(namen)
        ],
    )
    pad = map_ / "parameters" / f"{dag}.yaml"
    plekken = {naam: f"../data/{naam}-{dag}.csv" for naam in ("cijfers", "register")}
    plekken["gemeenten"] = "../data/gemeenten.csv"
    inhoud = {"peildatum": str(dag), "provincie": "Nederland", "kader": "utrecht-2024"}
    inhoud |= plekken
    pad.write_text(yaml.safe_dump(inhoud), encoding="utf-8")
    return pad


def codes(ronde: Path) -> list[str]:
    """The overview, then the gemeenten."""
    from ibt.ronde import load_ronde

    return ["provincie", *(gemeente.code for gemeente in load_ronde(ronde).gemeenten)]


def _months_before(dag: date, aantal: int) -> date:
    """The first of the month so many months earlier."""
    jaren, maand = divmod(dag.month - 1 - aantal, 12)
    return date(dag.year + jaren, maand + 1, 1)


def _write(pad: Path, kop: str, rijen: Sequence[Sequence[object]]) -> None:
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand)
        schrijver.writerow(kop.split(","))
        schrijver.writerows(rijen)
