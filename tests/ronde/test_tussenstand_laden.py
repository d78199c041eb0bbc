"""A midpoint round from its files: what it reads, what counts, and what it is not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import parse_datum
from ibt.ronde import Ronde, load_ronde, meet_voortgang, volg_trajecten
from ibt.ronde.stand import stand_of
from ibt.ronde.vaststellen import adopt_ronde

KOP = "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie,koppelingen\n"
EERDER = "".join(
    f"GM9001,,2026-0{maand}-01,20,-10,{aantal},9\nGM9002,,2026-0{maand}-01,1793,0,{aantal},9\n"
    for maand, aantal in ((2, 3), (3, 6))
)
APRIL = "GM9001,,2026-04-01,20,-10,9,11\nGM9002,,2026-04-01,1793,0,900,\n"
MEI = "GM9001,,2026-05-01,20,-10,16,4\nGM9002,,2026-05-01,1793,0,1200,\n"
JULI = "GM9001,,2026-07-01,20,-10,24,0\nGM9002,,2026-07-01,1793,0,1793,\n"
BASIS = {"beoordelaar": "A. Toezicht", "datum": "2026-04-10", "motivering": "omdat het zo is"}
RUIL = [
    {"gemeente": "GM9001", "soort": "herverdeling", "afspraak": "A", "personen": 4, **BASIS},
    {"gemeente": "GM9002", "soort": "herverdeling", "afspraak": "A", "personen": -4, **BASIS},
]
CORRECTIE = {
    "gemeente": "GM9001", "soort": "correctie", "personen": 2, "bewijs": "huurcontract",
    "gehuisvest_van": "2026-03-02", **BASIS
}  # fmt: skip


def halfway(
    make_ronde: Callable[..., Path], cijfers: str = EERDER + APRIL, **sleutels: Any
) -> Path:
    return make_ronde({"peildatum": "2026-04-01", **sleutels}, cijfers=KOP + cijfers)


def write(pad: Path, naam: str, stukken: list[dict[str, Any]]) -> str:
    plek = pad.parent / "bevindingen" / naam
    plek.write_text(yaml.safe_dump(stukken, allow_unicode=True), encoding="utf-8")
    return f"bevindingen/{naam}"


def add_keys(pad: Path, **sleutels: Any) -> Path:
    inhoud = yaml.safe_load(pad.read_text(encoding="utf-8"))
    pad.write_text(yaml.safe_dump({**inhoud, **sleutels}), encoding="utf-8")
    return pad


def opgaven(ronde: Ronde) -> dict[str, int]:
    return {een.gemeente.code: een.som.totaalopgave for een in meet_voortgang(ronde)}


def test_it_looks_at_the_first_half_of_the_running_half_year(make_ronde) -> None:
    ronde = load_ronde(halfway(make_ronde))
    assert ronde.is_voortgang
    assert ronde.verslag.staat == "tussenstand"
    stad, dam = meet_voortgang(ronde)  # by name: Fantasiestad, Verzonnendam
    assert (dam.som.realisatie, dam.signalen.koppelingen, dam.trede_vorig) == (9, 11, 3)
    assert (stad.som.realisatie, stad.signalen.koppelingen, stad.trede_vorig) == (900, None, 1)
    assert [str(een.signalen.koppelingen_per) for een in (dam, stad)] == ["2026-04-01", "None"]
    assert [een.realisatie for een in dam.verloop] == [3, 6, 9]


def test_the_pace_of_each_gemeente_is_that_of_its_own_earlier_half_years(make_ronde) -> None:
    pad = halfway(make_ronde, eerdere_cijfers=["../eerder"])
    (pad.parents[1] / "eerder").mkdir()
    for dag, dam, stad in (("2026-01-01", 19, 700), ("2025-07-01", 17, 800)):
        rijen = f"GM9001,,{dag},20,0,{dam},\nGM9002,,{dag},900,0,{stad},\n"
        (pad.parents[1] / f"eerder/{dag}.csv").write_text(KOP + rijen, encoding="utf-8")
    stad, dam = meet_voortgang(load_ronde(pad))
    assert [een.personen for een in dam.tempo] == [9, 19, 17]
    assert [een.personen for een in stad.tempo] == [900, 700, 800]


def test_a_snapshot_after_the_midpoint_is_refused(make_ronde) -> None:
    with pytest.raises(InvoerFout, match="niet na 2026-04-01"):
        load_ronde(halfway(make_ronde, APRIL + MEI))


def test_each_gemeente_needs_the_snapshot_of_the_day_itself(make_ronde) -> None:
    with pytest.raises(InvoerFout) as fout:
        load_ronde(halfway(make_ronde, EERDER + APRIL.splitlines()[0] + "\n"))
    (gebrek,) = fout.value.gebreken
    assert "moet een regel met stand_per 2026-04-01 hebben" in str(gebrek)
    assert "Fantasiestad" in str(gebrek)


def test_the_register_from_the_midpoint_on_plays_no_part(make_ronde) -> None:
    pad = halfway(make_ronde)
    with (pad.parents[1] / "data/register.csv").open("a", encoding="utf-8") as register:
        register.write("GM9001,2026-07-20,4,beoordeling,2026-07-01,-16\n")
    assert meet_voortgang(load_ronde(pad))[1].trede_vorig == 3


@pytest.mark.norm("N61")
def test_a_midpoint_can_not_be_adopted(make_ronde) -> None:
    pad = halfway(make_ronde)
    register = pad.parents[1] / "data/register.csv"
    eerst = register.read_bytes()
    with pytest.raises(InvoerFout, match="een tussenstand stelt geen trede vast") as fout:
        adopt_ronde(
            load_ronde(pad),
            Vaststelling("J", "namens gedeputeerde staten", parse_datum("2026-08-01")),
        )
    assert "voortgang_gemeld" in str(fout.value)
    assert register.read_bytes() == eerst


def test_nothing_stands_in_the_way_of_adopting_what_is_never_adopted(make_ronde) -> None:
    stand = stand_of(load_ronde(halfway(make_ronde)))
    assert [een.beletsels for een in stand.gemeenten] == [(), ()]


def test_a_finding_that_the_assessment_would_refuse_goes_on_file_halfway(make_ronde) -> None:
    pad = halfway(make_ronde)
    te_hoog = {"gemeente": "GM9001", "soort": "afwijking", "grond": "overmacht", "trede": 6}
    naam = write(pad, "2026-04-01.yaml", [{**te_hoog, **BASIS}])
    ronde = load_ronde(add_keys(pad, bevindingen=naam))
    assert [een.trede_vorig for een in meet_voortgang(ronde)] == [1, 3]
    assert [een.trede for een in volg_trajecten(ronde)] == [1, 3]


def sums(pad: Path, naam: str) -> list[int]:
    uit = load_ronde(pad).uitkomsten.per_gemeente
    return [getattr(een.som, naam) for een in uit.values()]


def test_findings_of_the_midpoint_count_in_the_round_of_the_same_half_year(make_ronde) -> None:
    pad = make_ronde(cijfers=KOP + JULI)
    naam = write(pad, "2026-04-01.yaml", [*RUIL, CORRECTIE])
    assert sums(pad, "totaalopgave") == [30, 1793]
    met = add_keys(pad, dossier=[naam])
    assert sums(met, "totaalopgave") == [34, 1789]
    assert sums(met, "correctie") == [2, 0]
    assert load_ronde(pad).uitkomsten.waarschuwingen == ()


@pytest.mark.parametrize("naam", ["2025-10-01.yaml", "losse.yaml", "2026-07-01.yaml"])
def test_findings_in_any_other_file_of_the_case_file_do_not_count_again(
    naam: str, make_ronde
) -> None:
    pad = make_ronde(cijfers=KOP + JULI)
    met = add_keys(pad, dossier=[write(pad, naam, RUIL)])
    assert sums(met, "totaalopgave") == [30, 1793]


def test_a_redistribution_recorded_at_both_moments_is_refused(make_ronde) -> None:
    pad = make_ronde(cijfers=KOP + JULI, bevindingen=RUIL)
    naam = write(pad, "2026-04-01.yaml", RUIL)
    with pytest.raises(InvoerFout, match="staat er twee keer en zou dubbel tellen"):
        load_ronde(add_keys(pad, dossier=[naam]))


def test_at_the_midpoint_itself_its_redistribution_counts_once(make_ronde) -> None:
    pad = halfway(make_ronde)
    naam = write(pad, "2026-04-01.yaml", [*RUIL, CORRECTIE])
    ronde = load_ronde(add_keys(pad, bevindingen=naam, dossier=["bevindingen"]))
    assert opgaven(ronde) == {"GM9001": 34, "GM9002": 1789}


def test_findings_of_the_assessment_that_follows_play_no_part_halfway(make_ronde) -> None:
    pad = halfway(make_ronde)
    gemeld = {"gemeente": "GM9001", "soort": "voortgang_gemeld", **BASIS}
    write(pad, "2026-07-01.yaml", [gemeld, CORRECTIE])
    ronde = load_ronde(add_keys(pad, dossier=["bevindingen"]))
    assert ronde.dossier == ()
    assert "dossier" not in [bron.rol for bron in ronde.bronnen]
    write(pad, "2026-07-01.yaml", [{"soort": "kapot"}])
    assert load_ronde(pad).dossier == ()


def test_a_message_on_file_dates_the_round_and_a_later_talk_is_not_yet_in_it(make_ronde) -> None:
    pad = halfway(make_ronde)
    gemeld = {"gemeente": "GM9001", "soort": "voortgang_gemeld", **BASIS}
    gesprek = {**gemeld, "soort": "gesprek", "datum": "2026-05-28"}
    ronde = load_ronde(add_keys(pad, dossier=[write(pad, "dossier.yaml", [gemeld, gesprek])]))
    assert str(ronde.bijgewerkt_op) == "2026-04-10"
    [een] = [een for een in meet_voortgang(ronde) if een.gemeente.code == "GM9001"]
    assert [stuk.soort for stuk in een.oordelen] == ["voortgang_gemeld"]


def test_with_the_latest_stand_the_round_is_looked_at_on_that_day(make_ronde) -> None:
    pad = make_ronde(cijfers=KOP + EERDER + APRIL + MEI)
    ronde = load_ronde(pad, nieuwste_stand=True)
    assert (str(ronde.peildatum), ronde.is_voortgang) == ("2026-05-01", True)
    dam = meet_voortgang(ronde)[1]
    assert (dam.som.realisatie, dam.maanden, dam.schema) == (16, 4, 14)
    signalen = dam.signalen
    assert (signalen.koppelingen, str(signalen.koppelingen_per)) == (4, "2026-05-01")
    with pytest.raises(InvoerFout, match="moet een regel met stand_per 2026-07-01 hebben"):
        load_ronde(pad)


def test_after_the_midpoint_its_redistribution_still_counts(make_ronde) -> None:
    pad = make_ronde(cijfers=KOP + APRIL + MEI)
    naam = write(pad, "2026-04-01.yaml", [*RUIL, CORRECTIE])
    ronde = load_ronde(add_keys(pad, dossier=[naam]), nieuwste_stand=True)
    assert opgaven(ronde) == {"GM9001": 34, "GM9002": 1789}
    assert meet_voortgang(ronde)[1].som.gehuisvest == 16


def test_the_file_of_a_midpoint_may_hold_a_later_stand(make_ronde) -> None:
    ronde = load_ronde(halfway(make_ronde, APRIL + MEI), nieuwste_stand=True)
    assert str(ronde.peildatum) == "2026-05-01"


@pytest.mark.parametrize("peildatum", ["2026-04-01", "2026-07-01"])
def test_a_half_year_that_has_ended_is_judged_not_monitored(peildatum: str, make_ronde) -> None:
    pad = make_ronde({"peildatum": peildatum}, cijfers=KOP + APRIL + JULI)
    with pytest.raises(InvoerFout) as fout:
        load_ronde(pad, nieuwste_stand=True)
    assert str(fout.value) == (
        "cijfers.csv: het halfjaar 2026-I is voorbij; er is al een stand van 2026-07-01. Geef ibt "
        "assess of ibt render voor de beoordeling."
    )


@pytest.mark.parametrize("dag", ["2026-01-01", "2025-12-01", "2026-08-01", "kapot"])
def test_without_a_stand_within_the_half_year_it_says_so(dag: str, make_ronde) -> None:
    pad = make_ronde(cijfers=KOP + APRIL.replace("2026-04-01", dag))
    with pytest.raises(InvoerFout, match="er moet een stand zijn van na 2026-01-01"):
        load_ronde(pad, nieuwste_stand=True)


@pytest.mark.parametrize("dag", ["2026-01-15", "2026-04-02"])
def test_a_stand_on_another_day_than_the_first_of_a_month_is_named(dag: str, make_ronde) -> None:
    pad = make_ronde(cijfers=KOP + APRIL.replace("2026-04-01", dag))
    with pytest.raises(InvoerFout, match="moet de eerste dag van een maand") as fout:
        load_ronde(pad, nieuwste_stand=True)
    assert "voorbij" not in str(fout.value)


def test_a_table_without_stand_per_is_named(make_ronde) -> None:
    pad = make_ronde(cijfers="gemeentecode,taakstelling\nGM9001,3\n")
    with pytest.raises(InvoerFout, match="stand_per"):
        load_ronde(pad, nieuwste_stand=True)
