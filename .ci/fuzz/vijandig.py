"""What people, or programs, put where something else belongs."""

import datetime

_TEKST = (
    *(
        "",
        " ",
        "ja",
        "nee",
        "yes",
        "null",
        "~",
        "0",
        "-0",
        "1",
        "-1",
        "7",
        "1.793",
        "– 2.540",
        "12,5",
    ),
    *("9999999", "10000000", "9" * 400, "1e308", "1e999", "NaN", "inf", "0x10", "1_000", "½", "٣"),
    *("2026-07-01", "2026-02-30", "0001-01-01", "9999-12-31", "2026-07-01T00:00:00Z", "01-07-2026"),
    *("2026-I", "2026-III", "GM0344", "GM0307", "gm0344", "GM" + "0" * 300, "GM99999999", "Zeist"),
    *(
        "<script>alert(1)</script>",
        "]]>",
        '"onload="x',
        "<!--",
        "&amp;&#0;",
        '#read("/etc/passwd")',
    ),
    *("#sys", "$x$", "*_`\\", "{{ 7*7 }}", "{% for x in y %}", "${HOME}", "<w:p/>", "%s%n", "{0}"),
    *('=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "@SUM(1)", "-1+1", "\tx", "a\nATTENDEE:x"),
    *(
        "!!python/object:os.system x",
        "&a [*a]",
        "*b",
        "<<",
        "? a",
        "- -",
        "|",
        ">",
        "'",
        '"',
        "#",
        "%",
    ),
    *("../../../../etc/passwd", "/dev/zero", "/dev/stdin", "..", ".", "/", "~", "a/" * 300, "con"),
    *("cijfers.csv", "gemeenten.csv", "ronde.yaml", "bevindingen.yaml", "kaart.json", "http://x/y"),
    *("\0", "\x1b[31m", "\x07", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\ufffe", "\ue000"),
    *("\U0001f600", "e\u0301", "ﷺ" * 20, "\u0130", "ß", "ǆ", "\U0010ffff", "Z͑ͫ̓", "\xa0", "\u200b"),
    *("x" * 300, "x" * 21_000, ",", ";", ",,,,", '"""', "\r", "\r\n", "a: b", "a,b;c"),
)
_SOORT = (
    *("herverdeling", "correctie", "verschoonbare_reden", "afwijking", "versnelling", "afschalen"),
    *(
        "vooraankondiging",
        "besluit_indeplaatsstelling",
        "indeplaatsstelling",
        "herziening",
        "keuze",
    ),
    *("cijfers_geverifieerd", "gesprek", "verbeterplan", "brief_verzonden", "voortgang_gemeld"),
)
TEKSTEN: tuple[str, ...] = (*_TEKST, *_SOORT)

WAARDEN: tuple[object, ...] = (
    *TEKSTEN,
    *(None, True, False, 0, 1, -1, 2**63, -(2**200), 10**400, 0.5, 1e308, float("nan")),
    *(float("inf"), [], {}, [[]], [None], {"a": None}, [{"a": []}]),
    *(datetime.date(2026, 7, 1), datetime.date(1, 1, 1), datetime.date(9999, 12, 31)),
    *(datetime.datetime(2026, 7, 1, 12), {"x": 1, "y": [1, 2]}, [0.0, 0.0], [5.1, 52.1]),
)

# Text that stands as it is in a YAML file, where a writer of YAML would quote it.
YAML = (
    *("&a [*a]", "*a", "!!python/object:os.system x", "!!binary AAAA", "!!int ''", "!!float ''"),
    *("!!set {a}", "!!omap [a: 1]", "!!timestamp x", "!!null x", "!!bool x", "!!str [a]", "!x y"),
    *("1" + ":1" * 200 + ".5", "0x" + "f" * 5000, "0b" + "1" * 20_000, "1" * 5000, "190:20:30"),
    *(".inf", "-.inf", ".nan", "0o17", "017", "2026-07-01 25:00:00", "0001-01-01 00:00:00 +23:59"),
    *("9999-12-31T23:59:59-23:59", "{a: {a: {a: {a: {}}}}}", "[" * 30, "{" * 30, '"\\e[31m"'),
    *('"\\0"', '"\\ud800"', '"\\uD83D\\uDE00"', "? [a]", "<<: {a: 1}", "---", "...", "%YAML 9.9"),
    *("|\n  x", ">-\n", "'open", '"open', "a: b: c", "\t", "- - -", "@x", "`x", "!!merge x"),
)
