"""`ibt status`: what still blocks the adoption of a round, and the next deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ibt.begrippen.fout import enumerated
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.traject import Staat
from ibt.cli.laden import RONDE, load
from ibt.cli.melden import count, say, together
from ibt.cli.taal import Opdracht, parse_dag

if TYPE_CHECKING:
    from ibt.ronde import Ronde
    from ibt.ronde.stand import Gemeentestand, Rondestand


@click.command("status", cls=Opdracht)
@RONDE
@click.option(
    "--op",
    "dag",
    callback=parse_dag,
    metavar="DATUM",
    help="Bekijk de termijnen op deze dag; anders op de nieuwste dag in dossier en register, "
    "bij een tussenstand op de dag van de ronde.",
)
def show_status(ronde: Path, dag: date | None) -> None:
    """Laat zien wat het vaststellen nog tegenhoudt, en de volgende termijnen."""
    from ibt.ronde.stand import stand_of

    geladen, _ = load(ronde)
    stand = stand_of(geladen, dag)
    if geladen.is_voortgang:
        _show_tussenstand(geladen, stand.dag)
        _show("Termijnen", _deadlines(geladen, stand))
        return
    vast = [eigen for eigen in stand.gemeenten if eigen.vastgesteld]
    dicht = [eigen for eigen in stand.gemeenten if eigen.beletsels]
    klaar = len(stand.gemeenten) - len(vast) - len(dicht)
    say(
        f"Ronde {geladen.peildatum}, zoals bekend op {stand.dag}.\n"
        f"{count(len(stand.gemeenten), 'gemeente', 'gemeenten')}: {len(vast)} vastgesteld, "
        f"{klaar} klaar om vast te stellen, {len(dicht)} met iets open."
    )
    oorzaken = starmap(_told, stand.open_punten.items())
    _show("Nog open voor het vaststellen", [*stand.beletsels, *oorzaken])
    gelijk = together((_adopted(eigen), eigen.gemeente) for eigen in vast)
    _show("Vastgesteld", starmap(_told, gelijk.items()))
    for halfjaar, regels in together(_open_corrections(geladen, stand)).items():
        _show(
            "Correcties die het COA nog niet heeft geteld (telt het ze mee in de realisatie van "
            f'{halfjaar}, zet er dan verwerkt_in: "{halfjaar}" bij)',
            regels,
        )
    _show("Termijnen", _deadlines(geladen, stand))
    if vast and not klaar and not dicht and geladen.vaststelling is None:
        say("\nDe rapporten zeggen nog concept: vaststelling ontbreekt in het rondebestand.")
    if klaar and not dicht and not stand.beletsels:
        say(f"\nVaststellen: ibt adopt {ronde} --door NAAM --datum DATUM")


def _show_tussenstand(ronde: Ronde, dag: date) -> None:
    """Within a half-year nothing is adopted: who has been told where it stands (§3 inleiding)."""
    from ibt.beoordeling.effect import is_told

    posities, periode = ronde.invoer.posities, ronde.peildatum.periode
    nog = [str(wie) for wie in ronde.gemeenten if not is_told(posities[wie.code], periode)]
    allen = len(ronde.gemeenten)
    say(
        f"Tussenstand van {ronde.peildatum}, zoals bekend op {dag}: er wordt geen trede "
        f"vastgesteld{ronde.kader.tekst.bij('tussenstand')}. "
        f"{allen - len(nog)} van {count(allen, 'gemeente', 'gemeenten')} geïnformeerd."
    )
    _show("Nog te informeren (bevinding voortgang_gemeld)", filter(None, [enumerated(nog)]))


def _open_corrections(ronde: Ronde, stand: Rondestand) -> Iterator[tuple[str, str]]:
    """Open corrections, each with the first half-year in which COA can still count it.

    What it counts in its own half-year needs none; nor does an adopted round change any more.
    """
    periode = ronde.peildatum.periode
    heel = all(eigen.vastgesteld for eigen in stand.gemeenten)
    for stuk, personen in stand.open_correcties:
        yield (
            str(periode.volgende if heel or stuk.periode == periode else periode),
            f"{stuk.gemeente}: {count(personen, 'persoon', 'personen')} uit {stuk.periode}, "
            f"{stuk.bestand}, {stuk.plaats}",
        )


def _adopted(eigen: Gemeentestand) -> str:
    """What was adopted, and where a later decision brought the gemeente."""
    rij, nu = eigen.vastgesteld, eigen.nu
    assert rij is not None
    zin = f"trede {rij.trede}, op {rij.datum} door {rij.vastgesteld_door or 'onbekend'}"
    if nu is None or nu == rij or nu.datum <= rij.datum:
        return zin
    return f"{zin}; nu trede {nu.trede}, sinds {nu.datum} ({nu.aanleiding})"


def _told(wat: str, wie: Sequence[Gemeente]) -> str:
    """What holds for one gemeente, or for many: then what it is goes first."""
    namen = enumerated(map(str, wie))
    return f"{namen}: {wat}" if len(wie) == 1 else f"{wat}: {namen}"


def _show(kop: str, waarvan: Iterable[str]) -> None:
    for nummer, regel in enumerate(waarvan):
        say(f"  {regel}" if nummer else f"\n{kop}\n  {regel}")


def _deadlines(ronde: Ronde, stand: Rondestand) -> Iterator[str]:
    """What is due, by day; first what must be done as soon as possible."""
    from ibt.rapport.agenda import plan_agenda, waiting
    from ibt.rapport.mijlpaal import wat

    trajecten = tuple(eigen.traject for eigen in stand.gemeenten)
    paren = [
        (("zo snel mogelijk", f"{wat(mijlpaal)} ({mijlpaal.wie})"), str(traject.gemeente))
        for traject, mijlpaal in waiting(trajecten)
    ]
    for regel in plan_agenda(trajecten, ronde.verslag, ronde.kader):
        laat = " TE LAAT" if regel.mijlpaal and regel.mijlpaal.staat is Staat.TE_LAAT else ""
        toelichting = f"; {regel.reden}" if regel.reden else ""
        sleutel = f"{regel.dag}{laat}", f"{regel.wat} ({regel.wie}{toelichting})"
        naam = str(regel.traject.gemeente) if regel.traject else "alle gemeenten"
        paren.append((sleutel, naam))
    for (wanneer, wat_te_doen), namen in together(paren).items():
        yield f"{wanneer}: {enumerated(namen)}: {wat_te_doen}"
