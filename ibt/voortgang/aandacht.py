"""Points of attention within a half-year: whom to tell, whom to talk to, what to look at."""

from __future__ import annotations

from collections.abc import Collection

from ibt.begrippen.beoordeling import Signalen
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.voortgang import Prognose
from ibt.beoordeling.aandacht import common_points
from ibt.beoordeling.positie import Invoer, Zaak
from ibt.beoordeling.voorstel import is_expired

# The order of the contract.
CODES = (
    *("besluit_nodig", "termijn_verstreken", "niet_op_schema", "trede_3_melden"),
    *("trede_3_of_hoger_mogelijk", "te_weinig_koppelingen", "stapelgemeente"),
    *("wachttijd_boven_120", "omkoppelingen", "stand_wijkt_af", "correctie_misschien_geteld"),
    *("geen_eerdere_inschaling", "taakstelling_gewijzigd", "vorige_ronde_niet_vastgesteld"),
    "voorbeeld_cijfers_verzonnen",
)


def points_halfway(
    zaak: Zaak,
    signalen: Signalen,
    op_schema: bool,
    laagste: Prognose,
    mogelijk: Collection[int],
    invoer: Invoer,
) -> tuple[str, ...]:
    """The codes of one gemeente, in a fixed order; none is an inschaling.

    `laagste` is the forecast at the slowest known pace: what may follow, not what will. `mogelijk`
    are the treden that any number of persons housed could lead to.

    Norm: N27, N36, N52, N55, N62.
    """
    positie, vorig, kader = zaak.positie, zaak.positie.trede_vorig, zaak.positie.kader
    plan = kader.vanaf(Rol.ACTIEF_TOEZICHT)
    verstreken = positie.rol is Rol.BESLUIT and is_expired(positie.spoor, invoer.vandaag)
    geldt = {
        **common_points(zaak, signalen, invoer),
        # N52, N55: gedeputeerde staten must answer a term that ran out, also between peildata.
        "besluit_nodig": verstreken,
        "termijn_verstreken": verstreken,
        # N62: talk with the gemeente to prevent a backlog.
        "niet_op_schema": not op_schema,
        # N36: on trede 2 one hears whether trede 3 is possible. The mark stays when it was told.
        "trede_3_melden": vorig == plan - 1 and plan in mogelijk,
        # N27: the message may be shared with the bestuur. From trede 4 on nothing is forecast.
        "trede_3_of_hoger_mogelijk": vorig >= kader.losgelaten or (laagste.trede or 0) >= plan,
    }
    return tuple(code for code in CODES if geldt[code])
