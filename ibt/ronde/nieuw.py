"""The files of a next round, prepared from the last one; nothing that exists is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.periode import Moment, Peildatum
from ibt.kader import select_kader
from ibt.readers.gemeenten import read_gemeenten
from ibt.readers.waarde import date_in
from ibt.ronde.bestand import (
    TABELBESTANDEN,
    Rondebestand,
    expand,
    read_rondebestand,
    refuse_copy,
)

_VAN = "de vorige ronde met --van"
_KOP = """\
# Ronde {peildatum}, over het halfjaar {periode}. Voorbereid met ibt new uit {vorige}.
# Paden gelden vanaf de map van dit bestand.
"""
_EINDE = """\
# De dag waarop termijnen worden bekeken; zonder deze regel de nieuwste datum in de bevindingen:
# bijgewerkt_op: "{peildatum}"
# Na het vaststellen (ibt adopt), dan noemen de rapporten wie en wanneer:
# vaststelling: {{door: "", orgaan: "namens gedeputeerde staten", datum: ""}}
"""
_EINDE_VOORTGANG = """\
# De dag waarop de stand is bekeken; zonder deze regel de nieuwste datum in de bevindingen:
# bijgewerkt_op: "{peildatum}"
"""
_VOORTGANG = """\
# Bevindingen bij de tussenstand van {peildatum}, in het halfjaar {periode}.
#
# Is een gemeente verteld hoe zij ervoor staat{halverwege}: haal het # voor de regel weg en
# vul beoordelaar, datum (zoals "{peildatum}") en motivering in. Gaat het bericht ook naar het
# bestuur: voeg gedeeld_met_bestuur: ja toe.
"""
_BEVINDINGEN = """\
# Bevindingen bij de ronde {peildatum}, over het halfjaar {periode}.
#
# Zonder deze regels kan de ronde niet worden vastgesteld ({paragraaf}de cijfers eerst nagaan met de
# gemeente). Is dat gedaan: haal het # voor de regel weg en vul beoordelaar, datum (zoals
# "{peildatum}") en motivering in.
"""


@dataclass(frozen=True)
class Voorbereid:
    """What a new round needs: its files with their text, and what the analyst must still do."""

    bestanden: dict[Path, str]
    cijfers: Path
    vorige: Path
    peildatum_vorig: Peildatum
    overgeslagen: bool


def find_vorige(map_: Path, peildatum: Peildatum | None = None) -> Path:
    """The latest round file (before a peildatum), in `parameters/` or in the folder itself.

    InvoerFout when there is none.
    """
    for folder in (map_ / "parameters", map_):
        eerder = [
            pad
            for pad in (folder.glob("????-??-??.yaml") if folder.is_dir() else ())
            if (dag := date_in(pad.stem)) is not None
            and (peildatum is None or dag < peildatum.datum)
        ]
        if eerder:
            return max(eerder)
    voor, hoe = ("", "een rondebestand") if peildatum is None else (f" van voor {peildatum}", _VAN)
    verwacht = f"hier moet een rondebestand{voor} staan (zoals 2026-07-01.yaml)"
    raad = f"Ga naar de map van het project, of noem {hoe}."
    raise InvoerFout([Gebrek(str(map_ / "parameters"), verwacht, raad=raad)])


def prepare_ronde(vorige: Path, peildatum: Peildatum) -> Voorbereid:
    """The texts of the round file and its findings, made from a former round file.

    InvoerFout when that file is at fault, is not of an earlier peildatum, or when any of the new
    files is there already.
    """
    refuse_copy(vorige, "dit is de kopie in een gemaakte ronde; daar komt geen nieuwe ronde naast")
    bestand = read_rondebestand(vorige).waarde
    if bestand.peildatum >= peildatum.datum:
        verwacht = f"de vorige ronde moet van voor {peildatum} zijn"
        raise InvoerFout([Gebrek(vorige.name, verwacht, str(bestand.peildatum))])
    lijst = read_gemeenten(vorige.parent / bestand.gemeenten).waarde
    kader = select_kader(bestand.peildatum, bestand.provincie, bestand.kader)
    bevindingen = _findings_beside(vorige, bestand, peildatum)
    cijfers = _renamed(bestand.cijfers, bestand.peildatum, peildatum)
    nieuw = {
        vorige.with_name(f"{peildatum}.yaml"): _round_text(
            vorige, bestand, peildatum, bevindingen, cijfers
        ),
        vorige.parent / bevindingen: _findings_text(
            lijst.of(bestand.provincie, peildatum.datum), peildatum, kader.tekst
        ),
    }
    gebreken = [
        Gebrek(str(pad), "dit bestand is er al; ibt new overschrijft niets")
        for pad in nieuw
        if pad.exists()
    ]
    if gebreken:
        raise InvoerFout(gebreken)
    vorig = Peildatum(bestand.peildatum)
    overgeslagen = vorig.datum < peildatum.vorige_beoordeling.datum
    return Voorbereid(nieuw, vorige.parent / cijfers, vorige, vorig, overgeslagen)


def _findings_beside(vorige: Path, bestand: Rondebestand, peildatum: Peildatum) -> str:
    """Their path in the folder of the former ones, unless the new round file itself comes there."""
    map_ = Path(bestand.bevindingen or "bevindingen/x").parent
    if (vorige.parent / map_).resolve() == vorige.parent.resolve():
        map_ /= "bevindingen"
    return (map_ / f"{peildatum}.yaml").as_posix()


def _renamed(cijfers: str, oud: date, peildatum: Peildatum) -> str:
    """The path beside the former table, named after the new peildatum."""
    pad = Path(cijfers)
    naam = pad.name.replace(oud.isoformat(), str(peildatum))
    if naam == pad.name:
        naam = f"{peildatum}{pad.suffix}"
    return pad.with_name(naam).as_posix()


def _round_text(
    vorige: Path, bestand: Rondebestand, peildatum: Peildatum, bevindingen: str, cijfers: str
) -> str:
    sleutels: dict[str, object] = {
        "peildatum": str(peildatum),
        "provincie": bestand.provincie,
        "kader": bestand.kader,
        "cijfers": cijfers,
        "register": bestand.registerpad,
        "gemeenten": bestand.gemeenten,
        "bevindingen": bevindingen,
        "dossier": _dossier(vorige, bestand, bevindingen),
        "eerdere_cijfers": _earlier(vorige, bestand, peildatum, cijfers),
        "kaart": bestand.kaart,
    }
    gevuld = {naam: waarde for naam, waarde in sleutels.items() if waarde}
    kern = yaml.safe_dump(gevuld, allow_unicode=True, sort_keys=False, width=1000)
    kop = _KOP.format(peildatum=peildatum, periode=peildatum.periode, vorige=_one_line(vorige.name))
    if peildatum.moment is Moment.VOORTGANG:
        return kop + kern + _EINDE_VOORTGANG.format(peildatum=peildatum)
    return kop + kern + _former(vorige, peildatum) + _EINDE.format(peildatum=peildatum)


def _dossier(vorige: Path, bestand: Rondebestand, bevindingen: str) -> list[str]:
    """The folder of the findings, so that no later file is forgotten; and what lies elsewhere."""
    map_ = (vorige.parent / bevindingen).parent.resolve()
    namen = [*bestand.dossier, *([bestand.bevindingen] if bestand.bevindingen else [])]
    paden = {naam: (vorige.parent / naam).resolve() for naam in namen}
    elders = [naam for naam, pad in paden.items() if map_ not in (pad, pad.parent)]
    return [Path(bevindingen).parent.as_posix(), *elders]


def _earlier(vorige: Path, bestand: Rondebestand, peildatum: Peildatum, cijfers: str) -> list[str]:
    """The former tables, the one that the former round judged, and that of the midpoint."""
    namen = list(bestand.eerdere_cijfers)
    halverwege = _renamed(bestand.cijfers, bestand.peildatum, peildatum.halverwege)
    for erbij in dict.fromkeys((bestand.cijfers, halverwege)):
        pad = (vorige.parent / erbij).resolve()
        er_al = expand(vorige, tuple(namen), TABELBESTANDEN)
        if erbij != cijfers and pad.is_file() and pad not in er_al:
            namen.append(erbij)
    return namen


def _former(vorige: Path, peildatum: Peildatum) -> str:
    """The rendered former assessment, as a remark while it has not been rendered."""
    pad = f"../outputs/{peildatum.vorige_beoordeling}"
    if (vorige.parent / pad / "inschaling.csv").is_file():
        return f"vorige_ronde: {pad}\n"
    return (
        "# Het verschil met de vorige ronde; haal het # weg als die is gemaakt met ibt render:\n"
        f"# vorige_ronde: {pad}\n"
    )


def _findings_text(gemeenten: Iterable[Gemeente], peildatum: Peildatum, kader: Kadertekst) -> str:
    halverwege = peildatum.moment is Moment.VOORTGANG
    soort = "voortgang_gemeld" if halverwege else "cijfers_geverifieerd"
    regels = [
        f'# - {{gemeente: {gemeente.code}, soort: {soort}, beoordelaar: "", '
        f'datum: "", motivering: ""}}  # {_one_line(gemeente.naam)}\n'
        for gemeente in gemeenten
    ]
    begin = _VOORTGANG if halverwege else _BEVINDINGEN
    kop = begin.format(
        peildatum=peildatum,
        periode=peildatum.periode,
        halverwege=kader.bij("halverwege"),
        paragraaf=kader.bij("verificatie", vorm="{}: "),
    )
    return kop + "".join(regels)


def _one_line(naam: str) -> str:
    """A name in a remark: YAML also breaks a line at U+2028, and what follows would count."""
    return " ".join(naam.split())
