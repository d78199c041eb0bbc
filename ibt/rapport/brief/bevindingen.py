"""Findings in a letter: what was judged, for how many persons, and on what grounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ibt.begrippen.beoordeling import Beoordeling, Oordeel
from ibt.begrippen.periode import parse_periode
from ibt.kader.kader import Kader
from ibt.rapport.brief.model import Punt
from ibt.rapport.brief.zin import capital, day, sentence
from ibt.rapport.getal import opsomming, personen
from ibt.rapport.woorden import SOORT, halfjaar, waarde

Velden = Mapping[str, str]

# Shorter than in the report, where the heading stands alone.
_KOP = {"verbeterplan_niet_uitgevoerd": "Verbeterplan", "keuze": "Lezing van het kader"}
_CATEGORIE = {"anders": "een andere reden", "calamiteit": "een calamiteit"}


def bevindingen(beoordeling: Beoordeling, kader: Kader) -> tuple[Punt, ...]:
    """What bears on the outcome; contacts and other entries of the case file stay out."""
    return tuple(_points(beoordeling, kader))


def geverifieerd(beoordeling: Beoordeling) -> Oordeel | None:
    """The record that the figures were checked with the gemeente (§4). Norm: N66."""
    gedaan = [een for een in beoordeling.oordelen if een.soort == "cijfers_geverifieerd"]
    return max(gedaan, key=lambda een: een.datum, default=None)


def _points(beoordeling: Beoordeling, kader: Kader) -> Iterator[Punt]:
    for oordeel in beoordeling.oordelen:
        velden = {naam: tekst for naam, tekst in oordeel.velden.items() if isinstance(tekst, str)}
        if oordeel.soort == "keuze":
            yield _point(oordeel, _keuze(velden, kader))
        elif oordeel.soort == "versnelling":
            yield _point(oordeel, _versnelling(oordeel, velden))
        elif oordeel.soort in _ZIN:
            yield _point(oordeel, _ZIN[oordeel.soort](velden))


def _point(oordeel: Oordeel, zin: str) -> Punt:
    """The sentence, then the motive as the supervisor wrote it."""
    kop = _KOP.get(oordeel.soort, SOORT[oordeel.soort])
    return Punt(kop, f"{zin} {sentence(oordeel.motivering)}")


def _herverdeling(velden: Velden) -> str:
    aantal = int(velden["personen"])
    richting = "meer" if aantal > 0 else "minder"
    zin = f"Volgens de afspraak “{velden['afspraak']}” huisvest uw gemeente"
    slot = ""
    if velden.get("verwerkt_in_taakstelling") == "ja":
        slot = " Dat is al verwerkt in de taakstelling."
    return f"{zin} {personen(abs(aantal))} {richting}.{slot}"


def _correctie(velden: Velden) -> str:
    aantal = int(velden["personen"])
    bewijs = f"Bewijs: {sentence(velden['bewijs'])}"
    if "uit_het_halfjaar" in velden:
        return f"{_earlier_correctie(velden, aantal)} {bewijs}"
    werkwoord = "is" if aantal == 1 else "zijn"
    wie = f"{personen(aantal)} mee die al {werkwoord} gehuisvest"
    return f"Wij tellen {wie}, maar die het COA nog niet heeft geteld. {bewijs}"


def _earlier_correctie(velden: Velden, aantal: int) -> str:
    """What was counted then, and whether COA has counted it since."""
    eerder = halfjaar(parse_periode(velden["uit_het_halfjaar"]))
    toen = "was" if aantal == 1 else "waren"
    zin = (
        f"In het {eerder} telden wij {personen(aantal)} mee die al {toen} gehuisvest, maar die het "
        "COA toen nog niet had geteld."
    )
    if "verwerkt_in" in velden:
        nu = halfjaar(parse_periode(velden["verwerkt_in"]))
        wie = "die persoon" if aantal == 1 else "die personen"
        eraf = "gaat" if aantal == 1 else "gaan"
        return f"{zin} Het COA telde {wie} in het {nu}; daarom {eraf} die er nu weer af."
    return (
        f"{zin} Het COA heeft dat nog niet gedaan; daarom telt het mee in de stand aan het begin."
    )


def _verschoonbaar(velden: Velden) -> str:
    categorie = velden["categorie"]
    reden = _CATEGORIE.get(categorie, waarde(categorie))
    wie = f" voor {personen(int(velden['personen']))}" if "personen" in velden else ""
    gemeld = f"Uw gemeente droeg op {day(velden['aangedragen_op'])} aan: {reden}."
    if velden["oordeel"] == "verschoonbaar":
        return f"{gemeld} Wij achten dit{wie} verschoonbaar (§2.3)."
    return f"{gemeld} Wij achten dit{wie} niet verschoonbaar (§2.3)."


def _verbeterplan(velden: Velden) -> str:
    termijn = day(velden["afgesproken_termijn"])
    return f"Het verbeterplan is {waarde(velden['grond'])}; de termijn liep tot en met {termijn}."


def _afwijking(velden: Velden) -> str:
    return f"De inschaling is trede {velden['trede']}. Grond: {waarde(velden['grond'])} (§3.1)."


def _besluit(velden: Velden) -> str:
    genomen, bekend = day(velden["besluitdatum"]), day(velden["bekendgemaakt_op"])
    return f"{capital(velden['orgaan'])}: besluit van {genomen}, bekendgemaakt op {bekend}."


def _overname(velden: Velden) -> str:
    return f"Besloten op {day(velden['besluitdatum'])} (§3 trede 6)."


def _afzien(velden: Velden) -> str:
    uiterlijk = day(velden["realiseert_uiterlijk"])
    bewijs = f"Bewijs: {sentence(velden['bewijs'])}"
    return f"Uw gemeente realiseert zelf, uiterlijk op {uiterlijk} (§3 trede 6). {bewijs}"


def _afschalen(velden: Velden) -> str:
    return "Taakstelling en achterstand zijn volledig gerealiseerd (§3 inleiding)."


def _herziening(velden: Velden) -> str:
    return f"De beoordeling van {day(velden['peildatum'])} is herzien: trede {velden['trede']}."


def _versnelling(oordeel: Oordeel, velden: Velden) -> str:
    """Why it is urgent, since when the gemeente knows, and every step with its motive."""
    delen = oordeel.velden["stappen"]
    stappen = () if isinstance(delen, str) else delen
    gezet = opsomming([f"naar trede {een['trede']} op {day(een['datum'])}" for een in stappen])
    waarom = " ".join(sentence(een["motivering"]) for een in stappen)
    return (
        f"Stappen: {gezet} (§3.1.2). {waarom} Spoed: {sentence(velden['spoed'])} Uw gemeente is "
        f"op {day(velden['geinformeerd_op'])} geïnformeerd."
    )


def _keuze(velden: Velden, kader: Kader) -> str:
    keuze = kader.keuze(velden["keuze"])
    return f"{keuze.vraag} Gekozen is: {keuze.lezingen[velden['lezing']]} ({keuze.vindplaats})."


_ZIN: dict[str, Callable[[Velden], str]] = {
    "herverdeling": _herverdeling,
    "correctie": _correctie,
    "verschoonbare_reden": _verschoonbaar,
    "verbeterplan_niet_uitgevoerd": _verbeterplan,
    "afwijking": _afwijking,
    "besluit_indeplaatsstelling": _besluit,
    "indeplaatsstelling": _overname,
    "afzien_effectuering": _afzien,
    "afschalen": _afschalen,
    "niet_afschalen": _afschalen,
    "herziening": _herziening,
}
