"""Agreed terms: what they replace, and whether a finding on the plan waits for them (§3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ibt.begrippen.bevinding import AfspraakTermijn, Verbeterplan, VerbeterplanNietUitgevoerd
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.vastgelegd import Vastgelegd

# The terms of weeks that can be agreed anew; besides these the measures of a plan.
_TERMIJNEN = ("gesprek", "verbeterplan")


def check_termijnen(
    bevindingen: Sequence[Vastgelegd], dossier: Sequence[Vastgelegd]
) -> list[Gebrek]:
    """Faults of findings on terms, this round's and those on file."""
    bekend = (*dossier, *bevindingen)
    gebreken: list[Gebrek] = []
    for stuk in bevindingen:
        gebreken += _still_running(stuk, bekend)
    for stuk in bekend:
        gebreken += _unknown_termijn(stuk, bekend)
    return gebreken


def _still_running(stuk: Vastgelegd, bekend: Iterable[Vastgelegd]) -> Iterator[Gebrek]:
    """Rule 3e needs an expired term, also when a later one was agreed (§3 trede 3)."""
    if not isinstance(stuk.bevinding, VerbeterplanNietUitgevoerd):
        return
    for ander in bekend:
        afspraak = ander.bevinding
        if ander.gemeente != stuk.gemeente or not isinstance(afspraak, AfspraakTermijn):
            continue
        if afspraak.uiterlijk >= stuk.bevinding.datum:
            yield stuk.fault(
                f"een later afgesproken termijn ({afspraak.uiterlijk}) loopt nog (§3 trede 3)",
                stuk.bevinding.datum.isoformat(),
            )


def _unknown_termijn(stuk: Vastgelegd, bekend: Iterable[Vastgelegd]) -> Iterator[Gebrek]:
    """An agreement must name a term that there is, or it would replace nothing."""
    afspraak = stuk.bevinding
    if not isinstance(afspraak, AfspraakTermijn) or afspraak.vervangt is None:
        return
    maatregelen = [
        maatregel.maatregel
        for ander in bekend
        if ander.gemeente == stuk.gemeente and isinstance(ander.bevinding, Verbeterplan)
        for maatregel in ander.bevinding.maatregelen
    ]
    namen = [*_TERMIJNEN, *dict.fromkeys(maatregelen)]
    if afspraak.vervangt not in namen:
        yield stuk.fault(
            f"vervangt moet een van deze zijn: {', '.join(namen)}",
            afspraak.vervangt,
            "Gaat de afspraak over het hele verbeterplan, laat vervangt dan weg.",
        )
