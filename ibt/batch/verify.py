"""Proof of a rendered round: its hashes, the round made again, its notebooks in Jupyter (nbval)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibt.batch.manifest import changed_files, extra_files, left_behind, read_manifest
from ibt.batch.nbval import run_nbval
from ibt.batch.opnieuw import Opnieuw
from ibt.batch.schoon import is_only_opened
from ibt.batch.schrijf import digest
from ibt.batch.verzoek import Limiet, some_of
from ibt.begrippen.fout import IbtFout, UitvoerFout, enumerated
from ibt.begrippen.indeling import INVOER
from ibt.rapport.index import VOORPROEF
from ibt.ronde import Ronde, load_ronde
from ibt.ronde.kopie import make_invoer


@dataclass(frozen=True)
class Bewijs:
    """What a verification found: notebooks run, and a Dutch sentence per difference.

    `meldingen` say what is no difference but may be the cause of one: another version of a tool.
    """

    notebooks: int
    verschillen: tuple[str, ...]
    meldingen: tuple[str, ...] = ()


def verify_map(
    map_: Path,
    werkers: int | None = None,
    geheugen: int = Limiet.geheugen,
    notebooks: Path | None = None,
) -> Bewijs:
    """Compare hashes, make the round again of its inputs and notebooks, run each notebook again.

    Named too is what lies in the folder and is no part of the round. A notebook that wants more
    than `geheugen` MB is stopped. `notebooks` is the folder with which the round was made, where it
    is another than that of the program. RondeFout when there is no round.
    """
    manifest = read_manifest(map_)
    bekeken = list(_only_opened(map_, manifest))
    _, vanzelf = extra_files(map_, manifest)
    verschillen = [
        *(
            f"{naam}: is van een eerdere keer, uit andere invoer of met een ander programma dan de "
            "rest van deze ronde; maak de hele ronde opnieuw"
            for naam in left_behind(manifest)
        ),
        *changed_since(map_),
        *_not_made(manifest["mislukt"]),
    ]
    try:
        opnieuw = Opnieuw(map_, manifest, load_ronde(map_ / INVOER), notebooks)
        nagemaakt = list(opnieuw.compare(werkers, geheugen))
    except UitvoerFout:
        raise  # nothing is wrong with the round
    except IbtFout as fout:
        return Bewijs(0, tuple(_unreadable(verschillen, fout)))
    namen = [n for n in manifest["geschreven"] if n.endswith(".ipynb") and (map_ / n).is_file()]
    if not namen:
        verschillen.append("er is geen enkel notebook om opnieuw uit te voeren")
    verschillen += nagemaakt
    programma = str(manifest.get("programma", ""))
    verschillen += run_nbval(namen, map_, werkers, geheugen, programma, opnieuw.same_again)
    meldingen = [*_looked_at(bekeken, vanzelf), *opnieuw.tools()]
    return Bewijs(len(namen), tuple(dict.fromkeys(verschillen)), tuple(meldingen))


def changed_since(map_: Path) -> list[str]:
    """A Dutch sentence per file that is not what the manifest says, or not in it; runs nothing."""
    manifest = read_manifest(map_)
    bekeken = list(_only_opened(map_, manifest))
    return [*changed_files(map_, manifest, bekeken), *extra_files(map_, manifest)[0]]


def _not_made(mislukt: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The reports that failed, and in a preview all that were not asked for, a line per cause."""
    wie: dict[tuple[str, str], list[str]] = {}
    for mislukking in mislukt:
        wie.setdefault((mislukking["cel"], mislukking["fout"]), []).append(mislukking["rapport"])
    for (cel, fout), namen in wie.items():
        wat = "is niet gemaakt" if cel == VOORPROEF else "is bij het maken mislukt"
        yield f"{enumerated(namen)}: {wat} ({cel}: {fout})"


def _only_opened(map_: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """The notebooks that are no longer as they were written, and yet say the same."""
    for naam, sha256 in manifest["geschreven"].items():
        with suppress(OSError):  # that it is gone or shut is said elsewhere
            if naam.endswith(".ipynb") and is_only_opened((map_ / naam).read_bytes(), sha256):
                yield naam


def _looked_at(bekeken: Sequence[str], vanzelf: Sequence[str]) -> Iterator[str]:
    """A round that somebody opened is another folder, and the same round."""
    if bekeken:
        yield (
            f"in Jupyter opgeslagen, met dezelfde cellen en uitkomsten: {some_of(bekeken)} "
            "(ibt render maakt het weer zoals het was)"
        )
    if vanzelf:
        yield (
            f"geen deel van deze ronde en niet bekeken: {some_of(vanzelf)} (van JupyterLab, "
            "Office of het systeem; dit mag weg)"
        )


def _unreadable(verschillen: Sequence[str], fout: IbtFout) -> Iterator[str]:
    """Without its inputs nothing of a round can be worked out: the one cause, said once."""
    dus = "daarom is niets nagerekend en geen notebook opnieuw uitgevoerd"
    eerste, *rest = str(fout).splitlines()
    meer = f" En nog {len(rest)} fouten." if rest else ""
    oorzaak = [zin for zin in verschillen if zin.startswith("invoer/")]
    if not oorzaak:
        yield f"invoer/ronde.yaml: de invoer is niet meer te lezen; {dus}. {eerste}{meer}"
    for zin in verschillen:
        yield f"{zin}; {dus}" if oorzaak[-1:] == [zin] else zin


def changed_invoer(map_: Path, ronde: Ronde) -> list[str]:
    """Which inputs of a round file differ from the copies in the rendered round."""
    nu = {f"invoer/{naam}": inhoud for naam, inhoud in make_invoer(ronde).items()}
    geschreven = read_manifest(map_)["geschreven"]
    toen = {naam for naam in geschreven if naam.startswith("invoer/")}
    verschillen = [f"{naam}: is geen invoer meer" for naam in sorted(toen - set(nu))]
    verschillen += [f"{naam}: is nieuwe invoer" for naam in sorted(set(nu) - toen)]
    return verschillen + [
        f"{naam}: de invoer is sindsdien veranderd"
        for naam in sorted(toen & set(nu))
        if digest(nu[naam]) != geschreven[naam]
    ]
