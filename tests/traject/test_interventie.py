"""Treden 4 to 6: the announcement, the terms of the besluit, and what followed (§3)."""

from datetime import date
from typing import Any

import pytest

from ibt.begrippen.traject import Staat

AANKONDIGING = {
    "orgaan": "gedeputeerde staten",
    "reden": "achterstand",
    "gevolgen": "overname",
    "termijn": "drie maanden",
    "reactie_uiterlijk": "2026-09-12",
}
BESLUIT = {
    "orgaan": "gedeputeerde staten",
    "besluitdatum": "2026-10-06",
    "bekendgemaakt_op": "2026-10-07",
    "taakverwaarlozing": "vastgesteld",
    "zienswijze": "gewogen",
}


def test_on_trede_4_the_announcement_is_waited_for(follow: Any) -> None:
    traject = follow(trede=4, intrede="0001-01-01")
    assert [(m.code, m.staat, m.wie) for m in traject.mijlpalen] == [
        ("vooraankondiging", Staat.OPEN, "provincie")
    ]


@pytest.mark.parametrize(
    ("vandaag", "staat"), [("2026-09-12", Staat.OPEN), ("2026-09-13", Staat.VOORBIJ)]
)
def test_not_reacting_to_the_announcement_is_not_being_late_and_its_day_does_not_move(
    milestone: Any, stuk: Any, vandaag: str, staat: Staat
) -> None:
    aankondiging = stuk("vooraankondiging", "2026-08-01", **AANKONDIGING)
    reactie = milestone("reactie", aankondiging, trede=4, vandaag=vandaag)
    assert (reactie.uiterlijk, reactie.staat) == (date(2026, 9, 12), staat)
    assert date(2026, 9, 12).weekday() == 5


@pytest.mark.norm("N49")
def test_the_copy_to_the_raad_and_the_publication_are_recorded_when_done(
    follow: Any, stuk: Any
) -> None:
    gedaan = {**AANKONDIGING, "afschrift_raad_op": "2026-08-02"}
    aankondiging = stuk("vooraankondiging", "2026-08-01", **gedaan)
    traject = follow(aankondiging, trede=4)
    assert traject.find("vooraankondiging").gehaald_op == date(2026, 8, 1)
    assert not traject.find("vooraankondiging").afspraak, "nobody agreed on this day"
    assert traject.find("afschrift_raad").staat is Staat.GEHAALD
    assert traject.find("publicatie").staat is Staat.OPEN


@pytest.mark.parametrize(("dag", "staat"), [("2026-06-30", Staat.OPEN), ("2026-07-01", "gehaald")])
def test_an_announcement_of_an_earlier_traject_does_not_count(
    milestone: Any, stuk: Any, dag: str, staat: str
) -> None:
    aankondiging = stuk("vooraankondiging", dag, **AANKONDIGING)
    assert milestone("vooraankondiging", aankondiging, trede=4).staat == staat


def test_an_announcement_by_somebody_without_a_say_announces_nothing(
    milestone: Any, stuk: Any
) -> None:
    vreemd = AANKONDIGING | {"orgaan": "beleidsmedewerker Jansen"}
    aankondiging = stuk("vooraankondiging", "2026-08-01", **vreemd)
    assert milestone("vooraankondiging", aankondiging, trede=4).staat is Staat.OPEN


@pytest.mark.parametrize(
    ("trede", "vandaag", "voldaan", "staat", "na_termijn"),
    [
        (5, "2026-11-15", None, Staat.OPEN, False),
        (5, "2026-11-16", None, Staat.TE_LAAT, False),
        (5, "2026-11-16", "2026-11-15", Staat.GEHAALD, False),
        # What was done is done, and that it was after its day is said beside it.
        (5, "2026-11-16", "2026-11-16", Staat.GEHAALD, True),
        # The province took over: B en W owe nothing any more.
        (6, "2026-11-15", None, Staat.VERVALLEN, False),
        (6, "2026-11-16", None, Staat.VERVALLEN, False),
        (6, "2026-11-16", "2026-11-15", Staat.GEHAALD, False),
        (6, "2026-11-16", "2026-11-16", Staat.GEHAALD, True),
    ],
)
def test_a_term_of_the_besluit_is_late_from_the_day_after_it_also_on_a_sunday(
    milestone: Any,
    stuk: Any,
    trede: int,
    vandaag: str,
    voldaan: str | None,
    staat: Staat,
    na_termijn: bool,
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15", "voldaan_op": voldaan}
    besluit = stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn])
    mijlpaal = milestone("besluittermijn", besluit, trede=trede, vandaag=vandaag)
    assert (mijlpaal.uiterlijk, mijlpaal.staat) == (date(2026, 11, 15), staat)
    assert date(2026, 11, 15).weekday() == 6
    assert mijlpaal.onderwerp == "toewijzen"
    assert mijlpaal.is_after_term is na_termijn
    assert mijlpaal.is_overdue is (staat is Staat.TE_LAAT)


def test_the_terms_of_the_last_besluit_count(follow: Any, stuk: Any) -> None:
    oud, nieuw = ({"maatregel": naam, "uiterlijk": "2026-11-15"} for naam in ("oud", "nieuw"))
    later = BESLUIT | {"besluitdatum": "2026-10-20", "bekendgemaakt_op": "2026-10-20"}
    traject = follow(
        stuk("besluit_indeplaatsstelling", "2026-10-20", **later, termijnen=[nieuw]),
        stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[oud]),
        trede=5,
    )
    termijnen = [m.onderwerp for m in traject.mijlpalen if m.code == "besluittermijn"]
    assert termijnen == ["nieuw"]


@pytest.mark.parametrize(
    ("vandaag", "klaar", "staat"),
    [
        ("2026-12-31", None, Staat.OPEN),
        ("2027-01-01", None, Staat.TE_LAAT),
        ("2027-01-20", "2026-12-30", Staat.GEHAALD),
    ],
)
def test_a_gemeente_that_realises_by_itself_has_a_day_for_it(
    milestone: Any, stuk: Any, vandaag: str, klaar: str | None, staat: Staat
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
    stukken = [
        stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn]),
        stuk("afzien_effectuering", "2026-11-20", bewijs="plan", realiseert_uiterlijk="2026-12-31"),
    ]
    stukken += [stuk("afschalen", klaar)] if klaar else []
    zelf = milestone("zelf_realiseren", *stukken, trede=5, vandaag=vandaag)
    assert (zelf.uiterlijk, zelf.staat) == (date(2026, 12, 31), staat)


@pytest.mark.norm("N55")
@pytest.mark.parametrize(
    ("uiterlijk", "vandaag", "staat"),
    [
        # It was missed before the province refrained: that answered it for good.
        ("2026-11-19", "2026-12-31", Staat.NIET_VOLDAAN),
        ("2026-11-19", "2027-01-01", Staat.NIET_VOLDAAN),
        # It ran out since: answered as long as the gemeente realises by itself.
        ("2026-11-20", "2026-12-31", Staat.VOORBIJ),
        ("2026-11-20", "2027-01-01", Staat.TE_LAAT),
        ("2026-11-21", "2026-12-31", Staat.VOORBIJ),
        ("2026-11-21", "2027-01-01", Staat.TE_LAAT),
        # What still runs is open, refrained or not.
        ("2026-12-10", "2026-12-10", Staat.OPEN),
        ("2026-12-10", "2026-12-11", Staat.VOORBIJ),
    ],
)
def test_refraining_answers_terms_while_the_gemeente_realises_by_itself(
    milestone: Any, stuk: Any, uiterlijk: str, vandaag: str, staat: Staat
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": uiterlijk}
    besluit = stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn])
    afzien = stuk(
        "afzien_effectuering", "2026-11-20", bewijs="plan", realiseert_uiterlijk="2026-12-31"
    )
    mijlpaal = milestone("besluittermijn", besluit, afzien, trede=5, vandaag=vandaag)
    assert mijlpaal.staat is staat


@pytest.mark.parametrize(
    ("uiterlijk", "staat"),
    [
        ("2026-11-30", Staat.VOORBIJ),
        ("2026-12-01", Staat.OPEN),
        ("2026-12-02", Staat.OPEN),
    ],
)
def test_a_term_that_still_runs_stays_open_while_the_besluit_rests(
    milestone: Any, stuk: Any, uiterlijk: str, staat: Staat
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": uiterlijk}
    besluit = stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn])
    afzien = stuk(
        "afzien_effectuering", "2026-11-20", bewijs="plan", realiseert_uiterlijk="2026-12-31"
    )
    dag = {"trede": 5, "vandaag": "2026-12-01"}
    assert milestone("besluittermijn", besluit, afzien, **dag).staat is staat


def test_a_besluit_after_it_makes_refraining_a_thing_of_the_past(follow: Any, stuk: Any) -> None:
    afzien = stuk(
        "afzien_effectuering", "2026-09-20", bewijs="plan", realiseert_uiterlijk="2026-12-31"
    )
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
    besluit = stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn])
    traject = follow(besluit, afzien, trede=5, vandaag="2026-12-01")
    assert [mijlpaal.code for mijlpaal in traject.mijlpalen] == ["besluit", "besluittermijn"]
    assert not traject.is_afgezien


@pytest.mark.parametrize(
    ("vandaag", "afgezien"), [("2026-12-30", True), ("2026-12-31", True), ("2027-01-01", False)]
)
def test_the_besluit_rests_until_the_day_on_which_the_gemeente_would_be_done(
    follow: Any, stuk: Any, vandaag: str, afgezien: bool
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
    traject = follow(
        stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn]),
        stuk("afzien_effectuering", "2026-11-20", bewijs="plan", realiseert_uiterlijk="2026-12-31"),
        trede=5,
        vandaag=vandaag,
    )
    assert traject.is_afgezien is afgezien


def test_without_a_besluit_on_file_there_are_no_terms(follow: Any) -> None:
    assert follow(trede=5).mijlpalen == ()


@pytest.mark.parametrize("trede", [1, 2])
def test_treden_1_and_2_have_no_terms(follow: Any, stuk: Any, trede: int) -> None:
    assert follow(stuk("brief_verzonden", "2026-07-20"), trede=trede).mijlpalen == ()


def test_the_contact_log_has_the_latest_first_and_nothing_from_the_future(
    follow: Any, stuk: Any
) -> None:
    traject = follow(
        stuk("contact", "2026-08-01", deelnemers=["Kansenmakersteam"]),
        stuk("brief_verzonden", "2026-07-25", verzonden_op="2026-07-20"),
        stuk("voortgang_gemeld", "2026-04-07"),
        stuk("gesprek", "2026-09-01", niveau="ambtelijk"),
        stuk("cijfers_geverifieerd", "2026-07-10"),
        trede=1,
        vandaag="2026-08-31",
    )
    assert [(regel.soort, str(regel.dag)) for regel in traject.contacten] == [
        ("contact", "2026-08-01"),
        ("brief_verzonden", "2026-07-20"),
        ("cijfers_geverifieerd", "2026-07-10"),
        ("voortgang_gemeld", "2026-04-07"),
    ]
    assert traject.contacten[0].deelnemers == ("Kansenmakersteam",)
    assert traject.brief_op == date(2026, 7, 20)


@pytest.mark.parametrize(
    ("vandaag", "bekend"), [("2026-07-31", False), ("2026-08-01", True), ("2026-08-02", True)]
)
def test_contact_of_today_is_in_the_log(follow: Any, stuk: Any, vandaag: str, bekend: bool) -> None:
    gevonden = follow(stuk("contact", "2026-08-01"), trede=1, vandaag=vandaag).contacten
    assert bool(gevonden) is bekend


@pytest.mark.parametrize(
    ("vandaag", "staat"),
    [("2026-07-31", Staat.OPEN), ("2026-08-01", Staat.GEHAALD), ("2026-08-02", Staat.GEHAALD)],
)
def test_an_announcement_counts_from_its_own_day(
    milestone: Any, stuk: Any, vandaag: str, staat: Staat
) -> None:
    aankondiging = stuk("vooraankondiging", "2026-08-01", **AANKONDIGING)
    gevonden = milestone("vooraankondiging", aankondiging, trede=4, vandaag=vandaag)
    assert gevonden.staat is staat


def realise(stuk: Any, afgezien: str, klaar: str | None = None) -> list[Any]:
    """A besluit of 6 October, the moment to let it rest, and the return to trede 1."""
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
    afzien = {"bewijs": "plan", "realiseert_uiterlijk": "2026-12-31"}
    stukken = [
        stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn]),
        stuk("afzien_effectuering", afgezien, **afzien),
    ]
    return [*stukken, stuk("afschalen", klaar)] if klaar else stukken


@pytest.mark.parametrize(
    ("afgezien", "telt"), [("2026-10-05", False), ("2026-10-06", True), ("2026-10-07", True)]
)
def test_letting_an_earlier_besluit_rest_says_nothing_of_this_one(
    follow: Any, stuk: Any, afgezien: str, telt: bool
) -> None:
    traject = follow(*realise(stuk, afgezien), trede=5)
    assert (traject.find("zelf_realiseren") is not None) is telt


@pytest.mark.parametrize(
    ("klaar", "dag"), [("2026-11-19", None), ("2026-11-20", 20), ("2026-11-21", 21)]
)
def test_only_a_return_to_trede_1_since_then_means_that_the_gemeente_did_it_by_itself(
    milestone: Any, stuk: Any, klaar: str, dag: int | None
) -> None:
    zelf = milestone("zelf_realiseren", *realise(stuk, "2026-11-20", klaar), trede=5)
    assert zelf.gehaald_op == (date(2026, 11, dag) if dag else None)


@pytest.mark.parametrize(
    ("overgenomen", "klaar", "staat"),
    [
        # The province refrained again after it took over: then the gemeente still may.
        ("2026-11-19", None, Staat.OPEN),
        ("2026-11-20", None, Staat.VERVALLEN),
        ("2026-11-21", None, Staat.VERVALLEN),
        ("2026-11-21", "2026-11-25", Staat.GEHAALD),
    ],
)
def test_after_the_province_took_over_the_gemeente_need_not_realise_by_itself(
    milestone: Any, stuk: Any, overgenomen: str, klaar: str | None, staat: Staat
) -> None:
    over = stuk("indeplaatsstelling", overgenomen, besluitdatum=overgenomen)
    zelf = milestone("zelf_realiseren", *realise(stuk, "2026-11-20", klaar), over, trede=6)
    assert zelf.staat is staat


@pytest.mark.parametrize(
    ("trede", "stappen"),
    [
        (5, ["2026-08-01", "2026-10-06"]),
        (6, ["2026-08-01", "2026-10-06", "2026-11-18"]),
    ],
)
def test_the_formal_steps_that_led_here_are_shown_with_their_days(
    follow: Any, stuk: Any, trede: int, stappen: list[str]
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
    besluit = BESLUIT | {"besluitdatum": "2026-10-06"}
    traject = follow(
        stuk("vooraankondiging", "2026-08-01", **AANKONDIGING),
        stuk("besluit_indeplaatsstelling", "2026-10-07", **besluit, termijnen=[termijn]),
        stuk("indeplaatsstelling", "2026-11-19", besluitdatum="2026-11-18"),
        trede=trede,
    )
    gedaan = {m.code: m.gehaald_op for m in traject.mijlpalen if m.code != "besluittermijn"}
    assert list(gedaan) == ["vooraankondiging", "besluit", "indeplaatsstelling"][: len(stappen)]
    assert [dag.isoformat() for dag in gedaan.values() if dag] == stappen


@pytest.mark.parametrize(("dag", "telt"), [("2026-10-06", True), ("2026-10-07", False)])
def test_an_announcement_after_the_besluit_did_not_lead_to_it(
    follow: Any, stuk: Any, dag: str, telt: bool
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
    besluit = stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn])
    traject = follow(besluit, stuk("vooraankondiging", dag, **AANKONDIGING), trede=5)
    assert (traject.find("vooraankondiging") is not None) is telt


@pytest.mark.parametrize(("dag", "telt"), [("2026-10-05", False), ("2026-10-06", True)])
def test_taking_over_under_an_earlier_besluit_is_no_step_of_this_one(
    follow: Any, stuk: Any, dag: str, telt: bool
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
    besluit = stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn])
    traject = follow(besluit, stuk("indeplaatsstelling", dag, besluitdatum=dag), trede=6)
    assert (traject.find("indeplaatsstelling") is not None) is telt


@pytest.mark.parametrize(("trede", "geldt"), [(4, False), (5, True), (6, True)])
def test_a_besluit_and_its_terms_are_shown_from_trede_5_on(
    follow: Any, stuk: Any, trede: int, geldt: bool
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
    besluit = stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn])
    traject = follow(besluit, trede=trede)
    assert (traject.besluit_op == date(2026, 10, 6)) is geldt
    assert (traject.find("besluittermijn") is not None) is geldt


# A besluit that was changed, taken back, annulled or revised (§3 trede 5)

TERMIJN = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
WIJZIGING = {
    "orgaan": "gedeputeerde staten",
    "besluit_van": "2026-10-06",
    "besluitdatum": "2026-11-10",
    "bekendgemaakt_op": "2026-11-10",
    "termijnen": [{"maatregel": "toewijzen", "uiterlijk": "2026-12-15"}],
}
INTREKKING = {
    "orgaan": "gedeputeerde staten",
    "besluit_van": "2026-10-06",
    "besluitdatum": "2026-11-10",
    "trede": 4,
}


@pytest.mark.norm("N51")
@pytest.mark.parametrize(
    ("vandaag", "uiterlijk", "getoond"),
    [
        ("2026-11-09", "2026-11-15", []),
        ("2026-11-10", "2026-12-15", [date(2026, 11, 10)]),
        ("2026-11-11", "2026-12-15", [date(2026, 11, 10)]),
    ],
)
def test_a_change_of_the_besluit_replaces_its_term_and_is_shown_with_its_day(
    follow: Any, stuk: Any, vandaag: str, uiterlijk: str, getoond: list[date]
) -> None:
    traject = follow(
        stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[TERMIJN]),
        stuk("besluit_wijziging", "2026-11-10", **WIJZIGING),
        trede=5,
        vandaag=vandaag,
    )
    [termijn] = [m for m in traject.mijlpalen if m.code == "besluittermijn"]
    assert (str(termijn.uiterlijk), termijn.staat) == (uiterlijk, Staat.OPEN)
    gewijzigd = [m for m in traject.mijlpalen if m.code == "besluit_wijziging"]
    assert [m.gehaald_op for m in gewijzigd] == getoond


@pytest.mark.parametrize(
    ("van", "telt"), [("2026-10-05", False), ("2026-10-06", True), ("2026-10-07", False)]
)
def test_a_change_of_another_besluit_is_no_step_of_this_one(
    follow: Any, stuk: Any, van: str, telt: bool
) -> None:
    besluit = stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[TERMIJN])
    ander = stuk("besluit_wijziging", "2026-11-10", **WIJZIGING | {"besluit_van": van})
    traject = follow(besluit, ander, trede=5)
    assert (traject.find("besluit_wijziging") is not None) is telt


@pytest.mark.parametrize(
    ("vandaag", "geldt"), [("2026-11-09", True), ("2026-11-10", False), ("2026-11-11", False)]
)
@pytest.mark.parametrize("grond", ["intrekking", "vernietiging"])
def test_a_besluit_that_was_taken_back_or_annulled_has_no_terms_any_more(
    follow: Any, stuk: Any, grond: str, vandaag: str, geldt: bool
) -> None:
    traject = follow(
        stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[TERMIJN]),
        stuk("besluit_intrekking", "2026-11-10", **INTREKKING, grond=grond),
        trede=5,
        vandaag=vandaag,
    )
    assert (traject.find("besluittermijn") is not None) is geldt
    assert traject.besluit_op == (date(2026, 10, 6) if geldt else None)


@pytest.mark.parametrize(
    ("vandaag", "soorten"),
    [
        ("2026-11-09", ["besluit_indeplaatsstelling"]),
        ("2026-11-10", ["besluit_intrekking", "besluit_wijziging", "besluit_indeplaatsstelling"]),
    ],
)
def test_every_besluit_stands_in_the_contact_log(
    follow: Any, stuk: Any, vandaag: str, soorten: list[str]
) -> None:
    traject = follow(
        stuk("besluit_intrekking", "2026-11-10", **INTREKKING, grond="intrekking"),
        stuk("besluit_wijziging", "2026-11-10", **WIJZIGING),
        stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[TERMIJN]),
        trede=4,
        vandaag=vandaag,
    )
    assert [regel.soort for regel in traject.contacten] == soorten


@pytest.mark.parametrize(
    ("hoe", "dagen"),
    [({"aangedragen_op": "2026-08-05"}, [date(2026, 8, 5)]), ({"ambtshalve": "ja"}, [])],
)
def test_a_reason_is_contact_on_the_day_the_gemeente_came_with_it(
    follow: Any, stuk: Any, hoe: dict[str, str], dagen: list[date]
) -> None:
    reden = {
        "categorie": "calamiteit",
        "bewijs": "brief",
        "oordeel": "verschoonbaar",
        "personen": 1,
    }
    traject = follow(stuk("verschoonbare_reden", "2026-08-10", **reden, **hoe), trede=2)
    assert [regel.dag for regel in traject.contacten] == dagen


def test_a_besluit_stands_in_the_contact_log_on_its_own_day(follow: Any, stuk: Any) -> None:
    later = stuk("besluit_indeplaatsstelling", "2026-10-09", **BESLUIT, termijnen=[TERMIJN])
    (regel,) = follow(later, trede=5, vandaag="2026-11-09").contacten
    assert regel.dag == date(2026, 10, 6)


@pytest.mark.parametrize(
    ("overgenomen", "staat"),
    [
        ("2026-11-14", Staat.VERVALLEN),
        ("2026-11-15", Staat.VERVALLEN),
        ("2026-11-16", Staat.NIET_VOLDAAN),
    ],
)
def test_only_a_term_that_still_ran_lapses_when_the_province_takes_over(
    milestone: Any, stuk: Any, overgenomen: str, staat: Staat
) -> None:
    termijn = {"maatregel": "toewijzen", "uiterlijk": "2026-11-15"}
    besluit = stuk("besluit_indeplaatsstelling", "2026-10-06", **BESLUIT, termijnen=[termijn])
    over = stuk("indeplaatsstelling", overgenomen, besluitdatum=overgenomen)
    assert milestone("besluittermijn", besluit, over, trede=6).staat is staat
