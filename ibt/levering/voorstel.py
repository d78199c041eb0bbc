"""A source profile proposed from a file that no profile knows, to correct by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.begrippen.periode import Peildatum
from ibt.readers.bestand import read_bytes
from ibt.readers.bron.cel import Teken, find_periode, find_wanneer
from ibt.readers.bron.kop import Kop, bare_heading, find_kop
from ibt.readers.bron.profiel import BETEKENISSEN, Profiel, merge_profielen, profile_text
from ibt.readers.bron.rooster import Celrooster, read_roosters
from ibt.readers.kolom import MEESTE_TITELS, nearest_name


def propose_profile(
    pad: Path, profielen: Mapping[str, Profiel], peildatum: Peildatum, teken: Teken | None
) -> str:
    """The text of a profile for a file: its headings behind what they mean, as far as known.

    InvoerFout where there is no table in it.
    """
    samen = merge_profielen(profielen)
    roosters = [r for r in read_roosters(pad, read_bytes(pad), samen.namen) if r.is_zichtbaar]
    if not roosters:
        raise InvoerFout([Gebrek(pad.name, "moet een zichtbare tabel hebben")])
    gevonden = [(rooster, find_kop(rooster, samen, peildatum)) for rooster in roosters]
    rooster, kop = max(gevonden, key=lambda deel: deel[1].gewicht if deel[1] else 0)
    koppen = _headings(rooster, kop)
    kolommen: dict[str, list[str]] = {}
    ongelezen: list[str] = []
    for naam in koppen:
        bedoeld = samen.meaning(naam) or samen.meaning(nearest_name(naam, samen.namen) or "")
        if bedoeld is None:
            ongelezen.append(naam)
        elif naam not in BETEKENISSEN:
            kolommen.setdefault(bedoeld, []).append(naam)
    streep = any(cel in ("-", "–", "—") for _, rij in rooster.lijnen for cel in rij)
    profiel = Profiel(
        bron="tvs" if "tvs" in pad.stem.casefold() else "rijk",
        teken=teken.value if teken else None,
        kolommen={naam: tuple(namen) for naam, namen in kolommen.items()},
    )
    uitleg = f"Voorgesteld uit {pad.name}. Controleer elke regel: bron is tvs of rijk."
    if streep:
        uitleg += "\nEr staan strepen in de tabel: streep_is_nul: ja als een streep nul is."
    return profile_text(profiel, uitleg, ongelezen)


def _headings(rooster: Celrooster, kop: Kop | None) -> list[str]:
    """The names of the columns; without a header those in the row with most words."""
    if kop is not None:
        namen = [kolom.naam for kolom in kop.kolommen]
    else:
        begin = [cellen for _, cellen in rooster.lijnen[:MEESTE_TITELS]]
        namen = [*max(begin, key=lambda rij: len({cel for cel in rij if cel[:1].isalpha()}))]
    # A month in a heading is no part of its name.
    zonder = (find_wanneer(find_periode(naam)[0], None)[0] for naam in namen if naam)
    return list(dict.fromkeys(filter(None, map(bare_heading, zonder))))
