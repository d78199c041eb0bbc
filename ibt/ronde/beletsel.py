"""What still stands in the way of adopting a round, named per gemeente."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ibt.begrippen.bevinding import Bevinding, CijfersGeverifieerd
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.ingreep import (
    Afschalen,
    BesluitIndeplaatsstelling,
    Indeplaatsstelling,
    Versnelling,
)
from ibt.register import Register
from ibt.ronde.ronde import Ronde, beoordeel_gemeente

_BELETSEL = {
    "besluit_nodig": "er is nog een besluit van de toezichthouder nodig",
    "vorige_ronde_niet_vastgesteld": "de vorige ronde is nog niet vastgesteld",
}


def check_adoptable(
    ronde: Ronde, volledig: Register, gemeenten: tuple[Gemeente, ...]
) -> list[Gebrek]:
    """What stands in the way of adopting, named per gemeente."""
    gebreken: list[Gebrek] = []
    for gemeente in gemeenten:
        gebreken += [
            Gebrek(ronde.pad.name, f"kan niet worden vastgesteld: {reden}", gemeente=str(gemeente))
            for reden in _obstacles(ronde, volledig, gemeente)
        ]
    return gebreken


def _obstacles(ronde: Ronde, volledig: Register, gemeente: Gemeente) -> Iterator[str]:
    eigen = [s.bevinding for s in ronde.bevindingen if s.gemeente.code == gemeente.code]
    if not any(isinstance(bevinding, CijfersGeverifieerd) for bevinding in eigen):
        yield "de cijfers zijn niet geverifieerd (bevinding cijfers_geverifieerd, §4)"
    punten = ronde.uitkomsten.frame.at[gemeente.code, "aandachtspunten"]
    yield from (tekst for code, tekst in _BELETSEL.items() if code in punten)  # type: ignore[operator]
    if "keuze_bepalend" in punten:  # type: ignore[operator]
        keuzes = ", ".join(_open_keuzes(ronde, gemeente))
        yield (
            "een andere lezing van het kader geeft een andere trede; leg met een bevinding keuze "
            f"vast welke lezing geldt ({keuzes})"
        )
    bekend = set(_decided_steps(eigen))
    for rij in volledig.rijen.get(gemeente.code, ()):
        if rij.geldt_vanaf >= ronde.peildatum.datum and (rij.datum, rij.trede) not in bekend:
            yield (
                f"het register heeft al een besluit van {rij.datum} (trede {rij.trede}), en de "
                "bevindingen van deze ronde hebben dat niet"
            )


def _open_keuzes(ronde: Ronde, gemeente: Gemeente) -> list[str]:
    """The Keuzes under whose other reading the trede would differ."""
    anders = beoordeel_gemeente(ronde, gemeente.code).andere_lezingen
    return sorted({ander.keuze for ander in anders})


def _decided_steps(bevindingen: Iterable[Bevinding]) -> Iterator[tuple[date, int]]:
    """The dated steps that these findings hold: those that the register may have already."""
    for bevinding in bevindingen:
        match bevinding:
            case Versnelling(stappen=stappen):
                yield from ((stap.datum, stap.trede) for stap in stappen)
            case BesluitIndeplaatsstelling(besluitdatum=dag):
                yield dag, 5
            case Indeplaatsstelling(besluitdatum=dag):
                yield dag, 6
            case Afschalen(datum=dag):
                yield dag, 1
