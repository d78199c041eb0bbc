"""The notebook format comes without a grammar that takes longer to build than all else."""

import subprocess
import sys

RAPPORT = ("cellen", "shell", "exporters", "render", "verify", "nbval")


def ask(vraag: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run(
        [sys.executable, "-c", vraag], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_no_module_that_handles_notebooks_builds_the_grammar() -> None:
    """Each in a process of its own; what takes long and knows no notebooks is loaded before."""
    vraag = (
        "import os, sys\n"
        "import IPython.core.interactiveshell, matplotlib.pyplot, sqlite3\n"
        "import ibt.ronde, ibt.rapport.index, ibt.rapport.typst, ibt.rapport.crate\n"
        f"for module in {RAPPORT}:\n"
        "    if kind := os.fork():\n"
        "        os.waitpid(kind, 0)\n"
        "    else:\n"
        "        eerst = 'nbformat' in sys.modules or 'lark' in sys.modules\n"
        "        __import__(f'ibt.batch.{module}')\n"
        "        print(module, eerst, 'lark' in sys.modules, flush=True)\n"
        "        os._exit(0)\n"
    )
    assert ask(vraag).splitlines() == [f"{module} False False" for module in RAPPORT]


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
