"""Two rendered folders side by side."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ibt.batch.indeling import MANIFEST
from ibt.batch.manifest import changed_files, read_manifest
from ibt.begrippen.fout import RondeFout
from ibt.begrippen.periode import parse_datum
from ibt.begrippen.verschil import Gemaakt, Gemeenteverschil, Soort, Verschil, Wijziging
from ibt.readers.naam import normalize_naam
from ibt.verschil.invoer import compare_invoer
from ibt.verschil.rijen import Rij, compare_waarden
from ibt.verschil.tekst import changed_parts, is_changed_letter

_RONDE = ("provincie", "peildatum", "periode", "kader", "staat", "programma")
# The table of each kind of round, and the column that stands for the trede.
_TABELLEN = {"inschaling.csv": "trede_voorstel", "voortgang.csv": "trede_huidig"}
_NAAM = {"trede_voorstel": "voorgestelde trede", "trede_huidig": "trede nu"}
_TREDEN = ("1", "2", "3", "4", "5", "6")
_BRIEF = "Brief (Word)"
# Said of the round as a whole, or what the row is about.
_ELDERS = ("gemeentecode", "gemeente", "peildatum", "periode", "kader")


@dataclass(frozen=True)
class _Map:
    """A rendered folder as it was read; `naam` tells it apart from the other."""

    naam: str
    pad: Path
    peildatum: date
    manifest: dict[str, Any]
    trede: str
    rijen: dict[str, Rij]

    @property
    def gemaakt(self) -> Gemaakt:
        return Gemaakt(
            self.naam,
            str(self.manifest.get("provincie", "")),
            self.peildatum,
            str(self.manifest.get("staat", "")),
            self.manifest.get("voorbeeld") is True,
            tuple(changed_files(self.pad, self.manifest)),
        )


def compare_mappen(oud: Path, nieuw: Path) -> Verschil:
    """What changed from one rendered folder to another, of one round or of two.

    RondeFout when one of them holds no rendered round.
    """
    paden = oud.resolve(), nieuw.resolve()
    toen, nu = (_read(pad, naam) for pad, naam in zip(paden, _names(*paden), strict=True))
    zelfde = toen.peildatum == nu.peildatum
    return Verschil(
        toen.gemaakt,
        nu.gemaakt,
        _NAAM[nu.trede] if toen.trede == nu.trede else "trede",
        zelfde,
        tuple(_round(toen.manifest, nu.manifest)),
        compare_invoer(toen.pad, nu.pad, (toen.manifest["geschreven"], nu.manifest["geschreven"])),
        tuple(_gemeenten(toen, nu, zelfde)),
        _parts(toen, nu, "provincie.ipynb") if zelfde else (),
    )


def _names(oud: Path, nieuw: Path) -> tuple[str, str]:
    """The last folders of both paths, as many as tell them apart."""
    diepte = 1
    while oud != nieuw and oud.parts[-diepte:] == nieuw.parts[-diepte:]:
        diepte += 1
    return "/".join(oud.parts[-diepte:]), "/".join(nieuw.parts[-diepte:])


def _read(map_: Path, mapnaam: str) -> _Map:
    manifest = read_manifest(map_)
    for naam, trede in _TABELLEN.items():
        if (map_ / naam).is_file():
            rijen = _table(map_ / naam, trede)
            return _Map(mapnaam, map_, _day(map_, manifest), manifest, trede, rijen)
    raise RondeFout(
        f"{map_}: hier staat geen tabel ({' of '.join(_TABELLEN)}). Maak de ronde opnieuw."
    )


def _day(map_: Path, manifest: dict[str, Any]) -> date:
    gevonden = manifest.get("peildatum")
    try:
        return parse_datum(str(gevonden))
    except ValueError:
        raise RondeFout(
            f"{map_ / MANIFEST}: de peildatum moet een datum zijn; gevonden: {gevonden!r}. "
            "Maak de ronde opnieuw."
        ) from None


def _table(pad: Path, trede: str) -> dict[str, Rij]:
    """The result table by gemeentecode."""
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
        if "_" in rij or rij[trede] not in _TREDEN or not rij["gemeentecode"]:
            raise RondeFout(
                f"{pad}, rij {nummer}: moet een hele rij zijn, met een trede van 1 tot en met 6 in "
                f"{trede}; gevonden: {rij[trede]!r}. Maak de ronde opnieuw."
            )
    return {rij["gemeentecode"]: rij for rij in rijen}


def _round(toen: dict[str, Any], nu: dict[str, Any]) -> Iterator[Wijziging]:
    """What is said of the rounds themselves, and the packages that made them."""
    yield from compare_waarden(_flat(toen), _flat(nu))


def _flat(manifest: dict[str, Any]) -> Rij:
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
        cijfers = _figures(oud, nieuw, {toen.trede, nu.trede})
        van, naar = oud[toen.trede], nieuw[nu.trede]
        trede = Wijziging("trede", van, naar) if van != naar else None
        delen = _read_again(toen, nu, code) if zelfde else ()
        if trede or cijfers or delen:
            yield Gemeenteverschil(code, namen[code], Soort.ANDERS, trede, cijfers, delen)


def _figures(oud: Rij, nieuw: Rij, treden: set[str]) -> tuple[Wijziging, ...]:
    """The other cells of the table; of two kinds of round only what both have."""
    samen = set(oud) & set(nieuw)
    behalve = {*_ELDERS, *treden, *((set(oud) | set(nieuw)) - samen)}
    return compare_waarden(oud, nieuw, behalve)


def _read_again(toen: _Map, nu: _Map, code: str) -> tuple[str, ...]:
    """The parts of the report that read otherwise, and the letter where it does."""
    brief = f"brieven/{code}.docx"
    delen = _parts(toen, nu, f"gemeenten/{code}.ipynb")
    return (*delen, _BRIEF) if is_changed_letter(toen.pad / brief, nu.pad / brief) else delen


def _parts(toen: _Map, nu: _Map, naam: str) -> tuple[str, ...]:
    return changed_parts(toen.pad / naam, nu.pad / naam)
