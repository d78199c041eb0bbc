"""The parts of the report on one gemeente, in the order of the page."""

from ibt.rapport.gemeente.cijfers import cijfers
from ibt.rapport.gemeente.kop import conclusie
from ibt.rapport.gemeente.oordeel import oordeel
from ibt.rapport.gemeente.signalen import koppelingen, signalen
from ibt.rapport.gemeente.traject import contact, termijnen, verbeterplan
from ibt.rapport.gemeente.verloop import historie, verloop
from ibt.rapport.gemeente.waarom import andere_regels, omslag, waarom
from ibt.rapport.gemeente.wat_nu import acties, vooruitzicht
from ibt.rapport.titelblad import titelblad

__all__ = [
    "acties",
    "andere_regels",
    "cijfers",
    "conclusie",
    "contact",
    "historie",
    "koppelingen",
    "omslag",
    "oordeel",
    "signalen",
    "termijnen",
    "titelblad",
    "verbeterplan",
    "verloop",
    "vooruitzicht",
    "waarom",
]
