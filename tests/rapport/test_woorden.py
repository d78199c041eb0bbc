"""Every code of the contract that a report can show has Dutch words."""

import re
from datetime import date
from typing import Literal, get_args, get_origin

import pandas as pd
import pytest

from ibt.begrippen.bevinding import SOORTEN, Bevinding
from ibt.begrippen.periode import Peildatum
from ibt.kader.utrecht_2024.tekst import TEKST
from ibt.rapport.woorden import AANDACHTSPUNT, SOORT, VELD, WAARDE, aandachtspunt, halfjaar

# The codes that the contract names, by hand: a new code in the contract is a new word here.
CODES = [
    "besluit_nodig",
    "grensgeval",
    "stand_wijkt_af",
    "te_weinig_koppelingen",
    "stapelgemeente",
    "wachttijd_boven_120",
    "omkoppelingen",
    "geen_eerdere_inschaling",
    "keuze_bepalend",
    "termijn_verstreken",
    "taakstelling_gewijzigd",
    "niet_vooraf_gewaarschuwd",
    "vorige_ronde_niet_vastgesteld",
]
WERKT = SOORTEN


@pytest.mark.parametrize("code", CODES)
def test_a_point_of_attention_is_a_sentence(code: str) -> None:
    zin = aandachtspunt(code, TEKST)
    assert "_" not in zin
    assert len(zin.split()) > 3


def test_every_code_that_an_assessment_gives_has_words(make_ronde: object) -> None:
    resultaat: pd.DataFrame = make_ronde({}, {"trede": 2, "stand_begin": -9}).resultaat  # type: ignore[operator]
    codes = {code for cel in resultaat["aandachtspunten"] for code in cel.split("|") if code}
    assert codes <= set(AANDACHTSPUNT)


def test_an_unknown_code_is_shown_and_not_lost() -> None:
    assert aandachtspunt("iets_nieuws", TEKST) == "iets nieuws"


@pytest.mark.parametrize("soort", WERKT)
def test_a_finding_that_takes_effect_has_a_name_and_its_fields_have_words(soort: str) -> None:
    eigen = set(WERKT[soort].model_fields) - set(Bevinding.model_fields)
    assert soort in SOORT
    assert eigen <= set(VELD)


@pytest.mark.parametrize("soort", WERKT)
def test_each_choice_within_a_finding_has_words(soort: str) -> None:
    keuzes = {
        str(waarde)
        for veld in WERKT[soort].model_fields.values()
        if get_origin(veld.annotation) is Literal
        for waarde in get_args(veld.annotation)
    }
    assert {keuze for keuze in keuzes if keuze not in {"ja", "nee"}} <= set(WAARDE)


def test_no_words_hold_a_code() -> None:
    punten = [aandachtspunt(code, TEKST) for code in AANDACHTSPUNT]
    for woorden in (*punten, *SOORT.values(), *VELD.values(), *WAARDE.values()):
        assert not re.search(r"\w_\w", woorden)


def test_a_half_year_is_named_in_full() -> None:
    assert halfjaar(Peildatum(date(2026, 7, 1)).periode) == "eerste halfjaar van 2026"
    assert halfjaar(Peildatum(date(2027, 1, 1)).periode) == "tweede halfjaar van 2026"
