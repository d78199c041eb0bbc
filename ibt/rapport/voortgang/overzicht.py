"""The provincial overview within a half-year: who is on schedule, who must hear what."""

from __future__ import annotations

from htpy import Element, Node, a, div, li, p, td, ul

from ibt.begrippen.indeling import report_place
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, gehaald_door, getal, opsomming, procent, stand
from ibt.rapport.grafiek.veelvoud import voortgang_veelvoud
from ibt.rapport.opmaak import Kolom, Rij, begrippenkader, nadruk, tabel, trede_cel
from ibt.rapport.titelblad import link_terug, make_titelblad
from ibt.rapport.voortgang.markering import MARKERING, markeringen
from ibt.rapport.voortgang.zin import GEEN_INSCHALING, NOG_TE_WEINIG, schema_kort, schema_woord
from ibt.rapport.woorden import aandachtspunt

Voortgangen = tuple[Voortgang, ...]


def overzichtblad(voortgangen: Voortgangen, verslag: Verslag) -> Deel:
    """Which province, on which day, how many gemeenten."""
    return make_titelblad(
        verslag,
        "Voortgang interbestuurlijk toezicht",
        f"Provincie {verslag.provincie}",
        [
            ("Stand op", datum(verslag.peildatum.datum)),
            ("Gemeenten", getal(len(voortgangen))),
            ("Volgende beoordeling", datum(verslag.peildatum.volgende_beoordeling.datum)),
        ],
        link_terug("index.html", "Alle rapporten van deze ronde"),
    )


def kerncijfers(voortgangen: Voortgangen) -> Deel:
    """On schedule or not, opgave and realisatie; expected backlogs and leads apart."""
    aantal, goed = len(voortgangen), sum(een.op_schema for een in voortgangen)
    niet = "niet " if aantal == 1 and not goed else ""
    opgave = sum(een.som.totaalopgave for een in voortgangen)
    gehuisvest = sum(een.som.gehuisvest for een in voortgangen)
    return make_deel(
        div(".kader.kader-conclusie")[
            p(".kern")[
                f"{gehaald_door(goed, aantal, 'ligt', 'liggen')} {niet}op schema voor de "
                f"taakstelling. {GEEN_INSCHALING}"
            ]
        ],
        div(".kaarten")[
            _card(getal(goed), "op schema voor de taakstelling"),
            _card(getal(aantal - goed), "niet op schema"),
            _card(getal(opgave), "totaalopgave, personen"),
            _card(getal(gehuisvest), f"gehuisvest, personen ({procent(gehuisvest, opgave)})"),
            _expected(voortgangen, "achterstanden", -1),
            _expected(voortgangen, "voorsprongen", 1),
        ],
        p(".klein")[
            "Achterstanden en voorsprongen staan apart: zij worden niet verrekend. Het aantal "
            "geldt als het tempo van dit halfjaar zo blijft",
            "; tussen haakjes staan de uitersten bij het laagste en het hoogste bekende tempo van "
            "elke gemeente."
            if any(len(een.tempo) > 1 for een in voortgangen)
            else ".",
        ],
        begrippenkader(voortgangen[0].kader),
    )


def _expected(voortgangen: Voortgangen, wat: str, teken: int) -> Element:
    """Backlogs (`teken` -1) or leads (1) together at this pace, and at slowest and fastest."""
    nu, *uitersten = (
        sum(max(0, teken * een.stand_eind) for een in uitkomsten)
        for uitkomsten in (
            [een.prognose for een in voortgangen],
            [een.laagste for een in voortgangen],
            [een.hoogste for een in voortgangen],
        )
    )
    van, tot = min(uitersten), max(uitersten)
    uiterst = "" if van == tot else f" ({getal(van)} tot {getal(tot)})"
    return _card(getal(nu), f"{wat} samen in dit tempo{uiterst}")


def _card(waarde: str, label: str) -> Element:
    return div(".kaart")[p(".waarde")[waarde], p(".label")[label]]


def gemarkeerd(voortgangen: Voortgangen) -> Deel:
    """Who must be told of a possible step to 3, whose bestuur may hear, and whom to talk to."""
    rijen = [Rij(een.wat, [een.nog, een.vastgelegd]) for een in markeringen(voortgangen)]
    kolommen = [Kolom("Wat"), Kolom("Nog te doen"), Kolom("Vastgelegd")]
    return make_deel(tabel("Wie moet wat horen", kolommen, rijen, "breed"))


def standtabel(voortgangen: Voortgangen, links: bool = True) -> Deel:
    """One row per gemeente; sortable on the screen. `links` lead to the reports beside it."""
    kolommen = [
        Kolom("Gemeente"),
        Kolom("Trede nu", keuze=True),
        Kolom("Schema", keuze=True),
        Kolom("Totaalopgave", getal=True),
        Kolom("Gehuisvest", getal=True),
        Kolom("Deel", getal=True),
        Kolom("Gekoppeld", getal=True),
        Kolom("Stand bij dit tempo", getal=True),
        Kolom("Bandbreedte", getal=True),
    ]
    return make_deel(
        p(".klein")[
            "Deel: gehuisvest als percentage van de totaalopgave. Stand: min is achterstand, plus "
            "is voorsprong. De bandbreedte komt van het laagste en hoogste tempo van dit halfjaar "
            "en van ten hoogste vier halfjaren ervoor."
        ],
        tabel(
            "Stand van alle gemeenten",
            kolommen,
            [_row(een, links) for een in voortgangen],
            "breed sorteerbaar filterbaar",
        ),
    )


def _row(een: Voortgang, links: bool) -> Rij:
    laag, hoog = een.laagste.stand_eind, een.hoogste.stand_eind
    band = "–" if len(een.tempo) == 1 else f"{stand(laag)} tot {stand(hoog)}"
    return Rij(
        _link(een) if links else een.gemeente.naam,
        [
            trede_cel(een.trede_vorig),
            td(data_keuze=schema_woord(een))[
                schema_kort(een) if een.op_schema else nadruk(schema_kort(een))
            ],
            getal(een.som.totaalopgave),
            getal(een.som.gehuisvest),
            procent(een.som.gehuisvest, een.som.totaalopgave),
            "–" if een.signalen.koppelingen is None else getal(een.signalen.koppelingen),
            stand(een.prognose.stand_eind),
            band,
        ],
    )


def _link(een: Voortgang) -> Node:
    return a(href=f"{report_place(een.gemeente.code)}.html")[een.gemeente.naam]


def kleine_grafieken(voortgangen: Voortgangen) -> Deel:
    """The half-year of every gemeente as a small chart; the numbers stand in the table."""
    return make_deel(voortgang_veelvoud(voortgangen))


def aandacht(voortgangen: Voortgangen) -> Deel:
    """Other points of attention, per point."""
    punten: dict[str, list[str]] = {}
    for een in voortgangen:
        for code in een.aandachtspunten:
            # That a decision is needed says the term that ran out: within a half-year nothing else.
            if code not in (*MARKERING, "besluit_nodig", "voorbeeld_cijfers_verzonnen"):
                punten.setdefault(code, []).append(een.gemeente.naam)
    if not punten:
        return make_deel(p["Er zijn geen andere aandachtspunten."])
    zinnen = ((_words(code, voortgangen[0].kader), namen) for code, namen in punten.items())
    return make_deel(
        ul[(li[f"{zin[0].upper()}{zin[1:]}: {opsomming(namen)}."] for zin, namen in zinnen)]
    )


def _words(code: str, kader: Kadertekst) -> str:
    if code == "termijn_verstreken":
        return aandachtspunt("besluit_termijn", kader)
    return NOG_TE_WEINIG if code == "te_weinig_koppelingen" else aandachtspunt(code, kader)
