"""All gemeenten of a round: from Positie to Beoordeling, with every fault and warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.beoordeling.aandacht import besluit_missing, differing_stands, perhaps_counted
from ibt.beoordeling.besluit import Vertrekpunt, check_besluiten
from ibt.beoordeling.dossier import group_sporen
from ibt.beoordeling.gemeente import make_beoordeling
from ibt.beoordeling.lezingen import check_keuzes, chosen_lezingen, in_groups
from ibt.beoordeling.positie import Invoer, Uitkomsten, Zaak
from ibt.beoordeling.som import calculate_som
from ibt.beoordeling.toets import (
    check_afwijking,
    check_bevindingen,
    check_sommen,
    check_whole,
    idle_verbeterplan,
    misfiled,
    odd_findings,
    older_shortcomings,
)
from ibt.beoordeling.uitkomst import Ladderuitkomst, ask_ladder
from ibt.beoordeling.voorstel import propose
from ibt.beoordeling.vooruitzicht import look_ahead
from ibt.kader.kader import Kader
from ibt.kader.keuze import Lezingen


def assess(invoer: Invoer) -> Uitkomsten[Beoordeling]:
    """The proposal for every gemeente; InvoerFout with every finding that is not allowed."""
    posities, kader = invoer.posities, invoer.kader
    periode = invoer.peildatum.periode
    zaken = {code: Zaak(een, calculate_som(een, periode)) for code, een in posities.items()}
    gekozen = {code: chosen_lezingen(een.bevindingen, kader) for code, een in posities.items()}
    ladder = in_groups(
        gekozen,
        lambda codes, lezingen: ask_ladder([zaken[code] for code in codes], kader, lezingen),
    )
    opvallend = tuple(_odd(invoer))
    if gebreken := list(_faults(invoer, zaken, ladder, gekozen)):
        raise InvoerFout(gebreken, opvallend)
    voorstellen = {
        code: propose(positie, ladder[code].trede, som.stand_eind, invoer.vandaag)
        for code, (positie, som) in zaken.items()
    }
    vooruit = in_groups(
        gekozen,
        lambda codes, lezingen: look_ahead(
            [(*zaken[code], voorstellen[code].trede) for code in codes], kader, lezingen
        ),
    )
    beoordelingen = {
        code: make_beoordeling(
            invoer, zaak, gekozen[code], ladder[code], voorstellen[code], vooruit[code]
        )
        for code, zaak in zaken.items()
    }
    return Uitkomsten(beoordelingen, (*opvallend, *_warnings(invoer, zaken)))


def _faults(
    invoer: Invoer,
    zaken: Mapping[str, Zaak],
    ladder: Mapping[str, Ladderuitkomst],
    gekozen: Mapping[str, Lezingen],
) -> Iterator[Gebrek]:
    """Every finding that the framework, the case file or the figures do not allow."""
    eigen, periode, kader = invoer.eigen, invoer.peildatum.periode, invoer.kader
    stukken = invoer.bevindingen, invoer.dossier
    yield from check_bevindingen(zaken, *stukken, periode, invoer.vastgesteld, kader.tekst)
    yield from check_keuzes(invoer.bevindingen, kader)
    yield from invoer.tegen_dossier
    yield from check_sommen(zaken.values(), invoer.bestand)
    for stuk in eigen:
        code = stuk.gemeente.code
        yield from check_afwijking(stuk, zaken[code], ladder[code].trede)
    yield from check_whole(eigen, kader.tekst)
    sporen = group_sporen((*invoer.dossier, *eigen), kader.tekst)
    vertrek = {
        code: _departure(zaken[code], kader, kader.lezingen(gekozen[code]))
        for code in {stuk.gemeente.code for stuk in eigen}
    }
    yield from check_besluiten(eigen, sporen, vertrek)


def _departure(zaak: Zaak, kader: Kader, lezingen: Lezingen) -> Vertrekpunt:
    """Where a gemeente stands before the decisions of this round."""
    positie, som = zaak
    return Vertrekpunt(
        kader.tekst,
        positie.trede_vorig,
        som.stand_eind,
        positie.laatste_daling,
        positie.trede_vorig_vanaf,
        som.toerekenbaar,
        kader.excuse_weighs(lezingen),
    )


def _odd(invoer: Invoer) -> Iterator[Waarschuwing]:
    """Findings that somebody should look at, whether or not the round can be assessed."""
    for stuk, code, tekst in odd_findings(
        invoer.eigen, invoer.onvolledig, invoer.peildatum.periode, invoer.kader.tekst
    ):
        yield Waarschuwing(stuk.bestand, f"{tekst} ({code})", stuk.plaats, str(stuk.gemeente))
    yield from older_shortcomings(invoer.dossier, invoer.kader.tekst)


def _warnings(invoer: Invoer, zaken: Mapping[str, Zaak]) -> Iterator[Waarschuwing]:
    """What changes no outcome, but may show that something was recorded or delivered wrongly."""
    periode, bestand = invoer.peildatum.periode, invoer.bestand
    for stuk in invoer.eigen:
        yield from idle_verbeterplan(stuk, zaken[stuk.gemeente.code].positie)
    yield from misfiled(invoer.dossier, periode)
    yield from differing_stands(zaken.values(), bestand)
    yield from perhaps_counted(zaken, invoer.dossier, periode)
    yield from besluit_missing(invoer.posities.values(), bestand)
