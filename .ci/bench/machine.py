"""On what was measured: processor, memory, Python, commit and date, without names or paths."""

import os
import platform
import subprocess
from datetime import date
from pathlib import Path


def describe(project: Path) -> str:
    """One sentence in Markdown."""
    cpu = next(
        (
            regel.partition(":")[2].strip()
            for regel in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if regel.startswith("model name")
        ),
        "onbekend",
    )
    kernen = Path("/proc/cpuinfo").read_text(encoding="utf-8").count("processor\t")
    geheugen = int(Path("/proc/meminfo").read_text(encoding="utf-8").split()[1]) / 1024**2
    commit = subprocess.run(
        ["git", "-C", str(project), "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    ).stdout.strip()
    return (
        f"{date.today().isoformat()}, commit `{commit}`: {kernen} cores ({cpu}), "
        f"{geheugen:.0f} GiB, Python {platform.python_version()}, {platform.system()}. Load "
        f"when it began: {os.getloadavg()[0]:.1f}."
    )
