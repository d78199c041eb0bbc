#!/usr/bin/env python3
"""The last word of `make dekking`: how many of the branches of `ibt` the tests take.

coverage's own limit counts lines and branches together, and there are five lines to each branch.
"""

import json
import sys
from pathlib import Path

MINSTE = 95.0


def main() -> None:
    totaal = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["totals"]
    genomen, alle = totaal["covered_branches"], totaal["num_branches"]
    deel = 100 * genomen / alle
    print(f"Takken: {genomen} van {alle} ({deel:.1f}%; ten minste {MINSTE:.0f}%)".replace(".", ","))
    sys.exit(deel < MINSTE)


if __name__ == "__main__":
    main()
