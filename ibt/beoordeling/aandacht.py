"""Aandachtspunten: what a supervisor should look at before deciding. None changes a trede."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from ibt.begrippen.bevinding import Correctie
from ibt.begrippen.fout import Waarschuwing
from ibt.begrippen.kadertekst import Drempels
from ibt.begrippen.periode import Periode
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.strekken import GEEN

VOORBEELD = "voorbeeld_cijfers_verzonnen"


def collect_aandachtspunten(
    som: pd.DataFrame,
    apart: Mapping[str, Collection[str]],
    drempels: Drempels,
    voorbeeld: bool,
) -> pd.Series:
    """The codes per gemeente, as a tuple in a fixed order (contract: Result table, Codes).

    `apart` holds per code the gemeentecodes of which a finding is odd.
    """
    vlaggen = {
        "besluit_nodig": som["besluit_nodig"],
        "grensgeval": _is_close(som),
        "stand_wijkt_af": (som["stand_begin"] != som["stand_eind_vorig"])
        & som["stand_eind_vorig"].notna(),
        "te_weinig_koppelingen": _too_few_linked(som),
        "stapelgemeente": som["stapelgemeente"] == "ja",
        "wachttijd_boven_120": waits_long(som, drempels),
        "omkoppelingen": som["omkoppelingen"].fillna(0) > 0,
        "correctie_misschien_geteld": seems_counted(som),
        "geen_eerdere_inschaling": som["geen_eerdere_inschaling"],
        "keuze_bepalend": som["keuze_bepalend"],
        "termijn_verstreken": som["termijn_verstreken"],
        "taakstelling_gewijzigd": som["taakstelling_gewijzigd"],
        "niet_vooraf_gewaarschuwd": (som["trede_vorig"] == 2)
        & (som["trede_voorstel"] == 3)
        & (som["voortgang_gemeld"] == 0),
        "vorige_ronde_niet_vastgesteld": som["vorige_ronde_niet_vastgesteld"],
        **{code: pd.Series(som.index.isin(wie), index=som.index) for code, wie in apart.items()},
        VOORBEELD: pd.Series(voorbeeld, index=som.index),
    }
    namen = np.array(list(vlaggen))
    raak = np.column_stack([vlag.fillna(False).to_numpy(dtype=bool) for vlag in vlaggen.values()])
    return pd.Series([tuple(namen[rij].tolist()) for rij in raak], index=som.index, dtype=object)


def waits_long(som: pd.DataFrame, drempels: Drempels) -> pd.Series:
    """The mean wait in phase 2 is over 120 days: as worked out from linked persons, else COA's.

    Norm: N13.
    """
    volgens_coa = som["wachttijd_fase2"] > drempels.wachttijd_dagen
    if "wachttijd" not in som:
        return volgens_coa
    eigen = [None if een is None else een.boven_grens for een in som["wachttijd"]]
    berekend = pd.Series(eigen, index=som.index, dtype="boolean")
    return berekend.fillna(volgens_coa)


def margin(totaalopgave: pd.Series, drempels: Drempels) -> pd.Series:
    """How near to another trede is close: 2 persons, or 5% of the totaalopgave rounded down."""
    procent = totaalopgave.clip(lower=0) * drempels.grensgeval_procent // 100
    return procent.clip(lower=drempels.grensgeval_personen)


def _is_close(som: pd.DataFrame) -> pd.Series:
    dichtbij = pd.Series(False, index=som.index)
    for kolom in ("meer", "minder"):
        dichtbij |= (som[kolom] != GEEN) & (som[kolom] <= som["marge"])
    return dichtbij


def _too_few_linked(som: pd.DataFrame) -> pd.Series:
    """Linked and housed persons at the midpoint are together fewer than the opgave then (§2.2).

    Norm: N09.
    """
    bereikbaar = som["koppelingen_realisatie"] + som["koppelingen"]
    return (bereikbaar < som["koppelingen_opgave"]).astype("boolean")


def differing_stands(uitkomst: pd.DataFrame, bestand: str) -> Iterator[Waarschuwing]:
    """COA's stand at the start beside the last stand in the register, where they differ."""
    verschil = uitkomst["stand_begin"] != uitkomst["stand_eind_vorig"]
    for code, rij in uitkomst[verschil & uitkomst["stand_eind_vorig"].notna()].iterrows():
        tekst = "de beginstand is niet de stand waarmee de vorige beoordeling eindigde"
        if rij["vorige_ronde_niet_vastgesteld"]:
            tekst = (
                "de beginstand is niet de laatste stand in het register, die van een oudere ronde "
                "is: stel de vorige ronde vast"
            )
        geval = f"{_signed(rij['stand_begin'])} na {_signed(rij['stand_eind_vorig'])}"
        if rij.get("begin_herzien", False):
            geval += " (na de herziening die deze ronde vastlegt)"
        if rij["open_correctie"]:
            past = rij["stand_begin"] + rij["open_correctie"] == rij["stand_eind_vorig"]
            verklaring = ", dat verklaart het verschil" if past else ""
            geval += f" (open correcties: {rij['open_correctie']}{verklaring})"
        yield Waarschuwing(bestand, tekst, gemeente=f"{rij['gemeente']} ({code})", geval=geval)


def _signed(waarde: int) -> str:
    """A stand as reports write it, with its sign: `+3`, `−8`, `0`."""
    return f"{int(waarde):+d}".replace("-", "\N{MINUS SIGN}") if waarde else "0"


def perhaps_counted(
    uitkomst: pd.DataFrame, dossier: Iterable[Vastgelegd], periode: Periode
) -> Iterator[Waarschuwing]:
    """An open correction that COA's stand at the start seems to hold would count twice (§4).

    Then COA counted it before this half-year began: in the one before, afterwards.
    """
    codes = set(uitkomst.index[seems_counted(uitkomst)])
    for stuk in dossier:
        if stuk.gemeente.code not in codes or not _is_open(stuk, periode):
            continue
        tekst = (
            "de beginstand is gelijk aan de vorige beoordeling, terwijl een correctie nog "
            "openstaat; heeft het COA die al geteld, dan telt zij dubbel; "
        )
        if stuk.periode == periode.vorige:
            tekst += f'zet dan verwerkt_in: "{stuk.periode}" bij de correctie'
        else:
            # Whatever is filled in, the round before this one reckoned with it as open.
            tekst += (
                "vraag het COA in welk halfjaar het haar telde en zet dat als verwerkt_in bij de "
                f"correctie; de ronde over {periode.vorige} rekent dan anders dan is vastgesteld"
            )
        aantal = stuk.bevinding.personen  # type: ignore[attr-defined]
        geval = f"{aantal} {'persoon' if aantal == 1 else 'personen'} uit {stuk.periode}"
        yield Waarschuwing(stuk.bestand, tekst, stuk.plaats, str(stuk.gemeente), geval)


def _is_open(stuk: Vastgelegd, periode: Periode) -> bool:
    """Whether a correction of an earlier half-year is one that COA's stand at the start lacks."""
    if not isinstance(stuk.bevinding, Correctie) or stuk.periode >= periode:
        return False
    return stuk.bevinding.verwerkt_in is None or stuk.bevinding.verwerkt_in >= periode


def seems_counted(uitkomst: pd.DataFrame) -> pd.Series:
    """Whether COA starts where the province ended, although a correction is still open.

    Where the former round is not adopted, the register does not say where the province ended.
    """
    gelijk = uitkomst["stand_begin"] == uitkomst["stand_eind_vorig"]
    gelijk &= ~uitkomst["vorige_ronde_niet_vastgesteld"]
    return (gelijk & (uitkomst["open_correctie"] > 0)).fillna(False).astype(bool)


def besluit_missing(
    uitkomst: pd.DataFrame, met_besluit: Collection[str], bestand: str
) -> Iterator[Waarschuwing]:
    """On trede 5 or 6 the besluit must be on file, or nobody sees its terms pass (§3 trede 5)."""
    for code, rij in uitkomst[uitkomst["trede_vorig"] >= 5].iterrows():
        if code not in met_besluit:
            tekst = (
                f"staat op trede {rij['trede_vorig']}, maar het besluit tot indeplaatsstelling "
                "staat niet in het dossier; zijn termijnen ontbreken dus. Noem het bestand onder "
                "dossier"
            )
            yield Waarschuwing(bestand, tekst, gemeente=f"{rij['gemeente']} ({code})")
