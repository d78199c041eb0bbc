"""A part of a page: safe HTML for the report, plain text for who sees no HTML."""

from htpy import p, script
from markupsafe import Markup

from ibt.rapport.deel import make_deel

LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"


def test_text_from_data_cannot_become_markup() -> None:
    assert "<b>" not in str(make_deel(p[LASTIG]))


def test_jupyter_gets_html_and_plain_text() -> None:
    vormen = make_deel(p["Trede 2"])._repr_mimebundle_()
    assert vormen["text/html"] == "<p>Trede 2</p>"
    assert vormen["text/plain"] == "Trede 2"


def test_plain_text_holds_the_name_as_it_is_and_no_drawing() -> None:
    deel = make_deel(p[LASTIG], Markup("<svg><path d='M0 0'/></svg>"), script["alert(1)"])
    assert deel._repr_mimebundle_()["text/plain"] == LASTIG


def test_a_character_that_the_font_lacks_is_visible_by_its_number() -> None:
    assert "[U+1F600]" in str(make_deel(p["Zeist \N{GRINNING FACE}"]))
