"""After a herindeling the supervisor enters the trede: no ladder starts anew by itself (K6)."""

from __future__ import annotations

from collections.abc import Iterable

from ibt.begrippen.fout import Gebrek
from ibt.begrippen.gemeente import Gemeente
from ibt.readers.naam import Gemeentelijst
from ibt.register import Register


def merged_without_trede(
    lijst: Gemeentelijst, eigen: Iterable[Gemeente], register: Register
) -> list[Gebrek]:
    """Faults for gemeenten without a trede of their own whose predecessors do have one."""
    voorgangers: dict[str, list[Gemeente]] = {}
    for gemeente in lijst.gemeenten.values():
        if gemeente.opvolger is not None:
            voorgangers.setdefault(gemeente.opvolger, []).append(gemeente)
    gebreken = []
    for gemeente in eigen:
        met_trede = [
            eerder for eerder in voorgangers.get(gemeente.code, ()) if register.last(eerder.code)
        ]
        if met_trede and register.last(gemeente.code) is None:
            namen = ", ".join(str(eerder) for eerder in met_trede)
            gebreken.append(
                Gebrek(
                    "register" if register.bron is None else register.bron.naam,
                    "na een herindeling moet de toezichthouder de trede invoeren (Keuze K6); er is "
                    f"geen regel van deze gemeente, wel van {namen}",
                    gemeente=str(gemeente),
                    raad="Voeg een regel toe met de trede waarop de nieuwe gemeente begint.",
                )
            )
    return gebreken
