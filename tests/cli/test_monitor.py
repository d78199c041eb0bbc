"""`ibt monitor` as an analyst types it: the latest stand as a table and as one page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ibt.kader.utrecht_2024 import UTRECHT_2024

Ibt = Callable[..., object]
KOP = "gemeentecode,gemeente,stand_per,taakstelling,stand_begin,realisatie,koppelingen\n"
LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"


def rows(dag: str, *aantallen: int) -> str:
    paren = zip(("GM9901,,{},20,-1", "GM9902,,{},12,-5", "GM9903,,{},9,-8"), aantallen, strict=True)
    return "".join(f"{begin.format(dag)},{aantal},4\n" for begin, aantal in paren)


@pytest.fixture
def mei(ronde: Path) -> Path:
    """The round of July, while the latest stand is that of 1 May."""
    tekst = KOP + rows("2026-04-01", 8, 6, 3) + rows("2026-05-01", 14, 7, 6)
    (ronde.parents[1] / "data/cijfers/2026-07-01.csv").write_text(tekst, encoding="utf-8")
    (ronde.parent / "bevindingen/2026-07-01.yaml").write_text("", encoding="utf-8")
    return ronde


@pytest.mark.norm("N20")
def test_the_table_has_a_line_per_gemeente_by_name_and_says_it_is_no_inschaling(
    ibt: Ibt, mei: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mei.parents[1])
    afloop = ibt("monitor", "parameters/2026-07-01.yaml")
    assert afloop.code == 0, afloop
    # Slenk starts at -1, of which 1 person is an open correction.
    assert afloop.uit == (
        "Gemeente                            Trede  Gehuisvest  Schema  Opgave  Nog  Verwacht"
        "  Bandbreedte  Stand\n"
        "'s-Gravenhage <b>& #eval(1) $x$ *_      2           7       8      17   10        −7"
        "    −8 tot −7  NIET op schema\n"
        "Slenk                                   1          14      14      20    6        +1"
        "    −1 tot +1  op schema\n"
        "Terp                                    3           6       6      17   11        −8"
        "    −9 tot −8  op schema\n"
        "\n"
        "Stand op 2026-05-01: 2 van 3 op schema voor de taakstelling (4/6). "
        "Dit is geen inschaling.\n"
        "Verwacht: de stand op 2026-07-01 als het tempo van dit halfjaar zo blijft.\n"
        "Bandbreedte: bij het laagste en het hoogste tempo van dit halfjaar en van ten hoogste "
        "vier ervoor.\n"
        "\n"
        "Wie moet wat horen\n"
        "  Iedere gemeente: ambtelijk laten weten hoe zij ervoor staat (§3 inleiding en §4)\n"
        "    nog te doen: alle gemeenten\n"
        "    vastgelegd: geen\n"
        "  Op trede 2: melden of trede 3 mogelijk is (§3 trede 2, slot)\n"
        "    nog te doen: 's-Gravenhage <b>& #eval(1) $x$ *_\n"
        "    vastgelegd: geen\n"
        "  Trede 3 of hoger mogelijk bij het laagste bekende tempo, of al op trede 4 of hoger: "
        "bericht kan naar het bestuur (§3 inleiding)\n"
        "    nog te doen: 's-Gravenhage <b>& #eval(1) $x$ *_ en Terp\n"
        "    vastgelegd: geen\n"
        "  Niet op schema: ambtelijk gesprek (§4)\n"
        "    nog te doen: 's-Gravenhage <b>& #eval(1) $x$ *_\n"
        "    vastgelegd: geen\n"
        "\n"
        "Pagina: outputs/monitor/2026-05-01.html\n"
    )


def test_a_long_name_wraps_nothing(ibt: Ibt, mei: Path) -> None:
    naam = " ".join(["Nederhorst-over-den-Berg-en-Verzonnendam aan den Vecht"] * 3)
    for pad in (mei.parents[1] / "data").rglob("*.csv"):
        pad.write_text(pad.read_text(encoding="utf-8").replace("Terp", naam), encoding="utf-8")
    afloop = ibt("monitor", mei)
    assert afloop.code == 0, afloop
    (regel,) = [een for een in afloop.uit.splitlines() if een.startswith(naam)]
    assert regel.endswith("op schema")
    assert not any(regel != regel.rstrip() for regel in afloop.uit.splitlines())


def test_the_page_lies_beside_the_rounds_by_the_day_of_the_stand(ibt: Ibt, mei: Path) -> None:
    assert ibt("monitor", mei).code == 0
    assert [pad.name for pad in (mei.parents[1] / "outputs").iterdir()] == ["monitor"]
    pagina = (mei.parents[1] / "outputs/monitor/2026-05-01.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(pagina, "html.parser")
    tekst = " ".join(soup.get_text(" ").split())
    assert soup.html is not None
    assert soup.html["lang"] == "nl"
    assert "TUSSENSTAND, geen inschaling" in tekst
    assert "1 mei 2026" in tekst
    assert LASTIG in tekst
    assert "<b>&" not in pagina


def test_the_page_links_to_no_report_that_is_not_there(ibt: Ibt, mei: Path) -> None:
    ibt("monitor", mei)
    pagina = (mei.parents[1] / "outputs/monitor/2026-05-01.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(pagina, "html.parser")
    assert [a["href"] for a in soup.find_all("a")] == ["#inhoud", UTRECHT_2024.bron]
    assert {src["src"] for src in soup.find_all(src=True)} == set()


def test_the_page_says_what_each_trede_needs(ibt: Ibt, mei: Path) -> None:
    ibt("monitor", mei)
    pagina = (mei.parents[1] / "outputs/monitor/2026-05-01.html").read_text(encoding="utf-8")
    tabellen = BeautifulSoup(pagina, "html.parser").find_all("table")
    (nodig,) = [t for t in tabellen if "Ten minste nog" in t.caption.get_text()]
    rijen = {
        rij.th.get_text(): [td.get_text() for td in rij.find_all("td")]
        for rij in nodig.find("tbody").find_all("tr")
    }
    assert rijen["Terp"] == ["11", "7", "4", "1,5", "1,0"]
    assert rijen["Slenk"] == ["6", "–", "–", "3,5", "2,5"]


def test_a_page_may_be_put_elsewhere_and_renewed(ibt: Ibt, mei: Path, tmp_path: Path) -> None:
    doel = tmp_path / "nieuwe map" / "stand.html"
    for _ in range(2):
        afloop = ibt("monitor", mei, "-o", doel)
        assert afloop.code == 0, afloop
    eerst = doel.read_bytes()
    assert ibt("monitor", mei, "-o", doel).code == 0
    assert doel.read_bytes() == eerst
    assert not (mei.parents[1] / "outputs").exists()


def test_a_file_that_is_no_page_of_the_monitor_is_never_overwritten(ibt: Ibt, mei: Path) -> None:
    for doel in (mei, mei.parents[1] / "data/register.csv"):
        eerst = doel.read_bytes()
        afloop = ibt("monitor", mei, "-o", doel)
        assert (afloop.code, afloop.uit) == (1, "")
        assert "is geen pagina van ibt monitor. Kies een ander bestand met -o." in afloop.fout
        assert doel.read_bytes() == eerst


def test_a_folder_is_no_place_for_the_page(ibt: Ibt, mei: Path, tmp_path: Path) -> None:
    afloop = ibt("monitor", mei, "-o", tmp_path)
    assert (afloop.code, afloop.uit) == (1, "")
    assert f"{tmp_path}: is een map. Geef met -o een bestand" in afloop.fout
    assert "Traceback" not in afloop.fout


def test_a_half_year_that_has_ended_is_not_monitored(ibt: Ibt, ronde: Path) -> None:
    afloop = ibt("monitor", ronde)
    assert (afloop.code, afloop.uit) == (1, "")
    assert "het halfjaar 2026-I is voorbij; er is al een stand van 2026-07-01" in afloop.fout
    assert "ibt assess of ibt render" in afloop.fout
    assert not (ronde.parents[1] / "outputs").exists()


def test_without_a_stand_yet_it_says_so(ibt: Ibt, ronde: Path) -> None:
    (ronde.parents[1] / "data/cijfers/2026-07-01.csv").write_text(KOP, encoding="utf-8")
    afloop = ibt("monitor", ronde)
    assert (afloop.code, afloop.uit) == (1, "")
    assert "er moet een stand zijn van na 2026-01-01" in afloop.fout


def test_a_gemeente_that_lacks_the_latest_stand_is_named(ibt: Ibt, mei: Path) -> None:
    pad = mei.parents[1] / "data/cijfers/2026-07-01.csv"
    tekst = pad.read_text(encoding="utf-8").replace("GM9903,,2026-05-01,9,-8,6,4\n", "")
    pad.write_text(tekst, encoding="utf-8")
    afloop = ibt("monitor", mei)
    assert afloop.code == 1
    assert "Terp (GM9903)" in afloop.fout
    assert "moet een regel met stand_per 2026-05-01 hebben" in afloop.fout


def test_without_a_round_it_says_what_is_missing(ibt: Ibt) -> None:
    assert ibt("monitor").code == 2
    assert ibt("monitor", "weg.yaml").code == 1


def test_warnings_about_the_figures_go_to_the_other_stream(ibt: Ibt, mei: Path) -> None:
    pad = mei.parents[1] / "data/cijfers/2026-07-01.csv"
    tekst = pad.read_text(encoding="utf-8").replace("2026-05-01,20,-1,14", "2026-05-01,20,-1,7")
    pad.write_text(tekst, encoding="utf-8")
    afloop = ibt("monitor", mei)
    assert afloop.code == 0
    assert "de realisatie is lager dan een maand eerder" in afloop.fout
    assert " 7 na 8, regel" in afloop.fout
    assert "realisatie" not in afloop.uit
