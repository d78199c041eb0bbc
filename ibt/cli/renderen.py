"""`ibt render`: whole rounds, one after the other; what did not change stays as it is."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import click

from ibt.batch.verzoek import Limiet, Resultaat, Verzoek, can_fork
from ibt.batch.vooraf import keep_vooraf, peek, recall_vooraf
from ibt.begrippen.fout import IbtFout, enumerated
from ibt.cli.laden import GEHEUGEN, NOTEBOOKS, PAD, UIT, WERKERS, load, round_folder
from ibt.cli.melden import count, fault_text, say, shown, together, warn
from ibt.cli.ondertekenen import stale_signature
from ibt.cli.taal import Keuzelijst, Opdracht, getaloptie


@click.command(cls=Opdracht)
@click.argument("rondes", type=PAD, metavar="RONDE...", nargs=-1, required=True)
@UIT
@click.option(
    "--gemeente",
    "codes",
    multiple=True,
    metavar="GEMEENTE",
    help="Vernieuw deze gemeente (code of naam; mag vaker) en het overzicht. Staat er nog geen "
    "ronde in de map, dan is het een voorproef: alleen deze rapporten.",
)
@NOTEBOOKS
@click.option("--force", "alles", is_flag=True, help="Maak ook wat niet is veranderd opnieuw.")
@click.option(
    "--only-failed", "alleen_mislukt", is_flag=True, help="Maak alleen wat mislukt of weg is."
)
@click.option(
    "--kernel",
    type=Keuzelijst(["warm", "gewoon"]),
    help="Hoe notebooks draaien: warm is snel (alleen Linux), gewoon zoals in Jupyter.",
)
@getaloptie(
    "--tijd",
    "SECONDEN",
    (1, 86400),
    "Stop een notebook dat langer duurt (300 als u niets zegt).",
    Limiet.tijd,
)
@GEHEUGEN
@click.option(
    "--executor",
    type=Keuzelijst(["hier", "dask"]),
    default="hier",
    help="Waar rapporten worden gemaakt: hier, of door werkers van dask.",
)
@click.option(
    "--address", "adres", metavar="ADRES", help="De scheduler van dask: tcp://host:poort."
)
@WERKERS
def render(
    rondes: tuple[Path, ...],
    uit: Path | None,
    notebooks: Path | None,
    executor: str,
    kernel: str | None,
    **gevraagd: Any,
) -> None:
    """Maak de hele ronde: rapporten, overzicht, index, tabel en manifest.

    Wat er al staat en niet is veranderd, blijft staan.
    """
    limiet = Limiet(gevraagd.pop("tijd"), gevraagd.pop("geheugen"))
    verzoek = Verzoek(limiet=limiet, **gevraagd)
    _require_together(verzoek, executor, kernel)
    if uit is not None and len(rondes) > 1:
        raise click.UsageError("-o kan alleen bij één ronde: elke ronde heeft een eigen map.")
    if kernel == "warm" and not can_fork():
        say("Let op: warme kernels kunnen hier niet; het gaat met gewone.", err=True)
    if kernel == "gewoon":
        verzoek = replace(verzoek, warm=False)
    heel = True
    for ronde in rondes:
        try:
            heel = _render(ronde, uit, notebooks, verzoek) and heel
        except IbtFout as fout:
            # Rounds stand apart: a later one is made all the same, after the former that it names.
            heel = False
            voor = f"{shown(ronde)}: " if len(rondes) > 1 else ""
            say(f"{voor}{fault_text(fout)}", err=True)
    if not heel:
        sys.exit(1)


def _require_together(verzoek: Verzoek, executor: str, kernel: str | None) -> None:
    """Options that need or exclude each other; a usage error in Dutch."""
    if (executor == "dask") != (verzoek.adres is not None):
        raise click.UsageError("--executor dask en --address ADRES horen bij elkaar.")
    if executor == "dask" and (kernel is not None or verzoek.werkers is not None):
        raise click.UsageError(
            "--kernel en --werkers kunnen niet bij --executor dask: daar gaat het zoals de werkers "
            "zijn gestart."
        )
    if verzoek.alles + verzoek.alleen_mislukt + bool(verzoek.codes) > 1:
        raise click.UsageError("--force, --only-failed en --gemeente kunnen niet samen.")


def _render(ronde: Path, uit: Path | None, notebooks: Path | None, verzoek: Verzoek) -> bool:
    """Render one round; whether every report was made."""
    begin = monotonic()
    vooraf = peek(ronde, notebooks)
    if vooraf is not None and not (verzoek.codes or verzoek.alles):
        map_ = round_folder(ronde.resolve(), vooraf.peildatum, uit)
        if (bekend := recall_vooraf(map_, vooraf)) is not None:
            warn(bekend.gemeld)
            _report(Resultaat(map_, 0, (), log=map_, ongewijzigd=len(bekend.rapporten)), begin)
            return True
    geladen, gemeld = load(ronde)

    from ibt.batch.notebooks import find_notebooks
    from ibt.batch.render import render_ronde
    from ibt.begrippen.indeling import soort_of

    map_ = round_folder(geladen.pad, geladen.peildatum, uit)
    eigen = find_notebooks(notebooks, soort_of(geladen.peildatum))
    klaar = render_ronde(geladen, map_, eigen, verzoek)
    if klaar.is_heel:
        keep_vooraf(map_, vooraf, gemeld)
    warn(stale_signature(map_))
    _report(klaar, begin)
    return not klaar.mislukt


def _report(klaar: Resultaat, begin: float) -> None:
    """What is worth knowing of a render and what failed in it; last, in one line, what it made."""
    warn(klaar.waarschuwingen)
    mislukt = len(klaar.mislukt)
    if mislukt:
        say("Niet gelukt:", err=True)
        wie = together(
            ((mislukking.cel, mislukking.fout), mislukking.naam) for mislukking in klaar.mislukt
        )
        for (cel, fout), namen in wie.items():
            say(f"  {enumerated(namen)}, {cel}: {fout}", err=True)
        say(f"Logboek: {shown(klaar.log)}", err=True)
    alles = klaar.rapporten + klaar.ongewijzigd + klaar.verouderd
    duur = monotonic() - begin
    seconden = f"{duur:.1f}".replace(".", ",") if duur < 10 else f"{duur:.0f}"
    say(
        f"{count(alles, 'rapport', 'rapporten')}: {klaar.rapporten - mislukt} gemaakt, "
        f"{klaar.ongewijzigd} ongewijzigd, "
        f"{f'{klaar.verouderd} verouderd, ' if klaar.verouderd else ''}"
        f"{mislukt} mislukt, in {seconden} s. Begin bij {shown(klaar.map / 'index.html')}"
    )
