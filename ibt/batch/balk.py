"""How far a render is: a bar on a terminal, a line per report elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType

from tqdm import tqdm

from ibt.begrippen.tekst import visible

# What happened last goes first: a narrow terminal cuts off the end.
_VORM = "{n_fmt}/{total_fmt} {desc} |{bar}| nog {remaining}, {rate_fmt}"
_NAAM = 20


class Balk:
    """Counts reports; names the last one, and on a terminal the rate and the time left too."""

    def __init__(self, totaal: int) -> None:
        self._totaal = totaal
        self._gedaan = 0
        self._tqdm = tqdm(
            total=totaal,
            desc=_begin("Rapporten"),
            unit="rapport",
            disable=None,
            dynamic_ncols=True,
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
        tqdm.write(visible(zin), file=sys.stderr)


def _begin(zin: str) -> str:
    """As wide for most names: else the bar would jump."""
    return zin.ljust(_NAAM)
