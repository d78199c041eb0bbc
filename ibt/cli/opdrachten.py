"""The commands of `ibt`; each reads the round and hands it on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from ibt import __version__
from ibt.begrippen.fout import IbtFout, InvoerFout, Waarschuwing
from ibt.cli.taal import Opdrachten, usage_text
from ibt.ronde import Ronde, load_ronde

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
    geladen = load_ronde(ronde)
    uitkomsten = geladen.uitkomsten
    gemeld = (*geladen.waarschuwingen, *uitkomsten.waarschuwingen)
    _warn(gemeld)
    click.echo(
        f"Geen fouten: {len(geladen.gemeenten)} gemeenten, peildatum {geladen.peildatum}, "
        f"{_count(len(gemeld), 'waarschuwing', 'waarschuwingen')}."
    )


@ibt.command()
@_RONDE
@_UIT
def assess(ronde: Path, uit: Path | None) -> None:
    """Bereken de inschaling; schrijf alleen inschaling.csv."""
    from ibt.batch.schrijf import write_file
    from ibt.batch.tabel import resultaat_csv

    geladen = load_ronde(ronde)
    resultaat = geladen.resultaat
    _warn((*geladen.waarschuwingen, *geladen.uitkomsten.waarschuwingen))
    doel = _folder(geladen, uit) / "inschaling.csv"
    write_file(doel, resultaat_csv(resultaat))
    click.echo(f"{len(resultaat)} gemeenten ingeschaald: {_shown(doel)}")


@ibt.command()
@click.argument(
    "rondes", type=click.Path(path_type=Path), metavar="RONDE...", nargs=-1, required=True
)
@_UIT
@click.option("--gemeente", "codes", multiple=True, metavar="CODE", help="Alleen deze gemeente(n).")
@click.option(
    "--notebooks", type=click.Path(path_type=Path), metavar="MAP", help="Map met eigen notebooks."
)
@click.option(
    "--werkers", type=click.IntRange(1, 64), metavar="N", help="Aantal processen naast elkaar."
)
def render(
    rondes: tuple[Path, ...],
    uit: Path | None,
    codes: tuple[str, ...],
    notebooks: Path | None,
    werkers: int | None,
) -> None:
    """Maak de hele ronde: rapporten, overzicht, index, tabel en manifest."""
    if uit is not None and len(rondes) > 1:
        raise click.UsageError("-o kan alleen bij één ronde: elke ronde heeft een eigen map.")
    mislukt = [_render_one(ronde, uit, codes, notebooks, werkers) for ronde in rondes]
    if any(mislukt):
        sys.exit(1)


def _render_one(
    ronde: Path,
    uit: Path | None,
    codes: tuple[str, ...],
    notebooks: Path | None,
    werkers: int | None,
) -> bool:
    """Render one round; True when a report failed."""
    from ibt.batch.notebooks import find_notebooks
    from ibt.batch.render import render_ronde

    geladen = load_ronde(ronde)
    _warn((*geladen.waarschuwingen, *geladen.uitkomsten.waarschuwingen))
    klaar = render_ronde(geladen, _folder(geladen, uit), find_notebooks(notebooks), codes, werkers)
    if klaar.mislukt:
        click.echo("Niet gelukt:", err=True)
        for een in klaar.mislukt:
            click.echo(f"  {een.naam}, {een.cel}: {een.fout}", err=True)
        click.echo(f"Logboek: {_shown(klaar.log)}", err=True)
    heel = klaar.rapporten - len(klaar.mislukt)
    click.echo(
        f"{heel} van {klaar.rapporten} rapporten gemaakt. "
        f"Begin bij {_shown(klaar.map / 'index.html')}"
    )
    return bool(klaar.mislukt)


@ibt.command()
@click.argument("map_", type=click.Path(path_type=Path), metavar="MAP")
@click.argument("ronde", type=click.Path(path_type=Path), metavar="[RONDE]", required=False)
@click.option(
    "--werkers", type=click.IntRange(1, 64), metavar="N", help="Aantal processen naast elkaar."
)
def verify(map_: Path, ronde: Path | None, werkers: int | None) -> None:
    """Bewijs een gemaakte ronde: draai de notebooks opnieuw en vergelijk alles."""
    from ibt.batch.verify import compare_invoer, verify_map

    veranderd = compare_invoer(map_, load_ronde(ronde)) if ronde else []
    bewijs = verify_map(map_.resolve(), werkers)
    for verschil in (*bewijs.verschillen, *veranderd):
        click.echo(verschil, err=True)
    if bewijs.verschillen or veranderd:
        aantal = len(bewijs.verschillen) + len(veranderd)
        click.echo(f"Niet in orde: {_count(aantal, 'verschil', 'verschillen')}.", err=True)
        sys.exit(1)
    click.echo(
        f"In orde: {bewijs.notebooks} notebooks opnieuw uitgevoerd, alles is gelijk gebleven."
    )


def main() -> None:
    """The program: exit 0 when all is well, 1 on faults, 2 when the words are wrong."""
    for stroom in (sys.stdout, sys.stderr):
        if hasattr(stroom, "reconfigure"):
            stroom.reconfigure(encoding="utf-8")
    sys.exit(_run())


def _run() -> int:
    try:
        code = ibt.main(standalone_mode=False, prog_name="ibt")
    except click.UsageError as fout:
        click.echo(usage_text(fout), err=True)
        return 2
    except InvoerFout as fout:
        click.echo(_faults(fout), err=True)
        return 1
    except IbtFout as fout:
        click.echo(str(fout), err=True)
        return 1
    except (click.Abort, KeyboardInterrupt):
        click.echo("Afgebroken.", err=True)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code if isinstance(code, int) else 0


def _faults(fout: InvoerFout) -> str:
    aantal = len(fout.gebreken)
    kop = "Er is 1 fout" if aantal == 1 else f"Er zijn {aantal} fouten"
    return f"{kop}; er is niets geschreven.\n{fout}"


def _warn(gemeld: Iterable[Waarschuwing]) -> None:
    for waarschuwing in gemeld:
        click.echo(f"Let op: {waarschuwing}", err=True)


def _folder(ronde: Ronde, uit: Path | None) -> Path:
    """By default `outputs/<peildatum>/` beside the folder of the round file."""
    return (uit or ronde.pad.parent.parent / "outputs" / str(ronde.peildatum)).resolve()


def _shown(pad: Path) -> str:
    """A path as the analyst would type it."""
    try:
        return os.path.relpath(pad)
    except ValueError:
        return str(pad)


def _count(aantal: int, een: str, meer: str) -> str:
    return f"{aantal} {een if aantal == 1 else meer}"
