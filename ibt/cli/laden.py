"""What several commands share: options, a round that is read, and where its outcome goes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ibt.batch.verzoek import Limiet
from ibt.begrippen.fout import UitvoerFout, Waarschuwing
from ibt.cli.melden import say, shown, warn
from ibt.cli.taal import getaloptie

if TYPE_CHECKING:
    # It takes most of a second to import: the command that needs it does.
    from ibt.ronde import Ronde

PAD = click.Path(path_type=Path)
BESTAND = partial(click.option, type=PAD, metavar="BESTAND")
MAP = partial(click.option, type=PAD, metavar="MAP")
RONDE = click.argument("ronde", type=PAD, metavar="RONDE")
MISSCHIEN_RONDE = click.argument("ronde", type=PAD, metavar="[RONDE]", required=False)
UIT = MAP("-o", "uit", help="Map voor de uitkomst.")
PAGINA = BESTAND("-o", "uit", help="De pagina.")
NOTEBOOKS = MAP("--notebooks", help="Map met eigen notebooks.")
WERKERS = getaloptie("--werkers", "N", (1, 60), "Aantal processen naast elkaar (1 tot en met 60).")
GEHEUGEN = getaloptie(
    "--geheugen",
    "MB",
    (512, 1_000_000),
    "Stop een notebook dat meer geheugen neemt (4096 als u niets zegt; alleen Linux).",
    Limiet.geheugen,
)


def load(pad: Path) -> tuple[Ronde, tuple[Waarschuwing, ...]]:
    """The round, assessed, with its warnings, which are printed."""
    from ibt.batch.tekens import glyph_warnings
    from ibt.ronde import load_ronde
    from ibt.ronde.stand import adoption_warnings, unnamed_findings

    ronde = load_ronde(pad)
    gemeld = (
        *ronde.bijzonderheden,
        *glyph_warnings(ronde),
        *adoption_warnings(ronde),
        *unnamed_findings(ronde),
    )
    warn(gemeld)
    return ronde, gemeld


def newest() -> Path:
    """The latest round file in `parameters/` of where you stand; InvoerFout when there is none."""
    from ibt.ronde.nieuw import find_vorige

    return find_vorige(Path.cwd())


def round_folder(ronde: Path, peildatum: object, uit: Path | None) -> Path:
    """By default `outputs/<peildatum>/` beside the folder of the round file."""
    map_ = uit or ronde.parent.parent / "outputs" / str(peildatum)
    return Path(os.path.abspath(map_))


def show_page(doel: Path, pagina: str, kenmerk: str, opdracht: str, regels: Iterable[str]) -> None:
    """Write a page, then say these lines and where it is.

    `kenmerk` stands in every page of this command and in nothing else; `opdracht` names it.
    UitvoerFout where `doel` is a folder, or a file without it.
    """
    from ibt.batch.schrijf import write_file

    if doel.is_dir():
        raise UitvoerFout(
            f"{doel}: is een map. Geef met -o een bestand, bijvoorbeeld {doel / 'pagina.html'}."
        )
    try:
        vreemd = doel.is_file() and kenmerk.encode() not in doel.read_bytes()
    except PermissionError:
        raise  # who may read it is another matter than what it is
    except OSError:
        vreemd = True
    if vreemd:
        raise UitvoerFout(
            f"{doel}: is geen pagina van ibt {opdracht}. Kies een ander bestand met -o."
        )
    write_file(doel, pagina.encode())
    for regel in regels:
        say(regel)
    say(f"\nPagina: {shown(doel)}")
