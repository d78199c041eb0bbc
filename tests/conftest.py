"""What all tests share: the system programs that some need, and the ban on skips in CI."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from ibt.batch.vorken import run_apart
from ibt.rapport.typst import document

LAB_SECONDEN = 120
GEEN_SKIPS = os.environ.get("IBT_GEEN_SKIPS") == "1"


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser that measures the pages, or a skip that says what is missing."""
    return _programma("chromium", "chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Debian's own Chromium, started once."""
    with sync_playwright() as speler:
        venster = speler.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield venster
        venster.close()


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    """The office program that opens our tables as a reader would, or a skip."""
    return _programma("libreoffice", "soffice", "libreoffice")


@pytest.fixture(scope="session")
def pdftotext() -> Path:
    """Poppler's reading of a PDF (pdftoppm lies beside it), or a skip."""
    return _programma("pdftotext", "pdftotext")


@pytest.fixture(scope="session", autouse=True)
def jupyter_elders(tmp_path_factory: pytest.TempPathFactory) -> Generator[None, None, None]:
    """What a round makes known to Jupyter stays out of that of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as omgeving:
        omgeving.setenv("JUPYTER_DATA_DIR", str(tmp_path_factory.mktemp("jupyter")))
        yield


@pytest.fixture(scope="session", autouse=True)
def typst_elders() -> Generator[None, None, None]:
    """Typst runs in processes of its own: the threads that it starts cannot be forked."""
    hier, maak = os.getpid(), document._compile

    def elders(*wat: Any) -> bytes:
        return run_apart(maak, *wat) if os.getpid() == hier else maak(*wat)

    with pytest.MonkeyPatch.context() as vervang:
        vervang.setattr(document, "_compile", elders)
        yield


@pytest.fixture(scope="session")
def serve_lab() -> Callable[[Path], AbstractContextManager[str]]:
    """`with serve_lab(map) as adres`: `ibt lab` in that project, with nobody's settings."""
    return _serve_lab


@contextmanager
def _serve_lab(map_: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as elders:
        eigen = ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        omgeving = {naam: f"{elders}/{naam}" for naam in (*eigen, "HOME")}
        opdracht = [sys.executable, "-m", "ibt", "lab", "--", "--no-browser", "--allow-root"]
        opdracht += ["--LabApp.expose_app_in_browser=True"]
        # Nothing of a test may hang on what a register of packages answers.
        opdracht += ["--LabApp.extension_manager=readonly"]
        opdracht += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
        with (Path(elders) / "lab.log").open("w+") as log:
            proces = subprocess.Popen(
                [*opdracht, "--ServerApp.port=0", "--IdentityProvider.token="],
                cwd=map_,
                env={**os.environ, **omgeving},
                stdout=log,
                stderr=log,
            )
            try:
                einde = time.monotonic() + LAB_SECONDEN
                while not (er := [*Path(omgeving["JUPYTER_RUNTIME_DIR"]).glob("jpserver-*.json")]):
                    assert proces.poll() is None, Path(log.name).read_text()
                    assert time.monotonic() < einde, Path(log.name).read_text()
                    time.sleep(0.2)
                yield f"http://localhost:{json.loads(er[0].read_text())['port']}/lab"
            finally:
                proces.terminate()
                proces.wait(LAB_SECONDEN)
                # pytest shows it of a test that failed: what JupyterLab itself says of it.
                print(Path(log.name).read_text(encoding="utf-8"))


def _programma(naam: str, *opdrachten: str) -> Path:
    for opdracht in opdrachten:
        if pad := shutil.which(opdracht):
            return Path(pad)
    pytest.skip(f"{naam} is er niet: geen van {', '.join(opdrachten)} staat in PATH")


def pytest_configure(config: pytest.Config) -> None:
    """Count which branches tests take in their own process, not in every command and kernel."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a system program gets its marker: `-m "not browser"` leaves it out."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "chromium" in fixtures:
            item.add_marker(pytest.mark.browser)
        if "libreoffice" in fixtures:
            item.add_marker(pytest.mark.libreoffice)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under IBT_GEEN_SKIPS=1 a skipped test is a failed one, with the reason it gave."""
    if (
        GEEN_SKIPS
        and call.excinfo is not None
        and call.excinfo.errisinstance(pytest.skip.Exception)
    ):
        reden = f"overgeslagen, en IBT_GEEN_SKIPS=1 staat dat niet toe: {call.excinfo.value}"
        try:
            pytest.fail(reden, pytrace=False)
        except pytest.fail.Exception:
            call.excinfo = pytest.ExceptionInfo.from_current()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips itself while it is collected."""
    verslag = yield
    if GEEN_SKIPS and verslag.outcome == "skipped":
        verslag.outcome = "failed"
        verslag.longrepr = (
            f"overgeslagen, en IBT_GEEN_SKIPS=1 staat dat niet toe: {verslag.longrepr}"
        )
    return verslag
