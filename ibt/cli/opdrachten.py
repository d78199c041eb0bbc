"""The commands of `ibt`; each reads the round and hands it on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import monotonic
from typing import Any

import click

from ibt import __version__
from ibt.batch.kernels import Grens
from ibt.begrippen.fout import IbtFout, UitvoerFout
from ibt.cli.melden import count, fault_text, say, shown, warn
from ibt.cli.taal import Keuzelijst, Opdrachten, parse_getal
from ibt.ronde import Ronde, load_ronde

_RONDE = click.argument("ronde", type=click.Path(path_type=Path), metavar="RONDE")
_UIT = click.option(
    "-o", "uit", type=click.Path(path_type=Path), metavar="MAP", help="Map voor de uitkomst."
)
_WERKERS = click.option(
    "--werkers",
    callback=parse_getal(1, 64),
    metavar="N",
    help="Aantal processen naast elkaar (1 tot en met 64).",
)


@click.group(cls=Opdrachten, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, "--version", prog_name="ibt", message="ibt %(version)s", help="Toon de versie."
)
def ibt() -> None:
    """Halfjaarlijkse beoordeling van gemeenten: huisvesting van vergunninghouders (IBT).

    RONDE is een rondebestand, zoals parameters/2026-07-01.yaml.
    """


@ibt.command()
@_RONDE
def check(ronde: Path) -> None:
    """Controleer alle invoer van een ronde; schrijf niets."""
    geladen, gemeld = load(ronde)
    say(
        f"Geen fouten: {count(len(geladen.gemeenten), 'gemeente', 'gemeenten')}, "
        f"peildatum {geladen.peildatum}, {count(gemeld, 'waarschuwing', 'waarschuwingen')}."
    )


@ibt.command()
@_RONDE
@_UIT
def assess(ronde: Path, uit: Path | None) -> None:
    """Bereken de ronde; schrijf alleen de tabel (inschaling.csv of voortgang.csv)."""
    from ibt.batch.schrijf import write_file
    from ibt.batch.soort import SOORT
    from ibt.batch.tabel import is_own_table, resultaat_csv

    geladen, _ = load(ronde)
    resultaat = geladen.resultaat
    doel = _folder(geladen, uit) / SOORT[geladen.peildatum.moment].csv
    if doel.exists() and not is_own_table(doel):
        raise UitvoerFout(f"{doel}: is niet door ibt gemaakt. Kies een andere map met -o.")
    write_file(doel, resultaat_csv(resultaat))
    gedaan = "gemeten" if geladen.is_voortgang else "ingeschaald"
    say(f"{count(len(resultaat), 'gemeente', 'gemeenten')} {gedaan}: {shown(doel)}")


@ibt.command()
@click.argument(
    "rondes", type=click.Path(path_type=Path), metavar="RONDE...", nargs=-1, required=True
)
@_UIT
@click.option(
    "--gemeente",
    "codes",
    multiple=True,
    metavar="GEMEENTE",
    help="Vernieuw deze gemeente (code of naam; mag vaker) en het overzicht. Wat nog niet is "
    "gemaakt, wordt ook gemaakt; de andere rapporten blijven zoals ze zijn.",
)
@click.option(
    "--notebooks", type=click.Path(path_type=Path), metavar="MAP", help="Map met eigen notebooks."
)
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
@click.option(
    "--geheugen",
    callback=parse_getal(512, 1_000_000),
    default=str(Grens.geheugen),
    metavar="MB",
    help="Stop een notebook dat meer geheugen neemt (4096 als u niets zegt; alleen Linux).",
)
@click.option(
    "--executor",
    type=Keuzelijst(["hier", "dask"]),
    default="hier",
    help="Waar rapporten worden gemaakt: hier, of door werkers van dask.",
)
@click.option(
    "--address", "adres", metavar="ADRES", help="De scheduler van dask: tcp://host:poort."
)
@_WERKERS
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
    if (executor == "dask") != (adres is not None):
        raise click.UsageError("--executor dask en --address ADRES horen bij elkaar.")
    if alles + mislukt + bool(codes) > 1:
        raise click.UsageError("--force, --only-failed en --gemeente kunnen niet samen.")
    if kernel is not None:
        verzoek["warm"] = kernel == "warm" and _can_fork()
    if uit is not None and len(rondes) > 1:
        raise click.UsageError("-o kan alleen bij één ronde: elke ronde heeft een eigen map.")
    if not _render_all(rondes, uit, notebooks, verzoek):
        sys.exit(1)


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
    from ibt.batch.warm import can_fork

    if not can_fork():
        say("Let op: warme kernels kunnen hier niet; het gaat met gewone.", err=True)
    return can_fork()


def _render_one(
    ronde: Path, uit: Path | None, notebooks: Path | None, verzoek: dict[str, Any]
) -> bool:
    """Render one round; whether every report was made."""
    from ibt.batch.notebooks import find_notebooks
    from ibt.batch.soort import SOORT
    from ibt.batch.warm import can_fork, start_server

    begin = monotonic()
    geladen, _ = load(ronde)
    eigen = find_notebooks(notebooks, SOORT[geladen.peildatum.moment])
    map_ = _folder(geladen, uit)
    if not any(verzoek[naam] for naam in ("codes", "alles")) and _nothing_to_do(
        geladen, eigen, map_
    ):
        return True
    if verzoek.get("warm", can_fork()) and not verzoek["adres"]:
        start_server()  # it imports while this process does

    from ibt.batch.render import render_ronde
    from ibt.batch.verzoek import Verzoek

    klaar = render_ronde(geladen, map_, eigen, Verzoek(**verzoek))
    warn(klaar.waarschuwingen)
    if klaar.mislukt:
        say("Niet gelukt:", err=True)
        for een in klaar.mislukt:
            say(f"  {een.naam}, {een.cel}: {een.fout}", err=True)
        say(f"Logboek: {shown(klaar.log)}", err=True)
    heel = klaar.rapporten - len(klaar.mislukt)
    delen = [f"{heel} van {count(klaar.rapporten, 'rapport', 'rapporten')} gemaakt"]
    delen += [f"{klaar.ongewijzigd} ongewijzigd"] if klaar.ongewijzigd else []
    delen += [f"{klaar.verouderd} verouderd"] if klaar.verouderd else []
    delen += [f"{len(klaar.mislukt)} mislukt"] if klaar.mislukt else []
    say(
        f"{', '.join(delen)}, in {monotonic() - begin:.0f} s. "
        f"Begin bij {shown(klaar.map / 'index.html')}"
    )
    return not klaar.mislukt


def _nothing_to_do(ronde: Ronde, notebooks: Path, map_: Path) -> bool:
    """Whether the round is there, made of the very same; asked before the slow part is imported."""
    from ibt.batch.notebooks import find_sjabloon
    from ibt.batch.sleutel import make_sleutels
    from ibt.batch.voltooid import is_unchanged

    if not is_unchanged(map_, make_sleutels(ronde, notebooks, find_sjabloon(notebooks))):
        return False
    aantal = count(len(ronde.gemeenten) + 1, "rapport", "rapporten")
    say(f"{aantal} ongewijzigd. Begin bij {shown(map_ / 'index.html')}")
    return True


@ibt.command()
@click.argument("map_", type=click.Path(path_type=Path), metavar="MAP")
@click.argument("ronde", type=click.Path(path_type=Path), metavar="[RONDE]", required=False)
@_WERKERS
def verify(map_: Path, ronde: Path | None, werkers: int | None) -> None:
    """Bewijs een gemaakte ronde: draai de notebooks opnieuw en vergelijk alles."""
    from ibt.batch.verify import compare_invoer, verify_map

    geladen = load_ronde(ronde) if ronde else None
    bewijs = verify_map(map_.resolve(), werkers)
    veranderd = compare_invoer(map_, geladen) if geladen else []
    for melding in bewijs.meldingen:
        say(f"Let op: {melding}", err=True)
    for verschil in (*bewijs.verschillen, *veranderd):
        say(verschil, err=True)
    if bewijs.verschillen or veranderd:
        aantal = len(bewijs.verschillen) + len(veranderd)
        say(f"Niet in orde: {count(aantal, 'verschil', 'verschillen')}.", err=True)
        sys.exit(1)
    say(
        f"In orde: {count(bewijs.notebooks, 'notebook', 'notebooks')} opnieuw uitgevoerd, "
        "alles is gelijk gebleven."
    )


def load(pad: Path) -> tuple[Ronde, int]:
    """The round, assessed, with its warnings printed and counted."""
    from ibt.batch.tekens import glyph_warnings
    from ibt.ronde.stand import adoption_warnings

    ronde = load_ronde(pad)
    gemeld = (
        *ronde.bijzonderheden,
        *glyph_warnings(ronde),
        *adoption_warnings(ronde),
    )
    warn(gemeld)
    return ronde, len(gemeld)


def _folder(ronde: Ronde, uit: Path | None) -> Path:
    """By default `outputs/<peildatum>/` beside the folder of the round file."""
    map_ = uit or ronde.pad.parent.parent / "outputs" / str(ronde.peildatum)
    return Path(os.path.abspath(map_))
