"""publiccode.yml says what the standard (0.4) asks, and what is true of this project."""

import tomllib
from pathlib import Path

import yaml

from ibt import __version__

WORTEL = Path(__file__).parents[2]
CODE = yaml.safe_load((WORTEL / "publiccode.yml").read_text(encoding="utf-8"))


def test_every_key_that_must_be_there_is() -> None:
    assert CODE["publiccodeYmlVersion"] == "0.4"
    verplicht = {"name", "url", "platforms", "categories", "developmentStatus", "softwareType"}
    assert verplicht | {"description", "legal", "maintenance", "localisation"} <= CODE.keys()
    tekst = CODE["description"]["nl"]
    assert len(tekst["shortDescription"]) <= 150
    assert 150 <= len(tekst["longDescription"]) <= 10_000
    assert tekst["features"]
    # Whoever maintains it themselves names whom to ask.
    assert CODE["maintenance"]["type"] == "internal"
    assert CODE["maintenance"]["contacts"][0]["name"]


def test_it_says_of_version_and_licence_what_the_project_says() -> None:
    project = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert CODE["legal"]["license"] == project["license"]
    assert CODE["softwareVersion"] == __version__
