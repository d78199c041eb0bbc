"""The notebook format comes without a grammar that takes longer to build than all else."""

import subprocess
import sys

import pytest

RAPPORT = ("cellen", "shell", "exporters", "render", "verify", "nbval")


def ask(vraag: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run(
        [sys.executable, "-c", vraag], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize("module", RAPPORT)
def test_no_module_that_handles_notebooks_builds_the_grammar(module: str) -> None:
    assert ask(f"import sys, ibt.batch.{module}; print('lark' in sys.modules)") == "False"


def test_who_asks_for_the_grammar_later_gets_it() -> None:
    vraag = (
        "import ibt.batch.formaat; from importlib.util import find_spec as zoek\n"
        "print(zoek('rfc3987_syntax').name)"
    )
    assert ask(vraag) == "rfc3987_syntax"


def test_a_grammar_that_is_there_already_stays() -> None:
    vraag = (
        "import sys, types; sys.modules['rfc3987_syntax'] = een = types.ModuleType('een')\n"
        "een.is_valid_syntax = len\n"
        "import ibt.batch.formaat; print(sys.modules['rfc3987_syntax'] is een)"
    )
    assert ask(vraag) == "True"


def test_a_notebook_is_checked_all_the_same() -> None:
    vraag = (
        "from ibt.batch.formaat import nbformat\n"
        "try:\n"
        "    nbformat.validate(nbformat.v4.new_notebook(cells=[{'cell_type': 'raw'}]))\n"
        "except nbformat.ValidationError as fout:\n"
        "    print(fout.message)"
    )
    assert "is a required property" in ask(vraag)
