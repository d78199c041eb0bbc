"""Delivered files → a `Levering`: read, put together and compared; nothing is written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum, parse_datum, parse_peildatum
from ibt.levering.levering import Levering
from ibt.levering.samen import Rij, Sleutel, combine
from ibt.levering.vorige import differences, read_vorige_cijfers
from ibt.readers.bestand import read_bytes
from ibt.readers.bron.cel import Teken
from ibt.readers.bron.profiel import Profiel, find_profielen
from ibt.readers.bron.tabel import Brontabel, read_bron
from ibt.readers.cijfers import read_cijfers
from ibt.readers.gemeenten import read_gemeenten
from ibt.readers.naam import Gemeentelijst
from ibt.readers.yaml import read_yaml
from ibt.ronde.bestand import find_project, read_rondebestand
from ibt.ronde.nieuw import find_vorige


@dataclass(frozen=True)
class Werk:
    """Where a delivery is for: the folder of the project, its gemeenten and its profiles."""

    project: Path
    peildatum: Peildatum
    ronde: Path
    cijfers: Path
    lijst: Gemeentelijst
    gevraagd: tuple[Gemeente, ...]
    profielen: Mapping[str, Profiel]

    @property
    def doel(self) -> Path:
        """The canonical table of this peildatum."""
        return self.project / "data" / "cijfers" / f"{self.peildatum}.csv"


def importeer(
    *bestanden: str | Path,
    peildatum: str | date,
    map: str | Path | None = None,
    profiel: str | Sequence[str] | None = None,
    teken: str | None = None,
) -> Levering:
    """What delivered files of one half-year say, to look at: `.schrijf()` then writes it.

    `map` is the folder with `parameters/`, by default the nearest upward; `profiel` the name of a
    source profile, or one per file; `teken` what a minus in a stand is, where the file does not
    say. InvoerFout with every fault of all files at once.
    """
    try:
        moment = parse_peildatum(
            peildatum if isinstance(peildatum, date) else parse_datum(str(peildatum))
        )
        gezegd = Teken(teken) if teken else None
    except ValueError:
        tekens = " of ".join(Teken)
        verwacht = f"peildatum moet een peildatum zijn (zoals 2027-01-01), teken {tekens}"
        gevonden = f"{peildatum}, {teken}"
        raise InvoerFout([Gebrek("importeer", verwacht, gevonden)]) from None
    namen = [profiel] if isinstance(profiel, str) else list(profiel or ())
    werk = prepare_import(moment, Path(map) if map else None)
    return read_levering([Path(pad) for pad in bestanden], werk, namen, gezegd)


def project_for(map_: Path | None) -> Path:
    """The folder with `parameters/`: the one named, or the nearest from here upward."""
    hier = Path(os.path.abspath(map_ or Path.cwd()))
    gevonden = find_project(hier)
    if gevonden is None or (map_ and gevonden != hier):
        verwacht = "hier of in een map daarboven moet een map parameters staan"
        raise InvoerFout(
            [Gebrek(str(hier), verwacht, raad="Noem de map van het project met --map.")]
        )
    return gevonden


def prepare_import(peildatum: Peildatum, map_: Path | None) -> Werk:
    """The project, and of its round (or the one before, which has the same gemeenten) the list."""
    project = project_for(map_)
    eigen = project / "parameters" / f"{peildatum}.yaml"
    ronde = eigen if eigen.is_file() else find_vorige(project, peildatum)
    gemeenten, provincie, cijfers = _keys(ronde)
    lijst = read_gemeenten(ronde.parent / gemeenten).waarde.on(peildatum.datum)
    gevraagd = tuple(lijst.of(provincie, peildatum.datum))
    profielen = find_profielen(project / "parameters")
    plek = ronde.parent / cijfers
    return Werk(project, peildatum, ronde, plek, lijst, gevraagd, profielen)


def _keys(ronde: Path) -> tuple[str, str, str]:
    """Of a round file the list of gemeenten, the province and the figures, which may lack still."""
    try:
        bestand = read_rondebestand(ronde).waarde
        return bestand.gemeenten, bestand.provincie, bestand.cijfers
    except InvoerFout as fout:
        if any(gebrek.plaats != 'sleutel "cijfers"' for gebrek in fout.gebreken):
            raise
        sleutels = read_yaml(ronde).waarde
        return sleutels["gemeenten"], sleutels["provincie"], sleutels["cijfers"]


def read_levering(
    bestanden: Sequence[Path], werk: Werk, profielen: Sequence[str], teken: Teken | None
) -> Levering:
    """The files read and put together, beside the table that is there.

    InvoerFout with the faults of all of them.
    """
    bronnen = _read_all(bestanden, werk, profielen, teken)
    nieuw, gebreken = combine(
        [bron for bron in bronnen if bron.geheel is None], werk.gevraagd, werk.peildatum
    )
    if gebreken:
        raise InvoerFout(gebreken)
    vorige = read_bytes(werk.doel) if werk.doel.is_file() else None
    oud = {} if vorige is None else read_vorige_cijfers(werk.doel, vorige, werk.lijst)
    alles = {**oud, **nieuw}
    rijen = tuple(alles[sleutel] for sleutel in sorted(alles, key=lambda s: (s[1], s[0])))
    levering = Levering(
        peildatum=werk.peildatum,
        doel=werk.doel,
        bronnen=tuple(bronnen),
        rijen=rijen,
        verschillen=tuple(differences(oud, nieuw)) if vorige is not None else (),
        blijft=len(alles) - len(nieuw),
        vorige=vorige,
        waarschuwingen=tuple(_warnings(bronnen, nieuw, werk)),
    )
    _read_back(levering, werk, nieuw)
    return levering


def _read_all(
    bestanden: Sequence[Path], werk: Werk, namen: Sequence[str], teken: Teken | None
) -> list[Brontabel]:
    """Each file by its profile; InvoerFout with the faults of all."""
    gebreken: list[Gebrek] = []
    if not bestanden or (len(namen) > 1 and len(namen) != len(bestanden)):
        verwacht = "noem ten minste één bestand, en één profiel, of een voor elk bestand"
        raise InvoerFout([Gebrek("import", verwacht, ", ".join(namen) or None)])
    for naam in dict.fromkeys(namen):
        if naam not in werk.profielen:
            er_zijn = ", ".join(werk.profielen)
            gebreken.append(Gebrek("--profiel", f"moet een profiel zijn: {er_zijn}", naam))
    if gebreken:
        raise InvoerFout(gebreken)
    per_bestand = [*namen] * (len(bestanden) if len(namen) == 1 else 1)
    bronnen: list[Brontabel] = []
    for nummer, pad in enumerate(bestanden):
        keus = werk.profielen
        if per_bestand:
            keus = {per_bestand[nummer]: werk.profielen[per_bestand[nummer]]}
        try:
            bronnen.append(read_bron(pad, werk.lijst, werk.peildatum, keus, teken))
        except InvoerFout as fout:
            gebreken += fout.gebreken
    if not gebreken and all(bron.geheel is not None for bron in bronnen):
        verwacht = "moet over gemeenten gaan; geef ook het bestand met een regel per gemeente"
        gebreken = [Gebrek(bron.bestand, verwacht) for bron in bronnen]
    if gebreken:
        raise InvoerFout(gebreken)
    return bronnen


def _warnings(
    bronnen: Sequence[Brontabel], nieuw: Mapping[Sleutel, Rij], werk: Werk
) -> list[Waarschuwing]:
    """Sums that do not close, gemeenten elsewhere, a round that names another table."""
    gemeld = [melding for bron in bronnen for melding in bron.waarschuwingen]
    codes = {gemeente.code for gemeente in werk.gevraagd}
    for bron in bronnen:
        gemeld += [
            Waarschuwing(bron.bestand, f"de som sluit niet: {som}", som.plaats)
            for som in bron.sommen
            if not som.sluit
        ]
        elders = sum(rij.gemeente.code not in codes for rij in bron.rijen)
        if elders:
            tekst = f"regels van gemeenten buiten deze ronde, niet meegenomen: {elders}"
            gemeld.append(Waarschuwing(bron.bestand, tekst))
    laatste = max(per for _, per in nieuw)
    if laatste != werk.peildatum.datum:
        tekst = (
            f"de laatste stand is van {laatste}; beoordelen kan pas met die van {werk.peildatum}"
        )
        gemeld.append(Waarschuwing(werk.doel.name, tekst))
    anders = os.path.abspath(werk.cijfers) != str(werk.doel)
    if werk.ronde.stem == str(werk.peildatum) and anders:
        tekst = f"noemt andere cijfers; zet daar ../data/cijfers/{werk.doel.name}"
        gemeld.append(Waarschuwing(werk.ronde.name, tekst, 'sleutel "cijfers"'))
    return gemeld


def _read_back(levering: Levering, werk: Werk, nieuw: Mapping[Sleutel, Rij]) -> None:
    """InvoerFout where the round itself would refuse what is about to be written."""
    heel = any(per == werk.peildatum.datum for _, per in nieuw)
    with tempfile.TemporaryDirectory() as map_:
        proef = Path(map_) / werk.doel.name
        proef.write_text(levering.csv, encoding="utf-8")
        peildatum = werk.peildatum if heel else None
        read_cijfers(proef, werk.lijst, werk.gevraagd, peildatum=peildatum)
