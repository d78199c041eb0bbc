"""What a round says of itself: a page for who reads, an RO-Crate for programs, and the manifest.

Each has the hashes of all that was made before it. So the page knows neither the crate nor the
manifest, the crate knows no hash of the manifest, and the manifest has every hash but its own.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ibt.batch.manifest import seal
from ibt.batch.notebooks import source_hash
from ibt.batch.plan import make_rapportages
from ibt.batch.versies import package_versions, program_hash
from ibt.begrippen.bron import Bron
from ibt.begrippen.herkomst import Afdruk, Herkomst, Kaderversie, Rapportage
from ibt.begrippen.indeling import CRATE, HERKOMST, MANIFEST
from ibt.rapport.crate import make_crate
from ibt.rapport.herkomst import herkomst_page
from ibt.rapport.index import Mislukt
from ibt.ronde import Ronde

Inhoud = dict[str, Any]


def make_inhoud(
    ronde: Ronde,
    notebooks: Sequence[Path],
    geschreven: Mapping[str, bytes],
    mislukt: Sequence[Mislukt],
    verouderd: Sequence[str] = (),
) -> Inhoud:
    """What the manifest says; `geschreven` are the files so far, by their path in the round.

    `verouderd` are the reports that were left as they were, though that changed.
    """
    verslag, kader = ronde.verslag, ronde.kader
    return {
        "programma": f"ibt {verslag.versie}",
        "programma_sha256": program_hash(),
        "voorbeeld": verslag.voorbeeld,
        "provincie": verslag.provincie,
        "peildatum": str(verslag.peildatum),
        "periode": str(verslag.peildatum.periode),
        "kader": kader.id,
        "kader_titel": kader.titel,
        "kader_geldig_van": kader.geldig_van.isoformat(),
        "kader_adres": kader.bron,
        "staat": verslag.staat,
        "bijgewerkt_op": verslag.bijgewerkt_op.isoformat(),
        "python": platform.python_version(),
        "pakketten": package_versions(),
        "gelezen": [_source(bron) for bron in verslag.bronnen],
        "notebooks": {pad.name: source_hash(pad) for pad in notebooks},
        "rapporten": {een.naam: _report(een) for een in make_rapportages(ronde)},
        "geschreven": {naam: _hash(geschreven[naam]) for naam in sorted(geschreven)},
        "verouderd": sorted(verouderd),
        "mislukt": [{"rapport": een.naam, "cel": een.cel, "fout": een.fout} for een in mislukt],
    }


def make_slotstukken(ronde: Ronde, inhoud: Inhoud) -> Iterator[tuple[str, bytes]]:
    """The page, the crate and the manifest by their path, of what was written before them.

    What `inhoud` has of these three is left out: of a manifest that was read they come out the
    same, byte for byte. LookupError, TypeError or ValueError where it is no manifest of a round.
    """
    eerder = {n: h for n, h in inhoud["geschreven"].items() if n not in (HERKOMST, CRATE)}
    pagina = herkomst_page(ronde.verslag, read_herkomst({**inhoud, "geschreven": eerder})).encode()
    yield HERKOMST, pagina
    met_pagina = {**eerder, HERKOMST: _hash(pagina)}
    crate = make_crate(read_herkomst({**inhoud, "geschreven": met_pagina}))
    yield CRATE, crate
    alles = sorted({**met_pagina, CRATE: _hash(crate)}.items())
    yield MANIFEST, seal({**inhoud, "geschreven": dict(alles)})


def read_herkomst(inhoud: Inhoud) -> Herkomst:
    """What a manifest says; LookupError, TypeError or ValueError where it does not."""
    return Herkomst(
        provincie=inhoud["provincie"],
        peildatum=date.fromisoformat(inhoud["peildatum"]),
        periode=inhoud["periode"],
        staat=inhoud["staat"],
        bijgewerkt_op=date.fromisoformat(inhoud["bijgewerkt_op"]),
        kader=_framework(inhoud),
        programma=Afdruk(inhoud["programma"], inhoud["programma_sha256"]),
        python=inhoud["python"],
        pakketten=dict(inhoud["pakketten"]),
        gelezen=tuple(map(_read_source, inhoud["gelezen"])),
        notebooks=_prints(inhoud["notebooks"]),
        rapporten=tuple(_reports(inhoud)),
        geschreven=_prints(inhoud["geschreven"]),
    )


def _framework(inhoud: Inhoud) -> Kaderversie:
    begin = date.fromisoformat(inhoud["kader_geldig_van"])
    return Kaderversie(inhoud["kader"], inhoud["kader_titel"], begin, inhoud["kader_adres"])


def _report(een: Rapportage) -> dict[str, Any]:
    return {"over": een.over, "notebook": een.notebook, "parameters": dict(een.parameters)}


def _reports(inhoud: Inhoud) -> Iterator[Rapportage]:
    fouten = {een["rapport"]: f"{een['cel']}: {een['fout']}" for een in inhoud["mislukt"]}
    for naam, een in inhoud["rapporten"].items():
        parameters, fout = dict(een["parameters"]), fouten.get(naam, "")
        oud = naam in inhoud["verouderd"]
        yield Rapportage(naam, een["over"], een["notebook"], parameters, fout, oud)


def _source(bron: Bron) -> dict[str, Any]:
    dag = None if bron.per is None else bron.per.isoformat()
    return {
        "rol": bron.rol,
        "bestand": bron.naam,
        "rijen": bron.rijen,
        "tot_en_met": dag,
        "sha256": bron.sha256,
    }


def _read_source(een: Mapping[str, Any]) -> Bron:
    dag = een["tot_en_met"]
    per = None if dag is None else date.fromisoformat(dag)
    return Bron(een["rol"], een["bestand"], een["sha256"], een["rijen"], per)


def _prints(hashes: Mapping[str, str]) -> tuple[Afdruk, ...]:
    return tuple(Afdruk(naam, sha256) for naam, sha256 in hashes.items())


def _hash(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()
