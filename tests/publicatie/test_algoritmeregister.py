"""The registration has what the publication standard 1.0 of the Algoritmeregister asks."""

import json
from pathlib import Path

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.kader.kader import Kader
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.publicatie.algoritmeregister import make_algoritmeregister
from ibt.publicatie.gegevens import Registratie, read_sectie
from tests.elders.waterland import WATERLAND_2025

VOORBEELD = Path(__file__).parents[2] / "parameters" / "publicatie.yaml"
EIGEN = Registratie(
    organisatie="Provincie Waterland",
    contact="https://waterland.example/algoritmes",
    publicatiecategorie="Impactvolle algoritmes",
    status="In gebruik",
)
# In characters, as the standard has them.
HOOGSTENS = {
    **dict.fromkeys(("name", "organization"), 100),
    "description_short": 400,
    **dict.fromkeys(("goal", "proportionality", "human_intervention", "risks"), 2500),
    **dict.fromkeys(("lawful_basis", "source_data", "tags"), 2500),
    "methods_and_models": 5000,
}


def registration(kader: Kader, eigen: Registratie = EIGEN) -> dict[str, object]:
    (inhoud,) = make_algoritmeregister(kader, eigen).values()
    return dict(json.loads(inhoud))


@pytest.mark.parametrize("kader", [UTRECHT_2024, WATERLAND_2025])
def test_it_has_every_field_that_is_asked_and_none_is_too_long(kader: Kader) -> None:
    velden = registration(kader)
    assert velden["organization"] == "Provincie Waterland"
    assert velden["contact_email"] == "https://waterland.example/algoritmes"
    assert velden["publication_category"] == "Impactvolle algoritmes"
    assert velden["status"] == "In gebruik"
    assert (velden["lang"], velden["standard_version"]) == ("nld", "1.0")
    assert velden["category"] == ["Wonen", "Migratie en integratie"]
    assert velden["lawful_basis_grouping"] == [{"title": kader.titel, "link": kader.bron}]
    for naam, hoogstens in HOOGSTENS.items():
        assert 0 < len(str(velden[naam])) <= hoogstens, naam
    assert "…" not in json.dumps(velden, ensure_ascii=False)


def test_it_tells_of_the_framework_what_that_framework_says() -> None:
    utrecht, waterland = map(str, map(registration, (UTRECHT_2024, WATERLAND_2025)))
    assert "Vanaf trede 4 leiden cijfers nooit tot een zwaardere trede" in utrecht
    assert "Van trede 2: de achterstand bleef gelijk of groeide, dan naar trede 3" in utrecht
    assert "2021-2024 van de provincie Utrecht (volgens de eigen datum tot en met 2024" in utrecht
    assert "Utrecht" not in waterland


def test_what_the_organisation_does_not_say_is_left_out_and_what_it_says_is_there() -> None:
    assert (
        not {"publiccode", "begin_date", "provider", "website"} & registration(UTRECHT_2024).keys()
    )
    meer = EIGEN.model_copy(update={"broncode": "https://x.example", "sinds": "2027-01"})
    velden = registration(UTRECHT_2024, meer)
    assert (velden["publiccode"], velden["begin_date"]) == ("https://x.example", "2027-01")


def test_a_text_for_which_the_register_has_no_room_ends_at_a_whole_word() -> None:
    lang = EIGEN.model_copy(update={"organisatie": "Provincie " + "Waterland " * 12})
    naam = str(registration(UTRECHT_2024, lang)["organization"])
    assert len(naam) <= 100
    assert naam.endswith("Waterland…")


def test_the_example_of_this_project_can_be_read() -> None:
    assert read_sectie(VOORBEELD, "algoritmeregister", Registratie).status == "In ontwikkeling"


def test_all_that_is_missing_or_wrong_is_said_at_once(tmp_path: Path) -> None:
    pad = tmp_path / "publicatie.yaml"
    with pytest.raises(InvoerFout, match="organisatie, contact, publicatiecategorie, status"):
        read_sectie(pad, "algoritmeregister", Registratie)
    pad.write_text("algoritmeregister: {contact: '@x', status: aan, sinds: '2026-13', website: x}")
    with pytest.raises(InvoerFout) as fout:
        read_sectie(pad, "algoritmeregister", Registratie)
    assert [gebrek.verwacht.partition(",")[0] for gebrek in fout.value.gebreken] == [
        "deze sleutel moet er zijn",
        "moet een e-mailadres zijn",
        "deze sleutel moet er zijn",
        "moet een van deze waarden zijn: 'In ontwikkeling'",
        "moet een maand zijn",
        "moet een adres zijn dat begint met https://",
    ]
