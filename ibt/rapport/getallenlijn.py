"""The number line of a gemeente: which computed trede goes with how many persons housed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from htpy import Element, figcaption, figure
from markupsafe import Markup

from ibt.begrippen.strek import Strek
from ibt.rapport.getal import getal, opsomming, personen
from ibt.rapport.glyph import text_width
from ibt.rapport.stijl import load_stijl

_BREED, _HOOG, _RAND = 640, 104, 8
_BAND, _DIK = 34, 30
_LETTER = 13


@dataclass(frozen=True)
class _Lijn:
    """The piece of the line that is drawn: from `van` up to and with `tot` persons."""

    van: int
    tot: int

    def x(self, aantal: float) -> float:
        """Where a number of persons stands, in units of the drawing."""
        deel = (aantal - self.van) / (self.tot - self.van)
        return round(_RAND + min(max(deel, 0), 1) * (_BREED - 2 * _RAND), 1)


def draw_getallenlijn(strekken: Sequence[Strek], gehuisvest: int, opgave: int) -> Element:
    """Bands of treden over the persons housed, with a mark at `gehuisvest`; the opgave is in sight.

    What it shows stands in the caption in words.
    """
    lijn = _window(strekken, gehuisvest, opgave)
    zin = tell_strekken(strekken)
    svg = "".join((*_bands(strekken, lijn), *_ticks(strekken, lijn), *_mark(gehuisvest, lijn)))
    open_ = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}" class="getallenlijn">')
    beeld = open_.format(_BREED, _HOOG, f"{personen(gehuisvest)} gehuisvest. {zin}") + Markup(svg)
    return figure(".grafiek")[figcaption[zin], beeld + Markup("</svg>")]


def tell_strekken(strekken: Sequence[Strek]) -> str:
    """The line in one sentence: from how many persons which trede was computed."""
    if len(strekken) == 1:
        return f"Hoeveel er ook zijn gehuisvest: berekend is trede {strekken[0].trede}."
    delen = [f"vanaf {getal(strek.vanaf)} trede {strek.trede}" for strek in strekken[:0:-1]]
    return f"Berekend is {opsomming([*delen, f'daaronder trede {strekken[0].trede}'])}."


def _window(strekken: Sequence[Strek], gehuisvest: int, opgave: int) -> _Lijn:
    """All that matters, with some room on either side; never below nobody."""
    punten = [gehuisvest, opgave, *(strek.vanaf for strek in strekken[1:])]
    marge = max(4, (max(punten) - min(punten)) // 5)
    return _Lijn(max(0, min(punten) - marge), max(punten) + marge)


def _bands(strekken: Sequence[Strek], lijn: _Lijn) -> Iterator[Markup]:
    stijl = load_stijl()
    for strek, volgende in pairwise((*strekken, Strek(lijn.tot, 0))):
        van, tot = lijn.x(strek.vanaf), lijn.x(volgende.vanaf)
        if tot <= van:
            continue
        tint, naam = stijl.trede(strek.trede), f"trede {strek.trede}"
        vlak = '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>'
        rand = stijl.kleur["lijn_sterk"]
        yield Markup(vlak).format(van, _BAND, round(tot - van, 1), _DIK, tint.vlak, rand)
        kort = naam if text_width(naam) * _LETTER < tot - van - 4 else str(strek.trede)
        if text_width(kort) * _LETTER < tot - van:
            yield _text((van + tot) / 2, _BAND + 20, kort, tint.tekst)


def _ticks(strekken: Sequence[Strek], lijn: _Lijn) -> Iterator[Markup]:
    """From which number each band begins; a number that has no room beside the last is left out."""
    kleur, vrij = load_stijl().kleur, 0.0
    for strek in strekken[1:]:
        plek, half = lijn.x(strek.vanaf), text_width(getal(strek.vanaf)) * _LETTER / 2
        if plek - half >= vrij:
            yield _text(plek, _BAND + _DIK + 18, getal(strek.vanaf), kleur["tekst"])
            vrij = plek + half + 4
    yield _text(_BREED / 2, _HOOG - 4, "personen gehuisvest in dit halfjaar", kleur["gedempt"])


def _mark(gehuisvest: int, lijn: _Lijn) -> Iterator[Markup]:
    """Where the gemeente is: an arrow into its band, and its number above."""
    kleur, plek = load_stijl().kleur["tekst"], lijn.x(gehuisvest)
    naam = f"{getal(gehuisvest)} gehuisvest"
    half = text_width(naam) * _LETTER / 2
    midden = min(max(plek, half + 2), _BREED - half - 2)
    streep = '<path d="M{0} {1}V{2}M{0} {1}l-5 -8h10z" stroke="{3}" stroke-width="2" fill="{3}"/>'
    yield Markup(streep).format(plek, _BAND - 4, _BAND + 7, kleur)
    yield _text(midden, 16, naam, kleur, "600")


def _text(x: float, y: float, tekst: str, kleur: str, dikte: str = "400") -> Markup:
    plek = Markup('<text x="{}" y="{}" text-anchor="middle"').format(round(x, 1), y)
    stijl = Markup(' font-size="{}" font-weight="{}" fill="{}">').format(_LETTER, dikte, kleur)
    return plek + stijl + tekst + Markup("</text>")
