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
MIJDEN = [
    *("aangaande", "alsmede", "conform", "derhalve", "desalniettemin", "dientengevolge", "echter"),
    *(
        "geschieden",
        "geschiedt",
        "hieromtrent",
        "ingevolge",
        "inzake",
        "jegens",
        "middels",
        "tevens",
    ),
    *("nochtans", "omtrent", "onderhavige", "teneinde", "ten aanzien van", "ten behoeve van"),
    *("voornoemde", "zulks", "dient te", "dienen te", "met betrekking tot", "casu quo", "c.q."),
    *("m.b.t.", "d.m.v.", "t.a.v.", "n.a.v.", "i.v.m.", "o.a.", "i.p.v."),
]
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


def flaws(zinnen: list[str], heel: str) -> dict[str, list[str]]:
    """What keeps a reader from it: long sentences, words of an office, wrong numbers."""
    lang = [zin for zin in zinnen if len(WOORD.findall(zin)) > LANGSTE_ZIN]
    kaal = " ".join(zinnen).casefold()
    ambtelijk = [w for w in MIJDEN if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", kaal)]
    fouten = {"lang": lang, "ambtelijk": ambtelijk, "getal": FOUT_GETAL.findall(heel)}
    return {naam: lijst for naam, lijst in fouten.items() if lijst}


def test_a_letter_reads_as_easily_as_a_page(brieven: list[list[str]]) -> None:
    assert len(brieven) == 4
    for brief in brieven:
        zinnen = list(sentences([tekst for tekst in brief if tekst.endswith(".")]))
        assert len(zinnen) > 10
        assert ease(zinnen) >= LEESBAAR
        assert flaws(zinnen, " ".join(brief)) == {}
        assert flaws(brief, "").keys() <= {"lang"}


@pytest.mark.parametrize(
    "naam",
    ["GM9001", "GM9002", "GM9003", "GM9004", "provincie", "index", "controle"]
    + [f"halfweg {naam}" for naam in ("GM9001", "provincie", "index", "monitor")],
)
def test_a_page_reads_at_least_as_easily_as_a_newspaper(
    naam: str, published: Any, halfway: Any
) -> None:
    half = naam.removeprefix("halfweg ")
    html = (halfway if half != naam else published)[half].html
    zinnen = list(sentences(prose(html)))
    heel = " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
    assert flaws(zinnen, heel) == {}
    assert ease(zinnen) >= LEESBAAR


def test_the_origin_of_a_round_too_is_told_without_words_of_an_office(published: Any) -> None:
    assert "ambtelijk" not in flaws(list(sentences(prose(published["herkomst"].html))), "")


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
