"""The trede from which a gemeente starts: entered after a herindeling, and of the framework."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ibt.begrippen.fout import Gebrek
from ibt.begrippen.gemeente import Gemeente
from ibt.kader.kader import Kader
from ibt.readers.naam import Gemeentelijst
from ibt.register import Register


def _beyond_ladder(register: Register, kader: Kader) -> Iterator[Gebrek]:
    """A fault per gemeente that the register has on a trede that the framework has not."""
    hoogste = len(kader.tekst.treden)
    for rij in filter(None, map(register.last, register.rijen)):
        if rij.trede > hoogste:
            yield Gebrek(
                register.bron.naam if register.bron else "register",
                f"moet een trede van 1 tot en met {hoogste} zijn (kader {kader.id})",
                str(rij.trede),
                f'regel {rij.nummer}, kolom "trede"',
            )


def trede_faults(
    lijst: Gemeentelijst, eigen: Iterable[Gemeente], register: Register, kader: Kader
) -> list[Gebrek]:
    """What is wrong with the treden from which the gemeenten of a round start."""
    return [*_merged_without_trede(lijst, eigen, register, kader), *_beyond_ladder(register, kader)]


def _merged_without_trede(
    lijst: Gemeentelijst, eigen: Iterable[Gemeente], register: Register, kader: Kader
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
            plaats = kader.tekst.bij("herindeling")
            gebreken.append(
                Gebrek(
                    "register" if register.bron is None else register.bron.naam,
                    f"na een herindeling moet de toezichthouder de trede invoeren{plaats}; er is "
                    f"geen regel van deze gemeente, wel van {namen}",
                    gemeente=str(gemeente),
                    raad="Voeg een regel toe met de trede waarop de nieuwe gemeente begint.",
                )
            )
    return gebreken
