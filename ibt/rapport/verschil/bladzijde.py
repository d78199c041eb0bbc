"""The page of a comparison: a reviewer reads only what changed."""

from __future__ import annotations

from collections.abc import Iterator

from htpy import Element, Node, a, div, h1, h2, h3, header, li, p, ul

from ibt.begrippen.indeling import report_place
from ibt.begrippen.verschil import Invoerverschil, Rondemap, Soort, Verschil
from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import make_deel
from ibt.rapport.getal import datum, gemeenten, hoeveel
from ibt.rapport.opmaak import Kolom, Rij, beweging, nadruk, tabel, trede_cel
from ibt.rapport.verschil.woorden import (
    beschadigd,
    cijferrijen,
    in_woorden,
    onvergeleken,
    puntzinnen,
    rol,
    ronderijen,
    samenvatting,
)


def verschil_page(
    verschil: Verschil, plek_nieuw: str | None = None, plek_oud: str | None = None
) -> str:
    """The page as one HTML file; both folders as seen from the page give links."""
    delen = (
        _head(verschil),
        h2["In het kort"],
        div(".kader.kader-conclusie")[p(".kern")[samenvatting(verschil)]],
        _damaged(verschil),
        _moves(verschil),
        _figures(verschil),
        _reports(verschil, plek_nieuw, plek_oud),
        h2["Rondes en invoer"],
        _rounds(verschil),
        _inputs(verschil),
    )
    return html_page(str(make_deel(*delen)), "Verschil tussen twee rondes")


def _head(verschil: Verschil) -> Element:
    oud, nieuw = verschil.oud, verschil.nieuw
    voorbeeld = oud.voorbeeld or nieuw.voorbeeld
    proef = " · PROEF" if oud.is_proef or nieuw.is_proef else ""
    merk = f"VERGELIJKING{proef}" + (" · VOORBEELD: cijfers verzonnen" if voorbeeld else "")
    titel = f"Van {_moment(oud)} naar {_moment(nieuw)}"
    return header(
        ".titelblad",
        data_titel=titel,
        data_koptekst=titel,
        data_merk=merk,
        data_voettekst=f"Provincie {nieuw.provincie} · interbestuurlijk toezicht huisvesting "
        "vergunninghouders",
    )[
        p(".soort")["Vergelijking van twee gemaakte rondes"],
        h1["Wat is er veranderd"],
        p(".ondertitel")[titel],
    ]


def _moment(ronde: Rondemap) -> str:
    return f"{datum(ronde.peildatum)} ({ronde.staat}, map {ronde.map})"


def _damaged(verschil: Verschil) -> Node:
    if verschil.is_compleet:
        return None
    return div(".kader.kader-let-op")[
        p[
            nadruk("Let op. "),
            "Deze bestanden zijn weg of veranderd sinds de ronde is gemaakt. Wat er niet meer is, "
            "is niet vergeleken.",
        ],
        ul[(li[zin] for zin in beschadigd(verschil))],
    ]


def _moves(verschil: Verschil) -> Node:
    if not verschil.van_trede:
        return (h2["Treden"], p[f"Geen enkele gemeente heeft een andere {verschil.trede}."])
    kolommen = [Kolom("Gemeente"), Kolom("Was"), Kolom("Is nu"), Kolom("Beweging")]
    rijen = [
        Rij(verplaatst.naam, [trede_cel(van), trede_cel(naar), beweging(van, naar)])
        for verplaatst in verschil.van_trede
        if verplaatst.trede is not None
        for van, naar in [(int(verplaatst.trede.oud), int(verplaatst.trede.nieuw))]
    ]
    bijschrift = f"Andere {verschil.trede}: {gemeenten(len(rijen))}"
    return (h2["Treden"], tabel(bijschrift, kolommen, rijen))


def _figures(verschil: Verschil) -> Node:
    """A row per value, so that numbers stand under each other; points of attention as sentences."""
    kolommen = [
        Kolom("Gemeente"),
        Kolom("Wat", keuze=True),
        Kolom("Was", getal=True),
        Kolom("Is nu", getal=True),
        Kolom("Verschil", getal=True),
    ]
    rijen = [Rij(naam, cellen) for naam, *cellen in cijferrijen(verschil)]
    zinnen = [li[f"{zin}."] for zin in puntzinnen(verschil)]
    return (
        h2["Cijfers"],
        _alone(verschil),
        tabel("Cijfers die anders zijn", kolommen, rijen, "breed sorteerbaar filterbaar")
        if rijen
        else p["Alle cijfers zijn gelijk."],
        (h3["Aandachtspunten"], ul[zinnen]) if zinnen else None,
    )


def _alone(verschil: Verschil) -> Node:
    """The gemeenten that only one of the two rounds has."""
    los = [gemeente for gemeente in verschil.gemeenten if gemeente.soort is not Soort.ANDERS]
    if not los:
        return None
    waar = {Soort.ERBIJ: "staat alleen in de nieuwe", Soort.WEG: "staat alleen in de oude"}
    return ul[
        (li[f"{gemeente.naam} ({gemeente.code}) {waar[gemeente.soort]} ronde."] for gemeente in los)
    ]


def _reports(verschil: Verschil, plek: str | None, vroeger: str | None) -> Node:
    """Which parts to read again; links lead to the new report and to the old one."""
    kop = h2["Wat u opnieuw moet lezen"]
    if not verschil.zelfde_moment:
        return (
            kop,
            p[
                "Dit zijn rondes van verschillende dagen; hun rapporten verschillen dus helemaal. "
                "Alleen cijfers en treden zijn vergeleken."
            ],
        )
    regels = [
        li[
            _to(report_place(gemeente.code), gemeente.naam, plek, vroeger),
            f": {'; '.join(gemeente.onderdelen)}.",
        ]
        for gemeente in verschil.gemeenten
        if gemeente.onderdelen
    ]
    if verschil.overzicht:
        delen = "; ".join(verschil.overzicht)
        regels.insert(0, li[_to("provincie", "Overzicht", plek, vroeger), f": {delen}."])
    return (kop, ul[regels] if regels else p["De tekst van alle rapporten is gelijk."])


def _to(pad: str, naam: str, plek: str | None, vroeger: str | None) -> Node:
    if plek is None:
        return naam
    nu = a(href=f"{plek}/{pad}.html")[naam]
    if vroeger is None:
        return nu
    return [
        nu,
        " (",
        a(href=f"{vroeger}/{pad}.html", aria_label=f"{naam}, zoals het was")["was"],
        ")",
    ]


def _rounds(verschil: Verschil) -> Node:
    if not verschil.ronde:
        return p["Beide rondes zijn met hetzelfde programma en dezelfde notebooks gemaakt."]
    kolommen = [Kolom("Van de ronde zelf"), Kolom("Was"), Kolom("Is nu")]
    rijen = [Rij(wat, cellen) for wat, *cellen in ronderijen(verschil)]
    return tabel("Wat er aan de ronde zelf anders is", kolommen, rijen)


def _inputs(verschil: Verschil) -> Node:
    if not verschil.invoer:
        return p["Alle invoer is gelijk."]
    return [deel for bestand in verschil.invoer for deel in _input(bestand)]


def _input(invoerverschil: Invoerverschil) -> Iterator[Node]:
    """One kind of input: its files, and what changed in their rows."""
    yield h3[rol(invoerverschil.rol)]
    bestanden = invoerverschil.bestanden
    yield p(".klein")[
        f"{'Bestand' if len(bestanden) == 1 else 'Bestanden'}: {', '.join(bestanden)}."
    ]
    if zin := onvergeleken(invoerverschil):
        yield p[f"Dit is {zin}." if invoerverschil.onleesbaar else f"{zin.capitalize()}."]
        return
    kolommen = [Kolom("Regel"), Kolom("Verschil"), Kolom("Wat")]
    rijen = [
        Rij(rij.wat or "–", [rij.soort.value, in_woorden(rij)]) for rij in invoerverschil.rijen
    ]
    yield tabel(
        f"{rol(invoerverschil.rol)}: {hoeveel(len(rijen), 'regel', 'regels')}",
        kolommen,
        rijen,
        "breed",
    )
