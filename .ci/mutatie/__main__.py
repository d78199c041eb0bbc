#!/usr/bin/env python3
"""`make mutatie`: changes the rules one sign at a time, and says which change no test notices.

No test, and CI does not run it: it takes hours. The changes are those of cosmic-ray, one or three
of each sign and not all of them. A change that nothing notices must stand in overleeft.toml, with
the reason why that is right.
"""

import argparse
import ast
import json
import math
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
sys.path.append(str(PROJECT / ".venv-mutatie"))  # last: it replaces nothing of .venv

import parso  # noqa: E402
from cosmic_ray import plugins  # noqa: E402
from cosmic_ray.ast import ast_nodes, get_ast  # noqa: E402
from cosmic_ray.mutating import mutate_code  # noqa: E402

REDENEN = Path(__file__).with_name("overleeft.toml")
KAMERS = {
    "kader": ["tests/test_waarden.py", "tests/kader"],
    "beoordeling": ["tests/test_waarden.py", "tests/beoordeling", "tests/feiten"],
    "traject": ["tests/test_waarden.py", "tests/traject"],
    "voortgang": ["tests/test_waarden.py", "tests/voortgang"],
}
OPERATOREN = re.compile(
    r"""core/(
    ReplaceBinaryOperator_(Add_Sub|Sub_Add|(Mul|Mod)_FloorDiv|FloorDiv_Mul|BitOr_BitAnd|BitAnd_BitOr)
    |ReplaceComparisonOperator_(
        Eq_(NotEq|LtE|GtE)|NotEq_(Eq|Lt|Gt)|Lt_(LtE|NotEq|GtE)|LtE_(Lt|Eq|Gt)
        |Gt_(GtE|NotEq|LtE)|GtE_(Gt|Eq|Lt)|Is_IsNot|IsNot_Is)
    |ReplaceUnaryOperator_Delete_(USub|Invert|Not)
    |Replace(TrueWithFalse|FalseWithTrue|AndWithOr|OrWithAnd|BreakWithContinue|ContinueWithBreak)
    |AddNot|ExceptionReplacer|NumberReplacer|RemoveDecorator|ZeroIterationForLoop
    )""",
    re.VERBOSE,
)
ORDENT = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
# Processor seconds above twice what the tests of a room take: what takes longer has no end.
GEDULD = 15


class Sleutel(NamedTuple):
    """What identifies a change, as in overleeft.toml; twice in one function is the same."""

    module: str
    functie: str
    oud: str
    nieuw: str


class Mutant(NamedTuple):
    """A change, the line where it is made, and the whole module with it."""

    sleutel: Sleutel
    regel: int
    bron: str


class Omkeren:
    """What cosmic-ray leaves alone: `in` turned around, and the condition of a comprehension."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        vergelijkt = node.type == "comparison" and node.children[1].get_code(False)
        if node.type == "comp_if" or vergelijkt in ("in", "not in"):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        if node.type == "comp_if":
            anders = f" (not ({node.children[1].get_code().strip()}))"
        else:
            anders = " in" if node.children[1].type == "comp_op" else " not in"
        node.children[1] = parso.parse(anders)
        return node


def mutants(module: str) -> Iterator[Mutant]:
    """What can be changed in a module; not what is no Python, or changes a type or docstring."""
    bron = (PROJECT / module).read_text(encoding="utf-8")
    namen = filter(OPERATOREN.fullmatch, plugins.operator_names())
    gezien = {_meaning(bron), None}
    for operator in (*(plugins.get_operator(naam)() for naam in namen), Omkeren()):
        aantal = sum(len([*operator.mutation_positions(n)]) for n in ast_nodes(get_ast(bron)))
        for plek in range(aantal):
            nieuw = mutate_code(bron, operator, plek)
            zin = _meaning(nieuw)
            if zin not in gezien:
                gezien.add(zin)
                yield _describe(module, bron, nieuw)


def _meaning(bron: str) -> str | None:
    """The syntax tree without types and docstrings; None where a rule could not say this.

    That is what is no Python, or orders words.
    """
    try:
        boom = ast.parse(bron)
    except (SyntaxError, ValueError):
        return None
    for knoop in ast.walk(boom):
        for veld in ("annotation", "returns"):
            if isinstance(getattr(knoop, veld, None), ast.AST):
                setattr(knoop, veld, ast.Constant(None))
        if isinstance(knoop, ast.Expr) and isinstance(knoop.value, ast.Constant):
            knoop.value = ast.Constant(None)
        if isinstance(knoop, ast.Compare) and isinstance(knoop.ops[0], ORDENT):
            delen = (knoop.left, *knoop.comparators)
            if any(isinstance(getattr(deel, "value", None), str) for deel in delen):
                return None
    return ast.dump(boom)


def _describe(module: str, bron: str, nieuw: str) -> Mutant:
    """With the lines that differ as they stand before and after, each on one line."""
    delen = [bron.split("\n"), nieuw.split("\n")]
    begin = _alike(*delen)
    eind = _alike(*(deel[::-1] for deel in delen))
    regels = (" ".join(" ".join(deel[begin : len(deel) - eind]).split()) for deel in delen)
    oud, anders = (regel.replace("( ", "(").replace("[ ", "[") for regel in regels)
    return Mutant(Sleutel(module, _function(bron, begin + 1), oud, anders), begin + 1, nieuw)


def _alike(oud: list[str], nieuw: list[str]) -> int:
    return next(n for n, (a, b) in enumerate(zip(oud, nieuw, strict=False)) if a != b)


def _function(bron: str, regel: int) -> str:
    """The dotted name of the function or class around a line."""
    soorten = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    knopen = [knoop for knoop in ast.walk(ast.parse(bron)) if isinstance(knoop, soorten)]
    return ".".join(
        knoop.name
        for knoop in knopen
        if min(een.lineno for een in (knoop, *knoop.decorator_list)) <= regel
        and regel <= (knoop.end_lineno or 0)
    )


def survives(kopie: Path, mutant: Mutant, tests: Sequence[str], cpu: float) -> bool:
    """Whether no test notices a change, made in a copy of the project; one without end is noticed.

    The test that noticed the change before looks first.
    """
    pad = kopie / mutant.sleutel.module
    heel = pad.read_text(encoding="utf-8")
    pad.write_text(mutant.bron, encoding="utf-8")
    try:
        return _run_tests(kopie, tests, cpu)
    finally:
        pad.write_text(heel, encoding="utf-8")


def _run_tests(kopie: Path, tests: Sequence[str], cpu: float) -> bool:
    grens = (math.ceil(cpu), resource.RLIM_INFINITY)
    return not subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-qx", "--ff", "--tb=no", *tests],
        cwd=kopie,
        capture_output=True,
        env={**os.environ, "CI": "true", "OPENBLAS_NUM_THREADS": "1"},  # draws the same each time
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, grens),
    ).returncode


def run(naam: str, kopie: Path, redenen: set[Sleutel], keus: argparse.Namespace) -> bool:
    """Try a room, or a part of it; whether one survives without a reason, or a reason is stale."""
    begin, tests = time.monotonic(), KAMERS[naam]
    if not _run_tests(kopie, tests, 3600):
        sys.exit(f"Zonder mutant slagen deze tests al niet: {' '.join(tests)}")
    cpu = GEDULD + 2 * (time.monotonic() - begin)
    deel, delen = map(int, keus.deel.split("/"))
    paden = sorted((PROJECT / "ibt" / naam).rglob("*.py"))
    alle = [een for pad in paden for een in mutants(pad.relative_to(PROJECT).as_posix())]
    eigen = set(list(dict.fromkeys(een.sleutel for een in alle))[deel - 1 :: delen])
    eigen -= redenen if keus.nieuw else set()
    mutanten = [een for een in alle if een.sleutel in eigen]
    overleefd: set[Sleutel] = set()
    for nummer, mutant in enumerate(mutanten, 1):
        if survives(kopie, mutant, tests, cpu):
            overleefd.add(mutant.sleutel)
            if mutant.sleutel not in redenen:
                _tell(mutant)
        if nummer % 50 == 0:
            print(f"  {naam}: {nummer} van {len(mutanten)}", flush=True)
    oud = (redenen & eigen) - overleefd
    if delen == 1 and not keus.nieuw:  # a change that can no longer be made
        oud |= {een for een in redenen if een.module.startswith(f"ibt/{naam}/")} - eigen
    for een in sorted(oud):
        print(f"Een reden zonder mutant die overleeft: {een}")
    zonder, seconden = overleefd - redenen, time.monotonic() - begin
    print(f"{naam}: {len(eigen)} mutanten, {len(eigen - overleefd)} gedood, ", end="")
    print(
        f"{len(overleefd & redenen)} overleven met reden, {len(zonder)} zonder ({seconden:.0f} s)"
    )
    return bool(zonder or oud)


def _tell(mutant: Mutant) -> None:
    """A survivor without a reason, as it would stand in overleeft.toml."""
    print(f"\n# regel {mutant.regel}\n[[overleeft]]")
    for veld, tekst in {**mutant.sleutel._asdict(), "reden": ""}.items():
        print(f"{veld} = {json.dumps(tekst, ensure_ascii=False)}", flush=True)


def main() -> None:
    opties = argparse.ArgumentParser(prog="make mutatie", description=__doc__)
    opties.add_argument("--kamer", choices=list(KAMERS), action="append", help="alleen deze kamer")
    opties.add_argument("--nieuw", action="store_true", help="alleen waarvoor geen reden staat")
    opties.add_argument("--deel", default="1/1", help="een deel van de mutanten, zoals 2/4")
    keus = opties.parse_args()
    rijen = tomllib.loads(REDENEN.read_text(encoding="utf-8"))["overleeft"]
    redenen = {Sleutel(*(rij[veld] for veld in Sleutel._fields)) for rij in rijen}
    with tempfile.TemporaryDirectory(prefix="ibt-mutatie-") as plek:
        kopie = Path(plek, "ibt")
        shutil.copytree(PROJECT, kopie, ignore=shutil.ignore_patterns(".*", "outputs"))
        sys.exit(any([run(naam, kopie, redenen, keus) for naam in keus.kamer or KAMERS]))


if __name__ == "__main__":
    main()
