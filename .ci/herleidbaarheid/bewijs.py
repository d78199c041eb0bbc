"""Which tests say that they show a norm: `@pytest.mark.norm("N12", "N13")` right above a test."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Bewijs:
    """One test: the norms that it shows, its sentence, and its file."""

    normen: tuple[str, ...]
    naam: str
    bestand: str


def proofs_in(project: Path, map_: str = "tests") -> Iterator[Bewijs]:
    """Every test with the marker, in the order of files and lines."""
    for pad in _files(project / map_):
        for functie in ast.walk(_read(pad)):
            if isinstance(functie, ast.FunctionDef) and functie.name.startswith("test_"):
                merken = [merk for merk in functie.decorator_list if _is_mark(merk)]
                normen = tuple(norm for merk in merken for norm in _arguments(merk))
                if normen:
                    zin = functie.name.removeprefix("test_").replace("_", " ")
                    yield Bewijs(normen, zin, pad.relative_to(project).as_posix())


def misplaced(project: Path, map_: str = "tests") -> Iterator[str]:
    """Markers that stand elsewhere than above a test, or that hold no plain text."""
    for pad in _files(project / map_):
        boom = _read(pad)
        boven = {
            id(merk)
            for functie in ast.walk(boom)
            if isinstance(functie, ast.FunctionDef) and functie.name.startswith("test_")
            for merk in functie.decorator_list
            if isinstance(merk, ast.Call) and len(_arguments(merk)) == len(merk.args) > 0
        }
        for knoop in ast.walk(boom):
            if _is_mark(knoop) and id(knoop) not in boven:
                yield (
                    f"{pad.relative_to(project).as_posix()}: pytest.mark.norm hoort direct boven "
                    "een test, met de normen als tekst"
                )


def _files(map_: Path) -> list[Path]:
    return sorted(map_.rglob("test_*.py"))


def _read(pad: Path) -> ast.Module:
    return ast.parse(pad.read_text(encoding="utf-8"))


def _is_mark(knoop: ast.AST) -> bool:
    return isinstance(knoop, ast.Call) and ast.unparse(knoop.func) == "pytest.mark.norm"


def _arguments(merk: ast.AST) -> list[str]:
    assert isinstance(merk, ast.Call)
    return [
        deel.value
        for deel in merk.args
        if isinstance(deel, ast.Constant) and isinstance(deel.value, str)
    ]
