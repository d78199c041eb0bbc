"""The inputs of two rendered rounds, role by role: what a person changed in which file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from ibt.batch.schrijf import sha256_of
from ibt.begrippen.fout import IbtFout
from ibt.begrippen.verschil import Invoerverschil, Rijverschil, Soort
from ibt.readers import cijfers, gemeenten
from ibt.readers.bestand import read_tabel
from ibt.readers.yaml import read_yaml
from ibt.verschil.rijen import Rij, compare_rijen

# What identifies a row of each kind of input; who has no list is matched as a whole.
_SLEUTELS: dict[str, tuple[str, ...]] = {
    "cijfers": ("gemeente", "gemeentecode", "stand_per"),
    "eerdere_cijfers": ("gemeente", "gemeentecode", "stand_per"),
    "register": ("gemeentecode", "datum", "aanleiding", "peildatum"),
    "gemeenten": ("gemeente", "gemeentecode", "geldig_van"),
    "gekoppelden": ("gemeentecode",),
    "bevindingen": ("gemeente", "soort", "datum"),
    "dossier": ("gemeente", "soort", "datum"),
    "ronde": ("sleutel",),
    "kaart": ("bestand",),
    "vorige_ronde": ("gemeente", "gemeentecode"),
}
# The columns by which a table is found in its file, and those that a round reads of it.
_TABELLEN = {
    "cijfers": (cijfers.VERPLICHT, cijfers.KOLOMMEN),
    "eerdere_cijfers": (cijfers.VERPLICHT, cijfers.KOLOMMEN),
    "gemeenten": (gemeenten.VERPLICHT, gemeenten.KOLOMMEN),
}
# The outcomes of another round, given to be compared with.
_UITKOMST = "vorige_ronde"
_INTERN = "toelichting_intern"


def compare_invoer(
    oud: Path, nieuw: Path, geschreven: tuple[dict[str, str], dict[str, str]]
) -> tuple[Invoerverschil, ...]:
    """What changed in the inputs of two folders; `geschreven` names their files."""
    toen, nu = (_per_role(*paar) for paar in zip((oud, nieuw), geschreven, strict=True))
    return tuple(
        verschil
        for rol in dict.fromkeys([*toen, *nu])
        if (verschil := _compare(rol, (oud, toen.get(rol, {})), (nieuw, nu.get(rol, {}))))
    )


def _per_role(map_: Path, geschreven: dict[str, str]) -> dict[str, dict[str, str]]:
    """Per role the paths of its copies with the hash of what is there now; empty where it is gone.

    A manifest may say otherwise of a file that was changed since; what is read is compared.
    """
    rollen: dict[str, dict[str, str]] = {}
    for naam in geschreven:
        delen = PurePosixPath(naam).parts
        if delen[0] == "invoer" and len(delen) > 1:
            pad = map_ / naam
            sha256 = sha256_of(pad) if pad.is_file() else ""
            rollen.setdefault(PurePosixPath(delen[1]).stem, {})[naam] = sha256
    return rollen


def _compare(
    rol: str, oud: tuple[Path, dict[str, str]], nieuw: tuple[Path, dict[str, str]]
) -> Invoerverschil | None:
    (map_oud, toen), (map_nieuw, nu) = oud, nieuw
    anders = [naam for naam in dict.fromkeys([*toen, *nu]) if toen.get(naam) != nu.get(naam)]
    if not anders:
        return None
    namen = tuple(naam.removeprefix("invoer/") for naam in anders)
    eerst, stuk_oud = _read(map_oud, rol, [naam for naam in anders if naam in toen])
    daarna, stuk_nieuw = _read(map_nieuw, rol, [naam for naam in anders if naam in nu])
    if stuk := (*stuk_oud, *stuk_nieuw):
        return Invoerverschil(rol, namen, (), stuk)
    if rol == _UITKOMST and not (toen and nu):
        return Invoerverschil(rol, namen, (_whole(eerst, daarna),))
    rijen = compare_rijen(eerst, daarna, _SLEUTELS.get(rol, ()))
    if rol == "ronde" and not rijen:
        return None
    return Invoerverschil(rol, namen, rijen)


def _whole(eerst: Sequence[Rij], daarna: Sequence[Rij]) -> Rijverschil:
    """A table of outcomes that is new or gone, in one line: nobody entered its rows."""
    soort = Soort.ERBIJ if daarna else Soort.WEG
    aantal = len(daarna or eerst)
    return Rijverschil(soort, "1 regel" if aantal == 1 else f"{aantal} regels")


def _read(map_: Path, rol: str, namen: Sequence[str]) -> tuple[list[Rij], list[str]]:
    """All rows of some files, and which files are gone or cannot be read any more."""
    rijen: list[Rij] = []
    stuk: list[str] = []
    for naam in namen:
        try:
            rijen.extend(_rows(map_ / naam, rol))
        except (IbtFout, OSError):
            stuk.append(f"{map_.name}/{naam}")
    return rijen, stuk


def _rows(pad: Path, rol: str) -> Iterator[Rij]:
    if rol == "kaart":
        # Nobody wants to read which of its thousands of points moved.
        yield {"bestand": pad.name, "inhoud": sha256_of(pad)[:12]}
        return
    if pad.suffix not in (".yaml", ".yml"):
        verplicht, bekend = _TABELLEN.get(rol, ((), ()))
        for rij in read_tabel(pad, verplicht, bekend).rijen:
            yield {k: v for k, v in rij.cellen.items() if v and (k in bekend or not bekend)}
        return
    inhoud = read_yaml(pad).waarde
    if rol == "ronde" and isinstance(inhoud, dict):
        for sleutel, waarde in inhoud.items():
            # Where the copies of the inputs lie says nothing about the round.
            if sleutel not in _SLEUTELS:
                yield {"sleutel": str(sleutel), "waarde": _text(waarde)}
    for stuk in inhoud if isinstance(inhoud, list) else []:
        if isinstance(stuk, dict):
            # What is internal is on no page, this one included; that it changed shows in the hash.
            zichtbaar = {naam: waarde for naam, waarde in stuk.items() if naam != _INTERN}
            yield {str(naam): _text(waarde) for naam, waarde in zichtbaar.items()}


def _text(waarde: Any) -> str:
    """A value of YAML as a reader would write it; of nested values every leaf with its name."""
    if isinstance(waarde, dict):
        return "; ".join(f"{naam}: {_text(deel)}" for naam, deel in waarde.items())
    if isinstance(waarde, list):
        return ", ".join(_text(deel) for deel in waarde)
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return "" if waarde is None else str(waarde)
