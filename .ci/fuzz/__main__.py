#!/usr/bin/env python3
"""`make fuzz`: 100,000 wrong inputs through `ibt check`; what goes wrong is kept, to be repeated.

Half are drawn by hypothesis, half by atheris (coverage-guided), each in a process of its own. No
test, and CI does not run it: it takes about half an hour on two cores. The seed is printed; the
same seed and number draw the same inputs.
"""

import argparse
import importlib.util
import os
import random
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
MOTOR = Path(__file__).with_name("motor.py")
BEWAREN = PROJECT / ".fuzz"


def main() -> None:
    opties = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    opties.add_argument("--aantal", type=int, default=100_000, help="hoeveel invoeren samen")
    opties.add_argument("--zaad", type=int, default=random.SystemRandom().randrange(2**31))
    opties.add_argument("--motor", choices=["hypothesis", "atheris"], help="alleen deze")
    keus = opties.parse_args()
    motoren = [keus.motor] if keus.motor else ["hypothesis", "atheris"]
    if "atheris" in motoren and importlib.util.find_spec("atheris") is None:
        print("atheris is er niet (geen wiel voor deze Python of dit systeem): alleen hypothesis.")
        motoren = ["hypothesis"]
    print(
        f"Zaad {keus.zaad}; nog eens: make fuzz OPTIES='--zaad {keus.zaad} --aantal {keus.aantal}'"
    )
    begin = time.monotonic()
    fout = _run(motoren, keus.zaad, keus.aantal)
    print(f"{keus.aantal} invoeren, zaad {keus.zaad}, in {time.monotonic() - begin:.0f} s.")
    if fout:
        print(f"Er ging iets mis; elke invoer staat in {BEWAREN.name}/, met hoe u haar herhaalt.")
        sys.exit(1)
    print("Niets gevonden: geen interne fout, niets dat blijft hangen, niets weggeschreven.")


def _run(motoren: list[str], zaad: int, aantal: int) -> bool:
    """Each engine with its share, side by side; whether any of them found something or died."""
    delen = [aantal // len(motoren)] * len(motoren)
    delen[0] += aantal - sum(delen)
    BEWAREN.mkdir(exist_ok=True)
    processen = [_start(motor, zaad, deel) for motor, deel in zip(motoren, delen, strict=True)]
    return any([proces.wait() != 0 for proces in processen])


def _start(motor: str, zaad: int, aantal: int) -> subprocess.Popen[bytes]:
    """An engine in a process of its own; what libraries say, and where it hung, goes to a log."""
    log = BEWAREN / f"{motor}.log"
    with log.open("wb") as bestand:
        return subprocess.Popen(
            [sys.executable, str(MOTOR), motor, str(zaad), str(aantal), str(BEWAREN)],
            env={**os.environ, "PYTHONHASHSEED": "0"},
            cwd=PROJECT,
            stderr=bestand,
        )


if __name__ == "__main__":
    main()
