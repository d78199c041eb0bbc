"""All gemeenten of a round at once: sums, treden, reasons and points of attention."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ibt.begrippen.fout import InvoerFout, Waarschuwing
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.aandacht import collect_aandachtspunten
from ibt.beoordeling.effect import apply_bevindingen
from ibt.beoordeling.gevoeligheid import measure_gevoeligheid
from ibt.beoordeling.inschaling import classify
from ibt.beoordeling.lezingen import compare_lezingen
from ibt.beoordeling.som import calculate_som, opgave_at_midpoint
from ibt.beoordeling.toets import (
    check_afwijkingen,
    check_bevindingen,
    check_nagekomen,
    check_taakstelling,
    differing_stands,
    idle_verbeterplan,
    misfiled,
)
from ibt.kader.kader import Kader


@dataclass(frozen=True)
class Invoer:
    """What the assessment of a round needs.

    `frame` has one row per gemeente, indexed by gemeentecode and sorted: COA's figures
    (`taakstelling`, `stand_begin`, `realisatie`, signals), what the register says
    (`trede_vorig`, `stand_eind_vorig`, `stand_bij_intrede`, `verschoonbaar_vorig`,
    `geen_eerdere_inschaling`, `vorige_ronde_niet_vastgesteld`) and `taakstelling_gewijzigd`.
    """

    peildatum: Peildatum
    kader: Kader
    frame: pd.DataFrame
    bestand: str
    bevindingen: tuple[Vastgelegd, ...]
    dossier: tuple[Vastgelegd, ...]
    voorbeeld: bool


@dataclass(frozen=True)
class Uitkomsten:
    """The assessed round: one row per gemeente, the other readings, and warnings."""

    frame: pd.DataFrame
    lezingen: pd.DataFrame
    waarschuwingen: tuple[Waarschuwing, ...]


def assess(invoer: Invoer) -> Uitkomsten:
    """The proposal for every gemeente; InvoerFout with every finding that is not allowed."""
    codes = invoer.frame.index.tolist()
    periode = invoer.peildatum.periode
    gebreken = check_bevindingen(codes, invoer.bevindingen, invoer.dossier, periode)
    eigen = [stuk for stuk in invoer.bevindingen if stuk.gemeente.code in invoer.frame.index]
    effect = apply_bevindingen(codes, eigen, invoer.dossier, periode)
    frame = invoer.frame.join(effect)
    gebreken += check_taakstelling(frame, invoer.bestand)
    gebreken += check_nagekomen(frame, invoer.bestand)
    som = calculate_som(frame).assign(koppelingen_opgave=opgave_at_midpoint(frame))
    uitkomst = classify(frame, invoer.kader)
    som = som.assign(trede_berekend=uitkomst.trede, regel=uitkomst.regel)
    gebreken += check_afwijkingen(eigen, som)
    if gebreken:
        raise InvoerFout(gebreken)
    som = _propose(som).join(measure_gevoeligheid(frame, invoer.kader))
    lezingen = compare_lezingen(frame, invoer.kader)
    drempels = invoer.kader.drempels
    som["aandachtspunten"] = collect_aandachtspunten(som, lezingen, drempels, invoer.voorbeeld)
    return Uitkomsten(
        som,
        lezingen,
        (
            *idle_verbeterplan(eigen, som),
            *misfiled(invoer.dossier, periode),
            *differing_stands(som, invoer.bestand),
        ),
    )


def _propose(som: pd.DataFrame) -> pd.DataFrame:
    """The trede after the findings, and whether a besluit is still needed (§3 inleiding, §3.1)."""
    wijkt_af = som["afwijking_trede"] > 0
    voorstel = som["trede_berekend"].where(~wijkt_af, som["afwijking_trede"])
    kan_afschalen = (som["trede_vorig"] >= 4) & (som["stand_eind"] >= 0)
    lager_met_tekort = wijkt_af & (voorstel < som["trede_vorig"]) & (som["stand_eind"] < 0)
    return som.assign(
        trede_voorstel=voorstel.astype("int64"),
        afwijking=som["afwijking_grond"],
        besluit_nodig=kan_afschalen | lager_met_tekort,
    )
