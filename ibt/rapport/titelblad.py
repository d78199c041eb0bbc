"""The head of a report: what it is, about whom, and its status on every page."""

from __future__ import annotations

from htpy import Element, Node, dd, div, dl, dt, h1, header, p

from ibt.begrippen.verslag import Verslag
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum
from ibt.rapport.opmaak import nadruk
from ibt.rapport.woorden import halfjaar


def make_titelblad(
    verslag: Verslag, soort: str, onderwerp: str, feiten: list[tuple[str, Node]]
) -> Deel:
    """Title block with its facts; the data-attributes feed running heads and PDF properties."""
    peildatum = datum(verslag.peildatum.datum)
    titel = f"{soort}: {onderwerp}, peildatum {peildatum}"
    if verslag.voorbeeld:
        titel = f"VOORBEELD {titel}"
    kop = header(
        ".titelblad",
        data_titel=titel,
        data_koptekst=f"{onderwerp} · peildatum {peildatum}",
        data_voettekst=f"Provincie {verslag.provincie} · interbestuurlijk toezicht huisvesting "
        "vergunninghouders",
        data_merk=verslag.merk,
        data_datum=verslag.bijgewerkt_op.isoformat(),
        data_auteur=f"Provincie {verslag.provincie}",
    )[
        p(".soort")[soort],
        h1[onderwerp],
        p(".ondertitel")[
            f"Huisvesting van vergunninghouders in het {halfjaar(verslag.peildatum.periode)}"
        ],
        dl(".feiten")[((dt[naam], dd[inhoud]) for naam, inhoud in feiten)],
    ]
    return make_deel(kop, _status(verslag), _voorbeeld(verslag))


def _status(verslag: Verslag) -> Element:
    vastgesteld = verslag.vaststelling
    if vastgesteld is None:
        return div(".kader.kader-let-op")[
            p[
                nadruk("Concept. "),
                "Dit is een voorstel, berekend door een programma. De toezichthouder van de "
                "provincie controleert het en beslist.",
            ]
        ]
    return div(".kader")[
        p[
            nadruk("Vastgesteld "),
            f"op {datum(vastgesteld.datum)} door {vastgesteld.door}, {vastgesteld.orgaan}.",
        ]
    ]


def _voorbeeld(verslag: Verslag) -> Node:
    if not verslag.voorbeeld:
        return None
    return div(".kader.kader-fout")[
        p[
            nadruk("Voorbeeld: de cijfers zijn verzonnen. "),
            "Dit rapport zegt niets over wat deze gemeenten werkelijk deden.",
        ]
    ]
