"""A source profile: how who delivers a table writes it, as YAML that an analyst can correct.

Those of the project lie in `parameters/bronnen/`; the delivered ones are in the package too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.tekst import uniform
from ibt.begrippen.veld import JaNee, Tekst, refuse
from ibt.readers.bron.cel import Teken
from ibt.readers.kolom import bare_name
from ibt.readers.yaml import model_faults, read_yaml

ONBEKEND = "onbekend"
_PAKKET = Path(__file__).parents[2]
# The figures without which no gemeente can be judged.
NODIG = ("taakstelling", "stand_begin", "realisatie")
# What a column can be: what is read, and what only shows whether figures go together.
BETEKENISSEN = {
    "gemeentecode": "CBS-code van de gemeente",
    "gemeente": "naam van de gemeente",
    "provincie": "provincie van de gemeente",
    "periode": "halfjaar, zoals 2026-II",
    "maand": "maand waarover of waarop is geteld",
    "stand_per": "dag waarop is geteld",
    "taakstelling": "taakstelling van het halfjaar",
    "stand_begin": "achterstand of voorsprong aan het begin",
    "achterstand_begin": "achterstand aan het begin, zonder teken",
    "voorsprong_begin": "voorsprong aan het begin, zonder teken",
    "stand": "achterstand of voorsprong op de dag in de kop",
    "realisatie": "gehuisvest sinds het begin van het halfjaar",
    "maandrealisatie": "gehuisvest in die maand",
    "koppelingen": "gekoppeld en nog niet gehuisvest",
    "omkoppelingen": "omgekoppeld",
    "wachttijd_fase2": "gemiddelde wachttijd in fase 2, in dagen",
    "stapelgemeente": "stapelgemeente volgens het COA, ja of nee",
    "herkomst": "waar een cijfer vandaan komt; VOORBEELD is verzonnen",
    "opgave": "taakstelling met achterstand of voorsprong (alleen nagerekend)",
    "nog_te_realiseren": "opgave min realisatie (alleen nagerekend)",
    "stand_eind": "achterstand of voorsprong aan het eind (alleen nagerekend)",
}


def _known(namen: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    onbekend = [naam for naam in namen if naam not in BETEKENISSEN]
    if onbekend:
        anders = ", ".join(BETEKENISSEN)
        raise refuse(f"moet een van deze namen hebben: {anders}", "kolommen", ", ".join(onbekend))
    return namen


class Profiel(BaseModel):
    """How a source writes.

    `bron` says whether it is TVS, which leads, or what the Rijk publishes (§2.2 slot); `herken`
    are words in a title, note or name of a file by which it is known; `kolommen` the names per
    meaning; `totaal` how the label of a total begins. `teken` is what a minus in a stand is, and
    `maanden` whether a month counts from the start of the half-year: absent, the file must say so
    or the user. With `geheel` the rows are about one whole, as the country, per half-year.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    bron: Literal["tvs", "rijk", "onbekend"]
    herken: tuple[Tekst, ...] = ()
    teken: Literal["min-is-achterstand", "plus-is-achterstand"] | None = None
    maanden: Literal["cumulatief", "per-maand"] | None = None
    streep_is_nul: JaNee = "nee"
    totaal: tuple[Tekst, ...] = ("totaal", "subtotaal", "som", "provincie", "nederland")
    geheel: Tekst | None = None
    kolommen: Annotated[dict[str, tuple[Tekst, ...]], AfterValidator(_known)]
    naam: str = ONBEKEND

    @cached_property
    def _namen(self) -> dict[str, str]:
        namen = {bare_name(naam): naam for naam in BETEKENISSEN}
        return namen | {bare_name(n): k for k, anders in self.kolommen.items() for n in anders}

    @property
    def namen(self) -> list[str]:
        """Every name that a column can have."""
        return [*BETEKENISSEN, *(naam for anders in self.kolommen.values() for naam in anders)]

    @property
    def eigen_teken(self) -> Teken | None:
        """What a minus is, where the profile says so."""
        return Teken(self.teken) if self.teken else None

    def meaning(self, kop: str) -> str | None:
        """What a column with this heading is; None where the profile does not know it."""
        return self._namen.get(bare_name(kop))

    def is_total(self, label: str) -> bool:
        """Whether the label of a row is that of a total."""
        kort = uniform(label).casefold()
        return any(
            kort == woord or kort.startswith((f"{woord} ", f"{woord}:", f"({woord}"))
            for woord in (uniform(naam).casefold() for naam in self.totaal)
        )

    def knows(self, tekst: str) -> bool:
        """Whether a word of this source stands in a text."""
        kort = f" {bare_name(tekst)} "
        return any(bare_name(woord) in kort for woord in self.herken)


def find_profielen(parameters: Path) -> dict[str, Profiel]:
    """The profiles by name: the delivered ones, and those beside the rounds, which come first.

    InvoerFout with the faults of every profile.
    """
    paden: dict[str, Path] = {}
    for map_ in (_PAKKET.parent / "parameters" / "bronnen", _PAKKET / "bronnen", parameters):
        plek = map_ / "bronnen" if map_ == parameters else map_
        if plek.is_dir():
            paden |= {pad.stem: pad for pad in sorted(plek.glob("*.yaml"))}
    profielen: dict[str, Profiel] = {}
    gebreken: list[Gebrek] = []
    for naam, pad in paden.items():
        try:
            profielen[naam] = _read(pad)
        except InvoerFout as fout:
            gebreken += fout.gebreken
    if gebreken:
        raise InvoerFout(gebreken)
    return profielen


def _read(pad: Path) -> Profiel:
    waarde = read_yaml(pad).waarde
    try:
        return Profiel.model_validate({**waarde, "naam": pad.stem} if waarde else {})
    except (TypeError, ValidationError) as fout:
        if isinstance(fout, ValidationError):
            raise InvoerFout(model_faults(fout, pad.name, Profiel)) from None
        verwacht = "moet sleutels en waarden hebben, zoals bron: tvs"
        raise InvoerFout([Gebrek(pad.name, verwacht)]) from None


def merge_profielen(profielen: Mapping[str, Profiel]) -> Profiel:
    """All that any profile of gemeenten knows, for a file of which nobody told the source.

    It decides nothing that they do not all say.
    """
    namen: dict[str, tuple[str, ...]] = {}
    for profiel in profielen.values():
        if profiel.geheel is None:
            for betekenis, anders in profiel.kolommen.items():
                namen[betekenis] = (*namen.get(betekenis, ()), *anders)
    return Profiel(bron="onbekend", kolommen=namen)


def profile_text(profiel: Profiel, kop: str, ongelezen: list[str]) -> str:
    """A profile as the YAML of a file, with what is left to fill in as remarks."""
    velden = profiel.model_dump(exclude={"naam"}, exclude_none=True)
    namen = {k: list(v) for k, v in velden.pop("kolommen").items() if v}
    vast = {k: list(v) if isinstance(v, tuple) else v for k, v in velden.items()}
    regels = [*kop.splitlines()]
    tekst = "".join(f"# {regel}\n" for regel in regels)
    tekst += yaml.safe_dump(vast, allow_unicode=True, sort_keys=False, width=1000)
    if profiel.teken is None:
        tekst += "# teken: min-is-achterstand of plus-is-achterstand, zodra u het zeker weet\n"
    tekst += yaml.safe_dump({"kolommen": namen}, allow_unicode=True, sort_keys=False, width=1000)
    if ongelezen:
        tekst += "# Niet herkend; zet een naam hierboven achter wat hij betekent, als hij telt:\n"
        tekst += "".join(f"#   {' '.join(naam.split())}\n" for naam in ongelezen)
    betekenissen = "".join(f"#   {naam}: {uitleg}\n" for naam, uitleg in BETEKENISSEN.items())
    return f"{tekst}# Wat een kolom kan zijn:\n{betekenissen}"
