"""The head of a report: what it is, about whom, and its status on every page."""

from __future__ import annotations

from htpy import Element, Node, a, dd, div, dl, dt, h1, header, p

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.verslag import Verslag
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, opsomming
from ibt.rapport.opmaak import nadruk
from ibt.rapport.woorden import halfjaar

# What a councillor reads in one sitting; a PDF that would be longer is set in less room.
MEESTE_BLADZIJDEN = 5


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
    peildatum = datum(verslag.peildatum.datum)
    wanneer = f"{'stand op' if verslag.is_voortgang else 'peildatum'} {peildatum}"
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
        return p[
            nadruk("Tussenstand. "),
            "Dit is geen beoordeling en geen inschaling: een tussenstand stelt geen trede vast.",
        ]
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
