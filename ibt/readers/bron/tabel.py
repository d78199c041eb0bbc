"""A delivered file → what it says of each gemeente on each day, or all its faults at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum
from ibt.readers.bestand import read_bytes
from ibt.readers.bron.cel import Teken
from ibt.readers.bron.keuze import (
    choose,
    settle_months,
    title_day,
    titles_and_notes,
    visible_columns,
)
from ibt.readers.bron.kop import Bronkolom
from ibt.readers.bron.profiel import Profiel, merge_profielen
from ibt.readers.bron.rijen import Rijentelling, Rijlezer
from ibt.readers.bron.rooster import read_roosters
from ibt.readers.bron.sommen import Totaalsom, add_up, row_checks
from ibt.readers.bron.teken import Ruw, Tekenkeus, decide_sign, turn
from ibt.readers.naam import Gemeentelijst

# Rows with their figures, of which minus is achterstand.
_Gedraaid = Sequence[tuple[Ruw, Mapping[str, object]]]


@dataclass(frozen=True)
class Bronrij:
    """What a delivered file says of a gemeente on a day; minus is achterstand."""

    nummer: int
    gemeente: Gemeente
    stand_per: date
    cijfers: Mapping[str, object]


@dataclass(frozen=True)
class Brontabel:
    """A delivered file as it was understood: columns, rows, what was set apart, sums.

    `geheel` holds the figures of a table that is about one whole, as the country; `onbekend` what
    is at fault with rows of gemeenten that the list does not have, if one of the round lacks.
    """

    pad: Path
    bestand: str
    inhoud: bytes
    profiel: Profiel
    kolommen: tuple[Bronkolom, ...]
    rijen: tuple[Bronrij, ...] = ()
    teken: str = ""
    terzijde: tuple[str, ...] = ()
    bijzonder: tuple[str, ...] = ()
    sommen: tuple[Totaalsom, ...] = ()
    waarschuwingen: tuple[Waarschuwing, ...] = ()
    geheel: Mapping[str, object] | None = None
    onbekend: tuple[Gebrek, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the bytes as delivered."""
        return hashlib.sha256(self.inhoud).hexdigest()


def read_bron(
    pad: Path,
    lijst: Gemeentelijst,
    peildatum: Peildatum,
    profielen: Mapping[str, Profiel],
    teken: Teken | None = None,
) -> Brontabel:
    """One delivered file, read by the profile that fits (or the only one given).

    InvoerFout with every fault: no table, a column or gemeente twice, a figure that is none, code
    and name that disagree, a sign or month of which nobody told what it means. Norm: N07, N08.
    """
    inhoud = read_bytes(pad)
    roosters = read_roosters(pad, inhoud, merge_profielen(profielen).namen)
    keus = choose(pad, roosters, profielen, peildatum)
    naam, begin = keus.rooster.naam, peildatum.periode.begin
    kolommen, verborgen = visible_columns(keus)
    kolommen, gebreken = settle_months(keus, _paired(kolommen), begin)
    dag, over_dag = title_day(keus, peildatum)
    telling = Rijlezer(keus, kolommen, lijst, peildatum, dag).read()
    tekens = decide_sign(naam, kolommen, titles_and_notes(keus), telling.rijen, teken, keus.profiel)
    gebreken += [*_twice(naam, kolommen), *over_dag, *telling.gebreken, *tekens.gebreken]
    if gebreken:
        raise InvoerFout(gebreken)
    telling.bijzonder[:0] = verborgen
    telling.bijzonder += [keus.rooster.melding] if keus.rooster.melding else []
    gelezen = tuple(_shown(keus.kop.kolommen, kolommen))
    basis = Brontabel(pad, naam, inhoud, keus.profiel, gelezen, sommen=_sums(telling, lijst))
    return _filled(basis, telling, tekens)


def _filled(basis: Brontabel, telling: Rijentelling, tekens: Tekenkeus) -> Brontabel:
    """The table with what its rows gave, each stand turned to minus is achterstand."""
    gedraaid = [(rij, turn(rij, tekens.teken)) for rij in telling.rijen]
    return replace(
        basis,
        rijen=_per_day(telling, gedraaid),
        teken=f"{tekens.teken} (zegt {tekens.wie})" if tekens.teken else "",
        terzijde=tuple(telling.terzijde),
        bijzonder=tuple(telling.bijzonder),
        waarschuwingen=_odd(basis.bestand, gedraaid),
        geheel=telling.geheel,
        onbekend=tuple(telling.onbekend),
    )


def _odd(bestand: str, gedraaid: _Gedraaid) -> tuple[Waarschuwing, ...]:
    return tuple(
        melding
        for rij, cijfers in gedraaid
        for melding in row_checks(bestand, f"regel {rij.nummer}", rij.gemeente, cijfers)
    )


def _per_day(telling: Rijentelling, gedraaid: _Gedraaid) -> tuple[Bronrij, ...]:
    return tuple(
        Bronrij(rij.nummer, rij.gemeente, per, cijfers)
        for rij, alle in gedraaid
        for per, cijfers in telling.snapshots(rij, alle)
    )


def _shown(alle: Sequence[Bronkolom], gelezen: Sequence[Bronkolom]) -> list[Bronkolom]:
    """Every column in the order of the file, as it was read."""
    op_plaats = {kolom.index: kolom for kolom in gelezen}
    return [
        op_plaats.get(k.index, replace(k, betekenis=None, reden=k.reden or "verborgen"))
        for k in alle
    ]


def _paired(kolommen: Sequence[Bronkolom]) -> list[Bronkolom]:
    """A column of achterstand without one of voorsprong beside it is a stand like any other."""
    gezien = {kolom.betekenis for kolom in kolommen}
    if {"achterstand_begin", "voorsprong_begin"} <= gezien:
        return list(kolommen)
    return [
        replace(k, betekenis="stand_begin")
        if k.betekenis in ("achterstand_begin", "voorsprong_begin")
        else k
        for k in kolommen
    ]


def _twice(bestand: str, kolommen: Sequence[Bronkolom]) -> list[Gebrek]:
    """A fault per meaning that two columns have for the same day."""
    per: dict[tuple[object, object], list[Bronkolom]] = {}
    for kolom in kolommen:
        if kolom.betekenis is not None:
            per.setdefault((kolom.betekenis, kolom.stand_per), []).append(kolom)
    raad = "Verwijder of verberg de kolom die niet telt, of verbeter het profiel."
    return [
        Gebrek(
            bestand,
            f"één kolom mag {betekenis} zijn",
            " en ".join(k.naam for k in groep),
            "kopregel",
            raad=raad,
        )
        for (betekenis, _), groep in per.items()
        if len(groep) > 1
    ]


def _sums(telling: Rijentelling, lijst: Gemeentelijst) -> tuple[Totaalsom, ...]:
    provincies = sorted({gemeente.provincie for gemeente in lijst.gemeenten.values()})
    rijen = [(rij.gemeente, rij.cijfers) for rij in telling.rijen]
    sommen = [som for totaal in telling.totalen for som in add_up(totaal, rijen, provincies)]
    if len({gemeente.code for gemeente, _ in rijen}) == len(rijen):
        return tuple(sommen)
    # With a row per month nobody can tell which rows a total adds up.
    return tuple(som if som.sluit else replace(som, som=None) for som in sommen)
