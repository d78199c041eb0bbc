"""What moved a gemeente beside the ladder, in words: a decision, an acceleration, a deviation."""

from __future__ import annotations

from datetime import date

from ibt.begrippen.beoordeling import Beoordeling, Oordeel
from ibt.begrippen.traject import Traject
from ibt.rapport.getal import datum, opsomming
from ibt.rapport.woorden import waarde

_GROND = {
    "herziening": "herziening van deze beoordeling",
    "besluit_indeplaatsstelling": "besluit tot indeplaatsstelling (§3 trede 5)",
    "indeplaatsstelling": "indeplaatsstelling (§3 trede 6)",
    "afzien_effectuering": "afzien van uitvoering van het besluit (§3 trede 6)",
    "afschalen": "afschalen bevestigd (§3 inleiding)",
    "niet_afschalen": "besloten niet af te schalen (§3 inleiding)",
    "versnelling": "versnelling (§3 inleiding en §3.1.2)",
}


def besluit_grond(beoordeling: Beoordeling) -> str:
    """On what the proposal rests, in a few words and with its place in the framework."""
    besluit = _decision(beoordeling)
    if besluit is not None:
        return _GROND[besluit.soort]
    if beoordeling.afwijking:
        return f"afwijking: {waarde(beoordeling.afwijking)} (§3.1)"
    return "gelijk aan de berekening"


def besluit_zin(beoordeling: Beoordeling) -> str:
    """What was decided beside the computation; empty where the computation decides.

    To which trede it leads stands not in it: a report says whether that is proposed or adopted.
    """
    besluit = _decision(beoordeling)
    begin = f"De berekening geeft trede {beoordeling.trede_berekend}."
    if besluit is not None:
        return f"{begin} {_decided(besluit)}"
    if not beoordeling.afwijking:
        return ""
    return (
        f"{begin} De toezichthouder wijkt daarvan gemotiveerd af: {waarde(beoordeling.afwijking)}."
    )


def stap_zin(traject: Traject) -> str:
    """A step that was decided for a later day: until then the trede of now holds (§3.1.2)."""
    if traject.volgende_stap is None:
        return ""
    trede, dag = traject.volgende_stap
    return f"Trede {trede} geldt vanaf {datum(dag)}; tot die dag geldt trede {traject.trede}."


def _decision(beoordeling: Beoordeling) -> Oordeel | None:
    """The decision of this round that set the trede; the one furthest up the ladder goes first."""
    volgorde = list(_GROND)
    if beoordeling.trede_voorstel == 6:
        volgorde.remove("besluit_indeplaatsstelling")
    besluiten = [
        oordeel
        for oordeel in sorted(beoordeling.oordelen, key=lambda een: een.datum, reverse=True)
        if oordeel.soort in volgorde and not _of_another_round(oordeel, beoordeling)
    ]
    return min(besluiten, key=lambda besluit: volgorde.index(besluit.soort), default=None)


def _of_another_round(oordeel: Oordeel, beoordeling: Beoordeling) -> bool:
    """A herziening of an earlier peildatum decided where this round starts, not its trede."""
    eigen = str(beoordeling.peildatum)
    return oordeel.soort == "herziening" and str(oordeel.velden["peildatum"]) != eigen


def _decided(besluit: Oordeel) -> str:
    match besluit.soort:
        case "herziening":
            return f"Op {datum(besluit.datum)} is deze beoordeling herzien."
        case "versnelling":
            return f"De toezichthouder versnelt wegens spoed: {_steps(besluit)} (§3.1.2)."
        case "besluit_indeplaatsstelling":
            wie = besluit.velden["orgaan"]
            dag = _day(besluit.velden["besluitdatum"])
            return f"Op {dag} is door {wie} besloten tot indeplaatsstelling (§3 trede 5)."
        case "indeplaatsstelling":
            dag = _day(besluit.velden["besluitdatum"])
            return f"Op {dag} is besloten dat de provincie de taak overneemt (§3 trede 6)."
        case "afzien_effectuering":
            dag = _day(besluit.velden["realiseert_uiterlijk"])
            return (
                "Het besluit wordt niet uitgevoerd, omdat de gemeente zelf realiseert, uiterlijk "
                f"op {dag} (§3 trede 6)."
            )
        case "niet_afschalen":
            dag = datum(besluit.datum)
            return f"Op {dag} is besloten de gemeente niet af te schalen (§3 inleiding)."
    return f"Op {datum(besluit.datum)} is het afschalen naar trede 1 bevestigd (§3 inleiding)."


def _steps(besluit: Oordeel) -> str:
    stappen = besluit.velden["stappen"]
    assert not isinstance(stappen, str)
    return opsomming([f"naar trede {stap['trede']} op {_day(stap['datum'])}" for stap in stappen])


def _day(inhoud: object) -> str:
    return datum(date.fromisoformat(str(inhoud)))
