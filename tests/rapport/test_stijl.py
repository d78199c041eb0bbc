"""The one source of style."""

import base64
import re
from itertools import pairwise
from pathlib import Path

import matplotlib
import pytest

from ibt.rapport.stijl import (
    LETTERTYPE_FOLDER,
    STIJL_CSS,
    STIJL_FILE,
    css_variables,
    font_faces,
    load_stijl,
    matplotlib_style,
    stylesheet,
)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    return 116 * luminance(colour) ** (1 / 3) - 16


@pytest.mark.parametrize("nummer", range(1, 7))
def test_text_on_a_trede_colour_is_readable(nummer: int) -> None:
    trede = load_stijl().trede(nummer)
    assert contrast(trede.vlak, trede.tekst) >= 4.5


def test_the_treden_grow_darker_so_that_they_differ_in_grey_too() -> None:
    steps = [lightness(trede.vlak) for trede in load_stijl().treden]
    assert all(lighter - darker >= 10 for lighter, darker in pairwise(steps))


@pytest.mark.parametrize(
    ("letters", "ground"),
    [
        ("tekst", "papier"),
        ("gedempt", "vlak"),
        ("gedempt", "accent_vlak"),
        ("accent", "accent_vlak"),
        ("accent", "let_op_vlak"),
        ("tekst", "let_op_vlak"),
        ("tekst", "fout_vlak"),
        ("merk", "merk_vlak"),
        ("op", "accent_vlak"),
        ("neer", "accent_vlak"),
    ],
)
def test_every_pair_of_text_and_ground_has_enough_contrast(letters: str, ground: str) -> None:
    kleur = load_stijl().kleur
    assert contrast(kleur[letters], kleur[ground]) >= 4.5


def test_a_trede_outside_the_ladder_has_no_colour() -> None:
    with pytest.raises(ValueError, match="kreeg 7"):
        load_stijl().trede(7)


def test_a_house_style_of_ones_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "eigen.toml"
    own.write_text(
        STIJL_FILE.read_text(encoding="utf-8").replace("#14406b", "#7a0f2b"), encoding="utf-8"
    )
    assert "--ibt-accent: #7a0f2b;" in css_variables(load_stijl(own))


def test_all_faulty_colours_are_named_at_once(tmp_path: Path) -> None:
    own = tmp_path / "fout.toml"
    text = STIJL_FILE.read_text(encoding="utf-8")
    own.write_text(text.replace("#14406b", "blauw").replace("#ffffff", "wit"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"fout.toml: .*'accent'.*'papier'"):
        load_stijl(own)


def test_the_style_sheet_asks_nothing_of_another_host() -> None:
    css = stylesheet(load_stijl())
    assert set(re.findall(r"url\(([^)]{0,23})", css)) == {"data:font/woff2;base64,"}
    assert "@import" not in css
    assert "http" not in css


def test_the_style_sheet_uses_no_colour_of_its_own() -> None:
    rules = STIJL_CSS.read_text(encoding="utf-8")
    assert "#" not in rules.replace("#inhoud", "")


def test_the_page_carries_its_own_font_under_a_name_of_its_own() -> None:
    css = font_faces(load_stijl())
    assert css.count("@font-face") == 2
    for inhoud in re.findall(r"base64,([A-Za-z0-9+/=]+)\)", css):
        letter = base64.b64decode(inhoud)
        assert letter[:4] == b"wOF2"
        assert len(letter) < 30_000  # every page carries it


def test_a_style_with_another_font_carries_none(tmp_path: Path) -> None:
    own = tmp_path / "eigen.toml"
    text = STIJL_FILE.read_text(encoding="utf-8")
    own.write_text(text.replace('"IBT Sans", ', ""), encoding="utf-8")
    assert font_faces(load_stijl(own)) == ""


def test_matplotlib_accepts_the_chart_style_and_draws_text_as_outlines() -> None:
    style = matplotlib_style(load_stijl())
    with matplotlib.rc_context(style):
        assert matplotlib.rcParams["svg.fonttype"] == "path"
        assert matplotlib.rcParams["svg.hashsalt"] == "ibt"


def test_the_font_travels_with_its_licence() -> None:
    assert "SIL Open Font License" in (LETTERTYPE_FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert len(list(LETTERTYPE_FOLDER.glob("*.ttf"))) == 4


def test_the_denser_style_is_smaller_but_never_too_small_to_read() -> None:
    stijl = load_stijl()
    dicht = stijl.denser()
    kleinste = stijl.dichter["kleinste"]
    for naam, punten in stijl.maat.items():
        assert min(punten, kleinste) <= dicht.maat[naam] <= punten
    assert dicht.maat["basis"] < stijl.maat["basis"]
    assert dicht.afstand["blok"] < stijl.afstand["blok"]
    assert dicht.kleur == stijl.kleur


def test_the_denser_style_keeps_the_margins_of_the_page() -> None:
    stijl = load_stijl()
    marges = {naam: mm for naam, mm in stijl.afstand.items() if naam.startswith("marge")}
    assert {naam: stijl.denser().afstand[naam] for naam in marges} == marges
