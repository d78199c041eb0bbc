"""What a notebook shows of a gemeente and its traject, and of the ladder of a framework."""

from __future__ import annotations

from inspect import unwrap

from htpy import Node, div, li, p, style, ul
from markupsafe import Markup

from ibt.begrippen.beoordeling import Beoordeling, Uitkomst
from ibt.begrippen.traject import Traject
from ibt.begrippen.vertoon import as_html
from ibt.begrippen.voortgang import Voortgang
from ibt.kader import named_kader
from ibt.kader.kader import Kader
from ibt.kader.ladder import Ladder
from ibt.kader.tabel import Regel
from ibt.rapport import gemeente as delen
from ibt.rapport import voortgang as tussentijds
from ibt.rapport.besluitzin import besluit_zin
from ibt.rapport.deel import make_deel
from ibt.rapport.getal import datum
from ibt.rapport.getallenlijn import draw_getallenlijn
from ibt.rapport.mijlpaal import staat, wanneer, wat
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel, trede_badge
from ibt.rapport.regelzin import applied_sentence, asked
from ibt.rapport.standzin import turn_sentence
from ibt.rapport.stijl import load_stijl
from ibt.rapport.voortgangzin import schema_zin, verwachting
from ibt.rapport.woorden import move_sentence


@as_html.register
def show_beoordeling(beoordeling: Beoordeling) -> str:
    """The trede and why, the sum, and every rule from the trede before."""
    kader, som = named_kader(beoordeling.kader.id), beoordeling.som
    vorig, nieuw = beoordeling.trede_vorig, beoordeling.trede_voorstel
    kop = f"{_proef(beoordeling)}{beoordeling.gemeente} op {datum(beoordeling.peildatum.datum)}: "
    return framed(
        p[nadruk(kop), trede_badge(nieuw), f". {move_sentence(vorig, nieuw)}"],
        p[applied_sentence(beoordeling, kader)],
        p[besluit] if (besluit := besluit_zin(beoordeling)) else None,
        p[" ".join(turn_sentence(beoordeling, kant) for kant in ("meer", "minder"))],
        draw_getallenlijn(beoordeling.strekken, som.gerealiseerd, som.totaalopgave),
        unwrap(delen.cijfers)(beoordeling).html,
        unwrap(delen.andere_regels)(beoordeling, kader).html,
    )


@as_html.register
def show_voortgang(voortgang: Voortgang) -> str:
    """Where the gemeente stands halfway: schedule, expectation and sum."""
    kop = f"{_proef(voortgang)}{voortgang.gemeente} op {datum(voortgang.peildatum.datum)}: nu op "
    return framed(
        p[nadruk(kop), trede_badge(voortgang.trede), "."],
        p[schema_zin(voortgang)],
        p[verwachting(voortgang)],
        unwrap(tussentijds.cijfers)(voortgang).html,
    )


@as_html.register
def show_traject(traject: Traject) -> str:
    """The milestones of a gemeente: what, who, by when, and how each stands."""
    kop = f"{_proef(traject)}{traject.gemeente}: traject op trede {traject.trede}"
    if not traject.mijlpalen:
        return framed(p[nadruk(f"{kop}. "), "Er staan geen mijlpalen open."])
    kader = named_kader(traject.kader.id)
    rijen = [
        Rij(
            wat(mijlpaal),
            [mijlpaal.wie, wanneer(mijlpaal, kader), staat(mijlpaal), mijlpaal.vindplaats],
        )
        for mijlpaal in traject.mijlpalen
    ]
    koppen = ("Mijlpaal", "Wie", "Uiterlijk", "Staat", "Vindplaats")
    return framed(tabel(kop, [Kolom(naam) for naam in koppen], rijen))


@as_html.register
def show_ladder(ladder: Ladder) -> str:
    """The decision table: a row per rule, and the readings with which it was made."""
    lezingen = [
        li[f"{keuze.id} ({keuze.naam}): {keuze.lezingen[naam]}."] for keuze, naam in ladder.gelezen
    ]
    koppen = ("Regel", "Van trede", "Geldt als", "Naar trede", "Vindplaats")
    bijschrift = f"Ladder van {ladder.kader}: op elke gemeente past precies één regel (UNIQUE)"
    return framed(
        tabel(bijschrift, [Kolom(kop) for kop in koppen], map(_rule, ladder.regels), "breed"),
        (p[nadruk("Zo gelezen:")], ul[lezingen]) if lezingen else None,
    )


@as_html.register
def show_kader(kader: Kader) -> str:
    """Its Keuzes: where the text can be read in two ways, and how it is read."""
    rijen = [
        Rij(
            keuze.id,
            [
                keuze.vraag,
                f"{keuze.gekozen}: {keuze.lezingen[keuze.gekozen]}",
                ul[[li[f"{naam}: {keuze.lezingen[naam]}"] for naam in keuze.andere]],
                keuze.vindplaats,
            ],
        )
        for keuze in kader.keuzes
    ]
    koppen = ("Keuze", "Vraag", "Gekozen", "Andere lezingen", "Vindplaats")
    bijschrift = f"{kader.titel}: waar de tekst op twee manieren te lezen is"
    uitleg = [
        p[f'Wat dat doet: ronde.wat_als(keuze={{"{keuze.id}": "{keuze.andere[0]}"}}).']
        for keuze in kader.keuzes
        if keuze.berekend and keuze.andere
    ]
    tabel_ = tabel(bijschrift, [Kolom(kop) for kop in koppen], rijen, "breed")
    return framed(tabel_, uitleg[:1])


def _rule(regel: Regel) -> Rij:
    vindplaats = f"{regel.vindplaats}: “{regel.woorden}”"
    als = ul[[li[asked(deel)] for deel in regel.als]]
    return Rij(regel.id, [str(regel.van), als, str(regel.naar), vindplaats])


def _proef(noun: Uitkomst | Traject) -> str:
    return "PROEF · " if noun.is_proef else ""


def framed(*inhoud: Node) -> str:
    """The parts with as much of the house style as a notebook needs, within themselves only."""
    treden = "".join(
        f".ibt-toon .trede-{nummer}{{background:{kleur.vlak};color:{kleur.tekst};padding:0 .4em}}"
        for nummer, kleur in enumerate(load_stijl().treden, start=1)
    )
    # Named thrice: JupyterLab aligns cells to the right, with two classes.
    cel = [".ibt-toon" * 3 + f" {deel}" for deel in ("th", "td", "caption")]
    links = f"{','.join(cel)}{{text-align:left;vertical-align:top}}"
    links += ".ibt-toon p,.ibt-toon th,.ibt-toon td{line-height:1.4}"
    links += ".ibt-toon svg.getallenlijn{max-width:640px}"
    rechts = f"{cel[0]}.getal,{cel[1]}.getal{{text-align:right}}"
    opmaak = Markup(f"{treden}{links}{rechts}")
    return str(make_deel(div(".ibt-toon")[style[opmaak], *inhoud]))
