"""Two rendered folders side by side."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibt.batch.manifest import changed_files, read_manifest
from ibt.begrippen.fout import RondeFout
from ibt.begrippen.indeling import MANIFEST, PROVINCIE, letter_place, report_place
from ibt.begrippen.periode import parse_datum
from ibt.begrippen.verschil import PUNTEN, Gemeenteverschil, Rondemap, Soort, Verschil, Wijziging
from ibt.begrippen.verslag import PROEF_PUNT
from ibt.readers.naam import normalize_naam
from ibt.verschil.invoer import Rij, compare_invoer, compare_waarden
from ibt.verschil.tekst import TITELBLAD, changed_parts, is_changed_letter

_RONDE = ("provincie", "peildatum", "periode", "kader", "staat", "programma")
# The table of each kind of round, and the column that stands for the trede.
_TABELLEN = {"inschaling.csv": "trede_voorstel", "voortgang.csv": "trede_huidig"}
_NAAM = {"trede_voorstel": "voorgestelde trede", "trede_huidig": "trede nu"}
# Said of the round as a whole, or what the row is about.
_ELDERS = ("gemeentecode", "gemeente", "peildatum", "periode", "kader")


@dataclass(frozen=True)
class _Map:
    """A rendered folder as it was read: its manifest, and its table by gemeentecode."""

    pad: Path
    manifest: dict[str, Any]
    gemaakt: Rondemap
    trede: str
    rijen: dict[str, Rij]


def compare_mappen(oud: Path, nieuw: Path) -> Verschil:
    """What changed from one rendered folder to another, of one round or of two.

    RondeFout when one of them holds no rendered round.
    """
    oud, nieuw = oud.resolve(), nieuw.resolve()
    diepte = 1  # as many of the last folders of both paths as tell them apart
    while oud != nieuw and oud.parts[-diepte:] == nieuw.parts[-diepte:]:
        diepte += 1
    toen, nu = (_read(pad, "/".join(pad.parts[-diepte:])) for pad in (oud, nieuw))
    zelfde = toen.gemaakt.peildatum == nu.gemaakt.peildatum
    return Verschil(
        toen.gemaakt,
        nu.gemaakt,
        _NAAM[nu.trede] if toen.trede == nu.trede else "trede",
        zelfde,
        compare_waarden(_flat(toen.manifest), _flat(nu.manifest)),
        compare_invoer(oud, nieuw, (toen.manifest["geschreven"], nu.manifest["geschreven"])),
        tuple(_gemeenten(toen, nu, zelfde)),
        _parts(toen, nu, PROVINCIE) if zelfde else (),
    )


def _read(map_: Path, mapnaam: str) -> _Map:
    manifest = read_manifest(map_)
    naam = next((naam for naam in _TABELLEN if (map_ / naam).is_file()), None)
    if naam is None:
        raise RondeFout(
            f"{map_}: hier staat geen tabel ({' of '.join(_TABELLEN)}). Maak de ronde opnieuw."
        )
    rijen = _table(map_ / naam, _TABELLEN[naam])
    gevonden = manifest.get("peildatum")
    try:
        peildatum = parse_datum(str(gevonden))
    except ValueError:
        raise RondeFout(
            f"{map_ / MANIFEST}: de peildatum moet een datum zijn; gevonden: {gevonden!r}. "
            "Maak de ronde opnieuw."
        ) from None
    gemaakt = Rondemap(
        mapnaam,
        str(manifest.get("provincie", "")),
        peildatum,
        str(manifest.get("staat", "")),
        manifest.get("voorbeeld") is True,
        tuple(changed_files(map_, manifest)),
        str(manifest.get("kader", "")),
    )
    return _Map(map_, manifest, gemaakt, _TABELLEN[naam], rijen)


def _table(pad: Path, trede: str) -> dict[str, Rij]:
    try:
        with pad.open(encoding="utf-8", newline="") as bestand:
            rijen = list(csv.DictReader(bestand, restkey="_", restval=""))
    except PermissionError:
        raise  # who may read it is another matter than what it is
    except (OSError, ValueError, csv.Error):
        rijen = []
    if not rijen or not {"gemeentecode", "gemeente", trede} <= set(rijen[0]):
        raise RondeFout(f"{pad}: is geen tabel van ibt. Maak de ronde opnieuw.")
    for nummer, rij in enumerate(rijen, start=2):
        if "_" in rij or rij[trede] not in tuple("123456") or not rij["gemeentecode"]:
            raise RondeFout(
                f"{pad}, rij {nummer}: moet een hele rij zijn, met een trede van 1 tot en met 6 in "
                f"{trede}; gevonden: {rij[trede]!r}. Maak de ronde opnieuw."
            )
    return {rij["gemeentecode"]: rij for rij in rijen}


def _flat(manifest: dict[str, Any]) -> Rij:
    """What is said of the round itself, and the packages and notebooks that made it."""
    vlak = {naam: str(manifest.get(naam, "")) for naam in _RONDE}
    for groep in ("pakketten", "notebooks"):
        deel = manifest.get(groep)
        # Of a hash its beginning is enough to see that it is another.
        vlak |= {str(k): str(v)[:12] for k, v in deel.items()} if isinstance(deel, dict) else {}
    return vlak


def _gemeenten(toen: _Map, nu: _Map, zelfde: bool) -> Iterator[Gemeenteverschil]:
    """The gemeenten in which something changed, in the order of their names."""
    namen = {code: rij["gemeente"] for deel in (toen, nu) for code, rij in deel.rijen.items()}
    for code in sorted(namen, key=lambda code: normalize_naam(namen[code])):
        oud, nieuw = toen.rijen.get(code), nu.rijen.get(code)
        if oud is None or nieuw is None:
            soort = Soort.ERBIJ if oud is None else Soort.WEG
            yield Gemeenteverschil(code, namen[code], soort, None, (), ())
            continue
        # The other cells of the table; of two kinds of round only what both have.
        behalve = {*_ELDERS, toen.trede, nu.trede, *(oud.keys() ^ nieuw.keys())}
        cijfers = compare_waarden(_without_proef(oud), _without_proef(nieuw), behalve)
        van, naar = oud[toen.trede], nieuw[nu.trede]
        trede = Wijziging("trede", van, naar) if van != naar else None
        delen = _read_again(toen, nu, code) if zelfde else ()
        if trede or cijfers or delen:
            yield Gemeenteverschil(code, namen[code], Soort.ANDERS, trede, cijfers, delen)


def _without_proef(rij: Rij) -> Rij:
    """A row without the point that each row of a proef has."""
    punten = [code for code in rij.get(PUNTEN, "").split("|") if code != PROEF_PUNT]
    return {**rij, PUNTEN: "|".join(punten)}


def _read_again(oud: _Map, nieuw: _Map, code: str) -> tuple[str, ...]:
    """The parts of the report that read otherwise, and the letter where it does."""
    delen, brief = _parts(oud, nieuw, code), letter_place(code)
    if _only_one_counts(oud, nieuw):
        return delen  # the letter of a proef goes to nobody, which it says
    anders = is_changed_letter(oud.pad / brief, nieuw.pad / brief)
    return (*delen, "Brief (Word)") if anders else delen


def _parts(oud: _Map, nieuw: _Map, rapport: str) -> tuple[str, ...]:
    """The headings; that one of the two is a proef, which its first part says, is no news."""
    notebook = f"{report_place(rapport)}.ipynb"
    delen = changed_parts(oud.pad / notebook, nieuw.pad / notebook)
    return delen[delen[:1] == (TITELBLAD,) :] if _only_one_counts(oud, nieuw) else delen


def _only_one_counts(oud: _Map, nieuw: _Map) -> bool:
    return oud.gemaakt.is_proef != nieuw.gemaakt.is_proef
