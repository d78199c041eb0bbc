"""The stand at the start of a half-year: why it may differ from how the former one ended."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.rapport.getal import personen, stand


def stand_verschil(begin: int, open_correctie: int, vorige: int) -> str:
    """COA's stand and that of the last assessment, and whether open corrections explain them."""
    beide = f": {stand(begin)} volgens het COA en {stand(vorige)} in de vorige beoordeling"
    if open_correctie == 0:
        return beide
    gebruikt = begin + open_correctie
    if gebruikt == vorige:
        rest = "dat verklaart het verschil"
    else:
        rest = f"er blijft {stand(gebruikt - vorige)} over"
    return f"{beide}. Er staan correcties open voor {personen(open_correctie)}; {rest}"


def begin_opmerkingen(begin: int, open_correctie: int, vorige: int | None) -> Iterator[str]:
    """The same for the readers of a letter, who may have the former one beside it."""
    if open_correctie:
        telt = "telt" if abs(open_correctie) == 1 else "tellen"
        yield (
            f"In de stand aan het begin {telt} {personen(open_correctie)} mee uit eerdere "
            "correcties die het COA toen nog niet had verwerkt (stand volgens het COA: "
            f"{stand(begin)})."
        )
    if vorige is not None and begin + open_correctie != vorige:
        yield (
            "De stand aan het begin van het halfjaar verschilt van die aan het eind van de vorige "
            f"beoordeling ({stand(vorige)}): de cijfers van het COA zijn leidend."
        )
