"""Adopting a round: by whom and when, and the rows that it adds to the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.bevinding import (
    Afwijking,
    Bevinding,
    Correctie,
    Herverdeling,
    Herziening,
    KeuzeBevinding,
    VerbeterplanNietUitgevoerd,
    VerschoonbareReden,
    Weging,
)
from ibt.begrippen.contact import CijfersGeverifieerd
from ibt.begrippen.fout import Gebrek, InvoerFout, UitvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.ingreep import AfzienEffectuering, NietAfschalen
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.orgaan import NAMENS
from ibt.begrippen.tekst import one_line
from ibt.beoordeling.dossier import decided_steps, in_order
from ibt.beoordeling.voorstel import own_herzieningen
from ibt.register import (
    Register,
    Registerrij,
    append_rijen,
    exclusive,
    read_register,
    require_appendable,
)
from ibt.ronde.beletsel import check_adoptable, revisions_of
from ibt.ronde.bestand import refuse_copy
from ibt.ronde.registerrij import make_beoordelingsrij, make_stap, with_herziening
from ibt.ronde.ronde import Ronde

_GEWOGEN = (
    Afwijking,
    AfzienEffectuering,
    CijfersGeverifieerd,
    Correctie,
    Herverdeling,
    KeuzeBevinding,
    NietAfschalen,
    VerbeterplanNietUitgevoerd,
    VerschoonbareReden,
    Weging,
)
_RAAD_DATUM = "Kies een latere datum van vaststelling, of verbeter de datum van de bevinding."


def adopt_ronde(ronde: Ronde, vaststelling: Vaststelling) -> int:
    """Append the decided treden of a round; how many rows were added (0 the second time).

    InvoerFout, and nothing written, while anything stands in the way of any gemeente.
    """
    refuse_proef(ronde)
    _refuse_voortgang(ronde)
    refuse_copy(ronde.pad, "dit is de kopie in een gemaakte ronde; die wordt niet vastgesteld")
    _refuse_early(ronde, vaststelling)
    pad = register_path(ronde)
    with exclusive(pad):
        _refuse_changed(ronde, pad)
        volledig = read_register(pad, ronde.lijst, date.max).waarde
        rijen = _decided_rows(ronde, volledig, vaststelling)
        append_rijen(pad, rijen, ronde.lijst)
    return len(rijen)


def rehearse(ronde: Ronde) -> None:
    """Adopt a round without writing: InvoerFout or UitvoerFout as `adopt` would give.

    By whom and when is what the round file says; where it says nothing, on the last day on which
    anything was found.
    """
    pad = register_path(ronde)
    volledig = read_register(pad, ronde.lijst, date.max).waarde
    gewogen = (_weighed_on(stuk.bevinding, ronde.kader.tekst) for stuk in ronde.bevindingen)
    uiterst = max([ronde.peildatum.datum, *filter(None, gewogen)])
    wie = ronde.vaststelling or Vaststelling("ibt", NAMENS, uiterst)
    require_appendable(pad, _decided_rows(ronde, volledig, wie), ronde.lijst)


def _decided_rows(
    ronde: Ronde, volledig: Register, vaststelling: Vaststelling
) -> list[Registerrij]:
    """The rows that adopting adds: revisions of what came before the round, then a row per gemeente
    and decided step. InvoerFout with all that stands in the way.
    """
    gemeenten = still_to_adopt(ronde, volledig)
    gebreken = [
        *_later_evidence(ronde, volledig, gemeenten, vaststelling),
        *check_adoptable(ronde, volledig, gemeenten),
    ]
    if gebreken:
        raise InvoerFout(gebreken)
    eigen = (_rows(ronde, gemeente, vaststelling, volledig) for gemeente in gemeenten)
    return [*ronde.register.nieuw, *chain.from_iterable(eigen)]


def make_vaststelling(
    ronde: Ronde, door: str | None, orgaan: str | None, datum: date | None
) -> Vaststelling:
    """By whom and when: from the command, else from the round file; never from the clock."""
    bekend = ronde.vaststelling
    wie = one_line(door) or (bekend.door if bekend else None)
    wanneer = datum or (bekend.datum if bekend else None)
    if wie is None or wanneer is None:
        verwacht = "er moet staan wie de ronde vaststelt en op welke datum"
        raad = "Geef --door en --datum, of vul vaststelling in het rondebestand in."
        raise InvoerFout([Gebrek(ronde.pad.name, verwacht, raad=raad)])
    namens = one_line(orgaan) or (bekend.orgaan if bekend else None) or NAMENS
    return Vaststelling(wie, namens, wanneer)


def refuse_proef(ronde: Ronde) -> None:
    """InvoerFout for a round that is not the real one: what it says was never so."""
    if ronde.is_proef:
        wat = f": {'; '.join(ronde.verslag.proef)}" if ronde.verslag.proef else ""
        verwacht = f"dit is een proef, en die wordt niet vastgesteld{wat}"
        raad = "Stel de ronde zelf vast, in haar eigen map en zonder wat is geprobeerd."
        raise InvoerFout([Gebrek(ronde.pad.name, verwacht, raad=raad)])


def _refuse_voortgang(ronde: Ronde) -> None:
    """InvoerFout for a round within a half-year, which sets no trede to adopt (§4). Norm: N61."""
    if ronde.is_voortgang:
        verwacht = "een tussenstand stelt geen trede vast; alleen 1 januari en 1 juli"
        verwacht += ronde.kader.tekst.bij("tussenstand")
        raad = "Leg met een bevinding voortgang_gemeld vast wat de gemeente heeft gehoord."
        raise InvoerFout([Gebrek(ronde.pad.name, verwacht, str(ronde.peildatum), raad=raad)])


def _refuse_early(ronde: Ronde, vaststelling: Vaststelling) -> None:
    """InvoerFout for an adoption within the half-year: what still runs cannot have been judged."""
    if vaststelling.datum < ronde.peildatum.datum:
        verwacht = f"de datum van vaststelling mag niet voor de peildatum {ronde.peildatum} liggen"
        raise InvoerFout([Gebrek(ronde.pad.name, verwacht, str(vaststelling.datum))])


def _refuse_changed(ronde: Ronde, pad: Path) -> None:
    """UitvoerFout where the register changed since: the round may start from another trede."""
    nu = read_register(pad, ronde.lijst, ronde.peildatum.datum)
    if nu.bron != ronde.register.bron:
        raise UitvoerFout(f"{pad.name} is intussen aangevuld. Geef de opdracht opnieuw.")


def _later_evidence(
    ronde: Ronde, volledig: Register, gemeenten: Iterable[Gemeente], vaststelling: Vaststelling
) -> Iterator[Gebrek]:
    """A fault per finding or decision from after the day on which all were weighed."""
    for gemeente in gemeenten:
        herzien = revisions_of(ronde, gemeente, volledig)
        # What is decided again is weighed on the day of that revision.
        dag = max([vaststelling.datum, *(herziening.datum for _, herziening in herzien)])
        for stuk in ronde.stukken(gemeente.code):
            laatste = _weighed_on(stuk.bevinding, ronde.kader.tekst)
            if laatste is not None and laatste > dag:
                yield stuk.fault(
                    f"deze bevinding is van na de vaststelling ({dag})",
                    str(laatste),
                    _RAAD_DATUM,
                )


def _weighed_on(bevinding: Bevinding, kader: Kadertekst) -> date | None:
    """The last day of what a supervisor weighs when adopting; letters and talks may follow."""
    stappen = [stap.datum for stap in decided_steps(bevinding, kader)]
    if stappen or isinstance(bevinding, _GEWOGEN):
        return max([*stappen, bevinding.datum])
    return None


def register_path(ronde: Ronde) -> Path:
    """The register to which a round adds; InvoerFout when the round names none."""
    if (pad := dict(ronde.invoerbestanden).get("register")) is not None:
        return pad
    raad = 'Voeg "register: …" toe; een nieuw register heeft alleen een kopregel.'
    raise InvoerFout([Gebrek(ronde.pad.name, "de sleutel register moet er zijn", raad=raad)])


def still_to_adopt(ronde: Ronde, volledig: Register) -> tuple[Gemeente, ...]:
    """The gemeenten that have no row for this peildatum yet, or whose row is decided again."""
    peildatum = ronde.peildatum.datum
    return tuple(
        gemeente
        for gemeente in ronde.gemeenten
        if volledig.judged(gemeente.code, peildatum) is None
        or revisions_of(ronde, gemeente, volledig)
    )


def _rows(
    ronde: Ronde, gemeente: Gemeente, wie: Vaststelling, volledig: Register
) -> Iterator[Registerrij]:
    rij = make_beoordelingsrij(ronde, gemeente, wie)
    if nieuw := revisions_of(ronde, gemeente, volledig):
        for herziening, stand in _revised_stands(ronde, gemeente):
            if any(herziening is eigen for _, eigen in nieuw):
                yield with_herziening(rij, herziening, stand)
        return
    eigen = (stuk.bevinding for stuk in ronde.stukken(gemeente.code))
    stappen = in_order(eigen, ronde.kader.tekst)
    nieuwe = [s for s in stappen if not volledig.knows(gemeente.code, s.datum, s.trede)]
    # What stands there already about this round is confirmed once, with its figures.
    yield from (make_stap(rij, stap) for stap in nieuwe or stappen[-1:])
    if not stappen:
        yield rij


def _revised_stands(ronde: Ronde, gemeente: Gemeente) -> Iterator[tuple[Herziening, int]]:
    """Each revision of this round with the stand at the end after it: its own, else as it was."""
    som = ronde.uitkomsten.per_gemeente[gemeente.code].som
    stand = som.stand_eind - som.herzien
    for _, herziening in own_herzieningen(ronde.stukken(gemeente.code)):
        stand = stand if herziening.stand_eind is None else herziening.stand_eind
        yield herziening, stand
