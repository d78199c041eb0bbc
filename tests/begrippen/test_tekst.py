"""Text as people type it, and what a spreadsheet program makes of it."""

import pytest

from ibt.begrippen.tekst import no_formula


@pytest.mark.parametrize(
    ("tekst", "veilig"),
    [
        ("=1+1", "'=1+1"),
        ("+31 30", "'+31 30"),
        ("-3", "'-3"),
        ("@SUM(1)", "'@SUM(1)"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        ("﹫SUM(1)", "'﹫SUM(1)"),
        ("A;=1+1;B", "A;'=1+1;B"),
        ("A; =1", "A;' =1"),
        ('A;"=1+1;B', "A;'\"=1+1;B"),
        ('"=1', "'\"=1"),
        ("'=1", "''=1"),
        ("'s-Graveland", "'s-Graveland"),
        ("A\t@x", "A\t'@x"),
        ("A\n=x", "A\n'=x"),
        ("A\r=x", "A\r'=x"),
        ("a=b; c-d, +e", "a=b; c-d, +e"),
        ("Utrecht", "Utrecht"),
        ("", ""),
    ],
)
def test_text_never_begins_to_calculate_also_not_after_a_semicolon(tekst: str, veilig: str) -> None:
    assert no_formula(tekst) == veilig
