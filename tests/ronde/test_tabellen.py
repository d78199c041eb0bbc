"""A round as tables with types, for whoever counts on: gemeenten, months, peildata."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.ronde import Ronde, load_ronde, open_ronde

PROJECT = Path(__file__).parents[2]
DRIE_MAANDEN = (
    "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie\n"
    "GM9001,Verzonnendam,2026-02-01,20,-10,3\n"
    "GM9001,Verzonnendam,2026-07-01,20,-10,24\n"
    "GM9002,Fantasiestad,2026-07-01,1793,0,1793\n"
)


@pytest.fixture(scope="module")
def voorbeeld() -> Ronde:
    return load_ronde(PROJECT / "parameters/2026-07-01.yaml")


@pytest.fixture
def ronde(make_ronde) -> Ronde:
    return load_ronde(make_ronde(cijfers=DRIE_MAANDEN))


def test_the_result_table_has_numbers_days_and_text_and_the_values_of_the_file(
    ronde: Ronde,
) -> None:
    tabel = ronde.tabel
    soorten = {str(soort) for soort in tabel.dtypes}
    assert soorten == {"string", "Int64", "datetime64[us]"}
    assert tabel["peildatum"].dt.date.astype(str).unique().tolist() == ["2026-07-01"]
    vlak = ronde.resultaat.astype(str).drop(columns="peildatum")
    pd.testing.assert_frame_equal(tabel.drop(columns="peildatum").astype(str), vlak)


def test_of_a_midpoint_what_is_not_known_is_empty_and_yes_or_no_is_a_boolean() -> None:
    tabel = load_ronde(PROJECT / "parameters/2026-04-01.yaml").tabel
    assert str(tabel["op_schema"].dtype) == "boolean"
    assert str(tabel["prognose_trede"].dtype) == "Int64"
    assert tabel["op_schema"].notna().all()


def test_the_months_count_in_the_half_year_that_they_end(ronde: Ronde) -> None:
    maanden = ronde.maanden.set_index(["gemeente", "stand_per"])
    assert maanden["periode"].unique().tolist() == ["2026-I"]
    verzonnendam = maanden.loc["Verzonnendam"]
    assert verzonnendam["realisatie"].tolist() == [3, 24]
    assert verzonnendam["nog_te_huisvesten"].tolist() == [27, 6]
    assert verzonnendam["koppelingen"].isna().all()


def test_earlier_snapshots_are_months_too_each_once(voorbeeld: Ronde) -> None:
    maanden = voorbeeld.maanden
    assert not maanden.duplicated(["gemeentecode", "stand_per"]).any()
    assert maanden["stand_per"].min() < pd.Timestamp("2026-01-01")
    assert set(maanden["gemeente"]) == {wie.naam for wie in voorbeeld.gemeenten}


def test_the_history_ends_with_this_round_which_nobody_decided_yet(ronde: Ronde) -> None:
    rijen = ronde.historie.query("gemeente == 'Verzonnendam'").to_dict("records")
    assert [(str(rij["peildatum"].date()), rij["stand_eind"], rij["trede"]) for rij in rijen] == [
        ("2026-01-01", -10, 3),
        ("2026-07-01", -6, 3),
    ]
    assert [rij["vastgesteld"] for rij in rijen] == [True, False]


def test_halfway_the_history_ends_with_the_last_peildatum() -> None:
    historie = load_ronde(PROJECT / "parameters/2026-04-01.yaml").historie
    assert historie["peildatum"].max() == pd.Timestamp("2026-01-01")


def test_a_round_is_asked_for_a_gemeente_by_name_or_code_and_goes_by_name(ronde: Ronde) -> None:
    assert ronde["Verzonnendam"] == ronde["GM9001"]
    assert [stuk.gemeente.naam for stuk in ronde] == ["Fantasiestad", "Verzonnendam"]
    assert len(ronde) == 2
    assert ronde.traject("GM9001").gemeente == ronde["Verzonnendam"].gemeente


def test_a_peildatum_is_found_below_the_nearest_parameters(
    make_ronde, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = make_ronde()
    (diep := pad.parent.parent / "notebooks/eigen").mkdir(parents=True)
    monkeypatch.chdir(diep)
    for gevraagd in (
        "2026-07-01",
        date(2026, 7, 1),
        pd.Timestamp("2026-07-01"),
        None,
        pad,
        str(pad),
        "../../parameters/2026-07-01.yaml",
    ):
        assert open_ronde(gevraagd).pad == pad.resolve()


@pytest.mark.parametrize(
    ("gevraagd", "deel"),
    [
        ("2027-01-01", 'parameters zijn: 2026-07-01; gevonden: "2027-01-01"'),
        ("1 juli 2026", 'parameters zijn: 2026-07-01; gevonden: "1 juli 2026"'),
        ("nergens.yaml", "nergens.yaml: dit bestand bestaat niet"),
        ("nergens\0.yaml", "dit kan geen pad zijn"),
    ],
)
def test_a_round_that_is_not_there_is_refused_with_those_that_are(
    make_ronde, monkeypatch: pytest.MonkeyPatch, gevraagd: str, deel: str
) -> None:
    monkeypatch.chdir(make_ronde().parent.parent)
    with pytest.raises(InvoerFout) as fout:
        open_ronde(gevraagd)
    assert deel in str(fout.value)


def test_of_two_files_of_one_peildatum_none_wins_in_silence(
    make_ronde, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = make_ronde()
    pad.with_suffix(".yml").write_bytes(pad.read_bytes())
    monkeypatch.chdir(pad.parent)
    with pytest.raises(InvoerFout, match=r"07-01\.yaml en 2026-07-01\.yml"):
        open_ronde()
    assert open_ronde(pad.with_suffix(".yml")).pad.suffix == ".yml"


def test_outside_a_project_it_says_where_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvoerFout, match="moet een map parameters staan"):
        open_ronde("2026-07-01")
