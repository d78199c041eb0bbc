"""Decisions taken between two peildata: tested against register and case file, then adopted.

From trede 4 on the half-yearly terms are let go (§3 trede 4): a besluit, an indeplaatsstelling, an
acceleration, a return to trede 1 or a revision need not wait for the next round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ibt.begrippen.bevinding import Afwijking, Herziening, KeuzeBevinding
from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.ingreep import (
    Afschalen,
    AfzienEffectuering,
    BesluitIndeplaatsstelling,
    BesluitIntrekking,
    BesluitWijziging,
    Indeplaatsstelling,
    NietAfschalen,
    Versnelling,
)
from ibt.begrippen.orgaan import NAMENS
from ibt.begrippen.periode import periode_of
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.besluit import Vertrekpunt, objections
from ibt.beoordeling.dossier import Besluitstap, decided_on, decided_steps, group_sporen
from ibt.kader.kader import Kader
from ibt.readers.naam import Gemeentelijst
from ibt.register import HERZIENING, Register, Registerrij, append_rijen, exclusive, read_register
from ibt.ronde.herzien import decide_again
from ibt.ronde.registerrij import make_besluit
from ibt.ronde.tussenstand import Tussenstanden


@dataclass(frozen=True)
class Vaststeller:
    """By whom, for which organ and when; what is empty comes from each finding itself."""

    door: str = ""
    orgaan: str = ""
    datum: date | None = None


# What moves a gemeente, or decides not to, outside a round.
_BESLUITEN = (
    *(Herziening, Afwijking, AfzienEffectuering, Afschalen, NietAfschalen, Versnelling),
    *(BesluitIndeplaatsstelling, BesluitWijziging, BesluitIntrekking, Indeplaatsstelling),
)


@dataclass(frozen=True)
class Besluitenbundel:
    """Decisions with what they are tested against: framework, list of gemeenten, case file, and
    COA's latest figures where they were given.
    """

    kader: Kader
    lijst: Gemeentelijst
    besluiten: tuple[Vastgelegd, ...]
    dossier: tuple[Vastgelegd, ...]
    standen: Tussenstanden


def adopt_besluiten(bundel: Besluitenbundel, register: Path, wie: Vaststeller) -> Register:
    """The register with a row per decided step (`nieuw`), once appended; nothing the second time.

    InvoerFout, and nothing written, when any decision is not allowed.
    """
    with exclusive(register):
        volledig = read_register(register, bundel.lijst, date.max).waarde
        volledig = _decide_all(bundel, volledig, wie)
        append_rijen(register, volledig.nieuw, bundel.lijst)
    return volledig


def _decide_all(bundel: Besluitenbundel, volledig: Register, wie: Vaststeller) -> Register:
    gebreken: dict[str, list[Gebrek]] = {}
    for stuk in sorted(filter(is_besluit, bundel.besluiten), key=lambda s: decided_on(s.bevinding)):
        if stuk.gemeente.code in gebreken:
            # What follows on a decision that is not allowed cannot be judged yet.
            continue
        nieuw, fouten = _decide(stuk, bundel, volledig, wie)
        if fouten:
            gebreken[stuk.gemeente.code] = fouten
        for rij in nieuw:
            volledig = volledig.add(rij)
    if gebreken:
        raise InvoerFout([gebrek for fouten in gebreken.values() for gebrek in fouten])
    return volledig


def is_besluit(stuk: Vastgelegd) -> bool:
    """Whether a finding moves a gemeente, or decides not to, outside a round."""
    return isinstance(stuk.bevinding, _BESLUITEN)


def _decide(
    stuk: Vastgelegd, bundel: Besluitenbundel, register: Register, wie: Vaststeller
) -> tuple[list[Registerrij], list[Gebrek]]:
    """The rows of one decision, or why it is not allowed; neither when it is known already."""
    if isinstance(stuk.bevinding, Herziening):
        return _revise(stuk, stuk.bevinding, bundel, register, wie)
    code, kader = stuk.gemeente.code, bundel.kader.tekst
    laatste = register.last(code)
    if laatste is None:
        raad = "Stel eerst een ronde vast, of voeg de trede van nu toe aan het register."
        return [], [stuk.fault("deze gemeente moet al een trede in het register hebben", raad=raad)]
    stappen = decided_steps(stuk.bevinding, kader)
    geldend = register.rijen[code]
    nieuw = [stap for stap in stappen if not register.knows(code, stap.datum, stap.trede)]
    if stappen and not nieuw:
        return [], []
    gebreken = [
        *_too_late(stuk, nieuw, geldend),
        *_signed_early(stuk, [stap.datum for stap in nieuw], wie),
    ]
    vanaf = Vertrekpunt(
        kader,
        laatste.trede,
        _stand(stuk, bundel, register),
        register.last_fall(code, kader.losgelaten),
        toerekenbaar=laatste.toerekenbaar,
        overmacht_telt=_excuse_counts(stuk, bundel),
    )
    spoor = group_sporen((*bundel.dossier, *bundel.besluiten), kader)[code]
    gebreken += [
        stuk.fault(verwacht, gevonden, _advice(stuk, vanaf, bundel))
        for verwacht, gevonden in objections(_still_new(stuk.bevinding, nieuw), spoor, vanaf)
    ]
    stand = _snapshot(stuk, bundel)
    rijen = [make_besluit(stuk.bevinding, stap, laatste, stand) for stap in nieuw]
    return [] if gebreken else [_signed(rij, wie) for rij in rijen], gebreken


def _excuse_counts(stuk: Vastgelegd, bundel: Besluitenbundel) -> bool:
    """Whether an excuse weighs on every trede, as the supervisor last read it for the gemeente."""
    keuze_id = bundel.kader.tekst.keuzes.get("besluiten")
    keuzes = [
        ander.bevinding
        for ander in (*bundel.dossier, *bundel.besluiten)
        if isinstance(ander.bevinding, KeuzeBevinding)
        and (ander.gemeente, ander.bevinding.keuze) == (stuk.gemeente, keuze_id)
    ]
    laatste = max(keuzes, key=lambda keuze: keuze.datum, default=None)
    gekozen = {} if laatste is None else {laatste.keuze: laatste.lezing}
    return bundel.kader.excuse_weighs(bundel.kader.lezingen(gekozen))


def _still_new(bevinding: Bevinding, nieuw: Sequence[Besluitstap]) -> Bevinding:
    """The finding as far as it is tested: of an acceleration only the steps that are new."""
    if not isinstance(bevinding, Versnelling):
        return bevinding
    dagen = {stap.datum for stap in nieuw}
    rest = tuple(stap for stap in bevinding.stappen if stap.datum in dagen)
    return bevinding.model_copy(update={"stappen": rest})


def _revise(
    stuk: Vastgelegd,
    herziening: Herziening,
    bundel: Besluitenbundel,
    register: Register,
    wie: Vaststeller,
) -> tuple[list[Registerrij], list[Gebrek]]:
    rij, gebreken = decide_again(register, stuk, herziening, bundel.kader.tekst)
    if rij is None or gebreken:
        return [], gebreken
    gebreken += _signed_early(stuk, [herziening.datum], wie)
    return [] if gebreken else [_signed(rij, wie)], gebreken


def _signed_early(stuk: Vastgelegd, dagen: Sequence[date], wie: Vaststeller) -> Iterator[Gebrek]:
    """The fault of a decision from after the day of its adoption."""
    if wie.datum is not None and dagen and max(dagen) > wie.datum:
        yield stuk.fault(
            f"dit besluit is van na de vaststelling ({wie.datum})",
            str(max(dagen)),
            "Kies met --datum een latere dag, of laat --datum weg.",
        )


def _too_late(
    stuk: Vastgelegd, nieuw: Sequence[Besluitstap], geldend: Sequence[Registerrij]
) -> Iterator[Gebrek]:
    """The fault of a decision from before the last row: it would change what came after it."""
    laatste = max((r.datum for r in geldend if r.aanleiding != HERZIENING), default=date.min)
    for stap in nieuw[:1]:
        if stap.datum < laatste:
            yield stuk.fault(
                f"het register heeft al een later besluit (van {laatste})",
                f"besluit van {stap.datum}",
                "Moet een vastgestelde trede anders, leg dan een herziening vast.",
            )


def _stand(stuk: Vastgelegd, bundel: Besluitenbundel, register: Register) -> int | None:
    """The stand against which a decision is tested (Keuze K17).

    Going up is tested against the backlog of the last assessment: what is not due yet is no
    backlog. Going back is tested against the running half-year, where its figures were given, else
    against the assessment of the half-year that just ended; an older one says nothing any more.
    """
    code, bevinding = stuk.gemeente.code, stuk.bevinding
    if not isinstance(bevinding, (Afschalen, NietAfschalen)):
        return register.last_stand(code)
    halverwege = _snapshot(stuk, bundel)
    if halverwege is not None:
        return halverwege
    laatste = register.judged(code, periode_of(bevinding.datum).begin)
    return None if laatste is None else laatste.stand_eind


def _snapshot(stuk: Vastgelegd, bundel: Besluitenbundel) -> int | None:
    """The stand in COA's latest figures, for going back; None where they were not given."""
    if isinstance(stuk.bevinding, (Afschalen, NietAfschalen)):
        return bundel.standen.of(stuk.gemeente, stuk.bevinding.datum)
    return None


def _advice(stuk: Vastgelegd, vanaf: Vertrekpunt, bundel: Besluitenbundel) -> str | None:
    tekst = bundel.kader.tekst
    if isinstance(stuk.bevinding, (Afschalen, NietAfschalen)) and vanaf.trede >= tekst.losgelaten:
        lezing = tekst.keuze("tussentijds")
        if _snapshot(stuk, bundel) is not None:
            return f"Dat is de nieuwste stand van het COA in --cijfers{lezing}."
        raad = f"Noem met --cijfers een tabel met een stand van het COA uit dit halfjaar{lezing}"
        if vanaf.stand_eind is None:
            raad += ", of stel eerst de ronde van het vorige halfjaar vast"
        return f"{raad}."
    if vanaf.stand_eind is None:
        return "Vul stand_eind in bij de laatste beoordeling in het register."
    return None


def _signed(rij: Registerrij, wie: Vaststeller) -> Registerrij:
    """By whom and when: from the command, else from the finding; never from the clock."""
    velden = {
        "orgaan": wie.orgaan or rij.orgaan or NAMENS,
        "vastgesteld_door": wie.door or rij.vastgesteld_door,
        "vastgesteld_op": wie.datum or rij.vastgesteld_op,
    }
    return rij.model_copy(update=velden)
