"""The rows of a delivered table, cell by cell, with every fault and all that was set apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ibt.begrippen.fout import Gebrek
from ibt.begrippen.periode import Peildatum
from ibt.readers.bron.cel import Wanneer, find_periode, find_wanneer, next_month
from ibt.readers.bron.keuze import Keus, unclear_months
from ibt.readers.bron.kop import Bronkolom
from ibt.readers.bron.sommen import Totaalrij
from ibt.readers.bron.teken import Ruw
from ibt.readers.bron.waarden import LEES, OPTELBAAR, read_value, readable
from ibt.readers.bron.wie import Rijsoort, Wie, row_ranges, tell_who
from ibt.readers.naam import Gemeentelijst

# What may stand beside a day.
_BIJ_DAG = ("", "stand", "peildatum", "eind", "einde", "ultimo", "maand")


@dataclass
class Rijentelling:
    """What the rows of a table gave."""

    rijen: list[Ruw] = field(default_factory=list)
    gebreken: list[Gebrek] = field(default_factory=list)
    # Of rows about a gemeente that the list does not have.
    onbekend: list[Gebrek] = field(default_factory=list)
    totalen: list[Totaalrij] = field(default_factory=list)
    terzijde: list[str] = field(default_factory=list)
    bijzonder: list[str] = field(default_factory=list)
    geheel: dict[str, object] | None = None
    # Per row its days: what of its figures is of that day alone.
    dagen: dict[int, dict[date, dict[str, object]]] = field(default_factory=dict)

    def snapshots(
        self, rij: Ruw, cijfers: Mapping[str, object]
    ) -> Iterator[tuple[date, dict[str, object]]]:
        """The figures of a row per day; what is of no day in particular is of the last."""
        dagen = self.dagen[rij.nummer]
        laatste = max(dagen, default=date.min)
        for per, eigen in sorted(dagen.items()):
            vast = (
                cijfers
                if per == laatste
                else {naam: cijfers.get(naam) for naam in ("taakstelling", "stand_begin")}
            )
            alles = {**vast, **eigen}
            yield per, {naam: w for naam, w in alles.items() if w is not None}


class Rijlezer:
    """Reads the rows below the header of one table."""

    def __init__(
        self,
        keus: Keus,
        kolommen: Sequence[Bronkolom],
        lijst: Gemeentelijst,
        peildatum: Peildatum,
        dag: date,
    ) -> None:
        self.keus, self.lijst, self.peildatum, self.dag = keus, lijst, peildatum, dag
        self.kolommen = [k for k in kolommen if k.betekenis]
        self.naam = keus.rooster.naam
        self.plek = {k.betekenis: k.index for k in self.kolommen if k.wanneer is None}
        self.uit = Rijentelling()
        self._vorige = ("", "")
        self._maanden: dict[str, dict[date, int]] = {}
        self._noten: list[str] = []
        self._elders: dict[str, list[int]] = {}

    def read(self) -> Rijentelling:
        """Every row once."""
        for nummer, cellen in self._shown_rows():
            self._read(nummer, cellen)
        for waarom, nummers in self._elders.items():
            self.uit.terzijde.append(f"{waarom}: regel {row_ranges(nummers)}")
        if self._noten:
            self.uit.bijzonder.append(f"noottekens niet gelezen: {'; '.join(self._noten)}")
        self._twice()
        return self.uit

    def _shown_rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows below the header, without hidden ones, unless there are no others."""
        kop, rooster = self.keus.kop, self.keus.rooster
        koppen = {cellen for _, cellen in rooster.lijnen[kop.eerste : kop.laatste + 1]}
        rest = [lijn for lijn in rooster.lijnen[kop.laatste + 1 :] if lijn[1] not in koppen]
        zichtbaar = [lijn for lijn in rest if lijn[0] not in rooster.verborgen_rijen]
        weg = [nummer for nummer, _ in rest if nummer in rooster.verborgen_rijen]
        if weg and zichtbaar:
            wie = [self._who(cellen).label for n, cellen in rest if n in weg]
            namen = ", ".join(dict.fromkeys(wie)) if len(wie) <= 30 else f"{len(wie)} regels"
            zin = f"verborgen en niet gelezen: regel {row_ranges(weg)} ({namen})"
            self.uit.bijzonder.append(zin)
        elif weg:
            self.uit.bijzonder.append("alle regels zijn verborgen; toch gelezen")
        yield from zichtbaar or rest

    def _cell(self, betekenis: str, cellen: Sequence[str]) -> str:
        index = self.plek.get(betekenis)
        return cellen[index] if index is not None and index < len(cellen) else ""

    def _who(self, cellen: Sequence[str]) -> Wie:
        code, naam = (self._cell(n, cellen) for n in ("gemeentecode", "gemeente"))
        heeft_dag = any(self._cell(n, cellen) for n in ("maand", "stand_per"))
        if not code and not naam and heeft_dag:  # named once, for the months below it
            code, naam = self._vorige
        wie = tell_who(code, naam, cellen, self.kolommen, self.keus.profiel, self.lijst)
        if wie.gemeente is not None:
            self._vorige = code, naam
        return wie

    def _read(self, nummer: int, cellen: tuple[str, ...]) -> None:
        if self.keus.profiel.geheel:
            self._read_whole(nummer, cellen)
            return
        wie = self._who(cellen)
        if wie.soort is not Rijsoort.GEMEENTE:
            gevuld = " | ".join(dict.fromkeys(cel for cel in cellen if cel))
            self.uit.terzijde.append(f"regel {nummer}: {gevuld}")
            if wie.soort is Rijsoort.TOTAAL:
                self._total(nummer, wie.label, cellen)
            return
        if wie.gemeente is None:
            raad = None
            if not self._cell("gemeente", cellen) and not self._cell("gemeentecode", cellen):
                raad = "Is het een totaal, geef de regel dan een naam die met totaal begint."
            gebrek = Gebrek(self.naam, wie.fout, wie.label, f"regel {nummer}", raad=raad)
            self.uit.gebreken.append(gebrek)
            return
        if wie.fout:
            gebrek = Gebrek(self.naam, wie.fout, wie.label, f"regel {nummer}")
            self.uit.onbekend.append(gebrek)
        periode = find_periode(self._cell("periode", cellen))[1]
        if periode not in (None, self.peildatum.periode):
            self._elders.setdefault(f"gaat over {periode}", []).append(nummer)
            return
        if (per := self._day(nummer, wie, cellen)) is not None:
            self._figures(Ruw(nummer, wie.gemeente, {}), per, cellen, wie)

    def _day(self, nummer: int, wie: Wie, cellen: Sequence[str]) -> Wanneer | None:
        """Of which day or month a row is; None where it is of another half-year, or at fault."""
        kolom = next((n for n in ("stand_per", "maand") if n in self.plek), None)
        if kolom is None:
            return Wanneer(self.dag, True)
        cel = self._cell(kolom, cellen)
        verwacht = "moet een dag of maand noemen, zoals 1 augustus 2026 of augustus"
        try:
            rest, wanneer = find_wanneer(cel, self.peildatum.periode)
            wanneer = wanneer if rest in _BIJ_DAG else None
        except ValueError as fout:
            wanneer, verwacht = None, str(fout)
        if wanneer is None:
            self._fault(nummer, self._column(kolom), cel, verwacht, wie)
            return None
        if wanneer.is_stand is None or (kolom == "stand_per" and not wanneer.is_stand):
            wanneer = Wanneer(wanneer.dag, kolom == "stand_per" or self._dates_are_days())
        if not self.peildatum.periode.begin < wanneer.stand_per <= self.peildatum.datum:
            waarom = f"valt buiten {self.peildatum.periode} tot {self.peildatum}"
            self._elders.setdefault(waarom, []).append(nummer)
            return None
        return wanneer

    def _dates_are_days(self) -> bool:
        """Whether dates in a column of months are days of counting: the last of them tells."""
        index, einde = self.plek["maand"], self.peildatum.periode.volgende.begin
        cellen = [c[index] for _, c in self.keus.rooster.lijnen if index < len(c)]
        return einde.isoformat() in cellen

    def _column(self, betekenis: str) -> Bronkolom:
        return next(k for k in self.kolommen if k.betekenis == betekenis)

    def _figures(self, rij: Ruw, per: Wanneer, cellen: Sequence[str], wie: Wie) -> None:
        """The figures of a row: those of no day, and per day those of that day."""
        dagen: dict[date, dict[str, object]] = {}
        per_maand: dict[date, int] = {}
        for kolom in self.kolommen:
            if kolom.betekenis is None or kolom.betekenis not in LEES:
                continue
            cel = cellen[kolom.index] if kolom.index < len(cellen) else ""
            waarde = self._value(rij, kolom, cel, wie)
            if kolom.betekenis == "maandrealisatie":
                maand = per.dag if kolom.wanneer is None else kolom.wanneer.dag
                if isinstance(waarde, int):
                    per_maand[maand] = waarde
            elif kolom.stand_per is None:
                rij.cijfers[kolom.betekenis] = waarde
            elif waarde is not None:
                dagen.setdefault(kolom.stand_per, {})[kolom.betekenis] = waarde
        self._pair(rij)
        self._months(rij, per_maand, dagen, wie)
        if not dagen or rij.cijfers.get("realisatie") is not None:
            self._own_day(rij, per, dagen, wie)
        self.uit.dagen[rij.nummer] = dagen
        self.uit.rijen.append(rij)

    def _own_day(
        self, rij: Ruw, per: Wanneer, dagen: dict[date, dict[str, object]], wie: Wie
    ) -> None:
        """The day of the row itself, beside those in its headings."""
        kolom = next((k for k in self.kolommen if k.betekenis == "realisatie"), None)
        los = per.is_stand is False and per.dag != self.peildatum.periode.begin
        if kolom and kolom.wanneer is None and los and "cumul" not in kolom.naam.casefold():
            hoe = self.keus.profiel.maanden
            if hoe is None:
                self.uit.gebreken.append(unclear_months(self.naam, kolom.naam))
            elif hoe == "per-maand" and isinstance(waarde := rij.cijfers.pop("realisatie"), int):
                self._months(rij, {per.dag: waarde}, dagen, wie)
                return
        dagen.setdefault(per.stand_per, {})

    def _months(
        self,
        rij: Ruw,
        per_maand: Mapping[date, int],
        dagen: dict[date, dict[str, object]],
        wie: Wie,
    ) -> None:
        """Adds up months from the start of the half-year; a fault where one lacks in between."""
        gezien = self._maanden.setdefault(rij.gemeente.code, {})
        gezien |= per_maand
        for maand in per_maand:
            som, dag = 0, self.peildatum.periode.begin
            while dag <= maand and dag in gezien:
                som, dag = som + gezien[dag], next_month(dag)
            if dag <= maand:
                verwacht = f"de maand {dag:%Y-%m} moet er zijn om {maand:%Y-%m} op te tellen"
                gebrek = Gebrek(
                    self.naam, verwacht, plaats=f"regel {rij.nummer}", gemeente=wie.label
                )
                self.uit.gebreken.append(gebrek)
                return
            dagen.setdefault(next_month(maand), {})["realisatie"] = som

    def _pair(self, rij: Ruw) -> None:
        """One stand of achterstand and voorsprong in two columns."""
        achter = rij.cijfers.pop("achterstand_begin", None)
        voor = rij.cijfers.pop("voorsprong_begin", None)
        if isinstance(achter, int) or isinstance(voor, int):
            heel = [deel if isinstance(deel, int) else 0 for deel in (voor, achter)]
            rij.cijfers["stand_begin"] = heel[0] - heel[1]
            rij.vast.add("stand_begin")

    def _value(self, rij: Ruw, kolom: Bronkolom, cel: str, wie: Wie) -> object:
        """What stands in a cell; None where it is empty, or at fault."""
        gelezen = read_value(str(kolom.betekenis), cel, self.keus.profiel, kolom.wanneer is None)
        if gelezen.fout:
            self._fault(rij.nummer, kolom, cel, gelezen.fout, wie, gelezen.raad)
        if gelezen.noot:
            self._noten.append(f"{cel} (regel {rij.nummer})")
        if gelezen.zegt_teken:
            rij.vast.add(str(kolom.betekenis))
        return gelezen.waarde

    def _fault(
        self,
        nummer: int,
        kolom: Bronkolom,
        cel: str,
        verwacht: str,
        wie: Wie,
        raad: str | None = None,
    ) -> None:
        plaats = f'regel {nummer}, kolom "{kolom.naam}"'
        self.uit.gebreken.append(Gebrek(self.naam, verwacht, cel, plaats, wie.label, raad))

    def _total(self, nummer: int, label: str, cellen: Sequence[str]) -> None:
        gewoon = [k for k in self.kolommen if k.wanneer is None and k.betekenis in OPTELBAAR]
        cijfers = readable(gewoon, cellen, self.keus.profiel)
        aantal = len(self.uit.rijen)
        vanaf = self.uit.totalen[-1].na if self.uit.totalen else 0
        heel = {naam: getal for naam, getal in cijfers.items() if isinstance(getal, int)}
        self.uit.totalen.append(Totaalrij(f"regel {nummer}", label, heel, aantal, vanaf))

    def _read_whole(self, nummer: int, cellen: Sequence[str]) -> None:
        """A row about the whole: the one of this half-year."""
        periode = find_periode(self._cell("periode", cellen))[1]
        if periode != self.peildatum.periode:
            waarom = f"gaat over {periode}" if periode else "noemt geen halfjaar"
            self._elders.setdefault(waarom, []).append(nummer)
            return
        self.uit.geheel = readable(self.kolommen, cellen, self.keus.profiel)

    def _twice(self) -> None:
        """A fault per row of a gemeente and day that an earlier row is of."""
        gezien: dict[tuple[str, date], int] = {}
        for rij in self.uit.rijen:
            for per in self.uit.dagen[rij.nummer]:
                eerder = gezien.setdefault((rij.gemeente.code, per), rij.nummer)
                if eerder != rij.nummer:
                    verwacht = f"elke gemeente mag één regel van {per} hebben"
                    gevonden, plaats = f"ook op regel {eerder}", f"regel {rij.nummer}"
                    raad = "Is er een bij het totaal van een provincie: zet Provincie voor de naam."
                    self.uit.gebreken.append(
                        Gebrek(self.naam, verwacht, gevonden, plaats, str(rij.gemeente), raad)
                    )
