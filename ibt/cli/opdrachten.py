"""The short commands: check a round, assess it, prove what was made of it, begin the next one."""

from __future__ import annotations

import sys
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

import click

from ibt.begrippen.controle import Controles
from ibt.begrippen.fout import UitvoerFout
from ibt.begrippen.periode import Peildatum, parse_datum, parse_peildatum
from ibt.cli.laden import (
    GEHEUGEN,
    MISSCHIEN_RONDE,
    NOTEBOOKS,
    PAD,
    RONDE,
    UIT,
    WERKERS,
    load,
    round_folder,
)
from ibt.cli.melden import count, say, shown, warn
from ibt.cli.ondertekenen import (
    HANDTEKENING,
    ONDERTEKENAARS,
    require_signature,
    stale_signature,
)
from ibt.cli.taal import Opdracht, parse


@click.command(cls=Opdracht)
@RONDE
def check(ronde: Path) -> None:
    """Controleer alle invoer van een ronde; schrijf niets."""
    from ibt.ronde.stand import adoption_obstacles

    geladen, gemeld = load(ronde)
    tegen = adoption_obstacles(geladen)
    warn(tegen)
    gemeld = (*gemeld, *tegen)
    say(
        f"Geen fouten: {count(len(geladen.gemeenten), 'gemeente', 'gemeenten')}, "
        f"peildatum {geladen.peildatum}, {count(len(gemeld), 'waarschuwing', 'waarschuwingen')}."
    )
    say(_compared(geladen.controles))


def _compared(controles: Controles) -> str:
    """How the figures go together; which were not compared, and why."""
    uitkomst = "niets opvallends"
    if aantal := len(controles.punten):
        uitkomst = f"{count(aantal, 'punt', 'punten')}; ibt render zet ze in controle.html"
    niet = "; ".join(dict.fromkeys(reden for _, reden in controles.niet_vergeleken))
    return f"Cijfers vergeleken: {uitkomst}.{f' Niet alles: {niet}.' if niet else ''}"


@click.command("assess", cls=Opdracht)
@RONDE
@UIT
def assess_ronde(ronde: Path, uit: Path | None) -> None:
    """Bereken de ronde; schrijf alleen de tabel (inschaling.csv of voortgang.csv)."""
    from ibt.batch.manifest import BEWAARMAP
    from ibt.batch.rondemap import hold_map, refuse_other
    from ibt.batch.schrijf import write_file
    from ibt.begrippen.indeling import soort_of
    from ibt.rapport.werkblad import is_own_table, resultaat_csv

    geladen, _ = load(ronde)
    resultaat = geladen.resultaat
    map_ = round_folder(geladen.pad, geladen.peildatum, uit)
    refuse_other(map_, geladen.is_proef)
    doel = map_ / soort_of(geladen.peildatum).csv
    if doel.exists() and not is_own_table(doel):
        raise UitvoerFout(f"{doel}: is niet door ibt gemaakt. Kies een andere map met -o.")
    # Where a round is made as well, not while that goes on.
    with hold_map(map_) if (map_ / BEWAARMAP).is_dir() else nullcontext():
        write_file(doel, resultaat_csv(resultaat))
    gedaan = "gemeten" if geladen.is_voortgang else "ingeschaald"
    say(f"{count(len(resultaat), 'gemeente', 'gemeenten')} {gedaan}: {shown(doel)}")


@click.command(cls=Opdracht)
@click.argument("map_", type=PAD, metavar="MAP")
@MISSCHIEN_RONDE
@WERKERS
@GEHEUGEN
@NOTEBOOKS
@HANDTEKENING
@ONDERTEKENAARS
def verify(
    map_: Path, ronde: Path | None, handtekening: bool, ondertekenaars: Path | None, **hoe: Any
) -> None:
    """Bewijs een gemaakte ronde: draai de notebooks opnieuw en vergelijk alles."""
    from ibt.batch.verify import changed_invoer, verify_map
    from ibt.ronde import load_ronde

    geladen = load_ronde(ronde) if ronde else None
    if handtekening or ondertekenaars:
        require_signature(map_.resolve(), ondertekenaars)
    bewijs = verify_map(map_.resolve(), **hoe)
    verschillen = [*bewijs.verschillen, *(changed_invoer(map_, geladen) if geladen else ())]
    warn((*bewijs.meldingen, *stale_signature(map_.resolve())))
    for verschil in verschillen:
        say(verschil, err=True)
    if verschillen:
        say(f"Niet in orde: {count(len(verschillen), 'verschil', 'verschillen')}.", err=True)
        sys.exit(1)
    gelijk = "wat is vergeleken, is gelijk" if bewijs.meldingen else "alles is gelijk"
    say(
        f"In orde: {count(bewijs.notebooks, 'notebook', 'notebooks')} opnieuw uitgevoerd, "
        f"{gelijk} gebleven."
    )


def _moment(tekst: str) -> Peildatum:
    return parse_peildatum(parse_datum(tekst))


@click.command(cls=Opdracht)
@click.argument("peildatum", callback=parse(_moment), metavar="PEILDATUM")
@click.option(
    "--van",
    type=PAD,
    metavar="RONDE",
    help="De vorige ronde; anders de nieuwste in parameters/.",
)
def new(peildatum: Peildatum, van: Path | None) -> None:
    """Bereid een volgende ronde voor, zoals ibt new 2027-01-01; overschrijf niets."""
    from ibt.batch.schrijf import remove_file, write_file
    from ibt.ronde.nieuw import find_vorige, prepare_ronde

    vorige = (van or find_vorige(Path.cwd(), peildatum)).absolute()
    klaar = prepare_ronde(vorige, peildatum)
    with ExitStack() as terug:  # all files or none: half would stand in the way of the next attempt
        for pad, tekst in klaar.bestanden.items():
            write_file(pad, tekst.encode())
            terug.callback(remove_file, pad)
        terug.pop_all()
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
    say(f"Controleer de ronde: ibt check {ronde}\nZie wat nog open staat: ibt status {ronde}")
