"""Who may take a decision of treden 4 to 6: gedeputeerde staten, or somebody on their behalf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator

from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.veld import Tekst

GEDEPUTEERDE_STATEN = "gedeputeerde staten"
NAMENS = f"namens {GEDEPUTEERDE_STATEN}"
_ORGANEN = (GEDEPUTEERDE_STATEN, NAMENS)


def _organ(waarde: object) -> object:
    """An organ of the list as it is written there; anything else as it stands."""
    if isinstance(waarde, str) and (klein := " ".join(waarde.lower().split())) in _ORGANEN:
        return klein
    return waarde


Orgaan = Annotated[Tekst, BeforeValidator(_organ)]


def is_organ(orgaan: str) -> bool:
    """Whether the framework gives this organ a say on treden 4 to 6."""
    return orgaan in _ORGANEN


def organ_fault(orgaan: str | None, kader: Kadertekst) -> Iterator[tuple[str, str | None]]:
    """What is wrong with the organ of a decision; nothing where none is named."""
    if orgaan is not None and not is_organ(orgaan):
        yield f"orgaan moet {' of '.join(_ORGANEN)} zijn{kader.bij('orgaan')}", orgaan


def on_behalf_fault(wat: str, orgaan: str | None, plaats: str) -> Iterator[tuple[str, str | None]]:
    """What only gedeputeerde staten themselves can decide."""
    if orgaan == NAMENS:
        yield f"{wat} is van {GEDEPUTEERDE_STATEN} zelf{plaats}", orgaan
