"""`ibt adopt --besluiten`: decisions taken between two peildata, as an analyst types it."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ibt.register import KOLOMMEN

GEMEENTEN = (
    "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
    "GM9101,Klimmeren,Verzonnen,1900-01-01,,\n"
    "GM9102,Houdijk,Verzonnen,1900-01-01,,\n"
)
BASIS = {"gemeente": "Klimmeren", "beoordelaar": "A. Toezicht", "motivering": "omdat het moet"}
AANKONDIGING = {
    **BASIS,
    "soort": "vooraankondiging",
    "datum": "2027-08-30",
    "orgaan": "gedeputeerde staten",
    "reden": "achterstand",
    "gevolgen": "overname",
    "termijn": "drie maanden",
    "reactie_uiterlijk": "2027-09-27",
}
BESLUIT = {
    **BASIS,
    "soort": "besluit_indeplaatsstelling",
    "datum": "2027-10-07",
    "orgaan": "gedeputeerde staten",
    "besluitdatum": "2027-10-05",
    "bekendgemaakt_op": "2027-10-07",
    "taakverwaarlozing": "vastgesteld",
    "taakverwaarlozing_op": "2027-10-05",
    "zienswijze": "gewogen",
    "termijnen": [{"maatregel": "toewijzen", "uiterlijk": "2027-11-15"}],
}
OVERNAME = {
    **BASIS,
    "soort": "indeplaatsstelling",
    "datum": "2027-11-22",
    "besluitdatum": "2027-11-22",
}
AFSCHALEN = {**BASIS, "soort": "afschalen", "datum": "2027-12-05"}
VERSNELLING = {
    **BASIS,
    "soort": "versnelling",
    "datum": "2027-09-01",
    "spoed": "honderden mensen wachten",
    "geinformeerd_op": "2027-08-25",
    "stappen": [
        {"trede": 3, "datum": "2027-09-01", "motivering": "eerste"},
        {"trede": 4, "datum": "2027-09-15", "motivering": "tweede"},
    ],
}
HERZIENING = {
    **BASIS,
    "soort": "herziening",
    "datum": "2027-10-12",
    "peildatum": "2027-07-01",
    "trede": 3,
}


def row(trede: int, stand: int | str = -12, peildatum: str = "2027-07-01", dag: str = "") -> str:
    datum = dag or peildatum[:-2] + "24"
    return f"GM9101,{datum},{trede},beoordeling,{peildatum},{stand},0,2,10,gs,zo,A,{datum}\n"


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    (tmp_path / "gemeenten.csv").write_text(GEMEENTEN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def adopt(ibt: Callable[..., Any], map_: Path) -> Callable[..., Any]:
    """`adopt(BESLUIT, register=row(4))`: writes the files and runs the command."""

    def run(
        *besluiten: dict[str, Any],
        register: str | None = row(4),
        opties: tuple[object, ...] = (),
        dossier: tuple[dict[str, Any], ...] = (),
    ) -> Any:
        pad = map_ / "besluiten.yaml"
        pad.write_text(yaml.safe_dump(list(besluiten), allow_unicode=True), encoding="utf-8")
        if register is not None:
            tekst = ",".join(KOLOMMEN) + "\n" + register
            (map_ / "register.csv").write_text(tekst, encoding="utf-8")
        if dossier:
            (map_ / "dossier").mkdir(exist_ok=True)
            pad_dossier = map_ / "dossier" / "2027-07-01.yaml"
            pad_dossier.write_text(yaml.safe_dump(list(dossier)), encoding="utf-8")
            opties = (*opties, "--dossier", map_ / "dossier")
        woorden = ("--besluiten", pad, "--register", map_ / "register.csv")
        return ibt("adopt", *woorden, "--gemeenten", map_ / "gemeenten.csv", *opties)

    return run


@pytest.fixture
def rows(map_: Path) -> Callable[[], list[dict[str, str]]]:
    def run() -> list[dict[str, str]]:
        tekst = (map_ / "register.csv").read_text(encoding="utf-8")
        return list(csv.DictReader(tekst.splitlines()))

    return run


def test_a_besluit_brings_the_gemeente_to_trede_5_without_a_round(adopt: Any, rows: Any) -> None:
    afloop = adopt(AANKONDIGING, BESLUIT)
    assert afloop.code == 0, afloop.fout
    assert "Klimmeren (GM9101): trede 5 vanaf 2027-10-05" in afloop.uit
    assert rows()[-1] == {
        "gemeentecode": "GM9101",
        "datum": "2027-10-05",
        "trede": "5",
        "aanleiding": "besluit_indeplaatsstelling",
        "peildatum": "",
        "stand_eind": "-12",
        "correctie": "0",
        "verschoonbaar": "2",
        "toerekenbaar": "10",
        "orgaan": "gedeputeerde staten",
        "motivering": "besluit_indeplaatsstelling: omdat het moet",
        "vastgesteld_door": "A. Toezicht",
        "vastgesteld_op": "2027-10-07",
    }


def test_who_and_when_may_be_said_on_the_command_line(adopt: Any, rows: Any) -> None:
    opties = ("--door", "J. de Vries", "--datum", "2027-10-08", "--orgaan", "de commissaris")
    assert adopt(AANKONDIGING, BESLUIT, opties=opties).code == 0
    rij = rows()[-1]
    assert (rij["vastgesteld_door"], rij["vastgesteld_op"], rij["orgaan"]) == (
        "J. de Vries",
        "2027-10-08",
        "de commissaris",
    )


@pytest.mark.parametrize(("dag", "mag"), [("04", False), ("05", True), ("06", True)])
def test_nobody_adopts_a_besluit_before_it_was_taken(adopt: Any, dag: str, mag: bool) -> None:
    afloop = adopt(AANKONDIGING, BESLUIT, opties=("--datum", f"2027-10-{dag}"))
    assert (afloop.code == 0) is mag
    assert ("dit besluit is van na de vaststelling (2027-10-04)" in afloop.fout) is not mag


@pytest.mark.parametrize(
    ("laatste", "mag"), [("2027-10-04", True), ("2027-10-05", True), ("2027-10-06", False)]
)
def test_a_besluit_from_before_the_last_row_is_refused(adopt: Any, laatste: str, mag: bool) -> None:
    afloop = adopt(AANKONDIGING, BESLUIT, register=row(4, dag=laatste))
    assert afloop.code == (0 if mag else 1)
    assert (f"het register heeft al een later besluit (van {laatste})" in afloop.fout) is not mag


def test_an_announcement_from_before_the_last_fall_below_4_belongs_to_an_earlier_traject(
    adopt: Any,
) -> None:
    gedaald = (
        row(4, peildatum="2026-01-01")
        + row(1, 2, "2026-07-01")
        + row(2, peildatum="2027-01-01", dag="2027-08-31")
        + row(3, peildatum="2027-07-01", dag="2027-09-01")
    )
    opnieuw = gedaald + "GM9101,2027-09-02,4,versnelling,,-12,0,2,10,gs,zo,A,2027-09-02\n"
    assert adopt(AANKONDIGING, BESLUIT, register=opnieuw).code == 0
    twee = row(4, peildatum="2026-01-01") + row(1, 2, "2027-01-01", dag="2027-08-31")
    twee += row(2, peildatum="2027-07-01", dag="2027-09-01")
    twee += "GM9101,2027-09-02,3,versnelling,,-12,0,2,10,gs,zo,A,2027-09-02\n"
    twee += "GM9101,2027-09-03,4,versnelling,,-12,0,2,10,gs,zo,A,2027-09-03\n"
    afloop = adopt(AANKONDIGING, BESLUIT, register=twee)
    assert afloop.code == 1
    assert "vooraankondiging" in afloop.fout


def test_a_name_on_the_command_line_stands_on_one_line(adopt: Any, rows: Any) -> None:
    opties = ("--door", "  J. de\nVries ", "--orgaan", "gs  van\tVerzonnen")
    assert adopt(AANKONDIGING, BESLUIT, opties=opties).code == 0
    assert (rows()[-1]["vastgesteld_door"], rows()[-1]["orgaan"]) == (
        "J. de Vries",
        "gs van Verzonnen",
    )


def test_the_second_time_nothing_is_added(adopt: Any, map_: Path) -> None:
    assert adopt(AANKONDIGING, BESLUIT).code == 0
    na = (map_ / "register.csv").read_bytes()
    nogmaals = adopt(AANKONDIGING, BESLUIT, register=None)
    assert (nogmaals.code, nogmaals.uit) == (
        0,
        "Deze besluiten geven geen nieuwe regel; er is niets toegevoegd.\n",
    )
    assert (map_ / "register.csv").read_bytes() == na


def test_one_file_may_grow_and_every_step_is_adopted_once(adopt: Any, rows: Any) -> None:
    assert adopt(AANKONDIGING, BESLUIT).code == 0
    afloop = adopt(OVERNAME, AANKONDIGING, BESLUIT, register=None)
    assert (afloop.code, afloop.uit.count("trede")) == (0, 1)
    assert [rij["trede"] for rij in rows()] == ["4", "5", "6"]


def test_several_decisions_at_once_are_taken_in_the_order_of_their_days(
    adopt: Any, rows: Any
) -> None:
    assert adopt(OVERNAME, BESLUIT, AANKONDIGING).code == 0
    assert [(rij["trede"], rij["datum"]) for rij in rows()[1:]] == [
        ("5", "2027-10-05"),
        ("6", "2027-11-22"),
    ]


@pytest.mark.parametrize(
    ("stukken", "register", "melding"),
    [
        ([BESLUIT], row(4), "moet een vooraankondiging van of namens gedeputeerde staten liggen"),
        (
            [{**AANKONDIGING, "reactie_uiterlijk": "2027-10-05"}, BESLUIT],
            row(4),
            "moet een vooraankondiging van of namens gedeputeerde staten liggen",
        ),
        ([AANKONDIGING, BESLUIT], row(3), "kan alleen vanaf trede 4"),
        ([AANKONDIGING, BESLUIT], row(4, 0), "kan alleen bij een achterstand"),
        ([AANKONDIGING, BESLUIT], row(4, ""), 'gevonden: "stand onbekend". Vul stand_eind in'),
        ([OVERNAME], row(5), "moet zijn verstreken zonder voldoen"),
        ([OVERNAME], row(4), "kan alleen vanaf trede 5"),
        (
            [AFSCHALEN],
            row(6),
            "Noem met --cijfers een tabel met een stand van het COA uit dit halfjaar (keuze K17).",
        ),
        ([AFSCHALEN], row(3, 2), "hoort bij trede 4, 5 of 6"),
        ([VERSNELLING], row(3), "de eerste stap moet naar trede 4 gaan"),
        ([VERSNELLING], "", "moet al een trede in het register hebben"),
        ([HERZIENING], row(4, peildatum="2027-01-01"), "voor deze gemeente in het register staat"),
        ([AANKONDIGING], row(4), "moet ten minste één besluit hebben"),
        (
            [AANKONDIGING, BESLUIT],
            row(4, dag="2027-10-06"),
            "het register heeft al een later besluit (van 2027-10-06)",
        ),
    ],
    ids=lambda waarde: waarde if isinstance(waarde, str) and " " in waarde else "",
)
def test_what_the_framework_does_not_allow_is_refused_and_nothing_is_written(
    adopt: Any, map_: Path, stukken: list[dict[str, Any]], register: str, melding: str
) -> None:
    afloop = adopt(*stukken, register=register)
    assert (afloop.code, afloop.uit) == (1, "")
    assert melding in afloop.fout, afloop.fout
    assert (map_ / "register.csv").read_text() == ",".join(KOLOMMEN) + "\n" + register


def test_one_refused_decision_holds_back_the_whole_file_and_is_told_once(
    adopt: Any, map_: Path
) -> None:
    goed = [{**AANKONDIGING, "gemeente": "Houdijk"}, {**BESLUIT, "gemeente": "Houdijk"}]
    register = row(4) + row(4).replace("GM9101", "GM9102")
    afloop = adopt(BESLUIT, OVERNAME, *goed, register=register)
    assert afloop.code == 1
    assert afloop.fout.startswith("Er is 1 fout; er is niets geschreven.\n")
    assert "Klimmeren (GM9101)" in afloop.fout
    assert (map_ / "register.csv").read_text().endswith(register)


def test_the_announcement_may_lie_in_the_dossier(adopt: Any, rows: Any) -> None:
    assert adopt(BESLUIT, dossier=(AANKONDIGING,)).code == 0
    assert rows()[-1]["trede"] == "5"


def test_the_file_of_decisions_may_lie_in_the_dossier_and_is_read_once(
    adopt: Any, rows: Any, map_: Path
) -> None:
    correctie = {**BASIS, "soort": "correctie", "datum": "2027-07-06", "personen": 2}
    correctie |= {"bewijs": "huurcontract", "gehuisvest_van": "2027-06-20"}
    cijfers = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
    (map_ / "cijfers.csv").write_text(cijfers + "GM9101,2027-12-01,16,-12,25\n")
    opties = ("--cijfers", map_ / "cijfers.csv", "--dossier", map_)
    assert "stand -1" in adopt(AFSCHALEN, correctie, register=row(6), opties=opties).fout


@pytest.mark.parametrize(("uiterlijk", "mag"), [("2027-11-21", True), ("2027-11-22", False)])
def test_a_term_is_missed_from_the_day_after_it(adopt: Any, uiterlijk: str, mag: bool) -> None:
    besluit = {**BESLUIT, "termijnen": [{"maatregel": "x", "uiterlijk": uiterlijk}]}
    assert adopt(AANKONDIGING, besluit, OVERNAME).code == (0 if mag else 1)


def test_not_carrying_out_the_besluit_is_tested_but_moves_nobody(adopt: Any, rows: Any) -> None:
    afzien = {
        **BASIS,
        "soort": "afzien_effectuering",
        "datum": "2027-11-20",
        "bewijs": "planning",
        "realiseert_uiterlijk": "2027-12-31",
    }
    # At any time from the besluit of 5 October on ("houdt altijd de vrijheid", §3 trede 6).
    for datum in ("2027-11-20", "2027-11-15", "2027-10-06", "2027-10-05"):
        assert adopt(AANKONDIGING, BESLUIT, {**afzien, "datum": datum}).code == 0
        assert [rij["trede"] for rij in rows()] == ["4", "5"]
    vroeg = {**afzien, "datum": "2027-10-04"}
    melding = adopt(AANKONDIGING, BESLUIT, vroeg).fout
    assert 'op trede 5 of 6 (§3 trede 6); gevonden: "trede 4"' in melding


def test_an_acceleration_is_a_row_per_dated_step_and_may_be_adopted_step_by_step(
    adopt: Any, rows: Any
) -> None:
    eerste = {**VERSNELLING, "stappen": VERSNELLING["stappen"][:1]}
    assert adopt(eerste, register=row(2)).code == 0
    assert adopt(VERSNELLING, register=None).code == 0
    assert [(rij["trede"], rij["datum"], rij["motivering"]) for rij in rows()[1:]] == [
        ("3", "2027-09-01", "versnelling: eerste"),
        ("4", "2027-09-15", "versnelling: tweede"),
    ]


# Back to 1 between peildata (Keuze K17)


@pytest.mark.parametrize(("realisatie", "mag"), [(27, False), (28, True), (29, True)])
def test_going_back_is_tested_against_the_whole_opgave_of_the_running_half_year(
    adopt: Any, rows: Any, map_: Path, realisatie: int, mag: bool
) -> None:
    cijfers = (
        "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
        f"GM9101,2027-11-01,16,-12,2\nGM9101,2027-12-01,16,-12,{realisatie}\n"
        "GM9101,2028-01-01,16,-12,99\n"
    )
    (map_ / "cijfers.csv").write_text(cijfers)
    afloop = adopt(AFSCHALEN, register=row(6), opties=("--cijfers", map_ / "cijfers.csv"))
    assert afloop.code == (0 if mag else 1)
    if mag:
        rij = rows()[-1]
        assert (rij["trede"], rij["datum"]) == ("1", "2027-12-05")
        assert (rij["stand_eind"], rij["toerekenbaar"]) == (str(realisatie - 28), "0")
        assert f"(stand {realisatie - 28:+d} in de nieuwste cijfers)" in rij["motivering"]
    else:
        assert "stand -1" in afloop.fout
        assert "de nieuwste stand van het COA in --cijfers" in afloop.fout


@pytest.mark.parametrize("stand_per", ["2027-06-01", "2027-07-01", "2027-12-06"])
def test_a_snapshot_of_another_half_year_or_of_later_does_not_count(
    adopt: Any, map_: Path, stand_per: str
) -> None:
    cijfers = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
    (map_ / "cijfers.csv").write_text(f"{cijfers}GM9101,{stand_per},16,0,99\n")
    afloop = adopt(AFSCHALEN, register=row(6), opties=("--cijfers", map_ / "cijfers.csv"))
    assert afloop.code == 1
    assert "een stand van het COA uit dit halfjaar (keuze K17)" in afloop.fout


@pytest.mark.parametrize(
    ("stand", "peildatum", "mag"),
    [
        (-1, "2027-07-01", False),
        (0, "2027-07-01", True),
        (1, "2027-07-01", True),
        (5, "2027-01-01", False),
    ],
)
def test_without_figures_of_the_half_year_only_the_assessment_just_adopted_counts(
    adopt: Any, stand: int, peildatum: str, mag: bool
) -> None:
    afloop = adopt(AFSCHALEN, register=row(6, stand, peildatum))
    assert afloop.code == (0 if mag else 1)
    assert ("uit dit halfjaar (keuze K17)" in afloop.fout) is not mag
    ouder = peildatum < "2027-07-01"
    assert ("stel eerst de ronde van het vorige halfjaar vast" in afloop.fout) is ouder


def test_a_correction_that_the_dossier_holds_already_does_not_count_twice(
    adopt: Any, map_: Path
) -> None:
    correctie = {
        **BASIS,
        "soort": "correctie",
        "datum": "2027-07-06",
        "personen": 2,
        "bewijs": "huurcontract",
        "gehuisvest_van": "2027-06-20",
    }
    afloop = adopt(AFSCHALEN, correctie, register=row(6), dossier=(correctie,))
    assert afloop.code == 1
    assert "staat er twee keer en zou dubbel tellen" in afloop.fout


def test_an_open_correction_counts_when_going_back(adopt: Any, map_: Path) -> None:
    correctie = {
        **BASIS,
        "soort": "correctie",
        "datum": "2027-07-06",
        "personen": 2,
        "bewijs": "huurcontract",
        "gehuisvest_van": "2027-06-20",
    }
    cijfers = (
        "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\nGM9101,2027-12-01,16,-12,26\n"
    )
    (map_ / "cijfers.csv").write_text(cijfers)
    opties = ("--cijfers", map_ / "cijfers.csv")
    assert adopt(AFSCHALEN, register=row(6), opties=opties).code == 1
    assert adopt(AFSCHALEN, correctie, register=row(6), opties=opties).code == 0


# An adopted row that was wrong


def test_a_revision_takes_the_place_of_the_row_and_keeps_its_figures(adopt: Any, rows: Any) -> None:
    assert adopt(HERZIENING).code == 0
    rij = rows()[-1]
    assert [rij[naam] for naam in ("trede", "aanleiding", "peildatum", "datum")] == [
        "3",
        "herziening",
        "2027-07-01",
        "2027-10-12",
    ]
    assert [rij[naam] for naam in ("stand_eind", "verschoonbaar", "toerekenbaar")] == [
        "-12",
        "2",
        "10",
    ]
    assert adopt(HERZIENING, register=None).uit.startswith("Deze besluiten geven geen nieuwe regel")


@pytest.mark.parametrize(("stand", "toerekenbaar"), [(-9, "7"), (-2, "0"), (3, "0")])
def test_a_revision_on_late_evidence_may_bring_another_stand(
    adopt: Any, rows: Any, stand: int, toerekenbaar: str
) -> None:
    assert adopt({**HERZIENING, "stand_eind": stand}).code == 0
    assert (rows()[-1]["stand_eind"], rows()[-1]["toerekenbaar"]) == (str(stand), toerekenbaar)


def test_a_revision_that_would_make_a_later_row_skip_a_trede_is_refused(
    adopt: Any, map_: Path
) -> None:
    register = row(3, peildatum="2027-01-01") + row(4)
    herziening = {**HERZIENING, "peildatum": "2027-01-01", "trede": 2}
    afloop = adopt(herziening, register=register)
    assert afloop.code == 1
    assert "register.csv met de nieuwe regels" in afloop.fout
    assert "van trede 2 naar trede 4" in afloop.fout
    assert (map_ / "register.csv").read_text().endswith(register)
    assert adopt(herziening, {**HERZIENING, "trede": 3}, register=register).code == 0


# A besluit that is changed, taken back or annulled between peildata

WIJZIGING = {
    **BASIS,
    "soort": "besluit_wijziging",
    "datum": "2027-11-10",
    "orgaan": "gedeputeerde staten",
    "besluit_van": "2027-10-05",
    "besluitdatum": "2027-11-10",
    "bekendgemaakt_op": "2027-11-10",
    "termijnen": [{"maatregel": "toewijzen", "uiterlijk": "2027-12-15"}],
}
INTREKKING = {
    **BASIS,
    "soort": "besluit_intrekking",
    "datum": "2027-11-20",
    "orgaan": "gedeputeerde staten",
    "besluit_van": "2027-10-05",
    "besluitdatum": "2027-11-18",
    "grond": "vernietiging",
    "trede": 4,
}


@pytest.mark.parametrize(("over", "mag"), [("2027-12-15", False), ("2027-12-16", True)])
def test_a_change_gives_no_row_but_its_term_is_the_one_that_must_run_out(
    adopt: Any, rows: Any, over: str, mag: bool
) -> None:
    assert adopt(AANKONDIGING, BESLUIT, WIJZIGING).code == 0
    assert [rij["trede"] for rij in rows()] == ["4", "5"]
    overname = {**OVERNAME, "datum": over, "besluitdatum": over}
    afloop = adopt(AANKONDIGING, BESLUIT, WIJZIGING, overname, register=None)
    assert (afloop.code == 0) is mag
    assert ("verstreken zonder voldoen" in afloop.fout) is not mag


def test_an_annulled_besluit_is_a_row_down_with_its_own_day_and_organ(
    adopt: Any, rows: Any
) -> None:
    assert adopt(AANKONDIGING, BESLUIT).code == 0
    assert adopt(AANKONDIGING, BESLUIT, INTREKKING, register=None).code == 0
    rij = rows()[-1]
    assert [rij[naam] for naam in ("trede", "datum", "aanleiding", "orgaan", "peildatum")] == [
        "4",
        "2027-11-18",
        "besluit_intrekking",
        "gedeputeerde staten",
        "",
    ]
    nogmaals = adopt(AANKONDIGING, BESLUIT, INTREKKING, register=None)
    assert nogmaals.uit.startswith("Deze besluiten geven geen nieuwe regel")


def test_after_an_annulment_the_announcement_still_stands_for_a_new_besluit(
    adopt: Any, rows: Any
) -> None:
    """From 5 back to 4 ends no traject: only a fall below trede 4 does."""
    opnieuw = {
        **BESLUIT,
        "datum": "2027-12-01",
        "besluitdatum": "2027-12-01",
        "bekendgemaakt_op": "2027-12-02",
        "termijnen": [{"maatregel": "toewijzen", "uiterlijk": "2028-01-15"}],
    }
    assert adopt(AANKONDIGING, BESLUIT, INTREKKING, opnieuw).code == 0
    assert [rij["trede"] for rij in rows()] == ["4", "5", "4", "5"]
    lager = {**INTREKKING, "trede": 3}
    afloop = adopt(AANKONDIGING, BESLUIT, lager, opnieuw)
    assert 'kan alleen vanaf trede 4 (§3 trede 5); gevonden: "trede 3"' in afloop.fout


TUSSENTIJDS = {
    **BASIS,
    "soort": "herziening",
    "datum": "2027-11-18",
    "besluit_van": "2027-10-05",
    "trede": 4,
}


def test_a_revision_of_a_besluit_between_peildata_takes_the_place_of_its_row(
    adopt: Any, rows: Any
) -> None:
    assert adopt(AANKONDIGING, BESLUIT).code == 0
    assert adopt(TUSSENTIJDS, register=None).code == 0
    rij = rows()[-1]
    assert [rij[naam] for naam in ("trede", "datum", "aanleiding", "peildatum")] == [
        "4",
        "2027-11-18",
        "herziening",
        "2027-10-05",
    ]
    assert adopt(TUSSENTIJDS, register=None).uit.startswith("Deze besluiten geven geen nieuwe")


def test_a_besluit_that_was_revised_away_is_not_adopted_a_second_time(
    adopt: Any, rows: Any
) -> None:
    """The file in which it stands may grow: what was decided again stays decided."""
    assert adopt(AANKONDIGING, BESLUIT).code == 0
    assert adopt(AANKONDIGING, BESLUIT, TUSSENTIJDS, register=None).code == 0
    nogmaals = adopt(AANKONDIGING, BESLUIT, TUSSENTIJDS, register=None)
    assert nogmaals.uit.startswith("Deze besluiten geven geen nieuwe regel")
    assert [rij["trede"] for rij in rows()] == ["4", "5", "4"]
    overname = adopt(AANKONDIGING, BESLUIT, TUSSENTIJDS, OVERNAME, register=None)
    assert 'kan alleen vanaf trede 5 (§3 trede 6); gevonden: "trede 4"' in overname.fout


@pytest.mark.parametrize("dag", ["2027-10-04", "2027-10-06", "2027-07-01"])
def test_a_revision_names_a_besluit_that_the_register_has(adopt: Any, dag: str) -> None:
    assert adopt(AANKONDIGING, BESLUIT).code == 0
    afloop = adopt({**TUSSENTIJDS, "besluit_van": dag}, register=None)
    assert "moet gaan over een besluit tussen twee peildata dat voor deze gemeente" in afloop.fout
    assert f'gevonden: "{dag}"' in afloop.fout


def test_a_revision_that_calls_the_day_of_a_besluit_a_peildatum_is_told_how_to_name_it(
    adopt: Any,
) -> None:
    assert adopt(AANKONDIGING, BESLUIT).code == 0
    afloop = adopt({**HERZIENING, "datum": "2027-11-18", "peildatum": "2027-10-05"}, register=None)
    assert 'Schrijf besluit_van: "2027-10-05" in plaats van peildatum' in afloop.fout


# Nothing attributable (Keuze K18)


@pytest.mark.parametrize(("toerekenbaar", "mag"), [(0, False), (1, True)])
def test_between_peildata_too_no_step_up_is_taken_while_nothing_is_attributable(
    adopt: Any, toerekenbaar: int, mag: bool
) -> None:
    register = row(4).replace(",2,10,gs", f",{12 - toerekenbaar},{toerekenbaar},gs")
    afloop = adopt(AANKONDIGING, BESLUIT, register=register)
    assert (afloop.code == 0) is mag
    assert ("zolang het hele tekort verschoonbaar is" in afloop.fout) is not mag
    anders = {
        **BASIS,
        "soort": "keuze",
        "datum": "2027-10-01",
        "keuze": "K18",
        "lezing": "telt_niet",
    }
    assert adopt(AANKONDIGING, BESLUIT, anders, register=register).code == 0


# Wrong words


@pytest.mark.parametrize(
    ("woorden", "melding"),
    [
        ([], "Noem een RONDE, of --besluiten met een bestand"),
        (["ronde.yaml", "--besluiten", "b.yaml"], "één van beide"),
        (["--besluiten", "b.yaml"], "Bij --besluiten hoort ook --register BESTAND."),
        (["--besluiten", "b.yaml", "--register", "r"], "Bij --besluiten hoort ook --gemeenten"),
        (["ronde.yaml", "--cijfers", "c.csv"], "--cijfers hoort bij --besluiten"),
    ],
)
def test_half_a_command_is_a_usage_error_in_dutch(
    ibt: Any, woorden: list[str], melding: str
) -> None:
    afloop = ibt("adopt", *woorden)
    assert afloop.code == 2
    assert melding in afloop.fout


@pytest.mark.parametrize("welk", ["besluiten.yaml", "register.csv", "gemeenten.csv"])
def test_a_file_that_is_not_there_is_named(adopt: Any, ibt: Any, map_: Path, welk: str) -> None:
    adopt(BESLUIT)
    (map_ / welk).unlink()
    woorden = ("--besluiten", map_ / "besluiten.yaml", "--register", map_ / "register.csv")
    afloop = ibt("adopt", *woorden, "--gemeenten", map_ / "gemeenten.csv")
    assert (afloop.code, afloop.uit) == (1, "")
    assert welk in afloop.fout
    assert "bestaat niet" in afloop.fout


def test_the_faults_of_all_files_come_at_once(adopt: Any) -> None:
    afloop = adopt(
        {**BESLUIT, "gemeente": "Nergenshuizen"}, register="GM9101,gisteren,9,,,,,,,,,,\n"
    )
    assert "besluiten.yaml" in afloop.fout
    assert "Nergenshuizen" in afloop.fout
    assert "gisteren" in afloop.fout
