"""The course of this half-year and of the half-years before it, drawn and as tables."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Node, p

from ibt.begrippen.beoordeling import Beoordeling, Historiepunt, Maandstand
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, korte_datum, stand
from ibt.rapport.grafiek.historie import historie_grafiek, with_current
from ibt.rapport.grafiek.verloop import verloop_grafiek
from ibt.rapport.opmaak import Kolom, Rij, stap_voor_stap, tabel, trede_cel


def verloop(beoordeling: Beoordeling) -> Deel:
    """Persons housed per month, against schedule and opgave. Norm: N07."""
    return make_deel(
        _few_months(beoordeling),
        verloop_grafiek(beoordeling),
        maandtabel(beoordeling.verloop),
    )


def maandtabel(standen: Sequence[Maandstand]) -> Node:
    """COA's snapshots of a half-year as a table; also in a progress report."""
    kolommen = [
        Kolom("Stand per"),
        Kolom("Taakstelling", getal=True),
        Kolom("Realisatie", getal=True),
        Kolom("Gekoppeld, nog niet gehuisvest", getal=True),
    ]
    rijen = [
        Rij(
            datum(een.stand_per),
            [
                getal(een.taakstelling),
                getal(een.realisatie),
                "–" if een.koppelingen is None else getal(een.koppelingen),
            ],
        )
        for een in standen
    ]
    return tabel("Maandstanden volgens het COA, in personen", kolommen, rijen)


def historie(beoordeling: Beoordeling) -> Deel:
    """Stand and trede over all peildata that are known."""
    if not beoordeling.historie:
        return make_deel(
            p["Van eerdere peildata zijn geen cijfers of treden bekend in deze ronde."]
        )
    punten = with_current(beoordeling)
    weg = len(beoordeling.historie) + 1 - len(punten)
    kolommen = [
        Kolom("Peildatum"),
        *(Kolom(korte_datum(punt.peildatum.datum)) for punt in punten),
    ]
    rijen = [
        Rij("Stand, in personen", [_stand(punt) for punt in punten]),
        Rij("Trede", [trede_cel(punt.trede) for punt in punten]),
    ]
    return make_deel(
        p[f"Dit zijn de laatste {len(punten)} peildata; {weg} eerdere staan hier niet."]
        if weg
        else None,
        historie_grafiek(beoordeling),
        tabel("Stand en trede per peildatum; de laatste is deze beoordeling", kolommen, rijen),
        stap_voor_stap([beoordeling]),
    )


def _stand(punt: Historiepunt) -> str:
    return "onbekend" if punt.stand_eind is None else stand(punt.stand_eind)


def _few_months(beoordeling: Beoordeling) -> Node:
    if len(beoordeling.verloop) > 1:
        return None
    return p["Alleen de stand van de peildatum zelf is aangeleverd; eerdere maanden ontbreken."]
