"""Totals in a delivered table beside the sum of its rows, and rows beside themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ibt.begrippen.fout import Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.tekst import uniform

Cijfers = Mapping[str, object]


@dataclass(frozen=True)
class Totaalsom:
    """A total as delivered beside the sum of its rows; None where these rows are not all there."""

    plaats: str
    label: str
    kolom: str
    totaal: int
    som: int | None

    @property
    def sluit(self) -> bool:
        """Whether they are the same, or the rows are not there to tell."""
        return self.som is None or self.som == self.totaal

    def __str__(self) -> str:
        begin = f"{self.label}, {self.kolom}: {self.totaal}"
        if self.som is None:
            return f"{begin} (niet na te tellen met de regels van deze tabel)"
        return f"{begin} = de som" if self.sluit else f"{begin}, de regels samen zijn {self.som}"


@dataclass(frozen=True)
class Totaalrij:
    """A total: its place and label, its figures, and how many rows came before it."""

    plaats: str
    label: str
    cijfers: Mapping[str, int]
    na: int
    vanaf: int


def add_up(
    totaal: Totaalrij, rijen: Sequence[tuple[Gemeente, Cijfers]], provincies: Sequence[str]
) -> Iterator[Totaalsom]:
    """Each figure of a total beside its rows: those of the province that it names, those since the
    last total, or all before it.
    """
    label = uniform(totaal.label).casefold()
    genoemd = [naam for naam in provincies if naam.casefold() in label]
    alle, sinds = rijen[: totaal.na], rijen[totaal.vanaf : totaal.na]
    groepen = [sinds, alle] if label.startswith("sub") else [alle or rijen, sinds]
    if genoemd:
        groepen = [[rij for rij in rijen if rij[0].provincie == genoemd[0]], *groepen]
    for kolom, getal in totaal.cijfers.items():
        sommen = [sum(whole(cijfers.get(kolom)) for _, cijfers in groep) for groep in groepen]
        som = getal if getal in sommen else sommen[0]
        van_het_land = "nederland" in label and som != getal
        yield Totaalsom(totaal.plaats, totaal.label, kolom, getal, None if van_het_land else som)


def whole(waarde: object) -> int:
    """A figure; 0 where there is none."""
    return waarde if isinstance(waarde, int) else 0


def row_checks(bestand: str, plaats: str, wie: Gemeente, rij: Cijfers) -> Iterator[Waarschuwing]:
    """Where the opgave, what is still to be done or the last stand is not what the row gives."""
    if any(rij.get(naam) is None for naam in ("taakstelling", "stand_begin", "realisatie")):
        return
    opgave = whole(rij["taakstelling"]) - whole(rij["stand_begin"])
    eind = whole(rij["realisatie"]) - opgave
    for naam, mag in (
        ("opgave", {opgave}),
        ("nog_te_realiseren", {-eind, max(0, -eind)}),
        ("stand_eind", {eind}),
    ):
        gevonden = rij.get(naam)
        if isinstance(gevonden, int) and gevonden not in mag:
            tekst = f"{naam} in het bestand is niet wat taakstelling, stand en realisatie geven"
            geval = f"{gevonden} (berekend {max(mag)})"
            yield Waarschuwing(bestand, tekst, plaats, str(wie), geval)


def fits_turned(rij: Cijfers) -> tuple[bool, bool] | None:
    """Whether a row as delivered fits with minus as achterstand, and with plus.

    None where it says nothing: no stand, or no opgave or last stand to compare with.
    """
    taak, stand, gedaan = (rij.get(n) for n in ("taakstelling", "stand_begin", "realisatie"))
    opgave, eind = rij.get("opgave"), rij.get("stand_eind")
    if not isinstance(taak, int) or not isinstance(stand, int) or not stand:
        return None
    if isinstance(opgave, int):
        return opgave == taak - stand, opgave == taak + stand
    if isinstance(eind, int) and isinstance(gedaan, int):
        return eind == stand - taak + gedaan, eind == stand + taak - gedaan
    return None
