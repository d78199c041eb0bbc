"""Signals in a letter: koppelingen count in the judgement; those of COA move no trede."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.begrippen.beoordeling import Signalen, Uitkomst
from ibt.begrippen.voortgang import Voortgang
from ibt.kader.kader import Kader
from ibt.rapport.brief.zin import to_u
from ibt.rapport.getal import kommagetal, opsomming, personen
from ibt.rapport.standzin import koppelingen_zin
from ibt.rapport.woorden import contradicts, stapelgemeente_zin

# What COA may deliver besides koppelingen, in words.
_SIGNALEN = {
    "omkoppelingen": "omkoppelingen",
    "wachttijd_fase2": "de wachttijd in fase 2",
    "stapelgemeente": "stapelgemeenten",
}


def letter_signals(uitkomst: Uitkomst, kader: Kader) -> tuple[str, ...]:
    """One paragraph on koppelingen (§2.2) and one on the signals of COA (§2.2.1).

    Norm: N10, N11.
    """
    return (*_koppelingen(uitkomst), coa_signalen(uitkomst.signalen, kader))


def _koppelingen(uitkomst: Uitkomst) -> Iterator[str]:
    gewogen = "Wij hebben dit gewogen: zie Ons oordeel."
    kader = uitkomst.kader
    mogelijk = (
        "Dit kan wijzen op overmacht; uw gemeente kan dat onderbouwd bij ons aandragen"
        f"{kader.bij('overmacht')}."
    )
    if isinstance(uitkomst, Voortgang):
        gewogen = mogelijk
    if zin := koppelingen_zin(uitkomst, gewogen, mogelijk):
        yield (
            f"{to_u(zin)} Koppelingen wegen mee in ons oordeel{kader.bij('koppelingen')}; de "
            "berekening gebruikt ze niet."
        )


def coa_signalen(gegeven: Signalen, kader: Kader) -> str:
    """What COA signals and what the province worked out, and that neither moves the trede.

    Norm: N12, N64.
    """
    grens, plaats = kader.drempels.wachttijd_dagen, kader.tekst.bij("signalen")
    return f"{_of_coa(gegeven, grens, plaats)}{_own_wait(gegeven, grens, plaats)}"


def _of_coa(gegeven: Signalen, grens: int, plaats: str) -> str:
    delen = list(_signals(gegeven, grens))
    onbekend, waar = _missing(gegeven), "staan in de gebruikte cijfers geen gegevens"
    if len(onbekend) == len(_SIGNALEN):
        return (
            f"Over {opsomming(onbekend)} {waar} van uw gemeente. Zulke gegevens hebben geen "
            f"invloed op de trede{plaats}."
        )
    rest = f" Over {opsomming(onbekend)} {waar}." if onbekend else ""
    if not delen:
        bekend = [naam for naam in _SIGNALEN.values() if naam not in onbekend]
        return (
            f"Over {opsomming(bekend)} is er voor uw gemeente geen signaal van het COA.{rest} "
            f"Zulke signalen hebben geen invloed op de trede{plaats}."
        )
    meer = len(delen) > 1
    hebben = "Deze signalen hebben" if meer else "Dit signaal heeft"
    uitleg = _label(gegeven, grens) if gegeven.stapelgemeente == "ja" else ""
    return (
        f"Volgens het COA {opsomming(delen)}.{uitleg} {hebben} geen invloed op de trede{plaats}. "
        f"Wij bespreken {'ze' if meer else 'het'} wel met uw gemeente.{rest}"
    )


def _label(gegeven: Signalen, grens: int) -> str:
    """What the label means, and whether the wait of the same delivery goes with it."""
    zin, dagen = f" {stapelgemeente_zin(grens)}", gegeven.wachttijd_fase2
    if dagen is None or not contradicts(dagen, gegeven.stapelgemeente, grens):
        return zin
    return (
        f"{zin} De wachttijd die het COA geeft ({kommagetal(dagen)} dagen) past daar niet bij; het "
        "COA kan zeggen wat klopt."
    )


def _missing(gegeven: Signalen) -> list[str]:
    """What COA did not deliver; that is another thing than that nothing is the matter."""
    return [naam for veld, naam in _SIGNALEN.items() if getattr(gegeven, veld) is None]


def _own_wait(gegeven: Signalen, grens: int, plaats: str) -> str:
    """A long wait by the province's own file; of a small group nothing is known here."""
    eigen = gegeven.wachttijd
    if eigen is None or eigen.dagen is None or not eigen.boven_grens:
        return ""
    return (
        " Volgens onze eigen berekening is de gemiddelde wachttijd in fase 2 "
        f"{kommagetal(eigen.dagen)} dagen, dat is meer dan {grens} dagen. Ook dat heeft geen "
        f"invloed op de trede{plaats}."
    )


def _signals(gegeven: Signalen, grens: int) -> Iterator[str]:
    if gegeven.omkoppelingen:
        werkwoord = "is" if gegeven.omkoppelingen == 1 else "zijn"
        aantal = personen(gegeven.omkoppelingen)
        yield f"{werkwoord} {aantal} omgekoppeld naar een andere gemeente"
    if gegeven.wachttijd_fase2 is not None and gegeven.wachttijd_fase2 > grens:
        dagen = kommagetal(gegeven.wachttijd_fase2)
        yield f"is de gemiddelde wachttijd in fase 2 {dagen} dagen (meer dan {grens})"
    if gegeven.stapelgemeente == "ja":
        yield "is uw gemeente een stapelgemeente"
