"""The letter about one gemeente, made from its assessment and its case file."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.begrippen.beoordeling import Beoordeling, Vaststelling
from ibt.begrippen.traject import Traject
from ibt.begrippen.verslag import Verslag
from ibt.kader.kader import Kader
from ibt.rapport.brief.bevindingen import bevindingen, geverifieerd
from ibt.rapport.brief.cijfers import explained, letter_figures
from ibt.rapport.brief.conclusie import kern, reasoned
from ibt.rapport.brief.grondslag import grondslag
from ibt.rapport.brief.model import Brief
from ibt.rapport.brief.signalen import letter_signals
from ibt.rapport.brief.stappen import stappen
from ibt.rapport.brief.vervolg import vervolg
from ibt.rapport.brief.zin import PROEF_BRIEF
from ibt.rapport.getal import datum
from ibt.rapport.woorden import aandachtspunt, begrippen, capital, halfjaar

INVULLEN = "[invullen]"
# Adoption waits for these; a letter says so too.
_OPEN = ("besluit_nodig", "keuze_bepalend", "vorige_ronde_niet_vastgesteld")


def make_brief(beoordeling: Beoordeling, traject: Traject, verslag: Verslag, kader: Kader) -> Brief:
    """Everything that the letter says; which variant follows from the moment and the trede.

    Norm: N22, N42, N59.
    """
    naam = beoordeling.gemeente.naam
    gewaarschuwd = tuple(_warnings(beoordeling, verslag))
    deel = vervolg(beoordeling, traject, kader)
    vastgesteld = verslag.vaststelling
    return Brief(
        waarschuwingen=gewaarschuwd,
        merk=" · ".join(gewaarschuwd[:3]),
        afzender=f"Provincie {verslag.provincie}",
        geadresseerde=f"Het college van burgemeester en wethouders van de gemeente {naam}",
        afschrift=f"de gemeenteraad van {naam}",
        datum=_dated(traject, vastgesteld),
        onderwerp=_subject(beoordeling, traject),
        aanhef="Geacht college,",
        kern=kern(beoordeling, verslag.bijgewerkt_op),
        conclusie=reasoned(beoordeling, traject, kader),
        cijfers=letter_figures(beoordeling),
        toelichting=explained(beoordeling),
        bevindingen=bevindingen(beoordeling, kader),
        signalen=letter_signals(beoordeling, kader),
        vervolg=deel.alineas,
        punten=deel.punten,
        slot=deel.slot,
        stappen=stappen(beoordeling, traject, kader),
        grondslag=grondslag(beoordeling, traject, verslag, kader),
        namens=_on_behalf(verslag),
        ondertekening=("[naam]", "[functie]") if vastgesteld is None else (vastgesteld.door,),
        begrippen=begrippen(kader.tekst),
    )


def _dated(traject: Traject, vastgesteld: Vaststelling | None) -> str:
    """The day on which it was sent or adopted; to be filled in while it is neither."""
    dag = traject.brief_op or (None if vastgesteld is None else vastgesteld.datum)
    return INVULLEN if dag is None else datum(dag)


def _subject(beoordeling: Beoordeling, traject: Traject) -> str:
    """What it is about, with the trede that holds; and the next one, where it is decided."""
    helft, straks = halfjaar(beoordeling.peildatum.periode), ""
    if traject.volgende_stap is not None:
        trede, dag = traject.volgende_stap
        straks = f", en vanaf {datum(dag)} trede {trede}"
    return (
        f"Beoordeling huisvesting vergunninghouders over het {helft}: trede {traject.trede}{straks}"
    )


def _warnings(beoordeling: Beoordeling, verslag: Verslag) -> Iterator[str]:
    """Why the letter may not be sent as it is; most of all stands first."""
    if verslag.is_proef:
        yield PROEF_BRIEF
    elif verslag.vaststelling is None:
        yield f"CONCEPT. {verslag.concept_omdat}" if verslag.concept_omdat else "CONCEPT"
    if geverifieerd(beoordeling) is None:
        yield "CIJFERS NIET GEVERIFIEERD, NIET VERZENDEN"
    if verslag.voorbeeld:
        yield "VOORBEELD: cijfers verzonnen"
    if beoordeling.te_wegen and verslag.vaststelling is None:
        yield f"NOG OPEN: {aandachtspunt('weging_nodig', verslag.kader)}"
    for code in _OPEN:
        if code in beoordeling.aandachtspunten:
            yield f"NOG OPEN: {aandachtspunt(code, verslag.kader)}"


def _on_behalf(verslag: Verslag) -> str:
    """In whose name the letter is sent."""
    vastgesteld = verslag.vaststelling
    if vastgesteld is None:
        return f"Namens gedeputeerde staten van {verslag.provincie},"
    return f"{capital(vastgesteld.orgaan)},"
