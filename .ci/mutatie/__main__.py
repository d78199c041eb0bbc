#!/usr/bin/env python3
"""`make mutatie`: changes the rules one sign at a time, and says which change no test notices.

Rooms: kader, beoordeling, traject, voortgang. No test, and CI does not run it: it takes long. A
change that nothing notices must stand in overleeft.toml, with the reason why that is right.
"""

import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kamer import KAMERS, PROJECT, Kamer
from proef import Proef, measure, preload, survive, survives

MAKER = PROJECT / ".venv-mutatie" / "bin" / "python"
BEWAREN = PROJECT / ".mutatie"
REDENEN = Path(__file__).with_name("overleeft.toml")
SLEUTEL = ("module", "functie", "oud", "nieuw")
Mutant = dict[str, Any]
Sleutel = tuple[str, ...]
Redenen = dict[Sleutel, str]


def main() -> None:
    opties = argparse.ArgumentParser(prog="make mutatie", description=__doc__)
    opties.add_argument("--kamer", choices=list(KAMERS), action="append", help="alleen deze kamer")
    opties.add_argument("--module", help="alleen modules met dit in hun pad")
    opties.add_argument(
        "--overleefd", action="store_true", help="alleen wat vorige keer overleefde"
    )
    opties.add_argument(
        "--nieuw",
        action="store_true",
        help="alleen waarvoor geen reden staat: die duren het kortst",
    )
    opties.add_argument(
        "--deel",
        default="1/1",
        help="een deel van de mutanten, zoals 2/4: delen kunnen naast elkaar of later",
    )
    keus = opties.parse_args()
    deel, delen = map(int, keus.deel.split("/"))
    if not 1 <= deel <= delen:
        opties.error("--deel moet zijn zoals 2/4")
    BEWAREN.mkdir(exist_ok=True)
    preload()
    redenen = _reasons()
    fout = False
    for naam in keus.kamer or list(KAMERS):
        weg = redenen if keus.nieuw else {}
        fout |= _run(KAMERS[naam], redenen, keus.module or "", keus.overleefd, (deel, delen), weg)
    sys.exit(fout)


def _run(
    kamer: Kamer,
    redenen: Redenen,
    module: str,
    alleen: bool,
    deel: tuple[int, int],
    weg: Redenen,
) -> bool:
    """Try every mutant of a room, or of one part in so many of them, but for those in `weg`.

    Whether one survives without a reason, or a reason is stale.
    """
    begin = time.monotonic()
    modules = [pad for pad in kamer.modules() if module in pad]
    eerste, delen = deel
    # By key: the same change twice in one function has one reason.
    sleutels = {sleutel: n % delen for n, sleutel in enumerate(map(_key, _mutants(modules)))}
    mutanten = [een for een in _mutants(modules) if sleutels[_key(een)] == eerste - 1]
    mutanten = [een for een in mutanten if _key(een) not in weg]
    verslag = BEWAREN / f"{kamer.naam}{'' if delen == 1 else f'-{eerste}-{delen}'}.json"
    if alleen:
        vorige = {tuple(een) for een in json.loads(verslag.read_text(encoding="utf-8"))}
        mutanten = [een for een in mutanten if _key(een) in vorige]
    overleefd: list[Sleutel] = []
    for nummer, (mutant, leeft, tests) in enumerate(_judge(mutanten, modules, kamer.tests), 1):
        if leeft:
            overleefd.append(_key(mutant))
            if not alleen:  # else an interrupted run would forget those it had not tried yet
                verslag.write_text(json.dumps(overleefd), encoding="utf-8")
            _tell(mutant, redenen.get(_key(mutant)), tests)
        if nummer % 50 == 0:
            print(f"  {kamer.naam}: {nummer} van {len(mutanten)}", flush=True)
    verslag.write_text(json.dumps(overleefd), encoding="utf-8")
    open_ = [een for een in overleefd if een not in redenen]
    geprobeerd = {_key(mutant) for mutant in mutanten}
    oud = [een for een in redenen if een in geprobeerd and een not in overleefd]
    if delen == 1 and not alleen and not weg:  # a change that can no longer be made
        oud += [een for een in redenen if een[0] in modules and een not in geprobeerd]
    for een in oud:
        print(f"Een reden zonder mutant die overleeft: {een}")
    print(
        f"{kamer.naam}: {len(mutanten)} mutanten, {len(mutanten) - len(overleefd)} gedood, "
        f"{len(overleefd) - len(open_)} overleven met reden, {len(open_)} zonder "
        f"({time.monotonic() - begin:.0f} s)",
        flush=True,
    )
    return bool(open_ or oud)


def _mutants(modules: list[str]) -> list[Mutant]:
    maker = Path(__file__).with_name("maken.py")
    return json.loads(subprocess.check_output([MAKER, maker, *modules], cwd=PROJECT))


def _judge(
    mutanten: list[Mutant], modules: list[str], tests: tuple[str, ...]
) -> Iterator[tuple[Mutant, bool, int]]:
    """Each mutant, whether it survives, and how many tests looked at it.

    What only tests call is changed in place; what is run on import needs an import of its own.
    """
    duur, regels = measure(modules, tests)
    snel: list[tuple[Mutant, Proef]] = []
    for mutant in mutanten:
        per_lijn = regels[mutant["module"]]
        raken = {test for lijn in mutant["lijnen"] for test in per_lijn.get(lijn, ())}
        bij_import = "" in raken or not mutant["lijnen"]
        namen = tuple(sorted(duur if bij_import else raken, key=lambda naam: duur[naam]))
        proef = Proef(
            mutant["module"],
            mutant["functie"],
            mutant["bron"],
            namen,
            duur,
        )
        if bij_import or not namen:
            yield mutant, not namen or survives(proef), len(namen)
        else:
            snel.append((mutant, proef))
    uitslagen = survive([proef for _, proef in snel], tests)
    for (mutant, proef), leeft in zip(snel, uitslagen, strict=True):
        yield mutant, leeft, len(proef.namen)


def _reasons() -> Redenen:
    """Per mutant why it may survive."""
    rijen = tomllib.loads(REDENEN.read_text(encoding="utf-8")).get("overleeft", [])
    return {_key(rij): rij["reden"] for rij in rijen}


def _key(mutant: Mutant) -> Sleutel:
    return tuple(mutant[naam] for naam in SLEUTEL)


def _tell(mutant: Mutant, reden: str | None, tests: int) -> None:
    """A survivor without a reason, as it would stand in overleeft.toml."""
    if reden is None:
        print(f"\n# {tests} tests, regel {mutant['regel']}\n[[overleeft]]")
        for naam in (*SLEUTEL, "reden"):
            print(f"{naam} = {json.dumps(mutant.get(naam, ''), ensure_ascii=False)}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
