"""Where a round stands: per gemeente what was adopted, what blocks it, and what is due next."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.bevinding import Correctie
from ibt.begrippen.contact import BriefVerzonden
from ibt.begrippen.fout import InvoerFout, UitvoerFout, Waarschuwing, enumerated
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.traject import Traject
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.readers.bevindingen import read_bevindingen
from ibt.readers.naam import normalize_naam
from ibt.register import (
    EMPTY,
    HERZIENING,
    Register,
    Registerrij,
    read_register,
    require_appendable,
)
from ibt.ronde.beletsel import obstacles, revisions_of
from ibt.ronde.bestand import YAMLBESTANDEN, expand, is_later
from ibt.ronde.ronde import Ronde
from ibt.ronde.vaststellen import refuse_proef, register_path, rehearse, still_to_adopt
from ibt.ronde.volgen import volg_nu


@dataclass(frozen=True)
class Gemeentestand:
    """One gemeente: its row in the register about this peildatum, or what still blocks it.

    `nu` is the last row of the register: what is in force now.
    """

    gemeente: Gemeente
    vastgesteld: Registerrij | None
    nu: Registerrij | None
    beletsels: tuple[str, ...]
    traject: Traject


@dataclass(frozen=True)
class Rondestand:
    """The whole round; `open_correcties` are those that COA has not counted yet, in persons.

    `beletsels` block the round itself, whatever the gemeente. `dag` is the day of the trajecten.
    """

    dag: date
    gemeenten: tuple[Gemeentestand, ...]
    beletsels: tuple[str, ...]
    open_correcties: tuple[tuple[Vastgelegd, int], ...]

    @property
    def open_punten(self) -> dict[str, list[Gemeente]]:
        """What blocks gemeenten, by cause."""
        wie: dict[str, list[Gemeente]] = {}
        for stand in self.gemeenten:
            for reden in stand.beletsels:
                wie.setdefault(reden, []).append(stand.gemeente)
        return wie


def stand_of(ronde: Ronde, dag: date | None = None) -> Rondestand:
    """The state of a round, gemeenten by name; the register is read whole, as adopting does.

    Terms are looked at on `dag`; by default the latest day that the round, its case file or the
    register knows, never the clock. Within a half-year that is the day of the round, as in its
    reports: what the register says later is about a later round.
    """
    volledig = _whole_register(ronde)
    halverwege = ronde.is_voortgang
    dag = dag or (ronde.bijgewerkt_op if halverwege else _latest(ronde, volledig))
    op_naam = sorted(ronde.gemeenten, key=lambda gemeente: normalize_naam(gemeente.naam))
    gemeenten = tuple(_stand(ronde, volledig, gemeente, dag) for gemeente in op_naam)
    open_correcties = tuple(
        (stuk, stuk.bevinding.personen)
        for stuk in (*ronde.dossier, *ronde.bevindingen)
        if isinstance(stuk.bevinding, Correctie) and stuk.bevinding.verwerkt_in is None
    )
    return Rondestand(
        dag,
        gemeenten,
        () if halverwege else _round_obstacles(ronde, gemeenten),
        open_correcties,
    )


def _round_obstacles(ronde: Ronde, gemeenten: Iterable[Gemeentestand]) -> tuple[str, ...]:
    """What blocks the round itself; once no gemeente does, whatever adopting would still refuse."""
    if all(stand.vastgesteld for stand in gemeenten):
        return ()
    try:
        refuse_proef(ronde)
        require_appendable(register_path(ronde), (), ronde.lijst)
        if not any(stand.beletsels for stand in gemeenten):
            rehearse(ronde)
    except InvoerFout as fout:
        return fout.regels
    except UitvoerFout as fout:
        return (str(fout),)
    return ()


def adoption_obstacles(ronde: Ronde) -> list[Waarschuwing]:
    """All that `ibt adopt` would refuse, one line per cause with its gemeenten."""
    stand = stand_of(ronde)
    oorzaken = [
        f"{reden}: {enumerated(gemeente.naam for gemeente in wie)}"
        for reden, wie in stand.open_punten.items()
    ]
    return [
        Waarschuwing(ronde.pad.name, f"nog niet vast te stellen: {oorzaak}")
        for oorzaak in (*oorzaken, *stand.beletsels)
    ]


def unnamed_findings(ronde: Ronde) -> list[Waarschuwing]:
    """A warning for files beside the findings of a round, not of later, that it does not name.

    For the analyst only: the copies in a rendered round have none of them.
    """
    eigen = dict(ronde.invoerbestanden).get("bevindingen", ronde.pad)
    genoemd = {pad.resolve() for _, pad in ronde.invoerbestanden}
    if eigen.parent.resolve() == ronde.pad.parent.resolve():
        return []
    los = [
        pad.name
        for pad in expand(ronde.pad, (str(eigen.parent),), YAMLBESTANDEN)
        if pad not in genoemd and not is_later(pad, ronde.peildatum.datum) and _is_due(ronde, pad)
    ]
    map_ = Path(os.path.relpath(eigen.parent, ronde.pad.parent)).as_posix()
    tekst = (
        f"noemt deze bevindingen niet, dus zij tellen niet mee: {enumerated(los)}; noem ze, of de "
        f"hele map: dossier: [{map_}]"
    )
    return [Waarschuwing(ronde.pad.name, tekst, 'sleutel "dossier"')] if los else []


def _is_due(ronde: Ronde, pad: Path) -> bool:
    """Whether a file may hold a finding of this half-year or before; yes where it is at fault."""
    try:
        stukken = read_bevindingen(pad, ronde.lijst).waarde
    except InvoerFout:
        return True
    periode = ronde.peildatum.periode
    return not stukken or any(stuk.periode <= periode for stuk in stukken)


def adoption_warnings(ronde: Ronde) -> list[Waarschuwing]:
    """Where the round file says that the round was adopted, but the register does not.

    For the analyst only: rows from the peildatum on never change a report.
    """
    if ronde.is_voortgang:
        return []
    volledig = _whole_register(ronde)
    gemeld = [*_sent_too_soon(ronde, volledig)]
    if ronde.vaststelling is None:
        return gemeld
    sleutel = 'sleutel "vaststelling"'
    if open_ := still_to_adopt(ronde, volledig):
        namen = "1 gemeente staat" if len(open_) == 1 else f"{len(open_)} gemeenten staan"
        tekst = (
            f"de rapporten blijven concept, want {namen} nog niet in het register; geef ibt adopt "
            "(ibt check zegt wat dat nog tegenhoudt)"
        )
        gemeld.append(Waarschuwing(ronde.pad.name, tekst, sleutel))
    vast = adopted_as(ronde, volledig)
    eigen = ronde.vaststelling
    if vast is not None and (vast.door, vast.datum) != (eigen.door, eigen.datum):
        tekst = (
            f"het rondebestand noemt {eigen.door}, {eigen.datum}, maar het register noemt "
            f"{vast.door}, {vast.datum}; de rapporten volgen het register"
        )
        gemeld.append(Waarschuwing(ronde.pad.name, tekst, sleutel))
    gemeld += [
        Waarschuwing(ronde.pad.name, tekst, sleutel, wie)
        for wie, tekst in _differing(ronde, volledig)
    ]
    return gemeld


def _sent_too_soon(ronde: Ronde, volledig: Register) -> Iterator[Waarschuwing]:
    """A warning with who got a letter, which tells what was adopted, before that (§3 inleiding)."""
    peildatum = ronde.peildatum.datum
    wie = [
        gemeente.naam
        for gemeente in ronde.gemeenten
        if volledig.judged(gemeente.code, peildatum) is None
        and any(
            isinstance(stuk.bevinding, BriefVerzonden) and stuk.bevinding.dag >= peildatum
            for stuk in ronde.stukken(gemeente.code)
        )
    ]
    if wie:
        yield Waarschuwing(
            ronde.pad.name,
            "volgens de bevinding brief_verzonden is de brief over deze ronde al verzonden, "
            f"terwijl zij niet is vastgesteld: {enumerated(wie)}; geef ibt adopt, of ga de "
            "bevinding na",
        )


def _differing(ronde: Ronde, volledig: Register) -> Iterator[tuple[str, str]]:
    """Gemeenten of which the report proposes another trede than the register has for this round."""
    for gemeente in ronde.gemeenten:
        rij = volledig.judged(gemeente.code, ronde.peildatum.datum)
        voorstel = ronde.uitkomsten.per_gemeente[gemeente.code].trede_voorstel
        if rij is not None and rij.trede != voorstel:
            raad = "is er na de vaststelling iets veranderd, leg dan een herziening vast"
            if nieuw := revisions_of(ronde, gemeente, volledig):
                dag = nieuw[-1][1].datum
                raad = f"de herziening van {dag} staat er nog niet in; geef ibt adopt"
            yield (
                str(gemeente),
                f"het rapport noemt trede {voorstel} en blijft concept, want het register heeft "
                f"trede {rij.trede}, vastgesteld op {rij.datum}; {raad}",
            )


def adopted_as(ronde: Ronde, volledig: Register | None = None) -> Vaststelling | None:
    """By whom and when the round was adopted, as the register says; None where it was not.

    `volledig` is the whole register where that was read just now.
    """
    volledig = volledig or _whole_register(ronde)
    for gemeente in ronde.gemeenten:
        rij = volledig.judged(gemeente.code, ronde.peildatum.datum)
        if rij is not None and rij.aanleiding != HERZIENING and rij.vastgesteld_op is not None:
            return Vaststelling(rij.vastgesteld_door, rij.orgaan, rij.vastgesteld_op)
    return None


def _whole_register(ronde: Ronde) -> Register:
    pad = dict(ronde.invoerbestanden).get("register")
    return EMPTY if pad is None else read_register(pad, ronde.lijst, date.max).waarde


def _latest(ronde: Ronde, volledig: Register) -> date:
    codes = {gemeente.code for gemeente in ronde.gemeenten}
    dagen = [stuk.bevinding.datum for stuk in (*ronde.dossier, *ronde.bevindingen)]
    dagen += [rij.datum for code in codes for rij in volledig.rijen.get(code, ())]
    return max([ronde.bijgewerkt_op, *dagen])


def _stand(ronde: Ronde, volledig: Register, gemeente: Gemeente, dag: date) -> Gemeentestand:
    rij = volledig.judged(gemeente.code, ronde.peildatum.datum)
    klaar = rij is not None and not revisions_of(ronde, gemeente, volledig)
    niets = klaar or ronde.is_voortgang  # within a half-year nothing is adopted (§4)
    beletsels = () if niets else tuple(obstacles(ronde, volledig, gemeente))
    traject = volg_nu(ronde, volledig, gemeente.code, dag)
    nu = volledig.last(gemeente.code)
    return Gemeentestand(gemeente, rij if klaar else None, nu, beletsels, traject)
