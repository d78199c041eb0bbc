#!/usr/bin/env python3
"""`make fuzz`: 100,000 wrong inputs through `ibt check`; what goes wrong is kept, to be repeated.

Hypothesis draws them from rounds that are right; the same seed and number draw the same. Only our
own error may come out, in time, and nothing may be written. It takes half an hour on two cores.
"""

import argparse
import faulthandler
import io
import os
import re
import shutil
import signal
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd
import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from samen import PROJECT, run_cells

from ibt.batch.brieven import make_brieven
from ibt.batch.notebooks import find_notebooks, find_sjabloon
from ibt.begrippen.fout import InvoerFout
from ibt.cli.melden import fault_text
from ibt.cli.opdrachten import check
from ibt.rapport.agenda import make_ics
from ibt.rapport.werkblad import resultaat_csv, resultaat_xlsx
from ibt.ronde import load_ronde, volg_trajecten

BEWAREN, ZAAD = PROJECT / ".fuzz", PROJECT / ".ci/zaad"
# Processor time, for the machine may be busy; a wait without work ends the whole run after this.
SECONDEN, WACHT = 5, 120
VERBODEN = re.compile(
    r"os\.(mkdir|rename|remove|rmdir|symlink|link|truncate|system|exec|posix_spawn|fork)"
    r"|socket\.connect|subprocess\.Popen"
)
# What people, or programs, put where something else belongs; beside what hypothesis thinks of.
VIJANDIG = [
    *(ZAAD / "woorden.txt").read_text(encoding="utf-8").split(),
    *("", "\0", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\ue000", "\r", "\t", "\n"),
    *("9" * 400, "x" * 21_000, "a/" * 300, "[" * 30, "1" + ":1" * 200, "0x" + "f" * 5000),
    *("&a [*a]", "2026-07-01 25:00:00", "0001-01-01 00:00:00 +23:59", "a\nATTENDEE:x"),
]
STUK = st.sampled_from(VIJANDIG) | st.text(max_size=20) | (st.integers() | st.floats()).map(str)


class Traag(BaseException):
    """The input took longer than it may."""

    @classmethod
    def stop(cls, *_: object) -> NoReturn:
        raise cls(f"langer dan {SECONDEN} s bezig")


def make_zaden() -> list[dict[str, str]]:
    """Rounds that are right, as texts by file: an assessment, a midpoint, each kind of finding."""
    juli, april = (
        {pad.name: pad.read_text(encoding="utf-8") for pad in sorted((ZAAD / map_).iterdir())}
        for map_ in ("juli", "april")
    )
    tekst = (PROJECT / "docs/bevindingen.md").read_text(encoding="utf-8")
    stukken = yaml.safe_load("".join(re.findall(r"```yaml\n(.*?)```", tekst, flags=re.S)))
    for nummer, stuk in enumerate(stukken):
        stuk["gemeente"] = ("Amersfoort", "Utrecht")[nummer % 2]
    drie = [yaml.safe_dump(stukken[n : n + 3]) for n in range(0, len(stukken), 3)]
    apart = [juli | {"bevindingen.yaml": tekst} for tekst in drie]
    return [juli, juli | april] * len(apart) + apart


@st.composite
def rondes(draw: st.DrawFn, zaden: list[dict[str, str]]) -> dict[str, bytes]:
    """The files of a round by name, of which one to three are wrong."""
    zaad, fout = {**draw(st.sampled_from(zaden))}, {}
    namen = draw(st.lists(st.sampled_from([*zaad]), min_size=1, max_size=3, unique=True))
    for naam in sorted(namen, key="ronde.yaml".__eq__):  # that one last: it names the others
        tekst, doel, maak = zaad.pop(naam), naam, wrong_texts
        if naam.endswith("csv") and draw(st.booleans()):
            doel, maak = f"{naam[:-3]}xlsx", wrong_workbooks
            zaad["ronde.yaml"] = zaad["ronde.yaml"].replace(naam, doel)
        inhoud = fout[doel] = draw(maak(tekst))
        if draw(st.integers(0, 3)) == 0:
            plek = draw(st.integers(0, len(inhoud)))
            tot = plek + draw(st.integers(0, 64))
            fout[doel] = inhoud[:plek] + draw(st.binary(max_size=16)) + inhoud[tot:]
    return fout | {naam: tekst.encode() for naam, tekst in zaad.items()}


@st.composite
def wrong_texts(draw: st.DrawFn, tekst: str) -> bytes:
    """Some lines or words gone, double, moved, longer, or something else altogether."""
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 3]))):
        stukken = re.split(draw(st.sampled_from([r"(?<=\n)", r"([\s,:<>\"=]+)"])), tekst)
        plek = draw(st.integers(0, len(stukken) - 1))
        erbij = st.tuples(st.just(stukken[plek]), STUK).map("".join)
        stukken[plek] = draw(STUK | erbij | st.sampled_from(["", *stukken]))
        tekst = "".join(stukken)
    codering = draw(st.sampled_from([*["utf-8"] * 3, "utf-8-sig", "cp1252", "utf-16"]))
    return tekst.encode(codering, "replace")


@st.composite
def wrong_workbooks(draw: st.DrawFn, tekst: str) -> bytes:
    """A workbook of which one part is wrong."""
    goed, fout = io.BytesIO(), io.BytesIO()
    pd.read_csv(io.StringIO(tekst)).to_excel(goed, index=False)
    with zipfile.ZipFile(goed) as heel, zipfile.ZipFile(fout, "w") as kapot:
        deel = draw(st.sampled_from([*["xl/sharedStrings.xml"] * 9, *heel.namelist()]))
        for naam in heel.namelist():
            inhoud = heel.read(naam)
            kapot.writestr(naam, draw(wrong_texts(inhoud.decode())) if naam == deel else inhoud)
    return fout.getvalue()


class Proef:
    """Reads inputs as `ibt check` does, guarded; keeps what goes wrong, of each kind the last."""

    def __init__(self, naam: str, zaden: list[dict[str, str]]) -> None:
        self.map, self.bewaakt, self.geteld = BEWAREN / naam, False, Counter[str]()
        for zaad in zaden[:2]:  # what is made once writes files
            self._check({naam: tekst.encode() for naam, tekst in zaad.items()}, verder=True)
        assert not self.geteld.pop("geweigerd", 0)
        self.geteld.clear()
        sys.addaudithook(self._audit)
        signal.signal(signal.SIGPROF, Traag.stop)

    def run(self, bestanden: dict[str, bytes]) -> None:
        """AssertionError on all but our own error; what is slow once is tried again."""
        verder = self.geteld["aanvaard"] % 10 == 9
        try:
            with suppress(Traag):
                return self._check(bestanden, verder)
            self._check(bestanden, verder)
        except KeyboardInterrupt:
            raise
        except BaseException as fout:
            plek = traceback.extract_tb(fout.__traceback__)[-1]
            wat = f"{type(fout).__name__}-{Path(plek.filename).name}-{plek.lineno}"
            shutil.copytree(self.map, BEWAREN / wat, dirs_exist_ok=True)
            hoe = f".venv/bin/ibt check {BEWAREN.name}/{wat}/ronde.yaml"
            raise AssertionError(f"{ascii(fout)[:200]}; nog eens: {hoe}") from fout

    def _check(self, bestanden: dict[str, bytes], verder: bool) -> None:
        shutil.rmtree(self.map, ignore_errors=True)
        self.map.mkdir(parents=True)
        for naam, inhoud in bestanden.items():
            (self.map / naam).write_bytes(inhoud)
        faulthandler.dump_traceback_later(WACHT, exit=True)
        signal.setitimer(signal.ITIMER_PROF, SECONDEN)
        self.bewaakt = True
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                check.callback(self.map / "ronde.yaml")
        except InvoerFout as fout:
            self.geteld["geweigerd"] += 1
            fault_text(fout)
        else:
            self.geteld["aanvaard"] += 1
            ronde = load_ronde(self.map / "ronde.yaml")
            resultaat_csv(ronde.resultaat)
            resultaat_xlsx(ronde.resultaat, ronde.peildatum.datum, ronde.cijfers.is_voorbeeld)
            if verder:
                self.geteld["met bladzijden"] += 1
                soort = "voortgang" if ronde.is_voortgang else ""
                run_cells(soort or "gemeente", self.map / "ronde.yaml", "GM0344")
                run_cells(f"{soort}_provincie".strip("_"), self.map / "ronde.yaml", "")
                make_brieven(ronde, find_sjabloon(find_notebooks()))
                make_ics(volg_trajecten(ronde), ronde.verslag, ronde.kader)
        finally:
            self.bewaakt = False
            signal.setitimer(signal.ITIMER_PROF, 0)
            faulthandler.cancel_dump_traceback_later()

    def _audit(self, gebeurtenis: str, args: tuple[Any, ...]) -> None:
        if self.bewaakt:
            schrijft = gebeurtenis == "open" and isinstance(args[2], int) and args[2] & 3
            if VERBODEN.fullmatch(gebeurtenis) or (schrijft and args[0] != os.devnull):
                raise AssertionError(f"{gebeurtenis} {args[:2]}")


def search(zaad: int, aantal: int) -> tuple[Counter[str], str]:
    """So many inputs in this process: what was counted, and what was found."""
    zaden = make_zaden()
    proef, gevonden = Proef(f"bezig-{zaad}", zaden), ""
    hoe = {"database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
    zoek = settings(max_examples=aantal, phases=[Phase.generate, Phase.shrink], **hoe)
    try:
        zoek(seed(zaad)(given(rondes(zaden))(lambda bestanden: proef.run(bestanden))))()
    except (AssertionError, ExceptionGroup):
        gevonden = traceback.format_exc()
    shutil.rmtree(proef.map)
    return proef.geteld, gevonden


def main() -> None:
    opties = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    opties.add_argument("--aantal", type=int, default=100_000, help="hoeveel invoeren samen")
    opties.add_argument("--zaad", type=int, default=int.from_bytes(os.urandom(4), "big"))
    keus = opties.parse_args()
    print(f"Nog eens: make fuzz OPTIES='--zaad {keus.zaad} --aantal {keus.aantal}'", flush=True)
    os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="ibt-mpl-")
    sys.dont_write_bytecode = True  # in a fresh clone that would count as a file written
    with ProcessPoolExecutor(2) as twee:
        helften = [*twee.map(search, (keus.zaad, keus.zaad + 1), (keus.aantal // 2,) * 2)]
    (geteld, gevonden), (ook_geteld, ook_gevonden) = helften
    print(", ".join(f"{n} {wat}" for wat, n in sorted((geteld + ook_geteld).items())))
    if gevonden or ook_gevonden:
        sys.exit(f"{gevonden}{ook_gevonden}Er ging iets mis: elke invoer staat in .fuzz/")
    print("Niets gevonden: geen interne fout, niets dat blijft hangen, niets weggeschreven.")


if __name__ == "__main__":
    main()
