"""`ibt proef`: a round with all that it names in a folder of its own, to try in."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ibt.begrippen.fout import UitvoerFout
from ibt.cli.laden import PAD, load, newest
from ibt.cli.melden import count, say, shown
from ibt.cli.taal import Opdracht


@click.command(cls=Opdracht)
@click.argument("map_", type=PAD, metavar="MAP")
@click.argument("ronde", type=PAD, metavar="[RONDE]", required=False)
def proef(map_: Path, ronde: Path | None) -> None:
    """Zet een ronde met al haar invoer in een lege map, om in te proberen.

    Zonder RONDE de nieuwste in parameters/. Wat u daar maakt, zegt op elke bladzijde PROEF; aan de
    ronde zelf verandert niets.
    """
    from ibt.batch.notebooks import find_notebooks
    from ibt.batch.schrijf import write_folder
    from ibt.begrippen.indeling import soort_of
    from ibt.ronde.proefmap import make_proef, own_notebooks

    doel = Path(os.path.abspath(map_))
    _require_empty(doel)
    geladen, _ = load(ronde or newest())
    eigen = own_notebooks(geladen, find_notebooks(None, soort_of(geladen.peildatum)))
    bestanden = {**make_proef(geladen), **eigen}
    write_folder(doel, bestanden)
    bestand = shown(doel / next(iter(bestanden)))
    say(f"Gemaakt: {shown(doel)}, een proef van {shown(geladen.pad)}")
    say(f"  {count(len(bestanden), 'bestand', 'bestanden')}; de ronde zelf is niet veranderd")
    say(f"Verander daar cijfers, bevindingen of notebooks, en geef: ibt render {bestand}")
    if eigen:
        mappen = dict.fromkeys(shown((doel / naam).parent) for naam in eigen)
        say(f"Met uw eigen notebooks erbij: --notebooks {next(iter(mappen))}")
    uit = f"{geladen.pad.parent.parent / 'outputs' / str(geladen.peildatum)}"
    say(
        f"Daarna ziet u wat anders wordt met: ibt diff {shown(Path(uit))} "
        f"{shown(doel / 'outputs' / str(geladen.peildatum))}"
    )


def _require_empty(doel: Path) -> None:
    """UitvoerFout where anything is there already: nothing of somebody's is overwritten."""
    if doel.is_symlink() or (doel.exists() and not doel.is_dir()):
        raise UitvoerFout(f"{doel}: is geen map. Noem een nieuwe of lege map.")
    if doel.is_dir() and any(doel.iterdir()):
        raise UitvoerFout(f"{doel}: deze map is niet leeg. Noem een nieuwe of lege map.")
