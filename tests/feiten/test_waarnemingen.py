"""Published figures of gemeenten and provinces: every sum whose parts are given must close.

`waarnemingen.csv` holds facts with their source; `herkomst` separates what a source says
(verbatim) from what was worked out (INFERENTIE). Minus is achterstand, plus is voorsprong.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from ibt.begrippen.beoordeling import Som
from ibt.beoordeling.som import make_som

Feit = dict[str, str]
with (Path(__file__).parent / "waarnemingen.csv").open(encoding="utf-8", newline="") as bestand:
    FEITEN: list[Feit] = list(csv.DictReader(bestand))


def having(*kolommen: str) -> list[Feit]:
    return [feit for feit in FEITEN if all(feit[kolom] for kolom in kolommen)]


def named(feit: Feit) -> str:
    return f"{feit['gemeente']} {feit['periode']}"


def som(taakstelling: int, stand_begin: int, realisatie: int) -> Som:
    return make_som(
        {"taakstelling": taakstelling, "stand_begin": stand_begin, "realisatie": realisatie}
    )


AAN_HET_BEGIN = having("taakstelling", "stand_begin", "opgave")
AAN_HET_EIND = having("opgave", "realisatie", "stand_eind")
HEEL = having("taakstelling", "stand_begin", "realisatie", "stand_eind")


def test_no_observation_has_gone_missing() -> None:
    assert len(FEITEN) == 63
    assert (len(AAN_HET_BEGIN), len(AAN_HET_EIND), len(HEEL)) == (8, 18, 3)
    gedekt = {named(feit) for feit in AAN_HET_BEGIN + AAN_HET_EIND}
    assert len(gedekt) == 23, "observations of which at least one sum can be tested"


@pytest.mark.parametrize("feit", AAN_HET_BEGIN, ids=named)
def test_opgave_is_taakstelling_less_the_stand_at_the_start(feit: Feit) -> None:
    uit = som(int(feit["taakstelling"]), int(feit["stand_begin"]), 0)
    assert uit.totaalopgave == int(feit["opgave"])


@pytest.mark.parametrize("feit", AAN_HET_EIND, ids=named)
def test_the_stand_at_the_end_is_realisatie_less_opgave(feit: Feit) -> None:
    uit = som(int(feit["opgave"]), 0, int(feit["realisatie"]))
    assert uit.stand_eind == int(feit["stand_eind"])


@pytest.mark.parametrize("feit", HEEL, ids=named)
def test_the_whole_half_year_closes_from_stand_to_stand(feit: Feit) -> None:
    uit = som(int(feit["taakstelling"]), int(feit["stand_begin"]), int(feit["realisatie"]))
    assert uit.stand_eind == int(feit["stand_eind"])


def test_a_half_year_begins_where_the_former_ended_in_the_published_figures() -> None:
    eind = {(f["gemeente"], f["periode"]): f["stand_eind"] for f in having("stand_eind")}
    assert eind["Nieuwegein", "2018-I"] == "23"
    vervolg = [f for f in FEITEN if named(f) == "Nieuwegein 2018-II"]
    assert [f["stand_begin"] for f in vervolg] == ["23"]


def test_every_observation_has_a_source_and_says_what_was_worked_out() -> None:
    assert all(feit["bron"].startswith("http") for feit in FEITEN)
    soorten = Counter("INFERENTIE" in feit["herkomst"] for feit in FEITEN)
    assert soorten[True] >= 20
    assert all("verbatim" in feit["herkomst"] for feit in FEITEN)
    assert all(
        feit["gemeentecode"] == "" or feit["gemeentecode"].startswith("GM") for feit in FEITEN
    )
