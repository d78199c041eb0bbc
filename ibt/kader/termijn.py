"""Termijnregel: a term that the framework counts from an earlier step in the traject."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Termijnregel:
    """Within `dagen` days after `vanaf` (a code of the case file) `wie` must do what `code` names.

    Codes are those of `begrippen.traject.Mijlpaal`.
    """

    code: str
    vanaf: str
    dagen: int
    wie: str
    vindplaats: str
    normen: tuple[str, ...]
