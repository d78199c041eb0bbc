"""A character that the reports cannot print is told before the round is made."""

from pathlib import Path

from ibt.batch.tekens import glyph_warnings
from ibt.ronde import load_ronde


def told(ronde: Path) -> list[str]:
    return [str(waarschuwing) for waarschuwing in glyph_warnings(load_ronde(ronde))]


def replace(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")


def test_ordinary_dutch_text_gives_no_warning(ronde: Path) -> None:
    replace(ronde.parent / "bevindingen" / "2026-07-01.yaml", "Een brand", "Eén brand – ‘fel’, €")
    assert told(ronde) == []


def test_a_name_of_a_gemeente_with_an_emoji_names_the_gemeente(ronde: Path) -> None:
    for naam in ("gemeenten.csv", "cijfers/2026-07-01.csv", "cijfers/2026-01-01.csv"):
        replace(ronde.parents[1] / "data" / naam, ",Slenk,", ",Slenk 😀,")
    replace(ronde.parent / "bevindingen" / "2026-01-01.yaml", "gemeente: Slenk", "gemeente: GM9901")
    (melding,) = told(ronde)
    assert melding.startswith("gemeenten.csv, Slenk 😀 (GM9901): ")
    assert melding.endswith("het rapport drukt [U+1F600] af")


def test_a_text_of_a_finding_names_file_and_finding(ronde: Path) -> None:
    pad = ronde.parent / "bevindingen" / "2026-07-01.yaml"
    replace(pad, "rapport van de brandweer", "rapport van de 火")
    (melding,) = told(ronde)
    assert melding.startswith(
        "bevindingen/2026-07-01.yaml, bevinding 3 (regel 15), Terp (GM9903): "
    )
    assert "[U+706B]" in melding


def test_the_name_of_who_adopted_is_looked_at_too(ronde: Path) -> None:
    with ronde.open("a", encoding="utf-8") as bestand:
        bestand.write('vaststelling: {door: "Ж 火", datum: "2026-07-21"}\n')
    (melding,) = told(ronde)
    assert "[U+706B]" in melding
