"""The measurements as a page in Markdown."""

from collections.abc import Sequence
from pathlib import Path

from meten import Meting

_LUS = "papermill + nbconvert (commands)"
_ONS = "ibt render"
_KAAL = "script without notebooks"


def write_page(doel: Path, machine: str, metingen: Sequence[Meting]) -> None:
    """Replace the measured part of the page; what stands below `## Where` was written by hand."""
    oud = doel.read_text(encoding="utf-8") if doel.is_file() else ""
    hand = oud[oud.index("\n## Where") :] if "\n## Where" in oud else "\n"
    kop = (
        "# What a round costs\n\nMeasured by `make bench`, which writes this page: the median "
        "of so many runs.\nWhat else the machine did meanwhile counts too, above all in the wall "
        "time. CPU is that of all processes\nof a way together; memory is the drop of what was "
        "available at the peak.\n\n"
    )
    delen = [kop, machine, "\n\n", _rows(metingen), "\n", _ratios(metingen)]
    doel.write_text("".join(delen) + hand, encoding="utf-8")


def _rows(metingen: Sequence[Meting]) -> str:
    regels = [
        "| reports | how | runs | wall (s) | CPU (s) | CPU per report (s) | peak (MB) |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    regels += [
        f"| {een.rapporten} | {een.naam} | {een.keren} | {een.seconden:.1f} | {een.cpu:.1f} | "
        f"{een.cpu / een.rapporten:.2f} | {een.geheugen:.0f} |"
        for een in metingen
    ]
    return "\n".join(regels) + "\n"


def _ratios(metingen: Sequence[Meting]) -> str:
    per = {(een.naam, een.rapporten): een for een in metingen}
    ons, een = per.get((_ONS, 27)), per.get((_ONS, 2))
    if ons is None:
        return ""
    regels = []
    for naam in (_LUS, "papermill as a library", "ordinary kernels", _KAAL):
        if ander := per.get((naam, 27)):
            regels.append(
                f"- 27 reports, *{naam}* against ours: {ander.seconden / ons.seconden:.1f} times "
                f"the wall time, {ander.cpu / ons.cpu:.1f} times the CPU."
            )
    if een is not None:
        verder = (ons.cpu - een.cpu) / 25
        regels.append(f"- Each further report costs {verder:.2f} s of CPU.")
    return "\n".join(regels) + "\n"
