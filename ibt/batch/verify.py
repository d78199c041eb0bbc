"""Proof of a rendered round: its hashes, its tables, and its notebooks run again (nbval)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ibt.batch.kernels import Grens
from ibt.batch.manifest import changed_files, extra_files, left_behind, read_manifest
from ibt.batch.nagerekend import work_out_again
from ibt.batch.nbval import run_nbval
from ibt.begrippen.fout import enumerated
from ibt.rapport.index import VOORPROEF
from ibt.ronde import Ronde
from ibt.ronde.kopie import make_invoer


@dataclass(frozen=True)
class Bewijs:
    """What a verification found: notebooks run, and a Dutch sentence per difference.

    `meldingen` say what is no difference but may be the cause of one: another version of a tool.
    """

    notebooks: int
    verschillen: tuple[str, ...]
    meldingen: tuple[str, ...] = ()


def verify_map(map_: Path, werkers: int | None = None, geheugen: int = Grens.geheugen) -> Bewijs:
    """Compare hashes, make the round again of its inputs and notebooks, run each notebook again.

    Named too is what lies in the folder and is no part of the round. A notebook that wants more
    than `geheugen` MB is stopped. RondeFout when there is no round.
    """
    manifest = read_manifest(map_)
    verschillen = [
        f"{naam}: is van een eerdere keer, uit andere invoer of met een ander programma dan de "
        "rest van deze ronde; maak de hele ronde opnieuw"
        for naam in left_behind(manifest)
    ]
    verschillen += [*changed_files(map_, manifest), *extra_files(map_, manifest)]
    verschillen += _not_made(manifest["mislukt"])
    nagerekend, meldingen = work_out_again(map_, manifest)
    verschillen += nagerekend
    namen = [
        naam
        for naam in manifest["geschreven"]
        if naam.endswith(".ipynb") and (map_ / naam).is_file()
    ]
    if not namen:
        verschillen.append("er is geen enkel notebook om opnieuw uit te voeren")
    verschillen += run_nbval(namen, map_, werkers, geheugen, str(manifest.get("programma", "")))
    return Bewijs(len(namen), tuple(dict.fromkeys(verschillen)), tuple(meldingen))


def _not_made(mislukt: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The reports that failed, and in a preview all that were not asked for, a line per cause."""
    wie: dict[tuple[str, str], list[str]] = {}
    for een in mislukt:
        wie.setdefault((een["cel"], een["fout"]), []).append(een["rapport"])
    for (cel, fout), namen in wie.items():
        wat = "is niet gemaakt" if cel == VOORPROEF else "is bij het maken mislukt"
        yield f"{enumerated(namen)}: {wat} ({cel}: {fout})"


def compare_invoer(map_: Path, ronde: Ronde) -> list[str]:
    """Which inputs of a round file differ from the copies in the rendered round."""
    nu = {f"invoer/{naam}": inhoud for naam, inhoud in make_invoer(ronde).items()}
    toen = {naam for naam in read_manifest(map_)["geschreven"] if naam.startswith("invoer/")}
    verschillen = [f"{naam}: is geen invoer meer" for naam in sorted(toen - set(nu))]
    verschillen += [f"{naam}: is nieuwe invoer" for naam in sorted(set(nu) - toen)]
    for naam in sorted(toen & set(nu)):
        if not (map_ / naam).is_file() or (map_ / naam).read_bytes() != nu[naam]:
            verschillen.append(f"{naam}: de invoer is sindsdien veranderd")
    return verschillen
