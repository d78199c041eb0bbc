#!/usr/bin/env python3
"""One process that tries inputs: `motor.py hypothesis|atheris ZAAD AANTAL MAP`."""

import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from keuze import Keuze
from muteren import mutate, unchanged
from proef import Gevonden, Proef, TeTraag, write
from zaden import Zaad, make_zaden

# More choices than any input takes.
_LANGSTE = 160
# Files that live for some milliseconds need no disk.
_GEHEUGEN = "/dev/shm" if os.path.isdir("/dev/shm") else None
# So many different things are looked for before it stops.
_GENOEG = 20
# In a fresh clone Python itself writes what it compiled, and that would count as a file written.
sys.dont_write_bytecode = True


class Zoektocht:
    """Tries inputs and keeps, of each different thing that went wrong, the shortest."""

    def __init__(self, soort: str, zaad: int, bewaren: Path) -> None:
        self.soort, self.zaad, self.bewaren = soort, zaad, bewaren
        self.proef = Proef(Path(tempfile.mkdtemp(prefix="ibt-fuzz-", dir=_GEHEUGEN)))
        self.zaden = self._weighed(make_zaden())
        self.gevonden: dict[str, int] = {}
        self.begin = time.monotonic()

    def _weighed(self, zaden: list[Zaad]) -> list[Zaad]:
        """The rounds that are accepted as they are, more often than those that are not.

        Some findings need another trede than the example has; they are read all the same.
        """
        goed = []
        for zaad in zaden:
            voor = self.proef.geteld["goedgekeurd"]
            self.proef.run(unchanged(zaad))
            goed += [zaad] * (self.proef.geteld["goedgekeurd"] - voor)
        self.proef.geteld.clear()
        return [*goed, *goed, *zaden]

    def attempt(self, bytes_: bytes) -> str | None:
        """What went wrong with the input that these bytes choose, if anything."""
        bestanden = mutate(self.zaden, Keuze(bytes_))
        try:
            self._run(bestanden)
        except Gevonden as fout:
            sleutel = str(fout).split(":", 2)
            self._keep(":".join(sleutel[:2]), len(bytes_), bestanden, fout)
            return str(fout)
        aantal = self.proef.geteld["gelezen"]
        if aantal % 5000 == 0:
            print(f"  {self.soort}: {aantal} in {time.monotonic() - self.begin:.0f} s", flush=True)
        return None

    def _run(self, bestanden: dict[str, bytes]) -> None:
        """Once more where it took long: only what takes long each time hangs."""
        try:
            self.proef.run(bestanden)
        except TeTraag:
            self.proef.geteld["traag, en de tweede keer niet"] += 1
            self.proef.run(bestanden)

    def _keep(self, sleutel: str, lengte: int, bestanden: dict[str, bytes], fout: Gevonden) -> None:
        if lengte >= self.gevonden.get(sleutel, sys.maxsize):
            return
        nummer = (
            list(self.gevonden).index(sleutel) if sleutel in self.gevonden else len(self.gevonden)
        )
        if sleutel not in self.gevonden:
            print(f"GEVONDEN ({self.soort}, zaad {self.zaad}): {fout}", flush=True)
        self.gevonden[sleutel] = lengte
        map_ = self.bewaren / f"{self.soort}-{self.zaad}-{nummer}"
        pad = write(map_, bestanden)
        spoor = "".join(traceback.format_exception(fout))
        (map_ / "spoor.txt").write_text(spoor, encoding="utf-8", errors="backslashreplace")
        (map_ / "herhaal.txt").write_text(f".venv/bin/ibt check '{pad}'\n", encoding="utf-8")

    def finish(self) -> None:
        """What was tried, and the one command per thing that repeats it."""
        geteld = ", ".join(f"{aantal} {wat}" for wat, aantal in self.proef.geteld.items())
        print(f"{self.soort}, zaad {self.zaad}: {geteld}, in {time.monotonic() - self.begin:.0f} s")
        for nummer, sleutel in enumerate(self.gevonden):
            pad = self.bewaren / f"{self.soort}-{self.zaad}-{nummer}" / "herhaal.txt"
            print(f"  {sleutel}\n    {pad.read_text(encoding='utf-8').strip()}")
        sys.stdout.flush()
        os._exit(1 if self.gevonden else 0)


def with_hypothesis(zoek: Zoektocht, aantal: int) -> None:
    """Hypothesis draws the bytes, and looks for shorter ones where something went wrong."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    for ronde in range(_GENOEG):
        nog = aantal - zoek.proef.geteld["gelezen"]
        if nog <= 0 or not _explore(
            zoek, given, settings, seed, st, HealthCheck, Phase, nog, ronde
        ):
            return


def _explore(zoek, given, settings, seed, st, health, phase, nog, ronde) -> bool:  # type: ignore[no-untyped-def]
    """One search of hypothesis; whether something new was found, so that it goes on after it."""
    bekend = set(zoek.gevonden)

    @settings(
        max_examples=nog,
        database=None,
        deadline=None,
        suppress_health_check=list(health),
        phases=[phase.generate, phase.shrink],
    )
    @seed(zoek.zaad + ronde)
    @given(st.binary(max_size=_LANGSTE))
    def probe(bytes_: bytes) -> None:
        fout = zoek.attempt(bytes_)
        if fout is not None and ":".join(fout.split(":", 2)[:2]) not in bekend:
            raise AssertionError(fout)

    try:
        probe()
    except BaseException as fout:
        if isinstance(fout, KeyboardInterrupt):
            raise
        return True
    return False


def with_atheris(zoek: Zoektocht, aantal: int) -> None:
    """atheris changes the bytes by which lines of `ibt` they reach."""
    import atheris

    def probe(bytes_: bytes) -> None:
        if zoek.proef.geteld["gelezen"] >= aantal or len(zoek.gevonden) >= _GENOEG:
            zoek.finish()
        zoek.attempt(bytes_)

    corpus = Path(tempfile.mkdtemp(prefix="ibt-corpus-"))
    toeval = random.Random(zoek.zaad)
    for nummer in range(200):
        (corpus / str(nummer)).write_bytes(toeval.randbytes(toeval.randrange(8, _LANGSTE)))
    opties = ["-runs=-1", f"-seed={zoek.zaad}", f"-max_len={_LANGSTE}", "-timeout=300"]
    atheris.Setup([sys.argv[0], *opties, "-verbosity=0", str(corpus)], probe)
    atheris.Fuzz()


def load_program(soort: str) -> None:
    """Import everything before the first input; for atheris with its counters built in."""
    modules = ("ibt.cli.opdrachten", "ibt.batch.brieven", "ibt.batch.tabel", "ibt.rapport.agenda")
    if soort == "atheris":
        import atheris

        with atheris.instrument_imports(include=["ibt"]):
            for naam in modules:
                __import__(naam)
    for naam in (*modules, "matplotlib.pyplot", "ibt.rapport.gemeente", "ibt.rapport.provincie"):
        __import__(naam)


def main() -> None:
    soort, zaad, aantal, map_ = sys.argv[1:5]
    os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="ibt-mpl-")
    load_program(soort)
    zoek = Zoektocht(soort, int(zaad), Path(map_))
    # What is made once (fonts, templates) is made before anything is guarded.
    motoren: dict[str, Callable[[Zoektocht, int], None]] = {
        "hypothesis": with_hypothesis,
        "atheris": with_atheris,
    }
    motoren[soort](zoek, int(aantal))
    zoek.finish()


if __name__ == "__main__":
    main()
