"""A page that a command makes of its own, and what it never writes over."""

from __future__ import annotations

from pathlib import Path

from ibt.begrippen.fout import UitvoerFout


def write_page(doel: Path, pagina: str, kenmerk: str, opdracht: str) -> None:
    """The page in one step. UitvoerFout where `doel` is a folder, or a file without `kenmerk`.

    `kenmerk` stands in every page of this command and in nothing else; `opdracht` names it.
    """
    from ibt.batch.schrijf import write_file

    if doel.is_dir():
        raise UitvoerFout(
            f"{doel}: is een map. Geef met -o een bestand, bijvoorbeeld {doel / 'pagina.html'}."
        )
    try:
        vreemd = doel.is_file() and kenmerk.encode() not in doel.read_bytes()
    except PermissionError:
        raise  # who may read it is another matter than what it is
    except OSError:
        vreemd = True
    if vreemd:
        raise UitvoerFout(
            f"{doel}: is geen pagina van ibt {opdracht}. Kies een ander bestand met -o."
        )
    write_file(doel, pagina.encode())
