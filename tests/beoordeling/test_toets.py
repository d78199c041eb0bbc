"""Warnings that change no outcome: given where they hold, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import parse_periode
from ibt.beoordeling.aandacht import VRAAG_BEGIN
from ibt.beoordeling.toets import check_bevindingen
from ibt.kader.utrecht_2024 import UTRECHT_2024

HALFJAAR = parse_periode("2026-I")
VERKLAARD = ", dat verklaart het verschil)"


@pytest.fixture
def warn(assess_all: Callable[..., Any], bevinding: Callable[..., Any]) -> Callable[..., list[str]]:
    """What the analyst is told of one gemeente, with so many persons of an open correction."""

    def run(open_: int = 0, **kolommen: Any) -> list[str]:
        eerder = bevinding("correctie", personen=open_ or 1, periode=parse_periode("2025-II"))
        uit = assess_all(dossier=[eerder] if open_ else [], realisatie=50, **kolommen)
        return [str(melding) for melding in uit.waarschuwingen]

    return run


@pytest.mark.parametrize(("begin", "anders"), [(-8, True), (-7, False), (-6, True)])
def test_only_a_stand_that_differs_from_the_last_one_is_named(
    warn: Callable[..., list[str]], begin: int, anders: bool
) -> None:
    gezegd = warn(stand_begin=begin, stand_eind_vorig=-7)
    melding = (
        "cijfers.csv: de beginstand is niet de stand waarmee de vorige beoordeling eindigde: "
        f"Verzonnendam (GM900000) −{-begin} na −7. {VRAAG_BEGIN}"
    )
    assert gezegd == ([melding] if anders else [])


def test_where_the_register_knows_no_stand_nothing_differs(warn: Callable[..., list[str]]) -> None:
    assert warn(stand_begin=-7) == []


@pytest.mark.parametrize(("begin", "verklaard"), [(-10, False), (-9, True), (-8, False)])
def test_an_open_correction_explains_just_its_own_number(
    warn: Callable[..., list[str]], begin: int, verklaard: bool
) -> None:
    (gezegd,) = warn(open_=2, stand_begin=begin, stand_eind_vorig=-7)
    assert "(open correcties: 2" in gezegd
    assert (VERKLAARD in gezegd) is verklaard


@pytest.mark.parametrize("soort", ["correctie", "herverdeling", "gesprek"])
@pytest.mark.parametrize(("halfjaar", "nu"), [("2025-II", 0), ("2026-I", 1), ("2026-II", 0)])
def test_what_moves_persons_in_this_half_year_but_stands_on_file_is_named(
    assess_all: Any, bevinding: Any, soort: str, halfjaar: str, nu: int
) -> None:
    stuk = bevinding(soort, periode=parse_periode(halfjaar))
    uit = assess_all(dossier=[stuk])
    gezegd = [str(m) for m in uit.waarschuwingen if "maar staat in het dossier" in str(m)]
    assert len(gezegd) == (nu if soort != "gesprek" else 0)
    assert all(f"deze {soort} gaat over 2026-I" in zin for zin in gezegd)


@pytest.mark.parametrize(("trede", "niets"), [(2, True), (3, False), (4, True)])
def test_a_finding_on_the_plan_works_on_trede_3_only_and_elsewhere_that_is_said(
    assess_all: Any, bevinding: Any, trede: int, niets: bool
) -> None:
    uit = assess_all([bevinding("verbeterplan_niet_uitgevoerd")], trede_vorig=trede)
    zin = f"verbeterplan_niet_uitgevoerd werkt alleen vanaf trede 3, niet vanaf {trede}"
    gezegd = [str(melding) for melding in uit.waarschuwingen if "werkt alleen" in str(melding)]
    assert [zin in melding for melding in gezegd] == ([True] if niets else [])


GETELD = "de beginstand is gelijk aan de vorige beoordeling, terwijl een correctie nog openstaat;"


@pytest.mark.parametrize("open_", [0, 1, 2])
@pytest.mark.parametrize(
    ("vorige", "gelijk"), [(-8, False), (-7, True), (-6, False), (None, False)]
)
def test_an_open_correction_may_be_counted_already_where_coa_starts_as_the_province_ended(
    warn: Callable[..., list[str]], open_: int, vorige: Any, gelijk: bool
) -> None:
    gezegd = warn(open_=open_, stand_begin=-7, stand_eind_vorig=vorige)
    raak = gelijk and open_ > 0
    personen = "1 persoon" if open_ == 1 else "2 personen"
    gevonden = [GETELD in zin and f"{personen} uit" in zin for zin in gezegd if "gelijk" in zin]
    assert gevonden == ([True] if raak else [])


@pytest.mark.parametrize(("trede", "moet"), [(4, False), (5, True), (6, True)])
@pytest.mark.parametrize("besluit", [False, True], ids=["zonder besluit", "met besluit"])
def test_from_trede_5_the_decision_to_take_over_must_be_on_file(
    assess_all: Any, bevinding: Any, trede: int, moet: bool, besluit: bool
) -> None:
    stukken = [
        bevinding("vooraankondiging", datum="2026-04-01"),
        bevinding("besluit_indeplaatsstelling", datum="2026-06-02", besluitdatum="2026-06-01")
        if besluit
        else bevinding("gesprek"),
    ]
    uit = assess_all(dossier=stukken, trede_vorig=trede, stand_begin=-9, realisatie=20)
    zin = f"staat op trede {trede}, maar het besluit tot indeplaatsstelling staat niet in het dos"
    gezegd = [zin in str(melding) for melding in uit.waarschuwingen]
    assert gezegd == ([True] if moet and not besluit else [])


def test_an_agreement_that_is_not_in_balance_is_named_at_its_first_part(
    assess_all: Any, bevinding: Any
) -> None:
    delen = [
        replace(bevinding("herverdeling", nummer=n, personen=p), plaats=f"bevinding {n}")
        for n, p in enumerate((5, -3))
    ]
    with pytest.raises(InvoerFout, match=r"bevinding 0, Verzonnendam 0 .*\+2 \(Verz"):
        assess_all(delen, taakstelling=[20, 20])


@pytest.mark.parametrize(
    ("verwerkt_in", "fout", "raad"),
    [("2025-II", True, False), ("2026-I", True, True), ("2026-II", False, False)],
)
def test_only_what_coa_counted_in_the_round_itself_may_have_come_after_it_was_adopted(
    bevinding: Any, verwerkt_in: str, fout: bool, raad: bool
) -> None:
    stuk = bevinding("correctie", verwerkt_in=verwerkt_in)
    kader = UTRECHT_2024.tekst
    gevonden = check_bevindingen([stuk.gemeente.code], [stuk], [], HALFJAAR, False, kader)
    gezegd = [str(gebrek) for gebrek in gevonden]
    assert any("verwerkt_in moet na 2026-I liggen" in zin for zin in gezegd) is fout
    assert any("Zet dan eerst de vaststelling in het rondebestand" in zin for zin in gezegd) is raad
