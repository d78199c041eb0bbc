#!/usr/bin/env python3
"""The last part of `make maten`: what imports and names say of the house, and the picture of it.

Who imports whom is what ruff says; docs/huis.md draws which room asks for which.
"""

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

PROJECT = Path(__file__).parents[1]
NOTEBOOK = "notebooks/gemeente.ipynb"
Kent = dict[str, set[str]]


def main() -> None:
    namen, kent = read_house()
    kringen = [naam for naam in kent if naam in _closure(kent[naam], kent)]
    print(f"bestanden achter {NOTEBOOK}: {len(_closure(kent[NOTEBOOK], kent))}")
    print("openbare namen in meer dan één module:", *sorted(n for n in namen if namen[n] > 1))
    print("modules in een kring:", *kringen)
    huis = PROJECT / "docs/huis.md"
    tekst = re.sub(r"(?s)```mermaid\n.*?```", picture(kent), huis.read_text(encoding="utf-8"))
    huis.write_text(tekst, encoding="utf-8")


def read_house() -> tuple[Counter[str], Kent]:
    """How often `ibt` has each public name, and what each file and the notebook ask for."""
    ruff = [Path(sys.executable).with_name("ruff"), "analyze", "graph", "-q"]
    vraag = [*ruff, "--no-type-checking-imports", "ibt", NOTEBOOK]
    kaart = json.loads(subprocess.check_output(vraag, cwd=PROJECT))
    openbaar = re.compile(r"^(?:async )?(?:def|class) ([^\W_]\w*)", flags=re.M)
    teksten = [pad.read_text(encoding="utf-8") for pad in (PROJECT / "ibt").rglob("*.py")]
    namen = Counter(naam for tekst in teksten for naam in openbaar.findall(tekst))
    return namen, {naam: set(andere) - {naam} for naam, andere in kaart.items()}


def picture(kent: Kent) -> str:
    """The rooms and what they ask for; an arrow that follows from two others is left out."""
    kamers: Kent = defaultdict(set)
    for van, naar in kent.items():
        kamers[_room(van)] |= {_room(een) for een in naar} - {_room(van), ""}
    kamers.pop("", None)
    bereikt = {kamer: _closure(kamers[kamer], kamers) for kamer in list(kamers)}
    pijlen = [
        f"  {van} --> {naar}"
        for van in sorted(bereikt)
        for naar in sorted(kamers[van])
        if not any(naar in bereikt.get(via, ()) for via in kamers[van] - {naar})
    ]
    return "\n".join(["```mermaid", "flowchart TD", *pijlen, "```"])


def _room(bestand: str) -> str:
    map_, *kamer = Path(bestand).parent.parts
    return kamer[0] if kamer and map_ == "ibt" else ""


def _closure(begin: set[str], kent: Kent) -> set[str]:
    gezien, nog = set(begin), [*begin]
    while nog:
        nieuw = kent[nog.pop()] - gezien
        gezien |= nieuw
        nog += nieuw
    return gezien


if __name__ == "__main__":
    main()
