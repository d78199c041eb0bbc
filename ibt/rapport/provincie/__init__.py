"""The parts of the provincial overview, in the order of the page."""

from ibt.rapport.provincie.aandacht import grensgevallen, meldingen, open_besluiten
from ibt.rapport.provincie.agenda import agenda
from ibt.rapport.provincie.kaart import kaart
from ibt.rapport.provincie.kop import kerncijfers, per_trede
from ibt.rapport.provincie.ladder import kleine_grafieken, laddertabel, overgangen, warmtestrook
from ibt.rapport.provincie.verschil import verschil
from ibt.rapport.titelblad import overzichtblad as titelblad

__all__ = [
    "agenda",
    "grensgevallen",
    "kaart",
    "kerncijfers",
    "kleine_grafieken",
    "laddertabel",
    "meldingen",
    "open_besluiten",
    "overgangen",
    "per_trede",
    "titelblad",
    "verschil",
    "warmtestrook",
]
