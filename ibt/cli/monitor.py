"""`ibt monitor`: a running half-year on its latest snapshot, without reports."""

from __future__ import annotations

from pathlib import Path

import click

from ibt.begrippen.fout import UitvoerFout
from ibt.begrippen.voortgang import Voortgang
from ibt.cli.melden import shown, warn
from ibt.cli.taal import Opdracht
from ibt.ronde import Ronde

# Stands in every page of the monitor, and in nothing else.
PAGINA = b"Monitor interbestuurlijk toezicht"
_KOPPEN = ("Gemeente", "Trede", "Gehuisvest", "Schema", "Opgave", "Nog", "Verwacht", "Stand")


@click.command(cls=Opdracht)
@click.argument("ronde", type=click.Path(path_type=Path), metavar="RONDE")
@click.option("-o", "uit", type=click.Path(path_type=Path), metavar="BESTAND", help="De pagina.")
def monitor(ronde: Path, uit: Path | None) -> None:
    """Laat de nieuwste stand van een lopend halfjaar zien: tabel en een webpagina."""
    from ibt.batch.schrijf import write_file
    from ibt.rapport.voortgang.bladzijde import monitor_page
    from ibt.ronde import load_ronde, meet_voortgang

    geladen = load_ronde(ronde, nieuwste_stand=True)
    warn(geladen.bijzonderheden)
    voortgangen = meet_voortgang(geladen)
    doel = uit or _place(geladen)
    _refuse_other(doel)
    write_file(doel, monitor_page(voortgangen, geladen.verslag).encode())
    for regel in _table(voortgangen):
        click.echo(regel)
    maanden = voortgangen[0].maanden
    goed = sum(een.op_schema for een in voortgangen)
    click.echo(
        f"\nStand op {geladen.peildatum}: {goed} van {len(voortgangen)} op schema voor de "
        f"taakstelling ({maanden}/6). Dit is geen inschaling."
    )
    click.echo(f"Pagina: {shown(doel)}")


def _place(ronde: Ronde) -> Path:
    """Beside the rendered rounds, by the day of the snapshot."""
    return ronde.pad.parent.parent / "outputs" / "monitor" / f"{ronde.peildatum}.html"


def _refuse_other(doel: Path) -> None:
    """A file that is no page of the monitor is not replaced."""
    if doel.is_file() and PAGINA not in doel.read_bytes():
        raise UitvoerFout(f"{doel}: is geen pagina van ibt monitor. Kies een ander bestand met -o.")


def _table(voortgangen: tuple[Voortgang, ...]) -> list[str]:
    rijen = [_KOPPEN, *map(_cells, voortgangen)]
    breedtes = [max(len(rij[kolom]) for rij in rijen) for kolom in range(len(_KOPPEN))]
    return [
        "  ".join(
            cel.ljust(breedte) if kolom in (0, len(_KOPPEN) - 1) else cel.rjust(breedte)
            for kolom, (cel, breedte) in enumerate(zip(rij, breedtes, strict=True))
        ).rstrip()
        for rij in rijen
    ]


def _cells(een: Voortgang) -> tuple[str, ...]:
    verwacht = f"{een.prognose.stand_eind:+d}"
    getallen = (een.trede_huidig, een.gehuisvest, een.schema, een.totaalopgave, een.nog_nodig)
    stand = "op schema" if een.op_schema else "NIET op schema"
    return (een.gemeente.naam, *map(str, getallen), verwacht, stand)
