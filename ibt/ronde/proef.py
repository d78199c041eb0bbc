"""What an analyst sees and tries of a loaded round: its card, and what if one had other figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.readers.cijfers import VOORBEELD

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# How a warning begins that figures are not those of the files.
_WAT_ALS = "wat als: "
_BEGIN = "stand aan het begin"
_GETALLEN = ("taakstelling", "stand_begin", "realisatie", "koppelingen")


def wat_als(ronde: Ronde, gemeente: str, **cijfers: int) -> Ronde:
    """The round as it would be with these figures of a gemeente (code or name) on the peildatum.

    `ronde` itself stays as it is. The other one is marked as invented, names what was changed and
    is not adopted, so that no page of it passes for the real one. InvoerFout with every figure
    that is none.
    """
    wie, frame = ronde.find(gemeente), ronde.cijfers.frame
    if gebreken := [fout for naam in cijfers for fout in _faults(naam, cijfers[naam])]:
        raise InvoerFout(gebreken)
    rij = (frame["gemeentecode"] == wie.code) & (frame["stand_per"] == ronde.peildatum.datum)
    anders = ", ".join(
        f"{naam} {waarde} in plaats van {frame.loc[rij, naam].item()}"
        for naam, waarde in cijfers.items()
    )
    frame.loc[rij, list(cijfers)] = list(cijfers.values())
    frame.loc[rij, "herkomst"] = f"{VOORBEELD}: wat als"
    gemeld = Waarschuwing(ronde.cijfers.bron.naam, f"{_WAT_ALS}{anders}", gemeente=str(wie))
    return replace(
        ronde,
        cijfers=replace(ronde.cijfers, _frame=frame),
        vaststelling=None,
        vastgesteld={},
        waarschuwingen=(*ronde.waarschuwingen, gemeld),
    )


def _faults(naam: str, waarde: int) -> list[Gebrek]:
    if naam not in _GETALLEN:
        return [Gebrek("wat_als", f"moet een van deze cijfers zijn: {', '.join(_GETALLEN)}", naam)]
    geheel = isinstance(waarde, int) and not isinstance(waarde, bool)
    if geheel and (waarde >= 0 or naam == "stand_begin"):
        return []
    grens = "" if naam == "stand_begin" else " van 0 of meer"
    return [Gebrek("wat_als", f"{naam} moet een heel getal{grens} zijn", str(waarde))]


def tried(ronde: Ronde) -> tuple[str, ...]:
    """Which figures are other than in the files, with the gemeente, in words."""
    return tuple(
        f"{gemeld.gemeente} {gemeld.tekst.removeprefix(_WAT_ALS)}".replace("stand_begin", _BEGIN)
        for gemeld in ronde.waarschuwingen
        if gemeld.tekst.startswith(_WAT_ALS)
    )


def card(ronde: Ronde) -> dict[str, str]:
    """What a notebook shows of a round, by name."""
    soort = "tussenstand" if ronde.is_voortgang else "beoordeling"
    vast = "nog niet" if ronde.vaststelling is None else str(ronde.vaststelling.datum)
    return {
        "Ronde": f"{ronde.peildatum} ({soort} van {ronde.peildatum.periode})",
        "Provincie": f"{ronde.provincie}, {len(ronde.gemeenten)} gemeenten",
        "Kader": ronde.kader.id,
        "Cijfers": ronde.cijfers.bron.naam + (" (verzonnen)" if ronde.voorbeeld else ""),
        "Bevindingen": f"{len(ronde.bevindingen)}, en {len(ronde.dossier)} in het dossier",
        "Vastgesteld": vast,
        **({"Proef": "; ".join(proef)} if (proef := tried(ronde)) else {}),
    }
