"""The terms of §3 trede 3, and who is due for each step of treden 3 to 6 (Keuze K13)."""

from __future__ import annotations

from datetime import date

from ibt.kader.keuze import Lezingen
from ibt.kader.termijn import Termijnregel
from ibt.kader.werkdag import next_workday

_VIER_WEKEN = 28

TERMIJNEN: tuple[Termijnregel, ...] = (
    # "Binnen vier weken na de beoordeling wordt een bestuurlijk gesprek ingepland"
    Termijnregel("gesprek", "brief", _VIER_WEKEN, "provincie", "§3 trede 3", ("N43",)),
    # "uiterlijk vier weken na dit gesprek het verbeterplan wordt vastgesteld"
    Termijnregel("verbeterplan", "gesprek", _VIER_WEKEN, "B en W", "§3 trede 3", ("N44",)),
)

# The framework gives no zienswijze and no day for it: the general law does.
ZIENSWIJZE = "Awb 4:8, naar ons oordeel"

# Who is due for a step without a term of weeks, and where the framework says so.
STAPPEN: dict[str, tuple[str, str]] = {
    "brief": ("provincie", "§3 trede 3"),
    "brief_peildatum": ("provincie", "§3 trede 3"),
    "maatregel": ("B en W", "§3 trede 3"),
    "uitvoering": ("B en W", "§3 trede 3, slot"),
    "vooraankondiging": ("provincie", "§3 trede 4"),
    "afschrift_raad": ("provincie", "§3 trede 4"),
    "publicatie": ("provincie", "§3 trede 4"),
    "reactie": ("B en W", ZIENSWIJZE),
    "besluit": ("provincie", "§3 trede 5"),
    "besluit_wijziging": ("provincie", "§3 trede 5"),
    "indeplaatsstelling": ("provincie", "§3 trede 6"),
    "besluittermijn": ("B en W", "§3 trede 5"),
    "zelf_realiseren": ("B en W", "§3 trede 6"),
}


def last_day(dag: date, lezingen: Lezingen) -> date:
    """The day on which a term of weeks ends: the next working day, or the day itself (Keuze K7)."""
    return next_workday(dag) if lezingen["K7"] == "verschuift" else dag
