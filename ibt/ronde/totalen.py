"""The figures beside totals that the Rijk or COA published: the formula, the province, the country.

The taakstelling is read and never computed (§2.2); the formula only shows where to look twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ibt.begrippen.bevinding import Herverdeling
from ibt.begrippen.controle import Controle, Controlesoort
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.tekst import getal, stand
from ibt.ronde.bestand import Landsleutel
from ibt.ronde.cijferrij import Rij, in_row, judged_rows

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# Published taakstellingen lie within 1 of the formula, but 3 to 4% off for the largest cities.
_MARGE = 1
_GROTE_STAD, _PROCENT = 300_000, 4


def compare_totalen(ronde: Ronde) -> Iterator[Controle]:
    """Where taakstellingen are not what the formula gives, or sums not what was published.

    Norm: N06.
    """
    land, rijen = ronde.totalen.land, judged_rows(ronde)
    bekend = {g.code: g for g in ronde.gemeenten if g.inwoners is not None}
    if land is not None:
        yield from _by_formula(ronde, land, bekend, rijen)
        if len(bekend) == len(ronde.gemeenten):
            yield from _share(ronde, land, rijen)
    yield from _sums(ronde, rijen)


def lacking_totalen(ronde: Ronde) -> Iterator[tuple[Controlesoort, str]]:
    """What would have to be there to compare more."""
    totalen = ronde.totalen
    van_provincie = any(waarde is not None for _, waarde in totalen.provincie)
    onbekend = [g.naam for g in ronde.gemeenten if g.inwoners is None]
    if totalen.land is None:
        waarvan = " van het land" if van_provincie else ""
        yield Controlesoort.FORMULE, f"het rondebestand noemt geen totalen{waarvan}"
    elif onbekend:
        wie = onbekend[0] if len(onbekend) == 1 else f"{len(onbekend)} gemeenten"
        yield Controlesoort.FORMULE, f"de tabel gemeenten heeft geen inwoners van {wie}"
    if totalen.land is None and not van_provincie:
        yield Controlesoort.SOM, "het rondebestand noemt geen totalen"


def divide(taakstelling: int, inwoners: int, van: int) -> int:
    """The part of a taakstelling by inhabitants, to the nearest whole person."""
    return (2 * taakstelling * inwoners + van) // (2 * van)


def _by_formula(
    ronde: Ronde, land: Landsleutel, bekend: dict[str, Gemeente], rijen: list[Rij]
) -> Iterator[Controle]:
    """A taakstelling that is further from the formula than rounding explains."""
    for rij in rijen:
        code = str(rij["gemeentecode"])
        if code not in bekend:
            continue
        inwoners = bekend[code].inwoners or 0
        volgens, erin = divide(land.taakstelling, inwoners, land.inwoners), _counted(ronde, code)
        verschil = int(rij["taakstelling"]) - volgens - erin
        if abs(verschil) <= _margin(volgens, inwoners):
            continue
        geval = f"{getal(int(rij['taakstelling']))}, volgens de formule {getal(volgens)}"
        geval += f" en een herverdeling van {stand(erin)}" if erin else ""
        begin = int(rij["stand_begin"])
        if abs(begin) > _MARGE and abs(verschil + begin) <= _MARGE:
            geval += f" (het verschil is de beginstand, {stand(begin)})"
        yield in_row(
            rij,
            "de taakstelling is niet wat de formule geeft: het landelijke totaal naar inwoners "
            "verdeeld",
            geval,
            Controlesoort.FORMULE,
            "Vraag het COA of achterstand, voorsprong of een herverdeling in dit getal zit, en met "
            "welke inwoners het is berekend.",
            abs(verschil),
        )


def _margin(volgens: int, inwoners: int) -> int:
    """How far a published taakstelling may lie from the formula."""
    return max(_MARGE, -(-volgens * _PROCENT // 100)) if inwoners >= _GROTE_STAD else _MARGE


def _counted(ronde: Ronde, code: str) -> int:
    """What redistributions add to a taakstelling in which COA counted them already."""
    return sum(
        stuk.bevinding.personen
        for stuk in ronde.stukken(code)
        if isinstance(stuk.bevinding, Herverdeling)
        and stuk.bevinding.verwerkt_in_taakstelling == "ja"
    )


def _share(ronde: Ronde, land: Landsleutel, rijen: list[Rij]) -> Iterator[Controle]:
    """All taakstellingen together beside the province's part of the country, rounding aside."""
    inwoners = [gemeente.inwoners or 0 for gemeente in ronde.gemeenten]
    volgens = divide(land.taakstelling, sum(inwoners), land.inwoners)
    delen = [divide(land.taakstelling, aantal, land.inwoners) for aantal in inwoners]
    afronding = -(-len(delen) // 2)
    marge = afronding + sum(map(_margin, delen, inwoners)) - len(delen) * _MARGE
    erin = sum(_counted(ronde, gemeente.code) for gemeente in ronde.gemeenten)
    samen = sum(int(rij["taakstelling"]) for rij in rijen)
    if abs(samen - volgens - erin) > marge:
        herverdeeld = f" en {stand(erin)} door herverdeling" if erin else ""
        yield _together(
            ronde,
            "de taakstellingen samen zijn niet het deel van het landelijke totaal naar inwoners",
            f"samen {getal(samen)}, volgens de formule {getal(volgens)}{herverdeeld}",
            abs(samen - volgens - erin),
        )


def _sums(ronde: Ronde, rijen: list[Rij]) -> Iterator[Controle]:
    """The sum of each figure beside the total that was published of the province."""
    for kolom, totaal in ronde.totalen.provincie:
        waarden = [int(rij[kolom]) for rij in rijen]
        if totaal is None or sum(waarden) == totaal:
            continue
        geval = f"{kolom}: samen {getal(sum(waarden))}, gepubliceerd {getal(totaal)}"
        if kolom == "stand_begin":
            achter, voor = (sum(w for w in waarden if w * teken > 0) for teken in (-1, 1))
            geval = (
                f"{kolom}: samen {stand(sum(waarden))} (achterstanden {getal(-achter)}, "
                f"voorsprongen {getal(voor)}), gepubliceerd {stand(totaal)}"
            )
        yield _together(
            ronde,
            "de gemeenten samen zijn niet het gepubliceerde totaal van de provincie",
            geval,
            abs(sum(waarden) - totaal),
        )


def _together(ronde: Ronde, tekst: str, geval: str, personen: int) -> Controle:
    return Controle(
        ronde.cijfers.bron.naam,
        tekst,
        geval=geval,
        soort=Controlesoort.SOM,
        vraag="Vraag het COA over welke gemeenten en welke dag het totaal gaat, en of daarna nog "
        "iets is gecorrigeerd.",
        personen=personen,
        stand_per=ronde.peildatum.datum,
    )
