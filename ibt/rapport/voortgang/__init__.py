"""The parts of the progress reports, per gemeente and for the province; no trede is set."""

from ibt.rapport.gemeente.cijfers import cijfers
from ibt.rapport.gemeente.signalen import koppelingen, signalen
from ibt.rapport.gemeente.traject import contact, termijnen, verbeterplan
from ibt.rapport.gemeente.verloop import historie, verloop
from ibt.rapport.provincie.aandacht import meldingen
from ibt.rapport.provincie.agenda import agenda
from ibt.rapport.provincie.kop import kerncijfers
from ibt.rapport.provincie.ladder import kleine_grafieken
from ibt.rapport.titelblad import overzichtblad, titelblad
from ibt.rapport.voortgang.gevolg import benodigd, informeren, prognose
from ibt.rapport.voortgang.kop import tussenstand
from ibt.rapport.voortgang.overzicht import aandacht, gemarkeerd, standtabel

__all__ = [
    "aandacht",
    "agenda",
    "benodigd",
    "cijfers",
    "contact",
    "gemarkeerd",
    "historie",
    "informeren",
    "kerncijfers",
    "kleine_grafieken",
    "koppelingen",
    "meldingen",
    "overzichtblad",
    "prognose",
    "signalen",
    "standtabel",
    "termijnen",
    "titelblad",
    "tussenstand",
    "verbeterplan",
    "verloop",
]
