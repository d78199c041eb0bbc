"""What follows on treden 4, 5 and 6: the announcement, the besluit, and taking the task over."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.begrippen.beoordeling import Beoordeling, Oordeel
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.traject import Staat, Traject
from ibt.rapport.besluitzin import verschoond_zin
from ibt.rapport.brief.model import Punt, Vervolg
from ibt.rapport.brief.zin import day, sentence, to_u
from ibt.rapport.getal import datum
from ibt.rapport.ingreepzin import (
    aankondiging_zin,
    besluit_zinnen,
    duty_sentence,
    losgelaten_zin,
    terug_zin,
)

_ZELF = (
    "Uw gemeente kan de opgave nog altijd zelf realiseren. Dat heeft onze voorkeur; wij denken "
    "graag met u mee."
)


def vooraankondiging(beoordeling: Beoordeling, traject: Traject) -> Vervolg:
    """Trede 4: the formal announcement as it is on file, or that it follows separately.

    Norm: N02, N48.
    """
    stukken = [oordeel for oordeel in beoordeling.oordelen if oordeel.soort == "vooraankondiging"]
    stuk = max(stukken, key=lambda oordeel: oordeel.datum, default=None)
    verschoond = tuple(_excused(beoordeling))
    plicht = "" if verschoond else duty_sentence(traject.kader, traject.trede, "uw gemeente")
    slot = (*verschoond, f"{plicht} {_zelf(beoordeling)}".lstrip())
    # Who stood on trede 4 already reads this in the conclusion.
    kader = traject.kader
    begin = (losgelaten_zin(kader),) if beoordeling.trede_vorig < kader.losgelaten else ()
    if stuk is None:
        return Vervolg((*begin, to_u(aankondiging_zin(traject))), (), slot)
    kop = (
        "De formele vooraankondiging van een besluit tot indeplaatsstelling is van "
        f"{datum(stuk.datum)} en houdt het volgende in:"
    )
    openbaar = " ".join(_public(stuk, kader))
    return Vervolg((*begin, kop), tuple(_announcement(stuk, traject)), (openbaar, *slot))


def besluit(beoordeling: Beoordeling, traject: Traject) -> Vervolg:
    """Trede 5: on which besluit it rests, its terms, and what stops it (§3 trede 5 and 6)."""
    alineas = (to_u(besluit_zinnen(traject)), *_excused(beoordeling))
    return Vervolg(alineas, (), (_zelf(beoordeling),))


def overname(beoordeling: Beoordeling, traject: Traject) -> Vervolg:
    """Trede 6: measures in the name and at the expense of the gemeente. Norm: N54."""
    terug = () if _decided(beoordeling, "niet_afschalen") else (to_u(terug_zin(traject.kader)),)
    zinnen = to_u(besluit_zinnen(traject))
    if not traject.is_afgezien:
        zinnen += f" Wij houden contact met u over de uitvoering{traject.kader.bij('contact')}."
    return Vervolg((zinnen, *_excused(beoordeling), *terug))


def _excused(beoordeling: Beoordeling) -> Iterator[str]:
    if zin := verschoond_zin(beoordeling):
        yield to_u(zin)


def _zelf(beoordeling: Beoordeling) -> str:
    """What the gemeente can still do; after a decision not to bring it back, no promise of that."""
    if _decided(beoordeling, "niet_afschalen"):
        return (
            "De opgave van dit halfjaar is gerealiseerd. Wij bespreken met u wat nodig is om later "
            f"terug te gaan naar trede 1{beoordeling.kader.bij('afschalen')}."
        )
    return f"{_ZELF} {to_u(terug_zin(beoordeling.kader))}"


def _decided(beoordeling: Beoordeling, soort: str) -> bool:
    return any(oordeel.soort == soort for oordeel in beoordeling.oordelen)


def _announcement(stuk: Oordeel, traject: Traject) -> Iterator[Punt]:
    velden = stuk.velden
    yield Punt("Door", sentence(str(velden["orgaan"])))
    yield Punt("Reden", sentence(str(velden["reden"])))
    yield Punt("Gevolgen", sentence(str(velden["gevolgen"])))
    yield Punt("Termijn van het besluit", sentence(day(velden["termijn"])))
    uiterlijk, reactie = day(velden["reactie_uiterlijk"]), traject.find("reactie")
    kunt = "kon" if reactie is not None and reactie.staat is Staat.VOORBIJ else "kunt"
    yield Punt("Uw zienswijze", f"U {kunt} tot en met {uiterlijk} op dit voornemen reageren.")


def _public(stuk: Oordeel, kader: Kadertekst) -> Iterator[str]:
    """The copy to the gemeenteraad and the publication: done, or to come."""
    velden = stuk.velden
    if "afschrift_raad_op" in velden:
        dag = day(velden["afschrift_raad_op"])
        yield f"De gemeenteraad heeft op {dag} een afschrift gekregen."
    else:
        yield "De gemeenteraad krijgt een afschrift."
    if "gepubliceerd_op" not in velden:
        yield f"Het voornemen wordt breed bekendgemaakt{kader.bij('vooraankondiging')}."
        return
    waar = f" in {velden['gepubliceerd_in']}" if "gepubliceerd_in" in velden else ""
    yield sentence(f"Het voornemen is op {day(velden['gepubliceerd_op'])} bekendgemaakt{waar}")
