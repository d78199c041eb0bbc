"""What if: a loaded round with other figures, findings, treden or readings than its files have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.effect import effects
from ibt.beoordeling.lezingen import chosen_lezingen, reading_faults
from ibt.ronde.aanpassen import CIJFERS, PERSONEN, WAT_ALS, Proef, peildatum_row, tried_out
from ibt.ronde.opvallend import notable
from ibt.ronde.verandering import changed, is_verandering, is_whole

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# How a warning begins that figures are not those of the files.
_WAT_ALS = "wat als: "
_HELE_RONDE = "alle gemeenten"
_HOOGSTENS = 10**6
_WOORDEN = {"stand_begin": "stand aan het begin", "trede_vorig": "trede hiervoor"}

Wijzigingen = Mapping[str, Any]


def wat_als(
    ronde: Ronde,
    gemeente: str | Iterable[str] | Mapping[str, Wijzigingen] | None = None,
    **anders: Any,
) -> Ronde:
    """The round as it would be with other figures, findings, treden or readings.

    Of one gemeente (code or name), of several, of each with its own changes
    (`{"Zeist": {"realisatie": 60}}`), or of all where none is named. What can be changed, in
    persons: `taakstelling`, `stand_begin`, `realisatie`, `koppelingen` on the peildatum, and what
    findings add up to: `correctie`, `verschoonbaar`. A number is the figure itself; text says how
    many more or fewer: `"+5"`, `"-3"`, `"+20%"`. (Python does not tell `+5` from `5`.) Also
    `trede_vorig`, the trede before, and `keuze`, other readings by Keuze id.

    `ronde` itself stays as it is. The other one is a PROEF: it names what was changed, and is
    never adopted. A finding that leaves no room for the new figures is left out, which it says too.
    InvoerFout with everything that cannot be.
    """
    gevraagd = _asked(ronde, gemeente, anders)
    gebreken: list[Gebrek] = []
    proeven = []
    for wie, wijzigingen in gevraagd.items():
        fouten = list(_faults(ronde, wie, wijzigingen))
        gebreken += [fout for fout in fouten if fout not in gebreken]
        if not fouten:
            proeven.append(_try(ronde, wie, wijzigingen))
    if gebreken:
        raise InvoerFout(gebreken)
    uit, vervallen = _settled(tried_out(ronde, proeven), {wie.code for wie in gevraagd})
    gemeld = (*_told(ronde, proeven, gevraagd, anders), *_lapsed(ronde, vervallen))
    eerder, nu = set(notable(ronde)), notable(uit)
    over = [waarschuwing for waarschuwing in ronde.waarschuwingen if waarschuwing not in eerder]
    return replace(uit, waarschuwingen=(*over, *nu, *gemeld))


def _settled(proef: Ronde, codes: Collection[str]) -> tuple[Ronde, tuple[Vastgelegd, ...]]:
    """The round without findings that these figures leave no room for, and which those are.

    A deviation from a trede that is not computed any more is one. InvoerFout where something else
    cannot be.
    """
    vervallen: tuple[Vastgelegd, ...] = ()
    while True:
        try:
            _ = proef.uitkomsten
        except InvoerFout as fout:
            plaatsen = {(gebrek.bestand, gebrek.plaats) for gebrek in fout.gebreken}
            weg = tuple(
                stuk
                for stuk in proef.bevindingen
                if stuk.gemeente.code in codes
                and stuk.bestand != WAT_ALS
                and (stuk.bestand, stuk.plaats) in plaatsen
            )
            if not weg:
                raise
        else:
            return proef, vervallen
        over = tuple(stuk for stuk in proef.bevindingen if stuk not in weg)
        proef, vervallen = replace(proef, bevindingen=over), (*vervallen, *weg)


def _lapsed(ronde: Ronde, vervallen: Iterable[Vastgelegd]) -> Iterator[Waarschuwing]:
    for stuk in vervallen:
        tekst = f"{_WAT_ALS}zonder {stuk.bevinding.soort}, die dan niet meer past"
        yield Waarschuwing(ronde.cijfers.bron.naam, tekst, gemeente=str(stuk.gemeente))


def _asked(ronde: Ronde, gemeente: Any, anders: Wijzigingen) -> dict[Gemeente, Wijzigingen]:
    """What is to be changed, per gemeente; InvoerFout for a name that is none."""
    if gemeente is None:
        return dict.fromkeys(ronde.gemeenten, anders)
    if isinstance(gemeente, Mapping):
        paren = [(wie, eigen) for wie, eigen in gemeente.items()]
    else:
        is_lijst = isinstance(gemeente, Iterable) and not isinstance(gemeente, str)
        paren = [(wie, {}) for wie in (gemeente if is_lijst else [gemeente])]
    for wie, eigen in paren:
        if not isinstance(eigen, Mapping):
            verwacht = 'moet wijzigingen per gemeente zijn, zoals {"Zeist": {"realisatie": 60}}'
            raise InvoerFout([Gebrek("wat_als", verwacht, f"{wie}: {eigen}")])
    gevonden = [(ronde.find(wie), {**anders, **eigen}) for wie, eigen in paren]
    uit: dict[Gemeente, Wijzigingen] = dict(gevonden)
    if len(uit) < max(1, len(gevonden)):
        verwacht = "noem ten minste één gemeente, en elke gemeente één keer"
        raise InvoerFout([Gebrek("wat_als", verwacht, ", ".join(str(wie) for wie, _ in paren))])
    return uit


def _faults(ronde: Ronde, wie: Gemeente, wijzigingen: Wijzigingen) -> Iterator[Gebrek]:
    bekend = (*CIJFERS, *PERSONEN, "trede_vorig", "keuze")
    if not wijzigingen:
        verwacht = f"noem ten minste één van: {', '.join(bekend)}"
        yield Gebrek("wat_als", verwacht)
    for naam, waarde in wijzigingen.items():
        if naam not in bekend:
            yield Gebrek("wat_als", f"moet een van deze zijn: {', '.join(bekend)}", naam)
        elif naam == "keuze":
            yield from _reading_faults(ronde, waarde)
        elif naam == "trede_vorig":
            treden = ronde.kader.tekst.treden
            if not is_whole(waarde) or waarde not in treden:
                verwacht = f"trede_vorig moet een trede van 1 tot en met {len(treden)} zijn"
                yield Gebrek("wat_als", verwacht, str(waarde))
        elif naam in PERSONEN and ronde.is_voortgang:
            verwacht = f"{naam} telt pas bij de beoordeling; deze ronde is een tussenstand"
            yield Gebrek("wat_als", verwacht, str(waarde))
        else:
            yield from _number_faults(ronde, wie, naam, waarde)


def _number_faults(ronde: Ronde, wie: Gemeente, naam: str, waarde: Any) -> Iterator[Gebrek]:
    grens = "" if naam == "stand_begin" else " van 0 of meer"
    verwacht = f'{naam} moet een heel getal{grens} zijn, of tekst zoals "+5", "-3" of "+20%"'
    if not is_verandering(waarde):
        yield Gebrek("wat_als", verwacht, str(waarde))
    elif abs(changed(0, waarde)) > _HOOGSTENS:
        yield Gebrek("wat_als", f"{naam} moet hooguit {_HOOGSTENS} zijn", str(waarde))
    elif grens and (wordt := changed(_now(ronde, wie)[naam], waarde)) < 0:
        gevonden = str(waarde) if wordt == waarde else f"{waarde}, en dat geeft {wordt}"
        yield Gebrek("wat_als", verwacht, gevonden, gemeente=str(wie))


def _reading_faults(ronde: Ronde, keuze: Any) -> Iterator[Gebrek]:
    if not isinstance(keuze, Mapping):
        verwacht = 'keuze moet lezingen per keuze zijn, zoals {"K1": "verrekend"}'
        yield Gebrek("wat_als", verwacht, str(keuze))
        return
    for fout in reading_faults({str(k): str(w) for k, w in keuze.items()}, ronde.kader):
        yield Gebrek("wat_als", *fout)


def _now(ronde: Ronde, wie: Gemeente) -> dict[str, int]:
    """What can be changed as it stands, in persons, and the trede before."""
    positie = ronde.invoer.posities[wie.code]
    samen = effects(positie.bevindingen, (), ronde.peildatum.periode)
    koppelingen = ronde.cijfers.frame.loc[peildatum_row(ronde, wie), "koppelingen"].fillna(0)
    return {
        **{naam: getattr(positie, naam) for naam in (*CIJFERS[:3], "trede_vorig")},
        "koppelingen": int(koppelingen.item()),
        **{naam: samen[naam] for naam in PERSONEN},
    }


def _try(ronde: Ronde, wie: Gemeente, wijzigingen: Wijzigingen) -> Proef:
    nu = _now(ronde, wie)
    getallen = {n: changed(nu[n], w) for n, w in wijzigingen.items() if n != "keuze"}
    keuze = dict(wijzigingen.get("keuze", {}))
    gekozen = ronde.kader.lezingen(chosen_lezingen(ronde.stukken(wie.code), ronde.kader))
    woorden = [
        f"{_WOORDEN.get(naam, naam)} {wordt} in plaats van {nu[naam]}"
        for naam, wordt in getallen.items()
        if wordt != nu[naam]
    ]
    woorden += [f"keuze {k} {wordt} in plaats van {gekozen[k]}" for k, wordt in keuze.items()]
    return Proef(wie, getallen, keuze, tuple(woorden))


def _told(
    ronde: Ronde,
    proeven: Sequence[Proef],
    gevraagd: Mapping[Gemeente, Wijzigingen],
    anders: Wijzigingen,
) -> Iterator[Waarschuwing]:
    """What was changed; of the whole round in one sentence where it is the same for all."""
    bron = ronde.cijfers.bron.naam
    if len(gevraagd) == len(ronde.gemeenten) > 1 and all(w == anders for w in gevraagd.values()):
        losse = [f"{_WOORDEN.get(n, n)} {w}" for n, w in anders.items() if n != "keuze"]
        losse += [f"keuze {k} {w}" for k, w in anders.get("keuze", {}).items()]
        yield Waarschuwing(bron, f"{_WAT_ALS}{', '.join(losse)}", gemeente=_HELE_RONDE)
        return
    for proef in (proef for proef in proeven if proef.woorden):
        tekst = f"{_WAT_ALS}{', '.join(proef.woorden)}"
        yield Waarschuwing(bron, tekst, gemeente=str(proef.gemeente))


def tried(ronde: Ronde) -> tuple[str, ...]:
    """Which figures are other than in the files, with the gemeente, in words."""
    return tuple(
        f"{gemeld.gemeente} {gemeld.tekst.removeprefix(_WAT_ALS)}"
        for gemeld in ronde.waarschuwingen
        if gemeld.tekst.startswith(_WAT_ALS)
    )
