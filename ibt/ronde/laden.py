"""The round file → a Ronde: every input read and checked once, all faults in one error."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import pandas as pd

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.kader import select_kader
from ibt.readers.bestand import read_tabel
from ibt.readers.bevindingen import read_bevindingen
from ibt.readers.cijfers import Cijfers, check_snapshots, read_cijfers
from ibt.readers.gemeenten import read_gemeenten
from ibt.readers.naam import Gemeentelijst, make_gemeentelijst
from ibt.register import EMPTY, Register, read_register
from ibt.ronde.bestand import (
    TABELBESTANDEN,
    YAMLBESTANDEN,
    Rondebestand,
    expand,
    peildatum_of,
    read_rondebestand,
)
from ibt.ronde.ronde import Ronde

T = TypeVar("T")


@dataclass
class _Verzamelaar:
    """Faults, warnings, sources and input files, gathered while reading."""

    gebreken: list[Gebrek] = field(default_factory=list)
    waarschuwingen: list[Waarschuwing] = field(default_factory=list)
    bronnen: list[Bron] = field(default_factory=list)
    bestanden: list[tuple[str, Path]] = field(default_factory=list)

    def read(self, lees: Callable[[], T], anders: T) -> T:
        """The outcome of a reader, or `anders` with its faults kept for later."""
        try:
            return lees()
        except InvoerFout as fout:
            self.gebreken.extend(fout.gebreken)
            return anders


def load_ronde(pad: str | Path) -> Ronde:
    """Everything that a round file names, read and checked.

    InvoerFout with the faults of all files at once; nothing is filled in.
    """
    rondepad = Path(pad).resolve()
    bestand, inhoud = read_rondebestand(rondepad)
    peildatum = peildatum_of(bestand)
    alles = _Verzamelaar()
    sha256 = hashlib.sha256(inhoud).hexdigest()
    alles.bronnen.append(Bron("ronde", rondepad.name, sha256, 1))
    lijst = _read_gemeenten(alles, rondepad, bestand)
    eigen = tuple(lijst.of(bestand.provincie, peildatum.datum))
    if lijst.gemeenten and not eigen:
        alles.gebreken.append(_no_gemeenten(rondepad, bestand, lijst))
    cijfers = _read_cijfers(alles, rondepad, bestand, lijst, eigen, peildatum)
    register = _read_register(alles, rondepad, bestand, lijst, peildatum)
    bevindingen = _read_bevindingen(alles, rondepad, bestand, lijst, peildatum)
    dossier = _read_dossier(alles, rondepad, bestand, lijst)
    eerdere = _read_earlier(alles, rondepad, bestand, lijst, eigen, peildatum)
    vorige = _read_vorige(alles, rondepad, bestand)
    if alles.gebreken or cijfers is None:
        raise InvoerFout(alles.gebreken)
    return Ronde(
        pad=rondepad,
        peildatum=peildatum,
        provincie=bestand.provincie,
        kader=select_kader(peildatum.datum, bestand.kader),
        gemeenten=eigen,
        cijfers=cijfers.frame,
        cijferbestand=cijfers.bron.naam,
        eerdere_cijfers=eerdere,
        register=register,
        bevindingen=bevindingen,
        dossier=dossier,
        bronnen=tuple(alles.bronnen),
        invoerbestanden=tuple(alles.bestanden),
        vorige_resultaat=vorige,
        bijgewerkt_op=bestand.bijgewerkt_op or _latest(peildatum, register, bevindingen),
        vaststelling=_vaststelling(bestand),
        voorbeeld=cijfers.is_voorbeeld,
        elders=cijfers.elders,
        waarschuwingen=tuple(alles.waarschuwingen),
    )


def _read_gemeenten(alles: _Verzamelaar, pad: Path, bestand: Rondebestand) -> Gemeentelijst:
    plek = pad.parent / bestand.gemeenten
    leeg = (make_gemeentelijst(plek.name, ()), None, [])
    lijst, bron, gemeld = alles.read(lambda: read_gemeenten(plek), leeg)  # type: ignore[arg-type]
    if bron is not None:
        alles.bronnen.append(bron)
    alles.bestanden.append(("gemeenten", plek))
    alles.waarschuwingen.extend(gemeld)
    return lijst


def _read_cijfers(
    alles: _Verzamelaar,
    pad: Path,
    bestand: Rondebestand,
    lijst: Gemeentelijst,
    eigen: tuple[Gemeente, ...],
    peildatum: Peildatum,
) -> Cijfers | None:
    plek = pad.parent / bestand.cijfers
    alles.bestanden.append(("cijfers", plek))
    if not lijst.gemeenten:
        return None
    cijfers = alles.read(lambda: read_cijfers(plek, lijst, eigen), None)
    if cijfers is None:
        return None
    alles.gebreken.extend(check_snapshots(cijfers, peildatum, eigen))
    alles.bronnen.append(cijfers.bron)
    alles.waarschuwingen.extend(cijfers.waarschuwingen)
    if cijfers.elders:
        tekst = f"{cijfers.elders} regels van gemeenten buiten {bestand.provincie} zijn weggelaten"
        alles.waarschuwingen.append(Waarschuwing(plek.name, tekst))
    return cijfers


def _read_register(
    alles: _Verzamelaar, pad: Path, bestand: Rondebestand, lijst: Gemeentelijst, datum: Peildatum
) -> Register:
    if bestand.registerpad is None or not lijst.gemeenten:
        return EMPTY
    plek = pad.parent / bestand.registerpad
    alles.bestanden.append(("register", plek))
    register, gemeld = alles.read(lambda: read_register(plek, lijst, datum.datum), (EMPTY, []))
    if register.bron is not None:
        alles.bronnen.append(register.bron)
    alles.waarschuwingen.extend(gemeld)
    return register


def _read_bevindingen(
    alles: _Verzamelaar, pad: Path, bestand: Rondebestand, lijst: Gemeentelijst, datum: Peildatum
) -> tuple[Vastgelegd, ...]:
    if bestand.bevindingen is None or not lijst.gemeenten:
        return ()
    plek = pad.parent / bestand.bevindingen
    alles.bestanden.append(("bevindingen", plek))
    gelezen = alles.read(lambda: read_bevindingen(plek, lijst, datum.periode), None)
    if gelezen is None:
        return ()
    alles.bronnen.append(gelezen[1])
    return gelezen[0]


def _read_dossier(
    alles: _Verzamelaar, pad: Path, bestand: Rondebestand, lijst: Gemeentelijst
) -> tuple[Vastgelegd, ...]:
    eigen = None if bestand.bevindingen is None else (pad.parent / bestand.bevindingen).resolve()
    stukken: list[Vastgelegd] = []
    for plek in expand(pad, bestand.dossier, YAMLBESTANDEN) if lijst.gemeenten else []:
        if plek == eigen:
            continue
        gelezen = alles.read(lambda plek=plek: read_bevindingen(plek, lijst, rol="dossier"), None)  # type: ignore[misc]
        if gelezen is None:
            continue
        alles.bestanden.append(("dossier", plek))
        alles.bronnen.append(gelezen[1])
        stukken.extend(gelezen[0])
    return tuple(stukken)


def _read_earlier(
    alles: _Verzamelaar,
    pad: Path,
    bestand: Rondebestand,
    lijst: Gemeentelijst,
    eigen: tuple[Gemeente, ...],
    peildatum: Peildatum,
) -> pd.DataFrame:
    """Earlier snapshots; a file that has none from before this half-year plays no part."""
    delen: list[pd.DataFrame] = []
    begin = peildatum.periode.begin
    lopend = (pad.parent / bestand.cijfers).resolve()
    for plek in expand(pad, bestand.eerdere_cijfers, TABELBESTANDEN) if lijst.gemeenten else []:
        if plek == lopend:
            continue
        gelezen = alles.read(
            lambda plek=plek: read_cijfers(plek, lijst, eigen, "eerdere cijfers"),  # type: ignore[misc]
            None,
        )
        if gelezen is None:
            continue
        eerder = gelezen.frame[gelezen.frame["stand_per"] <= begin]
        if len(eerder):
            delen.append(eerder)
            alles.bronnen.append(gelezen.bron)
            alles.bestanden.append(("eerdere_cijfers", plek))
    kolommen = ["gemeentecode", "stand_per", "taakstelling", "stand_begin", "realisatie"]
    return pd.concat(delen)[kolommen] if delen else pd.DataFrame(columns=kolommen)


def _read_vorige(alles: _Verzamelaar, pad: Path, bestand: Rondebestand) -> pd.DataFrame | None:
    """The result table of the former rendered round."""
    if bestand.vorige_ronde is None:
        return None
    plek = pad.parent / bestand.vorige_ronde / "inschaling.csv"
    tabel = alles.read(lambda: read_tabel(plek), None)
    if tabel is None:
        return None
    alles.bestanden.append(("vorige_ronde", plek))
    alles.bronnen.append(Bron("vorige ronde", tabel.naam, tabel.sha256, len(tabel.rijen)))
    return pd.DataFrame([rij.cellen for rij in tabel.rijen])


def _latest(
    peildatum: Peildatum, register: Register, bevindingen: tuple[Vastgelegd, ...]
) -> date:
    """The latest date in findings and register; the peildatum where there is none."""
    datums = [rij.datum for rijen in register.rijen.values() for rij in rijen]
    datums += [stuk.bevinding.datum for stuk in bevindingen]
    return max([peildatum.datum, *datums])


def _vaststelling(bestand: Rondebestand) -> Vaststelling | None:
    sleutel = bestand.vaststelling
    return None if sleutel is None else Vaststelling(sleutel.door, sleutel.orgaan, sleutel.datum)


def _no_gemeenten(pad: Path, bestand: Rondebestand, lijst: Gemeentelijst) -> Gebrek:
    bekend = sorted({gemeente.provincie for gemeente in lijst.gemeenten.values()})
    verwacht = f"moet een provincie met gemeenten in {lijst.bestand} zijn ({', '.join(bekend)})"
    return Gebrek(pad.name, verwacht, bestand.provincie, 'sleutel "provincie"')
