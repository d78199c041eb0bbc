"""The round file → a Ronde: every input read and checked once, all faults in one error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.bevinding import Correctie, Herverdeling
from ibt.begrippen.contact import VoortgangGemeld
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.ingreep import BesluitIndeplaatsstelling, BesluitWijziging
from ibt.begrippen.periode import Moment, Peildatum, parse_peildatum, periode_of
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.toets import check_bevindingen
from ibt.kader import select_kader
from ibt.kader.kader import Kader
from ibt.readers.bevindingen import read_bevindingen
from ibt.readers.cijfers import read_cijfers
from ibt.readers.gekoppelden import read_gekoppelden
from ibt.readers.gemeenten import read_gemeenten
from ibt.readers.kaart import read_kaart
from ibt.readers.naam import Gemeentelijst
from ibt.readers.vorige import read_vorige
from ibt.register import EMPTY, Register, read_register
from ibt.ronde.bestand import YAMLBESTANDEN, Rondebestand, find_project, read_rondebestand
from ibt.ronde.geheugen import recall_ronde
from ibt.ronde.herindeling import trede_faults
from ibt.ronde.herzien import revise
from ibt.ronde.lezer import Rondelezer
from ibt.ronde.opvallend import notable
from ibt.ronde.ronde import Ronde
from ibt.ronde.tussenstand import latest_stand

_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}")


def open_ronde(ronde: str | Path | date | None = None) -> Ronde:
    """The round of a peildatum, below the nearest `parameters/`; or of the round file at a path.

    The nearest is looked for from the working folder upwards. Without a peildatum it is the latest
    round that lies there. InvoerFout, with the rounds that there are, where there is none; else as
    `load_ronde`.
    """
    tekst = f"{ronde:%Y-%m-%d}" if isinstance(ronde, date) else str(ronde).strip()
    is_pad = isinstance(ronde, Path) or Path(tekst).suffix or "/" in tekst or "\\" in tekst
    if ronde is not None and is_pad:
        return load_ronde(tekst)
    hier = Path.cwd()
    if (map_ := find_project(hier)) is None:
        verwacht = f"in {hier} of een map daarboven moet een map parameters staan"
        raad = "Open JupyterLab in de map van het project, of geef het pad van een rondebestand."
        raise InvoerFout([Gebrek("open_ronde", verwacht, raad=raad)])
    rondes: dict[str, list[Path]] = {}
    for pad in sorted((map_ / "parameters").iterdir()):
        if pad.suffix in YAMLBESTANDEN and _DATUM.fullmatch(pad.stem):
            rondes.setdefault(pad.stem, []).append(pad)
    if (naam := max(rondes, default="") if ronde is None else tekst) not in rondes:
        verwacht = f"moet een peildatum in {map_ / 'parameters'} zijn: {', '.join(rondes)}"
        raise InvoerFout([Gebrek("open_ronde", verwacht, None if ronde is None else tekst)])
    if len(dubbel := rondes[naam]) > 1:
        verwacht = f"{naam} moet er één keer zijn; noem het pad van het bestand dat geldt"
        raise InvoerFout([Gebrek("open_ronde", verwacht, " en ".join(p.name for p in dubbel))])
    return load_ronde(rondes[naam][0])


def load_ronde(pad: str | Path, nieuwste_stand: bool = False) -> Ronde:
    """Everything that a round file names, read and checked.

    With `nieuwste_stand` the round is looked at on the day of the latest snapshot in its figures,
    within the half-year (§3 inleiding: figures are followed all the time). InvoerFout with the
    faults of all files at once; nothing is filled in.
    """
    if not isinstance(pad, (str, Path)):
        verwacht = "moet het pad van een rondebestand zijn, als tekst"
        raise InvoerFout([Gebrek("rondebestand", verwacht, str(pad))])
    if "\0" in str(pad):
        raise InvoerFout([Gebrek("rondebestand", "dit kan geen pad zijn", str(pad))])
    rondepad = Path(pad).resolve()
    if not nieuwste_stand and (onthouden := recall_ronde(rondepad)) is not None:
        return onthouden
    bestand, bron, gemeld = read_rondebestand(rondepad)
    peildatum = parse_peildatum(bestand.peildatum)
    if nieuwste_stand:
        peildatum = latest_stand(rondepad, bestand, peildatum)
    lezer = Rondelezer([], [*gemeld], [bron], pad=rondepad, bestand=bestand, peildatum=peildatum)
    lijst = lezer.read("gemeenten", read_gemeenten)
    # Without the list no other file can be judged: each gemeente in it would be unknown.
    if lijst is None:
        raise InvoerFout(lezer.gebreken)
    if not lijst.gemeenten:
        raise InvoerFout([Gebrek(lijst.bestand, "moet ten minste één gemeente hebben")])
    lijst = lijst.on(peildatum.datum)
    kader = select_kader(peildatum.datum, bestand.provincie, bestand.kader)
    ronde = _load(lezer, lijst.citing(lambda _: kader.tekst), kader)
    return replace(ronde, _als_proef=bestand.proef == "ja")


def _load(lezer: Rondelezer, lijst: Gemeentelijst, kader: Kader) -> Ronde:
    """Every other input, and all faults together."""
    bestand, peildatum = lezer.bestand, lezer.peildatum
    eigen = tuple(lijst.of(bestand.provincie, peildatum.datum))
    cijfers = lezer.read("cijfers", read_cijfers, lijst, eigen, "cijfers", peildatum)
    bevindingen, dossier = _read_findings(lezer, lijst)
    register = lezer.read("register", read_register, lijst, peildatum.datum) or EMPTY
    register, ongegrond = revise(register, bevindingen, peildatum, kader.tekst)
    eerdere, cijfers = lezer.read_eerdere(lijst, eigen, cijfers)
    kaart, vorige = lezer.read("kaart", read_kaart, eigen), lezer.read("vorige_ronde", read_vorige)
    dag, grens = peildatum.datum, kader.drempels.wachttijd_dagen
    wachttijden = lezer.read("gekoppelden", read_gekoppelden, lijst, dag, grens)
    lezer.gebreken += _findings_faults(lezer, lijst, bevindingen, dossier, kader)
    lezer.gebreken += trede_faults(lijst, eigen, register, kader) + ongegrond
    vastgesteld = lezer.read_vastgesteld(lijst)
    if lezer.gebreken or cijfers is None:
        raise InvoerFout(lezer.gebreken)
    ronde = Ronde(
        pad=lezer.pad,
        peildatum=peildatum,
        provincie=bestand.provincie,
        kader=kader,
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
        totalen=bestand.totalen,
        bijgewerkt_op=_today(lezer, register, bevindingen, dossier),
        vaststelling=_vaststelling(bestand, lezer.peildatum),
        vastgesteld=vastgesteld,
    )
    return replace(ronde, waarschuwingen=(*lezer.waarschuwingen, *notable(ronde)))


def _read_findings(
    lezer: Rondelezer, lijst: Gemeentelijst
) -> tuple[tuple[Vastgelegd, ...], tuple[Vastgelegd, ...]]:
    """The findings that the round weighs, and the case file.

    Redistributions and corrections that were recorded at the midpoint of this half-year are about
    the same persons as the round itself, so they count in it. At the midpoint itself they are the
    round's own findings, which are no part of the case file.
    """
    periode, halverwege = lezer.peildatum.periode, lezer.peildatum.halverwege
    eigen = lezer.read("bevindingen", read_bevindingen, lijst, periode) or ()
    dossier = lezer.read_dossier(lijst)
    namen = {f"{halverwege}{soort}" for soort in YAMLBESTANDEN}
    tellend = tuple(
        stuk
        for stuk in dossier
        if stuk.periode == periode
        and stuk.bestand.rpartition("/")[2] in namen
        and isinstance(stuk.bevinding, (Correctie, Herverdeling))
    )
    return (*eigen, *tellend), tuple(stuk for stuk in dossier if stuk not in tellend)


def _findings_faults(
    lezer: Rondelezer,
    lijst: Gemeentelijst,
    bevindingen: Sequence[Vastgelegd],
    dossier: Sequence[Vastgelegd],
    kader: Kader,
) -> Iterable[Gebrek]:
    """What findings do that is not allowed; or that there is no gemeente to find anything about."""
    bestand, peildatum = lezer.bestand, lezer.peildatum
    if codes := [gemeente.code for gemeente in lijst.of(bestand.provincie, peildatum.datum)]:
        vast = bestand.vaststelling is not None
        return check_bevindingen(codes, bevindingen, dossier, peildatum.periode, vast, kader.tekst)
    bekend = sorted({gemeente.provincie for gemeente in lijst.gemeenten.values()})
    verwacht = f"moet een provincie met gemeenten in {lijst.bestand} zijn ({', '.join(bekend)})"
    return [Gebrek(lezer.pad.name, verwacht, bestand.provincie, 'sleutel "provincie"')]


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
    lezer: Rondelezer,
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


def _vaststelling(bestand: Rondebestand, peildatum: Peildatum) -> Vaststelling | None:
    """What the round file says of its adoption; within a half-year nothing is adopted (§4)."""
    sleutel = bestand.vaststelling
    if sleutel is None or peildatum.moment is Moment.VOORTGANG:
        return None
    return Vaststelling(sleutel.door, sleutel.orgaan, sleutel.datum)
