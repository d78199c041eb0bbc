"""An acceleration on the overview: the last step stands there, and from which day it holds."""

from typing import Any

import pytest

import ibt.rapport.gemeente as gemeente
import ibt.rapport.provincie as rapport
from ibt.begrippen.kaart import Grens, Kaart
from ibt.rapport.index import index_page
from ibt.ronde import beoordeel

VERSNELLING = {
    "gemeente": "GM9001", "soort": "versnelling", "beoordelaar": "A. Toezicht",
    "datum": "2026-07-20", "motivering": "omdat het zo is", "spoed": "de opvang loopt vol",
    "geinformeerd_op": "2026-07-18",
    "stappen": [
        {"trede": 3, "datum": "2026-07-20", "motivering": "eerste"},
        {"trede": 4, "datum": "2026-10-01", "motivering": "tweede"},
    ],
}  # fmt: skip
STAPPEN = "trede 3 vanaf 20 juli 2026 en trede 4 vanaf 1 oktober 2026"

VIERKANT = Kaart((Grens("GM9001", (((0, 0), (9, 0), (9, 9), (0, 9), (0, 0)),)),), in_graden=False)


@pytest.fixture(name="ronde")
def _ronde(make_ronde: Any) -> Any:
    rij = {"naam": "Beemdorp", "trede": 2, "stand_begin": -5, "realisatie": 15}
    return make_ronde(rij, bevindingen=[VERSNELLING], bijgewerkt_op="2026-08-20")


def test_every_table_with_the_last_step_says_from_which_day_each_trede_holds(
    ronde: Any, read: Any
) -> None:
    b = beoordeel(ronde)
    delen = [
        rapport.per_trede(b),
        rapport.laddertabel(b, ronde.verslag),
        rapport.warmtestrook(b),
        rapport.overgangen(b),
        gemeente.historie(b[0]),
        index_page(ronde.verslag, b, []),
        rapport.kaart(b),
        rapport.kaart(b, VIERKANT),
    ]
    assert all(f"Beemdorp: {STAPPEN}." in read(deel) for deel in delen)


def test_the_row_of_the_gemeente_names_the_day_of_the_last_step(ronde: Any, read: Any) -> None:
    b = beoordeel(ronde)
    delen = [rapport.laddertabel(b, ronde.verslag), rapport.verschil(b, None, ronde.verslag)]
    assert all("Beemdorp (trede 4 vanaf 1 okt 2026)" in read(deel) for deel in delen)


def test_a_besluit_after_an_acceleration_names_the_trede_between(
    make_ronde: Any, read: Any
) -> None:
    """From 3 to 5 by way of 4: no table may read as a skip (§3 inleiding)."""
    stap = {"trede": 4, "datum": "2026-07-20", "motivering": "spoed"}
    besluit = VERSNELLING | {
        "soort": "besluit_indeplaatsstelling",
        "orgaan": "gedeputeerde staten",
        "besluitdatum": "2026-07-27",
        "bekendgemaakt_op": "2026-07-27",
        "taakverwaarlozing": "vastgesteld",
        "taakverwaarlozing_op": "2026-07-26",
        "zienswijze": "achterwege gelaten",
        "termijnen": [{"maatregel": "toewijzen", "uiterlijk": "2026-09-01"}],
    }
    del besluit["stappen"]
    rij = {"naam": "Dam", "trede": 3, "stand_begin": -5, "realisatie": 18}
    stukken = [VERSNELLING | {"stappen": [stap]}, besluit]
    b = beoordeel(make_ronde(rij, bevindingen=stukken, bijgewerkt_op="2026-08-20"))
    assert b[0].trede_voorstel == 5
    zin = "Dam: trede 4 vanaf 20 juli 2026 en trede 5 vanaf 27 juli 2026"
    assert zin in read(rapport.overgangen(b))


@pytest.mark.norm("N70")
def test_a_shortage_that_was_excused_is_named_under_the_tables_with_standen(
    make_ronde: Any, read: Any
) -> None:
    reden = {
        "soort": "verschoonbare_reden", "categorie": "calamiteit", "personen": 5,
        "oordeel": "verschoonbaar", "bewijs": "proces-verbaal",
        "aangedragen_op": "2026-06-20", "datum": "2026-07-09", "motivering": "brand",
        "beoordelaar": "A. Toezicht",
    }  # fmt: skip
    rij = {"naam": "Hoogveld", "trede": 2, "stand_begin": -5, "realisatie": 20}
    ronde = make_ronde(rij, bevindingen=[{"gemeente": "GM9001", **reden}])
    b = beoordeel(ronde)
    zin = "Van de achterstand is verschoonbaar geacht (§2.3): Hoogveld 5 van 5."
    assert zin in read(rapport.laddertabel(b, ronde.verslag))
    assert zin in read(index_page(ronde.verslag, b, []))
    gewoon = beoordeel(make_ronde(rij))
    assert "verschoonbaar" not in read(rapport.laddertabel(gewoon, ronde.verslag))
