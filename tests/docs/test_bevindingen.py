"""Every example in docs/bevindingen.md is a finding that ibt reads, and none is missing."""

import re
from datetime import date
from pathlib import Path

import yaml

from ibt.begrippen.bevinding import SOORTEN
from ibt.begrippen.gemeente import Gemeente
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.kader.utrecht_2024.tekst import TEKST
from ibt.readers.bevindingen import read_bevindingen
from ibt.readers.naam import make_gemeentelijst
from ibt.ronde.bestand import Rondebestand

DOCUMENT = (Path(__file__).parents[2] / "docs" / "bevindingen.md").read_text(encoding="utf-8")
BLOKKEN = re.findall(r"```yaml\n(.*?)```", DOCUMENT, flags=re.S)
STUKKEN = [stuk for blok in BLOKKEN for stuk in yaml.safe_load(blok)]


def test_every_soort_has_an_example_with_all_its_keys() -> None:
    for soort, klasse in SOORTEN.items():
        sleutels = {naam for stuk in STUKKEN if stuk["soort"] == soort for naam in stuk}
        genoemd = {naam for naam in klasse.model_fields if re.search(rf"\b{naam}:", DOCUMENT)}
        assert sleutels, soort
        assert genoemd == set(klasse.model_fields), soort


def test_every_example_is_read_without_a_fault(tmp_path: Path) -> None:
    namen = {str(stuk["gemeente"]) for stuk in STUKKEN}
    gemeenten = [
        Gemeente(f"GM9{nummer:03d}", naam, "Utrecht", date(1900, 1, 1))
        for nummer, naam in enumerate(sorted(namen))
    ]
    gemeenten.append(Gemeente("GM0512", "Gorinchem", "Zuid-Holland", date(1900, 1, 1)))
    for nummer, blok in enumerate(BLOKKEN):
        pad = tmp_path / f"{nummer}.yaml"
        pad.write_text(blok, encoding="utf-8")
        gelezen, *_ = read_bevindingen(pad, make_gemeentelijst("gemeenten.csv", gemeenten))
        assert len(gelezen) == len(yaml.safe_load(blok))
        mist = [
            (stuk.plaats, *een) for stuk in gelezen for een in stuk.bevinding.shortcomings(TEKST)
        ]
        assert mist == []


def test_the_readings_that_are_named_are_those_of_the_framework() -> None:
    for keuze in UTRECHT_2024.keuzes:
        if keuze.berekend:
            assert all(f"`{lezing}`" in DOCUMENT for lezing in keuze.lezingen), keuze.id


def test_every_key_of_the_round_file_is_named() -> None:
    sleutels = {veld.alias or naam for naam, veld in Rondebestand.model_fields.items()}
    assert {naam for naam in sleutels if f"`{naam}`" in DOCUMENT} == sleutels
