"""Whether the register has what a round file says: by whom and when a gemeente was adopted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.bevinding import Herziening
from ibt.beoordeling.voorstel import own_herzieningen
from ibt.register import HERZIENING, Registerrij

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

_NIETS = "Het rondebestand noemt een vaststelling, maar het register heeft daar nog geen regel van."


def adopted_for(ronde: Ronde, gemeentecode: str) -> tuple[Vaststelling | None, str]:
    """By whom and when a gemeente was adopted; else None and why its report is a draft.

    A revision has its own date and signatory. What the register does not say is not adopted: it
    must have the trede and the stand that the report has.
    """
    if ronde.vaststelling is None:
        return None, ""
    rijen = ronde.vastgesteld.get(gemeentecode)
    if rijen is None:
        return None, _NIETS
    rij = rijen[-1]
    herziening = last_revision(ronde, gemeentecode)
    if herziening is not None and not _holds(rij, herziening):
        return None, f"De herziening van {herziening.datum} staat nog niet in het register."
    uit = ronde.uitkomsten.per_gemeente[gemeentecode]
    anders = [("trede", rij.trede, uit.trede_voorstel)]
    if rij.stand_eind is not None:
        anders.append(("stand", rij.stand_eind, uit.som.stand_eind))
    for wat, vast, nu in anders:
        if vast != nu:
            return None, f"Het register heeft een andere {wat} ({vast}) dan dit rapport ({nu})."
    wie = _signed(rij, ronde.vaststelling)
    if rij.aanleiding == HERZIENING and len(rijen) > 1:
        wie = replace(wie, eerder=(rijen[-2].datum, rijen[-2].trede))
    return wie, ""


def adopted_as_whole(ronde: Ronde) -> tuple[Vaststelling | None, str]:
    """By whom and when the round was first adopted, as the register has it; else None and why it
    is a draft. Of several days the latest; who differs and who was revised is named.
    """
    redenen = [reden for g in ronde.gemeenten if (reden := adopted_for(ronde, g.code)[1])]
    if not redenen:
        return _first_adoption(ronde), ""
    if len(set(redenen)) == 1 and len(redenen) == len(ronde.gemeenten):
        return None, redenen[0]
    aantal = f"{len(redenen)} van de {len(ronde.gemeenten)} gemeenten"
    return None, f"Voor {aantal} heeft het register nog niet wat hier staat."


def adopted_codes(ronde: Ronde) -> frozenset[str]:
    """The gemeenten of which the report says that they were adopted."""
    return frozenset(g.code for g in ronde.gemeenten if adopted_for(ronde, g.code)[0])


def _first_adoption(ronde: Ronde) -> Vaststelling | None:
    if ronde.vaststelling is None:
        return None
    wie: dict[str, Vaststelling] = {}
    herzien: dict[date, list[str]] = {}
    for gemeente in ronde.gemeenten:
        rijen = ronde.vastgesteld[gemeente.code]
        eerst = [rij for rij in rijen if rij.aanleiding != HERZIENING] or rijen
        wie[gemeente.naam] = _signed(eerst[-1], ronde.vaststelling)
        if (laatste := rijen[-1]).aanleiding == HERZIENING:
            herzien.setdefault(laatste.datum, []).append(gemeente.naam)
    aantal = Counter(wie.values())
    meest = max(aantal, key=lambda vast: (vast.datum, aantal[vast]))
    return replace(
        meest,
        anders=tuple(naam for naam, vast in wie.items() if vast != meest),
        herzien=tuple((dag, tuple(namen)) for dag, namen in sorted(herzien.items())),
    )


def _signed(rij: Registerrij, anders: Vaststelling) -> Vaststelling:
    """By whom and when a row was adopted; where an old register does not say, the round file."""
    if not rij.vastgesteld_door and rij.aanleiding != HERZIENING:
        return anders
    orgaan = rij.orgaan or anders.orgaan
    return Vaststelling(rij.vastgesteld_door, orgaan, rij.vastgesteld_op or rij.datum)


def last_revision(ronde: Ronde, gemeentecode: str) -> Herziening | None:
    """The last finding that decides this very round again for a gemeente."""
    eigen = own_herzieningen(ronde.stukken(gemeentecode))
    return eigen[-1][1] if eigen else None


def _holds(rij: Registerrij, herziening: Herziening) -> bool:
    return (rij.aanleiding, rij.datum, rij.trede) == (
        HERZIENING,
        herziening.datum,
        herziening.trede,
    )
