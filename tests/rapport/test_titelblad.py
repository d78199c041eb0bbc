"""The head of every report says what it is, about whom, and that it is a draft or an example."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from ibt.rapport import gemeente, provincie
from ibt.rapport.index import index_page
from ibt.rapport.titelblad import make_titelblad
from ibt.ronde import beoordeel

VASTGESTELD = {"door": "J. de Vries", "datum": "2026-08-04"}


def titelblad(deel: object) -> Tag:
    blad = BeautifulSoup(str(deel), "html.parser").select_one("header.titelblad")
    assert blad is not None
    return blad


@pytest.mark.parametrize("soort", ["gemeente", "provincie", "index"])
def test_every_titelblad_says_concept_and_voorbeeld(soort: str, make_ronde: Any, read: Any) -> None:
    ronde = make_ronde({"herkomst": "VOORBEELD: verzonnen"})
    beoordelingen = beoordeel(ronde)
    deel = {
        "gemeente": gemeente.titelblad(beoordelingen[0], ronde.verslag),
        "provincie": provincie.titelblad(beoordelingen, ronde.verslag),
        "index": index_page(ronde.verslag, beoordelingen, ()),
    }[soort]
    blad = titelblad(deel)
    assert str(blad["data-titel"]).startswith("VOORBEELD ")
    assert blad["data-merk"] == "CONCEPT · VOORBEELD: cijfers verzonnen"
    assert "Voorbeeld: de cijfers zijn verzonnen." in read(deel)
    assert "Concept. Dit is een voorstel; de berekening is gedaan door een programma." in read(deel)


@pytest.mark.parametrize(
    ("peildatum", "cijfers", "merk"),
    [
        ("2026-07-01", {}, "PROEF"),
        ("2026-04-01", {}, "PROEF, geen inschaling"),
        ("2026-07-01", {"herkomst": "VOORBEELD"}, "PROEF · VOORBEELD: cijfers verzonnen"),
    ],
)
def test_what_is_not_the_round_itself_says_so_everywhere(
    peildatum: str, cijfers: dict[str, str], merk: str, make_ronde: Any, read: Any
) -> None:
    ronde = make_ronde({"stand_per": peildatum, **cijfers}, peildatum=peildatum, proef="ja")
    blad = make_titelblad(ronde.verslag, "Beoordeling", "Verzonnendam", [])
    assert titelblad(blad)["data-merk"] == merk
    assert str(titelblad(blad)["data-titel"]).startswith("PROEF Beoordeling: Verzonnendam")
    assert "Proef. Dit is niet de ronde zelf, maar een proef. Zij telt niet" in read(blad)
    assert ronde.verslag.staat == "proef"
    punten = ronde.resultaat["aandachtspunten"].str.split("|")
    assert punten.str[0].tolist() == ["proef_telt_niet"]


def test_real_figures_are_not_called_an_example(geval: Any, read: Any) -> None:
    een = geval()
    deel = gemeente.titelblad(een.beoordeling, een.verslag)
    assert "oorbeeld" not in str(deel)
    assert titelblad(deel)["data-merk"] == "CONCEPT"


def test_an_adopted_round_names_who_adopted_it_and_when(geval: Any, read: Any) -> None:
    een = geval(ronde={"vaststelling": VASTGESTELD})
    deel = gemeente.titelblad(een.beoordeling, een.verslag)
    assert titelblad(deel)["data-merk"] == "VASTGESTELD"
    woorden = read(deel)
    assert "Vastgesteld op 4 augustus 2026 door J. de Vries, namens gedeputeerde staten" in woorden
    assert "oncept" not in woorden


def test_the_title_names_gemeente_and_peildatum(geval: Any) -> None:
    een = geval(naam="'s-Gravenhage <b>& #eval(1) $x$ *_")
    blad = titelblad(gemeente.titelblad(een.beoordeling, een.verslag))
    assert blad["data-titel"] == (
        "Beoordeling interbestuurlijk toezicht: 's-Gravenhage <b>& #eval(1) $x$ *_, "
        "peildatum 1 juli 2026"
    )
    assert blad.h1 is not None
    assert blad.h1.text == "'s-Gravenhage <b>& #eval(1) $x$ *_"


def test_the_way_back_is_for_the_screen_and_not_for_paper(geval: Any) -> None:
    een = geval()
    link = titelblad(gemeente.titelblad(een.beoordeling, een.verslag)).find("a")
    assert link is not None
    assert link["href"] == "../index.html"
    assert link.find_parent(attrs={"data-pdf": "nee"})
