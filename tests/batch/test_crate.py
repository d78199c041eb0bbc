"""The RO-Crate of a round: other programs can read it, and it says what the manifest says."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rocrate.rocrate import ROCrate

from ibt import __version__
from ibt.batch.herkomst import read_herkomst
from ibt.batch.manifest import read_manifest
from ibt.begrippen.herkomst import Herkomst
from ibt.rapport.crate import make_crate

NAAM = "ro-crate-metadata.json"


@pytest.fixture
def graaf(gemaakt: Path) -> dict[str, dict[str, Any]]:
    """Every entity of the crate by its id."""
    delen = json.loads((gemaakt / NAAM).read_text(encoding="utf-8"))["@graph"]
    assert len({deel["@id"] for deel in delen}) == len(delen)
    return {deel["@id"]: deel for deel in delen}


@pytest.fixture
def herkomst(gemaakt: Path) -> Herkomst:
    return read_herkomst(read_manifest(gemaakt))


def of_type(graaf: dict[str, dict[str, Any]], soort: str) -> list[dict[str, Any]]:
    return [deel for deel in graaf.values() if deel["@type"] == soort]


def targets(deel: Any) -> list[str]:
    """The ids that an entity refers to."""
    if isinstance(deel, dict):
        eigen = [deel["@id"]] if set(deel) == {"@id"} else []
        return eigen + [naar for waarde in deel.values() for naar in targets(waarde)]
    return [naar for een in deel for naar in targets(een)] if isinstance(deel, list) else []


def test_it_is_a_process_run_crate_that_the_library_itself_reads_back(gemaakt: Path) -> None:
    crate = ROCrate(gemaakt)
    assert crate.root_dataset["conformsTo"].id == "https://w3id.org/ro/wfrun/process/0.6"
    assert crate.metadata["conformsTo"] == "https://w3id.org/ro/crate/1.3"
    acties = crate.root_dataset["mentions"]
    assert [actie.type for actie in acties] == ["CreateAction"] * 6
    assert all(actie["instrument"]["name"] and actie["agent"]["name"] for actie in acties)


def test_every_file_of_the_round_is_in_it_with_its_hash(
    gemaakt: Path, graaf: dict[str, dict[str, Any]]
) -> None:
    bestanden = {unquote(deel["@id"]): deel for deel in of_type(graaf, "File")}
    assert set(bestanden) == {*read_manifest(gemaakt)["geschreven"], "manifest.json"} - {NAAM}
    assert bestanden["invoer/cijfers/2026-07-01.csv"]["encodingFormat"] == "text/csv"
    for naam, deel in bestanden.items():
        if naam == "manifest.json":
            assert "sha256" not in deel, "it would have to hold its own hash"
        else:
            bytes_ = (gemaakt / naam).read_bytes()
            assert deel["sha256"] == hashlib.sha256(bytes_).hexdigest()


def test_nothing_in_it_refers_to_what_it_does_not_describe(
    graaf: dict[str, dict[str, Any]],
) -> None:
    buiten = {naar for deel in graaf.values() for naar in targets(list(deel.values()))}
    assert "gemeenten/GM9901.html" in buiten
    vreemd = {naar for naar in buiten - set(graaf) if not naar.startswith("http://schema.org/")}
    assert vreemd == {"https://w3id.org/ro/crate/1.3"}


def test_it_names_code_framework_libraries_and_what_was_read(
    gemaakt: Path, graaf: dict[str, dict[str, Any]]
) -> None:
    manifest = read_manifest(gemaakt)
    assert graaf["#ibt"]["softwareVersion"] == __version__
    assert graaf["#ibt"]["sha256"] == manifest["programma_sha256"]
    kader = graaf[manifest["kader_adres"]]
    assert (kader["identifier"], kader["temporalCoverage"]) == ("utrecht-2024", "2024-01-16/..")
    for pakket, versie in manifest["pakketten"].items():
        assert graaf[f"#pakket-{pakket}"]["softwareVersion"] == versie
    (overgenomen,) = [deel for deel in of_type(graaf, "CreateAction") if deel["@id"] == "#invoer"]
    gelezen = [graaf[naar["@id"]] for naar in overgenomen["object"]]
    assert [een["sha256"] for een in gelezen] == [een["sha256"] for een in manifest["gelezen"]]


def test_each_report_names_its_notebook_its_parameters_and_its_three_files(
    graaf: dict[str, dict[str, Any]],
) -> None:
    actie = graaf["#rapport-GM9902"]
    notebook = graaf[actie["instrument"]["@id"]]
    assert (notebook["@type"], notebook["name"]) == ("SoftwareSourceCode", "gemeente.ipynb")
    gebruikt = [graaf[naar["@id"]] for naar in actie["object"]]
    waarden = {een["name"]: een["value"] for een in gebruikt if een["@type"] == "PropertyValue"}
    assert waarden == {"rondebestand": "../invoer/ronde.yaml", "gemeentecode": "GM9902"}
    gemaakt = [naar["@id"] for naar in actie["result"]]
    assert gemaakt == [f"gemeenten/GM9902{soort}" for soort in (".ipynb", ".html", ".pdf")]
    assert actie["actionStatus"]["@id"].endswith("CompletedActionStatus")


def test_every_output_is_the_result_of_exactly_one_action(
    gemaakt: Path, graaf: dict[str, dict[str, Any]]
) -> None:
    uit = [naar["@id"] for deel in of_type(graaf, "CreateAction") for naar in deel["result"]]
    assert sorted(map(unquote, uit)) == sorted(set(read_manifest(gemaakt)["geschreven"]) - {NAAM})


def test_a_report_that_failed_says_why(gemaakt: Path) -> None:
    manifest = read_manifest(gemaakt)
    manifest["mislukt"] = [{"rapport": "GM9901", "cel": "cel 3", "fout": "KeyError: 'x'"}]
    for soort in (".ipynb", ".html", ".pdf"):
        del manifest["geschreven"][f"gemeenten/GM9901{soort}"]
    graaf = json.loads(make_crate(read_herkomst(manifest)))["@graph"]
    (actie,) = [deel for deel in graaf if deel["@id"] == "#rapport-GM9901"]
    assert actie["actionStatus"]["@id"].endswith("FailedActionStatus")
    assert (actie["error"], actie["result"]) == ("cel 3: KeyError: 'x'", [])


def test_it_holds_no_time_no_random_id_and_is_the_same_each_time(
    gemaakt: Path, herkomst: Herkomst
) -> None:
    eerst, daarna = make_crate(herkomst), make_crate(herkomst)
    assert eerst == daarna
    tekst = (gemaakt / NAAM).read_text(encoding="utf-8")
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-", tekst)
    assert not re.search(r"\d\dT\d\d:\d\d", tekst)
    assert json.loads(tekst)["@graph"][0]["datePublished"] == herkomst.bijgewerkt_op.isoformat()
