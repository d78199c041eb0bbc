"""`ibt adopt`: a round, or the decisions taken between two peildata, into the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.tekst import one_line
from ibt.cli.laden import BESTAND, MISSCHIEN_RONDE, PAD, load
from ibt.cli.melden import count, say, shown
from ibt.cli.taal import Opdracht, parse_dag

if TYPE_CHECKING:
    from ibt.register import Register, Registerrij


@click.command(cls=Opdracht)
@MISSCHIEN_RONDE
@click.option("--door", metavar="NAAM", help="Wie vaststelt.")
@click.option("--orgaan", metavar="ORGAAN", help="Namens welk orgaan.")
@click.option(
    "--datum",
    callback=parse_dag,
    metavar="DATUM",
    help="Datum van de vaststelling, zoals 2026-08-20.",
)
@BESTAND("--besluiten", help="In plaats van RONDE: besluiten tussen twee peildata.")
@BESTAND("--register", help="Bij --besluiten: het register.")
@BESTAND("--gemeenten", help="Bij --besluiten: de tabel gemeenten.")
@click.option(
    "--dossier",
    type=PAD,
    multiple=True,
    metavar="PAD",
    help="Bij --besluiten: eerdere bevindingen (bestand of map).",
)
@BESTAND(
    "--cijfers", help="Bij --besluiten: een stand van het COA uit dit halfjaar, om af te schalen."
)
def adopt(
    ronde: Path | None,
    besluiten: Path | None,
    door: str | None,
    orgaan: str | None,
    datum: date | None,
    **bron: Any,
) -> None:
    """Stel een ronde vast, of besluiten tussen twee peildata: in het register."""
    if (ronde is None) == (besluiten is None):
        raise click.UsageError("Noem een RONDE, of --besluiten met een bestand (één van beide).")
    for naam in ("register", "gemeenten", "dossier", "cijfers"):
        if ronde is not None and bron[naam]:
            raise click.UsageError(f"--{naam} hoort bij --besluiten, niet bij een RONDE.")
        if ronde is None and bron[naam] is None and naam in ("register", "gemeenten"):
            raise click.UsageError(f"Bij --besluiten hoort ook --{naam} BESTAND.")
    if ronde is not None:
        _adopt_ronde(ronde, door, orgaan, datum)
    if besluiten is not None:
        _adopt_besluiten(besluiten, bron, one_line(door), one_line(orgaan), datum)


def _adopt_ronde(pad: Path, door: str | None, orgaan: str | None, datum: date | None) -> None:
    from ibt.register import missing_columns
    from ibt.ronde.stand import adopted_as
    from ibt.ronde.vaststellen import adopt_ronde, make_vaststelling, register_path

    ronde, _ = load(pad)
    wie = make_vaststelling(ronde, door, orgaan, datum)
    erbij = [] if ronde.is_voortgang else missing_columns(register_path(ronde))
    rijen = adopt_ronde(ronde, wie)
    vast = adopted_as(ronde) or wie
    if rijen == 0:
        say(f"De ronde {ronde.peildatum} was al vastgesteld; er is niets toegevoegd.")
        if (vast.door, vast.datum) != (wie.door, wie.datum):
            say(f"Het register noemt {vast.door}, {vast.datum}; dat blijft zo staan.")
    else:
        regels = count(rijen, "regel", "regels")
        say(f"De ronde {ronde.peildatum} is vastgesteld: {regels} in het register.{_grown(erbij)}")
    if ronde.vaststelling is None:
        say(
            f"Zet dit in {shown(pad)} en geef ibt render: dan zeggen de rapporten vastgesteld.\n"
            f"  {_as_key(vast)}"
        )


def _grown(erbij: list[str]) -> str:
    """Which columns the register got; nothing where it had them all."""
    if not erbij:
        return ""
    return f" De kopregel kreeg erbij: {', '.join(erbij)}. Oude regels bleven zoals ze waren."


def _as_key(vast: Vaststelling) -> str:
    """The line for the round file, quoted as YAML asks."""
    import yaml

    velden = {"door": vast.door, "orgaan": vast.orgaan, "datum": vast.datum.isoformat()}
    tekst = yaml.safe_dump(
        velden, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1000
    )
    return f"vaststelling: {tekst.strip()}"


def _adopt_besluiten(
    besluiten: Path, bron: dict[str, Any], door: str, orgaan: str, datum: date | None
) -> None:
    from ibt.register import missing_columns
    from ibt.ronde.besluiten import Vaststeller, adopt_besluiten
    from ibt.ronde.bundel import load_bundel

    bundel = load_bundel(besluiten, **bron)
    erbij = missing_columns(bron["register"])
    register = adopt_besluiten(bundel, bron["register"], Vaststeller(door, orgaan, datum))
    for rij in register.nieuw:
        say(_said(rij, bundel.lijst.gemeenten[rij.gemeentecode], register))
    if register.nieuw:
        regels = count(len(register.nieuw), "regel", "regels")
        say(
            f"{regels} toegevoegd aan {shown(bron['register'])}. Noem {besluiten.name} onder "
            f"dossier in de rondes hierna, tenzij die de hele map noemen.{_grown(erbij)}"
        )
    else:
        say("Deze besluiten geven geen nieuwe regel; er is niets toegevoegd.")


def _said(rij: Registerrij, gemeente: Gemeente, register: Register) -> str:
    """A step, or a revision with what is in force now."""
    from ibt.register import HERZIENING

    if rij.aanleiding != HERZIENING:
        return f"{gemeente}: trede {rij.trede} vanaf {rij.datum} ({rij.aanleiding})"
    laatste = register.last(rij.gemeentecode)
    nu = rij.trede if laatste is None else laatste.trede
    wat = f"{'op peildatum' if rij.is_beoordeling else 'na het besluit van'} {rij.peildatum}"
    zin = f"{gemeente}: trede {rij.trede} {wat} (herziening); nu trede {nu}"
    if laatste is not None and laatste.peildatum != rij.peildatum:
        zin += f". Ga na of ook wat daarna is vastgesteld (tot {laatste.datum}) anders moet"
    return zin
