"""The measurements as a page in Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from meten import Meting
from profiel import Post

LUS = "papermill + nbconvert (commands)"
ONS = "ibt render"
_ANDEREN = (LUS, "papermill as a library", "ordinary kernels", "script without notebooks")
_KOP = """# What a round costs

Measured by `make bench`, which writes this page, but for the last part; of several runs it gives
the median. CPU is that of all processes of a way together (what the whole machine was busy with:
nothing else ran). Memory is how much less was available at the peak; per worker it is what one held
at most, with what it shares with others (of all workers the median: the overview takes more).

"""


def write_page(
    doel: Path,
    machine: str,
    metingen: Sequence[Meting],
    posten: Sequence[Post],
    ladder: Mapping[str, float],
) -> None:
    """Replace the measured part of the page; what stands below `## Against` was written by hand."""
    oud = doel.read_text(encoding="utf-8") if doel.is_file() else ""
    hand = oud[oud.index("\n## Against") :] if "\n## Against" in oud else "\n"
    delen = [
        _KOP,
        machine,
        "\n\n",
        _rows(metingen),
        "\n",
        *(f"- {zin}\n" for zin in _ratios(metingen)),
        _profile(posten),
        _scale(ladder),
    ]
    doel.write_text("".join(delen) + hand, encoding="utf-8")


def _rows(metingen: Sequence[Meting]) -> str:
    regels = [
        "| reports | how | runs | wall (s) | CPU (s) | per report | peak (MB) | worker (MB) |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    regels += [
        f"| {een.rapporten} | {een.naam} | {een.keren} | {een.seconden:.1f} | {een.cpu:.1f} | "
        f"{een.cpu / een.rapporten:.2f} | {een.geheugen:.0f} | "
        f"{f'{een.werker:.0f}' if een.werker else '–'} |"
        for een in metingen
    ]
    return "\n".join(regels) + "\n"


def _ratios(metingen: Sequence[Meting]) -> Iterator[str]:
    per = {(een.naam, een.rapporten): een for een in metingen}
    ons = per[ONS, 27]
    for naam in _ANDEREN:
        if ander := per.get((naam, 27)):
            yield (
                f"27 reports, *{naam}* against ours: {ander.seconden / ons.seconden:.1f} times "
                f"the wall time, {ander.cpu / ons.cpu:.1f} times the CPU."
            )
    for naam in (ONS, *_ANDEREN):
        if (veel := per.get((naam, 27))) and (weinig := per.get((naam, 2))):
            verder = (veel.cpu - weinig.cpu) / 25
            yield f"Each further report costs *{naam}* {verder:.2f} s of CPU (from 2 to 27)."


def _profile(posten: Sequence[Post]) -> str:
    heel = sum(een.cpu for een in posten)
    regels = [
        "\n## Where the time goes\n",
        f"27 reports, {heel:.1f} CPU seconds in all. How a kernel divides its time was measured in "
        "a second run, and a page in a third.\n",
        "| what | CPU (s) | part |",
        "| --- | ---: | ---: |",
        *(f"| {een.wat} | {een.cpu:.1f} | {een.cpu / heel:.0%} |" for een in posten),
    ]
    drie = "; ".join(een.wat for een in posten[:3])
    return "\n".join(regels) + f"\n\nThe three largest: {drie}.\n"


def _scale(ladder: Mapping[str, float]) -> str:
    heel, eigen = ladder["geheugen"] / 1e3, ladder["invoer"] / 1e3
    return (
        f"\n## The ladder at scale\n\n{ladder['aantal'] / 1e6:.0f} million gemeenten, sums and "
        f"rules, in one call: {ladder['eerste']:.1f} s the first time "
        f"({ladder['eerste_cpu']:.1f} s CPU), {ladder['seconden']:.1f} s as the median of three. "
        f"The process held {heel:.1f} GB at most, of which {eigen:.1f} GB is the input.\n"
    )
