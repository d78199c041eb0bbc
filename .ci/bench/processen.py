"""The processes that run now, below one of them: who started whom, CPU seconds and megabytes."""

import os
from dataclasses import dataclass
from pathlib import Path

_TIK = os.sysconf("SC_CLK_TCK")
_BLADZIJDE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Proces:
    """CPU is that of the process itself; megabytes with what it shares with others."""

    pid: int
    ouder: int
    cpu: float
    mb: float


def below(wortel: int) -> dict[int, list[Proces]]:
    """By how far it stands below `wortel`: that one itself at 0, what it started at 1."""
    alle = {een.pid: een for map_ in Path("/proc").iterdir() if (een := _read(map_))}
    lagen = {0: [alle[wortel]] if wortel in alle else []}
    while lagen[len(lagen) - 1]:
        ouders = {een.pid for een in lagen[len(lagen) - 1]}
        lagen[len(lagen)] = [een for een in alle.values() if een.ouder in ouders]
    return lagen


def _read(map_: Path) -> Proces | None:
    if not map_.name.isdigit():
        return None
    try:
        velden = (map_ / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:  # it ended meanwhile
        return None
    cpu = (int(velden[11]) + int(velden[12])) / _TIK
    return Proces(int(map_.name), int(velden[1]), cpu, int(velden[21]) * _BLADZIJDE / 1e6)
