"""Where the files of a report stand within the folder of its round."""

from __future__ import annotations

SOORTEN = (".ipynb", ".html", ".pdf")


def report_place(naam: str) -> str:
    """The path of a report without suffix: the overview on top, gemeenten in a folder."""
    return naam if naam == "provincie" else f"gemeenten/{naam}"


def report_files(naam: str) -> tuple[str, ...]:
    """Its notebook, page and PDF."""
    return tuple(report_place(naam) + soort for soort in SOORTEN)
