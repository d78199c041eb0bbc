"""What a round says of itself: a page for who reads, an RO-Crate for programs, and the manifest.

Each has the hashes of all that was made before it. So the page knows neither the crate nor the
manifest, the crate knows no hash of the manifest, and the manifest has every hash but its own.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ibt.batch.manifest import seal
from ibt.batch.notebooks import source_hash
from ibt.batch.plan import Rondeplan
from ibt.batch.schrijf import digest
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
    plan: Rondeplan,
    geschreven: Mapping[str, bytes],
    mislukt: Sequence[Mislukt],
    verouderd: Sequence[str] = (),
) -> Inhoud:
    """What the manifest says; `geschreven` are the files so far, by their path in the round.

    `verouderd` are the reports that were left as they were, though that changed.
    """
    verslag, kader = plan.ronde.verslag, plan.ronde.kader
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
        "notebooks": {pad.name: source_hash(pad) for pad in plan.bronnen},
        "rapporten": {naam: _report(rapport) for naam, rapport in plan.rapporten.items()},
        "geschreven": {naam: digest(geschreven[naam]) for naam in sorted(geschreven)},
        "verouderd": sorted(verouderd),
        "mislukt": [{"rapport": weg.naam, "cel": weg.cel, "fout": weg.fout} for weg in mislukt],
    }


def make_slotstukken(ronde: Ronde, inhoud: Inhoud) -> Iterator[tuple[str, bytes]]:
    """The page, the crate and the manifest by their path, of what was written before them.

    What `inhoud` has of these three is left out: of a manifest that was read they come out the
    same, byte for byte. LookupError, TypeError or ValueError where it is no manifest of a round.
    """
    eerder = {n: h for n, h in inhoud["geschreven"].items() if n not in (HERKOMST, CRATE)}
    pagina = herkomst_page(ronde.verslag, read_herkomst({**inhoud, "geschreven": eerder})).encode()
    yield HERKOMST, pagina
    met_pagina = {**eerder, HERKOMST: digest(pagina)}
    crate = make_crate(read_herkomst({**inhoud, "geschreven": met_pagina}))
    yield CRATE, crate
    alles = sorted({**met_pagina, CRATE: digest(crate)}.items())
    yield MANIFEST, seal({**inhoud, "geschreven": dict(alles)})


def read_herkomst(inhoud: Inhoud) -> Herkomst:
    """What a manifest says; LookupError, TypeError or ValueError where it does not."""
    return Herkomst(
        provincie=inhoud["provincie"],
        peildatum=date.fromisoformat(inhoud["peildatum"]),
        periode=inhoud["periode"],
        staat=inhoud["staat"],
        bijgewerkt_op=date.fromisoformat(inhoud["bijgewerkt_op"]),
        kader=Kaderversie(
            inhoud["kader"],
            inhoud["kader_titel"],
            date.fromisoformat(inhoud["kader_geldig_van"]),
            inhoud["kader_adres"],
        ),
        programma=Afdruk(inhoud["programma"], inhoud["programma_sha256"]),
        python=inhoud["python"],
        pakketten=dict(inhoud["pakketten"]),
        gelezen=tuple(map(_read_source, inhoud["gelezen"])),
        notebooks=_prints(inhoud["notebooks"]),
        rapporten=tuple(_reports(inhoud)),
        geschreven=_prints(inhoud["geschreven"]),
    )


def _report(rapport: Rapportage) -> dict[str, Any]:
    wat = {"over": rapport.over, "notebook": rapport.notebook}
    return {**wat, "parameters": dict(rapport.parameters)}


def _reports(inhoud: Inhoud) -> Iterator[Rapportage]:
    fouten = {weg["rapport"]: f"{weg['cel']}: {weg['fout']}" for weg in inhoud["mislukt"]}
    for naam, rapport in inhoud["rapporten"].items():
        parameters, fout = dict(rapport["parameters"]), fouten.get(naam, "")
        oud = naam in inhoud["verouderd"]
        yield Rapportage(naam, rapport["over"], rapport["notebook"], parameters, fout, oud)


def _source(bron: Bron) -> dict[str, Any]:
    dag = None if bron.per is None else bron.per.isoformat()
    return {
        "rol": bron.rol,
        "bestand": bron.naam,
        "rijen": bron.rijen,
        "tot_en_met": dag,
        "sha256": bron.sha256,
    }


def _read_source(bron: Mapping[str, Any]) -> Bron:
    dag = bron["tot_en_met"]
    per = None if dag is None else date.fromisoformat(dag)
    return Bron(bron["rol"], bron["bestand"], bron["sha256"], bron["rijen"], per)


def _prints(hashes: Mapping[str, str]) -> tuple[Afdruk, ...]:
    return tuple(Afdruk(naam, sha256) for naam, sha256 in hashes.items())
