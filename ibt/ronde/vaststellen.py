"""Adopting a round: by whom and when, and the rows that it adds to the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.ingreep import (
    Afschalen,
    BesluitIndeplaatsstelling,
    Indeplaatsstelling,
    Versnelling,
)
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.register import Register, Registerrij, append_rijen, read_register
from ibt.ronde.beletsel import check_adoptable
from ibt.ronde.ronde import Ronde

BEOORDELING = "beoordeling"


def adopt(ronde: Ronde, vaststelling: Vaststelling) -> int:
    """Append the decided treden of a round; how many rows were added (0 the second time).

    InvoerFout, and nothing written, while anything stands in the way of any gemeente.
    """
    _refuse_copy(ronde)
    _refuse_early(ronde, vaststelling)
    pad = register_path(ronde)
    volledig, _ = read_register(pad, ronde.lijst, date.max)
    gemeenten = still_to_adopt(ronde, volledig)
    gebreken = check_adoptable(ronde, volledig, gemeenten)
    if gebreken:
        raise InvoerFout(gebreken)
    rijen = make_rijen(ronde, volledig, gemeenten, vaststelling)
    if rijen:
        append_rijen(pad, rijen)
    return len(rijen)


def make_vaststelling(
    ronde: Ronde, door: str | None, orgaan: str | None, datum: date | None
) -> Vaststelling:
    """By whom and when: from the command, else from the round file; never from the clock."""
    bekend = ronde.vaststelling
    wie = _words(door) or (bekend.door if bekend else None)
    wanneer = datum or (bekend.datum if bekend else None)
    if wie is None or wanneer is None:
        verwacht = "er moet staan wie de ronde vaststelt en op welke datum"
        raad = "Geef --door en --datum, of vul vaststelling in het rondebestand in."
        raise InvoerFout([Gebrek(ronde.pad.name, verwacht, raad=raad)])
    namens = _words(orgaan) or (bekend.orgaan if bekend else None) or "namens gedeputeerde staten"
    return Vaststelling(wie, namens, wanneer)


def _words(tekst: str | None) -> str:
    """What was typed, on one line; empty where nothing was."""
    return " ".join((tekst or "").split())


def _refuse_copy(ronde: Ronde) -> None:
    """The copies within a rendered round are its proof; the register itself lies elsewhere."""
    if ronde.pad.parent.name == "invoer" and (ronde.pad.parent.parent / "manifest.json").is_file():
        raad = "Noem het rondebestand zelf, zoals parameters/2026-07-01.yaml."
        verwacht = "dit is de kopie in een gemaakte ronde; die wordt niet vastgesteld"
        raise InvoerFout([Gebrek(str(ronde.pad), verwacht, raad=raad)])


def _refuse_early(ronde: Ronde, vaststelling: Vaststelling) -> None:
    """A half-year that still runs cannot have been judged."""
    if vaststelling.datum < ronde.peildatum.datum:
        verwacht = f"de datum van vaststelling mag niet voor de peildatum {ronde.peildatum} liggen"
        raise InvoerFout([Gebrek(ronde.pad.name, verwacht, str(vaststelling.datum))])


def register_path(ronde: Ronde) -> Path:
    """The register to which a round adds; InvoerFout when the round names none."""
    for rol, pad in ronde.invoerbestanden:
        if rol == "register":
            return pad
    raad = 'Voeg "register: …" toe; een nieuw register heeft alleen een kopregel.'
    raise InvoerFout([Gebrek(ronde.pad.name, "de sleutel register moet er zijn", raad=raad)])


def still_to_adopt(ronde: Ronde, volledig: Register) -> tuple[Gemeente, ...]:
    """The gemeenten that have no row for this peildatum yet."""
    peildatum = ronde.peildatum.datum
    return tuple(
        gemeente
        for gemeente in ronde.gemeenten
        if all(rij.peildatum != peildatum for rij in volledig.rijen.get(gemeente.code, ()))
    )


def make_rijen(
    ronde: Ronde, volledig: Register, gemeenten: tuple[Gemeente, ...], vaststelling: Vaststelling
) -> list[dict[str, str]]:
    """The rows to add: one per gemeente, or one per dated step of an acceleration."""
    return [
        rij
        for gemeente in gemeenten
        for rij in _rows(ronde, gemeente, vaststelling, volledig.rijen.get(gemeente.code, ()))
    ]


def _rows(
    ronde: Ronde, gemeente: Gemeente, wie: Vaststelling, geldend: tuple[Registerrij, ...]
) -> Iterator[dict[str, str]]:
    eigen = [stuk for stuk in ronde.bevindingen if stuk.gemeente.code == gemeente.code]
    rij = _row(ronde, gemeente, wie, eigen)
    stappen = [
        {
            "datum": stap.datum.isoformat(),
            "trede": str(stap.trede),
            "aanleiding": stuk.bevinding.soort,
            "motivering": stap.motivering,
        }
        for stuk in eigen
        if isinstance(stuk.bevinding, Versnelling)
        for stap in stuk.bevinding.stappen
        if all((ander.datum, ander.trede) != (stap.datum, stap.trede) for ander in geldend)
    ]
    yield from ({**rij, **stap} for stap in stappen or [{}])


def _row(
    ronde: Ronde, gemeente: Gemeente, wie: Vaststelling, eigen: list[Vastgelegd]
) -> dict[str, str]:
    """The whole row, dated on the besluit where there is one and else on the adoption."""
    uit: Any = ronde.uitkomsten.frame.loc[gemeente.code]
    rij = {
        "gemeentecode": gemeente.code,
        "datum": wie.datum.isoformat(),
        "aanleiding": BEOORDELING,
        "peildatum": str(ronde.peildatum),
        "orgaan": wie.orgaan,
        "motivering": _motive(str(uit["regel"]), eigen),
        "vastgesteld_door": wie.door,
        "vastgesteld_op": wie.datum.isoformat(),
        "trede": str(int(uit["trede_voorstel"])),
    }
    for kolom in ("stand_eind", "correctie", "verschoonbaar", "toerekenbaar"):
        rij[kolom] = str(int(uit[kolom]))
    for stuk in eigen:
        match stuk.bevinding:
            case BesluitIndeplaatsstelling(besluitdatum=dag, orgaan=orgaan):
                rij |= {"datum": dag.isoformat(), "aanleiding": stuk.bevinding.soort}
                rij["orgaan"] = orgaan
            case Indeplaatsstelling(besluitdatum=dag):
                rij |= {"datum": dag.isoformat(), "aanleiding": stuk.bevinding.soort}
            case Afschalen():
                rij["aanleiding"] = stuk.bevinding.soort
    return rij


def _motive(regel: str, stukken: list[Vastgelegd]) -> str:
    """The rule, then the supervisor's own words."""
    woorden = [f"{stuk.bevinding.soort}: {stuk.bevinding.motivering}" for stuk in stukken]
    return "; ".join([f"regel {regel}", *woorden])
