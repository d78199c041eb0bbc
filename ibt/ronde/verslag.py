"""What the reports of a round share, or that of one gemeente: status, sources, warnings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ibt import __version__
from ibt.begrippen.verslag import Verslag
from ibt.ronde.bevestigd import adopted_as_whole, adopted_codes, adopted_for
from ibt.ronde.controle import controles_about
from ibt.ronde.proef import tried

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde


def make_verslag(ronde: Ronde) -> Verslag:
    """What every report of a round shares; adopted only when every gemeente was."""
    vast, omdat = adopted_as_whole(ronde)
    return Verslag(
        ronde.provincie,
        ronde.kader.tekst,
        ronde.peildatum,
        ronde.bijgewerkt_op,
        vast,
        ronde.cijfers.is_voorbeeld,
        ronde.bronnen,
        tuple(str(waarschuwing) for waarschuwing in ronde.bijzonderheden),
        __version__,
        omdat,
        adopted_codes(ronde),
        tried(ronde),
        ronde.is_proef,
        ronde.controles,
    )


def verslag_about(ronde: Ronde, code: str) -> Verslag:
    """The same, with of sources, adoption and controles only what is about one gemeente."""
    vast, omdat = adopted_for(ronde, code)
    return replace(
        ronde.verslag,
        bronnen=ronde.herkomst[code],
        vaststelling=vast,
        concept_omdat=omdat,
        controles=controles_about(ronde.controles, code),
    )
