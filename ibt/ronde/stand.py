"""Where a round stands: per gemeente what was adopted, what blocks it, and what is due next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ibt.begrippen.bevinding import Correctie
from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.traject import Traject
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.readers.naam import normalize_naam
from ibt.register import EMPTY, Register, Registerrij, read_register
from ibt.ronde.beletsel import obstacles, revision_of
from ibt.ronde.ronde import Ronde
from ibt.ronde.vaststellen import register_path
from ibt.ronde.volgen import volg_traject


@dataclass(frozen=True)
class Gemeentestand:
    """One gemeente: its row in the register about this peildatum, or what still blocks it."""

    gemeente: Gemeente
    vastgesteld: Registerrij | None
    beletsels: tuple[str, ...]
    traject: Traject


@dataclass(frozen=True)
class Rondestand:
    """The whole round; `open_correcties` are those that COA has not counted yet, in persons.

    `beletsels` block the round itself, whatever the gemeente.
    """

    gemeenten: tuple[Gemeentestand, ...]
    beletsels: tuple[str, ...]
    open_correcties: tuple[tuple[Vastgelegd, int], ...]


def stand_of(ronde: Ronde) -> Rondestand:
    """The state of a round, gemeenten by name; the register is read whole, as adopting does."""
    volledig = _whole_register(ronde)
    op_naam = sorted(ronde.gemeenten, key=lambda gemeente: normalize_naam(gemeente.naam))
    open_correcties = tuple(
        (stuk, stuk.bevinding.personen)
        for stuk in (*ronde.dossier, *ronde.bevindingen)
        if isinstance(stuk.bevinding, Correctie) and stuk.bevinding.verwerkt_in is None
    )
    return Rondestand(
        tuple(_stand(ronde, volledig, gemeente) for gemeente in op_naam),
        _round_obstacles(ronde),
        open_correcties,
    )


def _round_obstacles(ronde: Ronde) -> tuple[str, ...]:
    try:
        register_path(ronde)
    except InvoerFout as fout:
        return tuple(str(gebrek) for gebrek in fout.gebreken)
    return ()


def _whole_register(ronde: Ronde) -> Register:
    for rol, pad in ronde.invoerbestanden:
        if rol == "register":
            return read_register(pad, ronde.lijst, date.max)[0]
    return EMPTY


def _stand(ronde: Ronde, volledig: Register, gemeente: Gemeente) -> Gemeentestand:
    rij = volledig.judged(gemeente.code, ronde.peildatum.datum)
    klaar = rij is not None and revision_of(ronde, gemeente, volledig) is None
    beletsels = () if klaar else tuple(obstacles(ronde, volledig, gemeente))
    return Gemeentestand(
        gemeente, rij if klaar else None, beletsels, volg_traject(ronde, gemeente.code)
    )
