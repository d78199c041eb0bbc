"""What was understood of a delivery, as headings with lines and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ibt.begrippen.periode import Peildatum
from ibt.readers.bron.profiel import BETEKENISSEN, NODIG
from ibt.readers.bron.sommen import whole
from ibt.readers.bron.tabel import Brontabel

if TYPE_CHECKING:
    from ibt.levering.levering import Levering

_BRON = {"tvs": "TVS", "rijk": "het Rijk", "onbekend": "een bron die niemand noemde"}
_MEESTE = 60


@dataclass(frozen=True)
class Uitlegdeel:
    """A heading, sentences, and rows of cells of which the columns in `rechts` are numbers."""

    kop: str
    regels: tuple[str, ...] = ()
    rijen: tuple[tuple[str, ...], ...] = ()
    rechts: tuple[int, ...] = ()


def explain(levering: Levering) -> Iterator[Uitlegdeel]:
    """Per file its columns, what was set apart and the sums; then the figures, and what changes."""
    for bron in levering.bronnen:
        yield _source(bron, levering.peildatum)
    yield _figures(levering)
    yield _changes(levering)


def _source(bron: Brontabel, peildatum: Peildatum) -> Uitlegdeel:
    kolommen = tuple(
        (f"  {k.naam}", "→", _meaning(k.betekenis, k.stand_per, k.reden)) for k in bron.kolommen
    )
    wie = _BRON[bron.profiel.bron]
    regels = [f"Profiel {bron.profiel.naam}, van {wie}. SHA-256 {bron.sha256[:12]}…"]
    regels += [f"Teken: {bron.teken}."] if bron.teken else []
    if bron.onbekend:
        namen = dict.fromkeys(str(gebrek.gevonden) for gebrek in bron.onbekend)
        meer = f" en nog {len(namen) - 5}" if len(namen) > 5 else ""
        wie = f"{', '.join([*namen][:5])}{meer}"
        regels.append(f"Niet van deze ronde en niet in de lijst van gemeenten: {wie}.")
    regels += [f"Terzijde, {zin}" for zin in _few(bron.terzijde)]
    regels += [zin[:1].upper() + zin[1:] for zin in bron.bijzonder]
    regels += [
        f"{'Som' if som.sluit else 'Som die niet sluit'}, {som.plaats}: {som}"
        for som in bron.sommen
    ]
    if bron.geheel is not None:
        cijfers = ", ".join(f"{naam} {waarde}" for naam, waarde in bron.geheel.items())
        waarover = cijfers or f"geen regel over {peildatum.periode}"
        regels.append(f"{bron.profiel.geheel}, alleen ter vergelijking: {waarover}.")
    return Uitlegdeel(bron.bestand, tuple(regels), kolommen)


def _meaning(betekenis: str | None, per: object, reden: str) -> str:
    if betekenis is None:
        return f"niet gelezen ({reden})" if reden else "niet gelezen"
    dag = f", stand per {per}" if per is not None else ""
    return f"{betekenis}{dag}: {BETEKENISSEN[betekenis]}"


def _few(regels: tuple[str, ...]) -> Iterator[str]:
    yield from regels[:_MEESTE]
    if len(regels) > _MEESTE:
        yield f"en nog {len(regels) - _MEESTE} regels"


def _figures(levering: Levering) -> Uitlegdeel:
    """The rows of the last day, with their sum; of earlier days how many there are."""
    dagen = sorted({str(rij["stand_per"]) for rij in levering.rijen})
    laatste = dagen[-1] if dagen else str(levering.peildatum)
    eigen = [rij for rij in levering.rijen if str(rij["stand_per"]) == laatste]
    namen = [*NODIG]
    namen += ["koppelingen"] if any(rij.get("koppelingen") is not None for rij in eigen) else []
    rijen = [
        (f"  {rij['gemeente']}", *("" if rij.get(n) is None else str(rij[n]) for n in namen))
        for rij in eigen
    ]
    samen = ("  Samen", *(str(sum(whole(rij.get(n)) for rij in eigen)) for n in namen))
    regels = ["Een stand met een min is achterstand."]
    if len(dagen) > 1:
        regels.append(f"Ook eerdere standen: {', '.join(dagen[:-1])}.")
    rechts = tuple(range(1, len(namen) + 1))
    alles = (("  gemeente", *namen), *rijen, samen)
    return Uitlegdeel(f"Cijfers per {laatste}", tuple(regels), alles, rechts)


def _changes(levering: Levering) -> Uitlegdeel:
    kop = "Veranderd sinds de vorige levering"
    if levering.vorige is None:
        return Uitlegdeel(kop, (f"Dit is de eerste levering voor {levering.peildatum}.",))
    if not levering.verschillen:
        return Uitlegdeel(kop, ("Niets: alle cijfers zijn gelijk.",))
    wie = {verschil.gemeente for verschil in levering.verschillen}
    totaal = f"Aantal cijfers: {len(levering.verschillen)}; aantal gemeenten: {len(wie)}."
    blijft = f"{levering.blijft} regels van dagen die niet opnieuw zijn geleverd, blijven staan."
    per_kolom: dict[str, list[object]] = {}
    for verschil in levering.verschillen:
        per_kolom.setdefault(verschil.kolom, []).append(verschil.nieuw)
    # A column that is no longer delivered is one thing, not one per gemeente and month.
    weg = {kolom: len(w) for kolom, w in per_kolom.items() if len(w) > 1 and set(w) == {None}}
    leeg = [f"Leeg geworden: {kolom}, in {aantal} regels." for kolom, aantal in weg.items()]
    rijen = tuple(
        (f"  {v.gemeente}", str(v.stand_per), v.kolom, _shown(v.oud), "→", _shown(v.nieuw))
        for v in levering.verschillen
        if v.kolom not in weg
    )
    regels = (totaal, *leeg, *([blijft] if levering.blijft else []))
    return Uitlegdeel(kop, regels, rijen)


def _shown(waarde: object) -> str:
    return "leeg" if waarde is None else str(waarde)
