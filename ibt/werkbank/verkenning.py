"""Sliders over a round: other figures and readings, and at once what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from ibt.begrippen.fout import IbtFout
from ibt.ronde import Ronde, open_ronde
from ibt.werkbank.beeld import fault_view, outcome_view, pace_view
from ibt.werkbank.proeven import Proeven, code_of

# Moved by so many persons more or fewer; and set to so many.
_VERSCHIL = {
    "realisatie": "Realisatie",
    "taakstelling": "Taakstelling",
    "stand_begin": "Stand aan het begin",
}
_AANTAL = {"correctie": "Correctie", "verschoonbaar": "Verschoonbaar"}
_ZO_ALS = "zoals nu"
_VORM: dict[str, Any] = {
    "style": {"description_width": "225px"},
    "layout": {"width": "515px"},
}


def verken(ronde: Ronde | str | None = None) -> widgets.Widget:
    """The round with sliders: choose gemeenten, move figures and readings, see what follows.

    A round, or what `open_ronde` opens. What was tried is listed below as code; `ronde` itself
    stays as it is.
    """
    return Verkenning(ronde if isinstance(ronde, Ronde) else open_ronde(ronde)).scherm


class Verkenning:
    """The screen over one round; `keuze_van` says what its sliders stand for now."""

    def __init__(self, ronde: Ronde) -> None:
        self.ronde, self.proeven = ronde, Proeven()
        namen = [stuk.gemeente.naam for stuk in ronde]
        self.wie = widgets.SelectMultiple(
            options=namen, value=namen[:1], rows=8, description="Gemeenten", **_VORM
        )
        self.knoppen = {**_sliders(ronde), **_readings(ronde)}
        self.opnieuw = widgets.Button(description="Alles zoals het is")
        self.tempo = widgets.ToggleButton(description="Houdt iedereen dit tempo?")
        self.beeld, self.lijst = widgets.HTML(), widgets.Textarea(rows=6, disabled=False)
        self.lijst.layout.width = "100%"
        for knop in (self.wie, self.tempo, *self.knoppen.values()):
            knop.observe(self._show, names="value")
        self.opnieuw.on_click(self._reset)
        self.scherm = self._layout()
        self._show({"owner": self.wie})

    def _layout(self) -> widgets.Widget:
        links = widgets.VBox(
            [self.wie, *self.knoppen.values(), widgets.HBox([self.opnieuw, self.tempo])]
        )
        links.layout.min_width = "535px"
        self.opnieuw.layout.width = self.tempo.layout.width = "auto"
        kop = widgets.HTML(
            "<strong>Wat is geprobeerd, als code</strong> (kopieer wat u nodig hebt)"
        )
        boven = widgets.HBox([links, self.beeld])
        boven.layout.align_items = "flex-start"
        return widgets.VBox([boven, kop, self.lijst])

    @property
    def gekozen(self) -> Sequence[str]:
        """The names of the chosen gemeenten; all of the round where none is."""
        gekozen: Sequence[str] = self.wie.value or self.wie.options
        return gekozen

    @property
    def anders(self) -> dict[str, Any]:
        """What the sliders change, as `wat_als` takes it."""
        waarden = {naam: knop.value for naam, knop in self.knoppen.items()}
        uit: dict[str, Any] = {naam: f"{waarden[naam]:+d}" for naam in _VERSCHIL if waarden[naam]}
        aantallen = (naam for naam in _AANTAL if naam in waarden)
        uit |= {naam: f"{waarden[naam]:+d}" for naam in aantallen if waarden[naam]}
        if waarden["trede_vorig"] != _ZO_ALS:
            uit["trede_vorig"] = waarden["trede_vorig"]
        keuze = {
            keuze.id: waarden[keuze.id]
            for keuze in self.ronde.kader.keuzes
            if waarden.get(keuze.id, _ZO_ALS) != _ZO_ALS
        }
        return {**uit, **({"keuze": keuze} if keuze else {})}

    def _show(self, gebeurtenis: Any) -> None:
        """What follows now; what cannot be is said in the place of it."""
        if gebeurtenis["owner"] is self.wie:
            self._reach()
        try:
            anders, wie = self.anders, list(self.gekozen)
            proef = self.ronde.wat_als(wie, **anders) if anders else self.ronde
            if self.tempo.value:
                self.beeld.value = pace_view(proef, wie)
            else:
                self.beeld.value = outcome_view(self.ronde, proef, wie)
        except IbtFout as fout:
            self.beeld.value = fault_view(fout)
            return
        if anders or self.tempo.value:
            code = code_of(wie, anders, len(self.wie.options), self.tempo.value)
            self.proeven = self.proeven.add(code, str(id(gebeurtenis["owner"])))
            self.lijst.value = self.proeven.tekst

    def _reach(self) -> None:
        """Sliders that go as far as matters to the chosen gemeenten."""
        sommen = [self.ronde[naam].som for naam in self.gekozen]
        getallen = ((s.taakstelling, s.totaalopgave, s.gerealiseerd) for s in sommen)
        ver = max(10, *(abs(getal) for drie in getallen for getal in drie))
        for naam in (naam for naam in (*_VERSCHIL, *_AANTAL) if naam in self.knoppen):
            knop = self.knoppen[naam]
            # What stands there already is not moved.
            knop.max, knop.min = max(ver, knop.value), min(knop.min and -ver, knop.value)

    def _reset(self, _: Any) -> None:
        begin = {
            knop: 0 if naam in (*_VERSCHIL, *_AANTAL) else _ZO_ALS
            for naam, knop in self.knoppen.items()
        }
        for knop, waarde in {**begin, self.tempo: False}.items():
            # Nobody tried what lies between: only the end is shown.
            knop.unobserve(self._show, names="value")
            knop.value = waarde
            knop.observe(self._show, names="value")
        self._show({"owner": self.opnieuw})


def _sliders(ronde: Ronde) -> dict[str, widgets.Widget]:
    """A slider per figure; at a midpoint without what then counts nothing."""
    uit: dict[str, widgets.Widget] = {
        naam: widgets.IntSlider(0, -10, 10, description=f"{woord} ±", **_VORM, readout_format="+d")
        for naam, woord in _VERSCHIL.items()
    }
    if not ronde.is_voortgang:
        uit |= {
            naam: widgets.IntSlider(0, 0, 10, description=f"{woord} +", **_VORM)
            for naam, woord in _AANTAL.items()
        }
    treden = [_ZO_ALS, *ronde.kader.tekst.treden]
    uit["trede_vorig"] = widgets.Dropdown(options=treden, description="Trede hiervoor", **_VORM)
    return uit


def _readings(ronde: Ronde) -> dict[str, widgets.Widget]:
    """A list of readings per Keuze of which another one is worked out."""
    return {
        keuze.id: widgets.Dropdown(
            options=[
                (f"{_ZO_ALS} ({keuze.gekozen})", _ZO_ALS),
                *((lezing, lezing) for lezing in keuze.andere),
            ],
            description=f"{keuze.id} {keuze.naam}",
            tooltip=keuze.vraag,
            **_VORM,
        )
        for keuze in ronde.kader.keuzes
        if keuze.berekend
    }
