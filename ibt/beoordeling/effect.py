"""What findings do to the figures of a gemeente, in persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ibt.begrippen.bevinding import (
    Correctie,
    Herverdeling,
    VerbeterplanNietUitgevoerd,
    VerschoonbareReden,
)
from ibt.begrippen.contact import VoortgangGemeld
from ibt.begrippen.periode import Periode
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.positie import Positie

_PLAN = "verbeterplan_niet_uitgevoerd"


def effects(
    bevindingen: Iterable[Vastgelegd], dossier: Iterable[Vastgelegd], periode: Periode
) -> Counter[str]:
    """What the findings of a round about one gemeente, and what is on file, add up to by name.

    A plan that was not carried out counts once, however often it was found.
    """
    samen: Counter[str] = Counter()
    for stuk in bevindingen:
        samen.update(_effect(stuk))
    for stuk in dossier:
        samen.update(_effect_on_file(stuk, periode))
    samen[_PLAN] = min(samen[_PLAN], 1)
    return samen


def is_told(positie: Positie, periode: Periode) -> bool:
    """Whether the gemeente was told within the half-year where it stands (§3 trede 2, slot)."""
    return effects(positie.bevindingen, positie.dossier, periode)["voortgang_gemeld"] > 0


def works_on(stuk: Vastgelegd, periode: Periode) -> bool:
    """Whether an earlier finding still does something in this half-year."""
    return bool(_effect_on_file(stuk, periode))


def _effect(stuk: Vastgelegd) -> dict[str, int]:
    """What a finding of this round does."""
    match stuk.bevinding:
        case Herverdeling(verwerkt_in_taakstelling="nee", personen=personen):
            return {"herverdeling": personen}
        case Correctie(personen=personen):
            return {"correctie": personen}
        case VerschoonbareReden(oordeel="verschoonbaar", personen=int(personen)):
            return {"verschoonbaar": personen}
        case VerbeterplanNietUitgevoerd():
            return {_PLAN: 1}
        case VoortgangGemeld():
            return {"voortgang_gemeld": 1}
        case _:
            return {}


def _effect_on_file(stuk: Vastgelegd, periode: Periode) -> dict[str, int]:
    """What an earlier finding still does: a correction stays open until COA has counted it (§4)."""
    match stuk.bevinding:
        case Correctie(personen=personen, verwerkt_in=geteld) if stuk.periode < periode:
            if geteld is None or geteld > periode:
                return {"open_correctie": personen}
            if geteld == periode:
                return {"open_correctie": personen, "nagekomen": personen}
            return {}
        case VoortgangGemeld(datum=datum) if periode.begin <= datum <= periode.eind:
            return {"voortgang_gemeld": 1}
        case _:
            return {}
