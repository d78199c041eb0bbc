"""Several delivered files of one half-year → one row per gemeente and day.

TVS leads (§2.2 slot): where the Rijk published another figure, that stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ibt.begrippen.fout import Gebrek
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.periode import Peildatum
from ibt.readers.bron.profiel import NODIG
from ibt.readers.bron.tabel import Bronrij, Brontabel
from ibt.readers.cijfers import GEPUBLICEERD

SIGNALEN = ("koppelingen", "omkoppelingen", "wachttijd_fase2", "stapelgemeente")
# The canonical table as it is written; who reads it knows the optional ones.
KOLOMMEN = (
    *("gemeentecode", "gemeente", "stand_per"),
    *NODIG,
    *SIGNALEN,
    *GEPUBLICEERD.values(),
    *("bron", "herkomst"),
)
# What holds for the whole half-year where a file says it once.
_HALFJAAR = ("taakstelling", "stand_begin")

Sleutel = tuple[str, date]
Rij = dict[str, object]


@dataclass(frozen=True)
class Geleverd:
    """A row of one delivered file, with the file."""

    tabel: Brontabel
    rij: Bronrij


def kept_name(tabel: Brontabel) -> str:
    """How a delivered file is called where it is kept: its hash says which version it is."""
    return f"{tabel.sha256[:12]}-{tabel.pad.name}"


def combine(
    tabellen: Sequence[Brontabel], gevraagd: Sequence[Gemeente], peildatum: Peildatum
) -> tuple[dict[Sleutel, Rij], list[Gebrek]]:
    """The rows of the gemeenten asked for, and every fault of the files together.

    Norm: N08, N10.
    """
    codes = {gemeente.code for gemeente in gevraagd}
    delen: dict[Sleutel, list[Geleverd]] = {}
    for tabel in tabellen:
        for rij in tabel.rijen:
            if rij.gemeente.code in codes:
                sleutel = rij.gemeente.code, rij.stand_per
                delen.setdefault(sleutel, []).append(Geleverd(tabel, rij))
    gebreken: list[Gebrek] = []
    rijen = {sleutel: _merge(groep, gebreken) for sleutel, groep in sorted(delen.items())}
    _fill_halfjaar(rijen)
    gebreken += _missing(tabellen, rijen, delen)
    if afwezig := [*_absent(tabellen, rijen, gevraagd, peildatum)]:
        # One of the unknown names may be meant for it.
        gebreken += [*afwezig, *(gebrek for tabel in tabellen for gebrek in tabel.onbekend)]
    return rijen, gebreken


def _merge(delen: Sequence[Geleverd], gebreken: list[Gebrek]) -> Rij:
    """One row of all that the files say of a gemeente on a day."""
    eerste = delen[0].rij
    uit: Rij = {
        "gemeentecode": eerste.gemeente.code,
        "gemeente": eerste.gemeente.naam,
        "stand_per": eerste.stand_per,
    }
    for naam in (*NODIG, *SIGNALEN):
        tvs, rijk, onbekend = (_only(delen, naam, bron, gebreken) for bron in _BRONNEN)
        if onbekend is not None and {tvs, rijk} - {None, onbekend}:
            gebreken.append(_clash([d for d in delen if d.rij.cijfers.get(naam) is not None], naam))
        uit[naam] = next((w for w in (tvs, onbekend, rijk) if w is not None), None)
        if naam in GEPUBLICEERD and tvs is not None:
            uit[GEPUBLICEERD[naam]] = rijk
    uit["bron"] = " + ".join(dict.fromkeys(kept_name(deel.tabel) for deel in delen))
    herkomst = (str(deel.rij.cijfers.get("herkomst") or "") for deel in delen)
    uit["herkomst"] = "; ".join(dict.fromkeys(filter(None, herkomst)))
    return uit


_BRONNEN = ("tvs", "rijk", "onbekend")


def _only(delen: Sequence[Geleverd], naam: str, bron: str, gebreken: list[Gebrek]) -> object:
    """The one value that the files of a source give; a fault where they differ."""
    eigen = [
        deel
        for deel in delen
        if deel.tabel.profiel.bron == bron and deel.rij.cijfers.get(naam) is not None
    ]
    if len({deel.rij.cijfers[naam] for deel in eigen}) > 1:
        gebreken.append(_clash(eigen, naam))
    return eigen[0].rij.cijfers[naam] if eigen else None


def _clash(delen: Sequence[Geleverd], naam: str) -> Gebrek:
    gevonden = " en ".join(
        f"{deel.rij.cijfers[naam]} (regel {deel.rij.nummer} van {deel.tabel.bestand})"
        for deel in delen
    )
    raad = "Geef alleen het bestand dat geldt. Is een van TVS en een van het Rijk: zeg dat in een "
    return Gebrek(
        " en ".join(dict.fromkeys(deel.tabel.bestand for deel in delen)),
        f"{naam} van {delen[0].rij.stand_per} moet in bestanden van dezelfde bron gelijk zijn",
        gevonden,
        gemeente=str(delen[0].rij.gemeente),
        raad=f"{raad}profiel (bron: tvs of rijk).",
    )


def _fill_halfjaar(rijen: dict[Sleutel, Rij]) -> None:
    """What a file of months does not repeat, where the other files of the half-year agree on it."""
    for naam in _HALFJAAR:
        per_code: dict[str, set[object]] = {}
        for (code, _), rij in rijen.items():
            if rij[naam] is not None:
                per_code.setdefault(code, set()).add(rij[naam])
        for (code, _), rij in rijen.items():
            bekend = per_code.get(code, set())
            if rij[naam] is None and len(bekend) == 1:
                rij[naam] = next(iter(bekend))


def _missing(
    tabellen: Sequence[Brontabel],
    rijen: dict[Sleutel, Rij],
    delen: dict[Sleutel, list[Geleverd]],
) -> Iterator[Gebrek]:
    """A fault per figure that no file has a column for, or that a row lacks."""
    bestanden = " en ".join(tabel.bestand for tabel in tabellen)
    for naam in NODIG:
        if rijen and all(rij[naam] is None for rij in rijen.values()):
            ongelezen = [k.naam for t in tabellen for k in t.kolommen if k.betekenis is None]
            raad = "Lever ook het bestand dat dit heeft, of maak met --nieuw-profiel een profiel "
            yield Gebrek(
                bestanden,
                f'een kolom moet "{naam}" zijn',
                f"niet herkend: {', '.join(ongelezen)}" if ongelezen else None,
                raad=f"{raad}dat zegt welke kolom het is.",
            )
            continue
        for sleutel, rij in rijen.items():
            if rij[naam] is None:
                deel = delen[sleutel][0]
                verwacht = f"{naam} op {sleutel[1]} moet er zijn"
                plaats, wie = f"regel {deel.rij.nummer}", str(deel.rij.gemeente)
                yield Gebrek(deel.tabel.bestand, verwacht, plaats=plaats, gemeente=wie)


def _absent(
    tabellen: Sequence[Brontabel],
    rijen: dict[Sleutel, Rij],
    gevraagd: Sequence[Gemeente],
    peildatum: Peildatum,
) -> Iterator[Gebrek]:
    """A fault per gemeente of the round that no file has a row of on the last day."""
    laatste = max((per for _, per in rijen), default=peildatum.datum)
    bestanden = " en ".join(tabel.bestand for tabel in tabellen)
    verborgen = " ".join(zin for tabel in tabellen for zin in tabel.bijzonder)
    for gemeente in gevraagd:
        if (gemeente.code, laatste) not in rijen:
            raad = "Vraag de leverancier om deze regel."
            if gemeente.code in verborgen:
                raad = "Zij staat in een verborgen regel: maak die zichtbaar als zij meetelt."
            verwacht = f"moet een regel van {laatste} hebben"
            yield Gebrek(bestanden, verwacht, gemeente=str(gemeente), raad=raad)
