"""`ibt diff`: what changed between two rendered rounds, as a table and as one page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from ibt.begrippen.fout import UitvoerFout
from ibt.begrippen.verschil import Soort, Verschil
from ibt.cli.melden import shown
from ibt.cli.taal import Opdracht

# Stands in every page of a comparison, and in nothing else.
PAGINA = b"Vergelijking van twee gemaakte rondes"
# Of each kind of input the terminal shows the first; the page has them all.
_EERSTE = 10


@click.command(cls=Opdracht)
@click.argument("oud", type=click.Path(path_type=Path), metavar="OUD")
@click.argument("nieuw", type=click.Path(path_type=Path), metavar="NIEUW")
@click.option("-o", "uit", type=click.Path(path_type=Path), metavar="BESTAND", help="De pagina.")
def diff(oud: Path, nieuw: Path, uit: Path | None) -> None:
    """Vergelijk twee gemaakte rondes (mappen): invoer, cijfers, treden en rapporten."""
    from ibt.batch.schrijf import write_file
    from ibt.rapport.verschil import verschil_page
    from ibt.rapport.verschil.woorden import teken
    from ibt.verschil import compare_mappen

    verschil = compare_mappen(oud, nieuw)
    doel = (
        uit
        or nieuw.resolve().parent / "verschil" / f"{oud.resolve().name}-{nieuw.resolve().name}.html"
    )
    if doel.is_file() and PAGINA not in doel.read_bytes():
        raise UitvoerFout(f"{doel}: is geen pagina van ibt diff. Kies een ander bestand met -o.")
    write_file(doel, verschil_page(verschil, _seen_from(doel, nieuw)).encode())
    for regel in _lines(verschil):
        click.echo(teken(regel))
    click.echo(f"\nPagina: {shown(doel)}")


def _seen_from(doel: Path, map_: Path) -> str | None:
    """The new folder as a link from the page; None where no relative path leads there."""
    try:
        return Path(os.path.relpath(map_.resolve(), doel.resolve().parent)).as_posix()
    except ValueError:  # another drive on Windows
        return None


def _lines(verschil: Verschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import samenvatting

    yield f"{verschil.oud.map} -> {verschil.nieuw.map}"
    yield samenvatting(verschil)
    for een in (verschil.oud, verschil.nieuw):
        for zin in een.beschadigd:
            yield f"Let op: {een.map}/{zin}"
    yield from _treden(verschil)
    yield from _figures(verschil)
    yield from _rounds(verschil)
    yield from _inputs(verschil)


def _treden(verschil: Verschil) -> Iterator[str]:
    if not verschil.van_trede:
        return
    yield f"\nAndere {verschil.trede}"
    breed = max(len(een.naam) for een in verschil.van_trede)
    for een in verschil.van_trede:
        if een.trede is not None:
            yield f"  {een.naam.ljust(breed)}  {een.trede.oud} -> {een.trede.nieuw}"


def _figures(verschil: Verschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import van_naar

    anders = [een for een in verschil.gemeenten if een.cijfers or een.soort is not Soort.ANDERS]
    if anders:
        yield "\nAndere cijfers"
    for een in anders:
        if een.soort is not Soort.ANDERS:
            yield f"  {een.naam}: {een.soort.value}"
            continue
        yield f"  {een.naam}: {'; '.join(van_naar(w) for w in een.cijfers)}"


def _rounds(verschil: Verschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import van_naar

    if verschil.ronde:
        yield "\nDe ronde zelf"
    for een in verschil.ronde:
        yield f"  {van_naar(een)}"


def _inputs(verschil: Verschil) -> Iterator[str]:
    from ibt.rapport.verschil.woorden import in_woorden, onvergeleken, rol

    for een in verschil.invoer:
        yield f"\n{rol(een.rol)} ({', '.join(een.bestanden)})"
        if een.onleesbaar:
            yield f"  {onvergeleken(een)}"
            continue
        if not een.rijen:
            yield "  de inhoud is gelijk; alleen de vorm van het bestand is anders"
        for rij in een.rijen[:_EERSTE]:
            yield f"  {rij.soort.value}: {rij.wat}: {in_woorden(rij)}"
        if len(een.rijen) > _EERSTE:
            yield f"  en nog {len(een.rijen) - _EERSTE}; de pagina heeft ze alle"
