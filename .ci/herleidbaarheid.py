#!/usr/bin/env python3
"""`make herleidbaarheid`: writes docs/herleidbaarheid.md, or says in Dutch what is missing.

Every norm of normen.csv beside what carries it out and what shows it. Carriers are rows of the
framework with a field `normen`, and code whose docstring ends with `Norm: N12, N13.`; a test shows
a norm by `@pytest.mark.norm("N12", "N13")` right above it. Nothing else counts.
"""

import ast
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ibt.begrippen.bevinding import SOORTEN
from ibt.kader.utrecht_2024 import UTRECHT_2024 as KADER

PROJECT = Path(__file__).resolve().parents[1]
KADERMAP = "ibt/kader/utrecht_2024"
DOEL = PROJECT / "docs" / "herleidbaarheid.md"
OPDRACHT = "make herleidbaarheid"
MERK = re.compile(r"\bNorm: (N\d+(?:, N\d+)*)\.")

# The paragraphs in the order of the text; a norm belongs to the longest one that its place has.
PARAGRAFEN = {
    "§1": "Inleiding",
    "§2 inleiding": "Uitgangspunten van het provinciaal toezicht",
    "§2.1": "Totaalopgave",
    "§2.2": "Informatie van het COA",
    "§2.2.1": "Signalen van trage huisvesting",
    "§2.3": "Overmacht",
    "§3 inleiding": "Toepassing van de interventieladder",
    "§3 trede 1": "Signaleren",
    "§3 trede 2": "Informatie opvragen en valideren",
    "§3 trede 3": "Actief toezicht",
    "§3 trede 4": "Vooraankondiging van juridische interventie",
    "§3 trede 5": "Besluit tot indeplaatsstelling",
    "§3 trede 6": "Sanctie en indeplaatsstelling",
    "§3.1": "Uitzonderingen op het toepassen van de interventieladder",
    "§3.1.1": "Niet overgaan tot juridische interventie",
    "§3.1.2": "Wel overgaan tot juridische interventie",
    "§4": "Het toezicht in de praktijk",
}
_RAPPORTEN = {
    "gemeente": "het rapport van een gemeente",
    "provincie": "het overzicht",
    "voortgang": "het voortgangsrapport van een gemeente",
    "voortgang_provincie": "het overzicht halverwege",
}
# The longest first: a letter is not just any part of a report.
_KAMERS = {
    "rapport/brief": "brief",
    "rapport": "rapport",
    "beoordeling": "berekening",
    "voortgang": "tussenstand",
    "traject": "traject",
    "readers": "inlezen",
    "register": "register",
    "ronde": "ronde",
    "begrippen": "begrip",
    "cli": "opdracht",
}
_BEGIN = """\
# Herleidbaarheid: van kader naar programma en test

Dit document zet elke norm van het {kader} naast wat `ibt` ermee doet, het deel van het programma \
dat de norm uitvoert, en de tests die laten zien dat het zo werkt. Het zijn {normen} normen. Van \
{niet} doet het programma een deel niet, en bij {mensen} is een deel bewust aan mensen; dat staat \
hieronder als eerste.

Zo leest u het: N12 is het nummer dat wij aan een norm gaven; K1 is een \
[keuze](../ibt/kader/utrecht_2024/keuzes.py) waar de tekst op meer dan één manier te lezen is. Wat \
het kader zegt is hier samengevat; de tekst zelf beslist. De namen van tests zijn Engelse zinnen, \
want zo is het programma geschreven. De gevallen voor de ladder staan in een \
[tabel](../tests/kader/ladder_gevallen.csv) die u kunt lezen en aanvullen.

Niet met de hand wijzigen: `{opdracht}` maakt dit document uit het programma, en een test \
vergelijkt het. De norm zelf staat in [normen.csv](../ibt/kader/utrecht_2024/normen.csv)."""


@dataclass(frozen=True)
class Norm:
    """One norm: where it stands, what it says, and what ibt does with it.

    `aan_mensen` is what it leaves to people on purpose, `niet_gebouwd` what it does not do though
    it could; a norm that nothing in the program carries out must have one of these.
    """

    norm: str
    vindplaats: str
    soort: str
    inhoud: str
    uitwerking: str
    aan_mensen: str
    niet_gebouwd: str


@dataclass(frozen=True)
class Stuk:
    """What carries norms out or shows them: which norms, what it is called, and its file."""

    normen: tuple[str, ...]
    naam: str
    bestand: str


def read_normen() -> tuple[Norm, ...]:
    """All norms in the order of the file; TypeError where a column is missing or unknown."""
    with (PROJECT / KADERMAP / "normen.csv").open(encoding="utf-8", newline="") as bestand:
        return tuple(Norm(**rij) for rij in csv.DictReader(bestand))


def rows_in_kader() -> Iterator[Stuk]:
    """Rules, terms and actions of the framework."""
    for regel in KADER.ladder().regels:
        yield Stuk(regel.normen, f"regel {regel.id}", f"{KADERMAP}/ladder.py")
    for termijn in KADER.termijnen:
        yield Stuk(termijn.normen, f"termijn van het {termijn.code}", f"{KADERMAP}/termijnen.py")
    treden: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for trede, acties in KADER.acties.items():
        for actie in acties:
            treden.setdefault((actie.tekst, actie.normen), []).append(trede)
    for (tekst, normen), op in treden.items():
        waar = "elke trede" if len(op) == len(KADER.acties) else f"trede {op[0]}"
        yield Stuk(normen, f"actie op {waar}: “{tekst}”", f"{KADERMAP}/acties.py")


def docstrings_in(project: Path) -> Iterator[Stuk]:
    """Code that names a norm in its docstring, in the order of files and lines."""
    secties = _sections(project / "notebooks")
    for bestand, tekst in _sources(project, "ibt", "*.py"):
        for knoop in _documented(tekst):
            for merk in MERK.findall(ast.get_docstring(knoop) or ""):
                naam = _name(getattr(knoop, "name", ""), bestand, secties)
                yield Stuk(tuple(merk.split(", ")), naam, bestand)


def proofs_in(project: Path) -> Iterator[Stuk]:
    """Every test with the marker, in the order of files and lines."""
    for bestand, tekst in _sources(project, "tests", "test_*.py"):
        for functie in ast.walk(ast.parse(tekst)):
            if normen := tuple(norm for merk in _marks(functie) for norm in merk):
                zin = functie.name.removeprefix("test_").replace("_", " ")
                yield Stuk(normen, zin, bestand)


def check(
    normen: Sequence[Norm], dragers: Sequence[Stuk], bewijzen: Sequence[Stuk]
) -> Iterator[str]:
    """What is wrong, in Dutch, each with the norm and with who names it.

    A norm without a carrier must say why; nothing can then show it.
    """
    bekend = [norm.norm for norm in normen]
    for dubbel in sorted({norm for norm in bekend if bekend.count(norm) > 1}):
        yield f"{dubbel} staat er twee keer"
    for stuk in (*dragers, *bewijzen):
        for norm in sorted(set(stuk.normen) - set(bekend)):
            yield f"{norm} bestaat niet, maar wordt genoemd door {stuk.naam} ({stuk.bestand})"
    gedragen, getoond = ({n for stuk in deel for n in stuk.normen} for deel in (dragers, bewijzen))
    for norm in normen:
        if not norm.uitwerking:
            yield f"{norm.norm} zegt niet wat het programma ermee doet"
        if norm.norm in gedragen:
            if norm.norm not in getoond:
                yield f"{norm.norm} heeft geen test die laat zien dat het zo werkt"
        elif not norm.aan_mensen and not norm.niet_gebouwd:
            yield f"{norm.norm} wordt door niets uitgevoerd, en er staat niet bij waarom"


def loose_ends(project: Path, bekend: Iterable[str]) -> Iterator[str]:
    """Marks in code that would be passed over, and norms named anywhere that are unknown."""
    normen = set(bekend)
    for bestand, tekst in _sources(project, "ibt", "*.py"):
        for norm in sorted(set(re.findall(r"\bN\d{2,}\b", tekst)) - normen):
            yield f"{bestand} noemt {norm}, maar die norm is er niet"
        gelezen = [MERK.findall(ast.get_docstring(knoop) or "") for knoop in _documented(tekst)]
        if sum(map(len, gelezen)) != tekst.count("Norm:"):
            yield f"{bestand}: schrijf een norm in een docstring, zo: “Norm: N12, N13.”"


def misplaced(project: Path) -> Iterator[str]:
    """Test files with a marker elsewhere than above a test, or that holds no plain text."""
    for bestand, tekst in _sources(project, "tests", "test_*.py"):
        boom = ast.parse(tekst)
        gelezen = sum(len(_marks(knoop)) for knoop in ast.walk(boom))
        if gelezen != sum(_is_mark(knoop) for knoop in ast.walk(boom)):
            yield (
                f"{bestand}: pytest.mark.norm hoort direct boven een test, met de normen als tekst"
            )


def paragraph_of(vindplaats: str) -> str:
    """The paragraph to which a place belongs; ValueError where the text has no such paragraph."""
    passend = [naam for naam in PARAGRAFEN if re.match(rf"{re.escape(naam)}(?:[ ,]|$)", vindplaats)]
    if not passend:
        raise ValueError(f"{vindplaats} is geen paragraaf van het kader")
    return max(passend, key=len)


def make_document(normen: Sequence[Norm], dragers: Sequence[Stuk], bewijzen: Sequence[Stuk]) -> str:
    """The page for a jurist: what is not done first, then per paragraph a table of its norms."""
    niet = [(norm, norm.niet_gebouwd) for norm in normen if norm.niet_gebouwd]
    mensen = [(norm, norm.aan_mensen) for norm in normen if norm.aan_mensen]
    regels = _BEGIN.format(
        kader=f"{KADER.titel} ([tekst]({KADER.bron}))",
        normen=len(normen),
        niet=len(niet),
        mensen=len(mensen),
        opdracht=OPDRACHT,
    ).split("\n")
    for kop, delen in (("Wat ibt niet doet", niet), ("Wat aan mensen is", mensen)):
        rijen = [(f"{norm.norm} ({norm.vindplaats})", _cell(tekst)) for norm, tekst in delen]
        regels += _table(kop, ("Norm", "Wat"), rijen)
    koppen = ("Norm", "Wat het kader zegt", "Wat ibt ermee doet", "Uitgevoerd door", "Getoond door")
    for paragraaf, titel in PARAGRAFEN.items():
        eigen = [norm for norm in normen if paragraph_of(norm.vindplaats) == paragraaf]
        if eigen:
            rijen = [_row(norm, dragers, bewijzen) for norm in eigen]
            regels += _table(f"{paragraaf}: {titel}", koppen, rijen)
    return "\n".join(regels)


def _table(kop: str, koppen: Sequence[str], rijen: Iterable[Sequence[str]]) -> list[str]:
    cellen = (koppen, ["---"] * len(koppen), *rijen)
    return ["", f"## {kop}", "", *(f"| {' | '.join(rij)} |" for rij in cellen)]


def _row(norm: Norm, dragers: Sequence[Stuk], bewijzen: Sequence[Stuk]) -> tuple[str, ...]:
    return (
        f"**{norm.norm}**<br>{norm.vindplaats}",
        _cell(norm.inhoud),
        _cell(norm.uitwerking),
        _links(norm, dragers) or "niets in het programma; zie de redenen bovenaan",
        _links(norm, bewijzen) or "–",
    )


def _links(norm: Norm, stukken: Iterable[Stuk]) -> str:
    """Per file one link, with the names of what it holds for this norm."""
    per_bestand: dict[str, dict[str, None]] = {}
    for stuk in stukken:
        if norm.norm in stuk.normen:
            per_bestand.setdefault(stuk.bestand, {})[stuk.naam] = None
    return "<br>".join(
        f"{_cell('; '.join(namen))} ([{bestand.rpartition('/')[2]}](../{bestand}))"
        for bestand, namen in per_bestand.items()
    )


def _cell(tekst: str) -> str:
    return tekst.replace("|", "\\|").replace("\n", " ")


def _sources(project: Path, map_: str, naam: str) -> Iterator[tuple[str, str]]:
    """Path and text of each file."""
    for pad in sorted((project / map_).rglob(naam)):
        yield pad.relative_to(project).as_posix(), pad.read_text(encoding="utf-8")


def _documented(tekst: str) -> list[ast.Module]:
    """Module, classes and functions, in the order of their lines."""
    soorten = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    knopen = [knoop for knoop in ast.walk(ast.parse(tekst)) if isinstance(knoop, soorten)]
    return sorted(knopen, key=lambda knoop: getattr(knoop, "lineno", 0))


def _is_mark(knoop: ast.AST) -> bool:
    return isinstance(knoop, ast.Call) and ast.unparse(knoop.func) == "pytest.mark.norm"


def _marks(knoop: ast.AST) -> list[list[str]]:
    """The norms of each marker right above a test; a marker that is not all text is left out."""
    if not (isinstance(knoop, ast.FunctionDef) and knoop.name.startswith("test_")):
        return []
    merken = [merk.args for merk in filter(_is_mark, knoop.decorator_list)]
    namen = [[getattr(arg, "value", None) for arg in args] for args in merken]
    return [een for een in namen if een and all(isinstance(norm, str) for norm in een)]


def _sections(map_: Path) -> dict[tuple[str, str], str]:
    """The heading above each call of a notebook, by room of the report and name of the function."""
    uit: dict[tuple[str, str], str] = {}
    for naam, rapport in _RAPPORTEN.items():
        kop, kamers = "", {}
        for cel in json.loads((map_ / f"{naam}.ipynb").read_text(encoding="utf-8"))["cells"]:
            bron = "".join(cel["source"])
            if cel["cell_type"] == "markdown":
                kop = bron.splitlines()[-1].lstrip("# ")
            gehaald = re.findall(r"^from ibt\.rapport import (\w+)(?: as (\w+))?$", bron, re.M)
            kamers |= {als or kamer: kamer for kamer, als in gehaald}
            for voor, functie in re.findall(r"^(\w+)\.(\w+)\(", bron, re.M):
                if voor in kamers and kop:
                    sleutel = (f"ibt/rapport/{kamers[voor]}", functie)
                    uit.setdefault(sleutel, f"onderdeel “{kop}” van {rapport}")
    return uit


def _name(naam: str, bestand: str, secties: dict[tuple[str, str], str]) -> str:
    """A finding by its soort, a section by its heading, other code by its own name."""
    module = bestand.removesuffix(".py")
    for soort, klasse in SOORTEN.items():
        if (klasse.__module__.replace(".", "/"), klasse.__name__) == (module, naam):
            return f"bevinding `{soort}`"
    for kamer in (module, module.rpartition("/")[0]):
        if (kamer, naam) in secties:
            return secties[kamer, naam]
    kamers = [woord for voor, woord in _KAMERS.items() if bestand.startswith(f"ibt/{voor}/")]
    return f"{' '.join(kamers[:1])} `{naam or Path(bestand).stem}`".strip()


def read_alles() -> tuple[tuple[Norm, ...], tuple[Stuk, ...], tuple[Stuk, ...]]:
    """Norms, what carries them out and what shows them, as the project is now."""
    return read_normen(), (*rows_in_kader(), *docstrings_in(PROJECT)), tuple(proofs_in(PROJECT))


def main() -> None:
    """Exit code 1, and no document, while a norm is not accounted for."""
    alles = read_alles()
    bekend = [norm.norm for norm in alles[0]]
    if fouten := [*check(*alles), *loose_ends(PROJECT, bekend), *misplaced(PROJECT)]:
        sys.exit("\n".join(fouten))
    DOEL.write_text(make_document(*alles), encoding="utf-8", newline="\n")
    print(f"{len(bekend)} normen in docs/{DOEL.name}")


if __name__ == "__main__":
    main()
