"""The course of this half-year and of the half-years before it, drawn and as tables."""

from __future__ import annotations

from htpy import Node, p

from ibt.begrippen.beoordeling import Beoordeling, Historiepunt, Uitkomst
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import datum, getal, korte_datum, opsomming, stand
from ibt.rapport.grafiek.historie import historie_grafiek, with_current
from ibt.rapport.grafiek.verloop import verloop_grafiek
from ibt.rapport.opmaak import Kolom, Rij, stap_voor_stap, tabel, trede_cel


@marked
def verloop(uitkomst: Uitkomst) -> Deel:
    """Persons housed per month, against schedule and opgave. Norm: N07."""
    kolommen = [
        Kolom("Stand per"),
        Kolom("Taakstelling", getal=True),
        Kolom("Realisatie", getal=True),
        Kolom("Gekoppeld, nog niet gehuisvest", getal=True),
    ]
    rijen = [
        Rij(
            datum(maand.stand_per),
            [
                getal(maand.taakstelling),
                getal(maand.realisatie),
                "–" if maand.koppelingen is None else getal(maand.koppelingen),
            ],
        )
        for maand in uitkomst.verloop
    ]
    return make_deel(
        _few_months(uitkomst),
        verloop_grafiek(uitkomst),
        tabel("Maandstanden volgens het COA, in personen", kolommen, rijen),
    )


@marked
def historie(uitkomst: Uitkomst) -> Deel:
    """Stand and trede over all peildata that are known; an assessment is the last of them."""
    voorgangers = _merged(uitkomst)
    if not uitkomst.historie:
        return make_deel(
            voorgangers, p["Van eerdere peildata zijn geen cijfers of treden bekend in deze ronde."]
        )
    punten = with_current(uitkomst)
    weg = len(uitkomst.historie) - sum(punt in punten for punt in uitkomst.historie)
    kolommen = [
        Kolom("Peildatum"),
        *(Kolom(korte_datum(punt.peildatum.datum)) for punt in punten),
    ]
    rijen = [
        Rij("Stand, in personen", [_stand(punt) for punt in punten]),
        Rij("Trede", [trede_cel(punt.trede) for punt in punten]),
    ]
    laatsten = f"Dit zijn de laatste {len(punten)} peildata; {weg} eerdere staan hier niet."
    zin = p[laatsten] if weg else None
    if not isinstance(uitkomst, Beoordeling):
        samen = tabel("Stand en vastgestelde trede per peildatum", kolommen, rijen)
        return make_deel(voorgangers, zin, samen)
    return make_deel(
        voorgangers,
        zin,
        historie_grafiek(uitkomst),
        tabel("Stand en trede per peildatum; de laatste is deze beoordeling", kolommen, rijen),
        stap_voor_stap([uitkomst]),
    )


def _merged(uitkomst: Uitkomst) -> Node:
    """Of which gemeenten this one was made, and what each brought; nothing where of none."""
    wie = uitkomst.voorgangers
    if not wie:
        return None
    namen = opsomming([eerder.gemeente.naam for eerder in wie])
    dagen = {eerder.gemeente.geldig_tot for eerder in wie}
    eind = f" na {datum(dag)}" if len(dagen) == 1 and (dag := dagen.pop()) is not None else ""
    rijen = [
        Rij(
            eerder.gemeente.naam,
            [
                "–" if eerder.peildatum is None else datum(eerder.peildatum),
                "niet bekend" if eerder.stand_eind is None else stand(eerder.stand_eind),
                "niet bekend" if eerder.trede is None else trede_cel(eerder.trede),
            ],
        )
        for eerder in wie
    ]
    standen = [eerder.stand_eind for eerder in wie if eerder.stand_eind is not None]
    if len(standen) == len(wie) > 1:
        rijen.append(Rij("Samen", ["", stand(sum(standen)), ""], "totaal"))
    kolommen = [
        Kolom("Gemeente"),
        Kolom("Laatste beoordeling"),
        Kolom("Stand, in personen", getal=True),
        Kolom("Trede"),
    ]
    return (
        p[
            f"In deze gemeente {'zijn' if len(wie) > 1 else 'is'} {namen}{eind} opgegaan. Hun "
            "standen tellen op; de trede waarop de gemeente begon, heeft een toezichthouder "
            "ingevoerd."
        ],
        tabel("Waarmee de voorgangers eindigden", kolommen, rijen),
    )


def _stand(punt: Historiepunt) -> str:
    return "onbekend" if punt.stand_eind is None else stand(punt.stand_eind)


def _few_months(uitkomst: Uitkomst) -> Node:
    if len(uitkomst.verloop) > 1:
        return None
    return p["Alleen de stand van de peildatum zelf is aangeleverd; eerdere maanden ontbreken."]
