"""Findings that cannot stand beside one another: told twice, or one against the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from ibt.begrippen.bevinding import Afwijking, Correctie, Herverdeling
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.ingreep import (
    Afschalen,
    BesluitIndeplaatsstelling,
    BesluitIntrekking,
    Indeplaatsstelling,
    NietAfschalen,
    Versnelling,
)
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.vastgelegd import Vastgelegd

# Fields that tell of a correction or redistribution, but do not make it another one.
_VERTELD = {
    *("gemeente", "verwerkt_in", "beoordelaar", "datum", "motivering", "toelichting_intern")
}


_INGREEP = (BesluitIndeplaatsstelling, BesluitIntrekking, Indeplaatsstelling)


def check_tegenspraak(bevindingen: Sequence[Vastgelegd], kader: Kadertekst) -> Iterator[Gebrek]:
    """Decisions of one gemeente of which only one can have been taken in a round."""
    yield from _more_than_one_decision(bevindingen, kader)
    yield from _against_afschalen(bevindingen, kader)


def recorded_twice(stukken: Iterable[Vastgelegd], kader: Kadertekst) -> Iterator[Gebrek]:
    """One correction or redistribution in two places would count twice (§4: never twice).

    By whom, when and in which words it was recorded does not make it another one.
    """
    eerder: dict[Hashable, Vastgelegd] = {}
    for stuk in stukken:
        if not isinstance(stuk.bevinding, (Correctie, Herverdeling)):
            continue
        velden = stuk.bevinding.model_dump_json(exclude=_VERTELD)
        eerst = eerder.setdefault((stuk.gemeente.code, str(stuk.periode), velden), stuk)
        if eerst is not stuk:
            yield stuk.fault(
                f"deze {stuk.bevinding.soort} staat er twee keer en zou dubbel tellen"
                f"{kader.bij('correctie')}",
                f"ook in {eerst.bestand}, {eerst.plaats}",
                "Laat haar op één plaats staan. Zijn het er echt twee, geef elk dan eigen bewijs "
                "of een eigen afspraak.",
            )


def _more_than_one_decision(
    bevindingen: Sequence[Vastgelegd], kader: Kadertekst
) -> Iterator[Gebrek]:
    """A deviation stands in the place of a decision, so it cannot stand beside one (§3.1)."""
    besluiten = [
        stuk
        for stuk in bevindingen
        if isinstance(stuk.bevinding, (Afwijking, Versnelling, Afschalen))
    ]
    aantal = Counter(stuk.gemeente.code for stuk in besluiten)
    for stuk in besluiten:
        if aantal[stuk.gemeente.code] > 1:
            yield stuk.fault(
                "een gemeente mag per ronde ten hoogste één afwijking, versnelling of afschalen "
                "hebben",
                stuk.bevinding.soort,
            )
    afgeweken = {s.gemeente.code for s in bevindingen if isinstance(s.bevinding, Afwijking)}
    for stuk in bevindingen:
        ingreep = isinstance(stuk.bevinding, _INGREEP)
        if ingreep and stuk.gemeente.code in afgeweken:
            yield stuk.fault(
                f"kan niet naast een afwijking staan bij dezelfde gemeente{kader.bij('afwijking')}",
                stuk.bevinding.soort,
                "Haal de afwijking weg: het besluit bepaalt de trede.",
            )


def _against_afschalen(bevindingen: Sequence[Vastgelegd], kader: Kadertekst) -> Iterator[Gebrek]:
    """Brought back to 1 and not brought back: only one of them can have been decided."""
    afgeschaald = {s.gemeente.code for s in bevindingen if isinstance(s.bevinding, Afschalen)}
    for stuk in bevindingen:
        anders = isinstance(stuk.bevinding, (Indeplaatsstelling, NietAfschalen))
        if anders and stuk.gemeente.code in afgeschaald:
            yield stuk.fault(
                f"kan niet naast afschalen staan bij dezelfde gemeente{kader.bij('afschalen')}",
                stuk.bevinding.soort,
            )
