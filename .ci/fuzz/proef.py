"""One input through `ibt check`, and what may not happen: a traceback, a hang, a file written."""

import contextlib
import faulthandler
import io
import json
import os
import signal
import sys
import unicodedata
import zlib
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

from zaden import PROJECT, RONDE

# Processor time, for the machine may be busy; a wait without work ends the whole run after this.
SECONDEN, WACHT = 5, 120
_SCHRIJVEN = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_VERBODEN = (
    *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate"),
    *("socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"),
)
_PAGINA = {True: ("voortgang", "voortgang_provincie"), False: ("gemeente", "provincie")}


class Gevonden(Exception):
    """Something that may not happen, named so that the same thing is named the same."""


class TeTraag(Gevonden):
    """The input took longer than it may; a busy machine can make that of one that does not."""


class _Traag(BaseException):
    """The input took longer than it may."""


class Proef:
    """Writes the files of an input in a folder of its own and reads them as `ibt check` does."""

    def __init__(self, map_: Path, pagina_per: int = 20) -> None:
        self.map, self.pagina_per = map_, pagina_per
        self.geteld: Counter[str] = Counter()
        self._bewaakt = False
        sys.addaudithook(self._audit)
        signal.signal(signal.SIGPROF, _too_slow)
        self._cellen = {naam: _cells(naam) for paar in _PAGINA.values() for naam in paar}

    def run(self, bestanden: dict[str, bytes]) -> None:
        """Gevonden when anything but the program's own error comes out."""
        pad = write(self.map / "in", bestanden)
        faulthandler.dump_traceback_later(WACHT, exit=True)
        signal.setitimer(signal.ITIMER_PROF, SECONDEN)
        self._bewaakt = True
        try:
            self._read(pad, zlib.crc32(b"".join(bestanden.values())))
        except _Traag as fout:
            raise TeTraag(f"langer dan {SECONDEN} s bezig, in {_place(fout)}") from fout
        except Gevonden:
            raise
        except BaseException as fout:
            if isinstance(fout, KeyboardInterrupt):
                raise
            raise Gevonden(f"{type(fout).__name__} in {_place(fout)}: {str(fout)[:200]}") from fout
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self._bewaakt = False
            faulthandler.cancel_dump_traceback_later()

    def _read(self, pad: Path, toeval: int) -> None:
        from ibt.begrippen.fout import IbtFout, InvoerFout, KaderFout
        from ibt.cli.melden import fault_text

        self.geteld["gelezen"] += 1
        scherm = io.StringIO()
        try:
            with contextlib.redirect_stdout(scherm), contextlib.redirect_stderr(scherm):
                ronde = _check(pad)
        except InvoerFout as fout:
            self.geteld["geweigerd"] += 1
            _require_plain(fault_text(fout))
            return
        except (KaderFout, IbtFout) as fout:
            raise Gevonden(f"{type(fout).__name__}: {str(fout)[:200]}") from fout
        _require_plain(scherm.getvalue())
        self.geteld["goedgekeurd"] += 1
        _assess(ronde)
        if toeval % self.pagina_per == 0:
            self.geteld["tot en met de bladzijden"] += 1
            self._pages(ronde)

    def _pages(self, ronde: Any) -> None:
        """The notebooks' own cells for a gemeente and the overview, the letters, the agenda."""
        from ibt.batch.brieven import make_brieven
        from ibt.batch.notebooks import find_notebooks, find_sjabloon
        from ibt.rapport.agenda import make_ics
        from ibt.ronde import volg_trajecten

        code = ronde.gemeenten[0].code
        for naam in _PAGINA[ronde.is_voortgang]:
            namen: dict[str, Any] = {"rondebestand": str(ronde.pad), "gemeentecode": code}
            for cel in self._cellen[naam]:
                exec(cel, namen)
        make_brieven(ronde, find_sjabloon(find_notebooks()))
        make_ics(volg_trajecten(ronde), ronde.verslag, ronde.kader)

    def _audit(self, gebeurtenis: str, args: tuple[Any, ...]) -> None:
        if not self._bewaakt:
            return
        if gebeurtenis == "open":
            if isinstance(args[2], int) and args[2] & _SCHRIJVEN and args[0] != os.devnull:
                raise Gevonden(f"schrijft een bestand: {args[0]}")
        elif gebeurtenis in _VERBODEN:
            raise Gevonden(f"doet {gebeurtenis} {args[:2]}")


def write(map_: Path, bestanden: dict[str, bytes]) -> Path:
    """The files in a folder that holds nothing else; gives the round file."""
    for pad in map_.rglob("*"):
        if pad.is_file() and pad.relative_to(map_).as_posix() not in bestanden:
            pad.unlink()
    for naam, inhoud in bestanden.items():
        pad = map_ / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(inhoud)
    return map_ / RONDE


def _check(pad: Path) -> Any:
    from ibt.cli.opdrachten import load

    return load(pad)[0]


def _assess(ronde: Any) -> None:
    from ibt.batch.tabel import resultaat_csv, resultaat_xlsx

    resultaat_csv(ronde.resultaat)
    resultaat_xlsx(ronde.resultaat, ronde.peildatum.datum, ronde.cijfers.is_voorbeeld)


def _require_plain(tekst: str) -> None:
    """A message may steer no terminal and turn no line around."""
    vreemd = {t for t in tekst if unicodedata.category(t) in ("Cc", "Cf", "Cs") and t != "\n"}
    if vreemd:
        raise Gevonden(f"melding met stuurtekens {sorted(map(ascii, vreemd))}")


def _cells(naam: str) -> list[Any]:
    tekst = (PROJECT / f"notebooks/{naam}.ipynb").read_text(encoding="utf-8")
    cellen = [cel for cel in json.loads(tekst)["cells"] if cel["cell_type"] == "code"]
    return [
        compile("".join(cel["source"]), f"{naam}.ipynb", "exec")
        for cel in cellen
        if "parameters" not in cel["metadata"].get("tags", [])
    ]


def _too_slow(_nummer: int, _frame: FrameType | None) -> None:
    raise _Traag


def _place(fout: BaseException) -> str:
    """The last line of our own program before it went wrong."""
    spoor, plek = fout.__traceback__, "?"
    while spoor is not None:
        bestand = spoor.tb_frame.f_code.co_filename
        if f"{os.sep}ibt{os.sep}" in bestand and "site-packages" not in bestand:
            plek = f"{bestand.rpartition(f'{os.sep}ibt{os.sep}')[2]}:{spoor.tb_lineno}"
        spoor = spoor.tb_next
    return plek
