#!/usr/bin/env python3
"""`make maten`: how large the house is, in the measures of docs/huis.md. A compass, and no test.

It also draws in that page which room asks for which, as the imports are now.
"""

import ast
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1]
LANGSTE_LIJST = 6
Functie = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> None:
    bomen, kent = read_house()
    print("regels  modules  kamer")
    for kamer, paden in _rooms().items():
        print(f"{sum(map(_lines, paden)):6}  {len(paden):7}  {kamer}")
    begin = {naam for bron in _sources() for naam in _imported(ast.parse(bron)) if naam in bomen}
    namen = Counter(naam for boom in bomen.values() for naam in _public(boom))
    lijsten = [f"{naam}.{een.name}" for naam, boom in bomen.items() for een in _long_lists(boom)]
    print(f"\nbestanden achter notebooks/gemeente.ipynb: {len(_closure(begin, kent))}")
    print(f"openbare namen in meer dan één module: {_some(n for n in namen if namen[n] > 1)}")
    print(f"kringen van modules: {_some(' → '.join(kring) for kring in _cycles(kent))}")
    print(f"functies met meer dan {LANGSTE_LIJST} parameters: {_some(lijsten)}")
    huis = PROJECT / "docs/huis.md"
    tekst = re.sub(r"(?s)```mermaid\n.*?```", picture(kent), huis.read_text(encoding="utf-8"))
    huis.write_text(tekst, encoding="utf-8")


def read_house() -> tuple[dict[str, ast.Module], dict[str, set[str]]]:
    """Every module of `ibt`, and which others it asks for."""
    bomen = {_name(pad): ast.parse(pad.read_text(encoding="utf-8")) for pad in _files("ibt")}
    return bomen, {naam: set(_imports(naam, boom, bomen)) for naam, boom in bomen.items()}


def picture(kent: dict[str, set[str]]) -> str:
    """The rooms and what they ask for; an arrow that follows from two others is left out."""
    kamers: defaultdict[str, set[str]] = defaultdict(set)
    for van, naar in kent.items():
        kamers[_room(van)] |= {_room(een) for een in naar} - {_room(van), ""}
    kamers.pop("", None)
    bereikt = {kamer: _closure(kamers[kamer], kamers) for kamer in list(kamers)}
    pijlen = [
        f"  {van} --> {naar}"
        for van in sorted(bereikt)
        for naar in sorted(kamers[van])
        if not any(naar in bereikt.get(via, ()) for via in kamers[van] - {naar})
    ]
    return "\n".join(["```mermaid", "flowchart TD", *pijlen, "```"])


def _room(module: str) -> str:
    delen = module.split(".")
    return delen[1] if len(delen) > 1 and delen[1] != "__main__" else ""


def _rooms() -> dict[str, list[Path]]:
    """The files of each room of `ibt`, of all of it, of its tests and of its tools."""
    kamers: defaultdict[str, list[Path]] = defaultdict(list)
    for pad in _files("ibt"):
        kamers["/".join(pad.relative_to(PROJECT).parts[:2]).removesuffix(".py")].append(pad)
    groot = sorted(kamers, key=lambda kamer: -sum(map(_lines, kamers[kamer])))
    alles = {"ibt": _files("ibt"), "tests": _files("tests"), ".ci": _files(".ci")}
    return {**{kamer: kamers[kamer] for kamer in groot}, **alles}


def _files(map_: str) -> list[Path]:
    return sorted((PROJECT / map_).rglob("*.py"))


def _lines(pad: Path) -> int:
    return len(pad.read_text(encoding="utf-8").splitlines())


def _name(pad: Path) -> str:
    delen = pad.relative_to(PROJECT).with_suffix("").parts
    return ".".join(delen[:-1] if delen[-1] == "__init__" else delen)


def _sources() -> Iterator[str]:
    """The code of the notebook, cell by cell."""
    inhoud = json.loads((PROJECT / "notebooks/gemeente.ipynb").read_text(encoding="utf-8"))
    yield from ("".join(c["source"]) for c in inhoud["cells"] if c["cell_type"] == "code")


def _imported(boom: ast.AST) -> Iterator[str]:
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Import):
            yield from (een.name for een in knoop.names)
        elif isinstance(knoop, ast.ImportFrom) and knoop.module:
            yield knoop.module
            yield from (f"{knoop.module}.{een.name}" for een in knoop.names)


def _imports(naam: str, boom: ast.Module, bomen: dict[str, ast.Module]) -> Iterator[str]:
    """The modules of `ibt` that a module asks for, also within a function, but not for types."""
    alleen_typen = {
        id(kind)
        for knoop in ast.walk(boom)
        if isinstance(knoop, ast.If) and ast.unparse(knoop.test) == "TYPE_CHECKING"
        for kind in ast.walk(knoop)
    }
    takken = (k for k in ast.walk(boom) if isinstance(k, ast.Import | ast.ImportFrom))
    for tak in takken:
        if id(tak) not in alleen_typen:
            yield from (n for n in _imported(tak) if n in bomen and n != naam)


def _closure(begin: set[str], kent: dict[str, set[str]]) -> set[str]:
    gezien, nog = set(begin), [*begin]
    while nog:
        nieuw = kent[nog.pop()] - gezien
        gezien |= nieuw
        nog += nieuw
    return gezien


def _cycles(kent: dict[str, set[str]]) -> Iterator[list[str]]:
    """Modules that reach each other, a group once."""
    bereikt = {naam: _closure(kent[naam], kent) for naam in kent}
    groepen = {
        tuple(sorted({naam, *(n for n in bereikt[naam] if naam in bereikt[n])}))
        for naam in kent
        if naam in bereikt[naam]
    }
    yield from map(list, sorted(groepen))


def _public(boom: ast.Module) -> Iterator[str]:
    for knoop in boom.body:
        if isinstance(knoop, (*Functie.__args__, ast.ClassDef)) and not knoop.name.startswith("_"):
            yield knoop.name


def _long_lists(boom: ast.Module) -> Iterator[Functie]:
    for knoop in ast.walk(boom):
        if isinstance(knoop, Functie):
            args = knoop.args
            if len([*args.posonlyargs, *args.args, *args.kwonlyargs]) > LANGSTE_LIJST:
                yield knoop


def _some(namen: Iterator[str] | list[str]) -> str:
    alle = sorted(namen)
    return f"{len(alle)}{': ' + ', '.join(alle) if alle else ''}"


if __name__ == "__main__":
    main()
