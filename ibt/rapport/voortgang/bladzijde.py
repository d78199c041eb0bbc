"""The monitor: the running half-year as one page, without reports per gemeente."""

from __future__ import annotations

from htpy import Element, h2, h3

from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import make_deel
from ibt.rapport.getal import datum, getal, kommagetal
from ibt.rapport.opmaak import Kolom, Rij, tabel
from ibt.rapport.titelblad import make_titelblad
from ibt.rapport.voortgang.overzicht import (
    gemarkeerd,
    kerncijfers,
    kleine_grafieken,
    standtabel,
)

Voortgangen = tuple[Voortgang, ...]


def monitor_page(voortgangen: Voortgangen, verslag: Verslag) -> str:
    """The page as one HTML file; names are no links, for there are no reports beside it."""
    blad = make_titelblad(
        verslag,
        "Monitor interbestuurlijk toezicht",
        f"Provincie {verslag.provincie}",
        [
            ("Stand op", datum(verslag.peildatum.datum)),
            ("Gemeenten", getal(len(voortgangen))),
            ("Volgende beoordeling", datum(verslag.peildatum.volgende_beoordeling.datum)),
        ],
    )
    deel = make_deel(
        blad.html,
        h2["In het kort"],
        kerncijfers(voortgangen).html,
        h2["Wie moet wat horen"],
        gemarkeerd(voortgangen).html,
        h2["Alle gemeenten"],
        standtabel(voortgangen, links=False).html,
        h3["Nog te huisvesten per uitkomst"],
        _needed(voortgangen),
        h3["Het halfjaar per gemeente"],
        kleine_grafieken(voortgangen).html,
    )
    return html_page(str(deel), f"Monitor {verslag.peildatum}")


def _needed(voortgangen: Voortgangen) -> Element:
    """Persons that lead to each trede, and the pace."""
    kolommen = [
        Kolom("Gemeente"),
        *(Kolom(f"Voor trede {trede}", getal=True) for trede in (1, 2, 3)),
        Kolom("Tempo nu per maand", getal=True),
        Kolom("Gemiddeld tempo hiervoor", getal=True),
    ]
    return tabel(
        "Ten minste nog te huisvesten tot de volgende peildatum, in personen",
        kolommen,
        [_row(een) for een in voortgangen],
        "breed sorteerbaar",
    )


def _row(een: Voortgang) -> Rij:
    nodig = {b.trede: b.personen for b in een.benodigd if b.personen is not None}
    return Rij(
        een.gemeente.naam,
        [
            *(getal(nodig[trede]) if trede in nodig else "–" for trede in (1, 2, 3)),
            kommagetal(een.tempo[0].per_maand),
            "–" if een.gemiddeld is None else kommagetal(een.gemiddeld),
        ],
    )
