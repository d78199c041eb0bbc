"""What the supervisor found, and the computed trede beside the decided one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from htpy import Element, Node, div, h3, p

from ibt.begrippen.beoordeling import Beoordeling, Oordeel, Veldinhoud
from ibt.begrippen.periode import parse_periode
from ibt.begrippen.verslag import Verslag
from ibt.rapport.besluitzin import besluit_grond
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import datum, getal, stand
from ibt.rapport.oordeelzin import oordeel_zin, remark, step
from ibt.rapport.opmaak import Kolom, Rij, tabel, trede_cel
from ibt.rapport.titelblad import ZONDER
from ibt.rapport.woorden import SOORT, VELD, aandachtspunt, halfjaar, waarde

# These stand in the terms and the contact log, or in a sentence of their own.
_ELDERS = {
    "cijfers_geverifieerd",
    "brief_verzonden",
    "gesprek",
    "verbeterplan",
    "contact",
    "voortgang_gemeld",
}
# A sentence says all their fields.
_IN_EEN_ZIN = {"weging", "besluit_wijziging", "besluit_intrekking"}


@marked
def oordeel(beoordeling: Beoordeling, verslag: Verslag) -> Deel:
    """Computed trede and the one proposed or adopted, then every finding with its motive.

    Norm: N15, N56.
    """
    kolommen = [Kolom("Trede"), Kolom("Uitkomst"), Kolom("Grondslag")]
    eigen = [bevinding for bevinding in beoordeling.oordelen if bevinding.soort not in _ELDERS]
    grond = besluit_grond(beoordeling)
    vast = verslag.vaststelling is not None
    rij = "Vastgesteld" if vast else "Voorstel na bevindingen"
    rijen = [
        Rij("Berekend", [trede_cel(beoordeling.trede_berekend), f"regel {beoordeling.regel}"]),
        Rij(rij, [trede_cel(beoordeling.trede_voorstel), grond], "totaal"),
    ]
    titel = f"Berekende en {'vastgestelde' if vast else 'voorgestelde'} trede"
    return make_deel(
        tabel(titel, kolommen, rijen, "smal"),
        _decision(beoordeling, vast),
        _verified(beoordeling, bool(eigen)),
        [_finding(bevinding, beoordeling) for bevinding in eigen],
    )


def _verified(beoordeling: Beoordeling, meer: bool) -> Node:
    """Whether the figures were checked with the gemeente, and what was answered (§4)."""
    gedaan = [b for b in beoordeling.oordelen if b.soort == "cijfers_geverifieerd"]
    zinnen = [_checked(oordeel) for oordeel in gedaan]
    if not gedaan:
        plaats = beoordeling.kader.bij("contact")
        zinnen.append(f"De cijfers zijn nog niet met de gemeente nagegaan{plaats}.")
    if not meer:
        zinnen.append("Er zijn geen andere bevindingen vastgelegd die voor de trede tellen.")
    return p[" ".join(zinnen)]


def _checked(oordeel: Oordeel) -> str:
    wie = f"{oordeel.beoordelaar}, {datum(oordeel.datum)}"
    delen = [f"De cijfers zijn nagegaan met de gemeente ({wie}): {oordeel.motivering.rstrip('.')}"]
    delen += [
        f"{_capital(VELD[naam])}: {str(tekst).rstrip('.')}"
        for naam, tekst in oordeel.velden.items()
    ]
    return " ".join(f"{deel}." for deel in delen)


def _capital(tekst: str) -> str:
    return tekst[0].upper() + tekst[1:]


def _decision(beoordeling: Beoordeling, vast: bool) -> Node:
    codes = [f"besluit_{naam}" for naam in beoordeling.open_besluiten]
    redenen = [
        aandachtspunt(code, beoordeling.kader) for code in codes if not (vast and code in ZONDER)
    ]
    if not redenen:
        return None
    voor = "Na de vaststelling" if vast else "Voordat deze beoordeling kan worden vastgesteld,"
    return div(".kader.kader-let-op")[p[f"{voor} is nog een besluit nodig: {'; '.join(redenen)}."]]


def _finding(bevinding: Oordeel, beoordeling: Beoordeling) -> Element:
    """The motive first; what was recorded with it in one paragraph, for a report has its length."""
    velden = [
        (VELD.get(naam, naam.replace("_", " ")), _shown(naam, inhoud))
        for naam, inhoud in _once(bevinding.velden).items()
        # In full, and not as its short name, where the rule is explained.
        if naam != "lezing" and bevinding.soort not in _IN_EEN_ZIN
    ]
    zin = oordeel_zin(bevinding, beoordeling.kader) if bevinding.soort in _IN_EEN_ZIN else ""
    wie = f"{bevinding.beoordelaar}, {datum(bevinding.datum)}"
    feiten = [
        f"{_capital(naam)}: {inhoud.rstrip('.')}."
        for naam, inhoud in [*velden, ("vastgelegd door", wie)]
    ]
    return div[
        h3[SOORT.get(bevinding.soort, bevinding.soort.replace("_", " ").capitalize())],
        p[f"{zin} {bevinding.motivering}".strip()],
        p[opmerking] if (opmerking := remark(bevinding, beoordeling)) else None,
        p(".klein")[" ".join(feiten)],
    ]


def _once(velden: Mapping[str, Veldinhoud]) -> dict[str, Veldinhoud]:
    """The fields, with a first and a last day that are one day as that day."""
    over = dict(velden)
    if "gehuisvest_van" in over and over["gehuisvest_van"] == over.get("gehuisvest_tot"):
        del over["gehuisvest_tot"]
        over = {("gehuisvest_op" if n == "gehuisvest_van" else n): w for n, w in over.items()}
    return over


def _shown(naam: str, inhoud: Veldinhoud) -> str:
    """A field as a reader writes it: numbers, dates and half-years in Dutch, codes in words."""
    if not isinstance(inhoud, str):
        return "; ".join(_PART[naam](deel) for deel in inhoud)
    if naam == "personen":
        return getal(int(inhoud))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", inhoud):
        return datum(date.fromisoformat(inhoud))
    if re.fullmatch(r"\d{4}-II?", inhoud):
        return halfjaar(parse_periode(inhoud))
    return waarde(inhoud)


def _step(deel: Mapping[str, str]) -> str:
    return f"{step(deel)} ({deel['motivering']})"


def _term(deel: Mapping[str, str]) -> str:
    zin = f"{deel['maatregel']}: uiterlijk {datum(date.fromisoformat(deel['uiterlijk']))}"
    if "voldaan_op" not in deel:
        return f"{zin}, nog niet voldaan"
    return f"{zin}, voldaan op {datum(date.fromisoformat(deel['voldaan_op']))}"


def _partner(deel: Mapping[str, str]) -> str:
    return f"{deel['gemeentecode']}: {stand(int(deel['personen']))} personen"


_PART = {
    "stappen": _step,
    "termijnen": _term,
    "maatregelen": _term,
    "partners_buiten_provincie": _partner,
}
