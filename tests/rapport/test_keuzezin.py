"""What the trede rests on: the Keuze by its id, and what every other reading would give."""

from dataclasses import replace
from typing import Any

import pytest

from ibt.begrippen.beoordeling import AndereLezing
from ibt.rapport.gemeente import conclusie, omslag, waarom
from ibt.rapport.keuzezin import deciding_sentence, deciding_short, recorded_sentences
from ibt.rapport.provincie import open_besluiten
from ibt.rapport.verantwoording import kader_en_keuzes
from ibt.ronde import beoordeel

LEZINGEN = {
    "alle": (AndereLezing("K1", "verrekend", 2), AndereLezing("K1", "tot_omvang", 2)),
    "een": (AndereLezing("K1", "verrekend", 2),),
    "twee": (
        AndereLezing("K2", "vorige_beoordeling", 3),
        AndereLezing("K2", "bij_intrede", 4),
        AndereLezing("K10", "3b_voor_3e", 2),
    ),
}
KEUZE = {"soort": "keuze", "keuze": "K1", "motivering": "de voorsprong was groot"}


@pytest.mark.parametrize(
    ("lezingen", "voorstel", "zin", "kort"),
    [
        (
            "alle",
            1,
            "Leest de provincie keuze K1 anders, dan wordt het trede 2. Motiveer de keuze vóór "
            "vaststelling.",
            "keuze K1 anders: trede 2",
        ),
        (
            "een",
            3,
            "Leest de provincie keuze K1 anders, dan kan de berekening trede 2 worden. Motiveer de "
            "keuze vóór vaststelling.",
            "keuze K1 anders: trede 2",
        ),
        (
            "twee",
            1,
            "Leest de provincie keuze K2 anders, dan wordt het trede 3 of 4. Leest de provincie "
            "keuze K10 anders, dan wordt het trede 2. Motiveer deze keuzes vóór vaststelling.",
            "keuze K2 anders: trede 3 of 4; keuze K10 anders: trede 2",
        ),
    ],
)
def test_a_deciding_keuze_says_which_trede_another_reading_gives(
    lezingen: str, voorstel: int, zin: str, kort: str, geval: Any
) -> None:
    een = geval(trede=1)
    anders = replace(een.beoordeling, andere_lezingen=LEZINGEN[lezingen], trede_voorstel=voorstel)
    assert deciding_sentence(anders, een.kader) == zin
    assert deciding_short(anders) == kort


def test_page_and_overview_name_the_keuze_and_the_trede(make_ronde: Any, read: Any) -> None:
    ronde = make_ronde({"naam": "Dam", "trede": 1, "stand_begin": 2, "realisatie": 15})
    (een,) = beoordeel(ronde)
    assert "Leest de provincie keuze K1 anders, dan wordt het trede 2." in read(
        conclusie(een, ronde.verslag, ronde.kader)
    )
    assert "Dam (keuze K1 anders: trede 2)" in read(open_besluiten((een,), ronde.verslag))


@pytest.mark.parametrize(
    ("lezing", "gelezen", "uitkomsten"),
    [
        (
            "beschermt",
            "ja, de gemeente blijft deze ene keer op trede 1",
            ("totaalopgave” was de berekening op trede 2", "was” was de berekening op trede 2"),
        ),
        (
            "verrekend",
            "nee, de voorsprong is al verrekend in de totaalopgave",
            ("trede 1” was de berekening op trede 1", "was” was de berekening ook op trede 2"),
        ),
    ],
)
def test_a_recorded_keuze_is_told_with_its_motive_and_what_each_other_reading_gives(
    lezing: str, gelezen: str, uitkomsten: tuple[str, str], geval: Any, read: Any
) -> None:
    een = geval({**KEUZE, "lezing": lezing}, trede=1, stand_begin=2, realisatie=15)
    tekst = read(waarom(een.beoordeling, een.kader))
    assert f"zo gelezen: “{gelezen}”. Met de lezing “" in tekst
    assert tekst.endswith("Motivering: de voorsprong was groot.")
    assert all(uitkomst in tekst for uitkomst in uitkomsten)
    assert "geen daarvan" not in read(omslag(een.beoordeling, een.kader))
    kader = read(
        kader_en_keuzes(een.kader, een.verslag, een.beoordeling.genoemde_keuzes, een.beoordeling)
    )
    assert f"? {gelezen[0].upper()}{gelezen[1:]}." in kader


@pytest.mark.parametrize(("beide", "anders"), [(False, True), (True, False)])
def test_the_overview_tells_for_whom_a_keuze_is_read_otherwise(
    beide: bool, anders: bool, make_ronde: Any, read: Any
) -> None:
    rij = {"trede": 1, "stand_begin": 2, "realisatie": 15}
    keuzes = [
        {**KEUZE, "gemeente": code, "lezing": "verrekend"}
        for code in (("GM9001", "GM9002") if beide else ("GM9001",))
    ]
    ronde = make_ronde({"naam": "Dam", **rij}, {"naam": "Veen", **rij}, bevindingen=keuzes)
    tekst = read(kader_en_keuzes(ronde.kader, ronde.verslag, ronde.keuzes, *beoordeel(ronde)))
    zin = "Anders gelezen voor Dam: nee, de voorsprong is al verrekend in de totaalopgave."
    assert (zin in tekst) is anders
    assert ("? Ja, de gemeente blijft deze ene keer op trede 1." in tekst) is anders


@pytest.mark.parametrize(("trede", "gezegd"), [(3, False), (4, True), (5, True)])
def test_from_trede_4_on_k11_leaves_the_whole_backlog_to_count_for_going_back(
    trede: int, gezegd: bool, geval: Any
) -> None:
    een = geval({**KEUZE, "keuze": "K11", "lezing": "netto"}, trede=trede, stand_begin=-5)
    (zin,) = recorded_sentences(een.beoordeling, een.kader)
    assert ("telt voor afschalen wel de hele achterstand (§3 inleiding)" in zin) is gezegd
