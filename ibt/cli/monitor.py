"""`ibt monitor`: a running half-year on its latest snapshot, without reports. Norm: N20."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ibt.begrippen.voortgang import Voortgang
from ibt.cli.melden import say, shown, warn
from ibt.cli.pagina import write_page
from ibt.cli.taal import Opdracht
from ibt.cli.tabel import in_columns

if TYPE_CHECKING:
    from ibt.ronde import Ronde

# Stands in every page of the monitor, and in nothing else.
_KENMERK = "Monitor interbestuurlijk toezicht"
_KOPPEN = (
    "Gemeente",
    "Trede",
    "Gehuisvest",
    "Schema",
    "Opgave",
    "Nog",
    "Verwacht",
    "Bandbreedte",
    "Stand",
)


@click.command(cls=Opdracht)
@click.argument("ronde", type=click.Path(path_type=Path), metavar="RONDE")
@click.option("-o", "uit", type=click.Path(path_type=Path), metavar="BESTAND", help="De pagina.")
def monitor(ronde: Path, uit: Path | None) -> None:
    """Laat de nieuwste stand van een lopend halfjaar zien: tabel en een webpagina."""
    from ibt.rapport.voortgang.bladzijde import monitor_page
    from ibt.ronde import load_ronde, meet_voortgang

    geladen = load_ronde(ronde, nieuwste_stand=True)
    warn(geladen.bijzonderheden)
    voortgangen = meet_voortgang(geladen)
    doel = uit or _place(geladen)
    pagina = monitor_page(voortgangen, geladen.verslag, geladen.kader)
    write_page(doel, pagina, _KENMERK, "monitor")
    getallen = range(1, len(_KOPPEN) - 1)
    for regel in in_columns([_KOPPEN, *map(_cells, voortgangen)], getallen):
        say(regel)
    for regel in _below(voortgangen):
        say(regel)
    say(f"Pagina: {shown(doel)}")


def _place(ronde: Ronde) -> Path:
    """Beside the rendered rounds, by the day of the snapshot."""
    return ronde.pad.parent.parent / "outputs" / "monitor" / f"{ronde.peildatum}.html"


def _cells(een: Voortgang) -> tuple[str, ...]:
    verwacht, laag, hoog = (
        f"{uitkomst.stand_eind:+d}" if uitkomst.stand_eind else "0"
        for uitkomst in (een.prognose, een.laagste, een.hoogste)
    )
    getallen = (een.trede_huidig, een.gehuisvest, een.schema, een.totaalopgave, een.nog_nodig)
    stand = "op schema" if een.op_schema else "NIET op schema"
    if een.nagekomen:  # the schedule looks at what COA counted, late persons too
        stand += f" ({een.realisatie} volgens het COA)"
    band = "–" if len(een.tempo) == 1 else f"{laag} tot {hoog}"
    return (een.gemeente.naam, *map(str, getallen), verwacht, band, stand)


def _below(voortgangen: tuple[Voortgang, ...]) -> Iterator[str]:
    """What the table says, what its forecast assumes, and who must hear what."""
    from ibt.rapport.voortgang.markering import markeringen

    eerste = voortgangen[0]
    goed = sum(een.op_schema for een in voortgangen)
    yield (
        f"\nStand op {eerste.peildatum}: {goed} van {len(voortgangen)} op schema voor de "
        f"taakstelling ({eerste.maanden}/6). Dit is geen inschaling."
    )
    yield (
        f"Verwacht: de stand op {eerste.peildatum.volgende_beoordeling} als het tempo van dit "
        "halfjaar zo blijft."
    )
    yield (
        "Bandbreedte: bij het laagste en het hoogste tempo van dit halfjaar en van ten hoogste "
        "vier ervoor."
    )
    yield "\nWie moet wat horen"
    for een in markeringen(voortgangen):
        yield f"  {een.wat}"
        yield f"    nog te doen: {een.nog}"
        yield f"    vastgelegd: {een.vastgelegd}"
    yield ""
