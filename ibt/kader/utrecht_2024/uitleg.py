"""Each rule in plain words: when it applies, and what happened, with the gemeente's numbers.

Our own sentences, not the framework's. Names in braces are filled in by `rapport`: a number of
persons (`{opgave_personen}`, `{voorsprong_begin}`), `{helft}` of the
backlog at the start rounded down, or whole sentences: `{achterstand}` on the backlog at the end,
`{verloop}` on how it went since the start, both with who was excused and what of it counts for
the trede, `{naast_voorsprong}` on that beside the lead at the start, and `{ook_inlopen}`, that the
taakstelling alone is not enough, where it was reached, and `{plan}`, what was found of a plan.
"""

from __future__ import annotations

from ibt.kader.kader import Regeluitleg

_BLIJFT = "Vanaf trede 4 beslist niet het halfjaarcijfer, maar een besluit over de volgende stap."
_ALLES = "De totaalopgave van {opgave_personen} is volledig gerealiseerd: {gehuisvest}."
_GEHAALD = Regeluitleg(
    "de totaalopgave is gehaald, of voor de hele achterstand was er overmacht", _ALLES
)
_GEGROEID = Regeluitleg("de achterstand bleef gelijk of groeide", "{verloop} {ook_inlopen}")

UITLEG: dict[str, Regeluitleg] = {
    "1a": _GEHAALD,
    "1b": Regeluitleg(
        "er is een achterstand, maar de gemeente begon het halfjaar met een voorsprong",
        "{achterstand} De gemeente begon het halfjaar met een voorsprong van {voorsprong_begin}. "
        "Die beschermt haar deze ene keer: zo leest de provincie het kader (keuze K1).",
    ),
    "1c": Regeluitleg(
        "er is een achterstand en de gemeente begon het halfjaar zonder voorsprong",
        "{achterstand} De gemeente begon het halfjaar zonder voorsprong.",
    ),
    "2a": _GEHAALD,
    "2b": Regeluitleg(
        "de achterstand kromp, maar is niet helemaal ingelopen",
        "{verloop} Niet alles is ingelopen.",
    ),
    "2c": _GEGROEID,
    "3a": _GEHAALD,
    "3e": Regeluitleg(
        "er is een achterstand en het verbeterplan is niet op tijd uitgevoerd of niet gemaakt",
        "{achterstand} De toezichthouder heeft vastgesteld dat het verbeterplan {plan}.",
    ),
    "3b": Regeluitleg(
        "de achterstand is ten minste gehalveerd, maar niet helemaal ingelopen",
        "{verloop} Voor een halvering mocht de achterstand die telt hooguit {helft} zijn; dat is "
        "gehaald.",
    ),
    "3c": Regeluitleg(
        "de achterstand kromp, maar halveerde niet",
        "{verloop} Voor een halvering mocht de achterstand die telt hooguit {helft} zijn; dat is "
        "niet gehaald.",
    ),
    "3d": _GEGROEID,
    **{
        f"{trede}a": Regeluitleg(
            "taakstelling en achterstand zijn volledig gerealiseerd",
            _ALLES
            + " Dan kan de gemeente terug naar trede 1, als de toezichthouder dat bevestigt.",
        )
        for trede in (4, 5, 6)
    },
    **{
        f"{trede}b": Regeluitleg("er is nog een achterstand", "{achterstand} " + _BLIJFT)
        for trede in (4, 5, 6)
    },
}

# Where another reading of a Keuze changes what a rule says: by rule, Keuze and reading.
UITLEG_LEZING: dict[tuple[str, str, str], Regeluitleg] = {
    ("1c", "K1", "verrekend"): Regeluitleg(
        "er is een achterstand",
        "{achterstand} Een voorsprong aan het begin is al verrekend in de totaalopgave: zo leest "
        "de provincie het kader hier (keuze K1).",
    ),
    ("1b", "K1", "tot_omvang"): Regeluitleg(
        "er is een achterstand, niet groter dan de voorsprong aan het begin",
        "{achterstand} {naast_voorsprong} Dan beschermt die voorsprong haar: zo leest de provincie "
        "het kader hier (keuze K1).",
    ),
    ("1c", "K1", "tot_omvang"): Regeluitleg(
        "er is een achterstand, groter dan de voorsprong aan het begin",
        "{achterstand} {naast_voorsprong}",
    ),
}
