"""How far a render is: a bar on a terminal, a line per report elsewhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

from tqdm import tqdm

from ibt.begrippen.tekst import visible

# What happened last goes first: a narrow terminal cuts off the end.
_VORM = "{n_fmt}/{total_fmt} {desc} |{bar}| nog {remaining}, {tempo}"
_NAAM = 20


class Balk:
    """Counts reports; names the last one, and on a terminal the rate and the time left too."""

    def __init__(self, totaal: int) -> None:
        self._totaal = totaal
        self._gedaan = 0
        _Tempo.set_lock(threading.RLock())
        self._tqdm = _Tempo(
            total=totaal,
            desc=_begin("Rapporten"),
            disable=None,
            dynamic_ncols=True,
            mininterval=0,  # the last of some quick ones would stay unseen while a slow one runs
            miniters=1,
            bar_format=_VORM,
        )

    def __enter__(self) -> Balk:
        return self

    def __exit__(
        self,
        soort: type[BaseException] | None,
        fout: BaseException | None,
        spoor: TracebackType | None,
    ) -> None:
        self._tqdm.close()

    def step(self, over: str, mislukt: bool) -> None:
        """One more report is done."""
        self._gedaan += 1
        zin = visible(f"{over}{': mislukt' if mislukt else ''}")
        if self._tqdm.disable:
            print(f"{self._gedaan}/{self._totaal} {zin}", file=sys.stderr, flush=True)
            return
        self._tqdm.set_description_str(_begin(zin), refresh=False)
        self._tqdm.update()

    def say(self, zin: str) -> None:
        """A sentence beside the bar, which goes on below it."""
        _Tempo.write(visible(zin), file=sys.stderr)


class _Tempo(tqdm):  # type: ignore[misc]
    """tqdm, which also knows how many there are in a minute: in a second it is often a fraction.

    Its lock is of this process alone: tqdm's own would be shared with each notebook that is forked.
    It starts no thread that looks whether the bar moves.
    """

    monitor_interval = 0

    @property
    def format_dict(self) -> MutableMapping[str, Any]:
        """What a bar may say."""
        alles: MutableMapping[str, Any] = super().format_dict
        # When it closes only the whole is known.
        duur = alles["elapsed"]
        tempo = alles["rate"] or (alles["n"] / duur if duur else 0)
        return {**alles, "tempo": f"{_number(60 * tempo)} per minuut" if tempo else "…"}


def _number(tempo: float) -> str:
    return f"{tempo:.0f}" if tempo >= 10 else f"{tempo:.1f}".replace(".", ",")


def _begin(zin: str) -> str:
    """As wide for most names: else the bar would jump."""
    return zin.ljust(_NAAM)
