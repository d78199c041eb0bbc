"""The case file of one gemeente: an inventory, a page, and a file per piece. It is not public."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from htpy import Element, Node, a, code, dd, div, dl, dt, h2, h3, li, p, ul

from ibt.batch.schrijf import digest
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.tekst import no_formula
from ibt.publicatie.zaakstuk import (
    Zaakstuk,
    collect,
    find_rendered,
    has_intern,
    sort_stukken,
    sources_of,
    with_past,
)
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import make_deel
from ibt.rapport.getal import datum, getal, hoeveel, stand
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel
from ibt.rapport.titelblad import day_fact, make_titelblad
from ibt.rapport.woorden import VELD
from ibt.ronde import Ronde

INDEX, INVENTARIS = "index.html", "inventaris.csv"
KOLOMMEN = (
    *("nummer", "datum", "soort", "omschrijving", "door", "bestand", "sha256", "bron", "opmerking"),
)
_STAND = {
    "stand_per": "Stand per",
    "gemeentecode": "Gemeente",
    "taakstelling": "Taakstelling",
    "stand_begin": "Stand aan het begin",
    "realisatie": "Realisatie",
}
_GETAL = ("taakstelling", "stand_begin", "realisatie")
_GEWOON = (
    "Brieven zoals zij zijn verzonden, verslagen, plannen en bewijsstukken: die staan niet in ibt. "
    "De bevindingen noemen ze; voeg ze toe uit het archief.",
    "De tabellen van het COA als geheel: alleen de regels over deze gemeente zijn overgenomen. De "
    "hash van elk bestand staat in de inventaris.",
    "De notebooks van de rapporten, en gegevens over personen die zijn gekoppeld.",
)


@dataclass(frozen=True)
class Zaakdossier:
    """All files by their path, and what a reader would expect and does not find."""

    bestanden: Mapping[str, bytes]
    stukken: int
    ontbreekt: tuple[str, ...]


def make_zaakdossier(
    ronde: Ronde, gemeente: str, rondes: Path, intern: bool = False
) -> Zaakdossier:
    """Everything on file about a gemeente up to this round, by the order of time.

    `rondes` is the folder with rendered rounds, for reports and letters. With `intern` the internal
    explanations of findings too. InvoerFout where the round has no such gemeente. The same files
    give the same bytes.
    """
    wie = with_past(ronde, ronde.find(gemeente))
    gemaakt, ontbreekt = find_rendered(ronde, rondes, wie)
    stukken = [*sort_stukken([*collect(ronde, wie, intern), *gemaakt]), sources_of(ronde)]
    namen = [
        f"stukken/{nummer:03}_{stuk.dag}_{stuk.eind}"
        for nummer, stuk in enumerate(stukken, start=1)
    ]
    weg = 0 if intern else has_intern(ronde, wie)
    if weg:
        aantal = hoeveel(weg, "bevinding", "bevindingen")
        ontbreekt.append(f"De interne toelichting bij {aantal} (met --intern komt zij mee).")
    inventaris = _inventory(stukken, namen)
    pagina = _page(ronde, wie, list(zip(namen, stukken, strict=True)), ontbreekt, inventaris)
    bestanden = {naam: stuk.inhoud for naam, stuk in zip(namen, stukken, strict=True)}
    bestanden |= {INVENTARIS: inventaris, INDEX: pagina.encode()}
    return Zaakdossier(bestanden, len(stukken), tuple(ontbreekt))


def _inventory(stukken: Sequence[Zaakstuk], namen: Sequence[str]) -> bytes:
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, lineterminator="\n")
    schrijver.writerow(KOLOMMEN)
    for nummer, (naam, stuk) in enumerate(zip(namen, stukken, strict=True), start=1):
        hash_ = digest(stuk.inhoud)
        cellen = (stuk.soort, stuk.wat, stuk.door, naam, hash_, stuk.bron, stuk.opmerking)
        schrijver.writerow([nummer, stuk.dag, *map(no_formula, cellen)])
    return buffer.getvalue().encode()


def _page(
    ronde: Ronde,
    wie: Sequence[Gemeente],
    stukken: Sequence[tuple[str, Zaakstuk]],
    ontbreekt: Sequence[str],
    inventaris: bytes,
) -> str:
    verslag, (gemeente, *voorgangers) = ronde.verslag_van(wie[0].code), wie
    feiten: list[tuple[str, Node]] = [
        day_fact(verslag),
        ("Gemeente", str(gemeente)),
        ("Stukken", str(len(stukken))),
        ("Kader", ronde.kader.titel),
    ]
    if voorgangers:
        feiten.append(("Met de stukken van", ", ".join(map(str, voorgangers))))
    titel = f"Zaakdossier {gemeente.naam}"
    deel = make_deel(
        make_titelblad(
            verslag, f"Provincie {verslag.provincie}, niet openbaar", titel, feiten
        ).html,
        _not_public(),
        h2["Inventaris"],
        _listed(stukken, inventaris),
        h2["Cijfers"],
        _figures([rij for _, stuk in stukken for rij in stuk.rijen]),
        h2["Bevindingen en besluiten"],
        [_piece(naam, stuk) for naam, stuk in stukken if stuk.velden],
        h2["Wat er niet in zit"],
        ul[(li[zin] for zin in (*ontbreekt, *_GEWOON))],
    )
    return html_page(str(deel), titel)


def _not_public() -> Element:
    return div(".kader.kader-fout")[
        p[
            nadruk("Niet openbaar. "),
            "Dit dossier bevat namen van medewerkers, contacten en bewijs. Verstrek het alleen aan "
            "wie er recht op heeft, en beoordeel bij een verzoek om openbaarmaking eerst elk stuk.",
        ]
    ]


def _listed(stukken: Sequence[tuple[str, Zaakstuk]], inventaris: bytes) -> Node:
    kolommen = [Kolom("Datum"), Kolom("Stuk"), Kolom("Door"), Kolom("Bestand"), Kolom("SHA-256")]
    rijen = [
        Rij(
            stuk.dag.isoformat(),
            [
                f"{stuk.wat}{f' ({stuk.opmerking})' if stuk.opmerking else ''}",
                stuk.door or "–",
                a(href=naam)[naam.removeprefix("stukken/")],
                code[digest(stuk.inhoud)],
            ],
        )
        for naam, stuk in stukken
    ]
    return (
        tabel("Alle stukken, op volgorde van tijd", kolommen, rijen, "breed hashes"),
        p[
            "Hetzelfde als tabel, met de bron van elk stuk: ",
            a(href=INVENTARIS)[INVENTARIS],
            ", SHA-256 ",
            code[digest(inventaris)],
            ".",
        ],
    )


def _figures(rijen: Sequence[Mapping[str, Any]]) -> Element:
    """Each stand once, with every file that gave it so."""
    uit: dict[tuple[Any, ...], list[str]] = {}
    for rij in sorted(rijen, key=lambda rij: (rij["stand_per"], str(rij["bestand"]))):
        uit.setdefault(tuple(rij[naam] for naam in _STAND), []).append(str(rij["bestand"]))
    kolommen = [Kolom(kop, naam in _GETAL) for naam, kop in _STAND.items()]
    return tabel(
        "De standen zoals geleverd (min is achterstand, plus is voorsprong)",
        [*kolommen, Kolom("Bestand")],
        [
            Rij(
                str(dag),
                [code_, getal(taak), stand(begin), getal(realisatie), ", ".join(bestanden)],
            )
            for (dag, code_, taak, begin, realisatie), bestanden in uit.items()
        ],
        "breed",
    )


def _piece(naam: str, stuk: Zaakstuk) -> Node:
    # A column of the register may have the name of a key that says something else in a finding.
    namen = VELD if stuk.soort == "bevinding" else {}
    return (
        h3[f"{datum(stuk.dag)}: {stuk.wat}"],
        dl(".feiten")[
            (
                (dt[namen.get(sleutel, sleutel.replace("_", " "))], dd[_shown(waarde)])
                for sleutel, waarde in stuk.velden.items()
            )
        ],
        p(".klein")["Bron: ", stuk.bron, ". ", a(href=naam)["Dit stuk"], "."],
    )


def _shown(waarde: Any) -> Node:
    """A value, a list of values, or a list of keys with values."""
    if isinstance(waarde, list):
        return "; ".join(str(_shown(deel)) for deel in waarde)
    if isinstance(waarde, dict):
        return ", ".join(f"{VELD.get(n, n)}: {deel}" for n, deel in waarde.items())
    return str(waarde)
