"""Tests in a forked process, on a module that was changed: a start costs next to nothing.

The process that forks has imported every library, but nothing of `ibt`; for a change within a
function it has collected the tests as well.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import math
import os
import pickle
import resource
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import hypothesis
import pytest
from kamer import PROJECT

_GEDULD, _MAAL = 20.0, 6
_WERK = PROJECT / ".mutatie"
_OPTIES = ("-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--tb=short")


def preload() -> None:
    """Import what the tests import, and make every drawn example the same each time."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    for naam in ("numpy", "pandas", "pydantic", "z3", "holidays", "yaml", "coverage"):
        importlib.import_module(naam)
    hypothesis.settings.register_profile("mutatie", database=None, derandomize=True)
    hypothesis.settings.load_profile("mutatie")


@dataclass(frozen=True)
class Proef:
    """A changed module, in which function, and the tests that must notice with their seconds."""

    module: str
    functie: str
    bron: str
    namen: tuple[str, ...]
    duren: Mapping[str, float]

    @property
    def duur(self) -> float:
        """Seconds that all its tests take."""
        return sum(self.duren[naam] for naam in self.namen)


class Meting:
    """A pytest plugin: how long each test takes, and which lines it reaches."""

    def __init__(self, modules: Sequence[str]) -> None:
        import coverage

        self.duur: dict[str, float] = {}
        self.modules = modules
        self._dekking = coverage.Coverage(
            data_file=None, config_file=False, include=[str(PROJECT / pad) for pad in modules]
        )
        self._dekking.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        naam = function_of(item)
        self._dekking.switch_context(naam)
        begin = time.process_time()
        try:
            return (yield)
        finally:
            self.duur[naam] = self.duur.get(naam, 0.0) + time.process_time() - begin
            self._dekking.switch_context("")

    def lines(self) -> dict[str, dict[int, list[str]]]:
        """Per module and line the tests that reached it; "" where that was on import."""
        self._dekking.stop()
        data = self._dekking.get_data()
        return {pad: data.contexts_by_lineno(str(PROJECT / pad)) for pad in self.modules}


class Keuze:
    """A pytest plugin: only these tests, in this order."""

    def __init__(self, namen: Sequence[str]) -> None:
        self._namen = namen

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = chosen(items, self._namen)


class Reeks:
    """A pytest plugin: once all tests are collected, each of many changes to a function is tried.

    A change is put in the function that everybody holds already, in a process forked for it. The
    tests that noticed an earlier change of that function look first: often they notice this one.
    """

    def __init__(self, proeven: Iterable[Proef], hoor: Callable[[bool], None]) -> None:
        self._proeven = proeven
        self._hoor = hoor
        self._merkten: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._wie = _WERK / f"wie-{os.getpid()}.txt"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for proef in self._proeven:
            merkten = self._merkten[f"{proef.module} {proef.functie}"]
            namen = sorted(proef.namen, key=lambda naam: -merkten[naam])
            self._wie.write_text("", encoding="utf-8")
            kind = _fork(lambda proef=proef, namen=namen: self._run(session, proef, namen))
            self._hoor(_passes(kind, proef.duur))
            merkten.update(self._wie.read_text(encoding="utf-8").splitlines())
        self._wie.unlink(missing_ok=True)
        return True

    def _run(self, session: pytest.Session, proef: Proef, namen: Sequence[str]) -> None:
        replace_function(proef.module, proef.functie, proef.bron)
        items = chosen(session.items, namen)
        for item, volgende in zip(items, [*items[1:], None], strict=True):
            _limit(proef.duren[function_of(item)])
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=volgende)
            if session.testsfailed:
                self._wie.write_text(function_of(item), encoding="utf-8")
                os._exit(1)


def _limit(duur: float) -> None:
    """End this process when a test computes far longer than it did: a loop without end is noticed.

    In time of the processor, so that a busy machine makes no difference.
    """
    gebruikt = time.process_time()
    grens = math.ceil(gebruikt + _GEDULD / 4 + 2 * duur)
    resource.setrlimit(resource.RLIMIT_CPU, (grens, resource.RLIM_INFINITY))


def chosen(items: Sequence[pytest.Item], namen: Sequence[str]) -> list[pytest.Item]:
    """The cases of these tests, in this order."""
    plaats = {naam: nummer for nummer, naam in enumerate(namen)}
    eigen = [item for item in items if function_of(item) in plaats]
    return sorted(eigen, key=lambda item: plaats[function_of(item)])


def replace_function(module: str, functie: str, bron: str) -> None:
    """Give a function of a module the body that it has in another source of that module."""
    doel: Any = importlib.import_module(module_name(module))
    code = compile(bron, str(PROJECT / module), "exec", dont_inherit=True)
    for naam in functie.split("."):
        doel = vars(doel)[naam]
        code = next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == naam)
    for laag in ("fget", "__func__", "__wrapped__"):
        doel = getattr(doel, laag, doel)
    doel.__code__ = code


def function_of(item: pytest.Item) -> str:
    """The name of a test, the same for all its cases."""
    return item.nodeid.partition("[")[0]


def measure(
    modules: Sequence[str], tests: Sequence[str]
) -> tuple[dict[str, float], dict[str, Any]]:
    """Seconds per test and tests per line, unchanged; RuntimeError if a test fails even so."""

    def run() -> Any:
        meting = Meting(modules)
        uitslag = pytest.main([*_OPTIES, *tests], plugins=[meting])
        return int(uitslag), meting.duur, meting.lines()

    with _pipe() as (lees, schrijf):
        kind = _fork(lambda: _send(schrijf, run()))
        os.close(schrijf)
        with os.fdopen(os.dup(lees), "rb") as stroom:
            inhoud = stroom.read()
        os.waitpid(kind, 0)
    if not inhoud or (antwoord := pickle.loads(inhoud))[0] != 0:
        raise RuntimeError(f"zonder mutant slagen deze tests al niet: {' '.join(tests)}")
    return antwoord[1], antwoord[2]


def survives(proef: Proef) -> bool:
    """Whether no test notices; the changed module is imported anew, and so is all that uses it."""

    def run() -> None:
        sys.meta_path.insert(0, Veranderd(proef.module, proef.bron))
        bestanden = dict.fromkeys(naam.partition("::")[0] for naam in proef.namen)
        os._exit(int(pytest.main([*_OPTIES, *bestanden], plugins=[Keuze(proef.namen)])) != 0)

    return _passes(_fork(run), proef.duur)


def survive(proeven: Sequence[Proef], tests: Sequence[str]) -> Iterator[bool]:
    """The same for many changes within a function, one after the other, and much faster."""
    with _pipe() as (lees, schrijf):
        reeks = Reeks(proeven, lambda leeft: os.write(schrijf, b"1" if leeft else b"0") and None)
        kind = _fork(lambda: pytest.main([*_OPTIES, *tests], plugins=[reeks]))
        os.close(schrijf)
        for _ in proeven:
            if not (uitslag := os.read(lees, 1)):
                raise RuntimeError(f"de tests zijn gestopt; zie {_log(os.getpid())}")
            yield uitslag == b"1"
        os.waitpid(kind, 0)


def _passes(kind: int, duur: float) -> bool:
    """Whether a process ends well; not if it never ends, for a loop is noticed as well."""
    tot = time.monotonic() + _GEDULD + _MAAL * duur
    while True:
        klaar, status = os.waitpid(kind, os.WNOHANG)
        if klaar:
            return status == 0
        if time.monotonic() > tot:
            os.kill(kind, signal.SIGKILL)
            os.waitpid(kind, 0)
            return False
        time.sleep(0.01)


def module_name(pad: str) -> str:
    """`ibt/kader/__init__.py` is `ibt.kader`."""
    return ".".join(Path(pad).with_suffix("").parts).removesuffix(".__init__")


class Veranderd(importlib.abc.MetaPathFinder):
    """Finds one module, with another source than its file holds."""

    def __init__(self, module: str, bron: str) -> None:
        self._pad = PROJECT / module
        self._pakket = self._pad.name == "__init__.py"
        self._naam = module_name(module)
        self._bron = bron

    def find_spec(self, naam: str, *_: Any) -> importlib.machinery.ModuleSpec | None:
        if naam != self._naam:
            return None
        lader = _Lader(naam, str(self._pad), self._bron)
        map_ = [str(self._pad.parent)] if self._pakket else None
        return importlib.util.spec_from_file_location(
            naam, self._pad, loader=lader, submodule_search_locations=map_
        )


class _Lader(importlib.machinery.SourceFileLoader):
    def __init__(self, naam: str, pad: str, bron: str) -> None:
        super().__init__(naam, pad)
        self._bron = bron

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._bron, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.get_code(module.__name__), module.__dict__)


def _log(pid: int) -> Path:
    """What the tests said that were tried last by this process."""
    return _WERK / f"laatste-{pid}.log"


def _fork(taak: Callable[[], Any]) -> int:
    """A child that does one thing, with what it says kept out of sight."""
    sys.stdout.flush()
    kind = os.fork()
    if kind:
        return kind
    code = 1
    try:
        os.chdir(PROJECT)
        stil = os.open(_log(os.getppid()), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stroom in (1, 2):
            os.dup2(stil, stroom)
        taak()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


@contextmanager
def _pipe() -> Iterator[tuple[int, int]]:
    lees, schrijf = os.pipe()
    try:
        yield lees, schrijf
    finally:
        os.close(lees)


def _send(schrijf: int, inhoud: Any) -> None:
    with os.fdopen(schrijf, "wb") as stroom:
        stroom.write(pickle.dumps(inhoud))
