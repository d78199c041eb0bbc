"""Adopting: what stands in the way, and the rows that a round adds to the register."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.fout import InvoerFout, UitvoerFout
from ibt.register import KOLOMMEN, read_register
from ibt.ronde import load_ronde, wat_als
from ibt.ronde.stand import adoption_obstacles
from ibt.ronde.vaststellen import adopt_ronde, make_vaststelling

WIE = Vaststelling("J. de Vries", "namens gedeputeerde staten", date(2026, 8, 20))
KOP = ",".join(KOLOMMEN) + "\n"
BASIS = {"beoordelaar": "A. Toezicht", "datum": "2026-07-10", "motivering": "omdat het zo is"}
GEVERIFIEERD = [
    {"gemeente": code, "soort": "cijfers_geverifieerd", **BASIS} for code in ("GM9001", "GM9002")
]
VERSNELLING = {
    "gemeente": "GM9001",
    "soort": "versnelling",
    **BASIS,
    "spoed": "veel mensen wachten",
    "geinformeerd_op": "2026-07-01",
    "stappen": [
        {"trede": 3, "datum": "2026-07-10", "motivering": "=eerste stap"},
        {"trede": 4, "datum": "2026-07-17", "motivering": "tweede stap"},
    ],
}
AFWIJKING = {"gemeente": "GM9001", "soort": "afwijking", **BASIS, "grond": "overmacht"}


def row(code: str, trede: int, stand: int, peildatum: str = "2026-01-01", datum: str = "") -> str:
    dag = datum or peildatum[:-2] + "20"
    return f"{code},{dag},{trede},beoordeling,{peildatum},{stand},0,0,0,gs,zo,A,{dag}\n"


def register(trede: int = 3, *meer: str) -> str:
    return "".join([KOP, row("GM9001", trede, -10), row("GM9002", 1, 0), *meer])


Schrijf = Callable[..., Path]


@pytest.fixture
def schrijf(make_ronde: Callable[..., Path]) -> Schrijf:
    """The round file of a round that can be adopted, unless a test says otherwise."""

    def run(*stukken: dict[str, Any], trede: int = 3, **anders: Any) -> Path:
        bevindingen = [*GEVERIFIEERD, *stukken]
        return make_ronde(**{"bevindingen": bevindingen, "register": register(trede), **anders})

    return run


def rows(pad: Path) -> list[dict[str, str]]:
    tekst = (pad.parents[1] / "data/register.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(tekst.splitlines()))


def refused(pad: Path, wie: Vaststelling = WIE) -> list[str]:
    """The messages with which adoption is refused; the register stays as it was."""
    bestand = pad.parents[1] / "data/register.csv"
    eerst = bestand.read_bytes()
    with pytest.raises(InvoerFout) as fout:
        adopt_ronde(load_ronde(pad), wie)
    assert bestand.read_bytes() == eerst
    return [str(gebrek) for gebrek in fout.value.gebreken]


def test_a_proef_is_not_adopted_nor_said_to_be(schrijf: Schrijf) -> None:
    pad = schrijf()
    pad.write_text(pad.read_text(encoding="utf-8") + "proef: ja\n", encoding="utf-8")
    [zin] = refused(pad)
    assert zin.startswith("2026-07-01.yaml: dit is een proef, en die wordt niet vastgesteld. Stel")
    assert zin in str(adoption_obstacles(load_ronde(pad))[-1])
    vast = 'vaststelling: {door: A, datum: "2026-08-20"}\n'
    pad.write_text(pad.read_text(encoding="utf-8") + vast, encoding="utf-8")
    with pytest.raises(InvoerFout, match="een proef is niet vastgesteld; haal vaststelling weg"):
        load_ronde(pad)


def test_what_was_only_tried_is_not_adopted(schrijf: Schrijf) -> None:
    proef = wat_als(load_ronde(schrijf()), "GM9001", realisatie=30)
    with pytest.raises(InvoerFout, match=r"wordt niet vastgesteld: .* realisatie 30 in plaats van"):
        adopt_ronde(proef, WIE)


def test_adopting_adds_one_row_per_gemeente_with_every_column(schrijf: Schrijf) -> None:
    pad = schrijf()
    eerst = (pad.parents[1] / "data/register.csv").read_bytes()
    assert adopt_ronde(load_ronde(pad), WIE) == 2
    assert (pad.parents[1] / "data/register.csv").read_bytes().startswith(eerst)
    *_, een, twee = rows(pad)
    assert een == {
        "gemeentecode": "GM9001",
        "datum": "2026-08-20",
        "trede": "3",
        "aanleiding": "beoordeling",
        "peildatum": "2026-07-01",
        "stand_eind": "-6",
        "correctie": "0",
        "verschoonbaar": "0",
        "toerekenbaar": "6",
        "orgaan": "namens gedeputeerde staten",
        "motivering": "regel 3c, berekend trede 3; cijfers_geverifieerd: omdat het zo is",
        "vastgesteld_door": "J. de Vries",
        "vastgesteld_op": "2026-08-20",
    }
    assert (twee["gemeentecode"], twee["trede"], twee["stand_eind"]) == ("GM9002", "1", "0")


def test_the_second_time_nothing_happens(schrijf: Schrijf) -> None:
    pad = schrijf()
    adopt_ronde(load_ronde(pad), WIE)
    eerst = rows(pad)
    assert adopt_ronde(load_ronde(pad), WIE) == 0
    assert rows(pad) == eerst


def test_once_adopted_the_day_of_the_round_is_not_before_the_adoption(schrijf: Schrijf) -> None:
    assert load_ronde(schrijf()).bijgewerkt_op < WIE.datum
    vast = {"door": WIE.door, "datum": str(WIE.datum)}
    pad = schrijf(sleutels={"vaststelling": vast})
    assert load_ronde(pad).bijgewerkt_op == WIE.datum


def test_a_register_with_only_a_header_is_a_beginning(schrijf: Schrijf) -> None:
    pad = schrijf(register=KOP)
    assert adopt_ronde(load_ronde(pad), WIE) == 2
    assert [rij["trede"] for rij in rows(pad)] == ["2", "1"]


@pytest.mark.norm("N24")
def test_an_acceleration_adds_a_row_for_every_dated_step(schrijf: Schrijf) -> None:
    pad = schrijf(VERSNELLING, trede=2)
    assert adopt_ronde(load_ronde(pad), WIE) == 3
    stappen = [rij for rij in rows(pad)[2:] if rij["gemeentecode"] == "GM9001"]
    assert [(r["trede"], r["datum"], r["aanleiding"], r["motivering"]) for r in stappen] == [
        ("3", "2026-07-10", "versnelling", "'=eerste stap"),
        ("4", "2026-07-17", "versnelling", "tweede stap"),
    ]
    assert {rij["peildatum"] for rij in stappen} == {"2026-07-01"}
    assert adopt_ronde(load_ronde(pad), WIE) == 0


def test_an_adopted_round_passes_the_reading_of_the_register(schrijf: Schrijf) -> None:
    pad = schrijf(VERSNELLING, trede=2)
    ronde = load_ronde(pad)
    adopt_ronde(ronde, WIE)
    bestand = pad.parents[1] / "data/register.csv"
    gelezen, _, gemeld = read_register(bestand, ronde.lijst, date(2027, 1, 1))
    assert gemeld == ()
    assert [rij.trede for rij in gelezen.rijen["GM9001"]] == [2, 3, 4]


def test_the_next_round_starts_from_the_adopted_treden(schrijf: Schrijf) -> None:
    pad = schrijf(VERSNELLING, trede=2)
    adopt_ronde(load_ronde(pad), WIE)
    cijfers = pad.parents[1] / "data/cijfers.csv"
    tekst = cijfers.read_text(encoding="utf-8")
    (cijfers.parent / "volgende.csv").write_text(tekst.replace("2026-07-01", "2027-01-01"))
    sleutels = yaml.safe_load(pad.read_text(encoding="utf-8"))
    sleutels |= {"peildatum": "2027-01-01", "cijfers": "../data/volgende.csv"}
    del sleutels["bevindingen"]
    volgende = pad.with_name("2027-01-01.yaml")
    volgende.write_text(yaml.safe_dump(sleutels), encoding="utf-8")
    posities = load_ronde(volgende).invoer.posities
    standen = {code: (een.trede_vorig, een.stand_eind_vorig) for code, een in posities.items()}
    assert standen == {"GM9001": (4, -6), "GM9002": (1, 0)}
    assert not any(een.vorige_ronde_niet_vastgesteld for een in posities.values())


def test_adoption_changes_nothing_in_the_round_itself(schrijf: Schrijf) -> None:
    pad = schrijf(VERSNELLING, trede=2)
    voor = load_ronde(pad)
    resultaat, bronnen, bijgewerkt = voor.resultaat, voor.bronnen, voor.bijgewerkt_op
    adopt_ronde(voor, WIE)
    na = load_ronde(pad)
    assert na.resultaat.equals(resultaat)
    assert (na.bronnen, na.bijgewerkt_op) == (bronnen, bijgewerkt)


# What stands in the way


@pytest.mark.norm("N66")
def test_unverified_figures_are_refused_by_name(schrijf: Schrijf) -> None:
    [melding] = refused(schrijf(bevindingen=GEVERIFIEERD[1:]))
    assert melding.startswith("2026-07-01.yaml, Verzonnendam (GM9001): kan niet worden vastgesteld")
    assert "cijfers zijn niet geverifieerd" in melding
    beide = refused(schrijf(bevindingen=[]))
    assert ["GM9001" in beide[0], "GM9002" in beide[1], len(beide)] == [True, True, 2]


def test_an_open_decision_is_refused(schrijf: Schrijf) -> None:
    cijfers = (
        "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
        "GM9001,2026-07-01,20,-10,30\nGM9002,2026-07-01,20,0,20\n"
    )
    [melding] = refused(schrijf(trede=4, cijfers=cijfers))
    assert "Verzonnendam (GM9001)" in melding
    assert "nog een besluit nodig: de totaalopgave is gerealiseerd" in melding
    pad = schrijf({"gemeente": "GM9001", "soort": "afschalen", **BASIS}, trede=4, cijfers=cijfers)
    adopt_ronde(load_ronde(pad), WIE)
    rij = rows(pad)[2]
    assert (rij["trede"], rij["aanleiding"], rij["datum"]) == ("1", "afschalen", "2026-07-10")


def test_another_reading_that_would_decide_is_refused_until_one_is_chosen(schrijf: Schrijf) -> None:
    cijfers = (
        "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
        "GM9001,2026-07-01,20,4,10\nGM9002,2026-07-01,20,0,20\n"
    )
    [melding] = refused(schrijf(trede=1, cijfers=cijfers))
    assert "Verzonnendam (GM9001)" in melding
    assert "welke lezing geldt (K1: beschermt, verrekend, tot_omvang)" in melding
    keuze = {"gemeente": "GM9001", "soort": "keuze", "keuze": "K1", "lezing": "beschermt", **BASIS}
    assert adopt_ronde(load_ronde(schrijf(keuze, trede=1, cijfers=cijfers)), WIE) == 2


def test_a_former_round_that_was_not_adopted_is_refused(schrijf: Schrijf) -> None:
    oud = KOP + row("GM9001", 3, -10, "2025-07-01") + row("GM9002", 1, 0)
    [melding] = refused(schrijf(register=oud))
    assert "Verzonnendam (GM9001)" in melding
    assert "de vorige ronde is nog niet vastgesteld" in melding


@pytest.mark.parametrize("datum", ["2026-07-01", "2026-09-01"])
def test_a_later_decision_is_never_undone(schrijf: Schrijf, datum: str) -> None:
    later = f"GM9001,{datum},4,versnelling,,,,,,gs,zo,A,{datum}\n"
    [melding] = refused(schrijf(register=register(3, later)))
    assert f"het register heeft al een besluit van {datum} (trede 4)" in melding
    latere_ronde = row("GM9001", 3, -6, "2027-01-01")
    [melding] = refused(schrijf(register=register(3, latere_ronde)))
    assert "een besluit van 2027-01-20" in melding


def test_a_decision_that_the_findings_hold_does_not_stand_in_the_way(schrijf: Schrijf) -> None:
    stap = "GM9001,2026-07-10,3,versnelling,,,,,,gs,zo,A,2026-07-10\n"
    pad = schrijf(VERSNELLING, register=register(2, stap))
    assert adopt_ronde(load_ronde(pad), WIE) == 2
    assert [r["trede"] for r in rows(pad) if r["gemeentecode"] == "GM9001"] == ["2", "3", "4"]
    beide = stap + "GM9001,2026-07-17,4,versnelling,,,,,,gs,zo,A,2026-07-17\n"
    pad = schrijf(VERSNELLING, register=register(2, beide))
    assert adopt_ronde(load_ronde(pad), WIE) == 2
    assert [r["trede"] for r in rows(pad) if r["gemeentecode"] == "GM9001"] == ["2", "3", "4", "4"]
    assert adopt_ronde(load_ronde(pad), WIE) == 0


def test_a_besluit_in_the_findings_may_be_in_the_register_already(schrijf: Schrijf) -> None:
    vooraf = {
        "gemeente": "GM9001",
        "soort": "vooraankondiging",
        **BASIS,
        "orgaan": "gedeputeerde staten",
        "reden": "achterstand",
        "gevolgen": "overname",
        "termijn": "drie maanden",
        "reactie_uiterlijk": "2026-07-02",
    }
    besluit = {
        "gemeente": "GM9001",
        "soort": "besluit_indeplaatsstelling",
        **BASIS,
        "datum": "2026-07-15",
        "orgaan": "gedeputeerde staten",
        "besluitdatum": "2026-07-14",
        "bekendgemaakt_op": "2026-07-15",
        "taakverwaarlozing": "ja",
        "taakverwaarlozing_op": "2026-07-14",
        "zienswijze": "gewogen",
        "termijnen": [{"maatregel": "toewijzen", "uiterlijk": "2026-12-01"}],
    }
    al = "GM9001,2026-07-14,5,besluit_indeplaatsstelling,,,,,,gs,zo,A,2026-07-14\n"
    pad = schrijf(vooraf, besluit, register=register(4, al))
    assert adopt_ronde(load_ronde(pad), WIE) == 2
    rij = rows(pad)[3]
    assert (rij["trede"], rij["datum"], rij["aanleiding"]) == (
        "5",
        "2026-07-14",
        "besluit_indeplaatsstelling",
    )


def test_a_former_round_that_was_adopted_late_does_not_stand_in_the_way(schrijf: Schrijf) -> None:
    laat = KOP + row("GM9001", 3, -10, datum="2026-07-15") + row("GM9002", 1, 0)
    assert adopt_ronde(load_ronde(schrijf(register=laat)), WIE) == 2


def test_a_register_that_was_added_to_since_the_round_was_read_is_read_again(
    schrijf: Schrijf,
) -> None:
    pad = schrijf()
    ronde = load_ronde(pad)
    bestand = pad.parents[1] / "data/register.csv"
    herzien = row("GM9001", 4, -10, datum="2026-05-01").replace("beoordeling", "herziening")
    bestand.write_text(bestand.read_text(encoding="utf-8") + herzien, encoding="utf-8")
    with pytest.raises(UitvoerFout, match="intussen aangevuld"):
        adopt_ronde(ronde, WIE)
    assert len(rows(pad)) == 3
    assert adopt_ronde(load_ronde(pad), WIE) == 2


def test_without_a_register_there_is_nothing_to_add_to(schrijf: Schrijf) -> None:
    [melding] = refused(schrijf(sleutels={"register": ...}))
    assert "de sleutel register moet er zijn" in melding


def test_a_half_year_that_still_runs_cannot_be_adopted(schrijf: Schrijf) -> None:
    vroeg = Vaststelling("J. de Vries", "gs", date(2026, 6, 30))
    [melding] = refused(schrijf(), vroeg)
    assert "mag niet voor de peildatum 2026-07-01 liggen" in melding


@pytest.mark.parametrize(("dag", "mag"), [(9, False), (10, True), (11, True)])
def test_what_was_found_after_the_adoption_cannot_have_been_weighed(
    schrijf: Schrijf, dag: int, mag: bool
) -> None:
    wie = Vaststelling("J", "gs", date(2026, 7, dag))
    if mag:
        assert adopt_ronde(load_ronde(schrijf()), wie) == 2
    else:
        meldingen = refused(schrijf(), wie)
        assert len(meldingen) == 2
        assert all("van na de vaststelling (2026-07-09)" in melding for melding in meldingen)


@pytest.mark.parametrize(("dag", "mag"), [(16, False), (17, True), (18, True)])
def test_a_step_that_was_not_taken_yet_cannot_be_adopted(
    schrijf: Schrijf, dag: int, mag: bool
) -> None:
    pad = schrijf(VERSNELLING, register=register(2))
    wie = Vaststelling("J. de Vries", "gs", date(2026, 7, dag))
    if mag:
        assert adopt_ronde(load_ronde(pad), wie) == 3
    else:
        [melding] = refused(pad, wie)
        assert "van na de vaststelling (2026-07-16)" in melding
        assert "2026-07-17" in melding


@pytest.mark.parametrize(
    ("dag", "mag"), [("2026-06-30", False), ("2026-07-01", True), ("2026-07-02", True)]
)
def test_figures_are_verified_after_the_half_year(schrijf: Schrijf, dag: str, mag: bool) -> None:
    gedaan = [een | {"datum": dag} for een in GEVERIFIEERD]
    pad = schrijf(bevindingen=gedaan)
    if mag:
        assert adopt_ronde(load_ronde(pad), WIE) == 2
    else:
        meldingen = refused(pad)
        assert len(meldingen) == 2
        assert all("geverifieerd op 2026-06-30, voor de peildatum" in m for m in meldingen)


def test_a_letter_may_be_sent_after_the_adoption(schrijf: Schrijf) -> None:
    brief = {"gemeente": "GM9001", "soort": "brief_verzonden", **BASIS, "datum": "2026-09-01"}
    assert adopt_ronde(load_ronde(schrijf(brief)), WIE) == 2


# By whom, and when


@pytest.mark.parametrize(
    ("door", "datum"), [(None, None), ("J", None), (None, date(2026, 8, 20)), (" ", date.max)]
)
def test_without_a_name_or_a_date_it_is_refused_and_the_clock_is_not_asked(
    schrijf: Schrijf, door: str | None, datum: date | None
) -> None:
    with pytest.raises(InvoerFout, match="Geef --door en --datum"):
        make_vaststelling(load_ronde(schrijf()), door, None, datum)


def test_the_round_file_may_say_by_whom_and_the_command_goes_first(schrijf: Schrijf) -> None:
    wie = {"door": "J. de Vries", "orgaan": "gs", "datum": "2026-08-20"}
    ronde = load_ronde(schrijf(sleutels={"vaststelling": wie}))
    bekend = make_vaststelling(ronde, None, None, None)
    assert bekend == Vaststelling("J. de Vries", "gs", date(2026, 8, 20))
    anders = make_vaststelling(ronde, " K.\nBakker ", None, date(2026, 8, 21))
    assert anders == Vaststelling("K. Bakker", "gs", date(2026, 8, 21))


def test_the_organ_is_by_default_on_behalf_of_gedeputeerde_staten(schrijf: Schrijf) -> None:
    wie = make_vaststelling(load_ronde(schrijf()), "J", None, date(2026, 8, 20))
    assert wie.orgaan == "namens gedeputeerde staten"
