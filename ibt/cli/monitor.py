"""`ibt monitor`: a running half-year on its latest snapshot, without reports. Norm: N20."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ibt.begrippen.tekst import stand
from ibt.cli.laden import PAGINA, RONDE, show_page
from ibt.cli.melden import in_columns, warn
from ibt.cli.taal import Opdracht

if TYPE_CHECKING:
    from ibt.begrippen.voortgang import Voortgang

_KOPPEN = [
    "Gemeente",
    "Trede",
    "Gehuisvest",
    "Schema",
    "Opgave",
    "Nog",
    "Verwacht",
    "Bandbreedte",
    "Stand",
]


@click.command(cls=Opdracht)
@RONDE
@PAGINA
def monitor(ronde: Path, uit: Path | None) -> None:
    """Laat de nieuwste stand van een lopend halfjaar zien: tabel en een webpagina."""
    from ibt.rapport.voortgang.bladzijde import monitor_page
    from ibt.ronde import load_ronde, meet_voortgang

    geladen = load_ronde(ronde, nieuwste_stand=True)
    warn(geladen.bijzonderheden)
    voortgangen = meet_voortgang(geladen)
    map_ = geladen.pad.parent.parent / "outputs" / "monitor"
    show_page(
        uit or map_ / f"{geladen.peildatum}.html",
        monitor_page(voortgangen, geladen.verslag, geladen.kader),
        "Monitor interbestuurlijk toezicht",
        "monitor",
        _lines(voortgangen),
    )


def _lines(voortgangen: tuple[Voortgang, ...]) -> Iterator[str]:
    """A table, what it says, what its forecast assumes, and who must hear what."""
    from ibt.rapport.voortgang.markering import markeringen

    yield from in_columns([_KOPPEN, *map(_cells, voortgangen)], range(1, len(_KOPPEN) - 1))
    eerste = voortgangen[0]
    goed = sum(voortgang.op_schema for voortgang in voortgangen)
    yield (
        f"\nStand op {eerste.peildatum}: {goed} van {len(voortgangen)} op schema voor de "
        f"taakstelling ({eerste.maanden}/6). Dit is geen inschaling.\n"
        f"Verwacht: de stand op {eerste.peildatum.volgende_beoordeling} als het tempo van dit "
        "halfjaar zo blijft.\n"
        "Bandbreedte: bij het laagste en het hoogste tempo van dit halfjaar en van ten hoogste "
        "vier ervoor.\n\n"
        "Wie moet wat horen"
    )
    for mark in markeringen(voortgangen):
        yield f"  {mark.wat}\n    nog te doen: {mark.nog}\n    vastgelegd: {mark.vastgelegd}"


def _cells(voortgang: Voortgang) -> list[str]:
    verwacht, laag, hoog = (
        stand(uitkomst.stand_eind)
        for uitkomst in (voortgang.prognose, voortgang.laagste, voortgang.hoogste)
    )
    trede, schema, nog = voortgang.trede_vorig, voortgang.schema, voortgang.nog_nodig
    som = voortgang.som
    getallen = (trede, som.gehuisvest, schema, som.totaalopgave, nog)
    schemazin = "op schema" if voortgang.op_schema else "NIET op schema"
    if som.nagekomen:  # the schedule looks at what COA counted, late persons too
        schemazin += f" ({som.realisatie} volgens het COA)"
    band = "–" if len(voortgang.tempo) == 1 else f"{laag} tot {hoog}"
    return [voortgang.gemeente.naam, *map(str, getallen), verwacht, band, schemazin]
