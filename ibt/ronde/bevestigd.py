"""Whether the register has what a round file says: by whom and when a gemeente was adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.bevinding import Herziening
from ibt.beoordeling.voorstel import own_herziening
from ibt.register import HERZIENING, Registerrij

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

_NIETS = (
    "Het rondebestand noemt een vaststelling, maar het register heeft daar nog geen regel van; "
    "geef ibt adopt."
)


def adopted_for(ronde: Ronde, gemeentecode: str) -> tuple[Vaststelling | None, str]:
    """By whom and when a gemeente was adopted; else None and why its report is a draft.

    A revision has its own date and signatory. What the register does not say is not adopted: it
    must have the trede and the stand that the report has.
    """
    if ronde.vaststelling is None or ronde.is_voortgang:
        return None, ""
    rij = ronde.vastgesteld.get(gemeentecode)
    if rij is None:
        return None, _NIETS
    herziening = last_revision(ronde, gemeentecode)
    if herziening is not None and not _holds(rij, herziening):
        return None, f"De herziening van {herziening.datum} staat nog niet in het register."
    uit: Any = ronde.uitkomsten.frame.loc[gemeentecode]
    anders = [("trede", rij.trede, int(uit["trede_voorstel"]))]
    if rij.stand_eind is not None:
        anders.append(("stand", rij.stand_eind, int(uit["stand_eind"])))
    for wat, vast, nu in anders:
        if vast != nu:
            return None, f"Het register heeft een andere {wat} ({vast}) dan dit rapport ({nu})."
    if rij.aanleiding != HERZIENING:
        return ronde.vaststelling, ""
    return Vaststelling(rij.vastgesteld_door, rij.orgaan, rij.vastgesteld_op or rij.datum), ""


def adopted_as_whole(ronde: Ronde) -> tuple[Vaststelling | None, str]:
    """By whom and when the round was adopted; else None and why it is a draft."""
    redenen = [reden for een in ronde.gemeenten if (reden := adopted_for(ronde, een.code)[1])]
    if not redenen:
        return (None if ronde.is_voortgang else ronde.vaststelling), ""
    if len(set(redenen)) == 1 and len(redenen) == len(ronde.gemeenten):
        return None, redenen[0]
    aantal = f"{len(redenen)} van de {len(ronde.gemeenten)} gemeenten"
    return None, f"Voor {aantal} heeft het register nog niet wat hier staat."


def last_revision(ronde: Ronde, gemeentecode: str) -> Herziening | None:
    """The last finding that decides this very round again for a gemeente."""
    eigen = [
        herziening
        for stuk in ronde.bevindingen
        if stuk.gemeente.code == gemeentecode and (herziening := own_herziening(stuk)) is not None
    ]
    return max(eigen, key=lambda herziening: herziening.datum, default=None)


def _holds(rij: Registerrij, herziening: Herziening) -> bool:
    return (rij.aanleiding, rij.datum, rij.trede) == (
        HERZIENING,
        herziening.datum,
        herziening.trede,
    )
