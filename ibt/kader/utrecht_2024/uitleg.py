"""Each rule in plain words: when it applies, and what happened, with the gemeente's numbers.

Our own sentences, not the framework's. Names in braces are filled in by `rapport`: the columns of
the sum, written as a number (`{totaalopgave}`) or with the word persons (`{tekort}`);
`{verloop}` is the sentence on the backlog at the start and at the end, as the ladder sees it;
`{ook_inlopen}` says that the taakstelling alone is not enough, where it was reached.
"""

from __future__ import annotations

from ibt.kader.kader import Regeluitleg

_BLIJFT = "Vanaf trede 4 beslist niet het halfjaarcijfer, maar een besluit over de volgende stap."
_ALLES = (
    "De totaalopgave van {opgave_personen} is volledig gerealiseerd: de gemeente huisvestte "
    "{gerealiseerd_personen}."
)

UITLEG: dict[str, Regeluitleg] = {
    "1a": Regeluitleg("de totaalopgave is gehaald, of het tekort is verschoonbaar", _ALLES),
    "1b": Regeluitleg(
        "er is een tekort, maar de gemeente begon het halfjaar met een voorsprong",
        "Er is een tekort van {tekort_vol}, maar de gemeente begon het halfjaar met een "
        "voorsprong van {voorsprong_begin}. Die beschermt haar deze ene keer.",
    ),
    "1c": Regeluitleg(
        "er is een tekort en de gemeente begon zonder voorsprong",
        "Er is een tekort van {tekort_vol} en de gemeente begon het halfjaar zonder voorsprong.",
    ),
    "2a": Regeluitleg("de totaalopgave is gehaald, of het tekort is verschoonbaar", _ALLES),
    "2b": Regeluitleg(
        "er is een tekort, maar de achterstand is kleiner dan aan het begin",
        "{verloop} Dat is minder dan aan het begin, maar niet alles is ingelopen.",
    ),
    "2c": Regeluitleg(
        "er is een tekort en de achterstand is even groot of groter dan aan het begin",
        "{verloop} Dat is niet minder dan aan het begin. {ook_inlopen}",
    ),
    "3a": Regeluitleg("de totaalopgave is gehaald, of het tekort is verschoonbaar", _ALLES),
    "3e": Regeluitleg(
        "er is een tekort en het verbeterplan is niet op tijd uitgevoerd of niet gemaakt",
        "Er is een tekort van {tekort_vol} en de toezichthouder heeft vastgesteld dat het "
        "verbeterplan niet, of niet voldoende, binnen de termijn is uitgevoerd of gemaakt.",
    ),
    "3b": Regeluitleg(
        "er is een tekort, maar de achterstand is ten minste gehalveerd",
        "{verloop} Dat is hooguit de helft van de achterstand aan het begin.",
    ),
    "3c": Regeluitleg(
        "de achterstand is kleiner, maar niet gehalveerd",
        "{verloop} Dat is minder dan aan het begin, maar meer dan de helft daarvan.",
    ),
    "3d": Regeluitleg(
        "er is een tekort en de achterstand is even groot of groter dan aan het begin",
        "{verloop} Dat is niet minder dan aan het begin. {ook_inlopen}",
    ),
    **{
        f"{trede}a": Regeluitleg(
            "taakstelling en achterstand zijn volledig gerealiseerd",
            _ALLES
            + " Dan kan de gemeente terug naar trede 1, als de toezichthouder dat bevestigt.",
        )
        for trede in (4, 5, 6)
    },
    **{
        f"{trede}b": Regeluitleg(
            "er is nog een achterstand",
            "Er is een tekort van {tekort_vol}. " + _BLIJFT,
        )
        for trede in (4, 5, 6)
    },
}

# Where another reading of a Keuze changes what a rule says: by rule, Keuze and reading.
UITLEG_LEZING: dict[tuple[str, str, str], Regeluitleg] = {
    ("1c", "K1", "verrekend"): Regeluitleg(
        "er is een tekort",
        "Er is een tekort van {tekort_vol}. Een voorsprong aan het begin is al verrekend in de "
        "totaalopgave.",
    ),
    ("1b", "K1", "tot_omvang"): Regeluitleg(
        "er is een tekort, maar niet groter dan de voorsprong aan het begin",
        "Toe te rekenen is een tekort van {tekort}. Dat is niet groter dan de voorsprong van "
        "{voorsprong_begin} waarmee de gemeente het halfjaar begon.",
    ),
    ("1c", "K1", "tot_omvang"): Regeluitleg(
        "er is een tekort, groter dan de voorsprong aan het begin",
        "Toe te rekenen is een tekort van {tekort}. Dat is groter dan de voorsprong van "
        "{voorsprong_begin} waarmee de gemeente het halfjaar begon.",
    ),
}
