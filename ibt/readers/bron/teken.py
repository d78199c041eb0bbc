"""Which way a stand counts: as the file says, or the user; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ibt.begrippen.fout import Gebrek
from ibt.begrippen.gemeente import Gemeente
from ibt.readers.bron.cel import Teken, sign_in
from ibt.readers.bron.kop import Bronkolom
from ibt.readers.bron.profiel import Profiel
from ibt.readers.bron.sommen import fits_turned

STANDEN = ("stand_begin", "stand_eind")


@dataclass
class Ruw:
    """A row as delivered, before its sign is known; in `vast` are stands that say their own."""

    nummer: int
    gemeente: Gemeente
    cijfers: dict[str, object]
    vast: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Tekenkeus:
    """What a minus is and who says so, or the fault of nobody saying it."""

    teken: Teken | None
    wie: str
    gebreken: tuple[Gebrek, ...] = ()


def decide_sign(
    bestand: str,
    kolommen: Iterable[Bronkolom],
    teksten: Iterable[str],
    rijen: Sequence[Ruw],
    gezegd: Teken | None,
    profiel: Profiel,
) -> Tekenkeus:
    """By a heading, then a title or note, the user, the profile, or what the sums allow."""
    # Stands that say their own sign, or are nought, need none.
    open_ = [r for r in rijen if r.cijfers.get("stand_begin") and "stand_begin" not in r.vast]
    standen = [k for k in kolommen if k.betekenis == "stand_begin"]
    plaats = f'kolom "{standen[0].naam}"' if standen else None
    uit_som = _by_sums(open_)
    in_titel = next((teken for tekst in teksten if (teken := sign_in(tekst))), None)
    zeggen = {
        "de kolom": next((k.teken for k in standen if k.teken), None),
        "een titel of noot": in_titel,
        "--teken": gezegd,
        f"het profiel {profiel.naam}": profiel.eigen_teken,
        "de som van opgave en stand": uit_som,
    }
    wie, teken = next(((w, t) for w, t in zeggen.items() if t), ("", None))
    gebrek = None
    if gezegd and teken is not gezegd:
        gebrek = Gebrek(bestand, f"{wie} zegt zelf {teken}", f"--teken {gezegd}", plaats)
    elif open_ and teken is None:
        gebrek = _untold(bestand, plaats, open_[0])
    elif uit_som and uit_som is not teken:
        verwacht = f"{wie} zegt {teken}, maar opgave en stand passen alleen bij {uit_som}"
        raad = "Vraag de leverancier welk teken een achterstand heeft."
        gebrek = Gebrek(bestand, verwacht, plaats=plaats, raad=raad)
    return Tekenkeus(teken, wie, (gebrek,) if gebrek else ())


def _by_sums(rijen: Sequence[Ruw]) -> Teken | None:
    """The one sign with which every row that can tell adds up."""
    past = [deel for rij in rijen if (deel := fits_turned(rij.cijfers)) is not None]
    for nummer, teken in enumerate(Teken):
        if past and all(deel[nummer] and not deel[1 - nummer] for deel in past):
            return teken
    return None


def _untold(bestand: str, plaats: str | None, rij: Ruw) -> Gebrek:
    """Both readings, with a gemeente as example."""
    stand = int(str(rij.cijfers["stand_begin"]))
    minder, meer = ("achterstand", "voorsprong")[:: 1 if stand < 0 else -1]
    verwacht = (
        f"moet zeggen wat een min is: {rij.gemeente.naam} met {stand} is {minder} {abs(stand)} "
        f"(min-is-achterstand) of {meer} {abs(stand)} (plus-is-achterstand)"
    )
    raad = "Geef --teken min-is-achterstand of --teken plus-is-achterstand."
    return Gebrek(bestand, verwacht, plaats=plaats, raad=raad)


def turn(rij: Ruw, teken: Teken | None) -> dict[str, object]:
    """The figures of a row with minus as achterstand."""
    if teken is not Teken.PLUS_IS_ACHTERSTAND:
        return rij.cijfers
    return {
        naam: -waarde
        if naam in STANDEN and naam not in rij.vast and isinstance(waarde, int)
        else waarde
        for naam, waarde in rij.cijfers.items()
    }
