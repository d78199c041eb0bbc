"""The parts of the progress reports, per gemeente and for the province; no trede is set."""

from ibt.rapport.gemeente.traject import contact, termijnen, verbeterplan
from ibt.rapport.provincie.aandacht import meldingen
from ibt.rapport.provincie.agenda import agenda
from ibt.rapport.voortgang.cijfers import cijfers, historie, verloop
from ibt.rapport.voortgang.gevolg import benodigd, informeren, prognose
from ibt.rapport.voortgang.kop import titelblad, tussenstand
from ibt.rapport.voortgang.overzicht import (
    aandacht,
    gemarkeerd,
    kerncijfers,
    kleine_grafieken,
    overzichtblad,
    standtabel,
)
from ibt.rapport.voortgang.signalen import koppelingen, signalen

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
