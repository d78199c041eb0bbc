"""A cell in a column of which the meaning is known → its value, or what must stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ibt.begrippen.tekst import forbidden_characters
from ibt.readers.blad import FOUTWAARDE
from ibt.readers.bron.cel import strip_cell
from ibt.readers.bron.kop import Bronkolom
from ibt.readers.bron.profiel import NODIG, Profiel
from ibt.readers.waarde import parse_dagen, parse_ja_nee, parse_personen, parse_stand

LEES: Mapping[str, Callable[[str], object]] = {
    "taakstelling": parse_personen,
    "stand_begin": parse_stand,
    "achterstand_begin": parse_personen,
    "voorsprong_begin": parse_personen,
    "realisatie": parse_personen,
    "maandrealisatie": parse_stand,  # a correction may make a month negative
    "koppelingen": parse_personen,
    "omkoppelingen": parse_personen,
    "wachttijd_fase2": parse_dagen,
    "stapelgemeente": parse_ja_nee,
    "herkomst": str,
    "opgave": parse_stand,
    "nog_te_realiseren": parse_stand,
    "stand_eind": parse_stand,
}
# Only compared: what cannot be read there says nothing.
_TER_CONTROLE = ("opgave", "nog_te_realiseren", "stand_eind")
_GEEN_AANTAL = ("wachttijd_fase2", "stapelgemeente", "herkomst")
_JA_NEE = {"j": "ja", "n": "nee", "y": "ja", "waar": "ja", "onwaar": "nee"}


# What can be added up.
OPTELBAAR = tuple(naam for naam in LEES if naam not in _GEEN_AANTAL)


@dataclass(frozen=True)
class Waarde:
    """What a cell says, the mark of a note in it, and whether it says its own sign; or a fault."""

    waarde: object = None
    noot: str = ""
    zegt_teken: bool = False
    fout: str = ""
    raad: str | None = None


def read_value(betekenis: str, cel: str, profiel: Profiel, moet: bool) -> Waarde:
    """The value of a cell; with `moet` a figure that every gemeente needs may not lack."""
    kaal = strip_cell(cel)
    is_fout = FOUTWAARDE.fullmatch(cel) is not None
    if kaal.is_streep and betekenis in _GEEN_AANTAL:
        return Waarde()
    if kaal.is_streep and profiel.streep_is_nul == "ja":
        return Waarde(0)
    if not kaal.tekst and not (moet and betekenis in NODIG):
        return Waarde()
    tekst = cel if betekenis == "herkomst" else _JA_NEE.get(kaal.tekst.lower(), kaal.tekst)
    try:
        if is_fout:
            raise ValueError("een formule moet een uitkomst hebben")
        return Waarde(LEES[betekenis](tekst), kaal.noot, kaal.zegt_teken)
    except ValueError as fout:
        if betekenis in _TER_CONTROLE:
            return Waarde()
        raad = "Verwijder het vreemde teken." if forbidden_characters(cel, "") else None
        if kaal.is_streep:
            raad = "Betekent een streep hier nul: zet streep_is_nul: ja in het profiel."
        return Waarde(fout=str(fout), raad=raad)


def readable(
    kolommen: Iterable[Bronkolom], cellen: Sequence[str], profiel: Profiel
) -> dict[str, object]:
    """The figures of a row that is about no gemeente, as far as they are figures."""
    paren = [
        (str(k.betekenis), cellen[k.index])
        for k in kolommen
        if k.betekenis in LEES and k.index < len(cellen)
    ]
    waarden = {naam: read_value(naam, cel, profiel, False).waarde for naam, cel in paren}
    return {naam: waarde for naam, waarde in waarden.items() if waarde is not None}
