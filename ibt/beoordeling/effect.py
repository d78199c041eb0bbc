"""What findings do to the figures of a round: columns of persons per gemeente."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from ibt.begrippen.bevinding import (
    Afwijking,
    Correctie,
    Herverdeling,
    VerbeterplanNietUitgevoerd,
    VerschoonbareReden,
)
from ibt.begrippen.contact import VoortgangGemeld
from ibt.begrippen.periode import Periode
from ibt.begrippen.vastgelegd import Vastgelegd

KOLOMMEN = (
    "herverdeling",
    "correctie",
    "herzien",
    "verschoonbaar",
    "verbeterplan_niet_uitgevoerd",
    "open_correctie",
    "nagekomen",
    "voortgang_gemeld",
    "afwijking_trede",
)


def apply_bevindingen(
    codes: Sequence[str],
    bevindingen: Iterable[Vastgelegd],
    dossier: Iterable[Vastgelegd],
    periode: Periode,
) -> pd.DataFrame:
    """The effect of the round's findings and of what is on file, indexed by gemeentecode.

    `afwijking_trede` is 0 where no deviation was recorded; `afwijking_grond` is empty then.
    """
    nul: dict[str, list[int]] = {kolom: [0] * len(codes) for kolom in KOLOMMEN}
    plek = {code: nummer for nummer, code in enumerate(codes)}
    grond = [""] * len(codes)
    for stuk in bevindingen:
        rij = plek[stuk.gemeente.code]
        for kolom, personen in _effect(stuk).items():
            nul[kolom][rij] += personen
        if isinstance(stuk.bevinding, Afwijking):
            grond[rij] = stuk.bevinding.grond
    for stuk in dossier:
        if stuk.gemeente.code not in plek:
            continue
        for kolom, personen in _effect_on_file(stuk, periode).items():
            nul[kolom][plek[stuk.gemeente.code]] += personen
    effect = pd.DataFrame(nul, index=pd.Index(codes, name="gemeentecode"))
    plan = effect["verbeterplan_niet_uitgevoerd"].clip(upper=1)
    return effect.assign(afwijking_grond=grond, verbeterplan_niet_uitgevoerd=plan)


def redistributed_by(
    codes: Sequence[str], bevindingen: Iterable[Vastgelegd], dag: date
) -> pd.Series:
    """What redistributions had changed by a day: what is agreed later was no opgave then."""
    som = dict.fromkeys(codes, 0)
    for stuk in bevindingen:
        if isinstance(stuk.bevinding, Herverdeling) and stuk.bevinding.datum <= dag:
            som[stuk.gemeente.code] += _effect(stuk).get("herverdeling", 0)
    return pd.Series(som, dtype="int64")


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
            return {"verbeterplan_niet_uitgevoerd": 1}
        case Afwijking(trede=trede):
            return {"afwijking_trede": trede}
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
