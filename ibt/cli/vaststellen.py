"""`ibt adopt`: a round, or the decisions taken between two peildata, into the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from ibt.cli.melden import count, shown
from ibt.cli.opdrachten import load
from ibt.cli.taal import Opdracht, parse_dag

_BESTAND = click.Path(path_type=Path)


@click.command(cls=Opdracht)
@click.argument("ronde", type=_BESTAND, metavar="[RONDE]", required=False)
@click.option("--door", metavar="NAAM", help="Wie vaststelt.")
@click.option("--orgaan", metavar="ORGAAN", help="Namens welk orgaan.")
@click.option(
    "--datum",
    callback=parse_dag,
    metavar="DATUM",
    help="Datum van de vaststelling, zoals 2026-08-20.",
)
@click.option(
    "--besluiten",
    type=_BESTAND,
    metavar="BESTAND",
    help="In plaats van RONDE: besluiten tussen twee peildata.",
)
@click.option("--register", type=_BESTAND, metavar="BESTAND", help="Bij --besluiten: het register.")
@click.option(
    "--gemeenten", type=_BESTAND, metavar="BESTAND", help="Bij --besluiten: de tabel gemeenten."
)
@click.option(
    "--dossier",
    type=_BESTAND,
    multiple=True,
    metavar="PAD",
    help="Bij --besluiten: eerdere bevindingen (bestand of map).",
)
@click.option(
    "--cijfers",
    type=_BESTAND,
    metavar="BESTAND",
    help="Bij --besluiten: de nieuwste stand van het COA, om af te schalen.",
)
@click.pass_context
def adopt(ctx: click.Context, /, ronde: Path | None, besluiten: Path | None, **opties: Any) -> None:
    """Stel een ronde vast, of besluiten tussen twee peildata: in het register."""
    _require_one(ctx, ronde, besluiten, opties)
    wie = opties["door"], opties["orgaan"], opties["datum"]
    if ronde is not None:
        _adopt_ronde(ronde, *wie)
    elif besluiten is not None:
        bron = opties["register"], opties["gemeenten"], opties["dossier"], opties["cijfers"]
        _adopt_besluiten(besluiten, bron, wie)


def _require_one(
    ctx: click.Context, ronde: Path | None, besluiten: Path | None, opties: dict[str, Any]
) -> None:
    """A round, or decisions with all that they need; a usage error in Dutch for anything else."""
    alleen = [naam for naam in ("register", "gemeenten", "dossier", "cijfers") if opties[naam]]
    if (ronde is None) == (besluiten is None):
        raise click.UsageError(
            "Noem een RONDE, of --besluiten met een bestand (één van beide).", ctx
        )
    if ronde is not None and alleen:
        raise click.UsageError(f"--{alleen[0]} hoort bij --besluiten, niet bij een RONDE.", ctx)
    for naam in ("register", "gemeenten"):
        if besluiten is not None and opties[naam] is None:
            raise click.UsageError(f"Bij --besluiten hoort ook --{naam} BESTAND.", ctx)


def _adopt_ronde(pad: Path, door: str | None, orgaan: str | None, datum: date | None) -> None:
    from ibt.ronde.vaststellen import adopt as adopt_ronde
    from ibt.ronde.vaststellen import make_vaststelling

    ronde, _ = load(pad)
    wie = make_vaststelling(ronde, door, orgaan, datum)
    rijen = adopt_ronde(ronde, wie)
    if rijen == 0:
        click.echo(f"De ronde {ronde.peildatum} was al vastgesteld; er is niets toegevoegd.")
    else:
        regels = count(rijen, "regel", "regels")
        click.echo(f"De ronde {ronde.peildatum} is vastgesteld: {regels} in het register.")
    if ronde.vaststelling is None:
        click.echo(
            f"De rapporten zeggen nog concept. Zet dit in {shown(pad)} en maak ze opnieuw:\n"
            f'  vaststelling: {{door: "{wie.door}", orgaan: "{wie.orgaan}", datum: "{wie.datum}"}}'
        )


def _adopt_besluiten(
    besluiten: Path,
    bron: tuple[Path, Path, tuple[Path, ...], Path | None],
    wie: tuple[str | None, str | None, date | None],
) -> None:
    from ibt.ronde.besluiten import Vaststeller, adopt_besluiten
    from ibt.ronde.bundel import load_bundel

    register, gemeenten, dossier, cijfers = bron
    door, orgaan, datum = wie
    bundel = load_bundel(besluiten, register, gemeenten, dossier, cijfers)
    klaar = adopt_besluiten(bundel, register, Vaststeller(door or "", orgaan or "", datum))
    for rij in klaar.rijen:
        naam = bundel.lijst.gemeenten[rij.gemeentecode]
        click.echo(f"{naam}: trede {rij.trede} vanaf {rij.datum} ({rij.aanleiding})")
    if klaar.rijen:
        click.echo(
            f"{count(len(klaar.rijen), 'regel', 'regels')} toegevoegd aan {shown(register)}."
        )
    else:
        click.echo("Deze besluiten geven geen nieuwe regel; er is niets toegevoegd.")
