"""What several commands begin with: a round that is read, and where its outcome goes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ibt.batch.verzoek import Grens
from ibt.begrippen.fout import Waarschuwing
from ibt.cli.melden import warn
from ibt.cli.taal import parse_getal

if TYPE_CHECKING:
    # It takes most of a second to import: the command that needs it does.
    from ibt.ronde import Ronde

WERKERS = click.option(
    "--werkers",
    callback=parse_getal(1, 60),
    metavar="N",
    help="Aantal processen naast elkaar (1 tot en met 60).",
)
GEHEUGEN = click.option(
    "--geheugen",
    callback=parse_getal(512, 1_000_000),
    default=str(Grens.geheugen),
    metavar="MB",
    help="Stop een notebook dat meer geheugen neemt (4096 als u niets zegt; alleen Linux).",
)
NOTEBOOKS = click.option(
    "--notebooks", type=click.Path(path_type=Path), metavar="MAP", help="Map met eigen notebooks."
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


def round_folder(ronde: Path, peildatum: object, uit: Path | None) -> Path:
    """By default `outputs/<peildatum>/` beside the folder of the round file."""
    map_ = uit or ronde.parent.parent / "outputs" / str(peildatum)
    return Path(os.path.abspath(map_))
