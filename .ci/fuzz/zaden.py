"""Valid rounds to begin from: parts of the example, small enough to read in a few milliseconds."""

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parents[2]
CODES = ("GM0307", "GM0344")
RONDE = "parameters/ronde.yaml"
_KOPPELING = (
    "gemeentecode,gezinsgrootte,medisch,gekoppeld_op,fase,fase2_begin,fase2_eind\n"
    + "".join(
        f"{code},{1 + n},nee,2026-02-01,2,2026-0{1 + n}-03,\n" for code in CODES for n in range(5)
    )
)


@dataclass(frozen=True)
class Zaad:
    """A round by path: tables as rows, YAML and GeoJSON as values."""

    ronde: dict[str, Any]
    tabellen: dict[str, list[list[str]]]
    waarden: dict[str, Any]


def make_zaden() -> list[Zaad]:
    """An assessment, a midpoint, and assessments with three of every kind of finding there is."""
    stukken = _documented()
    return [
        _zaad("2026-07-01", _findings("2026-07-01")[:4]),
        _zaad("2026-04-01", _findings("2026-04-01")[:4]),
        *(_zaad("2026-07-01", stukken[n : n + 3]) for n in range(0, len(stukken), 3)),
    ]


def _zaad(peildatum: str, bevindingen: list[dict[str, Any]]) -> Zaad:
    tabellen = {
        "gemeenten": _table("data/gemeenten.csv"),
        "register": _table("data/register.csv"),
        "cijfers": _table(f"data/cijfers/{peildatum}.csv"),
        "eerder": _table("data/cijfers/2026-01-01.csv"),
        "gekoppelden": list(csv.reader(io.StringIO(_KOPPELING))),
    }
    ronde = {
        "peildatum": peildatum,
        "provincie": "Utrecht",
        "cijfers": "../data/cijfers.csv",
        "register": "../data/register.csv",
        "gemeenten": "../data/gemeenten.csv",
        "bevindingen": "bevindingen.yaml",
        "dossier": ["dossier.yaml"],
        "eerdere_cijfers": ["../data/eerder.csv"],
        "gekoppelden": "../data/gekoppelden.csv",
        "kaart": "../data/kaart.json",
        "bijgewerkt_op": "2026-07-20" if peildatum == "2026-07-01" else "2026-04-20",
    }
    dossier = _findings("2026-01-01")[:2]
    waarden = {"bevindingen": bevindingen, "dossier": dossier, "kaart": _kaart()}
    return Zaad(ronde, tabellen, waarden)


def _table(naam: str) -> list[list[str]]:
    with (PROJECT / naam).open(encoding="utf-8", newline="") as bestand:
        kop, *rijen = csv.reader(bestand)
    return [kop, *([cel[:40] for cel in rij] for rij in rijen if rij[0] in CODES)]


def _findings(naam: str) -> list[dict[str, Any]]:
    tekst = (PROJECT / f"parameters/bevindingen/{naam}.yaml").read_text(encoding="utf-8")
    namen = {rij[1] for rij in _table("data/gemeenten.csv")}
    return [stuk for stuk in yaml.safe_load(tekst) or [] if stuk["gemeente"] in {*namen, *CODES}]


def _documented() -> list[dict[str, Any]]:
    """Each example of docs/bevindingen.md, for the gemeenten of the round in turn."""
    tekst = (PROJECT / "docs/bevindingen.md").read_text(encoding="utf-8")
    blokken = re.findall(r"```yaml\n(.*?)```", tekst, flags=re.S)
    stukken = [stuk for blok in blokken for stuk in yaml.safe_load(blok)]
    return [{**stuk, "gemeente": CODES[n % len(CODES)]} for n, stuk in enumerate(stukken)]


def _kaart() -> dict[str, Any]:
    def feature(nummer: int, code: str) -> dict[str, Any]:
        x = 5.0 + nummer / 10
        ring = [[x, 52.0], [x + 0.1, 52.0], [x + 0.1, 52.1], [x, 52.1], [x, 52.0]]
        vorm = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {"statcode": code}, "geometry": vorm}

    delen = [feature(nummer, code) for nummer, code in enumerate(CODES)]
    return json.loads(json.dumps({"type": "FeatureCollection", "features": delen}))
