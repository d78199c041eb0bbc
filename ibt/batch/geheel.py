"""All files of a round: what was ready, its reports, and what can only be made of all of those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ibt.batch.herkomst import make_inhoud, make_slotstukken
from ibt.batch.plan import Rondeplan
from ibt.batch.vorken import run_apart
from ibt.begrippen.indeling import BUNDEL, INDEX, PROVINCIE, report_files
from ibt.rapport.bundel import bundel_document
from ibt.rapport.index import Mislukt, index_page
from ibt.rapport.typst import Stuk, compile_pdf, typst_piece
from ibt.ronde import Ronde


@dataclass(frozen=True)
class Rapporten:
    """The reports of a round: the three files of each by its name, and what is not there.

    `stukken` are the parts of what was just made; `verouderd` are those that were left as they
    were, though what they are made of changed.
    """

    bestanden: Mapping[str, Sequence[bytes]]
    mislukt: tuple[Mislukt, ...] = ()
    verouderd: tuple[str, ...] = ()
    stukken: Mapping[str, Stuk | None] | None = None


def assemble(plan: Rondeplan, rapporten: Rapporten, bundel: bytes) -> dict[str, bytes]:
    """Every file of the round by its path in it."""
    alles = dict(plan.vast)
    for naam in plan.rapporten:
        if naam in rapporten.bestanden:
            alles |= zip(report_files(naam), rapporten.bestanden[naam], strict=True)
    alles[BUNDEL] = bundel
    alles[INDEX] = _make_index(plan.ronde, rapporten).encode()
    inhoud = make_inhoud(plan, alles, rapporten.mislukt, rapporten.verouderd)
    return alles | dict(make_slotstukken(plan.ronde, inhoud))


def make_bundel(ronde: Ronde, rapporten: Rapporten) -> bytes:
    """All reports in one PDF: the overview, then every gemeente by its name.

    In a process of its own where there can be one: of a large round Typst keeps gigabytes.
    """
    return run_apart(_make_bundel, ronde, rapporten)


def _make_bundel(ronde: Ronde, rapporten: Rapporten) -> bytes:
    namen = {PROVINCIE: "Provinciaal overzicht"}
    namen |= {uit.gemeente.code: uit.gemeente.naam for uit in ronde.op_naam}
    delen = [
        (rapporten.stukken or {}).get(code)
        or typst_piece(rapporten.bestanden[code][1].decode(), code)
        for code in namen
        if code in rapporten.bestanden
    ]
    weg = [naam for code, naam in namen.items() if code not in rapporten.bestanden]
    oud = [naam for code, naam in namen.items() if code in rapporten.verouderd]
    return compile_pdf(bundel_document(ronde.verslag, delen, weg, oud))


def _make_index(ronde: Ronde, rapporten: Rapporten) -> str:
    vorige = f"../{ronde.peildatum.vorige_beoordeling}/{INDEX}"
    link = None if ronde.vorige_resultaat is None or ronde.is_proef else vorige
    return index_page(ronde.verslag, ronde.op_naam, rapporten.mislukt, link, rapporten.verouderd)
