"""The traject of every gemeente of a round, from its case file and the register."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.traject import Traject
from ibt.readers.naam import normalize_naam
from ibt.ronde.ronde import Ronde
from ibt.traject import Vraag, follow_traject


def volg_traject(ronde: Ronde, gemeentecode: str) -> Traject:
    """The traject of one gemeente; InvoerFout when the code is not in the round."""
    gemeente = ronde.find(gemeentecode)
    trede = int(ronde.uitkomsten.frame.loc[gemeente.code, "trede_voorstel"])  # type: ignore[arg-type]
    stukken = [
        stuk.bevinding
        for stuk in (*ronde.dossier, *ronde.bevindingen)
        if stuk.gemeente.code == gemeente.code
    ]
    return follow_traject(
        Vraag(
            gemeente,
            trede,
            _entry(ronde, gemeente.code, trede),
            ronde.peildatum.datum,
            tuple(sorted(stukken, key=lambda stuk: stuk.datum)),
            ronde.bijgewerkt_op,
            ronde.kader,
            ronde.uitkomsten.gekozen.get(gemeente.code, {}),
        )
    )


def volg_trajecten(ronde: Ronde) -> tuple[Traject, ...]:
    """The trajecten of all gemeenten, in the order of their names."""
    op_naam = sorted(ronde.gemeenten, key=lambda gemeente: normalize_naam(gemeente.naam))
    return tuple(volg_traject(ronde, gemeente.code) for gemeente in op_naam)


def _entry(ronde: Ronde, gemeentecode: str, trede: int) -> date:
    """The day from which the case file speaks of this stay on the trede.

    From trede 4 on the whole traject since the last fall counts: an announcement may be older
    than the step that followed it.
    """
    if trede >= 4:
        return ronde.register.last_fall(gemeentecode) or date.min
    intrede = ronde.register.entry(gemeentecode)
    if intrede is None or intrede.trede != trede:
        return ronde.peildatum.datum
    return intrede.geldt_vanaf
