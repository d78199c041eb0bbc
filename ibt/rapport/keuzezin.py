"""Keuzes in sentences: what the supervisor read here, and what other readings would give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ibt.begrippen.beoordeling import AndereLezing, Beoordeling
from ibt.begrippen.kadertekst import Rol
from ibt.kader.kader import Kader
from ibt.rapport.getal import opsomming


def deciding_sentence(beoordeling: Beoordeling, kader: Kader) -> str:
    """What the trede would be under other readings, and that the choice asks for a motive."""
    anders = _by_keuze(beoordeling.andere_lezingen)
    wat = "de berekening" if beoordeling.trede_voorstel != beoordeling.trede_berekend else "het"
    zinnen = [
        f"Leest de provincie keuze {keuze} anders, dan {_becomes(keuze, lezingen, kader, wat)}."
        for keuze, lezingen in anders.items()
    ]
    welke = "de keuze" if len(anders) == 1 else "deze keuzes"
    return f"{' '.join(zinnen)} Motiveer {welke} vóór vaststelling."


def _becomes(keuze_id: str, lezingen: list[AndereLezing], kader: Kader, wat: str) -> str:
    """`wordt het trede 2`; where not every other reading gives that, `kan het … worden`."""
    treden = _treden(lezingen)
    if len(lezingen) < len(kader.keuze(keuze_id).andere):
        return f"kan {wat} {treden} worden"
    return f"wordt {wat} {treden}"


def deciding_short(beoordeling: Beoordeling) -> str:
    """The same in a few words: `keuze K1 anders: trede 2`."""
    return "; ".join(
        f"keuze {keuze_id} anders: {_treden(lezingen)}"
        for keuze_id, lezingen in _by_keuze(beoordeling.andere_lezingen).items()
    )


def _treden(lezingen: Iterable[AndereLezing]) -> str:
    treden = sorted({lezing.trede for lezing in lezingen})
    return f"trede {' of '.join(map(str, treden))}"


def _by_keuze(lezingen: Iterable[AndereLezing]) -> dict[str, list[AndereLezing]]:
    groepen: dict[str, list[AndereLezing]] = {}
    for lezing in lezingen:
        groepen.setdefault(lezing.keuze, []).append(lezing)
    return groepen


def recorded_sentences(beoordeling: Beoordeling, kader: Kader) -> list[str]:
    """Per Keuze that the supervisor decided here: the reading, why, and what the others give."""
    motieven = {
        str(oordeel.velden["keuze"]): oordeel.motivering
        for oordeel in beoordeling.oordelen
        if oordeel.soort == "keuze"
    }
    return [
        f"{recorded_sentence(keuze_id, beoordeling, kader)} Motivering: "
        f"{motieven.get(keuze_id, '').rstrip('.')}."
        for keuze_id in beoordeling.lezingen
    ]


def recorded_sentence(keuze_id: str, beoordeling: Beoordeling, kader: Kader) -> str:
    """The reading that the supervisor chose for this gemeente, and what each other one gives."""
    keuze, lezing = kader.keuze(keuze_id), beoordeling.lezingen[keuze_id]
    anders = _by_keuze(beoordeling.keuze_uitkomsten).get(keuze_id, [])
    zinnen = [
        f"Keuze {keuze_id} ({keuze.vindplaats}) is voor de gemeente zo gelezen: "
        f"“{keuze.lezingen[lezing]}”.",
        *(_gives(lezing, beoordeling, kader) for lezing in anders),
    ]
    if keuze_id == beoordeling.kader.keuzes.get("meenemen") and lezing != keuze.gekozen:
        zinnen += _whole_counts(beoordeling)
    return " ".join(zinnen)


def _whole_counts(beoordeling: Beoordeling) -> Iterator[str]:
    """Where only full realisation leads down, whoever was excused: the whole backlog counts."""
    kader = beoordeling.kader
    if beoordeling.trede_vorig >= kader.losgelaten:
        treden = opsomming([str(trede) for trede in kader.from_rol(Rol.VOORAANKONDIGING)])
        yield (
            f"Op trede {treden} telt voor afschalen wel de hele achterstand"
            f"{kader.bij('afschalen')}; aan de som van dit halfjaar verandert deze lezing daar "
            "niets."
        )


def _gives(lezing: AndereLezing, beoordeling: Beoordeling, kader: Kader) -> str:
    keuze = kader.keuze(lezing.keuze)
    wat, nu = "de berekening", beoordeling.trede_berekend
    if keuze.over_besluiten:
        wat, nu = "de inschaling", beoordeling.trede_voorstel
    ook = "ook " if lezing.trede == nu else ""
    return (
        f"Met de lezing “{keuze.lezingen[lezing.lezing]}” was {wat} {ook}op trede {lezing.trede} "
        "uitgekomen."
    )


def nothing_changes(beoordelingen: Iterable[Beoordeling], kader: Kader) -> str:
    """That no other reading gives another trede, and of which Keuzes; empty where that is not so.

    Of the other Keuzes nothing is worked out, and nothing is said. Where the supervisor recorded a
    reading, the sentence on that says what the others give.
    """
    berekend = [keuze.id for keuze in kader.keuzes if keuze.berekend]
    if not berekend or any(
        beoordeling.lezingen or beoordeling.andere_lezingen for beoordeling in beoordelingen
    ):
        return ""
    return (
        f"Van de keuzes {opsomming(berekend)} zijn ook de andere lezingen uitgerekend; geen "
        "daarvan geeft hier een andere trede."
    )
