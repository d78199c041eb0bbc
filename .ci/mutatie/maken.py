"""Every mutant of some modules, as JSON on stdout: run by the Python of .venv-mutatie.

Operators are those of cosmic-ray, one or three replacements of each sign and not all of them, and
two of our own: `in` turned around, and the condition of a comprehension. Cosmic-ray itself runs a
command per mutant, which takes seconds to import pandas; `proef.py` forks instead.
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

# A sign and what takes its place: for a comparison the three that differ at the boundary, beside it
# and everywhere.
_REKENEN = {
    "Add": "Sub",
    "Sub": "Add",
    "Mul": "FloorDiv",
    "FloorDiv": "Mul",
    "Mod": "FloorDiv",
    "BitOr": "BitAnd",
    "BitAnd": "BitOr",
}
_VERGELIJKEN = {
    "Eq": ("NotEq", "LtE", "GtE"),
    "NotEq": ("Eq", "Lt", "Gt"),
    "Lt": ("LtE", "NotEq", "GtE"),
    "LtE": ("Lt", "Eq", "Gt"),
    "Gt": ("GtE", "NotEq", "LtE"),
    "GtE": ("Gt", "Eq", "Lt"),
    "Is": ("IsNot",),
    "IsNot": ("Is",),
}
_OVERIG = (
    *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr"),
    *("ReplaceOrWithAnd", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak"),
    *("ExceptionReplacer", "NumberReplacer", "RemoveDecorator", "ZeroIterationForLoop"),
    *("ReplaceUnaryOperator_Delete_USub", "ReplaceUnaryOperator_Delete_Invert"),
    "ReplaceUnaryOperator_Delete_Not",
)


class TurnIn:
    """`in` becomes `not in`, and the other way round."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type == "comparison":
            for deel in node.children[1::2]:
                if deel.get_code(include_prefix=False) in ("in", "not in"):
                    yield deel.start_pos, deel.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        deel = [d for d in node.children[1::2] if d.get_code(include_prefix=False).endswith("in")]
        plek = node.children.index(deel[index])
        anders = "in" if deel[index].type == "comp_op" else "not in"
        node.children[plek] = parso.parse(f" {anders}")
        return node


class TurnComprehension:
    """A comprehension takes what it left out."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type == "comp_if":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.children[1] = parso.parse(f" (not ({node.children[1].get_code().strip()}))")
        return node


def operators() -> list[Any]:
    """All operators, in a fixed order."""
    namen = [f"ReplaceBinaryOperator_{van}_{naar}" for van, naar in _REKENEN.items()]
    namen += [
        f"ReplaceComparisonOperator_{van}_{naar}"
        for van, alle in _VERGELIJKEN.items()
        for naar in alle
    ]
    return [
        *(get_operator(f"core/{naam}")() for naam in (*namen, *_OVERIG)),
        TurnIn(),
        TurnComprehension(),
    ]


def mutants(pad: str) -> Iterator[dict[str, Any]]:
    """What can be changed in one module; not what is no Python, or changes a type or docstring."""
    bron = Path(pad).read_text(encoding="utf-8")
    zelfde = {_meaning(bron)}
    for operator in operators():
        aantal = sum(len([*operator.mutation_positions(n)]) for n in ast_nodes(get_ast(bron)))
        for plek in range(aantal):
            nieuw = mutate_code(bron, operator, plek)
            try:
                zin = _meaning(nieuw)
            except (SyntaxError, ValueError):
                continue
            if zin not in zelfde and not _orders_words(nieuw):
                zelfde.add(zin)
                yield _describe(pad, bron, nieuw)


def _describe(pad: str, bron: str, nieuw: str) -> dict[str, Any]:
    """The mutant, with the lines that differ as they stand before and after."""
    oud, anders = bron.split("\n"), nieuw.split("\n")
    begin = next(n for n, (a, b) in enumerate(zip(oud, anders, strict=False)) if a != b)
    eind = next(n for n, (a, b) in enumerate(zip(oud[::-1], anders[::-1], strict=False)) if a != b)
    regels = [deel[begin : len(deel) - eind] for deel in (oud, anders)]
    vroeger, nu = (_plain(" ".join(regel)) for regel in regels)
    functie, lijnen = _function(bron, begin + 1)
    return {
        "module": pad,
        "functie": functie,
        "lijnen": lijnen,
        "regel": begin + 1,
        "oud": vroeger,
        "nieuw": nu,
        "bron": nieuw,
    }


def _plain(tekst: str) -> str:
    """On one line, without the space that an operator puts before what it inserts."""
    return " ".join(tekst.split()).replace("( ", "(").replace("[ ", "[")


def _meaning(bron: str) -> str:
    """The syntax tree without types and docstrings."""
    boom = ast.parse(bron)
    for knoop in ast.walk(boom):
        for veld in ("annotation", "returns"):
            if isinstance(getattr(knoop, veld, None), ast.AST):
                setattr(knoop, veld, ast.Constant(None))
        if isinstance(knoop, ast.Expr) and isinstance(knoop.value, ast.Constant):
            knoop.value = ast.Constant(None)
    return ast.dump(boom)


def _orders_words(bron: str) -> bool:
    """Whether a word is compared as smaller or larger, which no rule means."""
    return any(
        isinstance(deel, ast.Constant) and isinstance(deel.value, str)
        for knoop in ast.walk(ast.parse(bron))
        if isinstance(knoop, ast.Compare)
        and isinstance(knoop.ops[0], (ast.Lt, ast.LtE, ast.Gt, ast.GtE))
        for deel in (knoop.left, *knoop.comparators)
    )


def _function(bron: str, regel: int) -> tuple[str, list[int]]:
    """The dotted name of the function or class around a line, and the lines of its body.

    No lines outside a function: what stands there is run on import.
    """
    soorten = (ast.FunctionDef, ast.AsyncFunctionDef)
    naam, knopen = "", ast.parse(bron).body
    while knopen:
        binnen = [k for k in knopen if isinstance(k, (*soorten, ast.ClassDef))]
        om = next((k for k in binnen if _begin(k) <= regel <= (k.end_lineno or k.lineno)), None)
        if om is None:
            break
        naam = f"{naam}.{om.name}".lstrip(".")
        if isinstance(om, soorten):
            if regel < om.body[0].lineno:  # decorators and defaults are worked out on import
                break
            return naam, list(range(om.body[0].lineno, (om.end_lineno or om.lineno) + 1))
        knopen = om.body
    return naam, []


def _begin(knoop: Any) -> int:
    """The first line, that of a decorator included."""
    return min([knoop.lineno, *(deel.lineno for deel in knoop.decorator_list)])


if __name__ == "__main__":
    json.dump([een for pad in sys.argv[1:] for een in mutants(pad)], sys.stdout)
