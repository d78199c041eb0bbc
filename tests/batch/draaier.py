"""Makes a round of very short reports at each request, in a process of its own that may be killed.

Started by test_afgebroken.py: `draaier.py RONDE MAP`. Per line of input, which is what the reports
say, it prints the process that began, and later how that ended. What is slow once is done before.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rocrate.rocrate import ROCrate  # noqa: F401

from ibt.batch import render
from ibt.batch.notebooks import find_notebooks
from ibt.batch.opdracht import Gemaakt, Opdracht
from ibt.batch.plan import make_plan
from ibt.batch.schrijf import write_file
from ibt.batch.verzoek import Verzoek
from ibt.rapport.typst import typst_piece
from ibt.ronde import load_ronde


def make(ronde: Path, uit: Path, woord: str) -> None:
    """A round as `ibt render` makes it, but for the kernels."""

    def rapporten(opdrachten: Sequence[Opdracht], *rest: Any) -> tuple[Gemaakt, ...]:
        gemaakt = []
        for opdracht in opdrachten:
            html = f"<p>rapport van {opdracht.naam}: {woord}</p>"
            for pad in opdracht.files():
                write_file(pad, html.encode())
            gemaakt.append(Gemaakt(opdracht.naam, stuk=typst_piece(html, opdracht.naam)))
            rest[-1](gemaakt[-1])
        return tuple(gemaakt)

    render.run_opdrachten = rapporten
    render.render_ronde(load_ronde(ronde), uit, find_notebooks(), Verzoek(warm=False))


def main() -> None:
    """Until there is no more input."""
    ronde, uit = Path(sys.argv[1]), Path(sys.argv[2])
    make_plan(load_ronde(ronde), find_notebooks())  # not Typst: its threads are lost in a fork
    for regel in sys.stdin:
        if (kind := os.fork()) == 0:
            os.setsid()
            make(ronde, uit, regel.strip())
            os._exit(0)
        print(kind, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
