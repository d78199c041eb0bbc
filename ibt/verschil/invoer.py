"""The inputs of two rendered rounds, role by role: what a person changed in which file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from ibt.batch.schrijf import sha256_of
from ibt.begrippen.fout import IbtFout
from ibt.begrippen.verschil import Invoerverschil, Rijverschil, Soort, Wijziging
from ibt.readers import cijfers
from ibt.readers.bestand import read_tabel
from ibt.readers.gemeenten import Gemeenterij
from ibt.readers.yaml import read_yaml

Rij = Mapping[str, str]

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
    "gemeenten": (Gemeenterij.verplicht(), Gemeenterij.kolommen()),
}
_INTERN = "toelichting_intern"


def compare_invoer(
    oud: Path, nieuw: Path, geschreven: tuple[Collection[str], Collection[str]]
) -> tuple[Invoerverschil, ...]:
    """What changed in the inputs of two folders; `geschreven` names their files.

    A manifest may say otherwise of a file that was changed since; what is read is compared.
    """
    kanten = ((oud, geschreven[0]), (nieuw, geschreven[1]))
    rollen: dict[str, list[str]] = {}
    for naam in dict.fromkeys([*geschreven[0], *geschreven[1]]):
        map_, deel, *_ = (*PurePosixPath(naam).parts, "", "")
        if map_ == "invoer" and deel:
            afdrukken = {naam in namen and _hash(kant / naam) for kant, namen in kanten}
            anders = [naam] if len(afdrukken) > 1 else []
            rollen.setdefault(PurePosixPath(deel).stem, []).extend(anders)
    return tuple(
        verschil
        for rol, namen in rollen.items()
        if namen and (verschil := _compare(rol, namen, kanten))
    )


def _hash(pad: Path) -> str:
    """Of what is there now; empty where it is gone."""
    return sha256_of(pad) if pad.is_file() else ""


def _compare(
    rol: str, namen: list[str], kanten: Iterable[tuple[Path, Collection[str]]]
) -> Invoerverschil | None:
    """What changed in the files of one role, of which these are not the same in both folders."""
    rijen: list[list[Rij]] = []
    stuk: list[str] = []
    for map_, geschreven in kanten:
        rijen.append([])
        for naam in namen:
            try:
                rijen[-1].extend(_rows(map_ / naam, rol) if naam in geschreven else ())
            except (IbtFout, OSError):
                stuk.append(f"{map_.name}/{naam}")
    kort = tuple(naam.removeprefix("invoer/") for naam in namen)
    if stuk:
        return Invoerverschil(rol, kort, (), tuple(stuk))
    eerst, daarna = rijen
    if rol == "vorige_ronde" and not all(set(namen) & set(er) for _, er in kanten):
        # The outcomes of another round, given to be compared with: nobody entered its rows.
        aantal = len(daarna or eerst)
        regels = "1 regel" if aantal == 1 else f"{aantal} regels"
        soort = Soort.ERBIJ if daarna else Soort.WEG
        return Invoerverschil(rol, kort, (Rijverschil(soort, regels),))
    verschillen = compare_rijen(eerst, daarna, _SLEUTELS.get(rol, ()))
    return Invoerverschil(rol, kort, verschillen) if verschillen or rol != "ronde" else None


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
        # Where the copies of the inputs lie says nothing about the round.
        inhoud = [{"sleutel": k, "waarde": w} for k, w in inhoud.items() if k not in _SLEUTELS]
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


def compare_rijen(
    oud: Iterable[Rij], nieuw: Iterable[Rij], sleutels: Sequence[str]
) -> tuple[Rijverschil, ...]:
    """Rows that are new, gone or changed, in the order of the old table, new ones last.

    Rows with the same values for `sleutels` are matched; of several, equal ones first, then in
    order. An absent cell is an empty one.
    """

    def key(rij: Rij) -> tuple[str, ...]:
        return tuple(rij.get(sleutel, "") for sleutel in sleutels)

    over: dict[tuple[str, ...], list[Rij]] = defaultdict(list)
    for rij in nieuw:
        over[key(rij)].append(rij)
    anders: list[Rij] = []
    for rij in oud:
        if rij in over[key(rij)]:
            over[key(rij)].remove(rij)
        else:
            anders.append(rij)
    paren = [
        *((rij, groep.pop(0) if (groep := over[key(rij)]) else None) for rij in anders),
        *((None, rij) for groep in over.values() for rij in groep),
    ]
    return tuple(
        Rijverschil(
            Soort.ERBIJ if was is None else Soort.WEG if wordt is None else Soort.ANDERS,
            ", ".join(filter(None, key(was or wordt or {}))),
            compare_waarden(was or {}, wordt or {}, sleutels),
        )
        for was, wordt in paren
    )


def compare_waarden(oud: Rij, nieuw: Rij, behalve: Iterable[str] = ()) -> tuple[Wijziging, ...]:
    """The cells that changed, in the order of the old row."""
    namen = [naam for naam in dict.fromkeys([*oud, *nieuw]) if naam not in set(behalve)]
    return tuple(
        Wijziging(naam, oud.get(naam, ""), nieuw.get(naam, ""))
        for naam in namen
        if oud.get(naam, "") != nieuw.get(naam, "")
    )
