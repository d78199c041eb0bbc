"""Decisions beside the ladder: acceleration, treden 4 to 6, and the reading of an open place.

Treden 4-6 occur here only for an invented gemeente.
"""

from datetime import date
from typing import Any

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.ingreep import Termijn
from ibt.begrippen.periode import parse_periode
from ibt.beoordeling.besluit import Vertrekpunt, check_besluiten, objections
from ibt.beoordeling.dossier import Besluitsporen, group_sporen
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.kader.utrecht_2024.tekst import TEKST
from tests.beoordeling.conftest import rows

VORIG = parse_periode("2025-II")


def refused(oproep: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(InvoerFout) as fout:
        oproep(*args, **kwargs)
    return str(fout.value)


@pytest.fixture(name="besluit")
def _besluit(bevinding: Any) -> Any:
    """The besluit of 10 July; without more in the case file of the half-year before."""
    return bevinding("besluit_indeplaatsstelling", periode=VORIG)


@pytest.fixture(name="aangekondigd")
def _aangekondigd(bevinding: Any) -> Any:
    """The announcement of April, in the case file."""
    return bevinding("vooraankondiging", datum="2026-04-01", periode=VORIG)


# Acceleration (§3.1.2)


@pytest.mark.norm("N24")
def test_an_acceleration_takes_the_gemeente_to_its_last_step(assess_one, bevinding) -> None:
    uit = assess_one([bevinding("versnelling")], trede_vorig=2, stand_begin=-10, realisatie=10)
    assert (uit.trede_berekend, uit.trede_voorstel) == (3, 4)
    assert uit.afwijking == "versnelling"


@pytest.mark.norm("N23")
def test_an_acceleration_skips_no_trede(rule, bevinding) -> None:
    zin = "naar trede {} gaan (§3 inleiding)"
    rule(*((zin.format(van + 1), [bevinding("versnelling")], [], van) for van in (1, 3)))


@pytest.mark.norm("N24")
def test_an_acceleration_goes_to_the_announcement_at_most(rule, bevinding) -> None:
    """What comes after it takes a besluit with steps of its own."""
    dagen = {3: "2026-07-20", 4: "2026-08-20", 5: "2026-09-20"}
    stap = [{"trede": trede, "datum": dag, "motivering": "spoed"} for trede, dag in dagen.items()]
    tot_4, tot_5 = (bevinding("versnelling", stappen=stap[:aantal]) for aantal in (2, 3))
    rule((4, [tot_4], [], 2), ("ten hoogste tot trede 4", [tot_5], [], 2))


def test_an_acceleration_needs_a_backlog(rule, bevinding) -> None:
    nee, stukken = "alleen bij een achterstand (§3.1.2)", [bevinding("versnelling")]
    gevallen = ((19, 4), (20, nee), (21, nee))
    rule(*((uit, stukken, [], 2, {"realisatie": aantal}) for aantal, uit in gevallen))


# From 4 to 5 (§3 trede 5)


@pytest.mark.norm("N51")
def test_a_besluit_after_an_announcement_leads_from_4_to_5(assess_one, bevinding) -> None:
    besluit = bevinding("besluit_indeplaatsstelling")
    eerder = [bevinding("vooraankondiging", periode=VORIG)]
    invoer = {"trede_vorig": 4, "realisatie": 10}
    uit = assess_one([besluit], eerder, vandaag=date(2026, 7, 15), **invoer)
    assert (uit.trede_berekend, uit.regel, uit.trede_voorstel) == (4, "4b", 5)
    assert not uit.open_besluiten
    # Its first term is of the 15th: from the day after, gedeputeerde staten must answer.
    later = assess_one([besluit], eerder, vandaag=date(2026, 7, 16), **invoer)
    assert (later.trede_voorstel, later.open_besluiten) == (5, ("termijn",))
    over = [besluit, bevinding("indeplaatsstelling", datum="2026-07-16")]
    genomen = assess_one(over, eerder, vandaag=date(2026, 7, 20), **invoer)
    assert (genomen.trede_voorstel, bool(genomen.open_besluiten)) == (6, False)


@pytest.mark.norm("N19")
def test_a_besluit_without_an_announcement_is_refused(rule, besluit) -> None:
    rule(("moet een vooraankondiging", [besluit], [], 4))


@pytest.mark.norm("N19")
def test_a_besluit_waits_until_the_time_to_react_has_passed(rule, bevinding) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling")]
    gevallen = (("09", 5), ("10", "reactietermijn"), ("11", "reactietermijn"))
    eerder = (
        bevinding("vooraankondiging", reactie_uiterlijk=f"2026-07-{dag}") for dag, _ in gevallen
    )
    rule(*((uit, stukken, [stuk], 4) for (_, uit), stuk in zip(gevallen, eerder, strict=True)))


@pytest.mark.norm("N19")
def test_a_besluit_is_only_possible_from_trede_4(rule, bevinding) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling"), bevinding("vooraankondiging")]
    zin = 'alleen vanaf trede 4 (§3 trede 5); gevonden: "trede {}"'
    rule(*((zin.format(van), stukken, [], van) for van in (1, 2, 3, 5, 6)))


# From 5 to 6, or not (§3 trede 6)


@pytest.mark.norm("N52")
@pytest.mark.parametrize(
    ("uiterlijk", "voldaan", "dag", "gemist"),
    [
        ("2026-07-15", None, "2026-07-15", False),
        ("2026-07-15", None, "2026-07-16", True),
        ("2026-07-15", "2026-07-14", "2026-07-16", False),
        ("2026-07-15", "2026-07-15", "2026-07-16", False),
        ("2026-07-15", "2026-07-16", "2026-07-17", True),
    ],
)
def test_a_term_is_missed_from_the_day_after_it(
    uiterlijk: str, voldaan: str | None, dag: str, gemist: bool
) -> None:
    termijn = Termijn.model_validate(
        {"maatregel": "toewijzen", "uiterlijk": uiterlijk, "voldaan_op": voldaan}
    )
    assert termijn.is_missed(date.fromisoformat(dag)) is gemist


@pytest.mark.norm("N52")
def test_a_missed_term_asks_for_a_decision(assess_one, bevinding) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    uit = assess_one([], eerder, trede_vorig=5, realisatie=10)
    assert {"besluit_nodig", "termijn_verstreken"} <= set(uit.aandachtspunten)
    assert uit.trede_voorstel == 5


def test_a_term_that_still_runs_asks_for_nothing(assess_one, bevinding) -> None:
    eerder = [bevinding("besluit_indeplaatsstelling", periode=VORIG)]
    uit = assess_one([], eerder, trede_vorig=5, realisatie=10, vandaag=date(2026, 7, 15))
    assert "termijn_verstreken" not in uit.aandachtspunten
    assert not uit.open_besluiten


@pytest.mark.norm("N55")
def test_gedeputeerde_staten_answer_a_missed_term(rule, bevinding, besluit) -> None:
    over, af = (
        bevinding(s, datum="2026-07-16") for s in ("indeplaatsstelling", "afzien_effectuering")
    )
    for uit in rule((6, [over], [besluit], 5), (5, [af], [besluit], 5)):
        assert not uit.open_besluiten
        assert "termijn_verstreken" not in uit.aandachtspunten


@pytest.mark.norm("N76")
def test_the_province_takes_over_only_after_the_term_ran_out(rule, bevinding, besluit) -> None:
    nee = "verstreken zonder voldoen (§3 trede 5 en 6)"

    def over(dag: int) -> Any:
        dagen = {naam: f"2026-07-{dag}" for naam in ("datum", "besluitdatum")}
        return bevinding("indeplaatsstelling", **dagen)

    rule(*((uit, [over(dag)], [besluit], 5) for dag, uit in ((14, nee), (15, nee), (16, 6))))


@pytest.mark.norm("N55")
def test_refraining_is_possible_at_any_time_from_the_besluit_on(rule, bevinding, besluit) -> None:
    """ "houdt altijd de vrijheid" (§3 trede 6): also while every term still runs."""
    nee = "afzien kan pas als er een besluit tot indeplaatsstelling is"
    gevallen = [
        (uit, [bevinding("afzien_effectuering", datum=f"2026-07-{dag:02}")], [besluit], 5)
        for dag, uit in ((9, nee), (10, 5), (11, 5), (14, 5))
    ]
    assert not any(uit.open_besluiten for uit in rule(*gevallen)[1:])


@pytest.mark.norm("N55")
def test_refraining_leaves_the_trede_as_it_is_and_needs_a_besluit(rule, bevinding, besluit) -> None:
    stukken = [bevinding("afzien_effectuering", datum="2026-07-16")]
    nee = 'op trede 5 of 6 (§3 trede 6); gevonden: "trede 4"'
    rule(*((uit, stukken, [besluit], van) for van, uit in ((4, nee), (5, 5), (6, 6))))
    # On trede 5 there is a besluit; that it lacks on file is a warning of its own.
    rule((5, stukken, [], 5))


# Back to 1 (§3 inleiding)


@pytest.mark.norm("N25")
def test_full_realisation_asks_for_a_decision_until_it_is_confirmed(rule, bevinding) -> None:
    terug, blijft, vol = bevinding("afschalen"), bevinding("niet_afschalen"), {"realisatie": 20}
    gevallen = [((1, []), (1, [terug]), (van, [blijft])) for van in (4, 5, 6)]
    uit = rule(
        *(
            (naar, stukken, [], van, vol)
            for van, drie in enumerate(gevallen, 4)
            for naar, stukken in drie
        )
    )
    assert [bool(een.open_besluiten) for een in uit] == [True, False, False] * 3


def test_a_decision_to_go_back_needs_full_realisation(rule, bevinding) -> None:
    gevallen = [
        (
            naar if aantal >= 20 else "afschalen kan pas",
            [bevinding(soort)],
            [],
            4,
            {"realisatie": aantal},
        )
        for soort, naar in (("afschalen", 1), ("niet_afschalen", 4))
        for aantal in (19, 20, 21)
    ]
    assert not any(uit.open_besluiten for uit in rule(*gevallen) if not isinstance(uit, str))


# The reading of an open place


def test_a_chosen_reading_decides_the_trede_and_settles_the_question(rule, bevinding) -> None:
    rij = {"stand_begin": 4}
    gewoon = bevinding("keuze", lezing="beschermt")
    uit = rule(
        (1, [], [], 1, rij), (2, [bevinding("keuze")], [], 1, rij), (1, [gewoon], [], 1, rij)
    )
    assert [een.regel for een in uit] == ["1b", "1c", "1b"]
    bepalend = ["keuze_bepalend" in een.aandachtspunten for een in uit]
    assert bepalend == [True, False, False]


@pytest.mark.parametrize(
    ("velden", "deel"),
    [({"keuze": "K99"}, "K1, K2"), ({"lezing": "soms"}, "beschermt, verrekend, tot_omvang")],
)
def test_a_reading_that_the_framework_does_not_have_is_refused(
    assess_one, bevinding, velden: dict[str, str], deel: str
) -> None:
    assert deel in refused(assess_one, [bevinding("keuze", **velden)])


@pytest.mark.norm("N55")
@pytest.mark.parametrize(
    ("vandaag", "gevallen"),
    [
        # While the gemeente realises by itself (until 1 September) it answers every term.
        ("2026-08-31", {"2026-06-19": False}),
        ("2026-07-16", {"2026-07-15": False}),
        ("2026-09-01", {"2026-07-15": False}),
        # After that day it says something of the terms only that ran out before it.
        ("2026-09-02", dict.fromkeys(("2026-06-20", "2026-06-21", "2026-07-15"), True)),
        ("2026-09-02", {"2026-06-19": False}),
    ],
)
def test_refraining_answers_what_runs_out_until_the_day_on_which_the_gemeente_would_be_done(
    rule, bevinding, vandaag: str, gevallen: dict[str, bool]
) -> None:
    dag = {naam: "2026-02-01" for naam in ("datum", "besluitdatum", "bekendgemaakt_op")}
    af = bevinding("afzien_effectuering", datum="2026-06-20")

    def eerder(uiterlijk: str) -> list[Any]:
        termijnen = [{"maatregel": "bouwen", "uiterlijk": uiterlijk}]
        return [
            bevinding("besluit_indeplaatsstelling", periode=VORIG, termijnen=termijnen, **dag), af
        ]  # fmt: skip

    uit = rule(*((5, [], eerder(tot), 5) for tot in gevallen), vandaag=date.fromisoformat(vandaag))
    assert [bool(een.open_besluiten) for een in uit] == list(gevallen.values())


def test_back_to_1_and_its_opposite_cannot_both_be_decided(rule, bevinding, besluit) -> None:
    tegen = (bevinding(s, datum="2026-07-16") for s in ("niet_afschalen", "indeplaatsstelling"))
    terug, vol = bevinding("afschalen"), {"realisatie": 20}
    rule(*(("naast afschalen", [terug, stuk], [besluit], 5, vol) for stuk in tegen))


def test_only_a_revision_of_the_round_itself_is_the_decided_trede_beside_the_computed_one(
    rule, bevinding
) -> None:
    nu, toen = (bevinding("herziening", peildatum=d, trede=2) for d in ("2026-07-01", "2026-01-01"))
    vol = {"realisatie": 20}
    eigen, _ = rule((2, [nu], [], 1, vol), (1, [toen], [], 1, vol))
    assert eigen.trede_berekend == 1


# One half-year, several decisions (§3 inleiding)


def test_decisions_of_one_gemeente_are_tested_in_the_order_in_which_they_were_taken(
    assess_one, bevinding
) -> None:
    stukken = [
        bevinding("indeplaatsstelling", datum="2026-07-16"),
        bevinding("besluit_indeplaatsstelling"),
        bevinding("vooraankondiging", datum="2026-03-01"),
    ]
    uit = assess_one(stukken, trede_vorig=4, realisatie=10)
    assert uit.trede_voorstel == 6


def test_an_announcement_from_before_the_last_fall_belongs_to_an_earlier_traject(
    rule, bevinding, aangekondigd
) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling")]
    nee = "moet een vooraankondiging van of namens gedeputeerde staten liggen"
    gevallen = ((date(2026, 4, 1), 5), (date(2026, 4, 2), nee))
    rule(*((uit, stukken, [aangekondigd], 4, {"laatste_daling": dag}) for dag, uit in gevallen))


def test_a_decision_that_the_register_holds_already_is_sent_to_the_case_file(
    assess_one, bevinding
) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling"), bevinding("vooraankondiging")]
    assert "onder dossier" in refused(assess_one, stukken, trede_vorig=5, realisatie=10)


# The order of decisions


def test_no_decision_lies_before_the_trede_in_force(rule, bevinding) -> None:
    eerder = [bevinding("vooraankondiging", periode=VORIG, datum="2026-02-01")]
    stukken, nee = (
        [bevinding("besluit_indeplaatsstelling")],
        "al een later besluit (van 2026-07-11)",
    )
    *_, laat = rule(
        *(
            (uit, stukken, eerder, 4, {"trede_vorig_vanaf": date(2026, 7, dag)})
            for dag, uit in ((9, 5), (10, 5), (11, nee))
        ),
        vandaag=date(2026, 7, 15),
    )
    assert "besluit van 2026-07-10" in laat


@pytest.mark.norm("N76")
def test_the_term_ran_out_before_an_indeplaatsstelling_was_decided_and_after_the_besluit(
    rule, bevinding, besluit
) -> None:
    nee, over = "verstreken zonder voldoen", "indeplaatsstelling"
    dagen = {naam: "2026-07-14" for naam in ("datum", "besluitdatum", "bekendgemaakt_op")}
    later = bevinding("besluit_indeplaatsstelling", periode=VORIG, **dagen)
    rule(
        (nee, [bevinding(over, datum="2026-07-13", besluitdatum="2026-07-13")], [later], 5),
        (nee, [bevinding(over, datum="2026-07-20", besluitdatum="2026-07-15")], [besluit], 5),
    )


@pytest.mark.norm("N76")
def test_the_province_takes_over_from_trede_5_only(rule, bevinding, besluit) -> None:
    zin = 'kan alleen vanaf trede 5 (§3 trede 6); gevonden: "trede {}"'
    stukken = [bevinding("indeplaatsstelling", datum="2026-07-16")]
    gevallen = ((4, zin.format(4)), (5, 6), (6, zin.format(6)))
    rule(*((uit, stukken, [besluit], van) for van, uit in gevallen))


def test_the_province_takes_over_only_while_there_is_a_backlog(rule, bevinding, besluit) -> None:
    stukken = [bevinding("indeplaatsstelling", datum="2026-07-16")]
    nee = "indeplaatsstelling kan alleen bij een achterstand"
    gevallen = ((19, 6), (20, nee), (21, nee))
    _, *tegen = rule(*((uit, stukken, [besluit], 5, {"realisatie": n}) for n, uit in gevallen))
    assert all(f'gevonden: "stand {stand}"' in melding for stand, melding in enumerate(tegen))


def test_back_to_1_belongs_to_treden_4_to_6_and_is_in_no_case_file_yet(rule, bevinding) -> None:
    zin, stukken = (
        'hoort bij trede 4, 5 of 6 (§3 inleiding); gevonden: "trede {}"',
        [bevinding("afschalen")],
    )
    uit = rule(*((zin.format(van), stukken, [], van, {"realisatie": 20}) for van in (1, 2, 3)))
    assert not any("onder dossier" in melding for melding in uit)


def test_an_acceleration_is_in_the_register_where_its_last_step_is_reached(rule, bevinding) -> None:
    naar_twee = [{"trede": 2, "datum": "2026-07-10", "motivering": "eerst"}]
    een, vol = bevinding("versnelling", stappen=naar_twee), {"realisatie": 20}
    ervoor, erop, erna, deels = rule(
        *(("", [een], [], van, vol) for van in (1, 2, 3)),
        ("de eerste stap moet naar trede 4 gaan", [bevinding("versnelling")], [], 3),
    )
    staat_er = ["onder dossier" in melding for melding in (ervoor, erop, erna, deels)]
    assert staat_er == [False, True, True, False], "of the last only the first step was taken"


def test_the_first_step_of_an_acceleration_may_not_lie_before_the_trede_in_force(
    assess_one, bevinding
) -> None:
    vanaf = {"trede_vorig": 2, "trede_vorig_vanaf": date(2026, 7, 12), "realisatie": 10}
    melding = refused(assess_one, [bevinding("versnelling")], **vanaf)
    assert "al een later besluit (van 2026-07-12)" in melding
    assert 'gevonden: "besluit van 2026-07-10"' in melding


def test_an_acceleration_takes_its_place_in_the_order_by_its_first_step(
    assess_one, bevinding
) -> None:
    stukken = [bevinding("niet_afschalen", datum="2026-07-12"), bevinding("versnelling")]
    melding = refused(assess_one, stukken, trede_vorig=2, realisatie=10)
    assert "afschalen kan pas" in melding
    assert "hoort bij trede 4, 5 of 6" not in melding  # the steps of 10 and 17 July led to 4


def test_what_was_announced_stands_in_the_refusal(assess_one, bevinding) -> None:
    stuk, invoer = bevinding("besluit_indeplaatsstelling"), {"trede_vorig": 4, "realisatie": 10}
    assert "geen vooraankondiging in het dossier" in refused(assess_one, [stuk], **invoer)
    laat = bevinding("vooraankondiging", datum="2026-06-01", reactie_uiterlijk="2026-09-01")
    melding = refused(assess_one, [stuk], [laat], **invoer)
    assert "aangekondigd 2026-06-01, reactie tot en met 2026-09-01" in melding
    assert "geen vooraankondiging" not in melding


def test_without_a_stand_nobody_is_accelerated_and_the_refusal_says_why(bevinding) -> None:
    versnelling = bevinding("versnelling").bevinding
    bezwaren = list(objections(versnelling, Besluitsporen((), TEKST), Vertrekpunt(TEKST, 2, None)))
    assert bezwaren == [
        ("een versnelling kan alleen bij een achterstand (§3.1.2)", "stand onbekend")
    ]
    bezwaren = list(objections(versnelling, Besluitsporen((), TEKST), Vertrekpunt(TEKST, 2, 0)))
    assert [gevonden for _, gevonden in bezwaren] == ["stand 0"]


def test_a_decision_about_a_gemeente_that_is_not_judged_keeps_no_other_from_being_tested(
    bevinding,
) -> None:
    elders = bevinding("versnelling", nummer=7)
    eigen = bevinding("afschalen")
    vanaf = {"GM900000": Vertrekpunt(TEKST, 3, 0)}
    [gebrek] = check_besluiten([elders, eigen], group_sporen([elders, eigen], TEKST), vanaf)
    assert "hoort bij trede 4, 5 of 6" in str(gebrek)


# Which besluit, and which answer, counts


def test_only_the_latest_besluit_has_terms_to_miss(assess_one, bevinding) -> None:
    eerst = {naam: "2026-02-01" for naam in ("datum", "besluitdatum", "bekendgemaakt_op")}
    gemist = [{"maatregel": "toewijzen", "uiterlijk": "2026-03-01"}]
    nieuw = [{"maatregel": "toewijzen", "uiterlijk": "2026-12-01"}]
    oud = bevinding("besluit_indeplaatsstelling", periode=VORIG, termijnen=gemist, **eerst)
    later = bevinding("besluit_indeplaatsstelling", termijnen=nieuw)
    invoer = {"trede_vorig": 5, "realisatie": 10}
    assert assess_one([], [oud], **invoer).open_besluiten == ("termijn",)
    assert assess_one([], [oud, later], **invoer).open_besluiten == ()


@pytest.mark.parametrize(("dag", "open_"), [(17, True), (18, False), (19, False)])
def test_an_answer_counts_from_the_day_on_which_it_was_given(
    assess_one, bevinding, dag: int, open_: bool
) -> None:
    eerder = [
        bevinding("besluit_indeplaatsstelling", periode=VORIG),
        bevinding("afzien_effectuering", datum="2026-07-18"),
    ]
    uit = assess_one([], eerder, trede_vorig=5, realisatie=10, vandaag=date(2026, 7, dag))
    assert bool(uit.open_besluiten) is open_


# An announcement of whom (§3 trede 4)


def test_an_announcement_counts_only_of_an_organ_of_the_list(rule, bevinding) -> None:
    stukken, nee = (
        [bevinding("besluit_indeplaatsstelling")],
        "vooraankondiging van of namens gedeputeerde staten",
    )

    def eerder(orgaan: str) -> list[Any]:
        return [bevinding("vooraankondiging", orgaan=orgaan, datum="2026-04-01", periode=VORIG)]

    namen = ("gedeputeerde staten", "namens gedeputeerde staten", "Gedeputeerde  Staten")
    ander = (nee, stukken, eerder("het college van B en W"), 4)
    rule(*((5, stukken, eerder(orgaan), 4) for orgaan in namen), ander)


def test_a_besluit_to_take_over_is_of_gedeputeerde_staten_themselves(
    rule, bevinding, aangekondigd
) -> None:
    namens = bevinding("besluit_indeplaatsstelling", orgaan="namens gedeputeerde staten")
    zelf, nee = (
        bevinding("besluit_indeplaatsstelling"),
        "is van gedeputeerde staten zelf (§3 trede 5)",
    )
    rule((5, [zelf], [aangekondigd], 4), (nee, [namens], [aangekondigd], 4))


# Urgency in the place of the announcement (§3.1.2)

SPOED = {"spoed": "veel mensen wachten", "geinformeerd_op": "2026-07-08", "zienswijze": None}


@pytest.mark.norm("N19")
def test_an_urgent_besluit_needs_no_announcement_but_trede_4_all_the_same(rule, bevinding) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling", **SPOED)]
    zin = 'alleen vanaf trede 4 (§3 trede 5); gevonden: "trede {}"'
    gevallen = ((4, 5), (3, zin.format(3)), (5, zin.format(5)))
    _, *tegen = rule(*((uit, stukken, [], van) for van, uit in gevallen))
    assert not any("vooraankondiging" in melding for melding in tegen)


# Nothing attributable: no step up (Keuze K18)

# Three persons short, on figures that are otherwise quiet.
TEKORT = {"realisatie": 17}


@pytest.mark.norm("N15", "N57")
def test_no_step_up_is_taken_while_nothing_is_attributable(
    rule, bevinding, aangekondigd, besluit
) -> None:
    nee = "kan niet zolang het hele tekort verschoonbaar is (§2.3 en §3.1.1, 3e punt, keuze K18)"
    over = bevinding("indeplaatsstelling", datum="2026-07-16")
    stappen = (
        (2, 4, f"een versnelling {nee}", bevinding("versnelling"), aangekondigd),
        (4, 5, f"een besluit tot indeplaatsstelling {nee}",
         bevinding("besluit_indeplaatsstelling"), aangekondigd),
        (5, 6, f"indeplaatsstelling {nee}", over, besluit),
    )  # fmt: skip
    redenen = [bevinding("verschoonbare_reden", personen=aantal) for aantal in (2, 3, 4)]
    uit = rule(
        *(
            (naar if nummer == 0 else zin, [stap, reden], [eerder], van, TEKORT)
            for van, naar, zin, stap, eerder in stappen
            for nummer, reden in enumerate(redenen)
        )
    )
    tegen = [melding for melding in uit if isinstance(melding, str)]
    assert all('gevonden: "stand -3, toe te rekenen 0"' in melding for melding in tegen)


def test_under_the_other_reading_of_k18_an_excuse_plays_no_part_from_trede_4_on(
    rule, bevinding, aangekondigd, besluit
) -> None:
    anders = bevinding("keuze", keuze="K18", lezing="telt_niet")
    samen = [anders, bevinding("verschoonbare_reden", personen=3)]
    over = bevinding("indeplaatsstelling", datum="2026-07-16")
    # An acceleration starts below trede 4, where an excuse weighs under either reading.
    nee = "een versnelling kan niet zolang het hele tekort verschoonbaar is"
    rule(
        (5, [*samen, bevinding("besluit_indeplaatsstelling")], [aangekondigd], 4, TEKORT),
        (6, [*samen, over], [besluit], 5, TEKORT),
        (nee, [*samen, bevinding("versnelling")], [], 2, TEKORT),
    )


def test_going_back_from_trede_4_still_asks_full_realisation_however_much_is_excused(
    assess_one, bevinding
) -> None:
    stukken = [bevinding("afschalen"), bevinding("verschoonbare_reden", personen=3)]
    melding = refused(assess_one, stukken, trede_vorig=4, **TEKORT)
    assert 'zijn gerealiseerd (§3 inleiding); gevonden: "stand -3"' in melding


def test_where_it_is_not_known_what_is_attributable_no_excuse_stands_in_the_way(bevinding) -> None:
    stuk = bevinding("besluit_indeplaatsstelling", **SPOED).bevinding
    spoor = Besluitsporen((stuk,), TEKST)
    assert list(objections(stuk, spoor, Vertrekpunt(TEKST, 4, -3))) == []
    assert len(list(objections(stuk, spoor, Vertrekpunt(TEKST, 4, -3, toerekenbaar=0)))) == 1
    assert list(objections(stuk, spoor, Vertrekpunt(TEKST, 4, -3, toerekenbaar=1))) == []


# A keuze of which no other reading is worked out


def test_a_reading_that_is_worked_out_can_be_recorded(assess_all, bevinding) -> None:
    lezingen = {k: UTRECHT_2024.keuze(k).andere[0] for k in ("K1", "K2", "K3", "K10", "K11", "K18")}
    stukken = [
        bevinding("keuze", nummer=nummer, keuze=keuze, lezing=lezing)
        for nummer, (keuze, lezing) in enumerate(lezingen.items())
    ]
    uit = rows(assess_all(stukken, trede_vorig=[1] * len(stukken)))
    assert [een.lezingen for een in uit] == [{keuze: lezing} for keuze, lezing in lezingen.items()]


def test_a_keuze_for_all_gemeenten_is_not_recorded_for_one(rule, bevinding) -> None:
    zin = "{} geldt voor alle gemeenten en staat in het kader; keuze moet een van"
    lezingen = {k: UTRECHT_2024.keuze(k).andere[0] for k in ("K7", "K13", "K15", "K19", "K20")}
    stukken = {k: [bevinding("keuze", keuze=k, lezing=lezing)] for k, lezing in lezingen.items()}
    uit = rule(*((zin.format(keuze), stuk, [], 1) for keuze, stuk in stukken.items()))
    assert all("deze zijn: K1, K2, K3, K10, K11, K18" in melding for melding in uit)


# Other terms, and the end of a besluit (§3 trede 5)


def test_a_besluit_is_changed_on_trede_5_only_and_that_moves_nobody(
    rule, bevinding, besluit
) -> None:
    stukken = [bevinding("besluit_wijziging")]
    nee = "een besluit wijzigen kan alleen op trede 5, voor de indeplaatsstelling"
    vier, gewijzigd, zes, ongewijzigd = rule(
        (nee, stukken, [besluit], 4),
        (5, stukken, [besluit], 5),
        (nee, stukken, [besluit], 6),
        (5, [], [besluit], 5),
    )
    assert 'gevonden: "trede 4"' in vier
    assert 'gevonden: "trede 6"' in zes
    # Its term of 15 July was replaced by one of 15 August.
    assert (bool(gewijzigd.open_besluiten), bool(ongewijzigd.open_besluiten)) == (False, True)


def test_a_change_names_the_besluit_in_force_by_its_date(rule, bevinding, besluit) -> None:
    zin = 'van het geldende besluit in het dossier (2026-07-10); gevonden: "2026-07-{:02}"'
    rule(
        *(
            (uit, [bevinding("besluit_wijziging", besluit_van=f"2026-07-{dag:02}")], [besluit], 5)
            for dag, uit in ((9, zin.format(9)), (10, 5), (11, zin.format(11)))
        ),
        ("besluit in het dossier (er is er geen)", [bevinding("besluit_wijziging")], [], 5),
    )


def test_taking_a_besluit_back_leads_down_from_5_or_6_whatever_the_backlog(
    rule, bevinding, besluit
) -> None:
    def uitkomst(van: int, naar: int) -> int | str:
        if van < 5:
            return f'kan alleen op trede 5 of 6 (§3 trede 5); gevonden: "trede {van}"'
        return naar if naar < van else f"de trede moet lager zijn dan die van nu ({van})"

    stukken = {naar: [bevinding("besluit_intrekking", trede=naar)] for naar in (1, 3, 4, 5, 6)}
    for uit in rule(
        *(
            (uitkomst(van, naar), stuk, [besluit], van)
            for van in (4, 5, 6)
            for naar, stuk in stukken.items()
        )
    ):
        if isinstance(uit, str):
            assert "Staat dit besluit al in het register" not in uit
        else:
            assert not uit.open_besluiten


def test_what_is_taken_back_is_a_besluit_on_file(rule, bevinding, besluit) -> None:
    nee = "moet de datum zijn van een besluit in het dossier (2026-07-10)"
    over = bevinding("indeplaatsstelling", periode=VORIG, datum="2026-07-16")
    weg = bevinding("besluit_intrekking", besluit_van="2026-07-16", trede=5)
    rule(
        *(
            (uit, [bevinding("besluit_intrekking", besluit_van=f"2026-07-{dag:02}")], [besluit], 5)
            for dag, uit in ((9, nee), (10, 4), (11, nee))
        ),
        # The taking over can be annulled as well, and an empty file refuses nothing.
        (5, [weg], [besluit, over], 6),
        (5, [weg], [], 6),
    )


def test_after_it_was_taken_back_a_besluit_can_be_taken_anew(
    rule, bevinding, aangekondigd, besluit
) -> None:
    """The court annuls it; from trede 4 gedeputeerde staten decide again, better founded."""
    opnieuw = {naam: "2026-07-19" for naam in ("datum", "besluitdatum", "bekendgemaakt_op")}
    termijnen = [{"maatregel": "toewijzen", "uiterlijk": "2026-10-01"}]
    stukken = [
        bevinding("besluit_intrekking", grond="vernietiging"),
        bevinding("besluit_indeplaatsstelling", termijnen=termijnen, **opnieuw),
    ]
    (uit,) = rule((5, stukken, [aangekondigd, besluit], 5))
    assert not uit.open_besluiten


def test_a_second_besluit_on_trede_5_is_sent_to_a_change(assess_one, bevinding) -> None:
    stukken = [bevinding("besluit_indeplaatsstelling"), bevinding("vooraankondiging")]
    melding = refused(assess_one, stukken, trede_vorig=5, realisatie=10)
    assert "leg dan een besluit_wijziging vast" in melding
