"""What the supervisor found, and the computed trede beside the decided one."""

from __future__ import annotations

import re
from datetime import date

from htpy import Element, Node, dd, div, dl, dt, h3, p

from ibt.begrippen.beoordeling import Beoordeling, Oordeel
from ibt.begrippen.periode import parse_periode
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal
from ibt.rapport.opmaak import Kolom, Rij, tabel, trede_cel
from ibt.rapport.woorden import SOORT, VELD, halfjaar, waarde


def oordeel(beoordeling: Beoordeling) -> Deel:
    """Computed and proposed trede side by side, then every finding with its motive."""
    kolommen = [Kolom("Trede"), Kolom("Uitkomst"), Kolom("Grondslag")]
    afgeweken = beoordeling.afwijking
    grond = f"afwijking: {waarde(afgeweken)} (§3.1)" if afgeweken else "gelijk aan de berekening"
    rijen = [
        Rij("Berekend", [trede_cel(beoordeling.trede_berekend), f"regel {beoordeling.regel}"]),
        Rij("Voorstel na bevindingen", [trede_cel(beoordeling.trede_voorstel), grond], "totaal"),
    ]
    return make_deel(
        tabel("Berekende en voorgestelde trede", kolommen, rijen, "smal"),
        _decision(beoordeling),
        [_finding(bevinding) for bevinding in beoordeling.oordelen]
        or p["Voor deze gemeente zijn geen bevindingen vastgelegd."],
    )


def _decision(beoordeling: Beoordeling) -> Node:
    if "besluit_nodig" not in beoordeling.aandachtspunten:
        return None
    return div(".kader.kader-let-op")[
        p["De toezichthouder moet nog beslissen voordat deze beoordeling kan worden vastgesteld."]
    ]


def _finding(bevinding: Oordeel) -> Element:
    velden = [
        (VELD.get(naam, naam.replace("_", " ")), _shown(naam, inhoud))
        for naam, inhoud in bevinding.velden.items()
    ]
    wie = f"{bevinding.beoordelaar}, {datum(bevinding.datum)}"
    return div[
        h3[SOORT.get(bevinding.soort, bevinding.soort.replace("_", " ").capitalize())],
        p[bevinding.motivering],
        dl(".feiten")[
            ((dt[naam], dd[inhoud]) for naam, inhoud in [*velden, ("vastgelegd door", wie)])
        ],
    ]


def _shown(naam: str, inhoud: str) -> str:
    """A field as a reader writes it: numbers, dates and half-years in Dutch, codes in words."""
    if naam == "personen":
        return getal(int(inhoud))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", inhoud):
        return datum(date.fromisoformat(inhoud))
    if re.fullmatch(r"\d{4}-II?", inhoud):
        return halfjaar(parse_periode(inhoud))
    return waarde(inhoud)
