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
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import make_dataclass
from pathlib import Path

from jinja2 import Template

from ibt.begrippen.bevinding import SOORTEN
from ibt.kader.utrecht_2024 import UTRECHT_2024 as KADER

PROJECT = Path(__file__).resolve().parents[1]
KADERMAP = "ibt/kader/utrecht_2024"
DOEL = PROJECT / "docs/herleidbaarheid.md"
OPDRACHT = "make herleidbaarheid"
MERK = re.compile(r"\bNorm: (N\d+(?:, N\d+)*)\.")

_WOORDEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
PARAGRAFEN: dict[str, str] = _WOORDEN["paragrafen"]


# Among them what it leaves to people on purpose, and what it does not do though it could.
VELDEN = ("norm", "vindplaats", "soort", "inhoud", "uitwerking", "aan_mensen", "niet_gebouwd")
Norm = make_dataclass("Norm", VELDEN, frozen=True)
# What carries norms out or shows them: which norms, what it is called, and its file.
Stuk = make_dataclass("Stuk", ("normen", "naam", "bestand"), frozen=True)


def read_normen() -> tuple[Norm, ...]:
    """All norms in the order of the file; TypeError where a column is missing or unknown."""
    with (PROJECT / KADERMAP / "normen.csv").open(encoding="utf-8", newline="") as bestand:
        return tuple(Norm(**rij) for rij in csv.DictReader(bestand))


def rows_in_kader() -> Iterator[Stuk]:
    """Rules, terms and actions of the framework."""
    for regel in KADER.ladder.regels:
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
    for bestand, boom, _ in _sources(project, "ibt", "*.py"):
        for knoop, gelezen in _marks_of_code(boom):
            naam = _name(getattr(knoop, "name", ""), bestand, secties)
            yield from (Stuk(tuple(merk.split(", ")), naam, bestand) for merk in gelezen)


def proofs_in(project: Path) -> Iterator[Stuk]:
    """Every test with the marker, in the order of files and lines."""
    for bestand, boom, _ in _sources(project, "tests", "test_*.py"):
        for functie in ast.walk(boom):
            if normen := [norm for merk in _marks_of_test(functie) for norm in merk]:
                zin = functie.name.removeprefix("test_").replace("_", " ")
                yield Stuk(tuple(normen), zin, bestand)


def check(
    normen: Sequence[Norm], dragers: Sequence[Stuk], bewijzen: Sequence[Stuk]
) -> Iterator[str]:
    """What is wrong, in Dutch, each with the norm and with who names it."""
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
    for bestand, boom, tekst in _sources(project, "ibt", "*.py"):
        for norm in sorted({*re.findall(r"\bN\d{2,}\b", tekst)} - {*bekend}):
            yield f"{bestand} noemt {norm}, maar die norm is er niet"
        if sum(len(gelezen) for _, gelezen in _marks_of_code(boom)) != tekst.count("Norm:"):
            yield f"{bestand}: schrijf een norm in een docstring, zo: “Norm: N12, N13.”"


def misplaced(project: Path) -> Iterator[str]:
    """Test files with a marker elsewhere than above a test, or that holds no plain text."""
    waar = "pytest.mark.norm hoort direct boven een test, met de normen als tekst"
    for bestand, boom, _ in _sources(project, "tests", "test_*.py"):
        knopen = [*ast.walk(boom)]
        if sum(len(_marks_of_test(een)) for een in knopen) != sum(map(_is_mark, knopen)):
            yield f"{bestand}: {waar}"


def paragraph_of(vindplaats: str) -> str:
    """The paragraph to which a place belongs; ValueError where the text has no such paragraph."""
    passend = [naam for naam in PARAGRAFEN if re.match(rf"{re.escape(naam)}(?:[ ,]|$)", vindplaats)]
    if not passend:
        raise ValueError(f"{vindplaats} is geen paragraaf van het kader")
    return max(passend, key=len)


def make_document(normen: Sequence[Norm], dragers: Sequence[Stuk], bewijzen: Sequence[Stuk]) -> str:
    """The page for a jurist: what is not done first, then per paragraph a table of its norms."""
    paragrafen = [
        (f"{naam}: {titel}", eigen)
        for naam, titel in PARAGRAFEN.items()
        if (eigen := [norm for norm in normen if paragraph_of(norm.vindplaats) == naam])
    ]
    blad = Template(Path(__file__).with_suffix(".md.jinja").read_text(encoding="utf-8"))
    return blad.render(kader=KADER, opdracht=OPDRACHT, links=_links, **locals())


def _links(norm: Norm, stukken: Iterable[Stuk]) -> str:
    """Per file one link, with the names of what it holds for this norm."""
    per: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for stuk in stukken:
        if norm.norm in stuk.normen:
            per[stuk.bestand][stuk.naam] = None
    zinnen = (f"{'; '.join(per[naar])} ([{Path(naar).name}](../{naar}))" for naar in per)
    return "<br>".join(zinnen)


def _sources(project: Path, map_: str, naam: str) -> Iterator[tuple[str, ast.Module, str]]:
    """Path, syntax tree and text of each file."""
    for pad in sorted((project / map_).rglob(naam)):
        tekst = pad.read_text(encoding="utf-8")
        yield pad.relative_to(project).as_posix(), ast.parse(tekst), tekst


def _marks_of_code(boom: ast.Module) -> list[tuple[ast.AST, list[str]]]:
    """Module, classes and functions, in the order of their lines, each with the norms it names."""
    soorten = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    knopen = [knoop for knoop in ast.walk(boom) if isinstance(knoop, soorten)]
    knopen.sort(key=lambda knoop: getattr(knoop, "lineno", 0))
    return [(knoop, MERK.findall(ast.get_docstring(knoop) or "")) for knoop in knopen]


def _is_mark(knoop: ast.AST) -> bool:
    return isinstance(knoop, ast.Call) and ast.unparse(knoop.func) == "pytest.mark.norm"


def _marks_of_test(knoop: ast.AST) -> list[list[str]]:
    """The norms of each marker right above a test; a marker that is not all text is left out."""
    if not (isinstance(knoop, ast.FunctionDef) and knoop.name.startswith("test_")):
        return []
    merken = filter(_is_mark, knoop.decorator_list)
    namen = [[getattr(arg, "value", None) for arg in merk.args] for merk in merken]
    return [een for een in namen if een and all(isinstance(norm, str) for norm in een)]


def _sections(map_: Path) -> dict[tuple[str, str], str]:
    """The heading above each call of a notebook, by room of the report and name of the function."""
    uit: dict[tuple[str, str], str] = {}
    for naam, rapport in _WOORDEN["rapporten"].items():
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
    kamer = "brief" if "/rapport/brief/" in bestand else bestand.split("/")[1]
    return f"{_WOORDEN['kamers'].get(kamer, kamer)} `{naam or Path(bestand).stem}`"


def read_alles() -> tuple[tuple[Norm, ...], tuple[Stuk, ...], tuple[Stuk, ...]]:
    """Norms, what carries them out and what shows them, as the project is now."""
    return read_normen(), (*rows_in_kader(), *docstrings_in(PROJECT)), tuple(proofs_in(PROJECT))


def main() -> None:
    alles = read_alles()
    bekend = [norm.norm for norm in alles[0]]
    if fouten := [*check(*alles), *loose_ends(PROJECT, bekend), *misplaced(PROJECT)]:
        sys.exit("\n".join(fouten))
    DOEL.write_text(make_document(*alles), encoding="utf-8", newline="\n")
    print(f"{len(bekend)} normen in docs/{DOEL.name}")


if __name__ == "__main__":
    main()
