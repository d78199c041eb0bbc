"""docs/huis.md draws the rooms as the imports are."""

from pathlib import Path

from maten import picture, read_house


def test_the_picture_of_the_house_is_that_of_the_imports() -> None:
    huis = (Path(__file__).parents[2] / "docs/huis.md").read_text(encoding="utf-8")
    assert picture(read_house()[1]) in huis, "geef make maten"
