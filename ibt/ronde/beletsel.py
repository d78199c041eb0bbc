"""What still stands in the way of adopting a round, named per gemeente."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.bevinding import Bevinding, Herziening
from ibt.begrippen.contact import CijfersGeverifieerd
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.dossier import in_order
from ibt.beoordeling.voorstel import own_herzieningen
from ibt.kader.kader import Kader
from ibt.register import Register, Registerrij
from ibt.ronde.herzien import is_known, refusals
from ibt.ronde.registerrij import make_herziening
from ibt.ronde.ronde import Ronde

# Where the framework speaks of what must be weighed.
_ONDERWERP = {
    "te_weinig_koppelingen": "koppelingen",
    "niet_vooraf_gewaarschuwd": "plan_melden",
    "dossier_onvolledig": "verbeterplan",
}
_VORIGE = "de vorige ronde is nog niet vastgesteld"
# What must still be decided, and of what of the framework that is.
_OPEN_BESLUIT = {
    "afschalen": (
        "de totaalopgave is gerealiseerd; leg met een bevinding afschalen of niet_afschalen vast "
        "wat is besloten",
        "afschalen",
    ),
    "termijn": (
        "een termijn van het besluit is verstreken; leg met een bevinding indeplaatsstelling of "
        "afzien_effectuering vast wat is besloten",
        "termijn_besluit",
    ),
}


def check_adoptable(
    ronde: Ronde, volledig: Register, gemeenten: tuple[Gemeente, ...]
) -> list[Gebrek]:
    """What stands in the way of adopting, named per gemeente."""
    return [
        Gebrek(ronde.pad.name, f"kan niet worden vastgesteld: {reden}", gemeente=str(gemeente))
        for gemeente in gemeenten
        for reden in obstacles(ronde, volledig, gemeente)
    ]


def obstacles(ronde: Ronde, volledig: Register, gemeente: Gemeente) -> Iterator[str]:
    """What stands in the way of adopting one gemeente, each with what to do about it."""
    eigen = [stuk.bevinding for stuk in ronde.stukken(gemeente.code)]
    yield from _against_verification(eigen, ronde)
    uit = ronde.uitkomsten.per_gemeente[gemeente.code]
    yield from _unweighed(uit)
    for naam in uit.open_besluiten:
        wat, onderwerp = _OPEN_BESLUIT[naam]
        yield f"er is nog een besluit nodig: {wat}{uit.kader.bij(onderwerp)}"
    if "vorige_ronde_niet_vastgesteld" in uit.aandachtspunten:
        yield _VORIGE
    if uit.andere_lezingen:
        keuzes = "; ".join(_open_keuzes(uit, ronde.kader))
        yield (
            "een andere lezing van het kader geeft een andere trede; leg met een bevinding keuze "
            f"vast welke lezing geldt ({keuzes})"
        )
    yield from _against_register(ronde, volledig, gemeente, eigen)


def _against_verification(eigen: list[Bevinding], ronde: Ronde) -> Iterator[str]:
    """That the figures were not verified, or before the half-year had ended (§4). Norm: N66."""
    gedaan = [stuk.datum for stuk in eigen if isinstance(stuk, CijfersGeverifieerd)]
    plaats = ronde.kader.tekst.bij("verificatie", vorm=", {}")
    waarmee = f"(bevinding cijfers_geverifieerd{plaats})"
    if not gedaan:
        yield f"de cijfers zijn niet geverifieerd {waarmee}"
    elif max(gedaan) < ronde.peildatum.datum:
        yield (
            f"de cijfers zijn geverifieerd op {max(gedaan)}, voor de peildatum; doe dat nog eens "
            f"met de cijfers van het hele halfjaar {waarmee}"
        )


def _unweighed(beoordeling: Beoordeling) -> Iterator[str]:
    """What speaks against a rise and the supervisor did not weigh yet (§2.2). Norm: N10."""
    for code in beoordeling.te_wegen:
        yield (
            f"de trede stijgt, en nog niet gewogen is: {code}; leg met een bevinding weging "
            "vast waarom de trede toch stijgt"
            f"{beoordeling.kader.bij(_ONDERWERP[code])}"
        )


def revisions_of(
    ronde: Ronde, gemeente: Gemeente, volledig: Register
) -> list[tuple[Vastgelegd, Herziening]]:
    """The findings that decide this round again for a gemeente and that the register lacks."""
    eigen = own_herzieningen(ronde.stukken(gemeente.code))
    return [paar for paar in eigen if not is_known(volledig, *paar)]


def _against_register(
    ronde: Ronde, volledig: Register, gemeente: Gemeente, eigen: list[Bevinding]
) -> Iterator[str]:
    """A decision in the register that this round lacks; or no row there yet to decide again."""
    peildatum = ronde.peildatum.datum
    if nieuw := revisions_of(ronde, gemeente, volledig):
        oud = volledig.judged(gemeente.code, peildatum)
        if oud is None:
            yield (
                "deze ronde is nog niet vastgesteld, dus er is niets te herzien; haal de bevinding "
                "herziening weg"
            )
        else:
            yield from _against_revisions(nieuw, oud, ronde.kader.tekst)
        return
    bekend = {(stap.datum, stap.trede) for stap in in_order(eigen, ronde.kader.tekst)}
    for rij in volledig.rijen.get(gemeente.code, ()):
        if rij.geldt_vanaf >= peildatum and (rij.datum, rij.trede) not in bekend:
            yield (
                f"het register heeft al een besluit van {rij.datum} (trede {rij.trede}), en de "
                "bevindingen van deze ronde hebben dat niet"
            )


def _against_revisions(
    nieuw: list[tuple[Vastgelegd, Herziening]], oud: Registerrij, kader: Kadertekst
) -> Iterator[str]:
    """What a revision of this round cannot do; each is tested on what the one before it decided."""
    for stuk, herziening in nieuw:
        yield from (str(gebrek) for gebrek in refusals(stuk, herziening, oud, kader))
        oud = make_herziening(herziening, oud)


def _open_keuzes(beoordeling: Beoordeling, kader: Kader) -> list[str]:
    """The Keuzes under whose other reading the trede would differ, each with its readings."""
    anders = {lezing.keuze for lezing in beoordeling.andere_lezingen}
    lezingen = {keuze.id: ", ".join(keuze.lezingen) for keuze in kader.keuzes}
    return [f"{keuze}: {lezingen[keuze]}" for keuze in sorted(anders)]
