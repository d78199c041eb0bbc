"""Which open places in the text (Keuzes) touched an outcome."""

from __future__ import annotations

from collections.abc import Collection

from ibt.begrippen.beoordeling import Som
from ibt.begrippen.voortgang import Voortgang
from ibt.kader.tabel import Regel

# A rule that compares with one of these quantities rests on the Keuze beside it.
_GROOTHEID = {"stand_begin_gebruikt": "K1", "achterstand_begin": "K2"}

# From this trede on the figures alone move nobody (§3 trede 4, slot).
_LOSGELATEN = 4


def touched(
    som: Som,
    regel: Regel,
    aandachtspunten: tuple[str, ...],
    verschoonbaar_vorig: int,
    voorstel: int,
    soorten: Collection[str],
) -> set[str]:
    """The ids of the Keuzes that played a part.

    `voorstel` is the proposed trede, `soorten` the kinds of findings of this round.
    """
    namen = {deel.links.naam for deel in regel.als}
    namen |= {deel.rechts.naam for deel in regel.als if not isinstance(deel.rechts, int)}
    geraakt = {_GROOTHEID[naam] for naam in namen if naam in _GROOTHEID}
    voorwaarden = {
        "K3": som.verschoonbaar > 0 and regel.van < _LOSGELATEN,
        "K5": "geen_eerdere_inschaling" in aandachtspunten,
        "K10": som.verbeterplan_niet_uitgevoerd > 0,
        "K11": verschoonbaar_vorig > 0,
        "K12": "te_weinig_koppelingen" in aandachtspunten,
        "K15": "taakstelling_gewijzigd" in aandachtspunten,
        "K18": som.verschoonbaar > 0 and regel.van >= _LOSGELATEN,
        "K19": "afwijking" in soorten and voorstel < regel.van,
        "K20": "besluit_indeplaatsstelling" in soorten,
    }
    return geraakt | {keuze for keuze, raakt in voorwaarden.items() if raakt}


def touched_halfway(voortgang: Voortgang) -> set[str]:
    """The Keuzes that touched what is said within a half-year, besides those of its forecast."""
    voorwaarden = {
        "K1": voortgang.rust_op_voorsprong,
        "K4": True,
        "K5": "geen_eerdere_inschaling" in voortgang.aandachtspunten,
        "K8": voortgang.som.opgave % 2 == 1,
        "K12": voortgang.signalen.koppelingen is not None,
        "K15": "taakstelling_gewijzigd" in voortgang.aandachtspunten,
        "K16": voortgang.signalen.wachttijd is not None,
    }
    return {keuze for keuze, raakt in voorwaarden.items() if raakt}
