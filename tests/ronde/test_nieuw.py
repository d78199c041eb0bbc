"""The files of a next round, prepared from the last one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import Peildatum, parse_datum
from ibt.ronde import load_ronde
from ibt.ronde.nieuw import find_vorige, prepare_ronde
from ibt.ronde.stand import unnamed_findings

VOLGENDE = Peildatum(parse_datum("2027-01-01"))
KOP = "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
GEMEENTE = "GM9001,Verzonnendam,Verzonnen,2000-01-01,,\n"


def texts(pad: Path, peildatum: Peildatum = VOLGENDE) -> tuple[str, str]:
    """The round file and the findings that would be made."""
    ronde, bevindingen = prepare_ronde(pad, peildatum).bestanden.values()
    return ronde, bevindingen


def keys(pad: Path, peildatum: Peildatum = VOLGENDE) -> dict[str, Any]:
    waarde = yaml.safe_load(texts(pad, peildatum)[0])
    assert isinstance(waarde, dict)
    return waarde


def refused(pad: Path, peildatum: Peildatum = VOLGENDE) -> list[str]:
    with pytest.raises(InvoerFout) as fout:
        prepare_ronde(pad, peildatum)
    return [str(gebrek) for gebrek in fout.value.gebreken]


def make_all(pad: Path) -> Path:
    """Write what was prepared, with figures of the new peildatum; the new round file."""
    klaar = prepare_ronde(pad, VOLGENDE)
    for doel, tekst in klaar.bestanden.items():
        doel.parent.mkdir(parents=True, exist_ok=True)
        doel.write_text(tekst, encoding="utf-8")
    oud = pad.parent / load_keys(pad)["cijfers"]
    klaar.cijfers.write_text(
        oud.read_text(encoding="utf-8").replace("2026-07-01", "2027-01-01"), encoding="utf-8"
    )
    return next(iter(klaar.bestanden))


def load_keys(pad: Path) -> dict[str, Any]:
    waarde = yaml.safe_load(pad.read_text(encoding="utf-8"))
    assert isinstance(waarde, dict)
    return waarde


def test_the_new_files_lie_beside_the_former_ones_and_nothing_is_written_yet(
    make_ronde: Callable[..., Path],
) -> None:
    pad = make_ronde(bevindingen=[])
    klaar = prepare_ronde(pad, VOLGENDE)
    assert list(klaar.bestanden) == [
        pad.with_name("2027-01-01.yaml"),
        pad.parent / "bevindingen/2027-01-01.yaml",
    ]
    assert not any(doel.exists() for doel in klaar.bestanden)
    assert klaar.vorige == pad


def test_the_keys_of_the_new_round(make_ronde: Callable[..., Path]) -> None:
    assert keys(make_ronde(bevindingen=[])) == {
        "peildatum": "2027-01-01",
        "provincie": "Verzonnen",
        "kader": "utrecht-2024",
        "cijfers": "../data/2027-01-01.csv",
        "register": "../data/register.csv",
        "gemeenten": "../data/gemeenten.csv",
        "bevindingen": "bevindingen/2027-01-01.yaml",
        "dossier": ["bevindingen"],
        "eerdere_cijfers": ["../data/cijfers.csv"],
    }


def test_a_first_round_without_register_findings_or_case_file_gives_none(
    make_ronde: Callable[..., Path],
) -> None:
    sleutels = keys(make_ronde({"register": ...}))
    assert set(sleutels) == {
        *("peildatum", "provincie", "kader", "cijfers", "gemeenten"),
        *("bevindingen", "dossier", "eerdere_cijfers"),
    }
    assert sleutels["bevindingen"] == "bevindingen/2027-01-01.yaml"


def test_the_map_is_carried_on(make_ronde: Callable[..., Path]) -> None:
    pad = make_ronde({"kaart": "../data/grenzen.geojson"})
    vorm = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    delen = [{"properties": {"code": code}, "geometry": vorm} for code in ("GM9001", "GM9002")]
    (pad.parent.parent / "data/grenzen.geojson").write_text(
        json.dumps({"features": delen}), encoding="utf-8"
    )
    assert keys(pad)["kaart"] == "../data/grenzen.geojson"


def test_the_date_of_the_update_and_the_adoption_are_not_carried_on(
    make_ronde: Callable[..., Path],
) -> None:
    oud = {"bijgewerkt_op": "2026-07-20", "vaststelling": {"door": "J", "datum": "2026-08-01"}}
    sleutels = keys(make_ronde(oud))
    assert "bijgewerkt_op" not in sleutels
    assert "vaststelling" not in sleutels


def test_a_midpoint_follows_an_assessment_and_names_no_former_round(
    make_ronde: Callable[..., Path],
) -> None:
    pad = make_ronde(bevindingen=[])
    (pad.parents[1] / "outputs/2026-07-01").mkdir(parents=True)
    (pad.parents[1] / "outputs/2026-07-01/inschaling.csv").write_text("x", encoding="utf-8")
    oktober = Peildatum(parse_datum("2026-10-01"))
    sleutels = keys(pad, oktober)
    assert sleutels["peildatum"] == "2026-10-01"
    assert sleutels["cijfers"] == "../data/2026-10-01.csv"
    assert sleutels["dossier"] == ["bevindingen"]
    assert "vorige_ronde" not in texts(pad, oktober)[0]


def test_an_assessment_after_a_midpoint_has_its_findings_on_file_and_compares_with_july(
    make_ronde: Callable[..., Path],
) -> None:
    pad = make_ronde({"peildatum": "2026-10-01"}, bevindingen=[])
    klaar = prepare_ronde(pad, VOLGENDE)
    sleutels = keys(pad)
    assert sleutels["dossier"] == ["bevindingen"]
    assert "vorige_ronde: ../outputs/2026-07-01" in texts(pad)[0]
    assert (str(klaar.peildatum_vorig), klaar.overgeslagen) == ("2026-10-01", False)


@pytest.mark.parametrize(
    ("van", "naar", "overgeslagen"),
    [
        ("2026-07-01", "2026-10-01", False),
        ("2026-07-01", "2027-01-01", False),
        ("2026-07-01", "2027-04-01", True),
        ("2026-04-01", "2026-07-01", False),
        ("2026-04-01", "2026-10-01", True),
        ("2026-10-01", "2027-07-01", True),
    ],
)
def test_only_an_assessment_in_between_is_missed(
    van: str, naar: str, overgeslagen: bool, make_ronde: Callable[..., Path]
) -> None:
    pad = make_ronde({"peildatum": van})
    klaar = prepare_ronde(pad.rename(pad.with_name(f"{van}.yaml")), Peildatum(parse_datum(naar)))
    assert klaar.overgeslagen is overgeslagen


def test_a_line_of_the_midpoint_counts_without_its_mark_and_filled_in(
    make_ronde: Callable[..., Path],
) -> None:
    tekst = texts(make_ronde(), Peildatum(parse_datum("2026-10-01")))[1]
    gevuld = tekst.replace("# - {", "- {").replace('""', '"2026-10-05"')
    regels = yaml.safe_load(gevuld)
    assert [(regel["gemeente"], regel["soort"]) for regel in regels] == [
        ("GM9001", "voortgang_gemeld"),
        ("GM9002", "voortgang_gemeld"),
    ]


def test_a_kader_that_was_named_stays_named(make_ronde: Callable[..., Path]) -> None:
    assert keys(make_ronde({"kader": "utrecht-2024"}))["kader"] == "utrecht-2024"


@pytest.mark.parametrize(
    ("dossier", "verwacht"),
    [
        (["bevindingen"], ["bevindingen"]),
        (["bevindingen/2026-07-01.yaml"], ["bevindingen"]),
        (["./bevindingen/../bevindingen/2026-07-01.yaml"], ["bevindingen"]),
        (["oud"], ["bevindingen", "oud"]),
        (["oud/besluiten.yaml", "bevindingen"], ["bevindingen", "oud/besluiten.yaml"]),
    ],
)
def test_the_case_file_is_the_folder_of_findings_and_what_lies_elsewhere(
    dossier: list[str], verwacht: list[str], make_ronde: Callable[..., Path]
) -> None:
    pad = make_ronde({"dossier": dossier}, bevindingen=[])
    (pad.parent / "oud").mkdir()
    (pad.parent / "oud/besluiten.yaml").touch()
    assert keys(pad)["dossier"] == verwacht


def test_earlier_figures_are_carried_on_and_nothing_stands_in_them_twice(
    make_ronde: Callable[..., Path],
) -> None:
    pad = make_ronde({"eerdere_cijfers": ["../oud.csv"]})
    (pad.parents[1] / "oud.csv").write_text("x", encoding="utf-8")
    assert keys(pad)["eerdere_cijfers"] == ["../oud.csv", "../data/cijfers.csv"]
    assert keys(make_ronde({"eerdere_cijfers": ["../data"]}))["eerdere_cijfers"] == ["../data"]


def test_the_figures_of_the_midpoint_are_named_where_they_are_there(
    make_ronde: Callable[..., Path],
) -> None:
    pad = make_ronde()
    (pad.parents[1] / "data/2026-10-01.csv").touch()
    namen = ["../data/cijfers.csv", "../data/2026-10-01.csv"]
    assert keys(pad)["eerdere_cijfers"] == namen
    assert keys(pad, Peildatum(parse_datum("2026-10-01")))["eerdere_cijfers"] == namen[:1]


def test_findings_of_the_midpoint_count_that_was_made_after_the_assessment(
    make_ronde: Callable[..., Path],
) -> None:
    """`ibt new 2027-01-01` first, `ibt new 2026-10-01` after it."""
    pad = make_all(make_ronde(bevindingen=[]))
    map_ = pad.with_name("bevindingen")
    gemeld = '- {gemeente: GM9001, soort: contact, beoordelaar: A, datum: "%s-05", motivering: x}\n'
    for naam, maand in (("2026-10-01", "2026-10"), ("besluiten-2028", "2028-02")):
        (map_ / f"{naam}.yaml").write_text(gemeld % maand, encoding="utf-8")
    (map_ / "2027-04-01.yaml").write_text("- later", encoding="utf-8")
    ronde = load_ronde(pad)
    assert [stuk.bestand for stuk in ronde.dossier] == ["bevindingen/2026-10-01.yaml"]
    assert unnamed_findings(ronde) == []
    tekst = pad.read_text(encoding="utf-8").replace("dossier:\n- bevindingen\n", "")
    pad.write_text(tekst, encoding="utf-8")
    assert list(map(str, unnamed_findings(load_ronde(pad)))) == [
        '2027-01-01.yaml, sleutel "dossier": noemt deze bevindingen niet, dus zij tellen niet mee: '
        "2026-07-01.yaml, 2026-10-01.yaml; noem ze, of de hele map: dossier: [bevindingen]"
    ]


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [
        ("2026-07-01.csv", "2027-01-01.csv"),
        ("coa_2026-07-01_v2.XLSX", "coa_2027-01-01_v2.XLSX"),
        ("cijfers.ods", "2027-01-01.ods"),
    ],
)
def test_the_figures_are_expected_beside_the_former_ones(
    oud: str, nieuw: str, make_ronde: Callable[..., Path]
) -> None:
    pad = make_ronde({"cijfers": f"../data/{oud}"})
    (pad.parents[1] / "data" / oud).write_text("x", encoding="utf-8")
    assert keys(pad)["cijfers"] == f"../data/{nieuw}"
    assert prepare_ronde(pad, VOLGENDE).cijfers.name == nieuw


def test_findings_that_lie_beside_the_round_file_do_not_take_its_name(
    make_ronde: Callable[..., Path],
) -> None:
    pad = make_ronde({"bevindingen": "bevindingen-juli.yaml"})
    (pad.parent / "bevindingen-juli.yaml").write_text("", encoding="utf-8")
    klaar = prepare_ronde(pad, VOLGENDE)
    assert list(klaar.bestanden) == [
        pad.with_name("2027-01-01.yaml"),
        pad.parent / "bevindingen/2027-01-01.yaml",
    ]
    assert keys(pad)["peildatum"] == "2027-01-01"
    assert keys(pad)["dossier"] == ["bevindingen", "bevindingen-juli.yaml"]


def test_the_new_round_can_be_read_once_the_figures_are_there(
    make_ronde: Callable[..., Path],
) -> None:
    ronde = load_ronde(make_all(make_ronde(bevindingen=[])))
    assert str(ronde.peildatum) == "2027-01-01"
    assert ronde.bevindingen == ()
    assert [gemeente.code for gemeente in ronde.gemeenten] == ["GM9001", "GM9002"]


def test_a_line_of_the_findings_counts_without_its_mark_and_filled_in(
    make_ronde: Callable[..., Path],
) -> None:
    nieuw = make_all(make_ronde(bevindingen=[]))
    bevindingen = nieuw.parent / "bevindingen/2027-01-01.yaml"
    regels = bevindingen.read_text(encoding="utf-8").splitlines()
    gevuld = [
        regel.removeprefix("# ")
        .replace('beoordelaar: ""', 'beoordelaar: "A. Toezicht"')
        .replace('datum: ""', 'datum: "2027-01-08"')
        .replace('motivering: ""', 'motivering: "gebeld"')
        if regel.startswith("# - {")
        else regel
        for regel in regels
    ]
    bevindingen.write_text("\n".join(gevuld), encoding="utf-8")
    gelezen = load_ronde(nieuw).bevindingen
    assert [(stuk.gemeente.code, stuk.bevinding.soort) for stuk in gelezen] == [
        ("GM9001", "cijfers_geverifieerd"),
        ("GM9002", "cijfers_geverifieerd"),
    ]


@pytest.mark.parametrize("sleutel", ["bijgewerkt_op", "vaststelling"])
def test_a_remark_in_the_round_file_counts_without_its_mark(
    sleutel: str, make_ronde: Callable[..., Path]
) -> None:
    nieuw = make_all(make_ronde(bevindingen=[]))
    tekst = nieuw.read_text(encoding="utf-8").replace(f"# {sleutel}:", f"{sleutel}:")
    tekst = tekst.replace('door: ""', 'door: "J"').replace('datum: ""', 'datum: "2027-02-01"')
    nieuw.write_text(tekst, encoding="utf-8")
    ronde = load_ronde(nieuw)
    if sleutel == "vaststelling":
        assert ronde.vaststelling is not None
        assert ronde.vaststelling.orgaan == "namens gedeputeerde staten"
    else:
        assert str(ronde.bijgewerkt_op) == "2027-01-01"


def test_the_findings_list_only_the_gemeenten_of_the_province_on_the_new_peildatum(
    make_ronde: Callable[..., Path],
) -> None:
    rijen = (
        "GM9001,Blijft,Verzonnen,2000-01-01,,\n"
        "GM9002,Laatste Dag,Verzonnen,2000-01-01,2027-01-01,GM9001\n"
        "GM9003,Al Weg,Verzonnen,2000-01-01,2026-12-31,GM9001\n"
        "GM9004,Nieuw,Verzonnen,2027-01-01,,\n"
        "GM9005,Later,Verzonnen,2027-01-02,,\n"
        "GM9006,Buiten,Elders,2000-01-01,,\n"
    )
    regels = [r for r in texts(make_ronde(gemeenten=KOP + rijen))[1].splitlines() if "- {" in r]
    assert [regel.rpartition("# ")[2] for regel in regels] == ["Blijft", "Laatste Dag", "Nieuw"]


@pytest.mark.parametrize("naam", ["Dam # }: - {x", "Dam\u2028- {soort: x}", 'Dam"\\'])
def test_a_hostile_name_stays_within_its_remark(naam: str, make_ronde: Callable[..., Path]) -> None:
    rij = f"GM9001,{naam},Verzonnen,2000-01-01,,\n".replace('Dam"\\', '"Dam""\\"')
    tekst = texts(make_ronde(gemeenten=KOP + rij))[1]
    assert yaml.safe_load(tekst) is None
    assert yaml.safe_load(tekst.replace("# - {", "- {"))[0]["gemeente"] == "GM9001"


def test_a_hostile_province_is_carried_on_as_it_was(make_ronde: Callable[..., Path]) -> None:
    naam = "Oost: # 'nee' \"ja\" – Ŝ"
    assert keys(make_ronde({"provincie": naam}))["provincie"] == naam


@pytest.mark.parametrize("gemaakt", [True, False])
def test_the_former_round_is_named_only_where_it_was_rendered(
    gemaakt: bool, make_ronde: Callable[..., Path]
) -> None:
    pad = make_ronde()
    map_ = pad.parents[1] / "outputs" / "2026-07-01"
    map_.mkdir(parents=True)
    if gemaakt:
        (map_ / "inschaling.csv").write_text("gemeentecode\n", encoding="utf-8")
    assert keys(pad).get("vorige_ronde") == ("../outputs/2026-07-01" if gemaakt else None)
    if not gemaakt:
        assert "\n# vorige_ronde: ../outputs/2026-07-01\n" in texts(pad)[0]


@pytest.mark.parametrize("er_al", [(0,), (1,), (0, 1)])
def test_whatever_is_there_already_is_named_and_nothing_is_prepared(
    er_al: tuple[int, ...], make_ronde: Callable[..., Path]
) -> None:
    pad = make_ronde()
    doelen = list(prepare_ronde(pad, VOLGENDE).bestanden)
    for nummer in er_al:
        doelen[nummer].write_text("van mij", encoding="utf-8")
    assert refused(pad) == [
        f"{doelen[nummer]}: dit bestand is er al; ibt new overschrijft niets." for nummer in er_al
    ]


@pytest.mark.parametrize("peildatum", ["2026-01-01", "2026-07-01"])
def test_a_peildatum_must_lie_after_the_former_one(
    peildatum: str, make_ronde: Callable[..., Path]
) -> None:
    assert refused(make_ronde(), Peildatum(parse_datum(peildatum))) == [
        f'2026-07-01.yaml: de vorige ronde moet van voor {peildatum} zijn; gevonden: "2026-07-01".'
    ]


def test_the_faults_of_a_broken_former_file_are_all_named(
    make_ronde: Callable[..., Path],
) -> None:
    gevonden = refused(make_ronde({"cijfers": "weg.csv", "provnicie": "x"}))
    assert len(gevonden) == 2
    assert "onbekende sleutel" in gevonden[0]
    assert "weg.csv" in gevonden[1]


def test_a_broken_table_of_gemeenten_is_named(make_ronde: Callable[..., Path]) -> None:
    (gevonden,) = refused(make_ronde(gemeenten=KOP + GEMEENTE + GEMEENTE))
    assert gevonden.startswith("gemeenten.csv, regel 3, Verzonnendam")


def test_the_copy_in_a_rendered_round_is_no_beginning(make_ronde: Callable[..., Path]) -> None:
    pad = make_ronde()
    kopie = pad.parents[1] / "invoer"
    pad.parent.rename(kopie)
    assert prepare_ronde(kopie / pad.name, VOLGENDE).bestanden
    (kopie.parent / "manifest.json").write_text("{}", encoding="utf-8")
    (gevonden,) = refused(kopie / pad.name)
    assert "dit is de kopie in een gemaakte ronde" in gevonden


@pytest.fixture(name="rondes")
def _rondes(tmp_path: Path) -> Path:
    map_ = tmp_path / "project" / "parameters"
    map_.mkdir(parents=True)
    for naam in ("2025-07-01", "2026-07-01", "2026-01-01", "2027-01-01", "2026-13-41", "kladblok"):
        (map_ / f"{naam}.yaml").write_text("", encoding="utf-8")
    return map_


@pytest.mark.parametrize(
    ("peildatum", "verwacht"),
    [("2027-01-01", "2026-07-01"), ("2026-07-01", "2026-01-01"), ("2027-07-01", "2027-01-01")],
)
def test_the_former_round_is_the_latest_before_the_peildatum(
    peildatum: str, verwacht: str, rondes: Path
) -> None:
    dag = Peildatum(parse_datum(peildatum))
    verwacht_pad = rondes / f"{verwacht}.yaml"
    assert find_vorige(rondes.parent, dag) == verwacht_pad
    assert find_vorige(rondes, dag) == verwacht_pad


def test_the_parameters_folder_goes_before_a_stray_file_beside_it(rondes: Path) -> None:
    (rondes.parent / "2026-10-01.yaml").write_text("", encoding="utf-8")
    assert find_vorige(rondes.parent, VOLGENDE) == rondes / "2026-07-01.yaml"


@pytest.mark.parametrize("peildatum", ["2025-07-01", "2025-01-01"])
def test_without_an_earlier_round_it_says_where_one_must_be(peildatum: str, rondes: Path) -> None:
    with pytest.raises(InvoerFout) as fout:
        find_vorige(rondes.parent, Peildatum(parse_datum(peildatum)))
    assert str(fout.value) == (
        f"{rondes}: hier moet een rondebestand van voor {peildatum} staan (zoals "
        "2026-07-01.yaml). Ga naar de map van het project, of noem de vorige ronde met --van."
    )
