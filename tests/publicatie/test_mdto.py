"""The archive gets what MDTO asks: each object with what the schema wants, in its order."""

import hashlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ibt.begrippen.fout import InvoerFout, RondeFout
from ibt.publicatie.gegevens import Archief, read_sectie
from ibt.publicatie.mdto import make_mdto
from ibt.ronde import Ronde
from tests.publicatie.conftest import WORTEL

RUIMTE = "{https://www.nationaalarchief.nl/mdto}"
ARCHIEF = read_sectie(WORTEL / "parameters" / "publicatie.yaml", "archief", Archief)
BESTANDEN = {
    "brieven/GM0355.docx": b"brief",
    "gemeenten/GM0355.html": b"<p>&",
    "gemeenten/GM0355.pdf": b"%PDF",
    "inschaling.csv": b"a,b",
    "inschaling.xlsx": b"PK",
    "invoer/cijfers/a & b.csv": b"x",
    "invoer/ronde.yaml": b"peildatum: x",
    "manifest.json": b"{}",
}
# The standard's order; what is optional and unused here is left out.
OBJECT = (
    *("identificatie", "naam", "aggregatieniveau", "omschrijving", "dekkingInTijd", "taal"),
    *("event", "waardering", "bewaartermijn", "informatiecategorie", "isOnderdeelVan"),
    *("bevatOnderdeel", "heeftRepresentatie", "archiefvormer", "beperkingGebruik"),
)
BESTAND = ("identificatie", "naam", "omvang", "bestandsformaat", "checksum", "isRepresentatieVan")
VERPLICHT = {"identificatie", "naam", "waardering", "archiefvormer", "beperkingGebruik"}


@pytest.fixture(scope="module")
def uit(vastgesteld: Ronde) -> dict[str, ElementTree.Element]:
    gemaakt = make_mdto(vastgesteld, BESTANDEN, ARCHIEF)
    assert gemaakt == make_mdto(vastgesteld, dict(reversed(BESTANDEN.items())), ARCHIEF)
    return {naam: ElementTree.fromstring(tekst)[0] for naam, tekst in gemaakt.items()}


def text(knoop: ElementTree.Element, *pad: str) -> str:
    return knoop.findtext("/".join(f"{RUIMTE}{naam}" for naam in pad)) or ""


def test_every_object_has_what_must_be_there_in_the_order_of_the_schema(
    uit: dict[str, ElementTree.Element],
) -> None:
    for naam, knoop in uit.items():
        delen = [deel.tag.removeprefix(RUIMTE) for deel in knoop]
        bestand = naam.endswith(".bestand.mdto.xml")
        assert knoop.tag == RUIMTE + ("bestand" if bestand else "informatieobject")
        orde = BESTAND if bestand else OBJECT
        assert delen == sorted(delen, key=orde.index), naam
        assert set(BESTAND) == set(delen) if bestand else set(delen) >= VERPLICHT, naam


def test_the_round_holds_its_pieces_and_they_their_files(
    uit: dict[str, ElementTree.Element],
) -> None:
    kenmerk = ("identificatie", "identificatieKenmerk")
    bekend = {text(knoop, *kenmerk) for knoop in uit.values()}
    genoemd = {
        wijst.text
        for knoop in uit.values()
        for wijst in knoop.iterfind(f".//{RUIMTE}verwijzingIdentificatie/{RUIMTE}{kenmerk[1]}")
    }
    assert len(bekend) == len(uit)
    assert genoemd == bekend
    dossier = uit["mdto/dossier.mdto.xml"]
    namen = [text(deel, "verwijzingNaam") for deel in dossier.iterfind(f"{RUIMTE}bevatOnderdeel")]
    assert namen == [
        "Brief aan Zeist, 2026-01-01",
        "Rapport over Zeist, 2026-01-01",
        "Tabel met de uitkomst van elke gemeente, 2026-01-01",
        "Bestand invoer/cijfers/a & b.csv, 2026-01-01",
        "Bestand invoer/ronde.yaml, 2026-01-01",
        "Manifest met alle hashes, 2026-01-01",
    ]
    rapport = uit["mdto/gemeenten/GM0355.mdto.xml"]
    assert len(rapport.findall(f"{RUIMTE}heeftRepresentatie")) == 2


def test_a_file_has_its_size_its_hash_and_the_day_of_the_adoption(
    uit: dict[str, ElementTree.Element],
) -> None:
    for naam, inhoud in BESTANDEN.items():
        knoop = uit[f"mdto/{naam}.bestand.mdto.xml"]
        assert text(knoop, "omvang") == str(len(inhoud))
        assert text(knoop, "checksum", "checksumWaarde") == hashlib.sha256(inhoud).hexdigest()
        assert text(knoop, "checksum", "checksumDatum") == "2026-02-17T00:00:00"
    rapport = uit["mdto/gemeenten/GM0355.pdf.bestand.mdto.xml"]
    assert text(rapport, "bestandsformaat", "begripLabel") == "application/pdf"


def test_it_names_the_organ_and_no_person(uit: dict[str, ElementTree.Element]) -> None:
    dossier = uit["mdto/dossier.mdto.xml"]
    actor = ("event", "eventVerantwoordelijkeActor", "verwijzingNaam")
    assert text(dossier, *actor) == "namens gedeputeerde staten"
    assert text(dossier, "event", "eventTijd") == "2026-02-17"
    assert text(dossier, "dekkingInTijd", "dekkingInTijdBegindatum") == "2025-07-01"
    for knoop in uit.values():
        assert "toezichthouder" not in ElementTree.tostring(knoop, encoding="unicode")


def test_how_long_it_is_kept_is_for_the_organisation_to_say(vastgesteld: Ronde) -> None:
    kort = ARCHIEF.model_copy(update={"waardering": "V", "bewaartermijn": "P10Y"})
    tekst = make_mdto(vastgesteld, {}, kort)["mdto/dossier.mdto.xml"]
    dossier = ElementTree.fromstring(tekst)[0]
    assert text(dossier, "waardering", "begripLabel") == "Tijdelijk te bewaren"
    assert text(dossier, "bewaartermijn", "termijnStartdatumLooptijd") == "2026-02-17"
    assert text(dossier, "bewaartermijn", "termijnLooptijd") == "P10Y"


def test_what_may_still_change_is_not_for_the_archive(concept: Ronde) -> None:
    with pytest.raises(RondeFout, match="2026-07-01 is niet vastgesteld"):
        make_mdto(concept, BESTANDEN, ARCHIEF)


@pytest.mark.parametrize(
    ("regel", "zin"),
    [
        ("bewaartermijn: tien jaar", "moet een aantal jaren zijn, geschreven als P10Y"),
        ("waardering: X", "moet een van deze waarden zijn: 'B', 'V' of 'N'"),
    ],
)
def test_a_value_that_no_archive_takes_is_refused(tmp_path: Path, regel: str, zin: str) -> None:
    pad = tmp_path / "publicatie.yaml"
    pad.write_text(f"archief:\n  {regel}\n")
    with pytest.raises(InvoerFout) as fout:
        read_sectie(pad, "archief", Archief)
    assert zin in str(fout.value)
