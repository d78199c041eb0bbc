"""What is due in the province, by day, and what is late."""

from __future__ import annotations

from htpy import Node, a, p

from ibt.begrippen.traject import Staat, Traject
from ibt.begrippen.verslag import Verslag
from ibt.kader.kader import Kader
from ibt.rapport.agenda import Afspraak, plan_agenda
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, opsomming
from ibt.rapport.mijlpaal import uitleg
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel


def agenda(trajecten: tuple[Traject, ...], kader: Kader, verslag: Verslag) -> Deel:
    """Open and late terms of all gemeenten in order of day, and what waits for something else."""
    regels = plan_agenda(trajecten, verslag)
    kolommen = [Kolom("Uiterlijk"), Kolom("Gemeente"), Kolom("Wat"), Kolom("Wie"), Kolom("Stand")]
    return make_deel(
        tabel(
            f"Agenda op {datum(verslag.bijgewerkt_op)}",
            kolommen,
            [_row(regel, kader) for regel in regels],
            "breed",
        ),
        _waiting(trajecten),
        p(".klein")[
            "Dezelfde agenda als kalenderbestand, om in Outlook te openen: ",
            a(href="agenda.ics", data_pdf="nee")["agenda.ics"],
            ".",
        ],
    )


def _row(regel: Afspraak, kader: Kader) -> Rij:
    reden = "" if regel.mijlpaal is None else uitleg(regel.mijlpaal, kader)
    laat = regel.mijlpaal is not None and regel.mijlpaal.staat is Staat.TE_LAAT
    return Rij(
        datum(regel.dag),
        [
            _link(regel),
            f"{regel.wat} ({reden})" if reden else regel.wat,
            regel.wie,
            nadruk("te laat") if laat else "open",
        ],
    )


def _link(regel: Afspraak) -> Node:
    if regel.traject is None:
        return "alle gemeenten"
    gemeente = regel.traject.gemeente
    return a(href=f"gemeenten/{gemeente.code}.html")[gemeente.naam]


def _waiting(trajecten: tuple[Traject, ...]) -> Node:
    """Whose letter has not been sent: from there all other terms run."""
    wacht = [
        traject.gemeente.naam
        for traject in trajecten
        if (brief := traject.find("brief")) is not None and brief.staat is Staat.OPEN
    ]
    if not wacht:
        return None
    return p[
        f"De toezichtbrief is nog niet verzonden aan {opsomming(wacht)}. De termijnen voor het "
        "bestuurlijk gesprek en het verbeterplan lopen vanaf die brief."
    ]
