"""`ibt status`: what still blocks the adoption of a round, and the next deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ibt.begrippen.traject import Staat
from ibt.cli.melden import count
from ibt.cli.opdrachten import load
from ibt.cli.taal import Opdracht
from ibt.ronde import Ronde


@click.command(cls=Opdracht)
@click.argument("ronde", type=click.Path(path_type=Path), metavar="RONDE")
def status(ronde: Path) -> None:
    """Laat zien wat het vaststellen nog tegenhoudt, en de volgende termijnen."""
    from ibt.ronde.stand import stand_of

    geladen, _ = load(ronde)
    stand = stand_of(geladen)
    vast = [een for een in stand.gemeenten if een.vastgesteld]
    dicht = [een for een in stand.gemeenten if een.beletsels]
    klaar = len(stand.gemeenten) - len(vast) - len(dicht)
    click.echo(f"Ronde {geladen.peildatum}, bijgewerkt op {geladen.bijgewerkt_op}.")
    click.echo(
        f"{count(len(stand.gemeenten), 'gemeente', 'gemeenten')}: {len(vast)} vastgesteld, "
        f"{klaar} klaar om vast te stellen, {len(dicht)} met iets open."
    )
    _show(
        "Nog open voor het vaststellen",
        [
            *stand.beletsels,
            *(f"{een.gemeente}: {reden}" for een in dicht for reden in een.beletsels),
        ],
    )
    _show(
        "Vastgesteld",
        [
            f"{een.gemeente}: trede {een.vastgesteld.trede}, op {een.vastgesteld.datum} door "
            f"{een.vastgesteld.vastgesteld_door or 'onbekend'}"
            for een in vast
            if een.vastgesteld
        ],
    )
    _show(
        "Correcties die het COA nog niet heeft geteld (vul verwerkt_in in als dat is gebeurd)",
        [
            f"{stuk.gemeente}: {count(personen, 'persoon', 'personen')} uit {stuk.periode}, "
            f"{stuk.bestand}, {stuk.plaats}"
            for stuk, personen in stand.open_correcties
        ],
    )
    _show("Termijnen", list(_deadlines(geladen)))
    if klaar and not dicht and not stand.beletsels:
        click.echo(f"\nVaststellen: ibt adopt {ronde} --door NAAM --datum DATUM")


def _show(kop: str, regels: list[str]) -> None:
    if regels:
        click.echo(f"\n{kop}")
        for regel in regels:
            click.echo(f"  {regel}")


def _deadlines(ronde: Ronde) -> Iterator[str]:
    """What is due, by day; first what waits for a letter."""
    from ibt.rapport.agenda import plan_agenda
    from ibt.rapport.mijlpaal import uitleg
    from ibt.ronde import volg_trajecten

    trajecten = volg_trajecten(ronde)
    for traject in trajecten:
        brief = traject.find("brief")
        if brief is not None and brief.staat is Staat.OPEN:
            yield f"zo snel mogelijk: {traject.gemeente}: toezichtbrief versturen (provincie)"
    for regel in plan_agenda(trajecten, ronde.verslag):
        wie = regel.traject.gemeente if regel.traject else "alle gemeenten"
        reden = uitleg(regel.mijlpaal, ronde.kader) if regel.mijlpaal else ""
        laat = " TE LAAT" if regel.mijlpaal and regel.mijlpaal.staat is Staat.TE_LAAT else ""
        toelichting = f"; {reden}" if reden else ""
        yield f"{regel.dag}{laat}: {wie}: {regel.wat} ({regel.wie}{toelichting})"
