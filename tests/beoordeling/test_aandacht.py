"""Every point of attention: once on, once off, at its boundary; none of them changes a trede."""

from typing import Any

import pytest

from ibt.begrippen.periode import parse_periode
from ibt.begrippen.wachttijd import Groep, Wachttijd
from ibt.beoordeling.aandacht import VRAAG_BEGIN, perhaps_counted
from ibt.beoordeling.positie import Zaak
from ibt.beoordeling.som import make_som
from ibt.beoordeling.uitkomst import margin
from ibt.kader.utrecht_2024 import UTRECHT_2024
from tests.beoordeling.conftest import make_positie, rows

CODES = (
    "besluit_nodig",
    "grensgeval",
    "stand_wijkt_af",
    "te_weinig_koppelingen",
    "stapelgemeente",
    "wachttijd_boven_120",
    "omkoppelingen",
    "geen_eerdere_inschaling",
    "keuze_bepalend",
    "taakstelling_gewijzigd",
    "niet_vooraf_gewaarschuwd",
    "vorige_ronde_niet_vastgesteld",
    "voorbeeld_cijfers_verzonnen",
)
# Far from every boundary: trede 1, and many more housed than asked.
RUSTIG = {"taakstelling": 20, "stand_begin": 0, "realisatie": 30, "stand_eind_vorig": 0}


def linked(koppelingen: int, realisatie: int, taakstelling: int = 20, stand_begin: int = 0) -> dict:
    """The figures of the midpoint."""
    return {
        "koppelingen": koppelingen,
        "koppelingen_realisatie": realisatie,
        "koppelingen_taakstelling": taakstelling,
        "koppelingen_stand_begin": stand_begin,
    }


def test_a_quiet_gemeente_has_no_points_of_attention(assess_one) -> None:
    assert assess_one(**RUSTIG).aandachtspunten == ()


def test_each_point_of_attention_goes_on_and_off_by_itself(assess_rows) -> None:
    gevallen: list[tuple[str, dict[str, Any], bool]] = [
        ("stand_wijkt_af", {"stand_eind_vorig": -1}, True),
        ("stand_wijkt_af", {"stand_eind_vorig": 1}, True),
        ("stand_wijkt_af", {"stand_eind_vorig": 0}, False),
        ("stand_wijkt_af", {"stand_eind_vorig": None}, False),
        ("te_weinig_koppelingen", linked(9, 10), True),
        ("te_weinig_koppelingen", linked(10, 10), False),
        ("te_weinig_koppelingen", linked(11, 10), False),
        ("te_weinig_koppelingen", linked(0, 0), True),
        # the opgave at the midpoint counts, not that of the peildatum (20)
        ("te_weinig_koppelingen", linked(10, 10, taakstelling=21), True),
        ("te_weinig_koppelingen", linked(9, 10, taakstelling=19), False),
        ("te_weinig_koppelingen", linked(10, 10, stand_begin=-1), True),
        ("te_weinig_koppelingen", linked(9, 10, stand_begin=1), False),
        ("te_weinig_koppelingen", {}, False),
        ("stapelgemeente", {"stapelgemeente": "ja"}, True),
        ("stapelgemeente", {"stapelgemeente": "nee"}, False),
        ("stapelgemeente", {"stapelgemeente": None, "wachttijd_fase2": 300}, False),
        ("wachttijd_boven_120", {"wachttijd_fase2": 119.9}, False),
        ("wachttijd_boven_120", {"wachttijd_fase2": 120.0}, False),
        ("wachttijd_boven_120", {"wachttijd_fase2": 120.1}, True),
        ("omkoppelingen", {"omkoppelingen": 0}, False),
        ("omkoppelingen", {"omkoppelingen": 1}, True),
        ("omkoppelingen", {"omkoppelingen": None}, False),
        ("geen_eerdere_inschaling", {"geen_eerdere_inschaling": True}, True),
        ("geen_eerdere_inschaling", {"geen_eerdere_inschaling": False}, False),
        ("taakstelling_gewijzigd", {"taakstelling_gewijzigd": True}, True),
        ("taakstelling_gewijzigd", {"taakstelling_gewijzigd": False}, False),
        ("vorige_ronde_niet_vastgesteld", {"vorige_ronde_niet_vastgesteld": True}, True),
        ("vorige_ronde_niet_vastgesteld", {"vorige_ronde_niet_vastgesteld": False}, False),
        ("keuze_bepalend", {"stand_begin": 5, "stand_eind_vorig": 5, "realisatie": 5}, True),
        ("besluit_nodig", {"trede_vorig": 4}, True),
        ("besluit_nodig", {"trede_vorig": 3}, False),
    ]
    for voorbeeld in (True, False):
        uit = assess_rows(
            ({**RUSTIG, **cijfers} for _, cijfers, _ in gevallen), voorbeeld=voorbeeld
        )
        for geval, een in zip(gevallen, rows(uit), strict=True):
            (code, _, aan), punten = geval, een.aandachtspunten
            assert (code in punten) is aan, geval
            assert ("voorbeeld_cijfers_verzonnen" in punten) is voorbeeld
            assert set(punten) <= set(CODES)


def test_a_close_call_lies_within_two_persons_or_five_percent(assess_rows) -> None:
    gevallen = [
        # opgave 20: a margin of 2 persons (5% is 1)
        (20, 17, False),  # 3 more needed
        (20, 18, True),
        (20, 19, True),
        (20, 20, True),  # 1 fewer would be trede 2
        (20, 21, True),  # 2 fewer
        (20, 22, False),  # 3 fewer
        # opgave 60: 5% is 3 persons
        (60, 56, False),
        (60, 57, True),
        (60, 58, True),
        # opgave 79: 5% is 3,95 and is rounded down to 3
        (79, 75, False),
        (79, 76, True),
        # opgave 80: 5% is 4
        (80, 75, False),
        (80, 76, True),
        (80, 77, True),
        # no opgave: 2 persons, but fewer than nobody cannot have been housed
        (0, 0, False),
        (0, 1, False),
    ]
    uit = assess_rows({"taakstelling": asked, "realisatie": done} for asked, done, _ in gevallen)
    aan = ["grensgeval" in punten for punten in [een.aandachtspunten for een in rows(uit)]]
    assert [(*geval[:2], wel) for geval, wel in zip(gevallen, aan, strict=True)] == gevallen


def test_the_margin_is_five_percent_rounded_down_and_never_less_than_two() -> None:
    opgaven = [-50, 0, 39, 40, 59, 60, 119, 120]
    assert [margin(een, UTRECHT_2024.drempels) for een in opgaven] == [2, 2, 2, 2, 2, 3, 5, 6]


def test_a_negative_totaalopgave_has_a_margin_of_two_persons(assess_one) -> None:
    """K1 protects trede 1, so look at trede 2: voorsprong 30, opgave -10."""
    rij = assess_one(trede_vorig=2, stand_begin=30, realisatie=1)
    assert rij.som.totaalopgave == -10
    assert "grensgeval" not in rij.aandachtspunten


@pytest.mark.norm("N36")
def test_a_step_from_2_to_3_without_a_recorded_message_at_the_midpoint_is_named(
    rule, bevinding
) -> None:
    gemeld = [bevinding("voortgang_gemeld", datum="2026-04-10")]
    eerder = [bevinding("voortgang_gemeld", periode=parse_periode("2025-II"))]
    cijfers = {"stand_begin": -10, "realisatie": 20}
    uit = rule(
        (3, [], [], 2, cijfers),
        (3, gemeld, [], 2, cijfers),
        (3, [], gemeld, 2, cijfers),
        (3, [], eerder, 2, cijfers),
        (2, [], [], 2, {**cijfers, "realisatie": 21}),
        (3, [], [], 3, {**cijfers, "realisatie": 21}),  # no step from 2 to 3
    )
    aan = ["niet_vooraf_gewaarschuwd" in rij.aandachtspunten for rij in uit]
    assert aan == [True, False, False, True, False, False]


def test_the_codes_come_in_the_order_of_the_contract(assess_one) -> None:
    rij = assess_one(
        trede_vorig=2,
        stand_begin=-10,
        realisatie=20,
        stand_eind_vorig=-12,
        **linked(0, 0),
        stapelgemeente="ja",
        wachttijd_fase2=121,
        omkoppelingen=2,
        geen_eerdere_inschaling=True,
        taakstelling_gewijzigd=True,
        vorige_ronde_niet_vastgesteld=True,
        voorbeeld=True,
    )
    assert rij.aandachtspunten == CODES[1:]


def test_a_stand_of_coa_that_differs_is_named_also_where_an_open_correction_explains_it(
    assess_all, bevinding
) -> None:
    """The figure of COA itself is compared, not the stand that is reckoned with."""
    open_correctie = bevinding("correctie", personen=2, periode=parse_periode("2025-II"))
    cijfers = {**RUSTIG, "realisatie": 50}
    uit = assess_all(
        dossier=[open_correctie], **{**cijfers, "stand_begin": -9, "stand_eind_vorig": -7}
    )
    assert "stand_wijkt_af" in rows(uit)[0].aandachtspunten
    assert [str(melding) for melding in uit.waarschuwingen] == [
        "cijfers.csv: de beginstand is niet de stand waarmee de vorige beoordeling eindigde: "
        "Verzonnendam (GM900000) −9 na −7 (open correcties: 2, dat verklaart het verschil). "
        + VRAAG_BEGIN
    ]
    assert "correctie_misschien_geteld" not in rows(uit)[0].aandachtspunten
    uit = assess_all(
        dossier=[open_correctie], **{**cijfers, "stand_begin": -9, "stand_eind_vorig": -9}
    )
    assert "stand_wijkt_af" not in rows(uit)[0].aandachtspunten


def test_open_corrections_and_redistribution_change_the_opgave_at_the_midpoint(
    assess_all, bevinding
) -> None:
    stukken = [
        bevinding("herverdeling", personen=3, datum="2026-03-10"),
        bevinding("herverdeling", nummer=1, personen=-3, datum="2026-03-10"),
    ]
    open_correctie = bevinding("correctie", personen=1, periode=parse_periode("2025-II"))
    uit = rows(
        assess_all(stukken, [open_correctie], **{**RUSTIG, **linked(11, 10)}, gemeente=["A", "B"])
    )
    assert [een.signalen.koppelingen_opgave for een in uit] == [22, 17]
    raak = ["te_weinig_koppelingen" in een.aandachtspunten for een in uit]
    assert raak == [True, False]


def test_a_redistribution_agreed_after_the_midpoint_was_no_opgave_then(rule, bevinding) -> None:
    partner = [{"gemeentecode": "GM0363", "personen": -3}]
    opgaven = {"2026-03-31": 23, "2026-04-01": 23, "2026-04-02": 20}
    velden = {"personen": 3, "partners_buiten_provincie": partner}
    delen = {dag: bevinding("herverdeling", afspraak=dag, datum=dag, **velden) for dag in opgaven}
    uit = rule(*((None, [deel], [], 1, {**RUSTIG, **linked(11, 10)}) for deel in delen.values()))
    assert [rij.signalen.koppelingen_opgave for rij in uit] == list(opgaven.values())
    assert [rij.som.totaalopgave - RUSTIG["taakstelling"] for rij in uit] == [3, 3, 3]


def test_persons_of_an_earlier_half_year_are_not_housed_at_the_midpoint_either(
    rule, bevinding
) -> None:
    geteld = bevinding(
        "correctie", personen=2, verwerkt_in="2026-I", periode=parse_periode("2025-II")
    )
    cijfers = {**RUSTIG, **linked(11, 10)}
    met, zonder = rule((None, [], [geteld], 1, cijfers), (None, [], [], 1, cijfers))
    assert zonder.signalen.koppelingen_realisatie - met.signalen.koppelingen_realisatie == 2


def test_only_a_step_from_2_to_3_that_is_proposed_needed_a_message_halfway(rule, bevinding) -> None:
    """Only a gemeente on trede 2 had to hear that trede 3 could follow (§3 trede 2, slot)."""
    cijfers = {"stand_begin": -10, "realisatie": 20}
    stappen = [
        {"trede": trede, "datum": f"2026-07-1{trede}", "motivering": "stap"} for trede in (2, 3)
    ]
    uit = rule(
        (3, [], [], 2, cijfers),
        (2, [bevinding("afwijking", trede=2)], [], 2, cijfers),
        (3, [bevinding("versnelling", stappen=stappen)], [], 1, cijfers),
        (4, [bevinding("versnelling")], [], 2, cijfers),
    )
    assert [rij.trede_berekend for rij in uit[:2]] == [3, 3]
    gezegd = ["niet_vooraf_gewaarschuwd" in rij.aandachtspunten for rij in uit]
    assert gezegd == [True, False, False, False]


@pytest.mark.parametrize(("begin", "verdacht"), [(-8, False), (-7, True), (-6, False)])
def test_an_open_correction_that_coa_seems_to_hold_already_is_told(
    assess_all, bevinding, begin: int, verdacht: bool
) -> None:
    """COA starts where the province ended, so it must have counted the persons."""
    open_correctie = bevinding("correctie", personen=2, periode=parse_periode("2025-II"))
    cijfers = {**RUSTIG, "realisatie": 50, "stand_begin": begin, "stand_eind_vorig": -7}
    uit = assess_all(dossier=[open_correctie], **cijfers)
    assert ("correctie_misschien_geteld" in rows(uit)[0].aandachtspunten) is verdacht
    gezegd = " ".join(map(str, uit.waarschuwingen))
    assert ('zet dan verwerkt_in: "2025-II" bij de correctie' in gezegd) is verdacht
    oud = bevinding("correctie", personen=2, periode=parse_periode("2025-I"))
    gezegd = " ".join(map(str, assess_all(dossier=[oud], **cijfers).waarschuwingen))
    assert ("vraag het COA in welk halfjaar het haar telde" in gezegd) is verdacht
    elders = assess_all(dossier=[oud], **cijfers, vorige_ronde_niet_vastgesteld=True)
    assert "correctie_misschien_geteld" not in rows(elders)[0].aandachtspunten
    zonder = assess_all(**cijfers)
    assert "correctie_misschien_geteld" not in rows(zonder)[0].aandachtspunten


@pytest.mark.parametrize(
    ("verschil", "verwerkt_in", "periode", "open_"),
    [
        (0, None, "2025-I", True),
        (0, None, "2025-II", True),
        (0, None, "2026-I", False),  # of this half-year: COA's stand at the start is from before it
        (0, None, "2026-II", False),
        (0, "2025-II", "2025-I", False),
        (0, "2026-I", "2025-I", True),
        (0, "2026-II", "2025-I", True),
        (1, None, "2025-II", False),
        (None, None, "2025-II", False),
    ],
)
def test_only_an_earlier_correction_that_is_still_open_may_count_twice(
    bevinding: Any, verschil: int | None, verwerkt_in: str | None, periode: str, open_: bool
) -> None:
    stuk = bevinding("correctie", periode=parse_periode(periode), verwerkt_in=verwerkt_in)
    stand = None if verschil is None else -7 + verschil
    positie = make_positie(stand_begin=-7, stand_eind_vorig=stand)
    zaken = {stuk.gemeente.code: Zaak(positie, make_som({"open_correctie": 2}))}
    gezegd = [*perhaps_counted(zaken, [bevinding("gesprek"), stuk], parse_periode("2026-I"))]
    assert len(gezegd) == open_


def test_who_has_nothing_to_tell_keeps_nobody_else_from_it(assess_all, bevinding: Any) -> None:
    """Of four gemeenten the second begins otherwise after a round that was not adopted."""
    oud = parse_periode("2025-II")
    stukken = [bevinding("correctie", nummer=nummer, periode=oud) for nummer in (1, 3)]
    uit = assess_all(
        dossier=stukken,
        stand_begin=[-7, -7, -7, -7],
        stand_eind_vorig=[-7, -8, -9, -7],
        vorige_ronde_niet_vastgesteld=[False, True, False, False],
    )
    begin = [melding for melding in uit.waarschuwingen if "de beginstand is niet" in melding.tekst]
    dubbel = [melding for melding in uit.waarschuwingen if "telt zij dubbel" in melding.tekst]
    assert (len(begin), len(dubbel)) == (2, 1)


@pytest.mark.parametrize(("personen", "woord"), [(1, "1 persoon"), (2, "2 personen")])
def test_a_correction_that_may_count_twice_is_told_with_its_persons(
    assess_all: Any, bevinding: Any, personen: int, woord: str
) -> None:
    oud = parse_periode("2025-II")
    stukken = [bevinding("correctie", personen=3, periode=oud)]
    stukken += [bevinding("correctie", personen=personen, periode=oud, datum="2026-07-11")]
    cijfers = {**RUSTIG, "realisatie": 50, "stand_begin": -7, "stand_eind_vorig": -7}
    gezegd = " ".join(map(str, assess_all(dossier=stukken, **cijfers).waarschuwingen))
    assert f"{woord} uit 2025-II" in gezegd


def test_the_wait_that_the_province_worked_out_goes_before_that_of_coa(assess_all) -> None:
    gevallen = [(True, 90.0, True), (False, 130.0, False), (None, 130.0, True), (None, 90.0, False)]
    eigen = [
        None if boven is None else Wachttijd(Groep(6), 14, 1305, boven, Groep(0), Groep(0))
        for boven, *_ in gevallen
    ]
    coa = [dagen for _, dagen, _ in gevallen]
    uit = rows(assess_all(**RUSTIG, wachttijd=eigen, wachttijd_fase2=coa))
    assert ["wachttijd_boven_120" in een.aandachtspunten for een in uit] == [
        aan for *_, aan in gevallen
    ]
