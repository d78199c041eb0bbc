"""The head of a report: what it is, about whom, and its status on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from htpy import Element, Node, a, dd, div, dl, dt, h1, header, p

from ibt.begrippen.beoordeling import Uitkomst, Vaststelling
from ibt.begrippen.periode import Moment
from ibt.begrippen.verslag import Verslag
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, opsomming
from ibt.rapport.opmaak import nadruk
from ibt.rapport.woorden import halfjaar

GEEN_INSCHALING = (
    "Dit is geen beoordeling en geen inschaling: een tussenstand stelt geen trede vast."
)
# What a councillor reads in one sitting; a PDF that would be longer is set in less room.
MEESTE_BLADZIJDEN = 5


@dataclass(frozen=True)
class Verslagsoort:
    """How reports of a moment say their day, and what they are called."""

    dag: str
    gemeente: str
    provincie: str
    bundel: str


_SOORT = {
    Moment.BEOORDELING: Verslagsoort(
        "Peildatum",
        "Beoordeling interbestuurlijk toezicht",
        "Provinciaal overzicht interbestuurlijk toezicht",
        "Alle beoordelingen",
    ),
    Moment.VOORTGANG: Verslagsoort(
        "Stand op",
        "Voortgang interbestuurlijk toezicht",
        "Voortgang interbestuurlijk toezicht",
        "Alle tussenstanden",
    ),
}


def soort_verslag(verslag: Verslag) -> Verslagsoort:
    """What its reports are called."""
    return _SOORT[verslag.peildatum.moment]


def day_fact(verslag: Verslag) -> tuple[str, str]:
    """The day of a round, and what it is."""
    return soort_verslag(verslag).dag, datum(verslag.peildatum.datum)


def titelblad(uitkomst: Uitkomst, verslag: Verslag) -> Deel:
    """Which gemeente, when; within a half-year with that this sets no trede."""
    gemeente = uitkomst.gemeente
    wie = ("Gemeente", f"{gemeente.naam} ({gemeente.code})")
    return make_titelblad(
        verslag,
        soort_verslag(verslag).gemeente,
        verslag.naam_van(gemeente),
        [wie, day_fact(verslag), _until(verslag)],
        link_terug("../index.html", "Alle rapporten van deze ronde"),
        MEESTE_BLADZIJDEN,
    )


def overzichtblad(uitkomsten: Sequence[Uitkomst], verslag: Verslag) -> Deel:
    """Which province, on which day, how many gemeenten."""
    return make_titelblad(
        verslag,
        soort_verslag(verslag).provincie,
        f"Provincie {verslag.provincie}",
        overview_facts(uitkomsten, verslag),
        link_terug("index.html", "Alle rapporten van deze ronde"),
    )


def overview_facts(uitkomsten: Sequence[Uitkomst], verslag: Verslag) -> list[tuple[str, Node]]:
    """The facts of a page about all gemeenten."""
    return [day_fact(verslag), ("Gemeenten", getal(len(uitkomsten))), _until(verslag)]


def _until(verslag: Verslag) -> tuple[str, str]:
    """As of when it is told; within a half-year when the next assessment is."""
    if verslag.is_voortgang:
        return "Volgende beoordeling", datum(verslag.peildatum.volgende_beoordeling.datum)
    return "Bijgewerkt op", datum(verslag.bijgewerkt_op)


def make_titelblad(
    verslag: Verslag,
    soort: str,
    onderwerp: str,
    feiten: list[tuple[str, Node]],
    terug: Node = None,
    bladzijden: int | None = None,
) -> Deel:
    """Title block with its facts; the data-attributes feed running heads and PDF properties.

    bladzijden: how many pages it may have on paper.
    """
    let_op = verslag.vaststelling is None or verslag.voorbeeld
    kader = div(".kader.kader-let-op" if let_op else ".kader")
    blad = header(".titelblad", _properties(verslag, soort, onderwerp), data_bladzijden=bladzijden)[
        p(".soort")[soort],
        h1[onderwerp],
        p(".ondertitel")[
            f"Huisvesting van vergunninghouders in het {halfjaar(verslag.peildatum.periode)}"
        ],
        dl(".feiten")[((dt[naam], dd[inhoud]) for naam, inhoud in feiten)],
        terug,
    ]
    return make_deel(blad, kader[_status(verslag), _voorbeeld(verslag)])


def _properties(verslag: Verslag, soort: str, onderwerp: str) -> dict[str, str]:
    wat, dag = day_fact(verslag)
    wanneer = f"{wat.lower()} {dag}"
    voorbeeld = "PROEF " if verslag.is_proef else "VOORBEELD " if verslag.voorbeeld else ""
    return {
        "data-titel": f"{voorbeeld}{soort}: {onderwerp}, {wanneer}",
        "data-koptekst": f"{onderwerp} · {wanneer}",
        "data-voettekst": f"Provincie {verslag.provincie} · interbestuurlijk toezicht huisvesting "
        "vergunninghouders",
        "data-merk": verslag.merk,
        "data-datum": verslag.bijgewerkt_op.isoformat(),
        "data-auteur": f"Provincie {verslag.provincie}",
    }


def link_terug(naar: str, woorden: str) -> Element:
    """The way back on the screen; a PDF on its own has no page to go back to."""
    return p(".klein", data_pdf="nee")[a(href=naar)[woorden]]


def _status(verslag: Verslag) -> Element:
    vastgesteld = verslag.vaststelling
    if verslag.is_proef:
        return p[
            nadruk("Proef. "),
            "Dit is niet de ronde zelf, maar een proef. Zij telt niet en wordt niet vastgesteld.",
            f" Wat als: {'; '.join(verslag.proef)}." if verslag.proef else None,
        ]
    if verslag.is_voortgang:
        return p[nadruk("Tussenstand. "), GEEN_INSCHALING]
    if vastgesteld is None:
        return p[
            nadruk("Concept. "),
            "Dit is een voorstel; de berekening is gedaan door een programma. De toezichthouder "
            f"van de provincie controleert het en beslist. {verslag.concept_omdat}".rstrip(),
        ]
    return p[
        nadruk("Vastgesteld "),
        f"op {datum(vastgesteld.datum)} door {vastgesteld.door}, {vastgesteld.orgaan}."
        f"{vaststelling_verder(vastgesteld)}",
    ]


# What an adopted gemeente was adopted without, in the words of `woorden.fill`: it stops nothing any
# more. A term that ran out since is left to decide all the same.
ZONDER = {
    "besluit_afschalen": "vastgesteld zonder vastgelegd besluit over afschalen naar trede 1"
    "{bij_afschalen}",
    "weging_nodig": "vastgesteld zonder vastgelegde weging van wat tegen een stijging spreekt"
    "{bij_weging}",
    "keuze_bepalend": "vastgesteld zonder vastgelegde keuze, terwijl een andere lezing van het "
    "kader een andere trede geeft",
    "vorige_ronde_niet_vastgesteld": "vastgesteld terwijl de vorige ronde niet is vastgesteld",
    "cijfers_niet_geverifieerd": "vastgesteld zonder dat is vastgelegd dat de cijfers met de "
    "gemeente zijn nagegaan{bij_contact}",
}


def vaststelling_verder(vaststelling: Vaststelling) -> str:
    """Who was adopted otherwise, and who was decided again and what held before; else empty."""
    zinnen = [
        f" Herzien op {datum(dag)}: {opsomming(list(namen))}."
        for dag, namen in vaststelling.herzien
    ]
    if vaststelling.anders:
        anders = opsomming(list(vaststelling.anders))
        zinnen.insert(0, f" Op een andere dag of door een ander vastgesteld: {anders}.")
    if vaststelling.eerder is not None:
        dag, trede = vaststelling.eerder
        zinnen.append(f" Dit is een herziening: op {datum(dag)} is trede {trede} vastgesteld.")
    return "".join(zinnen)


def _voorbeeld(verslag: Verslag) -> Node:
    if not verslag.voorbeeld:
        return None
    return p[
        nadruk("Voorbeeld: de cijfers zijn verzonnen. "),
        "Dit rapport zegt niets over wat gemeenten werkelijk deden.",
    ]
