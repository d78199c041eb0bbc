"""`ibt new`: the files of the next round, from the last one."""

from __future__ import annotations

from pathlib import Path

import click

from ibt.begrippen.fout import UitvoerFout
from ibt.begrippen.periode import Peildatum, parse_datum, parse_peildatum
from ibt.cli.melden import say, shown
from ibt.cli.taal import Opdracht


def _parse_moment(ctx: click.Context, param: click.Parameter, tekst: str) -> Peildatum:
    """A peildatum; a usage error in Dutch when it is none."""
    try:
        return parse_peildatum(parse_datum(tekst))
    except ValueError as fout:
        raise click.BadParameter(f'{fout}; gevonden: "{tekst}".', ctx, param) from None


@click.command(cls=Opdracht)
@click.argument("peildatum", callback=_parse_moment, metavar="PEILDATUM")
@click.option(
    "--van",
    type=click.Path(path_type=Path),
    metavar="RONDE",
    help="De vorige ronde; anders de nieuwste in parameters/.",
)
def new(peildatum: Peildatum, van: Path | None) -> None:
    """Bereid een volgende ronde voor, zoals ibt new 2027-01-01; overschrijf niets."""
    from ibt.ronde.nieuw import find_vorige, prepare

    vorige = (van or find_vorige(Path.cwd(), peildatum)).absolute()
    klaar = prepare(vorige, peildatum)
    _write_all(klaar.bestanden)
    for pad in klaar.bestanden:
        say(f"Gemaakt: {shown(pad)}")
    say(f"Voorbereid uit {shown(klaar.vorige)}")
    if klaar.overgeslagen:
        say(
            f"Let op: tussen {klaar.peildatum_vorig} en {peildatum} ligt nog een peildatum; "
            "zonder die ronde rekent ibt vanaf een oudere trede.",
            err=True,
        )
    if not klaar.cijfers.is_file():
        say(f"Zet nu de cijfers van het COA in {shown(klaar.cijfers)}")
    ronde = shown(next(iter(klaar.bestanden)))
    say(f"Controleer de ronde: ibt check {ronde}")
    say(f"Zie wat nog open staat: ibt status {ronde}")


def _write_all(bestanden: dict[Path, str]) -> None:
    """All files or none: half a round would stand in the way of the next attempt."""
    from ibt.batch.schrijf import remove_file, write_file

    gemaakt: list[Path] = []
    try:
        for pad, tekst in bestanden.items():
            write_file(pad, tekst.encode())
            gemaakt.append(pad)
    except UitvoerFout:
        for pad in gemaakt:
            remove_file(pad)
        raise
