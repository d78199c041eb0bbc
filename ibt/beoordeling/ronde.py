"""All gemeenten of a round at once: sums, treden, reasons and points of attention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.ingreep import BesluitIndeplaatsstelling
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.aandacht import (
    besluit_missing,
    collect_aandachtspunten,
    differing_stands,
    margin,
    perhaps_counted,
)
from ibt.beoordeling.besluit import Positie, check_besluiten
from ibt.beoordeling.dossier import Besluitsporen, group_sporen
from ibt.beoordeling.effect import apply_bevindingen, redistributed_by
from ibt.beoordeling.inschaling import classify
from ibt.beoordeling.lezingen import (
    check_keuzes,
    chosen_lezingen,
    compare_lezingen,
    deciding,
    same_lezingen,
)
from ibt.beoordeling.som import at_midpoint, calculate_som
from ibt.beoordeling.strekken import GEEN, Strekken, stretches
from ibt.beoordeling.toets import (
    ODD,
    check_afwijkingen,
    check_bevindingen,
    check_nagekomen,
    check_taakstelling,
    check_whole,
    idle_verbeterplan,
    misfiled,
    odd_findings,
    older_shortcomings,
)
from ibt.beoordeling.voorstel import own_herziening, propose
from ibt.beoordeling.vooruitzicht import look_ahead
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen
from ibt.kader.tabel import Kolom


@dataclass(frozen=True)
class Invoer:
    """What the assessment of a round needs.

    `frame` has one row per gemeente, indexed by gemeentecode and sorted: COA's figures
    (`taakstelling`, `stand_begin`, `realisatie`, signals), what the register says
    (`trede_vorig`, `stand_eind_vorig`, `stand_bij_intrede`, `verschoonbaar_vorig`,
    `geen_eerdere_inschaling`, `vorige_ronde_niet_vastgesteld`, `laatste_daling`,
    `trede_vorig_vanaf`) and
    `taakstelling_gewijzigd`.
    `tegen_dossier` are faults of findings that the case file contradicts, `onvolledig` those for
    which it holds too little. `vastgesteld` says that the round was adopted.
    `vandaag` is the "today" of the round, on which terms are met or
    missed; never the clock.
    """

    peildatum: Peildatum
    kader: Kader
    _frame: pd.DataFrame
    bestand: str
    bevindingen: tuple[Vastgelegd, ...]
    dossier: tuple[Vastgelegd, ...]
    voorbeeld: bool
    vandaag: date
    tegen_dossier: tuple[Gebrek, ...] = ()
    onvolledig: tuple[Vastgelegd, ...] = ()
    vastgesteld: bool = False

    @property
    def frame(self) -> pd.DataFrame:
        """The table, as a copy: nobody changes it under the round."""
        return self._frame.copy(deep=False)


@dataclass(frozen=True)
class Uitkomsten:
    """The assessed round: one row per gemeente, the other readings, and warnings.

    `gekozen` holds the readings that the supervisor chose, per gemeentecode.
    """

    _frame: pd.DataFrame
    lezingen: pd.DataFrame
    gekozen: Mapping[str, Lezingen]
    waarschuwingen: tuple[Waarschuwing, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """The table, as a copy: nobody changes it under the round."""
        return self._frame.copy(deep=False)


def assess(invoer: Invoer) -> Uitkomsten:
    """The proposal for every gemeente; InvoerFout with every finding that is not allowed."""
    codes = invoer.frame.index.tolist()
    periode = invoer.peildatum.periode
    stukken = invoer.bevindingen, invoer.dossier
    gebreken = check_bevindingen(codes, *stukken, periode, invoer.vastgesteld)
    gebreken += check_keuzes(invoer.bevindingen, invoer.kader)
    gebreken += invoer.tegen_dossier
    eigen = [stuk for stuk in invoer.bevindingen if stuk.gemeente.code in invoer.frame.index]
    effect = apply_bevindingen(codes, eigen, invoer.dossier, periode)
    frame = _with_revisions(invoer.frame.join(effect), eigen)
    gebreken += check_taakstelling(frame, invoer.bestand)
    gebreken += check_nagekomen(frame, invoer.bestand)
    gekozen = chosen_lezingen(eigen, invoer.kader)
    som, lezingen = _assess_groups(frame, invoer.kader, gekozen)
    toen = redistributed_by(codes, eigen, invoer.peildatum.halverwege.datum)
    som = som.assign(**at_midpoint(frame, toen))
    sporen = group_sporen((*invoer.dossier, *eigen))
    gebreken += check_afwijkingen(eigen, som)
    gebreken += check_whole(eigen)
    gebreken += check_besluiten(eigen, sporen, _positions(eigen, som, gekozen, invoer.kader))
    vreemd = list(odd_findings(eigen, invoer.onvolledig, periode))
    opvallend = [*_warn(vreemd), *older_shortcomings(invoer.dossier)]
    if gebreken:
        raise InvoerFout(gebreken, opvallend)
    som = propose(som, eigen, sporen, invoer.vandaag)
    som = som.join(_look_ahead(som, invoer.kader, gekozen))
    som["keuze_bepalend"] = deciding(lezingen, som["trede_berekend"], gekozen)
    som["aandachtspunten"] = collect_aandachtspunten(
        som, _per_code(vreemd), invoer.kader.drempels, invoer.voorbeeld
    )
    gemeld = (
        *opvallend,
        *idle_verbeterplan(eigen, som),
        *misfiled(invoer.dossier, periode),
        *differing_stands(som, invoer.bestand),
        *perhaps_counted(som, invoer.dossier, periode),
        *besluit_missing(som, _with_besluit(sporen), invoer.bestand),
    )
    return Uitkomsten(som, lezingen, gekozen, gemeld)


def _assess_groups(
    frame: pd.DataFrame, kader: Kader, gekozen: Mapping[str, Lezingen]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every gemeente under the readings that are in use for it; rows as in `frame`."""
    codes = frame.index.tolist()
    groepen = [
        _assess_group(frame.loc[groep], kader, lezingen)
        for lezingen, groep in same_lezingen(codes, gekozen)
    ]
    som = pd.concat([deel for deel, _ in groepen]).loc[codes]
    return som, pd.concat([deel for _, deel in groepen]).loc[codes]


def _assess_group(
    frame: pd.DataFrame, kader: Kader, lezingen: Lezingen
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sums, treden and turning points of gemeenten with the same readings; the other readings."""
    uitkomst = classify(frame, kader, lezingen)
    som = calculate_som(frame).assign(trede_berekend=uitkomst.trede, regel=uitkomst.regel)
    som = som.assign(marge=margin(som["totaalopgave"], kader.drempels))
    strekken = stretches(frame, kader, lezingen)
    return som.assign(**_turning_points(som, strekken)), compare_lezingen(frame, kader, lezingen)


def _turning_points(som: pd.DataFrame, strekken: Strekken) -> dict[str, Kolom]:
    """How many persons more or fewer lead to another trede, and to which; GEEN where none do."""
    (meer, naar), (minder, terug) = strekken.more(), strekken.fewer()
    # Fewer than nobody cannot have been housed.
    kan = minder <= som["gerealiseerd"].clip(lower=0).to_numpy()
    return {
        "meer": meer,
        "meer_trede": naar,
        "minder": np.where(kan, minder, GEEN),
        "minder_trede": np.where(kan, terug, GEEN),
    }


def _look_ahead(som: pd.DataFrame, kader: Kader, gekozen: Mapping[str, Lezingen]) -> pd.DataFrame:
    """What may follow for each gemeente, under the readings that are in use for it now."""
    groepen = same_lezingen(som.index.tolist(), gekozen)
    return pd.concat([look_ahead(som.loc[groep], kader, lezingen) for lezingen, groep in groepen])


def _with_revisions(frame: pd.DataFrame, bevindingen: list[Vastgelegd]) -> pd.DataFrame:
    """With what a revision of this very round changes in the stand at the end, in persons.

    The figures stay as delivered: the revision is a line of its own in the sum.
    """
    eind = calculate_som(frame)["stand_eind"]
    for stuk in sorted(bevindingen, key=lambda stuk: stuk.bevinding.datum):
        herziening = own_herziening(stuk)
        if herziening is not None and herziening.stand_eind is not None:
            code = stuk.gemeente.code
            frame.loc[code, "herzien"] = herziening.stand_eind - eind[code]
    return frame


def _warn(vreemd: list[tuple[Vastgelegd, str, str]]) -> Iterator[Waarschuwing]:
    for stuk, code, tekst in vreemd:
        yield Waarschuwing(stuk.bestand, f"{tekst} ({code})", stuk.plaats, str(stuk.gemeente))


def _per_code(vreemd: list[tuple[Vastgelegd, str, str]]) -> dict[str, set[str]]:
    """The gemeenten of each code of an odd finding; codes in a fixed order."""
    codes: dict[str, set[str]] = {code: set() for code in ODD}
    for stuk, code, _ in vreemd:
        codes[code].add(stuk.gemeente.code)
    return codes


def _with_besluit(sporen: Mapping[str, Besluitsporen]) -> set[str]:
    return {code for code, spoor in sporen.items() if any(spoor.of(BesluitIndeplaatsstelling))}


def _positions(
    bevindingen: list[Vastgelegd],
    som: pd.DataFrame,
    gekozen: Mapping[str, Lezingen],
    kader: Kader,
) -> dict[str, Positie]:
    codes = {stuk.gemeente.code for stuk in bevindingen}
    kolommen = [
        *("trede_vorig", "stand_eind", "laatste_daling", "trede_vorig_vanaf", "toerekenbaar")
    ]
    return {
        str(code): Positie(
            int(rij["trede_vorig"]),
            int(rij["stand_eind"]),
            rij["laatste_daling"],
            rij["trede_vorig_vanaf"],
            int(rij["toerekenbaar"]),
            kader.excuse_weighs(kader.lezingen(gekozen.get(str(code), {}))),
        )
        for code, rij in som.loc[sorted(codes), kolommen].iterrows()
    }
