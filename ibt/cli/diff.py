"""`ibt diff`: what changed between two rendered rounds, as a table and as one page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click

from ibt.begrippen.verschil import Gemaakt, Invoerverschil, Soort, Verschil
from ibt.cli.melden import say, shown
from ibt.cli.pagina import write_page
from ibt.cli.taal import Opdracht
from ibt.cli.tabel import in_columns

# Stands in every page of a comparison, and in nothing else.
_KENMERK = "Vergelijking van twee gemaakte rondes"
# Of each kind of input the terminal shows the first; the page has them all.
_EERSTE = 10


@click.command(cls=Opdracht)
@click.argument("oud", type=click.Path(path_type=Path), metavar="OUD")
@click.argument("nieuw", type=click.Path(path_type=Path), metavar="NIEUW")
@click.option("-o", "uit", type=click.Path(path_type=Path), metavar="BESTAND", help="De pagina.")
def diff(oud: Path, nieuw: Path, uit: Path | None) -> None:
    """Vergelijk twee gemaakte rondes (mappen): invoer, cijfers, treden en rapporten."""
    from ibt.rapport.verschil import verschil_page
    from ibt.rapport.verschil.woorden import teken
    from ibt.verschil import compare_mappen

    verschil = compare_mappen(oud, nieuw)
    doel = uit or _place(nieuw, verschil)
    write_page(
        doel,
        verschil_page(verschil, _seen_from(doel, nieuw), _seen_from(doel, oud)),
        _KENMERK,
        "diff",
    )
    for regel in _lines(verschil):
        say(teken(regel))
    say(f"\nPagina: {shown(doel)}")


def _place(nieuw: Path, verschil: Verschil) -> Path:
    """Beside the new folder, by the names that tell the two folders apart."""
    # A folder name may hold what no file name can: a drive with its colon.
    namen = [re.sub(r"[^\w.-]+", "_", een.map) for een in (verschil.oud, verschil.nieuw)]
    return nieuw.resolve().parent / "verschil" / f"{'-'.join(namen)}.html"


def _seen_from(doel: Path, map_: Path) -> str | None:
    """A folder as a link from the page; None where no relative path leads there."""
    try:
        return Path(os.path.relpath(map_.resolve(), doel.resolve().parent)).as_posix()
    except ValueError:  # another drive on Windows
        return None


def _lines(verschil: Verschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import samenvatting

    yield f"Oud    {_moment(verschil.oud)}"
    yield f"Nieuw  {_moment(verschil.nieuw)}"
    yield f"\n{samenvatting(verschil)}"
    for een in (verschil.oud, verschil.nieuw):
        for zin in een.beschadigd:
            yield f"Let op: {een.map}/{zin}"
    yield from _treden(verschil)
    yield from _figures(verschil)
    yield from _points(verschil)
    yield from _rounds(verschil)
    for invoer in verschil.invoer:
        yield from _input(invoer)


def _moment(ronde: Gemaakt) -> str:
    return f"{ronde.map}: peildatum {ronde.peildatum}, {ronde.staat}"


def _table(kop: str, koppen: tuple[str, ...], rijen: list[list[str]]) -> Iterator[str]:
    """A table under its heading, its values in columns; nothing where there are no rows."""
    if not rijen:
        return
    yield f"\n{kop}"
    waarden = [nummer for nummer, naam in enumerate(koppen) if naam in ("Was", "Is nu", "Verschil")]
    for regel in in_columns([list(koppen), *rijen], waarden):
        yield f"  {regel}"


def _treden(verschil: Verschil) -> Iterator[str]:
    rijen = [
        [een.naam, een.trede.oud, een.trede.nieuw]
        for een in verschil.van_trede
        if een.trede is not None
    ]
    yield from _table(f"Andere {verschil.trede}", ("Gemeente", "Was", "Is nu"), rijen)


def _figures(verschil: Verschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import toename, veld, waarde

    for een in verschil.gemeenten:
        if een.soort is not Soort.ANDERS:
            yield f"\n{een.naam} staat in maar een van beide rondes ({een.soort.value})"
    rijen = [
        [een.naam, veld(w.wat), waarde(w.oud, w.wat), waarde(w.nieuw, w.wat), toename(w)]
        for een in verschil.gemeenten
        for w in een.getallen
    ]
    yield from _table("Andere cijfers", ("Gemeente", "Wat", "Was", "Is nu", "Verschil"), rijen)


def _points(verschil: Verschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import punten

    regels = [f"  {een.naam}: {zin}" for een in verschil.gemeenten for zin in punten(een)]
    if regels:
        yield "\nAndere aandachtspunten"
        yield from regels


def _rounds(verschil: Verschil) -> Iterator[str]:
    rijen = [[een.wat, een.oud or "–", een.nieuw or "–"] for een in verschil.ronde]
    yield from _table("De ronde zelf", ("Wat", "Was", "Is nu"), rijen)


def _input(een: Invoerverschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import in_woorden, onvergeleken, rol

    yield f"\n{rol(een.rol)} ({', '.join(een.bestanden)})"
    if een.onleesbaar:
        yield f"  {onvergeleken(een)}"
        return
    if not een.rijen:
        yield "  de inhoud is gelijk; alleen de vorm van het bestand is anders"
    for rij in een.rijen[:_EERSTE]:
        regel = f"  {rij.soort.value}: {rij.wat}"
        heel = rij.soort is not Soort.ANDERS and not rij.wijzigingen
        yield regel if heel else f"{regel}: {in_woorden(rij)}"
    if len(een.rijen) > _EERSTE:
        yield f"  en nog {len(een.rijen) - _EERSTE}; de pagina heeft ze alle"
