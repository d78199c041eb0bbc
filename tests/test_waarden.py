"""Nouns and outcomes are values: who holds one can rely on what it says."""

import pkgutil
from dataclasses import is_dataclass
from importlib import import_module

KAMERS = ("begrippen", "kader", "beoordeling", "traject")


def own_dataclasses(kamer: str) -> list[type]:
    """Every dataclass that a room makes itself."""
    pakket = import_module(f"ibt.{kamer}")
    namen = [een.name for een in pkgutil.walk_packages(pakket.__path__, f"ibt.{kamer}.")]
    modules = [pakket, *map(import_module, namen)]
    return [
        soort
        for module in modules
        for soort in vars(module).values()
        if is_dataclass(soort) and isinstance(soort, type) and soort.__module__ == module.__name__
    ]


def test_no_value_can_be_changed_after_it_was_made() -> None:
    soorten = [soort for kamer in KAMERS for soort in own_dataclasses(kamer)]
    assert {"Beoordeling", "Kader", "Positie"} < {soort.__name__ for soort in soorten}
    assert [soort.__name__ for soort in soorten if not soort.__dataclass_params__.frozen] == []
