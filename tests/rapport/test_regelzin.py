"""Rules in sentences: true for every sum, and never "1 personen"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from ibt.rapport.gemeente import waarom
from ibt.rapport.regelzin import applied, applied_sentence, why, why_not

OVERMACHT = {
    "soort": "verschoonbare_reden",
    "categorie": "calamiteit",
    "aangedragen_op": "2026-06-01",
    "bewijs": "brief",
    "oordeel": "verschoonbaar",
}


def test_full_realisation_by_excuse_alone_is_not_called_full_realisation(
    gevallen: Any, read: Any
) -> None:
    rij = {"realisatie": 19, "bevindingen": [{**OVERMACHT, "personen": 1}]}
    for trede, een in enumerate(gevallen(*({"trede": trede, **rij} for trede in (1, 2, 3))), 1):
        assert applied_sentence(een.beoordeling, een.kader) == (
            "De totaalopgave is niet volledig gerealiseerd; het tekort van 1 persoon is "
            "verschoonbaar geacht (§2.3). Het tekort blijft wel onderdeel van de opgave."
        )
        tekst = read(waarom(een.beoordeling, een.kader))
        assert f"§3 trede {trede}, 1e punt, met §2.3: voor de hele achterstand was er" in tekst
        assert "De woorden van het kader" not in tekst
        assert "de totaalopgave is gehaald" not in tekst
        assert why(applied(een.beoordeling, een.kader), een.beoordeling) == [
            "Er is een achterstand van 1 persoon. Voor die persoon was er overmacht (§2.3); voor "
            "de trede telt dus geen achterstand."
        ]


def test_the_verdict_is_about_what_counts_and_never_about_the_growth(gevallen: Any) -> None:
    zinnen = {
        6: ("2c", "voor de trede telt 6. Dat is meer dan 5."),
        7: ("2c", "voor de trede telt 5. Dat is evenveel als aan het begin."),
        8: ("2b", "voor de trede telt 4. Dat is minder dan 5. Niet alles is ingelopen."),
    }
    rij = {"trede": 2, "stand_begin": -5, "realisatie": 13}
    uit = gevallen(*({**rij, "bevindingen": [{**OVERMACHT, "personen": n}]} for n in zinnen))
    for een, (personen, (regel, zin)) in zip(uit, zinnen.items(), strict=True):
        assert een.beoordeling.regel == regel
        assert applied_sentence(een.beoordeling, een.kader) == (
            "De achterstand groeide van 5 naar 12 personen. "
            f"Voor {personen} van hen was er overmacht (§2.3); {zin}"
        )


def test_the_course_of_a_backlog_is_one_word(gevallen: Any) -> None:
    zinnen = {
        19: "De achterstand groeide van 3 naar 4 personen.",
        20: "De achterstand bleef 3 personen. Alleen de taakstelling halen is niet genoeg: er moet "
        "ook een begin zijn gemaakt met inlopen.",
        21: "De achterstand kromp van 3 naar 2 personen. Niet alles is ingelopen.",
        22: "De achterstand kromp van 3 naar 1 persoon. Niet alles is ingelopen.",
        23: "De totaalopgave van 23 personen is volledig gerealiseerd: de gemeente huisvestte 23 "
        "personen.",
    }
    uit = gevallen(*({"trede": 2, "stand_begin": -3, "realisatie": n} for n in zinnen))
    assert [applied_sentence(een.beoordeling, een.kader) for een in uit] == list(zinnen.values())


def test_without_a_backlog_at_the_start_nothing_grew(gevallen: Any) -> None:
    rijen = ({"trede": 2, "stand_begin": begin, "realisatie": 15 - begin} for begin in (0, 1))
    for een in gevallen(*rijen):
        assert applied_sentence(een.beoordeling, een.kader) == (
            "Er was aan het begin geen achterstand; nu is die 5 personen."
        )


def test_half_of_an_odd_backlog_is_a_number_of_persons(gevallen: Any) -> None:
    # Stand at the start, persons housed, rule, what is left, and half of what was short.
    half = [
        (-10, 24, "3c", 6, 5),
        (-10, 25, "3b", 5, 5),
        (-9, 24, "3c", 5, 4),
        (-9, 25, "3b", 4, 4),
    ]
    rijen = ({"trede": 3, "stand_begin": begin, "realisatie": aantal} for begin, aantal, *_ in half)
    for een, (_, _, regel, nog, mag) in zip(gevallen(*rijen), half, strict=True):
        assert een.beoordeling.regel == regel
        zin = f"De achterstand is {nog}. Voor een halvering mocht zij hooguit {mag} zijn."
        assert zin in why(applied(een.beoordeling, een.kader), een.beoordeling)


KEUZE = {"soort": "keuze", "motivering": "besproken"}


ANDERS_GELEZEN = [
    (
        ("K1", "verrekend"),
        {"trede": 1, "stand_begin": 4, "realisatie": 15},
        "1c",
        "Er is een achterstand van 1 persoon. Een voorsprong aan het begin is al verrekend in "
        "de totaalopgave: zo leest de provincie het kader hier (keuze K1).",
    ),
    (
        ("K1", "tot_omvang"),
        {"trede": 1, "stand_begin": 2, "realisatie": 16},
        "1b",
        "Er is een achterstand van 2 personen. Dat is niet meer dan de voorsprong van 2 "
        "personen waarmee de gemeente het halfjaar begon. Dan beschermt die voorsprong haar: "
        "zo leest de provincie het kader hier (keuze K1).",
    ),
    (
        ("K1", "tot_omvang"),
        {"trede": 1, "stand_begin": 2, "realisatie": 15},
        "1c",
        "Er is een achterstand van 3 personen. Dat is meer dan de voorsprong van 2 personen "
        "waarmee de gemeente het halfjaar begon.",
    ),
    (
        ("K1", "tot_omvang"),
        {"trede": 1, "stand_begin": -1, "realisatie": 20},
        "1c",
        "Er is een achterstand van 1 persoon. De gemeente begon het halfjaar met een "
        "achterstand van 1 persoon.",
    ),
    (
        ("K2", "vorige_beoordeling"),
        {"trede": 2, "stand_begin": -10, "stand_eind_vorig": -7, "realisatie": 22},
        "2c",
        "De achterstand groeide van 7 naar 8 personen. Vergeleken is met de achterstand aan "
        "het eind van de vorige beoordeling (keuze K2). Alleen de taakstelling halen is niet "
        "genoeg: er moet ook een begin zijn gemaakt met inlopen.",
    ),
    (
        ("K2", "vorige_beoordeling"),
        {"trede": 2, "stand_begin": -10, "stand_eind_vorig": 1, "realisatie": 22},
        "2c",
        "Er was aan het eind van de vorige beoordeling geen achterstand; nu is die 8 personen. "
        "Vergeleken is met de achterstand aan het eind van de vorige beoordeling (keuze K2). "
        "Alleen de taakstelling halen is niet genoeg: er moet ook een begin zijn gemaakt met "
        "inlopen.",
    ),
    (
        ("K2", "bij_intrede"),
        {"trede": 2, "stand_begin": -10, "stand_eind_vorig": -7, "realisatie": 22},
        "2c",
        "Er is een achterstand van 8 personen. De achterstand is vergeleken met die waarmee de "
        "gemeente op deze trede kwam, als die bekend is (keuze K2). Zo geteld geldt: de "
        "achterstand bleef gelijk of groeide.",
    ),
]


def test_under_another_reading_the_sentence_tells_what_the_ladder_saw(gevallen: Any) -> None:
    uit = gevallen(
        *(
            {**rij, "bevindingen": [{**KEUZE, "keuze": keuze, "lezing": lezing}]}
            for (keuze, lezing), rij, *_ in ANDERS_GELEZEN
        )
    )
    for een, ((_, lezing), _, regel, zin) in zip(uit, ANDERS_GELEZEN, strict=True):
        assert een.beoordeling.regel == regel
        assert applied_sentence(een.beoordeling, een.kader) == zin
        if lezing == "bij_intrede":
            for ander in een.kader.ladder_under(een.beoordeling.lezingen).regels_from(2):
                assert "begin" not in why_not(ander, een.beoordeling)


def test_an_excuse_that_freezes_the_trede_says_that_it_does(gevallen: Any, read: Any) -> None:
    bevriezen = {**KEUZE, "keuze": "K3", "lezing": "bevriezen"}
    rij = {"trede": 2, "stand_begin": -5, "realisatie": 16}
    wie = {2: "2 van hen", 9: "hen"}
    stukken = ([bevriezen, {**OVERMACHT, "personen": personen}] for personen in wie)
    blijft = (
        "Omdat er overmacht was, stijgt de gemeente niet: zij blijft op trede 2 (§2.3, keuze K3)."
    )
    uit = gevallen(*({**rij, "bevindingen": stuk} for stuk in stukken))
    for een, van_wie in zip(uit, wie.values(), strict=True):
        assert (een.beoordeling.regel, een.beoordeling.trede_berekend) == ("2c", 2)
        assert applied_sentence(een.beoordeling, een.kader) == (
            "De achterstand groeide van 5 naar 9 personen. "
            f"Voor {van_wie} was er overmacht (§2.3). {blijft}"
        )
        assert f"gaat naar trede 3. {blijft}" in read(waarom(een.beoordeling, een.kader))


def test_who_was_excused_before_and_does_not_count_is_told_and_not_counted(geval: Any) -> None:
    een = geval(trede=2, stand_begin=-5, realisatie=20)
    netto = replace(
        een.beoordeling, regel="2a", trede_berekend=1, lezingen={"K11": "netto"}, keuzes=("K11",)
    )
    assert applied_sentence(netto, een.kader) == (
        "De totaalopgave is niet volledig gerealiseerd; het tekort van 5 personen is, nu of "
        "eerder, verschoonbaar geacht (§2.3). Het tekort blijft wel onderdeel van de opgave."
    )
    assert why(applied(netto, een.kader), netto) == [
        "Er is een achterstand van 5 personen.",
        "Personen voor wie eerder al overmacht is aangenomen en die nog geen woning hebben, "
        "tellen voor de trede niet mee (keuze K11).",
    ]


def test_where_nobody_had_to_be_housed_no_negative_people_are_counted(geval: Any) -> None:
    een = geval(trede=1, stand_begin=25, realisatie=3)
    assert applied_sentence(een.beoordeling, een.kader) == (
        "De totaalopgave is −5: in dit halfjaar hoefde niemand te worden gehuisvest. De "
        "gemeente huisvestte 3 personen. De totaalopgave is daarmee volledig gerealiseerd."
    )


@pytest.mark.norm("N29")
def test_the_lead_that_protects_this_once_is_told_with_the_keuze(geval: Any) -> None:
    een = geval(trede=1, stand_begin=5, realisatie=12)
    assert een.beoordeling.trede_voorstel == 1
    assert applied_sentence(een.beoordeling, een.kader) == (
        "Er is een achterstand van 3 personen. De gemeente begon het halfjaar met een voorsprong "
        "van 5 personen. Die beschermt haar deze ene keer: zo leest de provincie het kader (keuze "
        "K1)."
    )


@pytest.mark.norm("N72")
def test_only_who_reached_the_taakstelling_hears_that_it_is_not_enough(gevallen: Any) -> None:
    rij = {"trede": 2, "taakstelling": 10, "stand_begin": -5}
    uit = gevallen(*({**rij, "realisatie": aantal} for aantal in (9, 10)))
    assert [een.beoordeling.regel for een in uit] == ["2c", "2c"]
    zinnen = [applied_sentence(een.beoordeling, een.kader) for een in uit]
    assert ["Alleen de taakstelling halen is niet genoeg" in zin for zin in zinnen] == [False, True]


def readings(trede: int) -> Iterator[dict[str, str]]:
    """Every reading that the rules of a trede can meet; K1 is about trede 1, K10 about trede 3."""
    k1 = ("beschermt", "verrekend", "tot_omvang") if trede == 1 else ("beschermt",)
    k10 = ("3e_voor_3b", "3b_voor_3e") if trede == 3 else ("3e_voor_3b",)
    lezingen = product(k1, ("begin", "vorige_beoordeling"), ("personen", "bevriezen"), k10)
    return (dict(zip(("K1", "K2", "K3", "K10"), een, strict=True)) for een in lezingen)


# The stand at the start and the end, and for how many of the backlog there was an excuse.
SOMMEN = [
    (begin, eind, verschoond)
    for begin in (-9, -4, -1, 0, 3)
    for eind in (-9, -5, -4, -1, 0, 2)
    for verschoond in {0, 1, 3, -eind}
    if 0 <= verschoond <= max(0, -eind)
]


@pytest.mark.parametrize("trede", [1, 2, 3, 4, 5, 6])
def test_a_sentence_is_whole_and_never_contradicts_its_own_numbers_under_any_reading(
    trede: int, geval: Any
) -> None:
    een = geval(trede=1)
    anders = product(readings(trede), SOMMEN, (0, 1) if trede == 3 else (0,), (-5, 0))
    for lezingen, (begin, eind, verschoond), plan, vorige in anders:
        if vorige == 0 and lezingen["K2"] == "begin":
            continue  # looks at no earlier stand
        som = replace(
            een.beoordeling.som,
            **{"stand_begin": begin, "stand_begin_gebruikt": begin, "totaalopgave": 20 - begin},
            **{"gerealiseerd": 20 - begin + eind, "stand_eind": eind, "verschoonbaar": verschoond},
            achterstand_begin=max(0, -begin),
            achterstand_eind=max(0, -eind),
            toerekenbaar=max(0, -eind - verschoond),
            verbeterplan_niet_uitgevoerd=plan,
        )
        bezien = replace(een.beoordeling, som=som, lezingen=lezingen, stand_eind_vorig=vorige)
        gezien = bezien.telling.gezien
        assert gezien is not None
        ladder = een.kader.ladder_under(lezingen)
        regel = ladder.select_regel(trede, gezien)
        vast = lezingen["K3"] == "bevriezen" and verschoond and regel.naar > trede
        bezien = replace(bezien, regel=regel.id, trede_berekend=trede if vast else regel.naar)
        waarom_wel = why(regel, bezien)
        if lezingen["K1"] != "tot_omvang":  # that one may say "is niet meer dan de voorsprong"
            assert not any(" is niet " in zin for zin in waarom_wel), waarom_wel
        zinnen = [applied_sentence(bezien, een.kader), *waarom_wel]
        zinnen += [why_not(r, bezien) for r in ladder.regels_from(trede) if r is not regel]
        for zin in zinnen:
            check_numbers(zin)


def check_numbers(zin: str) -> None:
    """A growth grows, a shrinking shrinks, and the verdict is about what counts."""
    assert zin.endswith(".")
    assert not re.search(r"[{}]|  |\b1 personen|\b0 personen|\.\.|geldt wel", zin), zin
    for woord, van, naar in re.findall(r"(groeide|kromp) van (\d+) naar (\d+)", zin):
        assert (int(naar) > int(van)) is (woord == "groeide"), zin
    telt = r"telt (?:een achterstand van )?(\d+)\. Dat is (minder|meer) dan (\d+)\."
    for telt_, woord, begin in re.findall(telt, zin):
        assert (int(telt_) < int(begin)) is (woord == "minder"), zin
    assert zin.count("geen achterstand") <= 1, zin
