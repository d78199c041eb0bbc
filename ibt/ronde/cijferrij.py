"""A row of COA's figures, and what does not go together in it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from ibt.begrippen.controle import Controle, Controlesoort

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

Rij = Mapping[Hashable, Any]


def judged_rows(ronde: Ronde) -> list[Rij]:
    """The rows of the peildatum itself, which count."""
    frame = ronde.cijfers.frame
    return [*frame[frame["stand_per"] == ronde.peildatum.datum].to_dict("records")]


def in_row(
    rij: Rij, tekst: str, geval: str, soort: Controlesoort, vraag: str, personen: int
) -> Controle:
    """What does not go together in a row of the figures."""
    return Controle(
        str(rij["bestand"]),
        tekst,
        f"regel {rij['nummer']}",
        f"{rij['gemeente']} ({rij['gemeentecode']})",
        geval,
        soort=soort,
        vraag=vraag,
        personen=personen,
        gemeentecode=str(rij["gemeentecode"]),
        stand_per=rij["stand_per"],
    )
