"""Figures that do not go together, as a page of the round, and where other pages speak of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from htpy import Node, a, br, div, h2, li, p, small, ul

from ibt.begrippen.controle import Controle, Controles, Controlesoort
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.indeling import CONTROLE, INDEX
from ibt.begrippen.verslag import Verslag
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, gemeenten, getal, hoeveel
from ibt.rapport.opmaak import Kolom, Rij, naar_rapport, nadruk, tabel
from ibt.rapport.titelblad import day_fact, link_terug, make_titelblad
from ibt.rapport.woorden import capital

_NIETS = "niets opvallends"
_WAT = {
    Controlesoort.TEKEN: "Het teken van de standen",
    Controlesoort.RIJK: "TVS naast de publicatie van het Rijk",
    Controlesoort.BEGIN: "De beginstand naast het vorige halfjaar",
    Controlesoort.DALING: "De realisatie van maand tot maand",
    Controlesoort.SPRONG: "De taakstelling naast die van het vorige halfjaar",
    Controlesoort.REALISATIE: "De realisatie naast de opgave",
    Controlesoort.FORMULE: "De taakstelling naast de formule",
    Controlesoort.SOM: "De som van de gemeenten naast het totaal",
    Controlesoort.HERINDELING: "De voorgangers naast de nieuwe gemeente",
}


def controle_page(verslag: Verslag, wie: Iterable[Gemeente]) -> str:
    """The page as one HTML file: what does not go together, ranked, and all that was compared."""
    controles, op_code = verslag.controles, {gemeente.code: gemeente for gemeente in wie}
    deel = make_deel(
        _head(verslag).html,
        _summary(controles),
        [_found(soort, controles.of(soort), op_code) for soort in Controlesoort],
        h2["Wat is vergeleken"],
        _compared(controles),
    )
    return html_page(str(deel), f"Controle {verslag.peildatum}")


def controle_uitkomst(controles: Controles) -> str:
    """`3 punten`, or that there is nothing to look at."""
    aantal = len(controles.punten)
    return hoeveel(aantal, "punt", "punten") if aantal else _NIETS


def controle_link(verslag: Verslag) -> Node:
    """Where the figures are compared, for who reads the warnings of a round."""
    return p(".klein")[
        "Hoe de cijfers bij elkaar passen, en wat u het COA kunt vragen, staat in ",
        a(href=CONTROLE)[CONTROLE],
        f": {controle_uitkomst(verslag.controles)}.",
    ]


def published_otherwise(verslag: Verslag) -> Node:
    """Each figure of a gemeente that the Rijk published otherwise; nothing where none is.

    Norm: N10.
    """
    anders = verslag.controles.of(Controlesoort.RIJK)
    if not anders:
        return None
    return ul(".klein")[(li[f"{capital(deel.tekst)}: {_case(deel)}."] for deel in anders)]


def _case(controle: Controle) -> str:
    """The numbers, and of which snapshot they are."""
    dag = "" if controle.stand_per is None else f" (stand per {datum(controle.stand_per)})"
    return f"{controle.geval}{dag}"


def _head(verslag: Verslag) -> Deel:
    return make_titelblad(
        verslag,
        f"Provincie {verslag.provincie}",
        "Controle van de cijfers",
        [day_fact(verslag), ("Uitkomst", controle_uitkomst(verslag.controles))],
        link_terug(INDEX, "Alle rapporten van deze ronde"),
    )


def _summary(controles: Controles) -> Node:
    gevonden = controles.punten
    wie = {deel.gemeentecode for deel in gevonden} - {""}
    kern = "Niets opvallends: wat is vergeleken, past bij elkaar."
    if gevonden:
        waar = f", bij {gemeenten(len(wie))}" if wie else ""
        werkwoord = "vraagt" if len(gevonden) == 1 else "vragen"
        punten = hoeveel(len(gevonden), "punt", "punten")
        kern = f"{punten} {werkwoord} een blik{waar}."
    return (
        div(".kader.kader-conclusie")[p(".kern")[kern]],
        p[
            "Deze bladzijde legt de cijfers van het COA naast elkaar, naast de publicatie van het "
            "Rijk en naast het verleden. Zij verandert geen cijfer en geen trede. Het ernstigste "
            "staat bovenaan, en daarin het grootste verschil."
        ],
    )


def _found(
    soort: Controlesoort, gevonden: Iterable[Controle], op_code: Mapping[str, Gemeente]
) -> Node:
    """What was found of one kind: what to ask, and a table per cause."""
    per_vraag: dict[str, dict[str, list[Controle]]] = {}
    for deel in gevonden:
        per_vraag.setdefault(deel.vraag, {}).setdefault(deel.tekst, []).append(deel)
    if not per_vraag:
        return None
    return (
        h2[_WAT[soort]],
        [
            (
                p[nadruk("Wat te doen. "), vraag],
                [_table(capital(tekst), groep, op_code) for tekst, groep in oorzaken.items()],
            )
            for vraag, oorzaken in per_vraag.items()
        ],
    )


def _table(bijschrift: str, groep: Iterable[Controle], op_code: Mapping[str, Gemeente]) -> Node:
    kolommen = [Kolom("Wie"), Kolom("Cijfers"), Kolom("Verschil, personen", getal=True)]
    return tabel(bijschrift, kolommen, [_row(deel, op_code) for deel in groep])


def _row(controle: Controle, op_code: Mapping[str, Gemeente]) -> Rij:
    wie = op_code.get(controle.gemeentecode)
    plaats = ", ".join(filter(None, (controle.bestand, controle.plaats)))
    cellen: list[Node] = [[_case(controle), br, small[plaats]], getal(controle.personen)]
    return Rij("Provincie" if wie is None else naar_rapport(wie), cellen)


def _compared(controles: Controles) -> Node:
    """Every kind, also where nothing was found, and where nothing could be compared and why."""
    niet = dict(controles.niet_vergeleken)
    rijen = []
    for soort in Controlesoort:
        aantal = sum(deel.soort is soort for deel in controles.punten)
        uitkomst = hoeveel(aantal, "punt", "punten") if aantal else capital(_NIETS)
        if soort in niet:
            uitkomst = f"{f'{uitkomst}. ' if aantal else ''}Niet vergeleken: {niet[soort]}."
        rijen.append(Rij(_WAT[soort], [uitkomst]))
    return tabel("Alle controles", [Kolom("Controle"), Kolom("Uitkomst")], rijen)
