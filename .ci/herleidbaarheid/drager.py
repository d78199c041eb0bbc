"""What carries a norm out: rows of the framework, and code that says so in its docstring.

A row has the field `normen`. Any module, class or function may end its docstring with
`Norm: N12, N13.`; nothing else names a norm as carried out.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ibt.begrippen.bevinding import SOORTEN
from ibt.kader.kader import Kader

NORM = re.compile(r"\bN\d{2,}\b")
MERK = re.compile(r"\bNorm: (N\d+(?:, N\d+)*)\.")
_MET_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_RAPPORTEN = {
    "gemeente.ipynb": "het rapport van een gemeente",
    "provincie.ipynb": "het overzicht",
    "voortgang.ipynb": "het voortgangsrapport van een gemeente",
    "voortgang_provincie.ipynb": "het overzicht halverwege",
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


@dataclass(frozen=True)
class Drager:
    """One carrier: the norms that it names, what it is called in Dutch, and its file."""

    normen: tuple[str, ...]
    naam: str
    bestand: str


def rows_of(kader: Kader, map_: str) -> Iterator[Drager]:
    """Rules, terms and actions of a framework; `map_` is the folder of its package."""
    for regel in kader.ladder().regels:
        yield Drager(regel.normen, f"regel {regel.id}", f"{map_}/ladder.py")
    for termijn in kader.termijnen:
        yield Drager(termijn.normen, f"termijn van het {termijn.code}", f"{map_}/termijnen.py")
    treden: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for trede, acties in kader.acties.items():
        for actie in acties:
            treden.setdefault((actie.tekst, actie.normen), []).append(trede)
    for (tekst, normen), op in treden.items():
        waar = "elke trede" if len(op) == len(kader.acties) else f"trede {op[0]}"
        yield Drager(normen, f"actie op {waar}: “{tekst}”", f"{map_}/acties.py")


def docstrings_in(project: Path, map_: str = "ibt") -> Iterator[Drager]:
    """Code that names a norm in its docstring, in the order of files and lines."""
    secties = sections_in(project / "notebooks")
    for pad in sorted((project / map_).rglob("*.py")):
        bestand = pad.relative_to(project).as_posix()
        for knoop in _nodes(pad):
            for merk in MERK.findall(ast.get_docstring(knoop) or ""):
                naam = _name(knoop, bestand, secties)
                yield Drager(tuple(merk.split(", ")), naam, bestand)


def loose_ends(project: Path, bekend: Iterable[str], map_: str = "ibt") -> Iterator[str]:
    """Marks that are not written as they must be, and norms named anywhere that are unknown."""
    normen = set(bekend)
    for pad in sorted((project / map_).rglob("*.py")):
        tekst, bestand = pad.read_text(encoding="utf-8"), pad.relative_to(project).as_posix()
        for norm in sorted(set(NORM.findall(tekst)) - normen):
            yield f"{bestand} noemt {norm}, maar die norm is er niet"
        gelezen = sum(len(MERK.findall(ast.get_docstring(knoop) or "")) for knoop in _nodes(pad))
        if gelezen != tekst.count("Norm:"):
            yield f"{bestand}: schrijf een norm in een docstring, zo: “Norm: N12, N13.”"


def sections_in(map_: Path) -> dict[tuple[str, str], str]:
    """The heading above each call of a notebook, by room of the report and name of the function."""
    uit: dict[tuple[str, str], str] = {}
    for naam, rapport in _RAPPORTEN.items():
        kop, kamers = "", {}
        for cel in json.loads((map_ / naam).read_text(encoding="utf-8"))["cells"]:
            bron = "".join(cel["source"])
            if cel["cell_type"] == "markdown":
                kop = bron.splitlines()[-1].lstrip("# ")
            kamers |= {
                als or kamer: kamer
                for kamer, als in re.findall(
                    r"^from ibt\.rapport import (\w+)(?: as (\w+))?$", bron, re.M
                )
            }
            for voor, functie in re.findall(r"^(\w+)\.(\w+)\(", bron, re.M):
                if voor in kamers and kop:
                    sleutel = (f"ibt/rapport/{kamers[voor]}", functie)
                    uit.setdefault(sleutel, f"onderdeel “{kop}” van {rapport}")
    return uit


def _nodes(pad: Path) -> Iterator[ast.AST]:
    """Module, classes and functions with their docstrings, in the order of their lines."""
    boom = ast.parse(pad.read_text(encoding="utf-8"))
    knopen = [knoop for knoop in ast.walk(boom) if isinstance(knoop, _MET_DOCSTRING)]
    return iter(sorted(knopen, key=lambda knoop: getattr(knoop, "lineno", 0)))


def _name(knoop: ast.AST, bestand: str, secties: dict[tuple[str, str], str]) -> str:
    """A finding by its soort, a section by its heading, other code by its own name."""
    naam = getattr(knoop, "name", "")
    for soort, klasse in SOORTEN.items():
        if klasse.__name__ == naam and klasse.__module__.replace(".", "/") + ".py" == bestand:
            return f"bevinding `{soort}`"
    kamer = bestand.removesuffix(".py")
    sectie = secties.get((kamer, naam)) or secties.get((kamer.rpartition("/")[0], naam))
    if sectie is not None:
        return sectie
    kamers = [woord for voor, woord in _KAMERS.items() if bestand.startswith(f"ibt/{voor}/")]
    return f"{' '.join(kamers[:1])} `{naam or Path(bestand).stem}`".strip()
