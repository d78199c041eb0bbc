"""Working days: a computed term that ends on a weekend or holiday moves on.

By analogy with the Algemene termijnenwet (art. 1 and 3), which does not apply to a beleidskader
itself: Saturday, Sunday and the feast days, with Bevrijdingsdag every year and Goede Vrijdag.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

# Nieuwjaarsdag, Koningsdag, Bevrijdingsdag, both days of Christmas: month and day. Where Koningsdag
# is held a day earlier, both days are in a weekend.
_VAST = {(1, 1), (4, 27), (5, 5), (12, 25), (12, 26)}
# Goede Vrijdag, tweede paasdag, Hemelvaartsdag, tweede pinksterdag: days after Easter.
_NA_PASEN = {-2, 1, 39, 50}


def next_workday(dag: date) -> date:
    """The first working day on or after a day."""
    while dag.weekday() >= 5 or _is_feast(dag):
        dag += timedelta(days=1)
    return dag


def _is_feast(dag: date) -> bool:
    return (dag.month, dag.day) in _VAST or (dag - easter(dag.year)).days in _NA_PASEN
