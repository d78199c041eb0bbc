"""The page of a comparison in a real browser: accessible on every width, and sealed off."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page

from ibt.begrippen.verschil import (
    Gemeenteverschil,
    Invoerverschil,
    Rijverschil,
    Rondemap,
    Soort,
    Verschil,
    Wijziging,
)
from ibt.rapport.verschil import verschil_page

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"
CIJFERS = (Wijziging("realisatie", "1793", "1800"), Wijziging("stand_eind", "-7", "0"))
WEG = ("index.html: dit bestand ontbreekt",)
PUNT = Wijziging("aandachtspunten", "grensgeval", "grensgeval|omkoppelingen")
VERSCHIL = Verschil(
    Rondemap("2026-07-01", "Verzonnen", date(2026, 7, 1), "concept", True, WEG),
    Rondemap("2026-07-01b", "Verzonnen", date(2026, 7, 1), "vastgesteld", True, (), "utrecht-2024"),
    "voorgestelde trede",
    True,
    (Wijziging("staat", "concept", "vastgesteld"),),
    (
        Invoerverschil(
            "cijfers", ("cijfers/a.csv",), (Rijverschil(Soort.ANDERS, LASTIG, CIJFERS),)
        ),
        Invoerverschil("register", ("register/register.csv",), ()),
    ),
    (
        Gemeenteverschil(
            "GM9901", LASTIG, Soort.ANDERS, Wijziging("trede", "2", "3"), (*CIJFERS, PUNT),
            ("Conclusie", "Wat nu, termijnen"),
        ),
        Gemeenteverschil("GM9902", "Terp", Soort.ERBIJ, None, (), ()),
    ),
    ("In het kort",),
)  # fmt: skip


def test_everyone_can_read_what_moved_and_where_to_read(
    tmp_path: Path, visit: Callable[..., Page]
) -> None:
    bestand = tmp_path / "verschil.html"
    bestand.write_text(verschil_page(VERSCHIL, "../2026-07-01b"), encoding="utf-8")
    blad = visit(bestand, "breed", "hoog contrast", "papier")
    tekst = " ".join(blad.locator("main").inner_text().split())
    assert "1 gemeente met een andere voorgestelde trede" in tekst
    assert "2026-07-01/index.html: dit bestand ontbreekt" in tekst
    assert "realisatie 1.793 1.800 +7" in tekst
    assert "stand eind −7 0 +7" in tekst
    assert "nieuw: het COA heeft mensen omgekoppeld" in tekst
    assert "Terp (GM9902) staat alleen in de nieuwe ronde." in tekst
    assert "De inhoud is gelijk; alleen de vorm van het bestand is anders." in tekst
    assert "VERGELIJKING · VOORBEELD: cijfers verzonnen" in blad.locator("header.kop").inner_text()
    verwijzing = blad.get_by_role("link", name=LASTIG)
    assert verwijzing.get_attribute("href") == "../2026-07-01b/gemeenten/GM9901.html"
    assert blad.locator("main b").count() == 0
