"""Plain Dutch: a councillor reads every page without a dictionary, and numbers agree with nouns."""

import re
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import pyphen
import pytest
from bs4 import BeautifulSoup

from ibt.rapport.brief import make_brief
from ibt.ronde import Ronde, beoordeel, volg_traject

# Of 0 (a law) to 100 (a children's book); a daily newspaper has 50 to 60 (Flesch-Douma, 1960).
LEESBAAR = 50
LANGSTE_ZIN = 30
WOORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ZINSEINDE = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z(\d])")
# After the list of the Dutch government's own writing guide (communicatierijk.nl, "schrijfwijzer").
MIJDEN = (
    *(
        "aangaande",
        "alsmede",
        "casu quo",
        "conform",
        "derhalve",
        "desalniettemin",
        "dientengevolge",
    ),
    *("geschieden", "geschiedt", "hieromtrent", "ingevolge", "inzake", "jegens", "middels"),
    *("nochtans", "omtrent", "onderhavige", "teneinde", "ten aanzien van", "ten behoeve van"),
    *("tevens", "voornoemde", "zulks", "dient te", "dienen te", "met betrekking tot", "echter"),
    *("m.b.t.", "d.m.v.", "t.a.v.", "n.a.v.", "i.v.m.", "c.q.", "o.a.", "i.p.v."),
)
MEERVOUD = r"(?:personen|gemeenten|dagen|maanden|halfjaren|rapporten|rijen|huishoudens|correcties)"
ENKELVOUD = r"(?:persoon|gemeente|dag|maand|halfjaar|rapport|rij|huishouden|correctie)"
FOUT_GETAL = re.compile(rf"(?<![\d.,])1 {MEERVOUD}\b|(?<![\d.,])(?:0|[2-9]|\d[\d.]+) {ENKELVOUD}\b")
LETTERGREEP = pyphen.Pyphen(lang="nl_NL")


def prose(html: str) -> list[str]:
    """The running text of a page: no tables, titles, or words of others."""
    soup = BeautifulSoup(html, "html.parser").main
    assert soup is not None
    for deel in soup.select("table, figure, header, nav, script, code, .zoekbalk"):
        deel.decompose()
    alineas = (een for een in soup.select("p, li") if not een.find(["p", "li"]))
    return [" ".join(een.get_text(" ").split()) for een in alineas]


def sentences(alineas: list[str]) -> Iterator[str]:
    for alinea in alineas:
        yield from (zin for zin in ZINSEINDE.split(alinea) if WOORD.search(zin))


def ease(zinnen: list[str]) -> float:
    """Flesch's measure with Douma's weights for Dutch."""
    woorden = [woord for zin in zinnen for woord in WOORD.findall(zin)]
    grepen = sum(len(LETTERGREEP.positions(deel)) + 1 for w in woorden for deel in w.split("-"))
    return 206.84 - 0.93 * len(woorden) / len(zinnen) - 77 * grepen / len(woorden)


@pytest.fixture(
    params=["GM9001", "GM9002", "GM9003", "GM9004", "provincie", "index"]
    + [f"halfweg {naam}" for naam in ("GM9001", "provincie", "index", "monitor")]
)
def html(request: pytest.FixtureRequest, published: Any, halfway: Any) -> str:
    naam = request.param
    half = naam.removeprefix("halfweg ")
    return str((halfway if half != naam else published)[half].html)


def strings(deel: Any) -> Iterator[str]:
    """Every text in a letter, part by part."""
    if isinstance(deel, str):
        yield deel
    elif isinstance(deel, tuple):
        for onder in deel:
            yield from strings(onder)


@pytest.fixture(scope="session")
def brieven(ronde: Ronde) -> list[list[str]]:
    """The letters of the round, each as its texts."""
    return [
        list(strings(astuple(make_brief(een, volg_traject(ronde, een.gemeente.code), *rest))))
        for een in beoordeel(ronde)
        for rest in [(ronde.verslag, ronde.kader)]
    ]


def test_a_letter_reads_as_easily_as_a_page(brieven: list[list[str]]) -> None:
    assert len(brieven) == 4
    for brief in brieven:
        zinnen = list(sentences([tekst for tekst in brief if tekst.endswith(".")]))
        assert len(zinnen) > 10
        assert ease(zinnen) >= LEESBAAR
        assert [zin for zin in zinnen if len(WOORD.findall(zin)) > LANGSTE_ZIN] == []
        assert FOUT_GETAL.findall(" ".join(brief)) == []
        kaal = " ".join(brief).casefold()
        assert [w for w in MIJDEN if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", kaal)] == []


def test_a_page_reads_at_least_as_easily_as_a_newspaper(html: str) -> None:
    assert ease(list(sentences(prose(html)))) >= LEESBAAR


def test_no_sentence_is_long(html: str) -> None:
    lang = [z for z in sentences(prose(html)) if len(WOORD.findall(z)) > LANGSTE_ZIN]
    assert lang == []


@pytest.mark.parametrize("woord", MIJDEN)
def test_no_word_of_an_office_is_used(woord: str, published: Any, halfway: Any) -> None:
    patroon = re.compile(rf"(?<!\w){re.escape(woord)}(?!\w)", re.IGNORECASE)
    raak = [
        zin
        for blad in (*published.values(), *halfway.values())
        for zin in sentences(prose(blad.html))
        if patroon.search(zin)
    ]
    assert raak == []


def test_a_number_agrees_with_its_noun(html: str) -> None:
    tekst = " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
    assert FOUT_GETAL.findall(tekst) == []


@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        ("1 persoon en 2 personen", False),
        ("1.001 personen, 21 personen, 0 personen", False),
        ("1 personen", True),
        ("2 persoon", True),
        ("1.001 persoon", True),
        ("0,1 persoon", False),
    ],
)
def test_the_check_on_numbers_finds_what_it_should(tekst: str, fout: bool) -> None:
    assert bool(FOUT_GETAL.search(tekst)) is fout


def test_the_measure_tells_a_law_from_a_story() -> None:
    wet = (
        "Indien gedeputeerde staten ingevolge de taakverwaarlozingsregeling overgaan tot "
        "indeplaatsstelling, geschiedt bekendmaking overeenkomstig afdeling bestuursrechtelijke "
        "besluitvorming."
    )
    verhaal = "De kat zat op de mat. Hij keek naar de vis. De vis was niet blij."
    assert ease([wet]) < 20
    assert ease(list(sentences([verhaal]))) > 90


@pytest.mark.parametrize("naam", ["GM9001", "GM9002", "GM9003", "GM9004"])
def test_a_report_stays_light(naam: str, published: Any) -> None:
    assert len(published[naam].html.encode()) < 400_000
    assert len(published[naam].pdf) < 250_000
