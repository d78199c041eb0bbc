"""The monitor: the running half-year as one page, without reports per gemeente."""

from __future__ import annotations

from htpy import Element, h2, h3, p

from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.kader.kader import Kader
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import make_deel
from ibt.rapport.getal import getal, kommagetal
from ibt.rapport.opmaak import Kolom, Rij, tabel
from ibt.rapport.provincie.aandacht import meldingen
from ibt.rapport.provincie.kop import kerncijfers
from ibt.rapport.provincie.ladder import kleine_grafieken
from ibt.rapport.titelblad import make_titelblad, overview_facts
from ibt.rapport.verantwoording import gelezen, kader_en_keuzes, status
from ibt.rapport.voortgang.overzicht import aandacht, gemarkeerd, standtabel


def monitor_page(voortgangen: tuple[Voortgang, ...], verslag: Verslag, kader: Kader) -> str:
    """The page as one HTML file; names are no links, for there are no reports beside it."""
    blad = make_titelblad(
        verslag,
        "Monitor interbestuurlijk toezicht",
        f"Provincie {verslag.provincie}",
        overview_facts(voortgangen, verslag),
    )
    keuzes = kader.in_order(keuze for uit in voortgangen for keuze in uit.keuzes)
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
        h2["Verder te bekijken"],
        aandacht(voortgangen).html,
        h2["Verantwoording"],
        h3["Wie beslist"],
        status(verslag).html,
        h3["Kader"],
        kader_en_keuzes(kader, verslag, keuzes).html,
        h3["Invoer"],
        meldingen(verslag, links=False).html,
        gelezen(verslag),
        p(".plakt")[f"Gemaakt met ibt {verslag.versie}."],
    )
    return html_page(str(deel), f"Monitor {verslag.peildatum}")


def _needed(voortgangen: tuple[Voortgang, ...]) -> Element:
    """Persons that lead to each trede, and the pace."""
    ladder = range(1, voortgangen[0].kader.losgelaten)
    kolommen = [
        Kolom("Gemeente"),
        *(Kolom(f"Voor trede {trede}", getal=True) for trede in ladder),
        Kolom("Tempo nu per maand", getal=True),
        Kolom("Gemiddeld tempo hiervoor", getal=True),
    ]
    return tabel(
        "Ten minste nog te huisvesten tot de volgende peildatum, in personen",
        kolommen,
        [_row(voortgang) for voortgang in voortgangen],
        "breed sorteerbaar",
    )


def _row(voortgang: Voortgang) -> Rij:
    # Where a besluit takes the next step, no half-year leads to a trede (§3 trede 4, slot).
    ladder = range(1, voortgang.kader.losgelaten)
    halfjaar = voortgang.benodigd if voortgang.trede_vorig in ladder else ()
    nodig = {b.trede: b.personen for b in halfjaar if b.personen is not None}
    return Rij(
        voortgang.gemeente.naam,
        [
            *(getal(nodig[trede]) if trede in nodig else "–" for trede in ladder),
            kommagetal(voortgang.tempo[0].per_maand),
            "–" if voortgang.gemiddeld is None else kommagetal(voortgang.gemiddeld),
        ],
    )
