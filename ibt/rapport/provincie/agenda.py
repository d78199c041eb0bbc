"""What is due in the province, by day, and what is late."""

from __future__ import annotations

from collections.abc import Mapping

from htpy import Node, a, li, p, ul

from ibt.begrippen.traject import Staat, Traject
from ibt.begrippen.verslag import Verslag
from ibt.kader.kader import Kader
from ibt.rapport.agenda import Afspraak, plan_agenda, waiting
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import datum, opsomming
from ibt.rapport.mijlpaal import staat, wat
from ibt.rapport.opmaak import Kolom, Rij, naar_rapport, nadruk, tabel


@marked
def agenda(trajecten: tuple[Traject, ...], kader: Kader, verslag: Verslag) -> Deel:
    """Open and late terms of all gemeenten in order of day, and what waits for something else."""
    regels = plan_agenda(trajecten, verslag, kader)
    kolommen = [Kolom("Uiterlijk"), Kolom("Gemeente"), Kolom("Wat"), Kolom("Wie"), Kolom("Stand")]
    return make_deel(
        tabel(
            f"Agenda op {datum(verslag.bijgewerkt_op)}",
            kolommen,
            [_row(regel) for regel in regels],
            "breed",
        ),
        _waiting(trajecten, verslag),
        p(".klein", data_pdf="nee")[
            "Dezelfde agenda als kalenderbestand, om in Outlook te openen: ",
            a(href="agenda.ics")["agenda.ics"],
            ".",
        ],
    )


def _without_letter(trajecten: tuple[Traject, ...], wacht: Mapping[str, list[str]]) -> list[str]:
    """Whose letter about this peildatum was not sent, and who are not named for it already."""
    genoemd = {naam for zin, namen in wacht.items() if "brief" in zin for naam in namen}
    namen = [traject.gemeente.naam for traject in trajecten if traject.brief_op is None]
    return [naam for naam in namen if naam not in genoemd]


def _row(regel: Afspraak) -> Rij:
    stand: Node = "open"
    if regel.mijlpaal is not None and regel.mijlpaal.staat is Staat.TE_LAAT:
        # Of a measure of a plan it is only known that the file does not tell it.
        stand = nadruk(staat(regel.mijlpaal) if regel.mijlpaal.is_of_plan else "te laat")
    return Rij(
        datum(regel.dag),
        [
            _link(regel),
            f"{regel.wat} ({regel.reden})" if regel.reden else regel.wat,
            regel.wie,
            stand,
        ],
    )


def _link(regel: Afspraak) -> Node:
    if regel.traject is None:
        return "alle gemeenten"
    return naar_rapport(regel.traject.gemeente)


def _waiting(trajecten: tuple[Traject, ...], verslag: Verslag) -> Node:
    """What has no day: who waits for a letter, from which terms may run, and trede 4.

    Norm: N22.
    """
    wacht: dict[str, list[str]] = {}
    for traject, mijlpaal in waiting(trajecten):
        wacht.setdefault(wat(mijlpaal), []).append(traject.gemeente.naam)
    if not verslag.is_voortgang and (verder := _without_letter(trajecten, wacht)):
        wacht["toezichtbrief versturen (daarmee begint geen termijn)"] = verder
    if not wacht:
        return None
    regels = [f"{zin[0].upper()}{zin[1:]}: {opsomming(namen)}." for zin, namen in wacht.items()]
    return (
        p(".plakt")["Zo snel mogelijk te doen, zonder vaste dag:"],
        ul[(li[regel] for regel in regels)],
    )
