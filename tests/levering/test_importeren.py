"""Delivered files to figures of a round: put together, compared, written and kept."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import ibt
from ibt.begrippen.fout import InvoerFout, UitvoerFout
from ibt.levering import Levering
from ibt.readers.cijfers import Cijfers, read_cijfers
from ibt.readers.gemeenten import read_gemeenten

GEMEENTEN = """gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger
GM0344,Utrecht,Utrecht,2000-01-01,,
GM0355,Zeist,Utrecht,2000-01-01,,
GM0518,'s-Gravenhage,Zuid-Holland,2000-01-01,,
"""
KOP = "Gemeente;Taakstelling;Stand begin;Realisatie"
RIJK = f"Overzicht van Rijksoverheid.nl\n{KOP}\nUtrecht;1.100;– 254;139\nZeist;45;– 13;49\n"
TVS = f"Export TVS\n{KOP};Koppelingen\nUtrecht;1108;-254;139;7\nZeist;45;-13;49;0\n"
Importeer = Callable[..., Levering]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose next round was prepared, but has no figures yet."""
    (tmp_path / "parameters").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "gemeenten.csv").write_text(GEMEENTEN, encoding="utf-8")
    sleutels = "peildatum: 2027-01-01\nprovincie: Utrecht\ngemeenten: ../data/gemeenten.csv\n"
    ronde = tmp_path / "parameters" / "2027-01-01.yaml"
    ronde.write_text(f"{sleutels}cijfers: ../data/cijfers/2027-01-01.csv\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def importeer(project: Path) -> Importeer:
    """Imports texts, by the name of their file, into the project."""

    def run(teken: str | None = "min-is-achterstand", **teksten: str) -> Levering:
        paden = [project / f"{naam}.csv" for naam in teksten]
        for pad, tekst in zip(paden, teksten.values(), strict=True):
            pad.write_text(tekst, encoding="utf-8")
        return ibt.importeer(*paden, peildatum="2027-01-01", map=project, teken=teken)

    return run


def read_back(levering: Levering, project: Path) -> Cijfers:
    lijst = read_gemeenten(project / "data" / "gemeenten.csv").waarde
    eigen = lijst.of("Utrecht", date(2027, 1, 1))
    return read_cijfers(levering.doel, lijst, eigen, peildatum=levering.peildatum).waarde


def test_what_was_delivered_is_written_kept_and_named(importeer: Importeer, project: Path) -> None:
    levering = importeer(tvs=TVS)
    assert not levering.doel.exists()
    assert "nog niet geschreven" in repr(levering)
    tabel, bewaard = levering.schrijf()
    assert tabel == project / "data" / "cijfers" / "2027-01-01.csv"
    kort = hashlib.sha256(TVS.encode()).hexdigest()[:12]
    assert bewaard == project / "data" / "bron" / "2027-01-01" / f"{kort}-tvs.csv"
    assert bewaard.read_text(encoding="utf-8") == TVS
    cijfers = read_back(levering, project)
    rij = cijfers.frame.iloc[0]
    assert [rij[k] for k in ("taakstelling", "stand_begin", "realisatie")] == [1108, -254, 139]
    assert cijfers.bron.uit == (f"{kort}-tvs.csv",)


@pytest.mark.norm("N08", "N10")
def test_tvs_leads_and_what_the_rijk_published_stands_beside_it(importeer: Importeer) -> None:
    rijen = importeer(rijk=RIJK, tvs=TVS).rijen
    utrecht = rijen[0]
    assert (utrecht["taakstelling"], utrecht["taakstelling_rijk"]) == (1108, 1100)
    assert (utrecht["realisatie_rijk"], utrecht["koppelingen"]) == (139, 7)
    alleen = importeer(rijk=RIJK).rijen[0]
    assert (alleen["taakstelling"], alleen.get("taakstelling_rijk")) == (1100, None)


@pytest.mark.norm("N07")
def test_files_of_one_half_year_fill_each_other_up(importeer: Importeer) -> None:
    maanden = (
        "TVS\nGemeente;Gerealiseerd t/m juli;Gerealiseerd t/m augustus\nUtrecht;20;35\nZeist;1;4\n"
    )
    levering = importeer(rijk=RIJK, maanden=maanden)
    utrecht = [rij for rij in levering.rijen if rij["gemeentecode"] == "GM0344"]
    assert [(str(r["stand_per"]), r["taakstelling"], r["realisatie"]) for r in utrecht] == [
        ("2026-08-01", 1100, 20),
        ("2026-09-01", 1100, 35),
        ("2027-01-01", 1100, 139),
    ]


def test_gemeenten_that_the_list_does_not_have_are_elsewhere_unless_one_of_the_round_lacks(
    importeer: Importeer,
) -> None:
    elders = f"{RIJK}Groningen;200;5;20\nTotaal;1345;-262;208\n"
    levering = importeer(rijk=elders)
    assert [rij["gemeente"] for rij in levering.rijen] == ["Utrecht", "Zeist"]
    assert [str(melding) for melding in levering.waarschuwingen] == [
        "rijk.csv: regels van gemeenten buiten deze ronde, niet meegenomen: 1"
    ]
    with pytest.raises(InvoerFout) as fout:
        importeer(rijk=elders.replace("Zeist", "Slot Zeist"))
    assert {gebrek.gevonden for gebrek in fout.value.gebreken} == {None, "Groningen", "Slot Zeist"}


def test_two_files_of_one_source_may_not_differ(importeer: Importeer) -> None:
    with pytest.raises(InvoerFout, match=r"1108 \(regel 3 van a.csv\) en 1109"):
        importeer(a=TVS, b=TVS.replace("1108", "1109"))


@pytest.mark.parametrize(
    ("tekst", "zegt"),
    [
        (TVS.replace("Zeist;45;-13;49;0\n", ""), r"Zeist \(GM0355\): moet een regel van"),
        (TVS.replace("Realisatie", "Uitstroom"), 'een kolom moet "realisatie" zijn.*uitstroom'),
        (f"Periode;{KOP[9:]}\n2026-II;1;-1;1\n", "regel per gemeente"),
    ],
)
def test_what_a_round_needs_and_no_file_has_is_refused(
    importeer: Importeer, project: Path, tekst: str, zegt: str
) -> None:
    with pytest.raises(InvoerFout, match=f"(?i){zegt}"):
        importeer(tvs=tekst)
    assert not (project / "data" / "bron").exists()


def test_a_later_delivery_is_listed_per_gemeente_and_keeps_the_former(
    importeer: Importeer, project: Path
) -> None:
    importeer(tvs=TVS).schrijf()
    vorige = (project / "data" / "cijfers" / "2027-01-01.csv").read_bytes()
    later = importeer(tvs=TVS.replace("139;7", "141;7"))
    assert [str(verschil) for verschil in later.verschillen] == [
        "Utrecht (GM0344), 2027-01-01: realisatie 139 → 141"
    ]
    later.schrijf()
    (bewaard,) = (project / "data" / "bron" / "2027-01-01").glob("*-vorige-2027-01-01.csv")
    assert bewaard.read_bytes() == vorige
    assert importeer(tvs=TVS.replace("139;7", "141;7")).schrijf() == ()


def test_a_column_that_is_no_longer_delivered_is_told_once(importeer: Importeer) -> None:
    importeer(tvs=TVS).schrijf()
    zonder = TVS.replace(";Koppelingen", "").replace("139;7", "140").replace("49;0", "49")
    deel = importeer(tvs=zonder).uitleg()[-1]
    assert "Leeg geworden: koppelingen, in 2 regels." in deel.regels
    assert [rij[2:] for rij in deel.rijen] == [("realisatie", "139", "→", "140")]


def test_days_that_are_not_delivered_again_stay(importeer: Importeer) -> None:
    importeer(
        tvs=f"TVS, stand per 1 november 2026\n{KOP}\nUtrecht;1;-1;1\nZeist;1;-1;1\n"
    ).schrijf()
    later = importeer(tvs=TVS)
    assert (later.blijft, len(later.rijen)) == (2, 4)


def test_a_month_before_the_peildatum_says_that_it_cannot_be_judged(importeer: Importeer) -> None:
    vroeg = importeer(tvs=f"Stand per 1 november 2026\n{KOP}\nUtrecht;1;-1;1\nZeist;1;-1;1\n")
    assert "de laatste stand is van 2026-11-01" in str(vroeg.waarschuwingen[0])


def test_a_table_that_changed_meanwhile_is_not_overwritten(
    importeer: Importeer, project: Path
) -> None:
    levering = importeer(tvs=TVS)
    importeer(tvs=TVS.replace("139", "140")).schrijf()
    with pytest.raises(UitvoerFout, match="veranderd sinds"):
        levering.schrijf()


def test_invented_figures_stay_marked_as_such(importeer: Importeer, project: Path) -> None:
    kop = TVS.replace("Koppelingen", "Koppelingen;herkomst")
    levering = importeer(tvs=kop.replace(";7\n", ";7;VOORBEELD\n").replace(";0\n", ";0;\n"))
    levering.schrijf()
    assert read_back(levering, project).is_voorbeeld


def test_in_a_notebook_it_shows_columns_figures_and_changes(importeer: Importeer) -> None:
    html = importeer(tvs=TVS)._repr_html_()
    assert "Een stand met een min is achterstand." in html
    assert "<td>  Utrecht</td>" in html
    assert "eerste levering" in html


@pytest.mark.parametrize(
    "anders",
    [{"peildatum": "2027-02-01"}, {"teken": "min"}, {"profiel": "bestaat-niet"}],
)
def test_what_is_asked_wrongly_is_a_fault(project: Path, anders: dict[str, str]) -> None:
    (project / "tvs.csv").write_text(TVS, encoding="utf-8")
    with pytest.raises(InvoerFout, match="moet een"):
        ibt.importeer(project / "tvs.csv", **{"peildatum": "2027-01-01", "map": project, **anders})
