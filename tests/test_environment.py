"""The set-up: one list of packages in three files, a bare Makefile, and CI without skips."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

WORTEL = Path(__file__).resolve().parents[1]

# pyproject.toml -> conda-forge, where the names differ
CONDA_NAMEN = {
    "jupyter-client": "jupyter_client",
    "matplotlib": "matplotlib-base",  # without Qt
    "nbconvert": "nbconvert-core",  # without pandoc
}

# Built so that this file does not hold what it looks for.
ADRES = re.compile(
    r"""://[^/\s"']*(?:p[y]pi|hosted|n[p]mjs|regi[s]try|con[d]a|de[b]ian)"""
    r"|--(?:extra-)?index-[u]rl|--find-[l]inks|--trusted-[h]ost|/sim[p]le/",
)
MACHINEPAD = re.compile(r"(?<![\w.~-])/(?:ho[m]e|Us[e]rs)/\w|(?<![\w.~-])/ro[o]t/|[A-Z]:\\Us[e]rs")
# Of who makes a round, and what tests need besides.
SLOTEN = ("requirements.lock", "requirements-test.lock")


def _pyproject() -> dict[str, SpecifierSet]:
    project = tomllib.loads((WORTEL / "pyproject.toml").read_text("utf-8"))["project"]
    regels = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    eisen = {canonicalize_name(eis.name): eis.specifier for eis in map(Requirement, regels)}
    return eisen | {"python": SpecifierSet(project["requires-python"])}


def _environment() -> tuple[dict[str, SpecifierSet], dict[str, SpecifierSet], list[str]]:
    """Packages from conda-forge, packages from pip, and the other lines under pip."""
    regels = yaml.safe_load((WORTEL / "environment.yml").read_text("utf-8"))["dependencies"]
    (onder_pip,) = (regel["pip"] for regel in regels if isinstance(regel, dict))
    conda = [Requirement(regel) for regel in regels if isinstance(regel, str) and regel != "pip"]
    pip = [Requirement(regel) for regel in onder_pip if not regel.startswith("-")]
    return (
        {eis.name: eis.specifier for eis in conda},
        {canonicalize_name(eis.name): eis.specifier for eis in pip},
        [regel for regel in onder_pip if regel.startswith("-")],
    )


def _slot() -> dict[str, list[str]]:
    """Each locked package, with the lines of its entries."""
    tekst = "".join((WORTEL / naam).read_text("utf-8") for naam in SLOTEN).replace("\\\n", " ")
    slot: dict[str, list[str]] = {}
    for regel in tekst.splitlines():
        slot.setdefault(canonicalize_name(regel.partition("==")[0]), []).append(regel)
    return slot


def _bestanden() -> list[Path]:
    """The files that are in git, or would be at the next `git add`."""
    if shutil.which("git") is None or not (WORTEL / ".git").exists():
        pytest.skip(
            "dit is geen git-checkout: de bestanden van het project zijn niet te onderscheiden"
        )
    lijst = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=WORTEL,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [WORTEL / naam for naam in lijst.split("\0") if naam and (WORTEL / naam).is_file()]


def _make(*opties: str, cwd: Path = WORTEL) -> subprocess.CompletedProcess[str]:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is er niet: zonder make gelden de stappen voor conda in README.md")
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if "MAKE" not in naam}
    return subprocess.run([make, *opties], cwd=cwd, env=omgeving, capture_output=True, text=True)


def test_conda_and_pip_get_the_same_packages_with_the_same_bounds() -> None:
    conda, pip, _ = _environment()
    conda_naar_pypi = {conda_naam: naam for naam, conda_naam in CONDA_NAMEN.items()}
    gevonden = {conda_naar_pypi.get(naam, naam): eis for naam, eis in conda.items()}

    assert gevonden.keys().isdisjoint(pip)
    assert gevonden | pip == _pyproject()


def test_conda_installs_the_package_itself_from_the_checkout() -> None:
    assert _environment()[2] == ["-e ."]


def test_every_locked_package_is_pinned_and_has_a_hash() -> None:
    gebrekkig = [
        regel
        for regels in _slot().values()
        for regel in regels
        if not re.match(r"[\w.-]+==[\w.+!]+ .*--hash=sha256:[0-9a-f]{64}", regel)
    ]
    assert gebrekkig == []


def test_the_lock_holds_no_address() -> None:
    for naam in SLOTEN:
        assert not re.search(r"://|^\s*-[^-]|^--|@", (WORTEL / naam).read_text(), re.M)


def test_who_only_makes_a_round_gets_nothing_of_the_tests() -> None:
    ronde, proeven = ((WORTEL / naam).read_text("utf-8") for naam in SLOTEN)
    alleen_proeven = ("playwright", "z3-solver", "distributed", "mypy", "hypothesis", "pikepdf")
    assert [naam for naam in alleen_proeven if f"\n{naam}==" in ronde] == []
    assert [naam for naam in alleen_proeven if f"\n{naam}==" not in f"\n{proeven}"] == []


def test_the_lock_covers_every_package_of_pyproject_within_its_bounds() -> None:
    slot = _slot()
    bouw = tomllib.loads((WORTEL / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    eisen = {eis.name: eis.specifier for eis in map(Requirement, bouw)} | _pyproject()
    buiten = [
        f"{naam}{eis}: {regels or 'ontbreekt'}"
        for naam, eis in eisen.items()
        if naam != "python"
        if not (regels := [regel.split()[0] for regel in slot.get(naam, [])])
        or not all(eis.contains(regel.partition("==")[2]) for regel in regels)
    ]
    assert buiten == []


def test_the_layout_is_as_promised() -> None:
    beloofd = [
        "notebooks",
        "ibt",
        "parameters",
        "outputs/.gitkeep",
        "tests",
        "data",
        "environment.yml",
        "pyproject.toml",
        *SLOTEN,
        "Makefile",
        ".ci/run",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "SECURITY.md",
    ]
    assert [naam for naam in beloofd if not (WORTEL / naam).exists()] == []


def test_the_ci_script_is_executable() -> None:
    assert os.access(WORTEL / ".ci" / "run", os.X_OK)


def test_tests_are_no_package() -> None:
    assert list((WORTEL / "tests").rglob("__init__.py")) == []


def test_rendered_rounds_stay_out_of_git() -> None:
    bestanden = [bestand.relative_to(WORTEL).as_posix() for bestand in _bestanden()]
    assert [naam for naam in bestanden if naam.startswith("outputs/")] == ["outputs/.gitkeep"]


@pytest.mark.parametrize("patroon", [ADRES, MACHINEPAD], ids=["registry", "machine"])
def test_no_file_names_a_registry_or_a_folder_of_one_machine(patroon: re.Pattern[str]) -> None:
    gevonden = [
        f"{bestand.relative_to(WORTEL)}: {treffer.group()}"
        for bestand in _bestanden()
        if b"\0" not in (inhoud := bestand.read_bytes())
        for treffer in patroon.finditer(inhoud.decode("utf-8", "replace"))
    ]
    assert gevonden == []


@pytest.mark.parametrize("doel", ["round", "test"])
def test_make_needs_no_system_package_and_no_address(doel: str, tmp_path: Path) -> None:
    kaal = tmp_path / "map met spatie"
    kaal.mkdir()
    for naam in ("Makefile", *SLOTEN, "pyproject.toml"):
        shutil.copy(WORTEL / naam, kaal)

    stappen = _make("--dry-run", doel, cwd=kaal)

    assert stappen.returncode == 0, stappen.stderr
    assert "--require-hashes" in stappen.stdout
    assert not re.search(r"\b(?:apt(?:-get)?|sudo|brew)\b|://", stappen.stdout)


def test_make_says_in_dutch_that_python_is_missing_or_too_old(tmp_path: Path) -> None:
    shutil.copy(WORTEL / "Makefile", tmp_path)
    for slot in SLOTEN:
        (tmp_path / slot).touch()
    (tmp_path / "pyproject.toml").touch()

    uitkomst = _make("test", f"PYTHON={tmp_path / 'geen-python'}", cwd=tmp_path)

    assert uitkomst.returncode != 0
    assert "Python 3.11 of nieuwer is nodig; gevonden: geen" in uitkomst.stderr
    assert not (tmp_path / ".venv").exists()


def test_make_says_in_dutch_that_python_cannot_make_a_venv(tmp_path: Path) -> None:
    shutil.copy(WORTEL / "Makefile", tmp_path)
    for slot in SLOTEN:
        (tmp_path / slot).touch()
    (tmp_path / "pyproject.toml").touch()
    kale_python = tmp_path / "kale-python"
    kale_python.write_text(
        f'#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\nexec \'{sys.executable}\' "$@"\n'
    )
    kale_python.chmod(0o755)

    uitkomst = _make("test", f"PYTHON={kale_python}", cwd=tmp_path)

    assert uitkomst.returncode != 0
    assert "Deze Python mist venv of ensurepip" in uitkomst.stderr


@pytest.mark.parametrize(
    ("geen_skips", "werkers"), [("0", []), ("1", []), ("1", ["-n", "2"])], ids=str
)
def test_a_skip_is_a_failure_only_where_skips_are_forbidden(
    geen_skips: str, werkers: list[str], tmp_path: Path
) -> None:
    """Of a test, or of a module that skips itself."""
    (tmp_path / "test_iets.py").write_text(
        "import pytest\n"
        "def test_draait(): pass\n"
        "@pytest.mark.xfail\n"
        "def test_bekend_gebrek(): assert False\n"
        "@pytest.mark.skip(reason='de reden van het merk')\n"
        "def test_merk(): pass\n"
        "def test_browser(chromium): pass\n"
    )
    (tmp_path / "test_module.py").write_text(
        "import pytest\npytest.importorskip('een_module_die_er_niet_is')\ndef test_draait(): pass\n"
    )

    uitkomst = _pytest(tmp_path, geen_skips, "--continue-on-collection-errors", *werkers)

    # Two of tests and one of a module, which pytest counts as interrupted where it is a failure.
    slot = "3 errors" if geen_skips == "1" else "3 skipped"
    assert slot in uitkomst.stdout.splitlines()[-1], uitkomst.stdout
    assert (uitkomst.returncode == pytest.ExitCode.OK) == (geen_skips == "0")
    assert "de reden van het merk" in uitkomst.stdout
    assert "chromium is er niet: geen van chromium, chromium-browser" in uitkomst.stdout
    assert "een_module_die_er_niet_is" in uitkomst.stdout


def _pytest(map_: Path, geen_skips: str, *opties: str) -> subprocess.CompletedProcess[str]:
    """Our conftest on another folder, on a machine without programs."""
    shutil.copy(WORTEL / "tests" / "conftest.py", map_)
    configuratie = map_ / "pytest.ini"
    configuratie.write_text("[pytest]\nmarkers =\n  browser\n  libreoffice\n")
    omgeving = {
        naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("PYTEST_")
    } | {
        "IBT_GEEN_SKIPS": geen_skips,
        "PATH": "",
        "COLUMNS": "200",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-c", str(configuratie), "-p", "xdist", "-rfEs", *opties],
        cwd=map_,
        env=omgeving,
        capture_output=True,
        text=True,
    )
