"""The round file → a Ronde: every input read and checked once, all faults in one error."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.bron import Bron
from ibt.begrippen.contact import VoortgangGemeld
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.ingreep import BesluitIndeplaatsstelling, BesluitWijziging
from ibt.begrippen.periode import Moment, Peildatum, periode_of
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.toets import check_bevindingen
from ibt.kader import select_kader
from ibt.readers.naam import Gemeentelijst
from ibt.register import Register
from ibt.ronde.bestand import Rondebestand, peildatum_of, read_rondebestand
from ibt.ronde.geheugen import recall
from ibt.ronde.herindeling import merged_without_trede
from ibt.ronde.herzien import revise
from ibt.ronde.lezer import Lezer
from ibt.ronde.nieuwste import latest_stand
from ibt.ronde.opvallend import far_ahead, large, newer_than, notable, personal, run_out
from ibt.ronde.ronde import Ronde


def load_ronde(pad: str | Path, nieuwste_stand: bool = False) -> Ronde:
    """Everything that a round file names, read and checked.

    With `nieuwste_stand` the round is looked at on the day of the latest snapshot in its figures,
    within the half-year (§3 inleiding: figures are followed all the time). InvoerFout with the
    faults of all files at once; nothing is filled in.
    """
    if not isinstance(pad, (str, Path)):
        verwacht = "moet het pad van een rondebestand zijn, als tekst"
        raise InvoerFout([Gebrek("rondebestand", verwacht, str(pad))])
    rondepad = Path(pad).resolve()
    if not nieuwste_stand and (onthouden := recall(rondepad)) is not None:
        return onthouden
    bestand, gelezen = read_rondebestand(rondepad)
    peildatum = peildatum_of(bestand)
    if nieuwste_stand:
        peildatum = latest_stand(rondepad, bestand, peildatum)
    lezer = Lezer(rondepad, bestand, peildatum)
    sha256 = hashlib.sha256(gelezen.inhoud).hexdigest()
    lezer.bronnen.append(Bron("ronde", rondepad.name, sha256, 1))
    lezer.waarschuwingen.extend(gelezen.waarschuwingen)
    lijst = lezer.read_gemeenten()
    if not lijst.gemeenten:
        # Without the list no other file can be judged: each gemeente in it would be unknown.
        raise InvoerFout(lezer.gebreken or [_empty_list(lijst)])
    return _load(lezer, lijst)


def _load(lezer: Lezer, lijst: Gemeentelijst) -> Ronde:
    """Every other input, and all faults together."""
    bestand, peildatum = lezer.bestand, lezer.peildatum
    eigen = tuple(lijst.of(bestand.provincie, peildatum.datum))
    cijfers = lezer.read_cijfers(lijst, eigen)
    bevindingen, dossier = _read_findings(lezer, lijst)
    register, ongegrond = revise(lezer.read_register(lijst), bevindingen, peildatum)
    (eerdere, cijfers), kaart = lezer.read_eerdere(lijst, eigen, cijfers), lezer.read_kaart(eigen)
    vorige, wachttijden = lezer.read_vorige(), lezer.read_gekoppelden(lijst)
    if codes := [gemeente.code for gemeente in eigen]:
        vast = bestand.vaststelling is not None
        lezer.gebreken += check_bevindingen(codes, bevindingen, dossier, peildatum.periode, vast)
    else:
        lezer.gebreken.append(_no_gemeenten(lezer.pad, bestand, lijst))
    lezer.gebreken += [*merged_without_trede(lijst, eigen, register), *ongegrond]
    vastgesteld = lezer.read_vastgesteld(lijst)
    if lezer.gebreken or cijfers is None:
        raise InvoerFout(lezer.gebreken)
    ronde = Ronde(
        pad=lezer.pad,
        peildatum=peildatum,
        provincie=bestand.provincie,
        kader=select_kader(peildatum.datum, bestand.provincie, bestand.kader),
        lijst=lijst,
        gemeenten=eigen,
        cijfers=cijfers,
        _eerdere_cijfers=eerdere,
        register=register,
        bevindingen=bevindingen,
        dossier=dossier,
        bronnen=tuple(lezer.bronnen),
        invoerbestanden=tuple(lezer.bestanden),
        _vorige_resultaat=vorige,
        wachttijden=wachttijden,
        kaart=kaart,
        bijgewerkt_op=_today(lezer, register, bevindingen, dossier),
        vaststelling=_vaststelling(bestand),
        vastgesteld=vastgesteld,
    )
    return replace(ronde, waarschuwingen=_notices(lezer, ronde))


def _notices(lezer: Lezer, ronde: Ronde) -> tuple[Waarschuwing, ...]:
    """What was told while reading, then what is allowed but seldom meant."""
    naam, peildatum, vandaag = ronde.pad.name, ronde.peildatum, ronde.bijgewerkt_op
    codes = [gemeente.code for gemeente in ronde.gemeenten]
    stukken = dict.fromkeys((*ronde.bevindingen, *ronde.dossier))
    cijfers, eerdere = ronde.cijfers, ronde.eerdere_cijfers
    return (
        *lezer.waarschuwingen,
        *notable(naam, peildatum, vandaag, cijfers, ronde.register, eerdere),
        *run_out(naam, ronde.kader, peildatum),
        *_outdated(lezer, ronde.bevindingen),
        *personal(stukken, codes),
        *far_ahead(stukken, peildatum),
        *large(ronde.bevindingen, cijfers),
    )


def _read_findings(
    lezer: Lezer, lijst: Gemeentelijst
) -> tuple[tuple[Vastgelegd, ...], tuple[Vastgelegd, ...]]:
    """The findings that the round weighs, and the case file."""
    bevindingen, dossier = lezer.read_bevindingen(lijst), lezer.read_dossier(lijst)
    tellend = lezer.counting(dossier)
    return (*bevindingen, *tellend), tuple(stuk for stuk in dossier if stuk not in tellend)


def _outdated(lezer: Lezer, bevindingen: Iterable[Vastgelegd]) -> Iterable[Waarschuwing]:
    """Where the round file names a day that is older than what the round holds."""
    bestand = lezer.bestand
    if bestand.bijgewerkt_op is None:
        return ()
    vast = bestand.vaststelling.datum if bestand.vaststelling else None
    return newer_than(lezer.pad.name, bestand.bijgewerkt_op, bevindingen, vast)


def _told(dossier: Iterable[Vastgelegd], peildatum: Peildatum) -> tuple[Vastgelegd, ...]:
    """What gemeenten were told of this very midpoint; on file, but about this round."""
    return tuple(
        stuk
        for stuk in dossier
        if peildatum.moment is Moment.VOORTGANG
        and isinstance(stuk.bevinding, VoortgangGemeld)
        and periode_of(stuk.bevinding.datum) == peildatum.periode
    )


def _today(
    lezer: Lezer,
    register: Register,
    bevindingen: Iterable[Vastgelegd],
    dossier: Iterable[Vastgelegd],
) -> date:
    """The day that the round file names; else the latest date in findings and register.

    The adoption counts: by it the register got its row of this round. Where there is no date at
    all, the peildatum.
    """
    if lezer.bestand.bijgewerkt_op is not None:
        return lezer.bestand.bijgewerkt_op
    peildatum, vaststelling = lezer.peildatum, lezer.bestand.vaststelling
    datums = [rij.datum for rijen in register.rijen.values() for rij in rijen]
    stukken = [stuk.bevinding for stuk in (*bevindingen, *_told(dossier, peildatum))]
    datums += [stuk.datum for stuk in stukken]
    datums += [
        stuk.bekendgemaakt_op
        for stuk in stukken
        if isinstance(stuk, (BesluitIndeplaatsstelling, BesluitWijziging))
    ]
    datums += [vaststelling.datum] if vaststelling else []
    return max([peildatum.datum, *datums])


def _vaststelling(bestand: Rondebestand) -> Vaststelling | None:
    sleutel = bestand.vaststelling
    return None if sleutel is None else Vaststelling(sleutel.door, sleutel.orgaan, sleutel.datum)


def _empty_list(lijst: Gemeentelijst) -> Gebrek:
    return Gebrek(lijst.bestand, "moet ten minste één gemeente hebben")


def _no_gemeenten(pad: Path, bestand: Rondebestand, lijst: Gemeentelijst) -> Gebrek:
    bekend = sorted({gemeente.provincie for gemeente in lijst.gemeenten.values()})
    verwacht = f"moet een provincie met gemeenten in {lijst.bestand} zijn ({', '.join(bekend)})"
    return Gebrek(pad.name, verwacht, bestand.provincie, 'sleutel "provincie"')
