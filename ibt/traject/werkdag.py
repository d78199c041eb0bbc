"""Working days: a computed term that ends on a weekend or holiday moves on (Keuze K7).

By analogy with the Algemene termijnenwet (art. 1 and 3), which does not apply to a beleidskader
itself: Saturday, Sunday and the feast days, with Bevrijdingsdag every year and Goede Vrijdag.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

VERSCHUIFT = "verschuift"


def shift_to_workday(dag: date, lezing: str) -> date:
    """The first working day on or after a day; the day itself under the reading `vast`."""
    if lezing != VERSCHUIFT:
        return dag
    while dag.weekday() >= 5 or dag in _feast_days(dag.year):
        dag += timedelta(days=1)
    return dag


@lru_cache
def _feast_days(jaar: int) -> frozenset[date]:
    """Bevrijdingsdag and Goede Vrijdag are `optional` for employers, but not for the law."""
    return frozenset(holidays.country_holidays("NL", years=jaar, categories=("public", "optional")))
