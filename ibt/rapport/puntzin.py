"""A point of attention with the figures of the gemeente, whatever the moment."""

from __future__ import annotations

from ibt.begrippen.beoordeling import Beoordeling, Uitkomst
from ibt.rapport.getal import datum
from ibt.rapport.standzin import changed_taakstelling, stand_verschil
from ibt.rapport.woorden import aandachtspunt, capital

# These are explained where they matter, not where a look is asked for.
ELDERS = {
    "niet_op_schema",
    "stapelgemeente",
    "wachttijd_boven_120",
    "omkoppelingen",
    "voorbeeld_cijfers_verzonnen",
}


def punt_zin(code: str, uitkomst: Uitkomst) -> str:
    """What there is to look at, as one sentence."""
    zin, som = aandachtspunt(code, uitkomst.kader), uitkomst.som
    match code:
        case "taakstelling_gewijzigd":
            zin = changed_taakstelling(uitkomst)
        case "stand_wijkt_af" if uitkomst.stand_eind_vorig is not None:
            zin += stand_verschil(som.stand_begin, som.open_correctie, uitkomst.stand_eind_vorig)
            herzien = isinstance(uitkomst, Beoordeling) and uitkomst.begin_herzien
            zin += ", na herziening" if herzien else ""
        case "vorige_ronde_niet_vastgesteld" if uitkomst.trede_vorig_sinds is not None:
            zin += (
                f"; gerekend is vanaf de laatste trede in het register: trede "
                f"{uitkomst.trede_vorig}, sinds {datum(uitkomst.trede_vorig_sinds)}"
            )
    return f"{capital(zin)}."
