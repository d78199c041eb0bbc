"""What follows on treden 4, 5 and 6: the announcement, the besluit, and taking the task over."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.begrippen.beoordeling import Beoordeling, Oordeel
from ibt.begrippen.traject import Staat, Traject
from ibt.rapport.brief.model import Punt, Vervolg
from ibt.rapport.brief.zin import capital, day, sentence
from ibt.rapport.getal import datum
from ibt.rapport.rechtsmiddel import besluit_naam

_GEEN_HALFJAAR = (
    "Vanaf trede 4 beslist niet meer het halfjaarcijfer over de volgende stap, maar een besluit."
)
_ZELF = (
    "Uw gemeente kan de opgave nog altijd zelf realiseren. Dat heeft onze voorkeur; wij denken "
    "graag met u mee."
)
_TERUG = (
    "Zijn taakstelling en achterstand volledig gerealiseerd, dan kan uw gemeente terug naar "
    "trede 1 (§3 inleiding)."
)
_BEGINSELPLICHT = (
    "Stellen gedeputeerde staten vast dat uw gemeente haar taak verwaarloost, dan moeten zij in "
    "beginsel een besluit tot indeplaatsstelling nemen (§2)."
)


def vooraankondiging(beoordeling: Beoordeling, traject: Traject) -> Vervolg:
    """Trede 4: the formal announcement as it is on file, or that it follows separately.

    Norm: N02, N48.
    """
    stukken = [een for een in beoordeling.oordelen if een.soort == "vooraankondiging"]
    stuk = max(stukken, key=lambda een: een.datum, default=None)
    slot = (f"{_BEGINSELPLICHT} {_zelf(beoordeling)}",)
    # Who stood on trede 4 already reads this in the conclusion.
    begin = (_GEEN_HALFJAAR,) if beoordeling.trede_vorig < 4 else ()
    if stuk is None:
        return Vervolg((*begin, _announced(traject)), (), slot)
    kop = (
        "De formele vooraankondiging van een besluit tot indeplaatsstelling is van "
        f"{datum(stuk.datum)} en houdt het volgende in:"
    )
    openbaar = " ".join(_public(stuk))
    return Vervolg((*begin, kop), tuple(_announcement(stuk, traject)), (openbaar, *slot))


def besluit(beoordeling: Beoordeling, traject: Traject) -> Vervolg:
    """Trede 5: what was decided stands in the besluit, with its terms and its remedy.

    Where it is not carried out, the letter does not threaten with it (§3 trede 6).
    """
    if traject.is_afgezien and "termijn_verstreken" not in beoordeling.aandachtspunten:
        alinea = (
            f"{capital(besluit_naam(traject))} blijft de grondslag voor deze trede, maar wordt nu "
            "niet uitgevoerd, omdat aannemelijk is dat uw gemeente de opgave op korte termijn zelf "
            "realiseert (§3 trede 6). Gebeurt dat niet op tijd, dan beslissen gedeputeerde staten "
            "over de volgende stap."
        )
        return Vervolg((alinea,), (), (_zelf(beoordeling),))
    alineas = [
        f"{capital(besluit_naam(traject))} is de grondslag voor deze trede. Daarin staat wat uw "
        "gemeente moet doen en binnen welke termijnen. Verstrijkt een termijn zonder dat daaraan "
        "is voldaan, dan treedt de provincie in de plaats van uw gemeente (§3 trede 5 en 6).",
    ]
    if "termijn_verstreken" in beoordeling.aandachtspunten:
        alineas.append(
            "Een termijn uit het besluit is verstreken. Gedeputeerde staten beslissen over de "
            "volgende stap."
        )
    return Vervolg(tuple(alineas), (), (_zelf(beoordeling),))


def overname(beoordeling: Beoordeling, traject: Traject) -> Vervolg:
    """Trede 6: measures in the name and at the expense of the gemeente. Norm: N54."""
    terug = () if _decided(beoordeling, "niet_afschalen") else (_TERUG,)
    return Vervolg(
        (
            "De provincie neemt de maatregelen in naam van en voor rekening van uw gemeente. Dat "
            f"berust op {besluit_naam(traject)}. Wij overleggen met u over de uitvoering en "
            "houden u op de hoogte.",
            *terug,
        )
    )


def _zelf(beoordeling: Beoordeling) -> str:
    """What the gemeente can still do; after a decision not to bring it back, no promise of that."""
    if _decided(beoordeling, "niet_afschalen"):
        return (
            "De opgave van dit halfjaar is gerealiseerd. Wij bespreken met u wat nodig is om later "
            "terug te gaan naar trede 1 (§3 inleiding)."
        )
    return f"{_ZELF} {_TERUG}"


def _decided(beoordeling: Beoordeling, soort: str) -> bool:
    return any(oordeel.soort == soort for oordeel in beoordeling.oordelen)


def _announcement(stuk: Oordeel, traject: Traject) -> Iterator[Punt]:
    velden = stuk.velden
    yield Punt("Door", sentence(str(velden["orgaan"])))
    yield Punt("Reden", sentence(str(velden["reden"])))
    yield Punt("Gevolgen", sentence(str(velden["gevolgen"])))
    yield Punt("Termijn", sentence(day(velden["termijn"])))
    uiterlijk, reactie = day(velden["reactie_uiterlijk"]), traject.find("reactie")
    kunt = "kon" if reactie is not None and reactie.staat is Staat.VOORBIJ else "kunt"
    yield Punt("Uw zienswijze", f"U {kunt} tot en met {uiterlijk} op dit voornemen reageren.")


def _public(stuk: Oordeel) -> Iterator[str]:
    """The copy to the gemeenteraad and the publication: done, or to come."""
    velden = stuk.velden
    if "afschrift_raad_op" in velden:
        dag = day(velden["afschrift_raad_op"])
        yield f"De gemeenteraad heeft op {dag} een afschrift gekregen."
    else:
        yield "De gemeenteraad krijgt een afschrift."
    if "gepubliceerd_op" not in velden:
        yield "Het voornemen wordt breed bekendgemaakt (§3 trede 4)."
        return
    waar = f" in {velden['gepubliceerd_in']}" if "gepubliceerd_in" in velden else ""
    yield sentence(f"Het voornemen is op {day(velden['gepubliceerd_op'])} bekendgemaakt{waar}")


def _announced(traject: Traject) -> str:
    """An announcement of an earlier day, or that it is still to come."""
    gedaan, reactie = traject.find("vooraankondiging"), traject.find("reactie")
    if gedaan is None or gedaan.gehaald_op is None:
        return (
            "De formele vooraankondiging van een besluit tot indeplaatsstelling volgt apart, met "
            "de reden, de gevolgen, de termijn en de dag tot wanneer u uw zienswijze kunt geven. "
            "De gemeenteraad krijgt daarvan een afschrift en het voornemen wordt breed "
            "bekendgemaakt (§3 trede 4)."
        )
    zin = (
        f"Op {datum(gedaan.gehaald_op)} is een besluit tot indeplaatsstelling formeel aangekondigd."
    )
    if reactie is None or reactie.uiterlijk is None:
        return zin
    liep = "liep" if reactie.staat is Staat.VOORBIJ else "loopt"
    return f"{zin} De termijn voor een zienswijze {liep} tot en met {datum(reactie.uiterlijk)}."
