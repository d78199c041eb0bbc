"""A round: from its file in `parameters/` to everything an assessment and a report need."""

from ibt.ronde.laden import load_ronde, open_ronde
from ibt.ronde.opvragen import (
    beoordeel,
    beoordeel_gemeente,
    meet_voortgang,
    meet_voortgang_gemeente,
)
from ibt.ronde.proef import wat_als
from ibt.ronde.ronde import Ronde
from ibt.ronde.vergelijking import Rondeverschil
from ibt.ronde.volgen import volg_traject, volg_trajecten

__all__ = [
    "Ronde",
    "Rondeverschil",
    "beoordeel",
    "beoordeel_gemeente",
    "load_ronde",
    "meet_voortgang",
    "meet_voortgang_gemeente",
    "open_ronde",
    "volg_traject",
    "volg_trajecten",
    "wat_als",
]
