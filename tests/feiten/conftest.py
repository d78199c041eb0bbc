"""A row of figures for the ladder."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from ibt.beoordeling.effect import KOLOMMEN


@pytest.fixture(scope="session")
def frame() -> Callable[..., pd.DataFrame]:
    """One gemeente to classify; what a test does not name is nought."""

    def make(**kolommen: Any) -> pd.DataFrame:
        nul = dict.fromkeys((*KOLOMMEN, "verschoonbaar_vorig"), 0)
        return pd.DataFrame([{**nul, **kolommen}])

    return make
