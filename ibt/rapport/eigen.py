"""Parts for a section of one's own, in the house style: text, tables and charts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
from htpy import Element, Node, p

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import MIN, datum, getal, kommagetal, korte_datum, stand
from ibt.rapport.grafiek.figuur import AS, Marges, draw_figuur, huisstijl, render_grafiek, room_for
from ibt.rapport.opmaak import Kolom, Rij, tabel
from ibt.rapport.stijl import load_stijl

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_REEKSEN = ("reeks_1", "reeks_2", "reeks_3")
_STREEP = ("-", (0, (5, 3)), (0, (1, 2)))


def deel(*inhoud: Any, bijschrift: str = "Tabel") -> Deel:
    """One part of a report: each text a paragraph, each DataFrame a table, charts as they are.

    Numbers are aligned and written as in the rest of the report; `bijschrift` is the caption of a
    table. InvoerFout for anything else.
    """
    return make_deel(*(_piece(stuk, bijschrift) for stuk in inhoud))


def _piece(stuk: Any, bijschrift: str) -> Node:
    if isinstance(stuk, str):
        return p[stuk]
    if isinstance(stuk, Deel):
        return stuk.html
    if isinstance(stuk, pd.Series):
        stuk = stuk.to_frame()
    if not isinstance(stuk, pd.DataFrame):
        verwacht = "moet tekst, een DataFrame of een grafiek van ibt zijn"
        raad = "Toon een eigen plaatje als laatste regel van een cel."
        raise InvoerFout([Gebrek("deel", verwacht, type(stuk).__name__, raad=raad)])
    return _table(stuk, bijschrift)


def _shape_faults(frame: pd.DataFrame, wat: str) -> list[Gebrek]:
    """What has no one name: columns that are there twice, or rows and columns in layers."""
    if frame.columns.is_unique and frame.columns.nlevels == frame.index.nlevels == 1:
        return []
    raad = "Geef reset_index(), of noem kolommen anders."
    return [Gebrek(wat, "moet één rij koppen hebben, met elke naam één keer", raad=raad)]


def _table(frame: pd.DataFrame, bijschrift: str) -> Element:
    """The frame as a house table; a plain numbering of its rows is left out."""
    if gebreken := _shape_faults(frame, "deel"):
        raise InvoerFout(gebreken)
    if frame.index.name in frame.columns:
        frame = frame.rename_axis(index=None)
    is_nummer = frame.index.name is None and list(frame.index) == list(range(len(frame)))
    plat = frame if is_nummer else frame.reset_index()
    kolommen = [Kolom(_title(naam), plat[naam].dtype.kind in "iuf") for naam in plat.columns]
    rijen = [Rij(_cell(rij[0]), [_cell(cel) for cel in rij[1:]]) for rij in plat.itertuples(False)]
    return tabel(bijschrift, kolommen, rijen)


def _cell(waarde: Any) -> str:
    if not pd.api.types.is_scalar(waarde):
        return str(waarde)
    if pd.isna(waarde):
        return "–"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if hasattr(waarde, "year"):
        return datum(waarde)
    if isinstance(waarde, str):
        return waarde
    if not isinstance(waarde, Real) or abs(hoeveel := float(waarde)) == float("inf"):
        return str(waarde)
    return getal(round(hoeveel)) if hoeveel % 1 == 0 else kommagetal(hoeveel)


@huisstijl()
def grafiek(
    reeksen: pd.DataFrame | pd.Series,
    bevinding: str,
    *,
    toelichting: str = "",
    soort: Literal["lijn", "staaf"] = "lijn",
    eenheid: str = "personen",
) -> Deel:
    """A chart of one to three columns over the index, with `bevinding` (what it shows) as title.

    The index holds days, numbers or names. `toelichting` says what is drawn; `eenheid` stands
    beside the axis. Same figures, same bytes. InvoerFout where it cannot be drawn.
    """
    frame: Any = reeksen if isinstance(reeksen, pd.DataFrame) else pd.DataFrame(reeksen)
    from matplotlib.ticker import MaxNLocator

    _require_drawable(frame, soort)
    waarden = frame.astype("float64")
    heel = bool((waarden.stack() % 1 == 0).all())
    schrijf = partial(_axis_number, heel=heel, stand_=bool(waarden.min().min() < 0))
    getallen = [schrijf(grens, 0) for grens in (waarden.min().min(), waarden.max().max())]
    labels = [_title(naam) for naam in frame.columns] if frame.shape[1] > 1 else []
    rechts = 0.1 + (room_for(labels) + 0.12 if labels and soort == "lijn" else 0.1)
    boven = 0.4 if labels and soort == "staaf" else 0.15
    beeld = draw_figuur(2.4, Marges(AS + room_for(getallen), rechts, boven, 0.4))
    as_ = beeld.add_subplot()
    plekken = _places(frame, soort)
    (_draw_lines if soort == "lijn" else _draw_bars)(as_, plekken, waarden, labels)
    as_.axhline(0, color=load_stijl().kleur["lijn_sterk"], linewidth=1)
    as_.set_xticks(*zip(*_ticks(plekken, list(frame.index)), strict=True))
    as_.set_ylabel(eenheid)
    as_.yaxis.set_major_locator(MaxNLocator(5, integer=heel, steps=[1, 2, 5, 10]))
    as_.yaxis.set_major_formatter(schrijf)
    as_.margins(x=0.06, y=0.1)
    alt = _alt(frame, bevinding)
    naam = _name(frame, bevinding, toelichting, soort, eenheid)
    return make_deel(render_grafiek(naam, beeld, alt, bevinding, toelichting))


def _require_drawable(frame: pd.DataFrame, soort: str) -> None:
    gebreken = _shape_faults(frame, "grafiek")
    if gebreken:
        raise InvoerFout(gebreken)
    if soort not in ("lijn", "staaf"):
        gebreken.append(Gebrek("grafiek", 'soort moet "lijn" of "staaf" zijn', soort))
    if not 1 <= frame.shape[1] <= len(_REEKSEN) or frame.empty:
        verwacht = f"moet 1 tot en met {len(_REEKSEN)} kolommen hebben, en ten minste één rij"
        gevonden = f"{frame.shape[1]} kolommen en {len(frame)} rijen"
        gebreken.append(Gebrek("grafiek", verwacht, gevonden))
    for naam in frame.columns:
        if frame[naam].dtype.kind not in "iuf":
            gebreken.append(Gebrek("grafiek", "moet getallen hebben", plaats=f'kolom "{naam}"'))
        elif frame[naam].isna().all() or frame[naam].abs().max() == float("inf"):
            verwacht = "moet getallen hebben, en geen oneindig"
            gebreken.append(Gebrek("grafiek", verwacht, plaats=f'kolom "{naam}"'))
    if gebreken:
        raise InvoerFout(gebreken)


def _places(frame: pd.DataFrame, soort: str) -> list[float]:
    """Where each row stands on the axis: days to scale in a line, else at equal distances."""
    from matplotlib.dates import date2num

    if soort == "lijn" and all(hasattr(plek, "year") for plek in frame.index):
        return [float(date2num(plek)) for plek in frame.index]
    return [float(rij) for rij in range(len(frame))]


def _axis_number(waarde: float, _: int, heel: bool, stand_: bool) -> str:
    """A number beside its line: whole where all are, with its sign where some are below 0."""
    if not heel:
        return f"{round(waarde, 6):g}".replace("-", MIN).replace(".", ",")
    return stand(round(waarde)) if stand_ else getal(round(waarde))


def _ticks(plekken: list[float], rijen: list[Any]) -> list[tuple[float, str]]:
    """As many rows as have room to stand beside each other, the last one always."""
    ruimte = (max(plekken) - min(plekken)) / 6
    over: list[tuple[float, str]] = []
    for plek, rij in sorted(zip(plekken, rijen, strict=True), key=lambda paar: -paar[0]):
        if not over or over[-1][0] - plek >= ruimte:
            over.append((plek, korte_datum(rij) if hasattr(rij, "year") else _cell(rij)))
    return over


def _title(naam: Any) -> str:
    """The name of a column as a reader has it."""
    return str(naam).replace("_", " ")


def _draw_lines(as_: Axes, plekken: list[float], waarden: pd.DataFrame, labels: list[str]) -> None:
    """A line per column, with its name at its last point."""
    kleur = load_stijl().kleur
    for reeks, streep, naam in zip(_REEKSEN, _STREEP, waarden.columns, strict=False):
        lijn = waarden[naam].set_axis(plekken).dropna()
        stijl: dict[str, Any] = {"color": kleur[reeks], "linestyle": streep, "linewidth": 2}
        as_.plot(lijn.index, lijn, marker="o", markersize=4, **stijl)
        if labels:
            plek: dict[str, Any] = {"xytext": (8, 0), "textcoords": "offset points", "va": "center"}
            punt = (lijn.index[-1], lijn.iloc[-1])
            as_.annotate(_title(naam), punt, color=kleur[reeks], annotation_clip=False, **plek)


def _draw_bars(as_: Axes, plekken: list[float], waarden: pd.DataFrame, labels: list[str]) -> None:
    """A bar per column and row, beside each other."""
    kleur, breedte = load_stijl().kleur, 0.7 / waarden.shape[1]
    for nummer, naam in enumerate(waarden.columns):
        plek = [rij + (nummer - (waarden.shape[1] - 1) / 2) * breedte for rij in plekken]
        hoogte = waarden[naam].fillna(0)
        as_.bar(plek, hoogte, breedte * 0.9, color=kleur[_REEKSEN[nummer]], label=_title(naam))
    if labels:
        hoek: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0, 1)}
        as_.legend(frameon=False, ncols=len(labels), **hoek)


def _alt(frame: pd.DataFrame, bevinding: str) -> str:
    """What is drawn in words: the finding, and every value."""
    reeksen: Iterator[str] = (
        f"{_title(naam)}: "
        + ", ".join(f"{_cell(plek)} {_cell(waarde)}" for plek, waarde in kolom.items())
        for naam, kolom in frame.items()
    )
    return f"{bevinding} {'; '.join(reeksen)}."


def _name(frame: pd.DataFrame, *woorden: str) -> str:
    """A name of its own for each other chart, so that two on one page keep their ids apart."""
    inhoud = "\n".join((*woorden, frame.to_csv()))
    return f"eigen-{hashlib.sha256(inhoud.encode()).hexdigest()[:8]}"
