"""The conclusion about one gemeente, and what needs a look."""

from __future__ import annotations

from htpy import Node, div, p

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.verslag import Verslag
from ibt.kader.kader import Kader
from ibt.rapport.besluitzin import besluit_zin, stappen_zin, verschoond_zin
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import personen
from ibt.rapport.keuzezin import deciding_sentence
from ibt.rapport.opmaak import begrippenkader, let_op, nadruk, trede_badge
from ibt.rapport.puntzin import ELDERS, punt_zin
from ibt.rapport.regelzin import applied_sentence
from ibt.rapport.standzin import turn_sentence
from ibt.rapport.titelblad import ZONDER
from ibt.rapport.woorden import capital, fill, move_sentence


@marked
def conclusie(beoordeling: Beoordeling, verslag: Verslag, kader: Kader) -> Deel:
    """The trede, where it came from, and why, in a few sentences; then what needs a look.

    Norm: N75.
    """
    nieuw, beweging = beoordeling.trede_voorstel, _movement(beoordeling, verslag)
    tekst = beoordeling.kader
    vastgesteld = verslag.vaststelling is not None
    wat = "Inschaling" if vastgesteld else "Voorgestelde inschaling"
    daarom = f"{'Vastgesteld' if vastgesteld else 'Het voorstel'} is trede {nieuw}."
    return make_deel(
        div(".kader.kader-conclusie")[
            p(".kern")[nadruk(f"{wat}: "), trede_badge(nieuw), f". {beweging}"],
            p[applied_sentence(beoordeling, kader)],
            p[f"{besluit} {daarom}"] if (besluit := besluit_zin(beoordeling)) else None,
            p[verschoond] if (verschoond := verschoond_zin(beoordeling)) else None,
            p[
                f"{capital(tekst.naam(nieuw))}. {tekst.treden[nieuw].toelichting} "
                f"{_carry_over(beoordeling)}"
            ],
        ],
        begrippenkader(beoordeling.kader),
        _attention(beoordeling, verslag, kader),
    )


def _movement(beoordeling: Beoordeling, verslag: Verslag) -> str:
    """From where to where; by an acceleration as its dated steps."""
    if zin := stappen_zin(beoordeling, verslag.bijgewerkt_op):
        return zin
    zin = _from_to(beoordeling)
    herzien = "Daaraan ging een herziening vooraf: zie Oordeel van de toezichthouder."
    return f"{zin} {herzien}" if beoordeling.begin_herzien else zin


def _from_to(beoordeling: Beoordeling) -> str:
    vorig, nieuw = beoordeling.trede_vorig, beoordeling.trede_voorstel
    if not beoordeling.has_earlier_trede:
        begin = "Er is geen eerdere inschaling; gerekend is vanaf trede 1"
        return f"{begin}." if nieuw == vorig else f"{begin}. {move_sentence(vorig, nieuw)}"
    return move_sentence(vorig, nieuw)


def _carry_over(beoordeling: Beoordeling) -> str:
    """Trede 1 is never a discharge: the stand carries over."""
    saldo = beoordeling.som.stand_eind
    if saldo < 0:
        return f"De achterstand van {personen(-saldo)} telt mee in het volgende halfjaar."
    if saldo > 0:
        return f"De voorsprong van {personen(saldo)} telt mee in het volgende halfjaar."
    return "In het volgende halfjaar begint de gemeente zonder achterstand en zonder voorsprong."


def _attention(beoordeling: Beoordeling, verslag: Verslag, kader: Kader) -> Node:
    zonder = {} if verslag.vaststelling is None else ZONDER
    tekst = beoordeling.kader
    zinnen = [
        f"{capital(fill(zonder[code], tekst))}."
        if code in zonder
        else _sentence(code, beoordeling, kader)
        for code in beoordeling.te_bekijken
        if code not in ELDERS
    ]
    return let_op("Let op bij deze beoordeling", zinnen)


def _borderline(beoordeling: Beoordeling) -> str:
    """With how few persons more or fewer the computed trede had been another."""
    kanten = (("meer", beoordeling.meer), ("minder", beoordeling.minder))
    return " ".join(
        turn_sentence(beoordeling, kant)
        for kant, omslag in kanten
        if omslag is not None and omslag.is_dichtbij
    )


def _sentence(code: str, beoordeling: Beoordeling, kader: Kader) -> str:
    """A point of attention with the figures of this gemeente."""
    if code == "grensgeval":
        return _borderline(beoordeling)
    if code == "keuze_bepalend":
        return deciding_sentence(beoordeling, kader)
    return punt_zin(code, beoordeling)
