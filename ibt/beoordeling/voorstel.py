"""What the computed trede becomes after the supervisor's decisions, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from ibt.begrippen.bevinding import Herziening
from ibt.begrippen.ingreep import Afschalen, NietAfschalen, Versnelling
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.dossier import Besluitsporen, in_order


def propose(
    som: pd.DataFrame,
    bevindingen: Sequence[Vastgelegd],
    sporen: Mapping[str, Besluitsporen],
    vandaag: date,
) -> pd.DataFrame:
    """The proposal per gemeente, `besluit_nodig` and `termijn_verstreken` (§3, §3.1).

    A decision goes before a deviation, and that before the ladder; at most one of them is allowed.
    `open_besluit` says why a decision is still needed: `afschalen` or `termijn`, joined by `|`
    where there are both.

    Norm: N25, N52, N55.
    """
    besloten, afgehandeld, versneld = _decisions(bevindingen)
    besluit = pd.Series(besloten, dtype="Int64").reindex(som.index)
    wijkt_af = som["afwijking_trede"] > 0
    ladder = som["trede_berekend"].where(~wijkt_af, som["afwijking_trede"])
    blijft = som.index.isin([code for code, klaar in afgehandeld.items() if klaar is NietAfschalen])
    ladder = ladder.where(~blijft, som["trede_vorig"])
    voorstel = besluit.fillna(ladder).astype("int64")
    open_afschalen = (som["trede_vorig"] >= 4) & (som["stand_eind"] >= 0)
    open_afschalen &= ~som.index.isin(list(afgehandeld))
    terug = [code for code, klaar in afgehandeld.items() if klaar is Afschalen]
    op_vijf = ((som["trede_vorig"] == 5) & (voorstel < 6)) | (voorstel == 5)
    verstreken = expired(op_vijf & ~som.index.isin(terug), sporen, vandaag)
    afwijking = som["afwijking_grond"].where(~som.index.isin(versneld), "versnelling")
    return som.assign(
        trede_voorstel=voorstel,
        afwijking=afwijking,
        termijn_verstreken=verstreken,
        besluit_nodig=open_afschalen | verstreken,
        open_besluit=_reasons({"afschalen": open_afschalen, "termijn": verstreken}),
    )


def _reasons(redenen: Mapping[str, pd.Series]) -> list[str]:
    """Per gemeente the names of the reasons that hold, joined by `|`."""
    kolommen = [reeks.tolist() for reeks in redenen.values()]
    return [
        "|".join(naam for naam, raak in zip(redenen, rij, strict=True) if raak)
        for rij in zip(*kolommen, strict=True)
    ]


def _decisions(
    bevindingen: Sequence[Vastgelegd],
) -> tuple[dict[str, int], dict[str, type], list[str]]:
    """Per gemeentecode: the decided trede, how 4a-6a was answered, and who was accelerated."""
    per_gemeente: dict[str, list[Vastgelegd]] = {}
    for stuk in bevindingen:
        per_gemeente.setdefault(stuk.gemeente.code, []).append(stuk)
    besloten, afgehandeld, versneld = {}, {}, []
    for code, stukken in per_gemeente.items():
        stappen = in_order(stuk.bevinding for stuk in stukken)
        if stappen:
            besloten[code] = stappen[-1].trede
        for stuk in sorted(stukken, key=lambda stuk: stuk.bevinding.datum):
            if isinstance(stuk.bevinding, (Afschalen, NietAfschalen)):
                afgehandeld[code] = type(stuk.bevinding)
            if isinstance(stuk.bevinding, Versnelling):
                versneld.append(code)
            if (herziening := own_herziening(stuk)) is not None:
                besloten[code] = herziening.trede
    return besloten, afgehandeld, versneld


def own_herziening(stuk: Vastgelegd) -> Herziening | None:
    """The finding, where it decides the trede of its own round again."""
    herziening, peildatum = stuk.bevinding, stuk.periode.volgende.begin
    eigen = isinstance(herziening, Herziening) and herziening.peildatum == peildatum
    return herziening if eigen and isinstance(herziening, Herziening) else None


def expired(op_vijf: pd.Series, sporen: Mapping[str, Besluitsporen], vandaag: date) -> pd.Series:
    """On trede 5, a term missed and not yet answered (§3 trede 5 and 6).

    Going back to 1 after full realisation is an answer too.
    """
    codes = [
        code
        for code in op_vijf.index[op_vijf]
        if (spoor := sporen.get(str(code))) is not None
        and spoor.missed(vandaag)
        and not spoor.settled(vandaag)
    ]
    return pd.Series(op_vijf.index.isin(codes), index=op_vijf.index)
