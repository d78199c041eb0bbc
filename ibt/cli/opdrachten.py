"""The commands of `ibt`; each reads the round and hands it on."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from ibt import __version__
from ibt.begrippen.fout import UitvoerFout
from ibt.cli.laden import GEHEUGEN, NOTEBOOKS, WERKERS, load, round_folder
from ibt.cli.melden import count, say, shown, warn
from ibt.cli.taal import Opdrachten

_RONDE = click.argument("ronde", type=click.Path(path_type=Path), metavar="RONDE")
_UIT = click.option(
    "-o", "uit", type=click.Path(path_type=Path), metavar="MAP", help="Map voor de uitkomst."
)


@click.group(cls=Opdrachten, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, "--version", prog_name="ibt", message="ibt %(version)s", help="Toon de versie."
)
def ibt() -> None:
    """Halfjaarlijkse beoordeling van gemeenten: huisvesting van vergunninghouders (IBT).

    RONDE is een rondebestand, zoals parameters/2026-07-01.yaml.
    """


@ibt.command()
@_RONDE
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


@ibt.command()
@_RONDE
@_UIT
def assess(ronde: Path, uit: Path | None) -> None:
    """Bereken de ronde; schrijf alleen de tabel (inschaling.csv of voortgang.csv)."""
    from ibt.batch.indeling import soort_of
    from ibt.batch.manifest import WERK
    from ibt.batch.rondemap import hold_map
    from ibt.batch.schrijf import write_file
    from ibt.batch.tabel import is_own_table, resultaat_csv

    geladen, _ = load(ronde)
    resultaat = geladen.resultaat
    map_ = round_folder(geladen.pad, geladen.peildatum, uit)
    doel = map_ / soort_of(geladen.peildatum).csv
    if doel.exists() and not is_own_table(doel):
        raise UitvoerFout(f"{doel}: is niet door ibt gemaakt. Kies een andere map met -o.")
    # Where a round is made as well, not while that goes on.
    with hold_map(map_) if (map_ / WERK).is_dir() else nullcontext():
        write_file(doel, resultaat_csv(resultaat))
    gedaan = "gemeten" if geladen.is_voortgang else "ingeschaald"
    say(f"{count(len(resultaat), 'gemeente', 'gemeenten')} {gedaan}: {shown(doel)}")


@ibt.command()
@click.argument("map_", type=click.Path(path_type=Path), metavar="MAP")
@click.argument("ronde", type=click.Path(path_type=Path), metavar="[RONDE]", required=False)
@WERKERS
@GEHEUGEN
@NOTEBOOKS
def verify(
    map_: Path,
    ronde: Path | None,
    werkers: int | None,
    geheugen: int,
    notebooks: Path | None,
) -> None:
    """Bewijs een gemaakte ronde: draai de notebooks opnieuw en vergelijk alles."""
    from ibt.batch.verify import compare_invoer, verify_map
    from ibt.ronde import load_ronde

    geladen = load_ronde(ronde) if ronde else None
    bewijs = verify_map(map_.resolve(), werkers, geheugen, notebooks)
    veranderd = compare_invoer(map_, geladen) if geladen else []
    for melding in bewijs.meldingen:
        say(f"Let op: {melding}", err=True)
    for verschil in (*bewijs.verschillen, *veranderd):
        say(verschil, err=True)
    if bewijs.verschillen or veranderd:
        aantal = len(bewijs.verschillen) + len(veranderd)
        say(f"Niet in orde: {count(aantal, 'verschil', 'verschillen')}.", err=True)
        sys.exit(1)
    gelijk = "wat is vergeleken, is gelijk" if bewijs.meldingen else "alles is gelijk"
    say(
        f"In orde: {count(bewijs.notebooks, 'notebook', 'notebooks')} opnieuw uitgevoerd, "
        f"{gelijk} gebleven."
    )
