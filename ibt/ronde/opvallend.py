"""Inputs that are allowed but seldom meant: each a warning, none stops a round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ibt.begrippen.fout import Waarschuwing
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.persoon import seems_personal
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.kader.kader import Kader
from ibt.readers.cijfers import Cijfers
from ibt.register import Register
from ibt.ronde.controle import compare_figures

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# Who is spoken of, and what no page shows.
_GEEN_TEKST = ("gemeente", "soort", "beoordelaar", "toelichting_intern")


def notable(ronde: Ronde) -> tuple[Waarschuwing, ...]:
    """What an analyst would want to look at again before rendering."""
    peildatum, cijfers = ronde.peildatum, ronde.cijfers
    codes = [gemeente.code for gemeente in ronde.gemeenten]
    stukken = dict.fromkeys((*ronde.bevindingen, *ronde.dossier))
    return (
        *_early(ronde),
        *compare_figures(ronde),
        *_not_adopted(peildatum, ronde.register),
        *run_out(ronde.pad.name, ronde.kader, peildatum),
        *_outdated(ronde),
        *personal(stukken, codes),
        *_far_ahead(stukken, peildatum),
        *_large(ronde.bevindingen, cijfers),
    )


def _outdated(ronde: Ronde) -> Iterator[Waarschuwing]:
    """A warning where the day of the round is older than what it holds: terms look unexpired."""
    dagen = [stuk.bevinding.datum for stuk in ronde.bevindingen]
    dagen += [ronde.vaststelling.datum] if ronde.vaststelling else []
    nieuwste = max(dagen, default=ronde.bijgewerkt_op)
    if nieuwste > ronde.bijgewerkt_op:
        tekst = (
            f"bijgewerkt_op ({ronde.bijgewerkt_op}) ligt voor de nieuwste bevinding of "
            f"vaststelling ({nieuwste}); termijnen worden op die oudere dag bekeken"
        )
        yield Waarschuwing(ronde.pad.name, tekst, 'sleutel "bijgewerkt_op"')


def _far_ahead(stukken: Iterable[Vastgelegd], peildatum: Peildatum) -> Iterator[Waarschuwing]:
    """A warning per finding from more than a year on: a slip moves the day of a whole round."""
    grens = peildatum.volgende_beoordeling.volgende_beoordeling.datum
    for stuk in stukken:
        dag = max(stuk.bevinding.datum, getattr(stuk.bevinding, "dag", date.min))
        if dag > grens:
            tekst = f"ligt meer dan een jaar na de peildatum ({peildatum}); klopt die dag?"
            wie = str(stuk.gemeente)
            yield Waarschuwing(stuk.bestand, tekst, stuk.plaats, wie, f"{dag}")


def _large(stukken: Iterable[Vastgelegd], cijfers: Cijfers) -> Iterator[Waarschuwing]:
    """A warning per finding about more persons than the totaalopgave: a slip of the pen."""
    frame = cijfers.frame.sort_values("stand_per").groupby("gemeentecode").last()
    opgave = (frame["taakstelling"] - frame["stand_begin"]).clip(lower=0)
    for stuk in stukken:
        personen = getattr(stuk.bevinding, "personen", None)
        geheel = opgave.get(stuk.gemeente.code)
        if personen is not None and geheel is not None and abs(personen) > geheel:
            tekst = "gaat over meer personen dan de hele totaalopgave; klopt dat aantal?"
            geval = f"{personen} bij een opgave van {geheel}"
            yield Waarschuwing(stuk.bestand, tekst, stuk.plaats, str(stuk.gemeente), geval)


def _early(ronde: Ronde) -> Iterator[Waarschuwing]:
    if ronde.bijgewerkt_op < ronde.peildatum.datum:
        tekst = f"bijgewerkt_op ({ronde.bijgewerkt_op}) ligt voor de peildatum ({ronde.peildatum})"
        yield Waarschuwing(ronde.pad.name, tekst, 'sleutel "bijgewerkt_op"')


def _not_adopted(peildatum: Peildatum, register: Register) -> Iterator[Waarschuwing]:
    vorige = peildatum.vorige_beoordeling
    open_ = [code for code in register.rijen if not register.decided_on(code, vorige.datum)]
    open_ = [code for code in open_ if register.last(code) is not None]
    if register.bron is not None and open_:
        meervoud = ", ".join(open_) if len(open_) <= 5 else f"{len(open_)} gemeenten"
        tekst = (
            f"de ronde van {vorige} is voor {meervoud} niet vastgesteld; ibt rekent vanaf de "
            "laatste trede die er wel staat"
        )
        yield Waarschuwing(register.bron.naam, tekst)


def run_out(bestand: str, kader: Kader, peildatum: Peildatum) -> Iterator[Waarschuwing]:
    """A framework, or one that it rests on, that ended before the peildatum by its own dates."""
    for oud in kader.run_out(peildatum.datum):
        tekst = (
            f"{oud.naam} loopt volgens zijn eigen datum tot en met {oud.tot}, dus niet meer op de "
            f"peildatum {peildatum}; ga na of het is verlengd of vervangen"
        )
        yield Waarschuwing(bestand, tekst)


def personal(stukken: Iterable[Vastgelegd], codes: Collection[str]) -> Iterator[Waarschuwing]:
    """Findings of this round's gemeenten with a text that seems to name a person or household.

    The text itself stands in no message: it would travel with it.
    """
    for stuk in stukken:
        bevinding = stuk.bevinding
        velden = [
            naam
            for naam in type(bevinding).model_fields
            if naam not in _GEEN_TEKST
            and isinstance(tekst := getattr(bevinding, naam), str)
            and seems_personal(tekst, bevinding.datum, (bevinding.beoordelaar,))
        ]
        if velden and stuk.gemeente.code in codes:
            tekst = (
                f"{' en '.join(velden)} lijkt een huishouden, een naam of een geboortedatum te "
                "noemen en komt zo in rapport en brief; zet dat in toelichting_intern"
            )
            yield Waarschuwing(stuk.bestand, tekst, stuk.plaats, str(stuk.gemeente))
