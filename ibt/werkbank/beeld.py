"""What the screen shows of a round in which something is tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from textwrap import shorten
from typing import Any

import pandas as pd
from htpy import Element, Node, p

from ibt.begrippen.beoordeling import Historiepunt
from ibt.begrippen.fout import IbtFout
from ibt.begrippen.vertoon import as_html
from ibt.rapport.getal import datum, stand
from ibt.rapport.opmaak import Kolom, Rij, nadruk, tabel, trede_cel
from ibt.rapport.weergave import framed
from ibt.ronde import Ronde

_LENGTE = 400


def outcome_view(echt: Ronde, proef: Ronde, wie: Sequence[str]) -> str:
    """Of one gemeente all that follows; of several who gets another trede."""
    if len(wie) != 1:
        return _several(echt, proef, wie)
    toen, nu = echt[wie[0]], proef[wie[0]]
    if proef.is_voortgang:
        return as_html(nu) or ""
    was, wordt = toen.trede_voorstel, nu.trede_voorstel
    anders = f"PROEF · Zonder deze wijzigingen: trede {was}." if was != wordt else ""
    historie = (*nu.historie[-4:], Historiepunt(nu.peildatum, nu.som.stand_eind, wordt))
    nieuws = framed(p[nadruk(anders)]) if anders else ""
    return nieuws + (as_html(nu) or "") + framed(_course(historie))


def _proef(ronde: Ronde) -> str:
    return framed(p[nadruk("PROEF")]) if ronde.is_proef else ""


def _course(historie: Sequence[Historiepunt]) -> Element:
    """Stand and trede of the last peildata; the last one is what is tried."""
    standen = ["–" if punt.stand_eind is None else stand(punt.stand_eind) for punt in historie]
    kolommen = [
        Kolom("Peildatum"),
        *(Kolom(datum(punt.peildatum.datum), getal=True) for punt in historie),
    ]
    rijen = [
        Rij("Stand, in personen", standen),
        Rij("Trede", [trede_cel(punt.trede) for punt in historie]),
    ]
    return tabel("Verloop", kolommen, rijen)


def _several(echt: Ronde, proef: Ronde, wie: Sequence[str]) -> str:
    """Per gemeente the trede as it is and as it would be."""
    naam = "prognose_trede" if echt.is_voortgang else "trede_voorstel"
    einde = "prognose_stand_eind" if echt.is_voortgang else "stand_eind"
    toen, nu = (ronde.tabel.set_index("gemeente").loc[list(wie)] for ronde in (echt, proef))
    anders = int((toen[naam] != nu[naam]).fillna(False).sum())
    wat = "een andere verwachte trede" if echt.is_voortgang else "een andere trede"
    krijgt = "krijgt" if anders == 1 else "krijgen"
    return _proef(proef) + framed(
        p[nadruk(f"{anders} van {len(wie)} gemeenten {krijgt} {wat}.")],
        _treden(
            ("Verwacht" if echt.is_voortgang else "Trede nu", "Dan"),
            wie,
            toen[naam],
            nu[naam],
            nu[einde],
        ),
    )


def pace_view(ronde: Ronde, wie: Sequence[str]) -> str:
    """Per gemeente what follows when it keeps its pace until the next peildatum."""
    tempo = ronde.vooruit().set_index("gemeente").loc[list(wie)]
    volgende = ronde.peildatum.volgende_beoordeling.datum
    uitleg = "" if ronde.is_voortgang else " en dezelfde taakstelling"
    return _proef(ronde) + framed(
        p[nadruk(f"Op {datum(volgende)}, bij hetzelfde tempo{uitleg}.")],
        _treden(
            ("Trede nu", "Trede dan"),
            wie,
            *(tempo[naam] for naam in ("trede_nu", "trede_dan", "stand_dan")),
        ),
    )


def _treden(
    koppen: tuple[str, str],
    wie: Sequence[str],
    nu: Iterable[Any],
    dan: Iterable[Any],
    eind: Iterable[Any],
) -> Element:
    """A table of two treden and a stand per gemeente."""
    rijen = [
        Rij(naam, [_trede(van), _trede(naar), "–" if pd.isna(einde) else stand(int(einde))])
        for naam, van, naar, einde in zip(wie, nu, dan, eind, strict=True)
    ]
    kolommen = [Kolom("Gemeente"), Kolom(koppen[0]), Kolom(koppen[1]), Kolom("Stand dan", True)]
    return tabel("Wat volgt", kolommen, rijen)


def _trede(waarde: Any) -> Node:
    return trede_cel(None if pd.isna(waarde) else int(waarde))


def fault_view(fout: IbtFout) -> str:
    """Why this cannot be, in the words of the program, as many as one reads."""
    tekst = shorten(str(fout), _LENGTE, placeholder=" …")
    return f'<p style="color:#a3221b"><strong>Dit kan niet.</strong> {escape(tekst)}</p>'
