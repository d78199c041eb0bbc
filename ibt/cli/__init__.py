"""Words on the command line → one call."""


def main() -> None:
    """The program; Ctrl-C while it is still being imported is answered in words too."""
    try:
        from ibt.cli.programma import main as programma
    except KeyboardInterrupt:
        raise SystemExit("Afgebroken. Geef dezelfde opdracht opnieuw.") from None
    programma()
