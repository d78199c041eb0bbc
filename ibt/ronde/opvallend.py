"""Inputs that are allowed but seldom meant: each a warning, none stops a round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ibt.begrippen.fout import Waarschuwing
from ibt.begrippen.periode import Peildatum
from ibt.readers.cijfers import Cijfers
from ibt.register import Register


def notable(
    rondebestand: str,
    peildatum: Peildatum,
    bijgewerkt_op: date,
    cijfers: Cijfers,
    register: Register,
) -> list[Waarschuwing]:
    """What an analyst would want to look at again before rendering."""
    return [
        *_early(rondebestand, peildatum, bijgewerkt_op),
        *_falling(cijfers),
        *_not_adopted(peildatum, register),
    ]


def _early(bestand: str, peildatum: Peildatum, bijgewerkt_op: date) -> Iterator[Waarschuwing]:
    if bijgewerkt_op < peildatum.datum:
        tekst = f"bijgewerkt_op ({bijgewerkt_op}) ligt voor de peildatum ({peildatum})"
        yield Waarschuwing(bestand, tekst, 'sleutel "bijgewerkt_op"')


def _falling(cijfers: Cijfers) -> Iterator[Waarschuwing]:
    """Realisatie counts from the start of the half-year, so it cannot fall within it."""
    frame = cijfers.frame.sort_values(["gemeentecode", "stand_per"])
    eerder = frame.groupby("gemeentecode")["realisatie"].shift()
    for rij, vorige in zip(
        frame[frame["realisatie"] < eerder].to_dict("records"),
        eerder[frame["realisatie"] < eerder],
        strict=True,
    ):
        yield Waarschuwing(
            cijfers.bron.naam,
            f"realisatie {rij['realisatie']} is lager dan een maand eerder ({int(vorige)}); "
            "zij telt op vanaf het begin van het halfjaar",
            f"regel {rij['nummer']}",
            f"{rij['gemeente']} ({rij['gemeentecode']})",
        )


def _not_adopted(peildatum: Peildatum, register: Register) -> Iterator[Waarschuwing]:
    vorige = peildatum.vorige_beoordeling
    open_ = [code for code in register.rijen if not register.decided_on(code, vorige.datum)]
    open_ = [code for code in open_ if register.last(code) is not None]
    if register.bron is not None and open_:
        meervoud = "1 gemeente" if len(open_) == 1 else f"{len(open_)} gemeenten"
        tekst = (
            f"de ronde van {vorige} is voor {meervoud} niet vastgesteld; ibt rekent vanaf de "
            "laatste trede die er wel staat"
        )
        yield Waarschuwing(register.bron.naam, tekst)
