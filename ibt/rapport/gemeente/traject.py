"""The traject of a gemeente: terms and who is due, the plan's checklist, the contact log."""

from __future__ import annotations

from htpy import Node, p

from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.traject import Contactregel, Mijlpaal, Planstand, Staat, Traject
from ibt.begrippen.verslag import Verslag
from ibt.kader.kader import Kader
from ibt.rapport.agenda import cut_short
from ibt.rapport.besluitzin import stap_zin
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import datum, opsomming
from ibt.rapport.mijlpaal import resting, staat, uitleg, wanneer, wat
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel
from ibt.rapport.woorden import SOORT, VELD

_VAN_HET_PLAN = {
    True: "het plan bevat {}",
    False: "het plan mist {}",
    None: "over {} is niets vastgelegd",
}
# A report has its length; the case file has them all.
_MEESTE = 6
# What comes with every round is told in a sentence, where there is nothing else.
_NAGEGAAN = "cijfers_geverifieerd"
_GEEN = "Bij deze trede horen geen vaste termijnen."


@marked
def termijnen(traject: Traject, kader: Kader, verslag: Verslag) -> Deel:
    """Every milestone with who is due, by when and how it stands on the day of the round.

    Norm: N43, N44, N49, N77.
    """
    straks = p[nadruk(zin)] if (zin := stap_zin(traject)) else None
    if not traject.mijlpalen:
        zin = _GEEN if traject.rol < Rol.BESLUIT else _no_besluit(traject)
        return make_deel(straks, p[zin])
    kolommen = [Kolom("Wat"), Kolom("Wie"), Kolom("Uiterlijk"), Kolom("Stand"), Kolom("Vindplaats")]
    rijen = [_row(mijlpaal, traject, kader) for mijlpaal in traject.mijlpalen]
    return make_deel(
        straks,
        _letter(traject, verslag),
        _late(traject.mijlpalen, verslag),
        tabel(
            f"Termijnen op trede {traject.trede}, op {datum(verslag.bijgewerkt_op)}",
            kolommen,
            rijen,
            "breed",
        ),
        _shifted(traject),
        _resting(traject),
    )


@marked
def verbeterplan(traject: Traject) -> Deel:
    """What the plan on file holds of what §3 trede 3 asks. Norm: N45."""
    if traject.rol < Rol.ACTIEF_TOEZICHT:
        return make_deel()
    if traject.plan is None:
        vraagt = traject.rol is Rol.ACTIEF_TOEZICHT
        return make_deel(p["Er is nog geen verbeterplan vastgelegd."] if vraagt else None)
    return make_deel(_received(traject.plan), _checklist(traject.plan, traject.kader))


@marked
def contact(traject: Traject, verslag: Verslag) -> Deel:
    """Letters, talks, messages and other contact since the former peildatum, latest first (§4).

    Norm: N60.
    """
    if not traject.contacten:
        return make_deel(p["Er is geen contact vastgelegd."])
    vanaf = verslag.peildatum.vorige_beoordeling.datum
    sinds = [regel for regel in traject.contacten if regel.dag >= vanaf]
    eerder = _earlier(traject.contacten[len(sinds) :])
    if sinds and all(regel.soort == _NAGEGAAN for regel in sinds):
        ander = f"Ander contact is sinds {datum(vanaf)} niet vastgelegd."
        return make_deel(p[f"{_checked(sinds, verslag)} {ander}"], eerder)
    if not sinds:
        return make_deel(p[f"Sinds {datum(vanaf)} is geen contact vastgelegd."], eerder)
    kolommen = [Kolom("Datum"), Kolom("Wat en met wie"), Kolom("Waarover")]
    naam = traject.gemeente.naam
    titel = f"Contact met de gemeente {naam} sinds {datum(vanaf)}, nieuwste eerst"
    rijen = [_contact(regel) for regel in sinds[:_MEESTE]]
    meer = p(".klein")[
        f"Sinds die dag staat nog {len(sinds) - _MEESTE} keer contact in het dossier."
    ]
    return make_deel(
        tabel(titel, kolommen, rijen, "breed"), meer if len(sinds) > _MEESTE else None, eerder
    )


def _checked(sinds: list[Contactregel], verslag: Verslag) -> str:
    """When figures were gone through: those of this round, and before it those of another."""
    nu = [datum(regel.dag) for regel in sinds if regel.dag >= verslag.peildatum.datum]
    eerder = [datum(regel.dag) for regel in sinds if regel.dag < verslag.peildatum.datum]
    zinnen = [f"Op {opsomming(nu)} zijn de cijfers met de gemeente nagegaan."] if nu else []
    if eerder:
        zinnen.append(f"Op {opsomming(eerder)} zijn die van een eerder halfjaar nagegaan.")
    return " ".join(zinnen)


def _earlier(regels: tuple[Contactregel, ...]) -> Node:
    """What is older stands in the case file; a reader knows that it is there."""
    if not regels:
        return None
    keer = "1 keer" if len(regels) == 1 else f"{len(regels)} keer"
    return p(".klein")[
        f"Daarvoor staat nog {keer} contact in het dossier, het laatst op {datum(regels[0].dag)} "
        f"({SOORT[regels[0].soort].lower()})."
    ]


def _no_besluit(traject: Traject) -> str:
    return (
        f"Trede {traject.trede} rust op een besluit tot indeplaatsstelling, maar dat besluit staat "
        "niet in het dossier van deze ronde."
    )


def _letter(traject: Traject, verslag: Verslag) -> Node:
    """How long the letter took, or that it is still waited for (§3 trede 3).

    Within a half-year the letter about the assessment at its start counts.

    Norm: N42.
    """
    begin = verslag.peildatum.laatste_beoordeling.datum
    over, wanneer_ = "deze peildatum", "de peildatum"
    if begin != verslag.peildatum.datum:
        over = wanneer_ = f"de peildatum {datum(begin)}"
    if traject.rol is not Rol.ACTIEF_TOEZICHT:
        return None
    if traject.brief_op is not None:
        dagen = (traject.brief_op - begin).days
        na = f"{_days(dagen)} na" if dagen else "op"
        return p[f"De toezichtbrief is verzonden {na} {wanneer_}."]
    return p[
        nadruk(f"Er is niet vastgelegd dat de toezichtbrief over {over} is verzonden. "),
        "Het kader vraagt die zo snel mogelijk na de peildatum"
        f"{traject.kader.bij('verbeterplan')}.",
    ]


def _late(mijlpalen: tuple[Mijlpaal, ...], verslag: Verslag) -> Node:
    """What was not done in time and is not done yet, named before the table."""
    laat = [mijlpaal for mijlpaal in mijlpalen if mijlpaal.is_overdue]
    if not laat:
        return None
    telt = "was 1 termijn" if len(laat) == 1 else f"waren {len(laat)} termijnen"
    return p[
        nadruk(
            f"Op {datum(verslag.bijgewerkt_op)} {telt} verstreken zonder dat is vastgelegd dat "
            "eraan is voldaan: "
        ),
        f"{opsomming([mijlpaal.onderwerp or wat(mijlpaal) for mijlpaal in laat])}.",
    ]


def _days(aantal: int) -> str:
    return "1 dag" if aantal == 1 else f"{aantal} dagen"


def _row(mijlpaal: Mijlpaal, traject: Traject, kader: Kader) -> Rij:
    toelichting = uitleg(mijlpaal, kader) or resting(mijlpaal, traject)
    uiterlijk = wanneer(mijlpaal, kader)
    if traject.volgende_stap and cut_short(mijlpaal, traject, kader):
        trede, dag = traject.volgende_stap
        toelichting, uiterlijk = f"dan begint trede {trede}", f"vóór {datum(dag)}"
    stand = staat(mijlpaal)
    return Rij(
        _capital(wat(mijlpaal)),
        [
            mijlpaal.wie,
            f"{uiterlijk} ({toelichting})" if toelichting else uiterlijk,
            nadruk(stand) if mijlpaal.is_overdue else stand,
            mijlpaal.vindplaats,
        ],
    )


def _shifted(traject: Traject) -> Node:
    if all(mijlpaal.verschoven is None for mijlpaal in traject.mijlpalen):
        return None
    return p(".klein")[
        "Een termijn in weken die eindigt in een weekeinde of op een feestdag schuift naar de "
        f"eerstvolgende werkdag{traject.kader.keuze('weekeinde')}. Een dag die in een besluit of "
        "plan staat, schuift niet."
    ]


def _resting(traject: Traject) -> Node:
    """While the besluit is not carried out: until when, and that it asks for an answer then."""
    zelf = traject.find("zelf_realiseren")
    if zelf is None or zelf.uiterlijk is None or zelf.staat is not Staat.OPEN:
        return None
    return p(".klein")[
        "De provincie ziet af van uitvoering van het besluit, omdat de gemeente aannemelijk "
        "heeft gemaakt dat zij haar opgave zelf realiseert. Is dat op "
        f"{datum(zelf.uiterlijk)} niet gebeurd, dan vraagt een verstreken termijn uit het besluit "
        "opnieuw om een keuze: uitvoeren of daarvan afzien"
        f"{traject.kader.bij('overname')}."
    ]


def _received(plan: Planstand) -> Node:
    vast = (
        f"Burgemeester en wethouders stelden het vast op {datum(plan.vastgesteld_op)}."
        if plan.vastgesteld_op
        else "Niet is vastgelegd dat burgemeester en wethouders het hebben vastgesteld."
    )
    return p[f"Het verbeterplan is ontvangen op {datum(plan.ontvangen_op)}. {vast}"]


def _checklist(plan: Planstand, kader: Kadertekst) -> Node:
    """What it holds of what the framework asks, what it lacks, and what was not recorded."""
    delen = [
        zin.format(opsomming(namen))
        for aanwezig, zin in _VAN_HET_PLAN.items()
        if (namen := [VELD[naam] for naam, er in plan.onderdelen.items() if er is aanwezig])
    ]
    plaats = kader.bij("verbeterplan")
    return p[f"Onderdelen die het kader vraagt{plaats}: {'; '.join(delen)}."]


def _contact(regel: Contactregel) -> Rij:
    wie = f" ({', '.join(regel.deelnemers)})" if regel.deelnemers else ""
    return Rij(datum(regel.dag), [f"{SOORT[regel.soort]}{wie}", regel.motivering])


def _capital(tekst: str) -> str:
    return tekst[0].upper() + tekst[1:]
