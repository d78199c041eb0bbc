"""All gemeenten of a round: from Positie to Uitkomst, with every fault and warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.periode import Moment
from ibt.begrippen.voortgang import Voortgang
from ibt.beoordeling.aandacht import besluit_missing, differing_stands, perhaps_counted
from ibt.beoordeling.besluit import Vertrekpunt, check_besluiten
from ibt.beoordeling.dossier import group_sporen
from ibt.beoordeling.gemeente import make_beoordeling
from ibt.beoordeling.halverwege import measure
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

Zaken = Mapping[str, Zaak]


def assess(invoer: Invoer) -> Uitkomsten[Any]:
    """The proposal for every gemeente, or within a half-year where it stands.

    InvoerFout with every finding that is not allowed.
    """
    zaken = {
        code: Zaak(positie, calculate_som(positie, invoer.peildatum))
        for code, positie in invoer.posities.items()
    }
    if invoer.peildatum.moment is Moment.VOORTGANG:
        return _measured(invoer, zaken)
    return _judged(invoer, zaken)


def _measured(invoer: Invoer, zaken: Zaken) -> Uitkomsten[Voortgang]:
    if gebreken := list(_faults(invoer, zaken)):
        raise InvoerFout(gebreken)
    voortgangen = measure(invoer, list(zaken.values()))
    return Uitkomsten(dict(zip(zaken, voortgangen, strict=True)), tuple(_warnings(invoer, zaken)))


def _judged(invoer: Invoer, zaken: Zaken) -> Uitkomsten[Beoordeling]:
    kader = invoer.kader
    gekozen = {
        code: chosen_lezingen(positie.bevindingen, kader) for code, (positie, _) in zaken.items()
    }
    ladder = in_groups(
        gekozen,
        lambda codes, lezingen: ask_ladder([zaken[code] for code in codes], kader, lezingen),
    )
    opvallend = tuple(_odd(invoer))
    gebreken = [*_faults(invoer, zaken), *_disallowed(invoer, zaken, ladder, gekozen)]
    if gebreken:
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
    return Uitkomsten(beoordelingen, (*opvallend, *_recorded(invoer, zaken)))


def _faults(invoer: Invoer, zaken: Zaken) -> Iterator[Gebrek]:
    """What findings and figures do not allow, whatever the moment."""
    stukken, periode = (invoer.bevindingen, invoer.dossier), invoer.peildatum.periode
    kader = invoer.kader.tekst
    yield from check_bevindingen(zaken, *stukken, periode, invoer.vastgesteld, kader)
    yield from check_sommen(zaken.values(), invoer.bestand)
    yield from check_whole(invoer.eigen, kader)


def _disallowed(
    invoer: Invoer,
    zaken: Zaken,
    ladder: Mapping[str, Ladderuitkomst],
    gekozen: Mapping[str, Lezingen],
) -> Iterator[Gebrek]:
    """Every finding on a trede that the framework or the case file does not allow."""
    eigen, kader = invoer.eigen, invoer.kader
    yield from check_keuzes(invoer.bevindingen, kader)
    yield from invoer.tegen_dossier
    for stuk in eigen:
        code = stuk.gemeente.code
        yield from check_afwijking(stuk, zaken[code], ladder[code].trede)
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


def _recorded(invoer: Invoer, zaken: Zaken) -> Iterator[Waarschuwing]:
    """What changes no trede, but may show that something was recorded or delivered wrongly."""
    for stuk in invoer.eigen:
        yield from idle_verbeterplan(stuk, zaken[stuk.gemeente.code].positie)
    yield from misfiled(invoer.dossier, invoer.peildatum.periode)
    yield from _warnings(invoer, zaken)
    yield from besluit_missing(invoer.posities.values(), invoer.bestand)


def _warnings(invoer: Invoer, zaken: Zaken) -> Iterator[Waarschuwing]:
    """The same, whatever the moment."""
    yield from differing_stands(zaken.values(), invoer.bestand)
    yield from perhaps_counted(zaken, invoer.dossier, invoer.peildatum.periode)
