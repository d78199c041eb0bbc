"""`make herleidbaarheid`: writes docs/herleidbaarheid.md, or says in Dutch what is missing."""

import sys

from herleidbaarheid.alles import DOEL, read_alles


def main() -> int:
    """Exit code 1, and no document, while a norm is not accounted for."""
    alles = read_alles()
    if fouten := alles.faults():
        print("\n".join(fouten), file=sys.stderr)
        return 1
    DOEL.write_text(alles.document(), encoding="utf-8", newline="\n")
    print(f"{len(alles.normen)} normen in docs/{DOEL.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
