#!/usr/bin/env python3
"""The last word of `make dekking`: how many of the branches of `ibt` the tests take.

coverage's own limit counts lines and branches together, and there are five lines to each branch.
"""

import json
import os
import sys
from pathlib import Path

MINSTE = 95.0
# These only run in what a test starts: a kernel, or the process of a notebook.
ELDERS = ("ibt/batch/huisregels.py", "ibt/batch/shell.py")

bestanden = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["files"]
weg = () if os.environ.get("IBT_DEKKING") == "heel" else ELDERS
tellend = [een["summary"] for naam, een in bestanden.items() if naam not in weg]
alle = sum(een["num_branches"] for een in tellend)
genomen = sum(een["covered_branches"] for een in tellend)
zin = f"{100 * genomen / alle:.1f}%; ten minste {MINSTE:.0f}%".replace(".", ",")
zonder = f"; zonder {', '.join(weg)}: zie IBT_DEKKING=heel" if weg else ""
print(f"Takken: {genomen} van {alle} ({zin}{zonder})")
sys.exit(100 * genomen / alle < MINSTE)
