"""Characters that the shipped font lacks: printed as `[U+1F600]`, and told beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from ibt.begrippen.fout import Waarschuwing
from ibt.rapport.glyph import unprintable
from ibt.ronde import Ronde


def glyph_warnings(ronde: Ronde) -> list[Waarschuwing]:
    """A warning per text of the round with a character that the reports must write out."""
    return [*_names(ronde), *_findings(ronde), *_round_file(ronde)]


def _names(ronde: Ronde) -> Iterator[Waarschuwing]:
    bestand = next((pad.name for rol, pad in ronde.invoerbestanden if rol == "gemeenten"), "")
    for gemeente in ronde.gemeenten:
        yield from _warning(gemeente.naam, bestand, None, str(gemeente))


def _findings(ronde: Ronde) -> Iterator[Waarschuwing]:
    codes = {gemeente.code for gemeente in ronde.gemeenten}
    for stuk in (*ronde.bevindingen, *ronde.dossier):
        if stuk.gemeente.code in codes:
            tekst = " ".join(_texts(stuk.bevinding))
            yield from _warning(tekst, stuk.bestand, stuk.plaats, str(stuk.gemeente))


def _round_file(ronde: Ronde) -> Iterator[Waarschuwing]:
    tekst = ronde.provincie
    if ronde.vaststelling is not None:
        tekst = " ".join((tekst, ronde.vaststelling.door, ronde.vaststelling.orgaan))
    yield from _warning(tekst, ronde.pad.name, None, None)


def _texts(deel: object) -> Iterator[str]:
    """Every text in a finding, also within its parts and lists."""
    if isinstance(deel, str):
        yield deel
    elif isinstance(deel, BaseModel):
        for naam in type(deel).model_fields:
            if naam != "toelichting_intern":  # printed nowhere
                yield from _texts(getattr(deel, naam))
    elif isinstance(deel, Iterable):
        for onderdeel in deel:
            yield from _texts(onderdeel)


def _warning(
    tekst: str, bestand: str, plaats: str | None, gemeente: str | None
) -> Iterator[Waarschuwing]:
    vreemd = unprintable(tekst)
    if vreemd:
        codes = ", ".join(f"[U+{ord(teken):04X}]" for teken in vreemd)
        melding = f"het lettertype mist een teken; het rapport drukt {codes} af"
        yield Waarschuwing(bestand, melding, plaats, gemeente)
