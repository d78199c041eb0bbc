"""The shape of the program, read from its source: rooms, lengths, docstrings, no hidden state."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

IBT = Path(__file__).parent.parent / "ibt"
BESTANDEN = sorted(IBT.rglob("*.py"))
BOMEN = {pad: ast.parse(pad.read_text(encoding="utf-8")) for pad in BESTANDEN}
NAMEN = {pad: pad.relative_to(IBT).as_posix() for pad in BESTANDEN}
elk_bestand = pytest.mark.parametrize("pad", BESTANDEN, ids=NAMEN.values())

# Which rooms a room may import from: only downward (docs of the house style).
ONDER = {
    "begrippen": set(),
    "kader": {"begrippen"},
    "readers": {"begrippen"},
    "register": {"begrippen", "readers"},
    "beoordeling": {"begrippen", "kader"},
    "traject": {"begrippen", "kader", "beoordeling"},
    "ronde": {"begrippen", "kader", "readers", "register", "beoordeling", "traject"},
    "rapport": {"begrippen", "kader"},
    "werkbank": {"begrippen", "ronde", "rapport"},
    "batch": {"begrippen", "ronde", "rapport"},
    "levering": {"begrippen", "readers", "ronde", "batch"},
    "verschil": {"begrippen", "readers", "batch"},
    "publicatie": {
        *("begrippen", "kader", "readers", "register", "ronde", "rapport", "batch"),
    },
}
GRENS_REGELS, GRENS_MODULE = 40, 300


def room(pad: Path) -> str:
    """The room of a module; the files at the top (cli, __main__) see everything."""
    deel = pad.relative_to(IBT).parts[0]
    return deel.removesuffix(".py")


def imported(boom: ast.Module) -> Iterator[str]:
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Import):
            yield from (naam.name for naam in knoop.names)
        elif isinstance(knoop, ast.ImportFrom) and knoop.module:
            yield from (f"{knoop.module}.{naam.name}" for naam in knoop.names)


def rooms_used(boom: ast.Module) -> set[str]:
    delen = (naam.split(".") for naam in imported(boom))
    return {deel[1] for deel in delen if deel[0] == "ibt" and len(deel) > 1}


def functions(boom: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for knoop in ast.walk(boom):
        if isinstance(knoop, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield knoop


def length(functie: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (functie.end_lineno or functie.lineno) - functie.lineno + 1


def said(boom: ast.Module) -> Iterator[str]:
    """The text in a module that may reach a user: all but its docstrings."""
    stil = {
        id(knoop.body[0].value)
        for knoop in ast.walk(boom)
        if isinstance(knoop, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and knoop.body
        and isinstance(knoop.body[0], ast.Expr)
    }
    for knoop in ast.walk(boom):
        if (
            isinstance(knoop, ast.Constant)
            and isinstance(knoop.value, str)
            and id(knoop) not in stil
        ):
            yield knoop.value


def test_the_program_was_found() -> None:
    assert len(BESTANDEN) > 40
    assert {"begrippen", "kader", "readers", "beoordeling", "ronde"} <= {room(p) for p in BESTANDEN}


@elk_bestand
def test_only_a_framework_says_where_its_text_says_what(pad: Path) -> None:
    if pad.parent.parent.name != "kader":
        plaats = re.compile(r"§|\bN\d\d\b|\b[Kk]euze K\d")
        assert [tekst for tekst in said(BOMEN[pad]) if plaats.search(tekst)] == []


@elk_bestand
def test_imports_go_only_downward(pad: Path) -> None:
    eigen = room(pad)
    if eigen in ONDER:
        vreemd = rooms_used(BOMEN[pad]) - ONDER[eigen] - {eigen, "__version__"}
        assert not vreemd, f"{eigen} may not know {vreemd}"


@elk_bestand
def test_there_are_no_relative_imports_and_no_wildcards(pad: Path) -> None:
    for knoop in ast.walk(BOMEN[pad]):
        if isinstance(knoop, ast.ImportFrom):
            assert knoop.level == 0
            assert all(naam.name != "*" for naam in knoop.names)


@elk_bestand
def test_nouns_and_rules_know_no_frames_and_no_files(pad: Path) -> None:
    if room(pad) in ("begrippen", "kader"):
        gebruikt = {naam.split(".")[0] for naam in imported(BOMEN[pad])}
        assert not gebruikt & {"pandas", "pathlib", "os", "io", "time"}


@elk_bestand
def test_a_gemeente_is_a_value_and_only_a_table_is_a_frame(pad: Path) -> None:
    if room(pad) == "beoordeling":
        frames = any(naam.startswith("pandas") for naam in imported(BOMEN[pad]))
        # The result goes out as a table; a notebook hands `classify` one of its own.
        tabellen = {f"beoordeling/{naam}.py" for naam in ("resultaat", "inschaling", "kolommen")}
        assert frames is (NAMEN[pad] in tabellen)


@elk_bestand
def test_no_rule_asks_what_day_it_is(pad: Path) -> None:
    if room(pad) not in ("batch", "cli"):
        bron = pad.read_text(encoding="utf-8")
        assert not re.search(r"\b(date\.today|datetime\.now|datetime\.today|utcnow)\(", bron)


@elk_bestand
def test_a_name_says_what_it_holds(pad: Path) -> None:
    knopen = list(ast.walk(BOMEN[pad]))
    gebonden = {knoop.arg for knoop in knopen if isinstance(knoop, ast.arg)}
    gebonden |= {knoop.id for knoop in knopen if isinstance(knoop, ast.Name)}
    assert "een" not in gebonden


@elk_bestand
def test_a_function_does_one_step_and_a_module_is_read_in_one_sitting(pad: Path) -> None:
    te_lang = {
        functie.name: length(functie)
        for functie in functions(BOMEN[pad])
        if length(functie) > GRENS_REGELS
    }
    assert not te_lang
    assert len(pad.read_text(encoding="utf-8").splitlines()) <= GRENS_MODULE


def public(boom: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public functions and classes of a module, and public methods of those classes."""
    soorten = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for knoop in boom.body:
        if isinstance(knoop, soorten) and not knoop.name.startswith("_"):
            yield knoop
            if isinstance(knoop, ast.ClassDef):
                yield from (
                    deel
                    for deel in knoop.body
                    if isinstance(deel, soorten) and not deel.name.startswith("_")
                )


@elk_bestand
def test_everything_public_says_what_you_get(pad: Path) -> None:
    boom = BOMEN[pad]
    if boom.body:
        assert ast.get_docstring(boom), "a module says what it holds"
    zonder = [knoop.name for knoop in public(boom) if not ast.get_docstring(knoop)]
    assert not zonder


def is_state(waarde: ast.expr | None) -> bool:
    """An empty list, dict or set at the top of a module is there to be filled."""
    if isinstance(waarde, ast.List):
        return not waarde.elts
    if isinstance(waarde, ast.Dict):
        return not waarde.keys
    if isinstance(waarde, ast.Call) and isinstance(waarde.func, ast.Name):
        return waarde.func.id in ("list", "dict", "set", "defaultdict", "deque", "Counter")
    return False


@elk_bestand
def test_no_module_keeps_state(pad: Path) -> None:
    for knoop in BOMEN[pad].body:
        if isinstance(knoop, (ast.Assign, ast.AnnAssign)):
            namen = knoop.targets if isinstance(knoop, ast.Assign) else [knoop.target]
            if not any(isinstance(naam, ast.Name) and naam.id == "__all__" for naam in namen):
                assert not is_state(knoop.value), f"line {knoop.lineno} is there to be filled"
    assert not any(isinstance(knoop, ast.Global) for knoop in ast.walk(BOMEN[pad]))


@elk_bestand
def test_no_error_is_swallowed_and_no_text_is_evaluated(pad: Path) -> None:
    for knoop in ast.walk(BOMEN[pad]):
        if isinstance(knoop, ast.ExceptHandler):
            assert knoop.type is not None, f"bare except on line {knoop.lineno}"
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Name):
            assert knoop.func.id not in ("eval", "exec"), f"line {knoop.lineno}"
