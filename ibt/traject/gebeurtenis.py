"""The case file of one gemeente, in order of the day on which something happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from ibt.begrippen.bevinding import VerschoonbareReden
from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.contact import (
    AfspraakTermijn,
    BriefVerzonden,
    CijfersGeverifieerd,
    Contact,
    Gesprek,
    Verbeterplan,
    VoortgangGemeld,
)
from ibt.begrippen.ingreep import (
    BesluitIndeplaatsstelling,
    BesluitIntrekking,
    BesluitWijziging,
    Indeplaatsstelling,
    Versnelling,
    Vooraankondiging,
)
from ibt.begrippen.traject import Contactregel

G = TypeVar("G", BriefVerzonden, Gesprek, Verbeterplan)
_CONTACT = (
    *(BriefVerzonden, Gesprek, Verbeterplan, VoortgangGemeld, Contact, CijfersGeverifieerd),
    *(Vooraankondiging, BesluitIndeplaatsstelling, BesluitWijziging, BesluitIntrekking),
    *(Indeplaatsstelling, Versnelling, AfspraakTermijn, VerschoonbareReden),
)


def happened(stukken: Iterable[Bevinding], soort: type[G], tot: date) -> list[G]:
    """What of one kind happened up to and including a day, earliest first."""
    gebeurd = [stuk for stuk in stukken if isinstance(stuk, soort) and stuk.dag <= tot]
    return sorted(gebeurd, key=lambda stuk: (stuk.dag, stuk.datum))


def agreed(
    stukken: Sequence[Bevinding], vervangt: str | None, vanaf: date, tot: date
) -> AfspraakTermijn | None:
    """The latest agreement that replaces a term, made from one day up to another."""
    afspraken = [
        stuk
        for stuk in stukken
        if isinstance(stuk, AfspraakTermijn)
        and stuk.vervangt == vervangt
        and vanaf <= stuk.datum <= tot
    ]
    return max(afspraken, key=lambda stuk: stuk.datum, default=None)


def _day(stuk: Bevinding) -> date | None:
    """When it happened, was said or decided; else when it was recorded.

    None for a reason that nobody came with: the supervisor found it.
    """
    if isinstance(stuk, VerschoonbareReden):
        return stuk.aangedragen_op
    dagen = (getattr(stuk, naam, None) for naam in ("dag", "besluitdatum"))
    return next((dag for dag in dagen if dag is not None), stuk.datum)


def contact_log(stukken: Iterable[Bevinding], tot: date) -> tuple[Contactregel, ...]:
    """Letters, talks, figures gone through, announcements and other contact, latest first (§4)."""
    regels = [
        Contactregel(stuk.soort, dag, tuple(getattr(stuk, "deelnemers", ())), stuk.motivering)
        for stuk in stukken
        if isinstance(stuk, _CONTACT) and (dag := _day(stuk)) is not None and dag <= tot
    ]
    return tuple(sorted(regels, key=lambda regel: regel.dag, reverse=True))
