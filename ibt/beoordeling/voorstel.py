"""What the computed trede becomes after the supervisor's decisions, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ibt.begrippen.bevinding import Afwijking, Herziening
from ibt.begrippen.ingreep import Afschalen, NietAfschalen, Versnelling
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.dossier import Besluitsporen, in_order
from ibt.beoordeling.positie import Positie


@dataclass(frozen=True, slots=True)
class Voorstel:
    """The proposed trede, the ground of a deviation (empty without), and what must be decided.

    `open_besluiten` holds `afschalen`, `termijn`, both or neither.
    """

    trede: int
    afwijking: str
    open_besluiten: tuple[str, ...]


def propose(positie: Positie, berekend: int, stand_eind: int, vandaag: date) -> Voorstel:
    """The proposal beside the computed trede, and why a decision is still needed (§3, §3.1).

    A decision goes before a deviation, and that before the ladder; at most one of them is allowed.

    Norm: N25, N52, N55.
    """
    vorig, trede, grond, afgehandeld = positie.trede_vorig, berekend, "", None
    stappen = in_order((stuk.bevinding for stuk in positie.bevindingen), positie.kader)
    besluit = stappen[-1].trede if stappen else None
    for stuk in sorted(positie.bevindingen, key=lambda stuk: stuk.bevinding.datum):
        match stuk.bevinding:
            case Afwijking():
                trede, grond = stuk.bevinding.trede, stuk.bevinding.grond
            case Versnelling():
                grond = "versnelling"
            case Afschalen() | NietAfschalen():
                afgehandeld = type(stuk.bevinding)
    for _, herziening in own_herzieningen(positie.bevindingen):
        besluit = herziening.trede
    if afgehandeld is NietAfschalen:
        trede = vorig
    trede = trede if besluit is None else besluit
    kader = positie.kader
    overgenomen = kader.vanaf(Rol.INDEPLAATSSTELLING)
    besloten = range(kader.vanaf(Rol.BESLUIT), overgenomen)
    op_besluit = trede in besloten or (vorig in besloten and trede < overgenomen)
    terug = afgehandeld is Afschalen
    open_ = {
        "afschalen": vorig >= kader.losgelaten and stand_eind >= 0 and afgehandeld is None,
        "termijn": op_besluit and not terug and is_expired(positie.spoor, vandaag),
    }
    return Voorstel(trede, grond, tuple(naam for naam, raak in open_.items() if raak))


def own_herzieningen(stukken: Iterable[Vastgelegd]) -> list[tuple[Vastgelegd, Herziening]]:
    """The findings that decide the trede of their own round again, in the order in which they did:
    by day, and of one day as they stand in the file.
    """
    eigen = [
        (stuk, stuk.bevinding)
        for stuk in stukken
        if isinstance(stuk.bevinding, Herziening)
        and stuk.bevinding.peildatum == stuk.periode.volgende.begin
    ]
    return sorted(eigen, key=lambda paar: paar[1].datum)


def is_expired(spoor: Besluitsporen, vandaag: date) -> bool:
    """Whether a term was missed and not yet answered, on the trede of a besluit (§3 trede 5, 6)."""
    return bool(spoor.missed(vandaag)) and not spoor.settled(vandaag)
