"""A figure that is tried: the number itself, or text that says how many more or fewer."""

from __future__ import annotations

import re
from numbers import Integral
from typing import Any

_ERBIJ = re.compile(r"(?P<teken>[+-])\s*(?P<aantal>\d{1,9})\s*(?P<procent>%?)")

# A number, or how many more or fewer: "+5", "-3", "+20%".
Getal = int | str


def is_whole(waarde: Any) -> bool:
    """Whether it is a whole number; Python takes yes and no for numbers too."""
    return isinstance(waarde, Integral) and not isinstance(waarde, bool)


def is_verandering(waarde: Any) -> bool:
    """Whether it is a whole number, or text that says how many more or fewer."""
    if isinstance(waarde, str):
        return _ERBIJ.fullmatch(waarde.strip()) is not None
    return is_whole(waarde)


def changed(nu: int, waarde: Getal) -> int:
    """The number that is meant where it is now `nu`; half a person is rounded up."""
    if not isinstance(waarde, str):
        return int(waarde)
    deel = _ERBIJ.fullmatch(waarde.strip())
    assert deel is not None
    aantal = int(deel["aantal"])
    if deel["procent"]:
        aantal = (2 * abs(nu) * aantal + 100) // 200
    return nu + aantal if deel["teken"] == "+" else nu - aantal
