"""The ladder of §3: one row per rule, with its place in the text.

Every name is a whole number of persons (`verbeterplan_niet_uitgevoerd` is 1 or 0):

- `toerekenbaar`: the backlog at the end, less the persons whose delay was excused (§2.3, K3, K11);
- `stand_begin_gebruikt`: the stand at the start, minus is achterstand (Keuze K11);
- `achterstand_begin`: the backlog at the start, 0 where there was none (Keuzes K2 and K11);
- `stand_eind`: the stand at the end, minus is achterstand.
"""

from __future__ import annotations

from ibt.kader.keuze import Lezingen
from ibt.kader.tabel import Regel, Tabel
from ibt.kader.voorwaarde import Grootheid, Vergelijking

TOEREKENBAAR = Grootheid("toerekenbaar", "de toerekenbare achterstand")
STAND_BEGIN = Grootheid("stand_begin_gebruikt", "de stand aan het begin van het halfjaar")
ACHTERSTAND_BEGIN = Grootheid("achterstand_begin", "de achterstand aan het begin van het halfjaar")
STAND_EIND = Grootheid("stand_eind", "de stand aan het eind van het halfjaar")
VERBETERPLAN = Grootheid(
    "verbeterplan_niet_uitgevoerd", "de bevinding over het verbeterplan (1: er is er een, 0: geen)"
)

GEREALISEERD = TOEREKENBAAR.equals(0)
TEKORT = TOEREKENBAAR > 0
PLAN_SCHIET_TEKORT = VERBETERPLAN > 0
PLAN_IN_ORDE = VERBETERPLAN.equals(0)
GEHALVEERD = 2 * TOEREKENBAAR <= ACHTERSTAND_BEGIN
NIET_GEHALVEERD = GEHALVEERD.negate()
GEKROMPEN = TOEREKENBAAR < ACHTERSTAND_BEGIN
NIET_GEKROMPEN = GEKROMPEN.negate()

_LOSGELATEN = "worden vanaf treden 4, 5 en 6 losgelaten"


def make_ladder(lezingen: Lezingen) -> Tabel:
    """The ladder under these readings of Keuzes K1 (voorsprong) and K10 (verbeterplan)."""
    return Tabel(
        (*_trede_1(lezingen["K1"]), *_trede_2(), *_trede_3(lezingen["K10"]), *_treden_4_5_6())
    )


def _trede_1(voorsprong: str) -> tuple[Regel, ...]:
    beschermd: tuple[Vergelijking, ...]
    onbeschermd: tuple[Vergelijking, ...]
    if voorsprong == "beschermt":
        beschermd, onbeschermd = (TEKORT, STAND_BEGIN > 0), (TEKORT, STAND_BEGIN <= 0)
    elif voorsprong == "tot_omvang":
        beschermd = (TEKORT, TOEREKENBAAR <= STAND_BEGIN)
        onbeschermd = (TEKORT, TOEREKENBAAR > STAND_BEGIN)
    else:
        beschermd, onbeschermd = (), (TEKORT,)
    punt = "§3 trede 1, {}e punt".format
    regels = (
        _regel("1a", (GEREALISEERD,), 1, punt(1), "volledig gerealiseerd", "N28", "N70"),
        _regel(
            "1b", beschermd, 1, punt(2), "voorsprong uit de voorgaande taakstellingsperiode", "N29"
        ),
        _regel("1c", onbeschermd, 2, punt(3), "totaalopgave is niet gerealiseerd", "N30", "N71"),
    )
    return tuple(regel for regel in regels if regel.als)


def _trede_2() -> tuple[Regel, ...]:
    punt = "§3 trede 2, {}e punt".format
    return (
        _regel("2a", (GEREALISEERD,), 1, punt(1), "volledig gerealiseerd", "N32"),
        _regel(
            "2b", (TEKORT, GEKROMPEN), 2, punt(2), "de achterstand op de huisvesting krimpt", "N33"
        ),
        _regel(
            "2c", (TEKORT, NIET_GEKROMPEN), 3, punt(3), "gelijk of neemt toe", "N34", "N72", "N73"
        ),
    )


def _trede_3(verbeterplan: str) -> tuple[Regel, ...]:
    tekortkoming: tuple[Vergelijking, ...] = (TEKORT, PLAN_SCHIET_TEKORT)
    gehalveerd: tuple[Vergelijking, ...] = (TEKORT, PLAN_IN_ORDE, GEHALVEERD)
    if verbeterplan == "3b_voor_3e":
        tekortkoming = (TEKORT, PLAN_SCHIET_TEKORT, NIET_GEHALVEERD)
        gehalveerd = (TEKORT, GEHALVEERD)
    gekrompen = (TEKORT, PLAN_IN_ORDE, NIET_GEHALVEERD, GEKROMPEN)
    gegroeid = (TEKORT, PLAN_IN_ORDE, NIET_GEKROMPEN)
    punt = "§3 trede 3, {}e punt".format
    slot = "§3 trede 3, slot"
    return (
        _regel("3a", (GEREALISEERD,), 1, punt(1), "volledig gerealiseerd", "N37"),
        _regel("3e", tekortkoming, 4, slot, "niet of niet voldoende heeft uitgevoerd", "N41"),
        _regel("3b", gehalveerd, 2, punt(2), "met 50% of meer afgenomen", "N38"),
        _regel("3c", gekrompen, 3, punt(3), "met minder dan 50% afgenomen", "N39"),
        _regel("3d", gegroeid, 4, punt(4), "gelijk gebleven of toegenomen", "N40", "N72"),
    )


def _treden_4_5_6() -> tuple[Regel, ...]:
    afschalen, blijven = "§3 inleiding, afschalen", "§3 trede 4, slot"
    return tuple(
        regel
        for van in (4, 5, 6)
        for regel in (
            _regel(f"{van}a", (STAND_EIND >= 0,), 1, afschalen, "volledig inlopen", "N25"),
            _regel(f"{van}b", (STAND_EIND < 0,), van, blijven, _LOSGELATEN, "N50"),
        )
    )


def _regel(
    regel_id: str,
    als: tuple[Vergelijking, ...],
    naar: int,
    vindplaats: str,
    woorden: str,
    *normen: str,
) -> Regel:
    """A row; its first digit is the trede from which it starts."""
    return Regel(regel_id, int(regel_id[0]), als, naar, vindplaats, woorden, normen)
