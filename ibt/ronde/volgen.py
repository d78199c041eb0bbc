"""The traject of every gemeente of a round, from its case file and the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ibt.begrippen.beoordeling import Uitkomst
from ibt.begrippen.bevinding import VerbeterplanNietUitgevoerd
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.traject import Traject
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.dossier import Besluitstap, in_order
from ibt.readers.naam import normalize_naam
from ibt.register import Register
from ibt.ronde.bevestigd import last_revision
from ibt.traject import Vraag, check_verbeterplan, follow_traject, is_incomplete

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde


def volg_traject(ronde: Ronde, gemeentecode: str, op: date | None = None) -> Traject:
    """The traject of one gemeente on the proposed trede, on the day of the round or an earlier one.

    Where a step is decided for a later day, on the trede that holds until then.

    InvoerFout when no gemeente of the round has that code or name.
    """
    dag = ronde.bijgewerkt_op if op is None else op
    return _propose(ronde, ronde.find(gemeentecode).code, dag)


def volg_nu(ronde: Ronde, volledig: Register, gemeentecode: str, vandaag: date) -> Traject:
    """The traject as it stands on a later day, with what was decided after the peildatum.

    `volledig` is the whole register. While the round is not adopted its proposal counts.
    """
    rijen = volledig.rijen.get(gemeentecode, ())
    later = [r for r in rijen if r.geldt_vanaf >= ronde.peildatum.datum and r.datum <= vandaag]
    if not later:
        return _propose(ronde, gemeentecode, vandaag)
    tot_nu = tuple(r for r in rijen if r.geldt_vanaf < ronde.peildatum.datum or r in later)
    bekend = replace(volledig, rijen={**volledig.rijen, gemeentecode: tot_nu})
    return _follow(ronde, bekend, gemeentecode, later[-1].trede, vandaag)


def _propose(ronde: Ronde, gemeentecode: str, vandaag: date) -> Traject:
    """What this round itself leads to on a day.

    A trede that was decided for a later day has no terms yet; those of the one before still run.
    """
    stappen = [] if ronde.is_voortgang else _decided(ronde, gemeentecode)
    straks = [stap for stap in stappen if stap.datum > vandaag]
    if not straks:
        return _follow(ronde, ronde.register, gemeentecode, _trede(ronde, gemeentecode), vandaag)
    gezet = [stap.trede for stap in stappen if stap.datum <= vandaag]
    nu = gezet[-1] if gezet else ronde.uitkomsten.per_gemeente[gemeentecode].trede_vorig
    traject = _follow(ronde, ronde.register, gemeentecode, nu, vandaag)
    return replace(traject, volgende_stap=(straks[0].trede, straks[0].datum))


def _decided(ronde: Ronde, gemeentecode: str) -> list[Besluitstap]:
    """The steps that this round decided for a gemeente, earliest first."""
    eigen = (stuk.bevinding for stuk in ronde.stukken(gemeentecode))
    return in_order(eigen, ronde.kader.tekst)


def _trede(ronde: Ronde, gemeentecode: str) -> int:
    """The proposed trede; within a half-year, in which none is set, the one in force."""
    uitkomst: Uitkomst = ronde.uitkomsten.per_gemeente[gemeentecode]
    return uitkomst.trede


def judge_verbeterplan(ronde: Ronde) -> tuple[tuple[Gebrek, ...], tuple[Vastgelegd, ...]]:
    """The findings on a plan beside the case file: faults, and those for which it holds too little.

    Only of who has to make one do they do anything (rule 3e).
    """
    gebreken: list[Gebrek] = []
    onvolledig: list[Vastgelegd] = []
    codes, tekst = {gemeente.code for gemeente in ronde.gemeenten}, ronde.kader.tekst
    for stuk in ronde.bevindingen:
        oordeel, laatste = stuk.bevinding, ronde.register.last(stuk.gemeente.code)
        if not isinstance(oordeel, VerbeterplanNietUitgevoerd) or laatste is None:
            continue
        if tekst.rol(laatste.trede) is Rol.ACTIEF_TOEZICHT and stuk.gemeente.code in codes:
            vraag = _ask(ronde, ronde.register, stuk.gemeente.code, laatste.trede, oordeel.datum)
            gebreken += [stuk.fault(*bezwaar) for bezwaar in check_verbeterplan(vraag, oordeel)]
            onvolledig += [stuk] if is_incomplete(vraag, oordeel) else []
    return tuple(gebreken), tuple(onvolledig)


def _follow(
    ronde: Ronde, register: Register, gemeentecode: str, trede: int, vandaag: date
) -> Traject:
    traject = follow_traject(_ask(ronde, register, gemeentecode, trede, vandaag))
    return replace(traject, is_proef=ronde.is_proef)


def _ask(ronde: Ronde, register: Register, gemeentecode: str, trede: int, vandaag: date) -> Vraag:
    gemeente = ronde.find(gemeentecode)
    stukken = [
        stuk.bevinding
        for stuk in (*ronde.dossier_van(gemeente.code), *ronde.stukken(gemeente.code))
    ]
    return Vraag(
        gemeente,
        trede,
        _entry(ronde, register, gemeente.code, trede),
        _judged_on(ronde, gemeente.code, vandaag),
        tuple(sorted(stukken, key=lambda stuk: stuk.datum)),
        vandaag,
        ronde.kader,
    )


def _judged_on(ronde: Ronde, gemeentecode: str, vandaag: date) -> date:
    """The day of the judgement that a letter makes known: the peildatum, or its revision."""
    peildatum = ronde.peildatum.laatste_beoordeling.datum
    herziening = last_revision(ronde, gemeentecode)
    return peildatum if herziening is None else max(peildatum, min(herziening.datum, vandaag))


def volg_trajecten(ronde: Ronde) -> tuple[Traject, ...]:
    """The trajecten of all gemeenten, in the order of their names."""
    op_naam = sorted(ronde.gemeenten, key=lambda gemeente: normalize_naam(gemeente.naam))
    return tuple(volg_traject(ronde, gemeente.code) for gemeente in op_naam)


def _entry(ronde: Ronde, register: Register, gemeentecode: str, trede: int) -> date:
    """The day from which the case file speaks of this stay on the trede.

    Where a besluit takes the steps the whole traject since the last fall counts: an announcement
    may be older than the step that followed it.
    """
    losgelaten = ronde.kader.tekst.losgelaten
    if trede >= losgelaten:
        return register.last_fall(gemeentecode, losgelaten) or date.min
    intrede = register.entry(gemeentecode)
    if intrede is None or intrede.trede != trede:
        return ronde.peildatum.datum
    return intrede.geldt_vanaf
