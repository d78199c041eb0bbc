"""A round with what is tried in it: other figures, findings and register, the files as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ibt.begrippen.bevinding import Bevinding, Correctie, KeuzeBevinding, VerschoonbareReden
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.vastgelegd import Vastgelegd, by_gemeente
from ibt.readers.cijfers import VOORBEELD
from ibt.register import Register, Registerrij

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# Figures of COA on the peildatum; and what findings add up to.
CIJFERS = ("taakstelling", "stand_begin", "realisatie", "koppelingen")
PERSONEN = ("correctie", "verschoonbaar")
# Where a finding stands that somebody tries.
WAT_ALS = "wat_als"


@dataclass(frozen=True)
class Proef:
    """What is tried of one gemeente: persons by name, the trede before, and readings."""

    gemeente: Gemeente
    getallen: Mapping[str, int]
    keuze: Mapping[str, str]
    woorden: tuple[str, ...]


def tried_out(ronde: Ronde, proeven: Sequence[Proef]) -> Ronde:
    """The round as it would be; not adopted, and its figures marked as invented."""
    return replace(
        ronde,
        cijfers=replace(ronde.cijfers, _frame=_figures(ronde, proeven)),
        bevindingen=_findings(ronde, proeven),
        register=_register(ronde, proeven),
        vaststelling=None,
        vastgesteld={},
        _als_proef=True,
    )


def peildatum_row(ronde: Ronde, gemeente: Gemeente) -> Any:
    """Which row of the figures is about a gemeente on the peildatum, as a mask."""
    frame = ronde.cijfers.frame
    return (frame["gemeentecode"] == gemeente.code) & (frame["stand_per"] == ronde.peildatum.datum)


def _figures(ronde: Ronde, proeven: Iterable[Proef]) -> Any:
    frame = ronde.cijfers.frame
    for proef in proeven:
        cijfers = {naam: proef.getallen[naam] for naam in CIJFERS if naam in proef.getallen}
        rij = peildatum_row(ronde, proef.gemeente)
        frame.loc[rij, list(cijfers)] = list(cijfers.values())
        frame.loc[rij, "herkomst"] = f"{VOORBEELD}: wat als"
    return frame


def _findings(ronde: Ronde, proeven: Iterable[Proef]) -> tuple[Vastgelegd, ...]:
    """The findings with, in the place of those that are tried otherwise, one that adds up to it."""
    over = by_gemeente(ronde.bevindingen)
    for proef in proeven:
        code = proef.gemeente.code
        stukken = [stuk for stuk in over.get(code, ()) if not _is_tried(stuk.bevinding, proef)]
        over[code] = (*stukken, *_made_up(ronde, proef))
    return tuple(stuk for stukken in over.values() for stuk in stukken)


def _is_tried(bevinding: Bevinding, proef: Proef) -> bool:
    """Whether a finding makes way for what is tried."""
    match bevinding:
        case KeuzeBevinding(keuze=keuze):
            return keuze in proef.keuze
        case Correctie():
            return "correctie" in proef.getallen
        case VerschoonbareReden(oordeel="verschoonbaar"):
            return "verschoonbaar" in proef.getallen
        case _:
            return False


def _made_up(ronde: Ronde, proef: Proef) -> Iterator[Vastgelegd]:
    basis = _finding_basis(ronde, proef.gemeente)
    maak: dict[str, Callable[[int], Bevinding]] = {
        "correctie": lambda n: Correctie(**basis, soort="correctie", bewijs="proef", personen=n),
        "verschoonbaar": lambda n: VerschoonbareReden(
            **basis,
            soort="verschoonbare_reden",
            categorie="anders",
            ambtshalve="ja",
            geen_bewijs_nodig="proef",
            oordeel="verschoonbaar",
            personen=n,
        ),
    }
    for naam in PERSONEN:
        if aantal := proef.getallen.get(naam, 0):
            yield _on_file(ronde, proef.gemeente, maak[naam](aantal))
    yield from _readings(ronde, proef.gemeente, proef.keuze)


def _readings(ronde: Ronde, wie: Gemeente, keuze: Mapping[str, str]) -> Sequence[Vastgelegd]:
    """A finding per reading that is not the chosen one of the framework."""
    standaard, basis = ronde.kader.lezingen(), _finding_basis(ronde, wie)
    return [
        _on_file(ronde, wie, KeuzeBevinding(**basis, soort="keuze", keuze=str(k), lezing=str(w)))
        for k, w in keuze.items()
        if standaard.get(k) != w
    ]


def _finding_basis(ronde: Ronde, wie: Gemeente) -> dict[str, Any]:
    return {
        "gemeente": wie.code,
        "beoordelaar": "proef",
        "datum": min(ronde.bijgewerkt_op, ronde.peildatum.periode.eind),
        "motivering": "Een proef: dit is niet door een toezichthouder vastgesteld.",
    }


def _on_file(ronde: Ronde, wie: Gemeente, bevinding: Bevinding) -> Vastgelegd:
    return Vastgelegd(wie, bevinding, WAT_ALS, bevinding.soort, ronde.peildatum.periode)


def _register(ronde: Ronde, proeven: Iterable[Proef]) -> Register:
    """The register with another last trede; where it knows none, a row of the peildatum before."""
    rijen, vorige = dict(ronde.register.rijen), ronde.peildatum.vorige_beoordeling.datum
    for proef in proeven:
        if (trede := proef.getallen.get("trede_vorig")) is None:
            continue
        code = proef.gemeente.code
        *eerder, laatste = rijen.get(code) or [
            Registerrij(nummer=1, gemeentecode=code, datum=vorige, trede=1, peildatum=vorige)
        ]
        rijen[code] = (*eerder, laatste.model_copy(update={"trede": trede}))
    return replace(ronde.register, rijen=rijen)
