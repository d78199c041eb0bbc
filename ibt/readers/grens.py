"""How large an input may be: beyond these limits it is a mistake, or made to stop the program.

Each is far above what a round can need, and low enough to be read within seconds and one GB.
"""

from __future__ import annotations

# The map of all gemeenten of the Netherlands, not simplified, is about a third of this.
GROOTSTE_BESTAND = 64 * 1024**2
# A finding is about 300 characters: over ten thousand of them.
GROOTSTE_YAML = 4 * 1024**2
# Zeroes pack a thousandfold: what counts is the workbook unpacked.
GROOTSTE_UITGEPAKT = 100 * 1024**2
# Thirty years of snapshots of all gemeenten are 80,000 rows; a table has at most 13 columns.
MEESTE_RIJEN = 100_000
MEESTE_KOLOMMEN = 250
# All cells of a sheet between its first and last, also empty ones: they take memory too.
MEESTE_CELLEN = 2_500_000
# What a CSV reader takes for one cell; a motive in the register holds those of several findings.
LANGSTE_CEL = 131_072
# A finding with its parts is five deep.
DIEPSTE_YAML = 20
# Every value counts as often as an anchor (&naam) is used: ten lines can mean a billion values.
MEESTE_WAARDEN = 250_000


def in_words(aantal: int) -> str:
    """A limit as a reader writes it: `100.000`, or `64 MB` for bytes (of 1024 each)."""
    if aantal >= 1024**2 and aantal % 1024**2 == 0:
        return f"{aantal // 1024**2} MB"
    return f"{aantal:,}".replace(",", ".")
