"""`ibt import`: tables as delivered → the table `cijfers` of a round, after a look. Norm: N08."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ibt.begrippen.fout import UitvoerFout, once
from ibt.begrippen.periode import Peildatum, parse_datum, parse_peildatum
from ibt.cli.laden import MAP, PAD
from ibt.cli.melden import in_columns, say, shown, warn
from ibt.cli.taal import Keuzelijst, Opdracht, parse

if TYPE_CHECKING:
    from ibt.levering import Levering

_TEKENS = ("min-is-achterstand", "plus-is-achterstand")


def _moment(tekst: str) -> Peildatum:
    return parse_peildatum(parse_datum(tekst))


def _profielnaam(tekst: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", tekst):
        raise ValueError("moet uit kleine letters, cijfers en - bestaan, zoals coa-maandlijst")
    return tekst


@click.command("import", cls=Opdracht)
@click.argument("bestanden", type=PAD, metavar="BESTAND...", nargs=-1, required=True)
@click.option(
    "--peildatum",
    required=True,
    callback=parse(_moment, noemt=True),
    metavar="DATUM",
    help="De peildatum van de ronde, zoals 2027-01-01.",
)
@MAP("--map", "map_", help="Map van het project; anders de naaste map met parameters/.")
@click.option(
    "--profiel",
    "profielen",
    multiple=True,
    metavar="NAAM",
    help="Bronprofiel uit parameters/bronnen/; bij meer bestanden een voor elk, of een voor alle.",
)
@click.option(
    "--teken",
    type=Keuzelijst(_TEKENS),
    metavar="TEKEN",
    help="min-is-achterstand of plus-is-achterstand, waar het bestand dat niet zegt.",
)
@click.option(
    "--nieuw-profiel",
    "nieuw",
    callback=parse(_profielnaam, noemt=True),
    metavar="NAAM",
    help="Stel uit het bestand een bronprofiel voor en bewaar het; lees nog niets in.",
)
@click.option("--ja", is_flag=True, help="Schrijf zonder te vragen.")
def import_(
    bestanden: tuple[Path, ...],
    peildatum: Peildatum,
    map_: Path | None,
    profielen: tuple[str, ...],
    teken: str | None,
    nieuw: str | None,
    ja: bool,
) -> None:
    """Maak van geleverde tabellen de cijfers van een ronde; laat eerst zien wat ibt begrijpt.

    Leest .xlsx, .xls, .ods, .csv, een webpagina of een PDF. Meer bestanden van een halfjaar vullen
    elkaar aan.
    """
    from ibt.levering.importeren import prepare_import, read_levering
    from ibt.readers.bron.cel import Teken

    gezegd = Teken(teken) if teken else None
    werk = prepare_import(peildatum, map_)
    if nieuw is not None:
        from ibt.levering.voorstel import propose_profile

        tekst = propose_profile(bestanden[0], werk.profielen, peildatum, gezegd)
        _save_profile(werk.project / "parameters" / "bronnen" / f"{nieuw}.yaml", tekst, ja)
        return
    levering = read_levering(bestanden, werk, profielen, gezegd)
    _show(levering)
    if levering.is_al_geschreven:
        say(f"Niets te schrijven: {shown(levering.doel)} is al zo.")
    elif _agreed(ja):
        gemaakt, *bewaard = levering.schrijf()
        say("\n".join([f"Gemaakt: {shown(gemaakt)}", *(f"Bewaard: {shown(p)}" for p in bewaard)]))


def _show(levering: Levering) -> None:
    for deel in levering.uitleg():
        for regel in (f"\n{deel.kop}", *deel.regels, *in_columns(deel.rijen, deel.rechts)):
            say(regel)
    say("")
    warn(once(levering.waarschuwingen))


def _save_profile(doel: Path, tekst: str, ja: bool) -> None:
    from ibt.batch.schrijf import write_file

    if doel.exists():
        raise UitvoerFout(f"{doel}: dit profiel is er al. Pas het aan, of kies een andere naam.")
    say(tekst)
    if _agreed(ja):
        write_file(doel, tekst.encode())
        say(f"Gemaakt: {shown(doel)}\nVul aan wat niet is herkend; daarna: --profiel {doel.stem}")


def _agreed(ja: bool) -> bool:
    """Whether to write: with `--ja`, or when who sits at the terminal says so."""
    if ja:
        return True
    if not sys.stdin.isatty():
        say("Niets geschreven: er is geen terminal om het te vragen. Klopt dit, geef dan --ja.")
        return False
    if click.prompt("Klopt dit? Schrijven (ja/nee)", default="nee").strip().lower() in ("ja", "j"):
        return True
    say("Niets geschreven.")
    return False
