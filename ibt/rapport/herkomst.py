"""The page on which a jurist or reviewer reads of what a round was made, and can check it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import quote

from htpy import Element, Node, a, code, div, h2, h3, li, p, ul

from ibt.begrippen.herkomst import Afdruk, Herkomst, Rapportage
from ibt.begrippen.verslag import Verslag
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, hoeveel
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel
from ibt.rapport.titelblad import day_fact, link_terug, make_titelblad, vaststelling_verder
from ibt.rapport.verouderd import outdated_box

_HASH = "SHA-256"


def herkomst_page(verslag: Verslag, herkomst: Herkomst) -> str:
    """The page as one HTML file; its links lead to the files beside it."""
    deel = make_deel(
        _head(verslag, herkomst).html,
        _failures(herkomst),
        outdated_box([rapport.over for rapport in herkomst.rapporten if rapport.verouderd]),
        h2["In het kort"],
        _summary(herkomst),
        h2["Zelf controleren"],
        _check(),
        h2["Wat is gelezen"],
        _read(herkomst),
        h2["Wat is ingesteld"],
        _settings(verslag, herkomst),
        h2["Waarmee is gerekend"],
        _tools(herkomst),
        h2["Wat is gemaakt"],
        _made(herkomst),
    )
    return html_page(str(deel), f"Herkomst {verslag.peildatum}")


def _head(verslag: Verslag, herkomst: Herkomst) -> Deel:
    kader, gelukt = herkomst.kader, _done(herkomst)
    return make_titelblad(
        verslag,
        f"Provincie {verslag.provincie}",
        "Herkomst van deze ronde",
        [
            day_fact(verslag),
            ("Kader", f"{kader.id}, geldig vanaf {datum(kader.geldig_van)}"),
            ("Programma", herkomst.programma.naam),
            ("Gelezen", hoeveel(len(herkomst.gelezen), "bestand", "bestanden")),
            ("Gemaakt", f"{gelukt}, {hoeveel(len(herkomst.uitvoer), 'bestand', 'bestanden')}"),
        ],
        link_terug("index.html", "Alle rapporten van deze ronde"),
    )


def _failures(herkomst: Herkomst) -> Node:
    mislukt = [rapport for rapport in herkomst.rapporten if rapport.fout]
    if not mislukt:
        return None
    wie: dict[str, list[str]] = {}
    for rapport in mislukt:
        wie.setdefault(rapport.fout, []).append(rapport.over)
    aantal = hoeveel(len(mislukt), "rapport is", "rapporten zijn")
    return div(".kader.kader-fout")[
        p[nadruk(f"{aantal} niet gemaakt. "), "Deze herkomst gaat over de andere."],
        ul[(li[nadruk(", ".join(namen)), ", ", code[fout]] for fout, namen in wie.items())],
    ]


def _summary(herkomst: Herkomst) -> Node:
    kader = herkomst.kader
    invoer = hoeveel(len(herkomst.gelezen), "bestand", "bestanden")
    return (
        div(".kader.kader-conclusie")[
            p(".kern")[
                f"Het programma {herkomst.programma.naam} las {invoer} en maakte daarvan "
                f"{_done(herkomst)}, volgens het kader dat geldt vanaf {datum(kader.geldig_van)}."
            ]
        ],
        p[
            "Deze bladzijde noemt elk bestand dat is gelezen en elk bestand dat is gemaakt, met de "
            f"hash ({_HASH}) erbij. Een hash is de vingerafdruk van een bestand: 64 tekens, "
            "berekend uit de hele inhoud. Verandert er één teken in het bestand, dan klopt de hash "
            "niet meer. Hebben twee bestanden dezelfde hash, dan zijn ze gelijk."
        ],
        p[
            "Dezelfde invoer en dezelfde versies geven dezelfde bestanden, op elke machine en op "
            "elke dag. Daarom staat hier geen tijdstip en niet wie het programma startte."
        ],
    )


def _check() -> Node:
    return (
        ul[
            li[
                nadruk("De hele ronde. "),
                code["ibt verify MAP"],
                " vergelijkt elke hash, rekent de tabel opnieuw uit en voert elk notebook opnieuw "
                "uit. Het noemt elk bestand dat is veranderd, ontbreekt of er niet hoort.",
            ],
            li[
                nadruk("Eén bestand. "),
                "Windows geeft de hash in PowerShell met ",
                code["Get-FileHash BESTAND"],
                ", Linux met ",
                code["sha256sum BESTAND"],
                ", een Mac met ",
                code["shasum -a 256 BESTAND"],
                ". Vergelijk die met deze bladzijde.",
            ],
            li[
                nadruk("Later. "),
                "Wie de hash van ",
                a(href="manifest.json")["manifest.json"],
                " buiten deze map bewaart, kan altijd laten zien dat er niets is veranderd.",
            ],
        ],
        p[
            "Drie bestanden staan niet in de lijsten hieronder: deze bladzijde, ",
            a(href="ro-crate-metadata.json")["ro-crate-metadata.json"],
            " (hetzelfde voor andere programma's, als Process Run Crate) en manifest.json. Geen "
            "bestand kan zijn eigen hash bevatten. In manifest.json staan de hashes van de eerste "
            "twee, en als laatste een hash over manifest.json zelf.",
        ],
    )


def _read(herkomst: Herkomst) -> Node:
    kolommen = [
        Kolom("Bron"),
        Kolom("Bestand"),
        Kolom("Tot en met"),
        Kolom("Rijen", getal=True),
        Kolom(_HASH),
    ]
    rijen = [
        Rij(
            bron.rol,
            [
                bron.naam,
                "–" if bron.per is None else datum(bron.per),
                getal(bron.rijen),
                code[bron.sha256],
            ],
        )
        for bron in herkomst.gelezen
    ]
    return (
        tabel("De bestanden die zijn gelezen", kolommen, rijen, "breed hashes"),
        p[
            "Van het register is de hash berekend over de rijen van vóór de peildatum. Noemt het "
            "rondebestand een vaststelling, dan tellen ook de rijen van deze peildatum. Van een "
            "bestand met gekoppelde personen is hij berekend over de totalen. Iets anders uit die "
            "twee telt in deze ronde niet mee."
        ],
        p[
            "De map ",
            code["invoer/"],
            " bevat kopieën, waarmee alles opnieuw is uit te rekenen. Een kopie heeft dezelfde "
            "hash als het bestand zelf, maar niet van het register en van het rondebestand: in het "
            "laatste wijzen de paden naar de kopieën. De map is niet voor publicatie.",
        ],
        _files("De kopieën", herkomst.invoer),
    )


def _settings(verslag: Verslag, herkomst: Herkomst) -> Node:
    kader, vastgesteld = herkomst.kader, verslag.vaststelling
    staat = (
        herkomst.staat
        if vastgesteld is None
        else f"vastgesteld op {datum(vastgesteld.datum)} door {vastgesteld.door}, "
        f"{vastgesteld.orgaan}.{vaststelling_verder(vastgesteld)}".rstrip(".")
    )
    instellingen: list[tuple[str, Node]] = [
        ("Provincie", herkomst.provincie),
        day_fact(verslag),
        ("Halfjaar", herkomst.periode),
        ("Kader", [a(href=kader.adres)[kader.titel], f" ({kader.id})"]),
        ("Kader geldig vanaf", datum(kader.geldig_van)),
        ("Staat van de ronde", staat),
        (
            "Bijgewerkt op",
            [
                datum(herkomst.bijgewerkt_op),
                " (de dag die voor open, op tijd en te laat als vandaag telt)",
            ],
        ),
    ]
    kolommen = [Kolom("Instelling"), Kolom("Waarde")]
    rijen = [Rij(naam, [waarde]) for naam, waarde in instellingen]
    return (
        tabel("De ronde", kolommen, rijen),
        tabel(
            "Elk rapport",
            [Kolom("Over"), Kolom("Notebook"), Kolom("Parameters")],
            [_report(rapport) for rapport in herkomst.rapporten],
            "breed",
        ),
    )


def _report(rapport: Rapportage) -> Rij:
    parameters = [
        deel
        for naam, waarde in rapport.parameters.items()
        for deel in (" ", code[f"{naam} = {waarde}"])
    ]
    return Rij(rapport.over, [rapport.notebook, parameters[1:]])


def _tools(herkomst: Herkomst) -> Node:
    versies = [("Python", herkomst.python), *herkomst.pakketten.items()]
    return (
        p[
            f"Het programma zelf is {herkomst.programma.naam}. Over al zijn bestanden samen is de "
            "hash ",
            code[herkomst.programma.sha256],
            ".",
        ],
        _files("Notebooks, zonder uitkomsten, en Word-sjabloon", herkomst.notebooks, links=False),
        h3["Python en de pakketten die het programma gebruikt"],
        ul(".kolommen")[(li[f"{naam} ", nadruk(versie or "–")] for naam, versie in versies)],
    )


def _made(herkomst: Herkomst) -> Node:
    over = {rapport.naam: rapport.over for rapport in herkomst.rapporten}
    rijen = [
        Rij(
            _link(bestand),
            [over.get(PurePosixPath(bestand.naam).stem, "de ronde"), code[bestand.sha256]],
        )
        for bestand in herkomst.uitvoer
    ]
    kolommen = [Kolom("Bestand"), Kolom("Over"), Kolom(_HASH)]
    bijschrift = f"Alles wat is gemaakt: {hoeveel(len(rijen), 'bestand', 'bestanden')}"
    return tabel(bijschrift, kolommen, rijen, "breed hashes sorteerbaar filterbaar")


def _files(bijschrift: str, bestanden: Iterable[Afdruk], links: bool = True) -> Element:
    rijen = [
        Rij(_link(bestand) if links else bestand.naam, [code[bestand.sha256]])
        for bestand in bestanden
    ]
    return tabel(bijschrift, [Kolom("Bestand"), Kolom(_HASH)], rijen, "breed hashes")


def _link(bestand: Afdruk) -> Element:
    return a(href=quote(bestand.naam))[bestand.naam]


def _done(herkomst: Herkomst) -> str:
    """How many reports were made of these inputs: not those of an earlier time."""
    hiervan = [rapport for rapport in herkomst.rapporten if not (rapport.fout or rapport.verouderd)]
    return hoeveel(len(hiervan), "rapport", "rapporten")
