"""A file of linked persons or families → an aggregate per gemeente; nothing of a row is kept.

Privacy: the file may hold only the columns below. A fault names row and column, never a value.
What leaves this module is the aggregate, which a rendered round keeps in the place of the file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.periode import parse_datum
from ibt.begrippen.wachttijd import Groep, Wachttijd, hide_small
from ibt.readers import Gelezen
from ibt.readers.bestand import Tabelbestand, read_tabel
from ibt.readers.naam import Gemeentelijst
from ibt.readers.rijen import require_columns
from ibt.readers.waarde import parse_code, parse_ja_nee, parse_personen

T = TypeVar("T")

KOLOMMEN = (
    *("gemeentecode", "gemeente", "gezinsgrootte", "medisch"),
    *("gekoppeld_op", "fase", "fase2_begin", "fase2_eind"),
)
VERPLICHT = ("gezinsgrootte", "medisch", "fase2_begin")
AGGREGAAT = (
    *("gemeentecode", "huishoudens", "personen", "gemiddelde_dagen", "boven_grens"),
    *("weggelaten_groot", "weggelaten_medisch"),
)
KLEIN = "minder dan 5"
# "grote gezinnen (8 personen of meer)" (§2.2.1, 2e punt)
_GROOT = 8
_DAGEN = re.compile(r"[0-9]{1,5}\.[0-9]")


@dataclass(frozen=True)
class Wachttijden:
    """The aggregate per gemeentecode, and the bytes that a round keeps of it."""

    per_gemeente: dict[str, Wachttijd]
    inhoud: bytes


@dataclass(frozen=True)
class _Gezin:
    """One row while it is counted: it never leaves this module."""

    gemeentecode: str
    personen: int
    medisch: bool
    begin: date | None
    eind: date | None

    def waits_on(self, dag: date) -> bool:
        """Whether the family is in phase 2 on a day."""
        return (
            self.begin is not None and self.begin <= dag and (self.eind is None or self.eind > dag)
        )


def read_gekoppelden(
    pad: Path, lijst: Gemeentelijst, dag: date, grens: int
) -> Gelezen[Wachttijden]:
    """The wait per gemeente on a day; InvoerFout when the file holds more than it may.

    Also reads the aggregate itself, as it stands in a rendered round.
    """
    tabel = _read_quietly(pad)
    if set(tabel.kolommen) == set(AGGREGAAT):
        # Checked as strictly as the file itself.
        per_gemeente = dict(_each(tabel, lambda rij: (_code(rij, lijst), _parse(rij, grens))))
    else:
        _require_harmless(tabel)
        per_gemeente = _aggregate(_each(tabel, lambda rij: _family(rij, lijst)), dag, grens)
    inhoud = write_aggregaat(per_gemeente)
    sha256 = hashlib.sha256(inhoud).hexdigest()
    bron = Bron("wachttijden", "aggregaat.csv", sha256, len(per_gemeente), dag)
    return Gelezen(Wachttijden(per_gemeente, inhoud), bron)


def write_aggregaat(per_gemeente: dict[str, Wachttijd]) -> bytes:
    """The aggregate as CSV, by gemeentecode; small groups in words."""
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, lineterminator="\n")
    schrijver.writerow(AGGREGAAT)
    for code, wacht in sorted(per_gemeente.items()):
        dagen = "" if wacht.tienden is None else f"{wacht.tienden // 10}.{wacht.tienden % 10}"
        oordeel = "" if wacht.boven_grens is None else "ja" if wacht.boven_grens else "nee"
        personen = "" if wacht.personen is None else wacht.personen
        weg = (wacht.weggelaten_groot, wacht.weggelaten_medisch)
        schrijver.writerow(
            [code, _text(wacht.huishoudens), personen, dagen, oordeel, *map(_text, weg)]
        )
    return buffer.getvalue().encode()


def _require_harmless(tabel: Tabelbestand) -> None:
    """InvoerFout for any other column: a name, birth date, V-number or BSN may not even be read."""
    plaats = f"regel {tabel.kop}"
    vreemd = [
        f"kolom {nummer}"
        for nummer, kolom in enumerate(tabel.kolommen, start=1)
        if kolom not in KOLOMMEN
    ]
    if any(rij.cellen.get("") for rij in tabel.rijen):
        vreemd.append("een kolom zonder naam")
    if vreemd:
        verwacht = (
            "dit bestand mag alleen deze kolommen hebben, en niets dat een persoon aanwijst (naam, "
            f"geboortedatum, V-nummer, BSN): {', '.join(KOLOMMEN)}"
        )
        raad = "Haal de andere kolommen weg en lever het bestand opnieuw aan."
        # By number: in a file without a header the first row holds persons.
        raise InvoerFout([Gebrek(tabel.naam, verwacht, ", ".join(vreemd), plaats, raad=raad)])
    require_columns(tabel, VERPLICHT)
    if not {"gemeentecode", "gemeente"} & set(tabel.kolommen):
        verwacht = "de kolom gemeentecode of gemeente moet er zijn"
        raise InvoerFout([Gebrek(tabel.naam, verwacht, plaats=plaats)])


def _read_quietly(pad: Path) -> Tabelbestand:
    """The table; what is wrong with the file as such is said without quoting it."""
    try:
        # Whoever named a sheet may have named it after a person.
        return replace(read_tabel(pad, VERPLICHT, KOLOMMEN), naam=pad.name)
    except InvoerFout as fout:
        raise InvoerFout([_without_value(gebrek) for gebrek in fout.gebreken]) from None


def _without_value(gebrek: Gebrek) -> Gebrek:
    bestand = gebrek.bestand.partition(", blad ")[0]
    return Gebrek(bestand, gebrek.verwacht, plaats=gebrek.plaats, raad=gebrek.raad)


def _each(tabel: Tabelbestand, lees: Callable[[dict[str, str]], T]) -> list[T]:
    """What each row holds; InvoerFout with the faults of all, which quote nothing."""
    gelezen: list[T] = []
    gebreken = [_without_value(gebrek) for gebrek in tabel.gebreken]
    for rij in tabel.rijen:
        try:
            gelezen.append(lees(rij.cellen))
        except _Celfout as fout:
            plaats = f'regel {rij.nummer}, kolom "{fout.kolom}"'
            gebreken.append(Gebrek(tabel.naam, fout.verwacht, plaats=plaats))
    if gebreken:
        raise InvoerFout(gebreken)
    return gelezen


class _Celfout(ValueError):
    """A cell that is not what it must be; its value is not repeated."""

    def __init__(self, kolom: str, verwacht: str) -> None:
        super().__init__(verwacht)
        self.kolom, self.verwacht = kolom, verwacht


def _family(cellen: dict[str, str], lijst: Gemeentelijst) -> _Gezin:
    personen = _cell(cellen, "gezinsgrootte", parse_personen)
    if personen < 1:
        raise _Celfout("gezinsgrootte", "moet ten minste 1 persoon zijn")
    begin, eind = (
        _cell(cellen, kolom, parse_datum) if cellen.get(kolom, "").strip() else None
        for kolom in ("fase2_begin", "fase2_eind")
    )
    if begin is not None and eind is not None and eind < begin:
        raise _Celfout("fase2_eind", "moet op of na fase2_begin liggen")
    fase = cellen.get("fase", "").strip()
    if fase not in ("", "1", "2", "3"):
        raise _Celfout("fase", "moet 1, 2 of 3 zijn, of leeg")
    if fase == "3" and begin is not None and eind is None:
        raise _Celfout("fase2_eind", "moet er zijn als iemand in fase 3 is")
    if fase == "2" and begin is None:
        raise _Celfout("fase2_begin", "moet er zijn als iemand in fase 2 is")
    medisch = _cell(cellen, "medisch", parse_ja_nee) == "ja"
    return _Gezin(_code(cellen, lijst), personen, medisch, begin, eind)


def _code(cellen: dict[str, str], lijst: Gemeentelijst) -> str:
    code, naam = cellen.get("gemeentecode", "").strip(), cellen.get("gemeente", "").strip()
    try:
        return lijst.resolve(parse_code(code) if code else "", naam).code
    except ValueError:
        kolom = "gemeentecode" if code else "gemeente"
        raise _Celfout(kolom, f"moet een gemeente uit {lijst.bestand} zijn") from None


def _cell(cellen: dict[str, str], kolom: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(cellen.get(kolom, ""))
    except ValueError as fout:
        raise _Celfout(kolom, str(fout)) from None


def _aggregate(gezinnen: Iterable[_Gezin], dag: date, grens: int) -> dict[str, Wachttijd]:
    """The wait per gemeente, without large families and medical cases (§2.2.1). Norm: N14."""
    groepen: dict[str, list[_Gezin]] = {}
    for gezin in gezinnen:
        if gezin.waits_on(dag):
            groepen.setdefault(gezin.gemeentecode, []).append(gezin)
    return {code: _mean(wachtend, dag, grens) for code, wachtend in groepen.items()}


def _mean(wachtend: list[_Gezin], dag: date, grens: int) -> Wachttijd:
    """Per person: a family of four counts four times (Keuze K16). Norm: N13."""
    groot = [gezin for gezin in wachtend if gezin.personen >= _GROOT]
    medisch = [gezin for gezin in wachtend if gezin.medisch and gezin not in groot]
    telt = [gezin for gezin in wachtend if gezin.personen < _GROOT and not gezin.medisch]
    weg = (hide_small(len(groot)), hide_small(len(medisch)))
    huishoudens = hide_small(len(telt))
    if not huishoudens.aantal:
        return Wachttijd(huishoudens, None, None, None, *weg)
    personen = sum(gezin.personen for gezin in telt)
    dagen = sum(gezin.personen * (dag - gezin.begin).days for gezin in telt if gezin.begin)
    return Wachttijd(huishoudens, personen, dagen * 10 // personen, dagen > grens * personen, *weg)


def _parse(cellen: dict[str, str], grens: int) -> Wachttijd:
    huishoudens = _cell(cellen, "huishoudens", _group)
    weg = [_cell(cellen, kolom, _group) for kolom in ("weggelaten_groot", "weggelaten_medisch")]
    if not huishoudens.aantal:
        return Wachttijd(huishoudens, None, None, None, *weg)
    personen = _cell(cellen, "personen", parse_personen)
    if personen < huishoudens.aantal:
        raise _Celfout("personen", "moet ten minste het aantal huishoudens zijn")
    tienden = _cell(cellen, "gemiddelde_dagen", _tenths)
    boven = _cell(cellen, "boven_grens", parse_ja_nee) == "ja"
    # Rounded down to tenths, so exactly the limit may be either.
    if tienden != grens * 10 and boven is not (tienden > grens * 10):
        raise _Celfout("boven_grens", f"moet ja zijn boven {grens} dagen, en anders nee")
    return Wachttijd(huishoudens, personen, tienden, boven, *weg)


def _tenths(tekst: str) -> int:
    if not _DAGEN.fullmatch(tekst):
        raise ValueError("moet een aantal dagen met één decimaal zijn")
    return int(tekst.replace(".", ""))


def _group(tekst: str) -> Groep:
    """A number of households; a small one is hidden again, whoever wrote it."""
    return Groep(None) if tekst == KLEIN else hide_small(parse_personen(tekst))


def _text(groep: Groep) -> str:
    return KLEIN if groep.aantal is None else str(groep.aantal)
