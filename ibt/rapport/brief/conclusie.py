"""The conclusion of a letter: which trede, from where, why, and in what spirit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ibt.begrippen.beoordeling import Beoordeling
from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.traject import Traject
from ibt.kader.kader import Kader
from ibt.rapport.besluitzin import besluit_zin, gevolg_zin, stap_zin, stappen_zin
from ibt.rapport.brief.zin import to_u
from ibt.rapport.getal import datum
from ibt.rapport.regelzin import applied_sentence
from ibt.rapport.woorden import halfjaar, toezicht

_VERTROUWEN = (
    "Ons toezicht gaat uit van vertrouwen in uw gemeente, en van de verantwoording die uw college "
    "aflegt aan de gemeenteraad. Daarom sturen wij de raad een afschrift van deze brief."
)


def kern(beoordeling: Beoordeling, vandaag: date) -> str:
    """The conclusion in one sentence: stricter, lighter or unchanged, or the dated steps."""
    if zin := stappen_zin(beoordeling, vandaag):
        return to_u(zin)
    vorig, nieuw = beoordeling.trede_vorig, beoordeling.trede_voorstel
    naam = f"trede {nieuw} van de interventieladder ({beoordeling.kader.treden[nieuw].naam})"
    if not beoordeling.has_earlier_trede:
        return f"Uw gemeente komt op {naam}."
    if beoordeling.begin_herzien:
        daar = "daar blijft zij" if nieuw == vorig else f"zij komt onder {toezicht(vorig, nieuw)}"
        naar = "" if nieuw == vorig else f": naar {naam}"
        van = naam if nieuw == vorig else f"trede {vorig}"
        return f"Na een herziening (zie Ons oordeel) staat uw gemeente op {van}; {daar}{naar}."
    if nieuw == vorig:
        return f"Uw gemeente blijft op {naam}."
    return f"Uw gemeente komt onder {toezicht(vorig, nieuw)}: van trede {vorig} naar {naam}."


def reasoned(beoordeling: Beoordeling, traject: Traject, kader: Kader) -> tuple[str, ...]:
    """Of what it is the conclusion, why, and in what spirit (§2 inleiding). Norm: N67."""
    return (
        " ".join(filter(None, (*_of_what(beoordeling, traject, kader), stap_zin(traject)))),
        " ".join(_reasons(beoordeling, traject, kader)),
        _VERTROUWEN,
    )


def _of_what(beoordeling: Beoordeling, traject: Traject, kader: Kader) -> Iterator[str]:
    """The half-year, where the count began, and what a new trede means once it holds."""
    yield (
        "Dit is onze conclusie over de huisvesting van vergunninghouders in het "
        f"{halfjaar(beoordeling.peildatum.periode)} (peildatum "
        f"{datum(beoordeling.peildatum.datum)})."
    )
    if not beoordeling.has_earlier_trede:
        yield "Er was geen eerdere inschaling; wij zijn uitgegaan van trede 1."
    if traject.trede != beoordeling.trede_vorig:
        yield to_u(kader.tekst.treden[traject.trede].toelichting)


def _reasons(beoordeling: Beoordeling, traject: Traject, kader: Kader) -> Iterator[str]:
    """Why; and computed beside decided trede where a decision or a deviation sets the trede."""
    yield to_u(applied_sentence(beoordeling, kader))
    if besluit := besluit_zin(beoordeling):
        yield to_u(besluit)
        if traject.volgende_stap is None:
            yield gevolg_zin(beoordeling)
    yield from _appreciation(beoordeling)


def _appreciation(beoordeling: Beoordeling) -> Iterator[str]:
    """A word of thanks where the whole opgave was realised."""
    overgenomen = beoordeling.kader.rol(beoordeling.trede_vorig) is Rol.INDEPLAATSSTELLING
    if beoordeling.som.stand_eind < 0 or overgenomen:
        # There it was the province that realised it, for the gemeente.
        return
    if beoordeling.som.stand_begin_gebruikt < 0:
        yield "Uw gemeente heeft haar achterstand ingelopen. Wij waarderen die inzet."
    elif beoordeling.som.totaalopgave > 0:
        yield "Uw gemeente heeft de hele opgave gerealiseerd. Wij waarderen die inzet."
