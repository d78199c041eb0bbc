"""The example province: from scenario.csv to cijfers/*.csv and register.csv, byte for byte.

    python data/voorbeeld.py            writes the files anew
    python data/voorbeeld.py --toets    only compares; exit 1 and the names where they differ

Nothing here comes from `ibt`: the tests hold its outcomes against these files. What is real and
what is invented stands in README.md.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HIER = Path(__file__).resolve().parent
ZAAD = 713805
BEGIN = date(2024, 1, 1)
NEDERLAND = "NL"

# Delivered once as a Dutch Excel would save it, the other times in ISO style.
PUNTKOMMA = (date(2025, 1, 1),)

# From this snapshot on COA's taakstelling holds the redistributions that it has processed.
HERVERDELING_VERWERKT = date(2026, 4, 1)

# The decisions on the rounds, some weeks after each peildatum. The newest is not adopted yet.
BESLUITEN = {
    date(2024, 1, 1): date(2024, 2, 13),
    date(2024, 7, 1): date(2024, 8, 27),
    date(2025, 1, 1): date(2025, 2, 18),
    date(2025, 7, 1): date(2025, 8, 26),
    date(2026, 1, 1): date(2026, 2, 17),
}

CIJFERKOLOMMEN = (
    "gemeentecode",
    "gemeente",
    "stand_per",
    "taakstelling",
    "stand_begin",
    "realisatie",
    "koppelingen",
    "omkoppelingen",
    "wachttijd_fase2",
    "stapelgemeente",
    "herkomst",
)
REGISTERKOLOMMEN = (
    "gemeentecode",
    "datum",
    "trede",
    "aanleiding",
    "peildatum",
    "stand_eind",
    "correctie",
    "verschoonbaar",
    "toerekenbaar",
    "orgaan",
    "motivering",
    "vastgesteld_door",
    "vastgesteld_op",
)


@dataclass(frozen=True)
class Landelijk:
    """The national taakstelling from a snapshot date on."""

    vanaf: date
    taakstelling: int
    aangenomen: bool


@dataclass(frozen=True)
class Verloop:
    """One row of the scenario: what is meant to happen to a gemeente in one half-year.

    Persons; minus is achterstand. `stand_eind` is the stand as the province reckons it, with
    redistribution and corrections. `herverdeling` is what COA's taakstelling lacks.
    """

    peildatum: date
    gemeentecode: str
    gemeente: str
    stand_begin: int
    herverdeling_in_taakstelling: int
    herverdeling: int
    open_correctie: int
    nagekomen: int
    correctie: int
    stand_eind: int
    verschoonbaar: int
    trede: int
    koppelingen_tekort: int
    omkoppelingen: int
    wachttijd_fase2: str
    stapelgemeente: str
    verloop: str
    herkomst: str

    @property
    def toerekenbaar(self) -> int:
        """The backlog at the end that was not excused."""
        return max(0, max(0, -self.stand_eind) - self.verschoonbaar)

    def totaalopgave(self, taakstelling: int) -> int:
        """What the gemeente had to house in this half-year."""
        return taakstelling + self.herverdeling - self.stand_begin - self.open_correctie

    def realisatie(self, taakstelling: int) -> int:
        """What COA must have counted for the half-year to end on `stand_eind`."""
        gerealiseerd = self.totaalopgave(taakstelling) + self.stand_eind
        return gerealiseerd + self.nagekomen - self.correctie


def main(argumenten: list[str]) -> int:
    """Writes the files, or with `--toets` names those that differ."""
    if argumenten not in ([], ["--toets"]):
        print("Gebruik: python data/voorbeeld.py [--toets]", file=sys.stderr)
        return 2
    anders = [
        naam
        for naam, inhoud in make_bestanden(HIER).items()
        if not (HIER / naam).is_file() or (HIER / naam).read_bytes() != inhoud
    ]
    if argumenten:
        print("\n".join(f"anders: {naam}" for naam in anders) or "alles gelijk")
        return 1 if anders else 0
    for naam, inhoud in make_bestanden(HIER).items():
        (HIER / naam).parent.mkdir(exist_ok=True)
        (HIER / naam).write_bytes(inhoud)
    print(f"geschreven; {len(anders)} bestanden zijn veranderd")
    return 0


def make_bestanden(map_: Path) -> dict[str, bytes]:
    """The bytes of every generated file, by its name below the folder with the sources."""
    scenario = read_scenario(map_ / "scenario.csv")
    inwoners = read_inwoners(map_ / "inwoners.csv")
    landelijk = read_landelijk(map_ / "landelijke_taakstelling.csv")
    bestanden = {"register.csv": _table(REGISTERKOLOMMEN, _register(scenario))}
    for peildatum in sorted({rij.peildatum for rij in scenario} - {BEGIN}):
        deel = [rij for rij in scenario if rij.peildatum == peildatum]
        rijen = _cijfers(deel, inwoners, landelijk)
        puntkomma = peildatum in PUNTKOMMA
        bestanden[f"cijfers/{peildatum}.csv"] = _table(CIJFERKOLOMMEN, rijen, puntkomma)
        # What COA had delivered halfway, three months before.
        halverwege = halfway(peildatum)
        tot_dan = [rij for rij in rijen if rij[2] <= halverwege.isoformat()]
        bestanden[f"cijfers/{halverwege}.csv"] = _table(CIJFERKOLOMMEN, tot_dan)
    return bestanden


def read_scenario(pad: Path) -> list[Verloop]:
    """The rows of the scenario, as they stand."""
    tekst = {
        "gemeentecode",
        "gemeente",
        "wachttijd_fase2",
        "stapelgemeente",
        "verloop",
        "herkomst",
    }
    rijen = []
    for cellen in _read(pad, ";"):
        waarden = {
            naam: cel if naam in tekst else int(cel or 0)
            for naam, cel in cellen.items()
            if naam != "peildatum"
        }
        rijen.append(Verloop(peildatum=date.fromisoformat(cellen["peildatum"]), **waarden))
    return rijen


def read_inwoners(pad: Path) -> dict[str, int]:
    """Inhabitants on 1 January 2022 by gemeentecode, and of Nederland."""
    return {rij["gemeentecode"]: int(rij["inwoners_2022"]) for rij in _read(pad, ",")}


def read_landelijk(pad: Path) -> list[Landelijk]:
    """The national taakstellingen in order of date."""
    return [
        Landelijk(
            date.fromisoformat(rij["vanaf"]),
            int(rij["taakstelling"]),
            rij["status"] == "aangenomen",
        )
        for rij in _read(pad, ",")
    ]


def divide_taakstelling(landelijk: int, inwoners: int, inwoners_nederland: int) -> int:
    """The share of a gemeente by inhabitants, rounded to nearest (Huisvestingswet art. 29)."""
    return (2 * landelijk * inwoners + inwoners_nederland) // (2 * inwoners_nederland)


def snapshots(peildatum: date) -> list[date]:
    """The first of each month after the half-year began, the peildatum last."""
    eerste = 2 if peildatum.month == 7 else 8
    maanden = [date(peildatum.year, maand, 1) for maand in range(eerste, eerste + 6) if maand < 13]
    if peildatum.month == 7:
        return maanden
    return [dag.replace(year=peildatum.year - 1) for dag in maanden] + [peildatum]


def halfway(peildatum: date) -> date:
    """1 April or 1 October of the half-year that ends with a peildatum."""
    if peildatum.month == 7:
        return peildatum.replace(month=4)
    return date(peildatum.year - 1, 10, 1)


def _cijfers(
    scenario: list[Verloop], inwoners: dict[str, int], landelijk: list[Landelijk]
) -> list[list[str]]:
    """The rows of one round: all gemeenten of the first snapshot, then of the second, …"""
    rijen = []
    for verloop in scenario:
        for stand_per, cellen in _course(verloop, inwoners, landelijk):
            rijen.append((stand_per, verloop.gemeentecode, cellen))
    return [cellen for _, _, cellen in sorted(rijen)]


def _course(
    verloop: Verloop, inwoners: dict[str, int], landelijk: list[Landelijk]
) -> Iterable[tuple[date, list[str]]]:
    """The snapshots of one gemeente, each gemeente with its own seed."""
    kans = random.Random(ZAAD * 10**8 + _number(verloop))
    dagen = snapshots(verloop.peildatum)
    stand = {dag: _in_force(landelijk, dag) for dag in dagen}
    taakstelling = {dag: _taakstelling(verloop, inwoners, stand[dag], dag) for dag in dagen}
    realisatie = _spread(kans, verloop.realisatie(taakstelling[verloop.peildatum]))
    gemiddeld = _wait(kans, verloop)
    # A lowering within the half-year follows from fewer permits: there was never more to link.
    opgave = verloop.totaalopgave(taakstelling[verloop.peildatum])
    for nummer, dag in enumerate(dagen):
        wacht = "" if gemiddeld is None else _tenths(gemiddeld[nummer])
        yield (
            dag,
            [
                verloop.gemeentecode,
                verloop.gemeente,
                dag.isoformat(),
                str(taakstelling[dag]),
                str(verloop.stand_begin),
                str(realisatie[nummer]),
                str(_linked(kans, verloop, opgave - realisatie[nummer], nummer)),
                str(verloop.omkoppelingen * (nummer + 1) // 6),
                wacht,
                verloop.stapelgemeente,
                _origin(verloop, stand[dag], dag),
            ],
        )


def _number(verloop: Verloop) -> int:
    jaar, maand = verloop.peildatum.year, verloop.peildatum.month
    return (jaar * 100 + maand) * 10_000 + int(verloop.gemeentecode.removeprefix("GM"))


def _in_force(landelijk: list[Landelijk], dag: date) -> Landelijk:
    """The national total of a snapshot: it looks at the half-year that the day before lies in."""
    return [stand for stand in landelijk if stand.vanaf < dag or _mid(stand, dag)][-1]


def _mid(stand: Landelijk, dag: date) -> bool:
    """A change within the half-year shows in the snapshot of the same day."""
    return stand.vanaf == dag and dag.month not in (1, 7)


def _taakstelling(
    verloop: Verloop, inwoners: dict[str, int], landelijk: Landelijk, dag: date
) -> int:
    deel = divide_taakstelling(
        landelijk.taakstelling, inwoners[verloop.gemeentecode], inwoners[NEDERLAND]
    )
    return deel + _processed(verloop, dag)


def _processed(verloop: Verloop, dag: date) -> int:
    return verloop.herverdeling_in_taakstelling if dag >= HERVERDELING_VERWERKT else 0


def _spread(kans: random.Random, totaal: int) -> list[int]:
    """A total over six months: never falling, the last one exact."""
    gewicht = [kans.randrange(6, 15) for _ in range(6)]
    return [totaal * sum(gewicht[: nummer + 1]) // sum(gewicht) for nummer in range(6)]


def _wait(kans: random.Random, verloop: Verloop) -> list[int] | None:
    """Mean days in phase 2 per snapshot, in tenths; the scenario may give the last one."""
    rustig = kans.randrange(450, 1101)
    if verloop.wachttijd_fase2 == "geen":
        return None
    laatste = int(verloop.wachttijd_fase2.replace(".", "") or rustig)
    return [laatste + kans.randrange(-90, 91) for _ in range(5)] + [laatste]


def _linked(kans: random.Random, verloop: Verloop, nodig: int, nummer: int) -> int:
    """Persons linked, not yet housed: growing until the midpoint, then enough unless meant not."""
    ruim = kans.randrange(0, 3)
    if verloop.koppelingen_tekort:
        ruim = -verloop.koppelingen_tekort
    percentage = (60, 85, 100, 100, 100, 100)[nummer]
    return max(0, max(0, nodig) * percentage // 100 + ruim)


def _tenths(dagen: int) -> str:
    return f"{dagen // 10}.{dagen % 10}"


def _origin(verloop: Verloop, landelijk: Landelijk, dag: date) -> str:
    totaal = f"{landelijk.taakstelling:,}".replace(",", ".")
    soort = "aangenomen landelijk" if landelijk.aangenomen else "landelijk"
    verwerkt = _processed(verloop, dag)
    erbij = f", met herverdeling {verwerkt:+d}" if verwerkt else ""
    return (
        "VOORBEELD: standen, realisatie en signalen verzonnen; taakstelling volgens de formule "
        f"bij een {soort} totaal van {totaal}{erbij}"
    )


def _register(scenario: list[Verloop]) -> list[list[str]]:
    """One row per gemeente for every round that was adopted, and the start of the example."""
    rijen = []
    for rij in scenario:
        if rij.peildatum not in BESLUITEN:
            continue
        besluit = BESLUITEN[rij.peildatum].isoformat()
        begin = rij.peildatum == BEGIN
        rijen.append(
            [
                rij.gemeentecode,
                besluit,
                str(rij.trede),
                "beginstand" if begin else "beoordeling",
                rij.peildatum.isoformat(),
                str(rij.stand_eind),
                str(rij.correctie),
                str(rij.verschoonbaar),
                str(rij.toerekenbaar),
                "namens gedeputeerde staten",
                f"VOORBEELD: {rij.verloop}",
                "toezichthouder (voorbeeld)",
                besluit,
            ]
        )
    return rijen


def _read(pad: Path, scheiding: str) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand, delimiter=scheiding))


def _table(kop: Iterable[str], rijen: Iterable[list[str]], puntkomma: bool = False) -> bytes:
    """A CSV file in UTF-8 with LF; with `;` its decimals have a comma."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";" if puntkomma else ",", lineterminator="\n")
    schrijver.writerow(kop)
    wacht = CIJFERKOLOMMEN.index("wachttijd_fase2")
    for rij in rijen:
        if puntkomma:
            rij = [*rij[:wacht], rij[wacht].replace(".", ","), *rij[wacht + 1 :]]
        schrijver.writerow(rij)
    return uit.getvalue().encode("utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
