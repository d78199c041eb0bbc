"""The table `cijfers` that is there already, beside the one of a new delivery."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.levering.samen import KOLOMMEN, SIGNALEN, Rij, Sleutel
from ibt.readers.bestand import read_tabel
from ibt.readers.bron.profiel import NODIG
from ibt.readers.cijfers import GEPUBLICEERD
from ibt.readers.naam import Gemeentelijst
from ibt.readers.waarde import date_in, parse_dagen, parse_ja_nee, parse_stand

_VERGELEKEN = (*NODIG, *SIGNALEN, *GEPUBLICEERD.values())
_LEES: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(_VERGELEKEN, parse_stand),
    "wachttijd_fase2": parse_dagen,
    "stapelgemeente": parse_ja_nee,
}


@dataclass(frozen=True)
class Cijferverschil:
    """A figure of a gemeente on a day that another delivery gives otherwise; None is no figure."""

    gemeente: str
    stand_per: date
    kolom: str
    oud: object
    nieuw: object

    def __str__(self) -> str:
        oud, nieuw = ("leeg" if w is None else w for w in (self.oud, self.nieuw))
        return f"{self.gemeente}, {self.stand_per}: {self.kolom} {oud} → {nieuw}"


def read_vorige_cijfers(pad: Path, inhoud: bytes, lijst: Gemeentelijst) -> dict[Sleutel, Rij]:
    """The rows of a canonical table by gemeente and day.

    InvoerFout where it is none: then nobody can say what changes.
    """
    tabel = read_tabel(pad, ("stand_per", *NODIG), KOLOMMEN, inhoud)
    rijen: dict[Sleutel, Rij] = {}
    gebreken = list(tabel.gebreken)
    for bron in tabel.rijen:
        cellen = {naam: bron.cellen.get(naam, "").strip() for naam in KOLOMMEN}
        try:
            gemeente = lijst.resolve(cellen["gemeentecode"], cellen["gemeente"])
            rij: Rij = {
                **{naam: cellen[naam] for naam in ("bron", "herkomst")},
                **{n: _LEES[n](cellen[n]) if cellen[n] else None for n in _VERGELEKEN},
            }
        except ValueError as fout:
            gebreken.append(Gebrek(tabel.naam, str(fout), plaats=f"regel {bron.nummer}"))
            continue
        if (per := date_in(cellen["stand_per"])) is not None:
            wie = {"gemeentecode": gemeente.code, "gemeente": gemeente.naam, "stand_per": per}
            rijen[gemeente.code, per] = {**wie, **rij}
    if gebreken:
        raad = "Herstel of verplaats de tabel die er al staat, en geef de opdracht opnieuw."
        verwacht = "moet te lezen zijn om er een nieuwe levering naast te leggen"
        raise InvoerFout([Gebrek(str(pad), verwacht, str(gebreken[0]), raad=raad)])
    return rijen


def differences(
    oud: Mapping[Sleutel, Rij], nieuw: Mapping[Sleutel, Rij]
) -> Iterator[Cijferverschil]:
    """What the new delivery gives otherwise, of days that it speaks of, or has first."""
    for sleutel, rij in nieuw.items():
        vorig = oud.get(sleutel)
        wie = f"{rij['gemeente']} ({rij['gemeentecode']})"
        if vorig is None:
            yield Cijferverschil(
                wie, sleutel[1], "nieuwe regel, realisatie", None, rij["realisatie"]
            )
            continue
        for naam in _VERGELEKEN:
            if vorig.get(naam) != rij.get(naam):
                yield Cijferverschil(wie, sleutel[1], naam, vorig.get(naam), rij.get(naam))
