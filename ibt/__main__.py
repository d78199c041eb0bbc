"""`python -m ibt` is the same program as `ibt`."""

from ibt.cli import main

main()
