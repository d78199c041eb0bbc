"""An adopted round: that of the example, read once."""

from pathlib import Path

import pytest

from ibt.ronde import Ronde, load_ronde

WORTEL = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def vastgesteld() -> Ronde:
    """The example of 2026-01-01, adopted on 2026-02-17."""
    return load_ronde(WORTEL / "parameters" / "2026-01-01.yaml")


@pytest.fixture(scope="session")
def concept() -> Ronde:
    """The example of 2026-07-01, not adopted."""
    return load_ronde(WORTEL / "parameters" / "2026-07-01.yaml")
