"""The rows that decisions add to the register, each with what it changes in the row before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ibt.begrippen.bevinding import Bevinding, Herziening
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.orgaan import NAMENS
from ibt.beoordeling.dossier import Besluitstap
from ibt.register import HERZIENING, Registerrij

if TYPE_CHECKING:
    from ibt.begrippen.beoordeling import Vaststelling
    from ibt.ronde.ronde import Ronde

_CIJFERS = ("stand_eind", "correctie", "verschoonbaar", "toerekenbaar")


def make_beoordelingsrij(ronde: Ronde, gemeente: Gemeente, wie: Vaststelling) -> Registerrij:
    """The row of an assessment, dated on the adoption, with its rule and the findings as motive."""
    uit = ronde.uitkomsten.per_gemeente[gemeente.code]
    eigen = [stuk.bevinding for stuk in ronde.stukken(gemeente.code)]
    motieven = [
        f"regel {uit.regel}, berekend trede {uit.trede_berekend}",
        *(f"{bevinding.soort}: {bevinding.motivering.rstrip('.')}" for bevinding in eigen),
    ]
    return Registerrij(
        nummer=0,
        gemeentecode=gemeente.code,
        datum=wie.datum,
        trede=uit.trede_voorstel,
        aanleiding="beoordeling",
        peildatum=ronde.peildatum.datum,
        orgaan=wie.orgaan,
        motivering="; ".join(motieven),
        vastgesteld_door=wie.door,
        vastgesteld_op=wie.datum,
        **{kolom: getattr(uit.som, kolom) for kolom in _CIJFERS},
    )


def make_stap(rij: Registerrij, stap: Besluitstap) -> Registerrij:
    """The row of an assessment as that of a step that was decided in it."""
    velden: dict[str, object] = {
        "datum": stap.datum,
        "trede": stap.trede,
        "aanleiding": stap.soort,
        "orgaan": stap.orgaan or rij.orgaan,
    }
    if stap.soort == "versnelling":  # the only one whose steps have motives of their own
        velden["motivering"] = stap.motivering
    return rij.model_copy(update=velden)


def make_besluit(
    bevinding: Bevinding, stap: Besluitstap, laatste: Registerrij, halverwege: int | None
) -> Registerrij:
    """The row of a step between two peildata: it has none itself, and carries the last stand on.

    Going back rests on the stand in COA's latest figures (`halverwege`): that one is recorded.
    """
    rij, motief = laatste, f"{stap.soort}: {stap.motivering}"
    if halverwege is not None:
        rij = _with_stand(laatste, halverwege, verschoonbaar=0)
        motief += f" (stand {halverwege:+d} in de nieuwste cijfers)"
    velden = {
        "nummer": 0,
        "datum": stap.datum,
        "trede": stap.trede,
        "aanleiding": stap.soort,
        "peildatum": None,
        "correctie": 0,
        "orgaan": stap.orgaan,
        "motivering": motief,
        "vastgesteld_door": bevinding.beoordelaar,
        "vastgesteld_op": bevinding.datum,
    }
    return rij.model_copy(update=velden)


def make_herziening(herziening: Herziening, oud: Registerrij) -> Registerrij:
    """The row that takes the place of an adopted one; figures that were not revised stay."""
    rij = with_herziening(oud, herziening, herziening.stand_eind)
    motief = f"{HERZIENING}: {herziening.motivering}"
    return rij.model_copy(update={"orgaan": oud.orgaan or NAMENS, "motivering": motief})


def with_herziening(rij: Registerrij, herziening: Herziening, stand: int | None) -> Registerrij:
    """A row with what a revision changes in it: the stand after it where that is given, signed by
    whom and when it was decided, not by who adopted the round.
    """
    if stand is not None:
        rij = _with_stand(rij, stand, rij.verschoonbaar or 0)
    velden = {
        "nummer": 0,
        "datum": herziening.datum,
        "trede": herziening.trede,
        "aanleiding": HERZIENING,
        "peildatum": herziening.dag,
        "vastgesteld_door": herziening.beoordelaar,
        "vastgesteld_op": herziening.datum,
    }
    return rij.model_copy(update=velden)


def _with_stand(rij: Registerrij, stand: int, verschoonbaar: int) -> Registerrij:
    toerekenbaar = max(0, -stand - verschoonbaar)
    return rij.model_copy(update={"stand_eind": stand, "toerekenbaar": toerekenbaar})
