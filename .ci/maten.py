#!/usr/bin/env python3
"""`make maten`: how large the house is, in the measures of docs/huis.md. A compass, and no test.

It also draws in that page which room asks for which, as the imports are now.
"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat

PROJECT = Path(__file__).parents[1]
LANGSTE_LIJST = 6
FUNCTIE = (ast.FunctionDef, ast.AsyncFunctionDef)


def main() -> None:
    bomen, kent = read_house()
    print("regels  modules  kamer")
    for kamer, paden in _rooms():
        print(f"{sum(map(_lines, paden)):6}  {len(paden):7}  {kamer}")
    notebook = nbformat.read(PROJECT / "notebooks/gemeente.ipynb", as_version=4)
    cellen = [ast.parse(cel.source) for cel in notebook.cells if cel.cell_type == "code"]
    begin = {naam for cel in cellen for naam in _imports(cel) if naam in bomen}
    namen = Counter(naam for boom in bomen.values() for naam in _public(boom))
    bereikt = {naam: _closure(kent[naam], kent) for naam in kent}
    lijsten = [f"{naam}.{een}" for naam, boom in bomen.items() for een in _long_lists(boom)]
    print(f"\nbestanden achter notebooks/gemeente.ipynb: {len(_closure(begin, kent))}")
    print(f"openbare namen in meer dan één module: {_some(n for n in namen if namen[n] > 1)}")
    print(f"modules in een kring: {_some(n for n in kent if n in bereikt[n])}")
    print(f"functies met meer dan {LANGSTE_LIJST} parameters: {_some(lijsten)}")
    huis = PROJECT / "docs/huis.md"
    tekst = re.sub(r"(?s)```mermaid\n.*?```", picture(kent), huis.read_text(encoding="utf-8"))
    huis.write_text(tekst, encoding="utf-8")


def read_house() -> tuple[dict[str, ast.Module], dict[str, set[str]]]:
    """Every module of `ibt`, and which others it asks for, also within a function."""
    bomen = {_name(pad): ast.parse(pad.read_text(encoding="utf-8")) for pad in _files("ibt")}
    kent = {naam: {n for n in _imports(boom) if n in bomen} for naam, boom in bomen.items()}
    return bomen, {naam: andere - {naam} for naam, andere in kent.items()}


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


def _rooms() -> list[tuple[str, list[Path]]]:
    """The files of each room of `ibt`, the largest first; then of all of it, tests and tools."""
    kamers: defaultdict[str, list[Path]] = defaultdict(list)
    for pad in _files("ibt"):
        kamers["/".join(pad.relative_to(PROJECT).parts[:2]).removesuffix(".py")].append(pad)
    groot = sorted(kamers.items(), key=lambda kamer: -sum(map(_lines, kamer[1])))
    return [*groot, *((map_, _files(map_)) for map_ in ("ibt", "tests", ".ci"))]


def _files(map_: str) -> list[Path]:
    return sorted((PROJECT / map_).rglob("*.py"))


def _lines(pad: Path) -> int:
    return len(pad.read_text(encoding="utf-8").splitlines())


def _name(pad: Path) -> str:
    return ".".join(pad.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def _room(module: str) -> str:
    kamer = f"{module}.".split(".")[1]
    return "" if kamer == "__main__" else kamer


def _imports(boom: ast.AST) -> Iterator[str]:
    """What is imported below this node, but not for types only."""
    for knoop in ast.iter_child_nodes(boom):
        if isinstance(knoop, ast.Import):
            yield from (een.name for een in knoop.names)
        elif isinstance(knoop, ast.ImportFrom) and knoop.module:
            yield from (knoop.module, *(f"{knoop.module}.{een.name}" for een in knoop.names))
        elif not (isinstance(knoop, ast.If) and ast.unparse(knoop.test) == "TYPE_CHECKING"):
            yield from _imports(knoop)


def _closure(begin: set[str], kent: dict[str, set[str]]) -> set[str]:
    gezien, nog = set(begin), [*begin]
    while nog:
        nieuw = kent[nog.pop()] - gezien
        gezien |= nieuw
        nog += nieuw
    return gezien


def _public(boom: ast.Module) -> Iterator[str]:
    for knoop in boom.body:
        if isinstance(knoop, (*FUNCTIE, ast.ClassDef)) and not knoop.name.startswith("_"):
            yield knoop.name


def _long_lists(boom: ast.Module) -> Iterator[str]:
    for knoop in ast.walk(boom):
        if isinstance(knoop, FUNCTIE):
            args = knoop.args
            if len([*args.posonlyargs, *args.args, *args.kwonlyargs]) > LANGSTE_LIJST:
                yield knoop.name


def _some(namen: Iterable[str]) -> str:
    alle = sorted(namen)
    return f"{len(alle)}{': ' + ', '.join(alle) if alle else ''}"


if __name__ == "__main__":
    main()
