"""Findings in a letter: what was judged, for how many persons, and on what grounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ibt.begrippen.beoordeling import Beoordeling, Oordeel
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.periode import parse_periode
from ibt.kader.kader import Kader
from ibt.rapport.brief.model import Punt
from ibt.rapport.brief.zin import day, sentence, to_u
from ibt.rapport.getal import personen
from ibt.rapport.keuzezin import recorded_sentence
from ibt.rapport.oordeelzin import oordeel_zin, remark, step
from ibt.rapport.woorden import SOORT, halfjaar, waarde

Velden = Mapping[str, str]

# Shorter than in the report, where the heading stands alone.
_KOP = {"verbeterplan_niet_uitgevoerd": "Verbeterplan", "keuze": "Lezing van het kader"}
# What must come before a besluit, as far as it is on record.
_VOORAF = (
    ("taakverwaarlozing_op", "De taakverwaarlozing is vastgesteld op"),
    ("zienswijze_gevraagd_op", "Uw zienswijze is gevraagd op"),
    ("bekendgemaakt_op", "Het besluit is bekendgemaakt op"),
)
_CATEGORIE = {"anders": "een andere reden", "calamiteit": "een calamiteit"}


def bevindingen(beoordeling: Beoordeling, kader: Kader) -> tuple[Punt, ...]:
    """What bears on the outcome; contacts and other entries of the case file stay out."""
    return tuple(_points(beoordeling, kader))


def geverifieerd(beoordeling: Beoordeling) -> Oordeel | None:
    """The record that the figures were checked with the gemeente (§4). Norm: N66."""
    gedaan = [
        oordeel for oordeel in beoordeling.oordelen if oordeel.soort == "cijfers_geverifieerd"
    ]
    return max(gedaan, key=lambda oordeel: oordeel.datum, default=None)


def _points(beoordeling: Beoordeling, kader: Kader) -> Iterator[Punt]:
    for oordeel in beoordeling.oordelen:
        velden = {naam: tekst for naam, tekst in oordeel.velden.items() if isinstance(tekst, str)}
        if oordeel.soort == "keuze":
            yield _point(oordeel, to_u(recorded_sentence(velden["keuze"], beoordeling, kader)))
        elif oordeel.soort == "afwijking":
            yield _point(oordeel, _afwijking(oordeel, velden, kader.tekst))
        elif oordeel.soort in _ZIN:
            zin = f"{_ZIN[oordeel.soort](velden, kader.tekst)} {remark(oordeel, beoordeling)}"
            yield _point(oordeel, zin.rstrip())
        elif zin := oordeel_zin(oordeel, kader.tekst):
            yield _point(oordeel, f"{to_u(zin)} {_more(oordeel, velden, beoordeling)}".rstrip())


def _point(oordeel: Oordeel, zin: str) -> Punt:
    """The sentence, then the motive as the supervisor wrote it."""
    kop = _KOP.get(oordeel.soort, SOORT[oordeel.soort])
    return Punt(kop, f"{zin} {sentence(oordeel.motivering)}")


def _herverdeling(velden: Velden, _: Kadertekst) -> str:
    aantal = int(velden["personen"])
    zin = f"Volgens de afspraak “{velden['afspraak']}”"
    wat = f"zou uw gemeente {personen(aantal)} meer huisvesten"
    if aantal < 0:
        wat = f"hoefde uw gemeente {personen(-aantal)} minder te huisvesten"
    slot = ""
    if velden.get("verwerkt_in_taakstelling") == "ja":
        slot = " Dat is al verwerkt in de taakstelling."
    return f"{zin} {wat}.{slot}"


def _correctie(velden: Velden, _: Kadertekst) -> str:
    aantal = int(velden["personen"])
    bewijs = f"Als bewijs is vastgelegd: “{velden['bewijs']}”."
    if "uit_het_halfjaar" in velden:
        return f"{_earlier_correctie(velden, aantal)} {bewijs}"
    zin = f"Wij tellen {personen(aantal)} mee die het COA nog niet heeft geteld."
    return " ".join(filter(None, (zin, _housed_on(velden, aantal), bewijs)))


def _housed_on(velden: Velden, aantal: int) -> str:
    """On which days within the half-year; empty where no day is recorded."""
    van, tot = velden.get("gehuisvest_van"), velden.get("gehuisvest_tot")
    wanneer = f"op {day(van)}"
    if van is None and tot is None:
        return ""
    if van != tot:
        delen = (f"vanaf {day(van)}" if van else "", f"tot en met {day(tot)}" if tot else "")
        wanneer = " ".join(filter(None, delen))
    return f"{'Deze persoon is' if aantal == 1 else 'Zij zijn'} gehuisvest {wanneer}."


def _earlier_correctie(velden: Velden, aantal: int) -> str:
    """What was counted then, and whether COA has counted it since."""
    eerder = halfjaar(parse_periode(velden["uit_het_halfjaar"]))
    zin = f"In het {eerder} telden wij {personen(aantal)} mee die het COA toen nog niet had geteld."
    if "verwerkt_in" in velden:
        nu = halfjaar(parse_periode(velden["verwerkt_in"]))
        wie = "die persoon" if aantal == 1 else "die personen"
        eraf = "gaat" if aantal == 1 else "gaan"
        return f"{zin} Het COA telde {wie} in het {nu}; daarom {eraf} die er nu weer af."
    return (
        f"{zin} Het COA heeft dat nog niet gedaan; daarom telt het mee in de stand aan het begin."
    )


def _verschoonbaar(velden: Velden, kader: Kadertekst) -> str:
    categorie = velden["categorie"]
    reden = _CATEGORIE.get(categorie, waarde(categorie))
    wie = f" voor {personen(int(velden['personen']))}" if "personen" in velden else ""
    gemeld = (
        f"Uw gemeente droeg op {day(velden['aangedragen_op'])} aan: {reden}."
        if "aangedragen_op" in velden
        else f"Wij stelden dit zelf vast (ambtshalve): {reden}."
    )
    niet = "" if velden["oordeel"] == "verschoonbaar" else "niet "
    return f"{gemeld} Wij achten dit{wie} {niet}verschoonbaar{kader.bij('overmacht')}."


def _verbeterplan(velden: Velden, _: Kadertekst) -> str:
    termijn = day(velden["afgesproken_termijn"])
    if velden["grond"] == "niet_opgesteld":
        return f"Het verbeterplan is niet opgesteld; de termijn daarvoor liep tot en met {termijn}."
    if "maatregelen" not in velden:
        zin = f"Het verbeterplan is {waarde(velden['grond'])}"
        return f"{zin}; een termijn daaruit liep tot en met {termijn}."
    wat = f"Uit het verbeterplan is {waarde(velden['grond'])}: {velden['maatregelen']}"
    return f"{wat}. De termijn daarvan liep tot en met {termijn}."


def _afwijking(oordeel: Oordeel, velden: Velden, kader: Kadertekst) -> str:
    besluit = f" {to_u(oordeel_zin(oordeel, kader))}".rstrip()
    grond = f"{waarde(velden['grond'])}{kader.bij('afwijking')}"
    return f"De inschaling is trede {velden['trede']}. Grond: {grond}.{besluit}"


def _more(oordeel: Oordeel, velden: Velden, beoordeling: Beoordeling) -> str:
    """What a college wants to know beside who decided: what came before it, and its proof."""
    match oordeel.soort:
        case "versnelling":
            delen = oordeel.velden["stappen"]
            waarom = () if isinstance(delen, str) else _motives(delen)
            return " ".join(filter(None, (*waarom, _urgent(velden), _informed(velden))))
        case "besluit_indeplaatsstelling":
            vooraf = [f"{zin} {day(velden[naam])}." for naam, zin in _VOORAF if naam in velden]
            return " ".join(filter(None, (_urgent(velden), *vooraf, _informed(velden))))
        case "afzien_effectuering":
            return f"Bewijs: {sentence(velden['bewijs'])}"
        case "afschalen" | "niet_afschalen":
            return "De taakstelling is gerealiseerd en de achterstand volledig ingelopen."
        case "herziening":
            eerder = velden.get("peildatum", str(beoordeling.peildatum))
            toen = "" if eerder == str(beoordeling.peildatum) else f" op {day(eerder)}"
            return f"De trede{toen} is daardoor {velden['trede']}."
    return ""


def _motives(stappen: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Each as it was written, with the step that it is of: a step may be still to come."""
    return (f"Bij de stap {step(stap)}: “{stap['motivering'].rstrip('.')}”." for stap in stappen)


def _urgent(velden: Velden) -> str:
    return f"Waarom het spoed heeft: {sentence(velden['spoed'])}" if "spoed" in velden else ""


def _informed(velden: Velden) -> str:
    if "geinformeerd_op" not in velden:
        return ""
    return f"Uw gemeente is op {day(velden['geinformeerd_op'])} geïnformeerd."


_ZIN: dict[str, Callable[[Velden, Kadertekst], str]] = {
    "herverdeling": _herverdeling,
    "correctie": _correctie,
    "verschoonbare_reden": _verschoonbaar,
    "verbeterplan_niet_uitgevoerd": _verbeterplan,
}
