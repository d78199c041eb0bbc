"""`ibt diff`: what changed between two rendered rounds, as a table and as one page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ibt.begrippen.verschil import Invoerverschil, Soort, Verschil
from ibt.cli.laden import PAD, PAGINA, show_page
from ibt.cli.melden import in_columns
from ibt.cli.taal import Opdracht

# Of each kind of input the terminal shows the first; the page has them all.
_EERSTE = 10


@click.command(cls=Opdracht)
@click.argument("oud", type=PAD, metavar="OUD")
@click.argument("nieuw", type=PAD, metavar="NIEUW")
@PAGINA
def diff(oud: Path, nieuw: Path, uit: Path | None) -> None:
    """Vergelijk twee gemaakte rondes (mappen): invoer, cijfers, treden en rapporten."""
    from ibt.rapport.verschil import verschil_page
    from ibt.rapport.verschil.woorden import teken
    from ibt.verschil import compare_mappen

    verschil = compare_mappen(oud, nieuw)
    # A folder name may hold what no file name can: a drive with its colon.
    namen = [re.sub(r"[^\w.-]+", "_", ronde.map) for ronde in (verschil.oud, verschil.nieuw)]
    doel = uit or nieuw.resolve().parent / "verschil" / f"{'-'.join(namen)}.html"
    pagina = verschil_page(verschil, _seen_from(doel, nieuw), _seen_from(doel, oud))
    kenmerk = "Vergelijking van twee gemaakte rondes"
    show_page(doel, pagina, kenmerk, "diff", map(teken, _lines(verschil)))


def _seen_from(doel: Path, map_: Path) -> str | None:
    """A folder as a link from the page; None where no relative path leads there."""
    try:
        return Path(os.path.relpath(map_.resolve(), doel.resolve().parent)).as_posix()
    except ValueError:  # another drive on Windows
        return None


def _lines(verschil: Verschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import (
        beschadigd,
        cijferrijen,
        puntzinnen,
        ronderijen,
        samenvatting,
    )

    for naam, ronde in (("Oud  ", verschil.oud), ("Nieuw", verschil.nieuw)):
        yield f"{naam}  {ronde.map}: peildatum {ronde.peildatum}, {ronde.staat}"
    yield f"\n{samenvatting(verschil)}"
    yield from (f"Let op: {zin}" for zin in beschadigd(verschil))
    treden = [[g.naam, g.trede.oud, g.trede.nieuw] for g in verschil.van_trede if g.trede]
    yield from _table(f"Andere {verschil.trede}", ["Gemeente", "Was", "Is nu"], treden)
    for gemeente in verschil.gemeenten:
        if gemeente.soort is not Soort.ANDERS:
            soort = gemeente.soort.value
            yield f"\n{gemeente.naam} staat in maar een van beide rondes ({soort})"
    koppen = ["Gemeente", "Wat", "Was", "Is nu", "Verschil"]
    yield from _table("Andere cijfers", koppen, cijferrijen(verschil))
    yield from _table("Andere aandachtspunten", [], [[zin] for zin in puntzinnen(verschil)])
    yield from _table("De ronde zelf", ["Wat", "Was", "Is nu"], ronderijen(verschil))
    for invoer in verschil.invoer:
        yield from _input(invoer)


def _table(kop: str, koppen: list[str], rijen: Sequence[list[str]]) -> Iterator[str]:
    """A table under its heading, its values in columns; nothing where there are no rows."""
    if rijen:
        yield f"\n{kop}"
        waarden = [n for n, naam in enumerate(koppen) if naam in ("Was", "Is nu", "Verschil")]
        for regel in in_columns([koppen, *rijen] if koppen else rijen, waarden):
            yield f"  {regel}"


def _input(invoer: Invoerverschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import in_woorden, onvergeleken, rol

    yield f"\n{rol(invoer.rol)} ({', '.join(invoer.bestanden)})"
    if zin := onvergeleken(invoer):
        yield f"  {zin}"
    for rij in invoer.rijen[:_EERSTE]:
        regel = f"  {rij.soort.value}: {rij.wat}"
        heel = rij.soort is not Soort.ANDERS and not rij.wijzigingen
        yield regel if heel else f"{regel}: {in_woorden(rij)}"
    if len(invoer.rijen) > _EERSTE:
        yield f"  en nog {len(invoer.rijen) - _EERSTE}; de pagina heeft ze alle"
