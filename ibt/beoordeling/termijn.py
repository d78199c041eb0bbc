"""Agreed terms: what they replace (§3 trede 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ibt.begrippen.contact import AfspraakTermijn, Verbeterplan
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.vastgelegd import Vastgelegd

# The terms of weeks that can be agreed anew; besides these the measures of a plan.
_GESPREK, _PLAN = "gesprek", "verbeterplan"


def check_afspraken(stukken: Sequence[Vastgelegd]) -> Iterator[Gebrek]:
    """An agreement must name a term that there is, or it would replace nothing."""
    for stuk in stukken:
        afspraak = stuk.bevinding
        if not isinstance(afspraak, AfspraakTermijn) or afspraak.vervangt is None:
            continue
        maatregelen = [
            maatregel.maatregel
            for ander in stukken
            if ander.gemeente == stuk.gemeente and isinstance(ander.bevinding, Verbeterplan)
            for maatregel in ander.bevinding.maatregelen
        ]
        namen = [_GESPREK, _PLAN, *dict.fromkeys(maatregelen)]
        if afspraak.vervangt not in namen:
            yield stuk.fault(
                f"vervangt moet een van deze zijn: {', '.join(namen)}",
                afspraak.vervangt,
                "Gaat de afspraak over het hele verbeterplan, laat vervangt dan weg.",
            )
