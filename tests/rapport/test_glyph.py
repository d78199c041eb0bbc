"""What the shipped font can print, and what stands in for the rest."""

from ibt.rapport.glyph import printable, text_width, unprintable


def test_ordinary_dutch_text_stays_as_it_is() -> None:
    text = "’s-Gravenhage: 34,9% · € 1.793 – Súdwest-Fryslân, één − twee ≤ drie\u00a0▲▼→\n"
    assert unprintable(text) == []
    assert printable(text) == text


def test_an_emoji_is_written_out_as_its_code_point() -> None:
    assert printable("goed 😀!") == "goed [U+1F600]!"


def test_a_control_character_is_written_out_with_four_digits() -> None:
    assert printable("a\x07b") == "a[U+0007]b"


def test_private_use_characters_are_named_once_in_order_of_appearance() -> None:
    assert unprintable("\ue001 😀 \ue001") == ["\ue001", "😀"]


def test_replacing_twice_changes_nothing_more() -> None:
    once = printable("😀 日本")
    assert printable(once) == once


def test_bold_text_is_wider_than_regular_text() -> None:
    assert text_width("Totaalopgave", "Bold") > text_width("Totaalopgave")
