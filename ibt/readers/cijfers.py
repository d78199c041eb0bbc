"""The table `cijfers`: what COA delivers, one row per gemeente and snapshot date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum
from ibt.readers import Gelezen
from ibt.readers.bestand import Bestandsrij, Tabelbestand
from ibt.readers.naam import Gemeentelijst, normalize_naam
from ibt.readers.rijen import (
    Tabelrij,
    duplicate_faults,
    read_rijen,
    require_columns,
    row_of,
    unknown_columns,
)
from ibt.readers.waarde import (
    DagenOfLeeg,
    Datumcel,
    JaNeeOfLeeg,
    Personen,
    PersonenOfLeeg,
    Standgetal,
    StandgetalOfLeeg,
)

_ANDERS = "Ga na of een regel met een andere fout hierboven van deze gemeente is."
_GEEN_RIJ = "Haal de regel weg als zij een totaal, bron of opmerking is."

# A `herkomst` that begins so marks invented figures: every output of the round says it.
VOORBEELD = "VOORBEELD"


class Cijferrij(Tabelrij):
    """One row as delivered; figures in persons, `wachttijd_fase2` in days.

    The plain figures are those of TVS and count; what the Rijk published stands beside them.

    Norm: N06, N08, N10, N69.
    """

    gemeentecode: str = ""
    gemeente: str = ""
    stand_per: Datumcel
    taakstelling: Personen
    stand_begin: Standgetal
    realisatie: Personen
    koppelingen: PersonenOfLeeg = None
    omkoppelingen: PersonenOfLeeg = None
    wachttijd_fase2: DagenOfLeeg = None
    stapelgemeente: JaNeeOfLeeg = None
    taakstelling_rijk: PersonenOfLeeg = None
    stand_begin_rijk: StandgetalOfLeeg = None
    realisatie_rijk: PersonenOfLeeg = None
    bron: str = ""
    herkomst: str = ""


# What may be published otherwise than TVS has it, each with its column beside it.
GEPUBLICEERD = {n: f"{n}_rijk" for n in ("taakstelling", "stand_begin", "realisatie")}
VERPLICHT, KOLOMMEN = Cijferrij.verplicht(), Cijferrij.kolommen()


@dataclass(frozen=True)
class Cijfers:
    """Snapshots of gemeenten: one row per gemeentecode and `stand_per`, with its source.

    `opgegaan` are rows, which do not count, of gemeenten that went up in one that was asked for.
    """

    _frame: pd.DataFrame
    bron: Bron
    elders: int
    opgegaan: tuple[tuple[Cijferrij, Gemeente], ...] = ()

    @property
    def frame(self) -> pd.DataFrame:
        """The table, as a copy: nobody changes it under the round."""
        return self._frame.copy(deep=False)

    @property
    def is_voorbeeld(self) -> bool:
        """Whether any figure is marked as invented."""
        return bool(self.frame["herkomst"].str.upper().str.startswith(VOORBEELD).any())


def read_cijfers(
    pad: Path,
    lijst: Gemeentelijst,
    gevraagd: Sequence[Gemeente],
    rol: str = "cijfers",
    peildatum: Peildatum | None = None,
) -> Gelezen[Cijfers]:
    """The snapshots of the gemeenten asked for; known gemeenten elsewhere are left out, counted.

    InvoerFout with every fault of the file: a missing column, a figure that is none, an unknown
    gemeente, code and name that disagree, two rows for one gemeente and date; with a peildatum
    also a snapshot outside its half-year and a gemeente without a row to judge.

    Norm: N07, N63.
    """
    tabel, rijen, gebreken = read_rijen(pad, Cijferrij, _label)
    _require_identity(tabel)
    codes = {gemeente.code for gemeente in gevraagd}
    gemeenten, onbekend = _identify(tabel, lijst)
    gebreken = [*_about_gemeenten(gebreken, onbekend), *onbekend]
    herkend = [(rij, gemeenten[rij.nummer]) for rij in rijen if rij.nummer in gemeenten]
    sleutels = ((rij.nummer, str(g), (g.code, rij.stand_per)) for rij, g in herkend)
    verwacht = "elke gemeente mag één regel per stand_per hebben"
    gebreken += duplicate_faults(tabel.naam, sleutels, verwacht)
    eigen = [(rij, gemeente) for rij, gemeente in herkend if gemeente.code in codes]
    opgegaan = tuple((rij, oud) for rij, oud in herkend if oud.opvolger in codes)
    if peildatum is not None:
        fout = _faulty(tabel, {rij.nummer for rij in rijen}, gemeenten, lijst)
        vast = [g for g in gevraagd if not {g.code, normalize_naam(g.naam)} & fout]
        standen = [(rij.nummer, gemeente, rij.stand_per) for rij, gemeente in eigen]
        gevonden = _snapshot_faults(tabel.naam, standen, peildatum, vast, bool(gebreken))
        gebreken += _to_add_up(gevonden, opgegaan, vast)
    if gebreken:
        raise InvoerFout(sorted(gebreken, key=row_of))
    laatste = max((rij.stand_per for rij, _ in eigen), default=None)
    uit = delivered_files(rij.bron for rij, _ in eigen)
    bron = Bron(rol, tabel.naam, tabel.sha256, len(eigen), laatste, uit=uit)
    cijfers = Cijfers(_frame(tabel.naam, eigen), bron, len(herkend) - len(eigen), opgegaan)
    gemeld = (*unknown_columns(tabel, KOLOMMEN), *_left_out(pad, cijfers.elders))
    return Gelezen(cijfers, bron, gemeld)


def delivered_files(cellen: Iterable[str]) -> tuple[str, ...]:
    """The files that cells of the column `bron` name, each once; `ibt import` kept them."""
    return tuple(dict.fromkeys(naam for cel in cellen if cel for naam in cel.split(" + ")))


def _left_out(pad: Path, elders: int) -> Iterator[Waarschuwing]:
    if elders:
        regels = "1 regel" if elders == 1 else f"{elders} regels"
        tekst = (
            f"{regels} over gemeenten buiten deze ronde (andere provincie, of niet meer "
            "bestaand) niet meegenomen"
        )
        yield Waarschuwing(pad.name, tekst)


def _faulty(
    tabel: Tabelbestand, gelezen: set[int], herkend: dict[int, Gemeente], lijst: Gemeentelijst
) -> set[str]:
    """Codes and names of gemeenten in rows at fault: another fault about them would say it twice.

    A row whose gemeente is unclear may have been meant for its code and for its name.
    """
    namen = {gemeente.code for nummer, gemeente in herkend.items() if nummer not in gelezen}
    for rij in (*tabel.rijen, *tabel.scheef):
        if rij.nummer not in herkend:
            namen.add(rij.cellen.get("gemeentecode", ""))
            namen.add(normalize_naam(naam := rij.cellen.get("gemeente", "")))
            if (lijkt := lijst.nearest(naam)) is not None:
                namen.add(lijkt.code)
    return namen - {""}


def _other_round(bestand: str, dagen: list[date], peildatum: Peildatum) -> Iterator[Gebrek]:
    """Where every snapshot lies outside the half-year: one cause, told once."""
    begin = peildatum.periode.begin
    if dagen and not any(begin < dag <= peildatum.datum for dag in dagen):
        yield Gebrek(
            bestand,
            f"moet standen hebben na {begin} en niet na {peildatum}",
            f"alleen van {min(dagen)} tot en met {max(dagen)}",
            'kolom "stand_per"',
            raad="Noem het bestand van deze ronde.",
        )


def _snapshot_faults(
    bestand: str,
    standen: list[tuple[int, Gemeente, date]],
    peildatum: Peildatum,
    gevraagd: Sequence[Gemeente],
    elders: bool,
) -> list[Gebrek]:
    """A snapshot outside the half-year, a gemeente without a row to judge.

    `elders`: whether another fault may be about that row.
    """
    if gebreken := [*_other_round(bestand, [dag for _, _, dag in standen], peildatum)]:
        return gebreken
    begin = peildatum.periode.begin
    gebreken = [
        Gebrek(
            bestand,
            f"moet de eerste dag van een maand na {begin} en niet na {peildatum} zijn",
            stand_per.isoformat(),
            f'regel {nummer}, kolom "stand_per"',
            str(gemeente),
        )
        for nummer, gemeente, stand_per in standen
        if stand_per.day != 1 or not begin < stand_per <= peildatum.datum
    ]
    geoordeeld = {gemeente.code for _, gemeente, per in standen if per == peildatum.datum}
    gebreken += [
        Gebrek(
            bestand,
            f"moet een regel met stand_per {peildatum} hebben",
            gemeente=str(gemeente),
            raad=_ANDERS if elders else "Voeg de regel van deze gemeente toe.",
        )
        for gemeente in gevraagd
        if gemeente.code not in geoordeeld
    ]
    return gebreken


def _to_add_up(
    gebreken: list[Gebrek],
    opgegaan: Iterable[tuple[Cijferrij, Gemeente]],
    gevraagd: Sequence[Gemeente],
) -> Iterator[Gebrek]:
    """The same faults; of a gemeente that was delivered under its old codes alone, what to do."""
    namen = {str(gemeente): gemeente.code for gemeente in gevraagd}
    for gebrek in gebreken:
        code = namen.get(gebrek.gemeente or "")
        oud = dict.fromkeys(str(wie) for _, wie in opgegaan if code and wie.opvolger == code)
        if not oud or gebrek.gevonden is not None:
            yield gebrek
            continue
        raad = f"Wel geleverd: {', '.join(oud)}, hierin opgegaan. Vraag het COA om één regel, of "
        yield replace(gebrek, raad=f"{raad}tel taakstelling, stand_begin en realisatie op.")


def _require_identity(tabel: Tabelbestand) -> None:
    if "gemeentecode" not in tabel.kolommen and "gemeente" not in tabel.kolommen:
        require_columns(tabel, ["gemeentecode"], KOLOMMEN)


def _label(rij: Bestandsrij) -> str | None:
    naam, code = rij.cellen.get("gemeente", ""), rij.cellen.get("gemeentecode", "")
    return f"{naam} ({code})" if naam and code else naam or code or None


def _identify(
    tabel: Tabelbestand, lijst: Gemeentelijst
) -> tuple[dict[int, Gemeente], list[Gebrek]]:
    """The gemeente of each row by row number, also of rows with a fault in another cell."""
    herkend: dict[int, Gemeente] = {}
    gebreken: list[Gebrek] = []
    for rij in (*tabel.rijen, *tabel.scheef):
        code, naam = rij.cellen.get("gemeentecode", ""), rij.cellen.get("gemeente", "")
        try:
            herkend[rij.nummer] = lijst.resolve(code, naam)
        except ValueError as fout:
            if rij in tabel.scheef:
                continue
            gevonden = " ".join(deel for deel in (code, naam) if deel)
            plaats, raad = f"regel {rij.nummer}", _GEEN_RIJ if _is_aside(rij) else None
            gebreken.append(Gebrek(tabel.naam, str(fout), gevonden, plaats, raad=raad))
    return herkend, gebreken


def _about_gemeenten(gebreken: list[Gebrek], onbekend: list[Gebrek]) -> list[Gebrek]:
    """The faults without those of a total or a note, which `onbekend` says to take away."""
    los = {row_of(gebrek) for gebrek in onbekend if gebrek.raad}
    return [gebrek for gebrek in gebreken if row_of(gebrek) not in los]


def _is_aside(rij: Bestandsrij) -> bool:
    """Whether a row is about no gemeente and no day: a total, or where the figures came from."""
    return not rij.cellen.get("stand_per") or "totaal" in f"{_label(rij)}".lower()


def _frame(bestand: str, rijen: list[tuple[Cijferrij, Gemeente]]) -> pd.DataFrame:
    """Columns of the contract, plus `nummer` and `bestand` (where the row stands)."""
    kolommen: dict[str, list[object]] = {
        naam: [getattr(rij, naam) for rij, _ in rijen] for naam in (*KOLOMMEN, "nummer")
    }
    kolommen["gemeentecode"] = [gemeente.code for _, gemeente in rijen]
    kolommen["gemeente"] = [gemeente.naam for _, gemeente in rijen]
    frame = pd.DataFrame(kolommen).assign(bestand=bestand)
    geheel = {naam: "int64" for naam in ("taakstelling", "stand_begin", "realisatie", "nummer")}
    aantallen = ("koppelingen", "omkoppelingen", *GEPUBLICEERD.values())
    optioneel = {naam: "Int64" for naam in aantallen}
    tekst = {naam: "object" for naam in ("stand_per", "stapelgemeente", "bron", "herkomst")}
    return frame.astype({**geheel, **optioneel, **tekst, "wachttijd_fase2": "float64"})
