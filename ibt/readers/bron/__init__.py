"""A table of COA or the Rijk as it is delivered → what it says of each gemeente.

`rooster` makes cells of any file, `kop` finds the header and what its columns mean, by a `profiel`
of who delivers; `tabel` reads the rows, `sommen` adds them up beside the totals that stand there.
"""
