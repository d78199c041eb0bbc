"""The case file of one invented gemeente, and its traject on a day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ibt.begrippen.bevinding import SOORTEN, Bevinding
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.traject import Mijlpaal, Traject
from ibt.kader.utrecht_2024 import UTRECHT_2024
from ibt.traject import Vraag, follow_traject

GEMEENTE = Gemeente("GM9001", "Verzonnendam", "Verzonnen", date(2000, 1, 1))


def finding(soort: str, datum: str, **velden: Any) -> Bevinding:
    """A finding of the day `datum`; only what matters is named."""
    algemeen = {"gemeente": "GM9001", "soort": soort, "beoordelaar": "A", "datum": datum}
    return SOORTEN[soort].model_validate({**algemeen, "motivering": "omdat", **velden})


@pytest.fixture(scope="session")
def stuk() -> Callable[..., Bevinding]:
    """`stuk("brief_verzonden", "2026-07-20")`: a finding on file."""
    return finding


@pytest.fixture(scope="session")
def follow() -> Callable[..., Traject]:
    """The traject of the gemeente on a day; by default on trede 3 since 1 July 2026."""

    def run(
        *stukken: Bevinding,
        vandaag: str = "2026-12-01",
        trede: int = 3,
        intrede: str = "2026-07-01",
    ) -> Traject:
        return follow_traject(
            Vraag(
                GEMEENTE,
                trede,
                date.fromisoformat(intrede),
                date(2026, 7, 1),
                stukken,
                date.fromisoformat(vandaag),
                UTRECHT_2024,
            )
        )

    return run


@pytest.fixture(scope="session")
def milestone(follow: Callable[..., Traject]) -> Callable[..., Mijlpaal]:
    """One milestone of the traject: `milestone("gesprek", *stukken, vandaag="2026-08-01")`."""

    def run(code: str, *stukken: Bevinding, **anders: Any) -> Mijlpaal:
        mijlpaal = follow(*stukken, **anders).find(code)
        assert mijlpaal is not None
        return mijlpaal

    return run
