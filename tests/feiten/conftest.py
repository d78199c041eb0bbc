"""A row of figures for the ladder."""

from collections.abc import Callable

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def frame() -> Callable[..., pd.DataFrame]:
    """One gemeente to classify; what a test does not name counts as none."""
    return lambda **kolommen: pd.DataFrame([kolommen])
