"""`ibt status`: what still blocks the adoption of a round, and the next deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ibt.begrippen.fout import enumerated
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Periode
from ibt.begrippen.traject import Staat, Traject
from ibt.cli.laden import load
from ibt.cli.melden import count, say
from ibt.cli.taal import Opdracht, parse_dag

if TYPE_CHECKING:
    from ibt.ronde import Ronde
    from ibt.ronde.stand import Gemeentestand, Rondestand


@click.command(cls=Opdracht)
@click.argument("ronde", type=click.Path(path_type=Path), metavar="RONDE")
@click.option(
    "--op",
    "dag",
    callback=parse_dag,
    metavar="DATUM",
    help="Bekijk de termijnen op deze dag; anders op de nieuwste dag in dossier en register, "
    "bij een tussenstand op de dag van de ronde.",
)
def status(ronde: Path, dag: date | None) -> None:
    """Laat zien wat het vaststellen nog tegenhoudt, en de volgende termijnen."""
    from ibt.ronde.stand import stand_of

    geladen, _ = load(ronde)
    stand = stand_of(geladen, dag)
    trajecten = tuple(een.traject for een in stand.gemeenten)
    if geladen.is_voortgang:
        _show_tussenstand(geladen, stand.dag)
        _show("Termijnen", list(_deadlines(trajecten, geladen)))
        return
    vast = [een for een in stand.gemeenten if een.vastgesteld]
    dicht = [een for een in stand.gemeenten if een.beletsels]
    klaar = len(stand.gemeenten) - len(vast) - len(dicht)
    say(f"Ronde {geladen.peildatum}, zoals bekend op {stand.dag}.")
    say(
        f"{count(len(stand.gemeenten), 'gemeente', 'gemeenten')}: {len(vast)} vastgesteld, "
        f"{klaar} klaar om vast te stellen, {len(dicht)} met iets open."
    )
    oorzaken = [_told(wie, reden) for reden, wie in stand.open_punten.items()]
    _show("Nog open voor het vaststellen", [*stand.beletsels, *oorzaken])
    gelijk: dict[str, list[Gemeente]] = {}
    for een in vast:
        gelijk.setdefault(_adopted(een), []).append(een.gemeente)
    _show("Vastgesteld", [_told(wie, zin) for zin, wie in gelijk.items()])
    for halfjaar, regels in _open_corrections(stand, geladen.peildatum.periode).items():
        _show(
            "Correcties die het COA nog niet heeft geteld (telt het ze mee in de realisatie van "
            f'{halfjaar}, zet er dan verwerkt_in: "{halfjaar}" bij)',
            regels,
        )
    _show("Termijnen", list(_deadlines(trajecten, geladen)))
    if vast and not klaar and not dicht and geladen.vaststelling is None:
        say("\nDe rapporten zeggen nog concept: vaststelling ontbreekt in het rondebestand.")
    if klaar and not dicht and not stand.beletsels:
        say(f"\nVaststellen: ibt adopt {ronde} --door NAAM --datum DATUM")


def _show_tussenstand(ronde: Ronde, dag: date) -> None:
    """Within a half-year nothing is adopted: who has been told where it stands (§3 inleiding)."""
    frame = ronde.voortgangen.frame
    nog = [een for een in ronde.gemeenten if not frame.at[een.code, "voortgang_gemeld"]]
    allen = len(ronde.gemeenten)
    say(
        f"Tussenstand van {ronde.peildatum}, zoals bekend op {dag}: er wordt geen trede "
        "vastgesteld (§4). "
        f"{allen - len(nog)} van {count(allen, 'gemeente', 'gemeenten')} geïnformeerd."
    )
    kop = "Nog te informeren (bevinding voortgang_gemeld)"
    _show(kop, [enumerated(map(str, nog))] if nog else [])


def _open_corrections(stand: Rondestand, periode: Periode) -> dict[Periode, list[str]]:
    """Open corrections by the first half-year in which COA can still count them.

    What it counts in its own half-year needs none; nor does an adopted round change any more.
    """
    heel = all(een.vastgesteld for een in stand.gemeenten)
    per: dict[Periode, list[str]] = {}
    for stuk, personen in stand.open_correcties:
        eerst = periode.volgende if heel or stuk.periode == periode else periode
        per.setdefault(eerst, []).append(
            f"{stuk.gemeente}: {count(personen, 'persoon', 'personen')} uit {stuk.periode}, "
            f"{stuk.bestand}, {stuk.plaats}"
        )
    return per


def _adopted(een: Gemeentestand) -> str:
    """What was adopted, and where a later decision brought the gemeente."""
    rij, nu = een.vastgesteld, een.nu
    assert rij is not None
    wie = rij.vastgesteld_door or "onbekend"
    zin = f"trede {rij.trede}, op {rij.datum} door {wie}"
    if nu is None or nu == rij or nu.datum <= rij.datum:
        return zin
    return f"{zin}; nu trede {nu.trede}, sinds {nu.datum} ({nu.aanleiding})"


def _told(wie: Sequence[Gemeente], wat: str) -> str:
    """What holds for one gemeente, or for many: then what it is goes first."""
    namen = enumerated(map(str, wie))
    return f"{namen}: {wat}" if len(wie) == 1 else f"{wat}: {namen}"


def _show(kop: str, waarvan: Iterable[str]) -> None:
    if regels := list(waarvan):
        say(f"\n{kop}")
        for regel in regels:
            say(f"  {regel}")


def _deadlines(trajecten: tuple[Traject, ...], ronde: Ronde) -> Iterator[str]:
    """What is due, by day; first what must be done as soon as possible."""
    from ibt.rapport.agenda import plan_agenda, waiting
    from ibt.rapport.mijlpaal import wat

    wie: dict[tuple[str, str], list[str]] = {}
    for traject, mijlpaal in waiting(trajecten):
        wat_te_doen = f"{wat(mijlpaal)} ({mijlpaal.wie})"
        wie.setdefault(("zo snel mogelijk", wat_te_doen), []).append(str(traject.gemeente))
    for regel in plan_agenda(trajecten, ronde.verslag, ronde.kader):
        laat = " TE LAAT" if regel.mijlpaal and regel.mijlpaal.staat is Staat.TE_LAAT else ""
        toelichting = f"; {regel.reden}" if regel.reden else ""
        sleutel = f"{regel.dag}{laat}", f"{regel.wat} ({regel.wie}{toelichting})"
        naam = str(regel.traject.gemeente) if regel.traject else "alle gemeenten"
        wie.setdefault(sleutel, []).append(naam)
    for (wanneer, wat_te_doen), namen in wie.items():
        yield f"{wanneer}: {enumerated(namen)}: {wat_te_doen}"
