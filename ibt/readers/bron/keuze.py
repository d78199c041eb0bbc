"""Which table of a file is meant, by which profile it is read, and what its months are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.periode import Peildatum
from ibt.readers.bron.cel import find_periode, find_wanneer
from ibt.readers.bron.kop import Bronkolom, Kop, find_kop
from ibt.readers.bron.profiel import NODIG, Profiel, merge_profielen
from ibt.readers.bron.rooster import Celrooster
from ibt.readers.kolom import nearest_name

_WIE = ("gemeente", "gemeentecode")
_NIEUW = "Maak met --nieuw-profiel een profiel voor deze tabel."


@dataclass(frozen=True)
class Keus:
    """The table that is read, its header, and the profile by which."""

    rooster: Celrooster
    kop: Kop
    profiel: Profiel


def choose(
    pad: Path,
    roosters: Sequence[Celrooster],
    profielen: Mapping[str, Profiel],
    peildatum: Peildatum,
) -> Keus:
    """The one visible table with gemeenten and figures; InvoerFout where none or several are.

    Where nobody told which profile, it is the one whose words stand in the file or else that
    knows most columns; where two know as much, none of them decides.
    """
    passend = [keus for r in roosters if (keus := _by_profile(pad, r, profielen, peildatum))]
    gekozen = [keus for keus in passend if keus.rooster.is_zichtbaar]
    if len(gekozen) == 1:
        return gekozen[0]
    if gekozen:
        namen = ", ".join(keus.rooster.naam for keus in gekozen)
        verwacht = "één zichtbare tabel moet gemeenten en cijfers hebben"
        raad = "Verberg de andere bladen, of bewaar het blad dat telt als eigen bestand."
        raise InvoerFout([Gebrek(pad.name, verwacht, namen, raad=raad)])
    if passend:
        verwacht = "de tabel met gemeenten moet op een zichtbaar blad staan"
        namen = ", ".join(f"{keus.rooster.naam} (verborgen)" for keus in passend)
        raise InvoerFout([Gebrek(pad.name, verwacht, namen, raad="Maak dat blad zichtbaar.")])
    raise InvoerFout([_nothing(pad, roosters, profielen)])


def _nothing(pad: Path, roosters: Sequence[Celrooster], profielen: Mapping[str, Profiel]) -> Gebrek:
    """That no header was found, with the row that looks most like one."""
    namen = merge_profielen(profielen).namen
    rijen = [cellen for rooster in roosters for _, cellen in rooster.lijnen[:30]]
    meest = max(rijen, key=lambda rij: sum(1 for cel in rij if nearest_name(cel, namen)))
    gevonden = ", ".join(cel for cel in meest if cel)
    verwacht = "een regel moet zeggen in welke kolom de gemeente en in welke de cijfers staan"
    return Gebrek(pad.name, verwacht, gevonden, raad=_NIEUW)


def _by_profile(
    pad: Path, rooster: Celrooster, profielen: Mapping[str, Profiel], peildatum: Peildatum
) -> Keus | None:
    keuzen = [
        Keus(rooster, kop, profiel)
        for profiel in profielen.values()
        if (kop := find_kop(rooster, profiel, peildatum)) is not None
    ]
    if not keuzen:
        return None
    naast = " ".join((pad.stem, rooster.naam, *_texts(rooster)))
    rang = {keus.profiel.naam: (keus.profiel.knows(naast), keus.kop.gewicht) for keus in keuzen}
    beste = [keus for keus in keuzen if rang[keus.profiel.naam] == max(rang.values())]
    if len(beste) == 1:
        return beste[0]
    samen = merge_profielen({keus.profiel.naam: keus.profiel for keus in beste})
    kop = find_kop(rooster, samen, peildatum)
    return Keus(rooster, kop, samen) if kop else None


def _texts(rooster: Celrooster) -> Iterator[str]:
    """Titles and notes: rows of few cells."""
    for _, cellen in rooster.lijnen:
        gevuld = dict.fromkeys(cel for cel in cellen if cel)
        if len(gevuld) <= 2:
            yield from gevuld


def titles_and_notes(keus: Keus) -> list[str]:
    """What stands above the header and in rows of few cells below it."""
    return [*keus.kop.titels, *_texts(keus.rooster)]


def visible_columns(keus: Keus) -> tuple[list[Bronkolom], list[str]]:
    """The columns that are read, and what is said of hidden ones.

    A hidden one is read only where it says what must be known and nothing else does.
    """
    gezien = {kolom.betekenis for kolom in keus.kop.kolommen if not kolom.is_verborgen}
    if not gezien & {*_WIE}:
        gezien -= {*_WIE}
    else:
        gezien |= {*_WIE}
    kolommen, gemeld = [], []
    for kolom in keus.kop.kolommen:
        if not kolom.is_verborgen:
            kolommen.append(kolom)
        elif kolom.betekenis in (*_WIE, *NODIG) and kolom.betekenis not in gezien:
            kolommen.append(kolom)
            gemeld.append(
                f'kolom "{kolom.naam}" is verborgen en toch gelezen: geen andere zegt dit'
            )
        else:
            gemeld.append(f'kolom "{kolom.naam}" is verborgen en niet gelezen')
    return kolommen, gemeld


def title_day(keus: Keus, peildatum: Peildatum) -> tuple[date, list[Gebrek]]:
    """The day of the figures: as a title says, or else the peildatum.

    A fault where a title is about another half-year.
    """
    periode, naam = peildatum.periode, keus.rooster.naam
    for titel in keus.kop.titels:
        rest, van = find_periode(titel)
        if van is not None and van != periode and keus.profiel.geheel is None:
            verwacht = f"moet over {periode} gaan; noem het bestand van deze ronde"
            return peildatum.datum, [Gebrek(naam, verwacht, titel)]
        try:
            wanneer = find_wanneer(rest, None)[1]
        except ValueError:
            continue
        if wanneer is None:
            continue
        dag = wanneer.dag if wanneer.is_stand is None else wanneer.stand_per
        if not periode.begin < dag <= peildatum.datum:
            if dag == periode.begin or "stand" not in titel.casefold():
                continue  # a day on which it was printed, or from which it counts
            verwacht = f"moet een stand van na {periode.begin} en niet van na {peildatum} zijn"
            return peildatum.datum, [Gebrek(naam, verwacht, titel)]
        if dag.day == 1:
            return dag, []
    return peildatum.datum, []


def settle_months(
    keus: Keus, kolommen: Sequence[Bronkolom], begin: date
) -> tuple[list[Bronkolom], list[Gebrek]]:
    """The columns, with realisatie in a month told from that since the half-year began.

    A fault where neither heading nor profile says which.
    """
    klaar: list[Bronkolom] = []
    gebreken: list[Gebrek] = []
    onzeker = [k for k in kolommen if k.wanneer is not None and k.wanneer.is_stand is None]
    if onzeker:
        verwacht = "de kop moet zeggen of een datum de maand is, of de dag waarop is geteld"
        wat = ", ".join(kolom.naam for kolom in onzeker)
        raad = "Schrijf de maand voluit, of: stand per 1 augustus 2026."
        gebreken.append(Gebrek(keus.rooster.naam, verwacht, wat, "kopregel", raad=raad))
    los = [
        k
        for k in kolommen
        if k.betekenis == "realisatie"
        and k.wanneer
        and k.wanneer.is_stand is False
        and "cumul" not in k.naam.casefold()
    ]
    hoe = keus.profiel.maanden
    if hoe is None and any(k.wanneer and k.wanneer.dag != begin for k in los):
        gebreken.append(unclear_months(keus.rooster.naam, ", ".join(k.naam for k in los)))
    for kolom in kolommen:
        per_maand = kolom in los and hoe == "per-maand"
        klaar.append(replace(kolom, betekenis="maandrealisatie") if per_maand else kolom)
    return klaar, gebreken


def unclear_months(bestand: str, gevonden: str) -> Gebrek:
    """Nobody told whether months count by themselves."""
    verwacht = (
        "moet zeggen of een maand telt wie in die maand is gehuisvest (per maand), of wie sinds "
        "het begin van het halfjaar is gehuisvest (cumulatief)"
    )
    raad = "Zet maanden: per-maand of maanden: cumulatief in een eigen profiel (--nieuw-profiel)."
    return Gebrek(bestand, verwacht, gevonden, "kopregel", raad=raad)
