"""From the tables of a round to a Positie per gemeente: figures, register and findings together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from ibt.begrippen.beoordeling import Signalen
from ibt.begrippen.gemeente import Gemeente, Voorganger
from ibt.beoordeling.positie import Positie
from ibt.beoordeling.tempo import earlier_paces
from ibt.ronde.herindeling import joint_stand, predecessors
from ibt.ronde.historie import make_historie, make_verloop

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# A row of COA's figures, by the names of its columns.
_Rij = dict[str, Any]


def make_posities(ronde: Ronde) -> dict[str, Positie]:
    """A Positie per gemeentecode, sorted."""
    cijfers, eerdere = _per_gemeente(ronde.cijfers.frame), _per_gemeente(ronde.eerdere_cijfers)
    op_code = {gemeente.code: gemeente for gemeente in ronde.gemeenten}
    return {
        code: _make_positie(ronde, op_code[code], cijfers[code], eerdere.get(code, []))
        for code in sorted(op_code)
    }


def _per_gemeente(frame: pd.DataFrame) -> dict[str, list[_Rij]]:
    rijen: dict[str, list[_Rij]] = {}
    for rij in frame.to_dict("records"):
        rijen.setdefault(rij["gemeentecode"], []).append(rij)  # type: ignore[arg-type]
    return rijen


def _make_positie(
    ronde: Ronde, gemeente: Gemeente, cijfers: Sequence[_Rij], eerdere: Sequence[_Rij]
) -> Positie:
    """One gemeente; its taakstelling is that of the peildatum, as COA gives it. Norm: N06."""
    code, register, peildatum = gemeente.code, ronde.register, ronde.peildatum
    [nu] = [rij for rij in cijfers if rij["stand_per"] == peildatum.datum]
    historie = make_historie(register.rijen.get(code, ()), eerdere, peildatum.datum)
    voorgangers = predecessors(ronde.lijst, register, gemeente)
    gehuisvest = {rij["stand_per"]: int(rij["realisatie"]) for rij in eerdere}
    return Positie(
        gemeente=gemeente,
        kader=ronde.kader.tekst,
        taakstelling=int(nu["taakstelling"]),
        stand_begin=int(nu["stand_begin"]),
        realisatie=int(nu["realisatie"]),
        taakstelling_gewijzigd=len({rij["taakstelling"] for rij in cijfers}) > 1,
        signalen=_signalen(ronde, code, nu, cijfers),
        bevindingen=ronde.stukken(code),
        dossier=ronde.dossier_van(code),
        tempo=earlier_paces(gehuisvest, peildatum.periode),
        verloop=make_verloop(cijfers),
        historie=historie,
        voorgangers=voorgangers,
        **_decided(ronde, code, voorgangers),
    )


def _signalen(ronde: Ronde, code: str, nu: _Rij, cijfers: Sequence[_Rij]) -> Signalen:
    """The signals; koppelingen on 1 April or 1 October, with the figures of then (§2.2, 3e punt).

    Within a half-year those of the peildatum itself.
    """
    peildatum, eigen = ronde.peildatum, ronde.wachttijden
    dag = peildatum.datum if ronde.is_voortgang else peildatum.halverwege.datum
    toen = next((rij for rij in cijfers if rij["stand_per"] == dag), nu)
    bekend = toen["stand_per"] == dag and not pd.isna(toen["koppelingen"])
    opgave = toen["taakstelling"] - toen["stand_begin"]
    return Signalen(
        koppelingen=toen["koppelingen"] if bekend else None,
        koppelingen_per=dag if bekend else None,
        koppelingen_realisatie=toen["realisatie"] if bekend else None,
        koppelingen_opgave=opgave if bekend else None,
        omkoppelingen=_known(nu["omkoppelingen"]),
        wachttijd_fase2=_known(nu["wachttijd_fase2"]),
        stapelgemeente=_known(nu["stapelgemeente"]),
        wachttijd=None if eigen is None else eigen.per_gemeente.get(code),
    )


def _known(waarde: Any) -> Any:
    return None if pd.isna(waarde) else waarde


def _decided(ronde: Ronde, code: str, voorgangers: Sequence[Voorganger]) -> dict[str, Any]:
    """What the register says of a gemeente before the peildatum (Keuze K5 without a row).

    Without a stand of its own it begins with those of its predecessors together.
    """
    register, vorige = ronde.register, ronde.peildatum.vorige_beoordeling.datum
    laatste, intrede = register.last(code), register.entry(code)
    stand = register.last_stand(code)
    return {
        "trede_vorig": 1 if laatste is None else laatste.trede,
        "trede_vorig_vanaf": None if laatste is None else laatste.geldt_vanaf,
        "trede_vorig_sinds": None if intrede is None else intrede.datum,
        "geen_eerdere_inschaling": laatste is None,
        "stand_eind_vorig": joint_stand(voorgangers) if stand is None else stand,
        "stand_bij_intrede": None if intrede is None else intrede.stand_eind,
        "verschoonbaar_vorig": register.last_verschoonbaar(code),
        "tekort_op_rij": register.missed_in_a_row(code, ronde.peildatum.vorige_beoordeling),
        "begin_herzien": any(not rij.nummer for rij in register.rijen.get(code, ())),
        "vorige_ronde_niet_vastgesteld": laatste is not None
        and not register.decided_on(code, vorige),
        "laatste_daling": register.last_fall(code, ronde.kader.tekst.losgelaten),
    }
