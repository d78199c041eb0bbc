"""Some reports of a round are of an earlier time: said in the same words wherever it is read."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Node, div, p

from ibt.rapport.getal import opsomming
from ibt.rapport.opmaak import nadruk


def outdated_box(namen: Sequence[str], toelichting: str = "") -> Node:
    """A box that names those reports; nothing where there are none.

    `toelichting` says what the page itself follows.
    """
    if not namen:
        return None
    return div(".kader.kader-let-op")[
        p[
            nadruk("Deze ronde is niet in één keer gemaakt. "),
            toelichting,
            "Van een eerdere keer, uit andere invoer of met een ander programma dan de rest: "
            f"{opsomming(list(namen))}. Maak de hele ronde opnieuw voordat u haar gebruikt.",
        ]
    ]
