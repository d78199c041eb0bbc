"""The sums and the ladder over whole columns, in a process of its own: prints JSON.

Invented gemeenten, seeded: what a peildatum gives, and every trede and reading that rules look at.
"""

import json
import resource
import sys
import time
from datetime import date

import numpy as np
import pandas as pd

from ibt.beoordeling.inschaling import classify
from ibt.beoordeling.som import calculate_som
from ibt.kader import select_kader


def invented_columns(aantal: int) -> pd.DataFrame:
    """What `classify` asks for, as whole numbers and booleans."""
    kans = np.random.default_rng(20260701)
    getal = {
        "taakstelling": (0, 400),
        "herverdeling": (-5, 6),
        "stand_begin": (-80, 30),
        "open_correctie": (0, 3),
        "realisatie": (0, 420),
        "nagekomen": (0, 4),
        "correctie": (0, 4),
        "verschoonbaar": (0, 6),
        "trede_vorig": (1, 7),
        "stand_eind_vorig": (-80, 30),
        "stand_bij_intrede": (-80, 30),
        "verschoonbaar_vorig": (0, 6),
    }
    kolommen = {naam: kans.integers(*grens, aantal) for naam, grens in getal.items()}
    kolommen["verbeterplan_niet_uitgevoerd"] = kans.random(aantal) < 0.2
    return pd.DataFrame(kolommen)


def main() -> None:
    aantal = int(sys.argv[1])
    invoer, kader = invented_columns(aantal), select_kader(date(2026, 7, 1))
    klaar: dict[str, float] = {"aantal": aantal, "invoer": invoer.memory_usage().sum() / 1e6}
    keren = []
    for _ in range(3):
        begin, cpu = time.monotonic(), time.process_time()
        calculate_som(invoer)
        uitkomst = classify(invoer, kader)
        keren.append((time.monotonic() - begin, time.process_time() - cpu))
        assert len(uitkomst.trede) == aantal
    klaar["eerste"], klaar["eerste_cpu"] = keren[0]
    klaar["seconden"], klaar["cpu"] = sorted(keren)[1]
    klaar["geheugen"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(json.dumps(klaar))


if __name__ == "__main__":
    main()
