"""A valid round and some choices → the files of a round that is, mostly, no longer valid."""

import copy
import csv
import io
import json
from collections.abc import Callable
from typing import Any

import yaml
from keuze import Keuze
from vijandig import TEKSTEN, WAARDEN, YAML
from werkmappen import ods, xlsx
from zaden import RONDE, Zaad

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_TABELLEN = ("cijfers", "gemeenten", "register", "gekoppelden", "eerder")
_DOELEN = (
    *("ronde", "bevindingen", "bevindingen", "dossier", "kaart"),
    *("cijfers", "cijfers", "gemeenten", "register", "gekoppelden", "eerder"),
)

_OPTIONEEL = {"dossier", "eerdere_cijfers", "gekoppelden", "kaart"}
_SLEUTEL = {"eerder": "eerdere_cijfers"}


def mutate(zaden: list[Zaad], keuze: Keuze) -> dict[str, bytes]:
    """The files by path; one to three of them were changed."""
    zaad = zaden[keuze.below(len(zaden))]
    doelen = {keuze.of(_DOELEN) for _ in range(1 + keuze.below(4) // 3)}
    ronde = copy.deepcopy(zaad.ronde)
    heel = keuze.one_in(8)
    # What a round can do without is read only where it matters: that is most of the time.
    weg = set() if heel else _OPTIONEEL - {_SLEUTEL.get(naam, naam) for naam in doelen}
    for sleutel in weg:
        del ronde[sleutel]
    bestanden: dict[str, bytes] = {}
    for naam in _TABELLEN:
        sleutel = _SLEUTEL.get(naam, naam)
        if sleutel in weg:
            continue
        soort = keuze.of(("csv", "csv", "xlsx", "ods")) if naam in doelen else "csv"
        pad = f"data/{naam}.{soort}"
        bestanden[pad] = _table(zaad.tabellen[naam], soort, keuze if naam in doelen else None)
        ronde[sleutel] = [f"../{pad}"] if naam == "eerder" else f"../{pad}"
    for naam, waarde in zaad.waarden.items():
        if naam in weg:
            continue
        pad = f"data/{naam}.json" if naam == "kaart" else f"parameters/{naam}.yaml"
        bestanden[pad] = _value(waarde, naam == "kaart", keuze if naam in doelen else None)
    bestanden[RONDE] = _value(ronde, False, keuze if "ronde" in doelen else None)
    return bestanden


def unchanged(zaad: Zaad) -> dict[str, bytes]:
    """The files of a round as it is, with everything that it may name."""
    ronde = dict(zaad.ronde)
    bestanden = {
        f"data/{naam}.csv": _table(rijen, "csv", None) for naam, rijen in zaad.tabellen.items()
    }
    for naam, waarde in zaad.waarden.items():
        pad = f"data/{naam}.json" if naam == "kaart" else f"parameters/{naam}.yaml"
        bestanden[pad] = _value(waarde, naam == "kaart", None)
    return {**bestanden, RONDE: _yaml(ronde)}


def _value(waarde: Any, als_json: bool, keuze: Keuze | None) -> bytes:
    """A value as YAML or JSON; changed as a tree, as lines of text or as bytes."""
    schrijf = _json if als_json else _yaml
    if keuze is None:
        return schrijf(waarde)
    vorm = keuze.below(8)
    if vorm < 5:
        waarde = copy.deepcopy(waarde)
        for _ in range(1 + keuze.below(5) // 3):
            waarde = _change_tree(waarde, keuze)
    inhoud = schrijf(waarde)
    if vorm in (4, 5, 6) and not als_json:
        inhoud = _change_lines(inhoud.decode("utf-8", "surrogatepass"), keuze)
    return _change_bytes(inhoud, keuze) if vorm == 7 else inhoud


def _yaml(waarde: Any) -> bytes:
    try:
        return yaml.dump(waarde, Dumper=_DUMPER, allow_unicode=True, sort_keys=False).encode()
    except (yaml.YAMLError, ValueError, UnicodeError):
        return repr(waarde)[:1000].encode("utf-8", "replace")


def _json(waarde: Any) -> bytes:
    try:
        return json.dumps(waarde, default=str).encode()
    except (ValueError, UnicodeError):
        return b"[1" + b"0" * 400 + b"]"


def _places(waarde: Any) -> list[tuple[Any, Any]]:
    """Every part of a tree as (what holds it, under which key)."""
    plekken: list[tuple[Any, Any]] = []
    wacht = [waarde]
    while wacht and len(plekken) < 3000:
        deel = wacht.pop()
        paren = deel.items() if isinstance(deel, dict) else enumerate(deel)
        for sleutel, onder in list(paren):
            plekken.append((deel, sleutel))
            if isinstance(onder, (dict, list)) and onder:
                wacht.append(onder)
    return plekken


def _change_tree(waarde: Any, keuze: Keuze) -> Any:
    plekken = _places(waarde) if isinstance(waarde, (dict, list)) else []
    if not plekken or keuze.one_in(64):
        return copy.deepcopy(keuze.of(WAARDEN))
    houder, sleutel = keuze.of(plekken)
    oud = houder[sleutel]
    match keuze.below(9):
        case 0 | 1 | 2:
            houder[sleutel] = copy.deepcopy(keuze.of(WAARDEN))
        case 3:
            del houder[sleutel]
        case 4:
            houder[sleutel] = [oud] if keuze.one_in(2) else {"a": oud}
        case 5:
            ander, naam = keuze.of(plekken)
            houder[sleutel] = copy.deepcopy(ander[naam]) if naam in _keys(ander) else None
        case 6 if isinstance(houder, dict):
            houder[keuze.of((*TEKSTEN, *(str(k) for h, k in plekken if isinstance(h, dict))))] = oud
        case 7 if isinstance(houder, list):
            houder[sleutel:sleutel] = [copy.deepcopy(oud)] * (1 + keuze.below(5))
        case _:
            houder[sleutel] = f"{oud}{keuze.of(TEKSTEN)}"
    return waarde


def _keys(houder: Any) -> Any:
    return houder if isinstance(houder, dict) else range(len(houder))


def _change_lines(tekst: str, keuze: Keuze) -> bytes:
    regels = tekst.split("\n")
    for _ in range(1 + keuze.below(4)):
        plek = keuze.below(len(regels))
        match keuze.below(6):
            case 0 | 1:
                sleutel, punt, _rest = regels[plek].partition(": ")
                regels[plek] = f"{sleutel}{punt}{keuze.of(YAML)}" if punt else keuze.of(YAML)
            case 2:
                regels.insert(plek, regels[keuze.below(len(regels))])
            case 3:
                regels[plek] = " " * keuze.below(9) + regels[plek].lstrip(" -")
            case 4:
                regels.insert(plek, keuze.of(YAML))
            case _:
                regels[plek] = regels[plek][: keuze.below(len(regels[plek]) + 1)]
    return "\n".join(regels).encode("utf-8", "surrogatepass")


def _table(rijen: list[list[str]], soort: str, keuze: Keuze | None) -> bytes:
    als_bytes = False
    if keuze is not None:
        als_bytes = keuze.one_in(5)
        rijen = [list(rij) for rij in rijen]
        for _ in range(keuze.below(2) if als_bytes else 1 + keuze.below(6) // 3):
            _change_rows(rijen, keuze)
    if soort == "csv":
        inhoud = _csv(rijen, keuze)
    else:
        inhoud = (xlsx if soort == "xlsx" else ods)(rijen, keuze)
    return _change_bytes(inhoud, keuze) if als_bytes and keuze is not None else inhoud


def _change_rows(rijen: list[list[str]], keuze: Keuze) -> None:
    y = keuze.below(len(rijen)) if rijen else 0
    if not rijen or not rijen[y]:
        rijen.append([keuze.of(TEKSTEN)])
        return
    rij, x = rijen[y], keuze.below(len(rijen[y]))
    match keuze.below(11):
        case 0 | 1 | 2 | 3:
            rij[x] = keuze.of(TEKSTEN)
        case 4:
            del rij[x]
        case 5:
            rij.insert(x, keuze.of(TEKSTEN))
        case 6:
            rijen.insert(y, list(rij))
        case 7:
            del rijen[y]
        case 8:
            rij[x] = keuze.of(keuze.of(rijen) or [""])
        case 9:
            rijen[0], rijen[y] = rijen[y], rijen[0]
        case _:
            rij[x] = (keuze.of(TEKSTEN) + rij[x]) * (1 + keuze.below(3))


def _csv(rijen: list[list[str]], keuze: Keuze | None) -> bytes:
    buffer = io.StringIO()
    teken, codering = ",", "utf-8"
    if keuze is not None:
        teken = keuze.of((",", ",", ";"))
        codering = keuze.of(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"))
    csv.writer(buffer, delimiter=teken).writerows(rijen)
    return buffer.getvalue().encode(codering, "replace")


def _change_bytes(inhoud: bytes, keuze: Keuze) -> bytes:
    stuk = bytearray(inhoud)
    veranderingen: list[Callable[[int], None]] = [
        lambda plek: stuk.__setitem__(slice(plek, plek + 1), keuze.rest(4)),
        lambda plek: stuk.__setitem__(slice(plek, plek), keuze.rest(16)),
        lambda plek: stuk.__delitem__(slice(plek, plek + 1 + keuze.below(64))),
        lambda plek: stuk.__delitem__(slice(plek, None)),
        lambda plek: stuk.extend(stuk[plek:][:5000]),
        lambda plek: stuk.__setitem__(slice(plek, plek), stuk[keuze.below(len(stuk) or 1) :][:64]),
    ]
    for _ in range(1 + keuze.below(4)):
        keuze.of(veranderingen)(keuze.below(len(stuk) or 1))
    return bytes(stuk)
