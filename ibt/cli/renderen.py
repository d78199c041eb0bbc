"""`ibt render`: whole rounds, one after the other; what did not change stays as it is."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import Any

import click

from ibt.batch.verzoek import Grens, Resultaat, Verzoek, can_fork
from ibt.batch.vooraf import keep_vooraf, look_ahead, recall_vooraf
from ibt.begrippen.fout import IbtFout, Waarschuwing, enumerated
from ibt.cli.laden import GEHEUGEN, NOTEBOOKS, WERKERS, load, round_folder
from ibt.cli.melden import count, fault_text, say, shown, warn
from ibt.cli.taal import Keuzelijst, Opdracht, parse_getal


@click.command(cls=Opdracht)
@click.argument(
    "rondes", type=click.Path(path_type=Path), metavar="RONDE...", nargs=-1, required=True
)
@click.option(
    "-o", "uit", type=click.Path(path_type=Path), metavar="MAP", help="Map voor de uitkomst."
)
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
@click.option("--only-failed", "mislukt", is_flag=True, help="Maak alleen wat mislukt of weg is.")
@click.option(
    "--kernel",
    type=Keuzelijst(["warm", "gewoon"]),
    help="Hoe notebooks draaien: warm is snel (alleen Linux), gewoon zoals in Jupyter.",
)
@click.option(
    "--tijd",
    callback=parse_getal(1, 86400),
    default=str(Grens.tijd),
    metavar="SECONDEN",
    help="Stop een notebook dat langer duurt (300 als u niets zegt).",
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
    codes: tuple[str, ...],
    notebooks: Path | None,
    alles: bool,
    mislukt: bool,
    kernel: str | None,
    executor: str,
    adres: str | None,
    werkers: int | None,
    tijd: int,
    geheugen: int,
) -> None:
    """Maak de hele ronde: rapporten, overzicht, index, tabel en manifest.

    Wat er al staat en niet is veranderd, blijft staan.
    """
    verzoek = {"codes": codes, "alles": alles, "alleen_mislukt": mislukt, "werkers": werkers}
    verzoek |= {"adres": adres, "grens": Grens(tijd, geheugen)}
    _require_together(verzoek, executor, kernel)
    if uit is not None and len(rondes) > 1:
        raise click.UsageError("-o kan alleen bij één ronde: elke ronde heeft een eigen map.")
    if kernel is not None:
        verzoek["warm"] = kernel == "warm" and _can_fork()
    if not _render_all(rondes, uit, notebooks, verzoek):
        sys.exit(1)


def _require_together(verzoek: dict[str, Any], executor: str, kernel: str | None) -> None:
    """Options that need or exclude each other; a usage error in Dutch."""
    adres, werkers = verzoek["adres"], verzoek["werkers"]
    if (executor == "dask") != (adres is not None):
        raise click.UsageError("--executor dask en --address ADRES horen bij elkaar.")
    if adres is not None and (kernel is not None or werkers is not None):
        raise click.UsageError(
            "--kernel en --werkers kunnen niet bij --executor dask: daar gaat het zoals de werkers "
            "zijn gestart."
        )
    if verzoek["alles"] + verzoek["alleen_mislukt"] + bool(verzoek["codes"]) > 1:
        raise click.UsageError("--force, --only-failed en --gemeente kunnen niet samen.")


def _render_all(
    rondes: tuple[Path, ...], uit: Path | None, notebooks: Path | None, verzoek: dict[str, Any]
) -> bool:
    """Render rounds in order; whether every report of each was made."""
    heel = True
    for ronde in rondes:
        try:
            heel = _render_one(ronde, uit, notebooks, verzoek) and heel
        except IbtFout as fout:
            # Rounds stand apart: a later one is made all the same, after the former that it names.
            heel = False
            voor = f"{shown(ronde)}: " if len(rondes) > 1 else ""
            say(f"{voor}{fault_text(fout)}", err=True)
    return heel


def _can_fork() -> bool:
    if not can_fork():
        say("Let op: warme kernels kunnen hier niet; het gaat met gewone.", err=True)
    return can_fork()


def _render_one(
    ronde: Path, uit: Path | None, notebooks: Path | None, verzoek: dict[str, Any]
) -> bool:
    """Render one round; whether every report was made."""
    begin = monotonic()
    vooraf = look_ahead(ronde, notebooks)
    if vooraf is not None and not (verzoek["codes"] or verzoek["alles"]):
        map_ = round_folder(ronde.resolve(), vooraf.peildatum, uit)
        if (bekend := recall_vooraf(map_, vooraf)) is not None:
            warn(bekend.gemeld)
            say(_summary(map_, begin, ongewijzigd=bekend.rapporten))
            return True
    klaar, gemeld = _make(ronde, uit, notebooks, verzoek)
    if klaar.is_heel:
        keep_vooraf(klaar.map, vooraf, gemeld)
    _report(klaar)
    mislukt = len(klaar.mislukt)
    gemaakt = klaar.rapporten - mislukt
    say(_summary(klaar.map, begin, gemaakt, klaar.ongewijzigd, mislukt, klaar.verouderd))
    return not mislukt


def _make(
    ronde: Path, uit: Path | None, notebooks: Path | None, verzoek: dict[str, Any]
) -> tuple[Resultaat, tuple[Waarschuwing, ...]]:
    """What a render made, and the warnings about its inputs."""
    geladen, gemeld = load(ronde)

    from ibt.batch.indeling import soort_of
    from ibt.batch.notebooks import find_notebooks
    from ibt.batch.render import render_ronde

    map_ = round_folder(geladen.pad, geladen.peildatum, uit)
    eigen = find_notebooks(notebooks, soort_of(geladen.peildatum))
    return render_ronde(geladen, map_, eigen, Verzoek(**verzoek)), gemeld


def _report(klaar: Resultaat) -> None:
    """What is worth knowing of a render, and what failed in it."""
    warn(klaar.waarschuwingen)
    if klaar.mislukt:
        say("Niet gelukt:", err=True)
        wie: dict[tuple[str, str], list[str]] = {}
        for een in klaar.mislukt:
            wie.setdefault((een.cel, een.fout), []).append(een.naam)
        for (cel, fout), namen in wie.items():
            say(f"  {enumerated(namen)}, {cel}: {fout}", err=True)
        say(f"Logboek: {shown(klaar.log)}", err=True)


def _summary(
    map_: Path,
    begin: float,
    gemaakt: int = 0,
    ongewijzigd: int = 0,
    mislukt: int = 0,
    verouderd: int = 0,
) -> str:
    """The last line: how many reports, what became of them, how long it took, where to begin."""
    delen = [f"{gemaakt} gemaakt", f"{ongewijzigd} ongewijzigd"]
    delen += [f"{verouderd} verouderd"] if verouderd else []
    delen += [f"{mislukt} mislukt", f"in {_seconds(monotonic() - begin)} s"]
    alles = count(gemaakt + ongewijzigd + mislukt + verouderd, "rapport", "rapporten")
    return f"{alles}: {', '.join(delen)}. Begin bij {shown(map_ / 'index.html')}"


def _seconds(duur: float) -> str:
    return f"{duur:.1f}".replace(".", ",") if duur < 10 else f"{duur:.0f}"
