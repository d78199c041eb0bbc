"""What a notebook shows of a round, and of two beside each other."""

from __future__ import annotations

from collections import Counter
from html import escape
from textwrap import shorten

from ibt.begrippen.fout import IbtFout
from ibt.begrippen.vertoon import as_html
from ibt.ronde.proef import tried
from ibt.ronde.ronde import Ronde
from ibt.ronde.vergelijking import Rondeverschil

_HOOGSTENS, _LANGST = 12, 110


@as_html.register
def show_ronde(ronde: Ronde) -> str:
    """A card: what round it is, how many gemeenten per trede, and what to look at."""
    soort = "tussenstand" if ronde.is_voortgang else "beoordeling"
    vast = "nog niet" if ronde.vaststelling is None else str(ronde.vaststelling.datum)
    kaart = {
        "Ronde": f"{ronde.peildatum} ({soort} van {ronde.peildatum.periode})",
        "Provincie": f"{ronde.provincie}, {len(ronde)} gemeenten",
        "Kader": ronde.kader.id,
        "Cijfers": ronde.cijfers.bron.naam + (" (verzonnen)" if ronde.voorbeeld else ""),
        "Bevindingen": f"{len(ronde.bevindingen)}, en {len(ronde.dossier)} in het dossier",
        **_outcomes(ronde),
        "Vastgesteld": "niet van toepassing" if ronde.is_voortgang else vast,
    }
    feiten = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in kaart.items())
    proef = "; ".join(tried(ronde))
    kop = f"<p><strong>PROEF</strong> {escape(proef)}</p>" if ronde.is_proef else ""
    return f'{kop}<dl class="feiten">{feiten}</dl>'


def _outcomes(ronde: Ronde) -> dict[str, str]:
    """Gemeenten per trede and what the round warns of; what is at fault where it cannot be told."""
    try:
        treden = Counter(uitkomst.trede for uitkomst in ronde)
        gemeld = [str(waarschuwing) for waarschuwing in ronde.bijzonderheden]
    except IbtFout as fout:
        return {"Fout": str(fout)}
    delen = [f"{aantal} op trede {trede}" for trede, aantal in sorted(treden.items())]
    naam = "Trede nu" if ronde.is_voortgang else "Voorgesteld"
    eerste = shorten("; ".join(gemeld), _LANGST, placeholder=" …")
    telling = f"{len(gemeld)}: {eerste}" if gemeld else "geen"
    return {naam: ", ".join(delen), "Waarschuwingen": telling}


@as_html.register
def show_vergelijking(vergelijking: Rondeverschil) -> str:
    """Who gets another trede, as a table; the other values stay a table of their own."""
    kop = (
        f"{vergelijking.oud} → {vergelijking.nieuw}: {len(vergelijking.treden)} van "
        f"{vergelijking.aantal} gemeenten krijgen een {vergelijking.wat}; "
        f"{len(vergelijking.waarden)} waarden veranderen (.waarden)."
    )
    tabel = vergelijking.treden.head(_HOOGSTENS).to_html(index=False, border=0)
    return f"<p>{escape(kop)}</p>{tabel if len(vergelijking.treden) else ''}"
