"""A comparison in words and numbers: column names, signs, codes, and how many of what."""

from __future__ import annotations

import re

from ibt.begrippen.verschil import (
    Invoerverschil,
    Rijverschil,
    Soort,
    Verschil,
    Wijziging,
)
from ibt.kader import find_kader
from ibt.rapport.getal import MIN, gemeenten, getal, hoeveel, stand
from ibt.rapport.woorden import aandachtspunt

_GEHEEL = re.compile(r"-?\d{1,9}")
_KOMMA = re.compile(r"-?\d{1,9}\.\d{1,3}")
_ROL = {
    "ronde": "Rondebestand",
    "gemeenten": "Gemeentelijst",
    "cijfers": "Cijfers van het COA",
    "eerdere_cijfers": "Eerdere cijfers van het COA",
    "bevindingen": "Bevindingen",
    "dossier": "Dossier",
    "register": "Register",
    "gekoppelden": "Gekoppelden (alleen het totaal per gemeente)",
    "kaart": "Kaart",
    "vorige_ronde": "Vorige ronde",
}
_LEEG = "–"
_MET_TEKEN = ("stand_begin", "stand_eind", "open_correctie", "herverdeling", "prognose")


def rol(naam: str) -> str:
    """The role of an input as a reader knows it."""
    return _ROL.get(naam, naam.replace("_", " "))


def veld(naam: str) -> str:
    """A column or key without underscores."""
    return naam.replace("_", " ")


def verschilwaarde(tekst: str, wat: str = "") -> str:
    """A cell as a reader writes it: `−7`, `1.793`; a dash where there was nothing.

    What may be more or less than nothing, such as a stand, has its sign: `+7`.
    """
    if _GEHEEL.fullmatch(tekst):
        return (stand if wat.startswith(_MET_TEKEN) else getal)(int(tekst))
    if _KOMMA.fullmatch(tekst):
        return tekst.replace("-", MIN).replace(".", ",")
    return tekst or _LEEG


def van_naar(wijziging: Wijziging) -> str:
    """`stand eind: −7 → −5`."""
    van, naar = (verschilwaarde(tekst, wijziging.wat) for tekst in (wijziging.oud, wijziging.nieuw))
    return f"{veld(wijziging.wat)}: {van} → {naar}"


def toename(wijziging: Wijziging) -> str:
    """How much a whole number grew or shrank: `+5`, `−2`; a dash where it is none."""
    if not (_GEHEEL.fullmatch(wijziging.oud) and _GEHEEL.fullmatch(wijziging.nieuw)):
        return _LEEG
    return stand(int(wijziging.nieuw) - int(wijziging.oud))


def beschadigd(verschil: Verschil) -> list[str]:
    """A sentence per file that is gone or no longer as it was written."""
    return [
        f"{kant.map}/{zin}" for kant in (verschil.oud, verschil.nieuw) for zin in kant.beschadigd
    ]


def cijferrijen(verschil: Verschil) -> list[list[str]]:
    """A row per figure: gemeente, what it is, what it was, what it is now, and how much more."""
    return [
        [
            gemeente.naam,
            veld(w.wat),
            verschilwaarde(w.oud, w.wat),
            verschilwaarde(w.nieuw, w.wat),
            toename(w),
        ]
        for gemeente in verschil.gemeenten
        for w in gemeente.getallen
    ]


def ronderijen(verschil: Verschil) -> list[list[str]]:
    """A row per thing that is said of the rounds themselves: what it is, was, and is now."""
    return [[regel.wat, regel.oud or _LEEG, regel.nieuw or _LEEG] for regel in verschil.ronde]


def puntzinnen(verschil: Verschil) -> list[str]:
    """A sentence per point of attention that went or came."""
    kader = find_kader(verschil.nieuw.kader)
    tekst = None if kader is None else kader.tekst
    return [
        f"{gemeente.naam}: {wat}: {aandachtspunt(code, tekst)}"
        for gemeente in verschil.gemeenten
        for wat, codes in zip(("niet meer", "nieuw"), gemeente.punten, strict=True)
        for code in codes
    ]


def in_woorden(rij: Rijverschil) -> str:
    """What happened to a row: its new cells, or what changed from what to what."""
    if rij.soort is Soort.ANDERS:
        return "; ".join(van_naar(wijziging) for wijziging in rij.wijzigingen) or "andere volgorde"
    deel = [
        f"{veld(wijziging.wat)}: {verschilwaarde(wijziging.nieuw or wijziging.oud, wijziging.wat)}"
        for wijziging in rij.wijzigingen
    ]
    return "; ".join(deel) or _LEEG


def samenvatting(verschil: Verschil) -> str:
    """How much there is to read, in one sentence."""
    if verschil.is_leeg and not verschil.is_compleet:
        return "Niet alles kon worden vergeleken; in wat er nog wel is, is geen verschil gevonden."
    if verschil.is_leeg:
        return "Er is geen verschil: alle invoer, cijfers, treden en rapporten zijn gelijk."
    anders = [gemeente for gemeente in verschil.gemeenten if gemeente.getallen or gemeente.trede]
    letten = [gemeente for gemeente in verschil.gemeenten if any(gemeente.punten)]
    los = [gemeente for gemeente in verschil.gemeenten if gemeente.soort is not Soort.ANDERS]
    delen = [
        f"{gemeenten(len(verschil.van_trede))} met een andere {verschil.trede}",
        f"{gemeenten(len(anders))} met andere cijfers",
        f"{gemeenten(len(letten))} met andere aandachtspunten",
        f"{hoeveel(len(verschil.invoer), 'soort invoer', 'soorten invoer')} veranderd",
    ]
    if verschil.zelfde_moment:
        gelezen = sum(bool(gemeente.onderdelen) for gemeente in verschil.gemeenten)
        gelezen += bool(verschil.overzicht)
        delen.append(f"{hoeveel(gelezen, 'rapport', 'rapporten')} met een andere tekst")
    if los:
        delen.insert(0, f"{gemeenten(len(los))} in maar een van beide")
    return f"{', '.join(delen)}."


def onvergeleken(invoerverschil: Invoerverschil) -> str:
    """Why the rows of an input say nothing; empty where they do."""
    if invoerverschil.onleesbaar:
        return (
            f"niet te vergelijken, want weg of onleesbaar: {', '.join(invoerverschil.onleesbaar)}"
        )
    return (
        ""
        if invoerverschil.rijen
        else "de inhoud is gelijk; alleen de vorm van het bestand is anders"
    )


def teken(tekst: str) -> str:
    """A minus that a terminal can show in any code page."""
    return tekst.replace(MIN, "-").replace("→", "->").replace("–", "-")
