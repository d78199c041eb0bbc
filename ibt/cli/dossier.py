"""`ibt dossier`: everything on file about one gemeente, for gemeenteraad, court or Woo request."""

from __future__ import annotations

from pathlib import Path

import click

from ibt.cli.laden import MAP, RONDE, load
from ibt.cli.melden import count, say, shown, warn
from ibt.cli.taal import Opdracht


@click.command(cls=Opdracht)
@RONDE
@click.argument("gemeente", metavar="GEMEENTE")
@MAP("-o", "uit", help="Map voor het dossier; anders outputs/dossiers/ met de code.")
@MAP("--rondes", help="Map met gemaakte rondes, voor rapporten en brieven; anders outputs/.")
@click.option("--intern", is_flag=True, help="Neem ook de interne toelichtingen mee.")
def dossier(
    ronde: Path, gemeente: str, uit: Path | None, rondes: Path | None, intern: bool
) -> None:
    """Zet alles bij elkaar wat over een gemeente is vastgelegd; niet openbaar."""
    from ibt.publicatie.uitleveren import replace_folder
    from ibt.publicatie.zaakdossier import INDEX, INVENTARIS, KOLOMMEN, make_zaakdossier
    from ibt.ronde.bestand import refuse_copy

    refuse_copy(ronde.resolve(), "een dossier begint bij het rondebestand zelf, niet bij een kopie")
    geladen, _ = load(ronde)
    outputs = geladen.pad.parent.parent / "outputs"
    code = geladen.find(gemeente).code
    klaar = make_zaakdossier(geladen, code, rondes or outputs, intern)
    map_ = (uit or outputs / "dossiers" / code).resolve()
    nieuw = replace_folder(map_, klaar.bestanden, INVENTARIS, KOLOMMEN)
    warn(f"ontbreekt in het dossier: {zin}" for zin in klaar.ontbreekt)
    wat = "" if nieuw else " (ongewijzigd)"
    say(
        f"Dossier van {geladen.find(code)}: {count(klaar.stukken, 'stuk', 'stukken')}{wat}. Niet "
        f"openbaar. Begin bij {shown(map_ / INDEX)}"
    )
