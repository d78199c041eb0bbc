"""After a herindeling: the trede is entered by a person, the stands of predecessors add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ibt.begrippen.fout import Gebrek
from ibt.begrippen.gemeente import Gemeente, Voorganger
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


def merged(lijst: Gemeentelijst, gemeente: Gemeente) -> list[Gemeente]:
    """The gemeenten that went up in another, in the order of the table."""
    return [eerder for eerder in lijst.gemeenten.values() if eerder.opvolger == gemeente.code]


def predecessors(
    lijst: Gemeentelijst, register: Register, gemeente: Gemeente
) -> tuple[Voorganger, ...]:
    """With which stand and trede each predecessor ended, as far as the register knows.

    None at all where it knows none of them: then they are history. One that was never judged here,
    as it lay in another province, stays among the others with nothing known.
    """
    alle = []
    for eerder in merged(lijst, gemeente):
        rijen = [rij for rij in register.rijen.get(eerder.code, ()) if rij.stand_eind is not None]
        laatste = register.last(eerder.code)
        alle.append(
            Voorganger(
                eerder,
                rijen[-1].peildatum if rijen else None,
                register.last_stand(eerder.code),
                None if laatste is None else laatste.trede,
            )
        )
    return tuple(alle) if any(wie.trede is not None for wie in alle) else ()


def joint_stand(voorgangers: Iterable[Voorganger]) -> int | None:
    """Their stands together; None where there are none, or where that of any is not known."""
    standen = [wie.stand_eind for wie in voorgangers]
    bekend = [stand for stand in standen if stand is not None]
    return sum(bekend) if bekend and len(bekend) == len(standen) else None


def trede_faults(
    lijst: Gemeentelijst, eigen: Iterable[Gemeente], register: Register, kader: Kader
) -> list[Gebrek]:
    """What is wrong with the treden from which the gemeenten of a round start."""
    return [*_merged_without_trede(lijst, eigen, register, kader), *_beyond_ladder(register, kader)]


def _merged_without_trede(
    lijst: Gemeentelijst, eigen: Iterable[Gemeente], register: Register, kader: Kader
) -> list[Gebrek]:
    """Faults for gemeenten without a trede of their own whose predecessors do have one."""
    gebreken = []
    for gemeente in eigen:
        met_trede = [eerder for eerder in merged(lijst, gemeente) if register.last(eerder.code)]
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
