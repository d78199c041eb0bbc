"""A GeoJSON file (RFC 7946) with boundaries of gemeenten → a checked map, or all its faults."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ibt.begrippen.bron import Bron
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kaart import Grens, Kaart, Ring
from ibt.readers import Gelezen
from ibt.readers.bestand import decode, read_bytes

# How the code of a gemeente is called in files of CBS, Kadaster (PDOK) and this project.
CODENAMEN = ("gemeentecode", "statcode", "gm_code", "gemcode", "code", "identificatie")
# No coordinate on earth is larger, in degrees or in metres.
_GROOTST = 1e9
# Points nearer together than this part of the map's width cannot be seen apart.
_KLEINST = 1 / 1200


def read_kaart(pad: Path, gemeenten: Iterable[Gemeente]) -> Gelezen[Kaart]:
    """The boundaries of these gemeenten; others in the file play no part.

    InvoerFout when it is no GeoJSON, and for every gemeente without a usable boundary.
    """
    inhoud = read_bytes(pad)
    delen = _features(pad, inhoud)
    gebreken: list[Gebrek] = []
    grenzen: list[Grens] = []
    for gemeente in gemeenten:
        ringen = tuple(ring for deel in delen.get(gemeente.code, ()) for ring in _rings(deel))
        if ringen:
            grenzen.append(Grens(gemeente.code, ringen))
        else:
            gebreken.append(_without(pad, gemeente, gemeente.code in delen))
    if gebreken:
        raise InvoerFout(gebreken)
    bron = Bron("kaart", pad.name, hashlib.sha256(inhoud).hexdigest(), len(grenzen))
    return Gelezen(_thinned(grenzen), bron)


def _features(pad: Path, inhoud: bytes) -> dict[str, list[Any]]:
    """The geometries of a file by gemeentecode."""
    try:
        gelezen = json.loads(decode(pad, inhoud))
    except (ValueError, RecursionError):
        raise InvoerFout([Gebrek(pad.name, "moet leesbare GeoJSON zijn")]) from None
    delen = gelezen.get("features") if isinstance(gelezen, dict) else None
    if not isinstance(delen, list):
        verwacht = "moet GeoJSON met een lijst features zijn (een FeatureCollection)"
        raise InvoerFout([Gebrek(pad.name, verwacht)])
    per_code: dict[str, list[Any]] = {}
    for deel in delen:
        code = _code(deel)
        if code is not None:
            per_code.setdefault(code, []).append(deel.get("geometry"))
    return per_code


def _code(deel: Any) -> str | None:
    """The gemeentecode of a feature: `GM0344`, also where the file has `0344`."""
    velden = deel.get("properties") if isinstance(deel, dict) else None
    if not isinstance(velden, dict):
        return None
    namen = {str(naam).lower(): waarde for naam, waarde in velden.items()}
    waarde = next((namen[naam] for naam in CODENAMEN if namen.get(naam)), None)
    if waarde is None:
        return None
    tekst = str(waarde).strip()
    return f"GM{tekst}" if tekst.isdigit() else tekst


def _rings(vorm: Any) -> Iterator[Ring]:
    """The rings of a geometry, or nothing where it is no polygon."""
    if not isinstance(vorm, dict) or vorm.get("type") not in ("Polygon", "MultiPolygon"):
        return
    ringen = vorm.get("coordinates")
    vlakken = ringen if vorm["type"] == "MultiPolygon" else [ringen]
    for vlak in vlakken if isinstance(vlakken, list) else []:
        for ring in vlak if isinstance(vlak, list) else []:
            if punten := _points(ring):
                yield punten


def _points(ring: Any) -> Ring | None:
    """A closed ring of at least three points; None where a point is no pair of numbers."""
    if not isinstance(ring, list) or len(ring) < 4 or not all(map(_is_point, ring)):
        return None
    return tuple((float(punt[0]), float(punt[1])) for punt in ring)


def _is_point(punt: Any) -> bool:
    return (
        isinstance(punt, list)
        and len(punt) >= 2
        and all(isinstance(x, int | float) and abs(x) <= _GROOTST for x in punt[:2])
    )


def _thinned(grenzen: list[Grens]) -> Kaart:
    """The same map without points that cannot be seen apart."""
    punten = [punt for grens in grenzen for ring in grens.ringen for punt in ring]
    if not punten:
        return Kaart((), True)
    breedte = max(x for x, _ in punten) - min(x for x, _ in punten)
    in_graden = all(abs(x) <= 180 and abs(y) <= 90 for x, y in punten)
    dun = tuple(
        Grens(grens.gemeentecode, tuple(_thin(ring, breedte * _KLEINST) for ring in grens.ringen))
        for grens in grenzen
    )
    return Kaart(dun, in_graden)


def _thin(ring: Ring, afstand: float) -> Ring:
    """Every point that lies far enough from the last one that was kept; at least four."""
    uit = [ring[0]]
    for punt in ring[1:-1]:
        if math.dist(punt, uit[-1]) >= afstand:
            uit.append(punt)
    return (*uit, ring[-1]) if len(uit) >= 3 else ring


def _without(pad: Path, gemeente: Gemeente, gevonden: bool) -> Gebrek:
    if gevonden:
        verwacht = "de vorm moet een Polygon of MultiPolygon met punten [x, y] zijn"
        return Gebrek(pad.name, verwacht, gemeente=str(gemeente))
    return Gebrek(
        pad.name,
        f"moet een grens van elke gemeente hebben, met haar code in {CODENAMEN[0]} of "
        f"{CODENAMEN[1]}",
        gemeente=str(gemeente),
        raad="Gebruik een kaart van het jaar van de peildatum.",
    )
