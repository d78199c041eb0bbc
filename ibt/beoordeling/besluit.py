"""Decisions that move a gemeente beside the ladder: acceleration, and treden 4 to 6 (§3, §3.1.2).

Gedeputeerde staten decide; the program records what they decided, after testing that the
framework allows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ibt.begrippen.bevinding import Afwijking
from ibt.begrippen.bevindingbasis import Bevinding
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.ingreep import (
    Afschalen,
    AfzienEffectuering,
    BesluitIndeplaatsstelling,
    BesluitIntrekking,
    BesluitWijziging,
    Indeplaatsstelling,
    NietAfschalen,
    Versnelling,
    Vooraankondiging,
)
from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.orgaan import is_organ
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.dossier import Besluitsporen, decided_on, decided_steps

_OMLAAG = (BesluitIntrekking, Afwijking)
# What a framework must have a trede for, before it can be decided.
_ROL = {
    Vooraankondiging: Rol.VOORAANKONDIGING,
    BesluitIndeplaatsstelling: Rol.BESLUIT,
    BesluitWijziging: Rol.BESLUIT,
    BesluitIntrekking: Rol.BESLUIT,
    Indeplaatsstelling: Rol.INDEPLAATSSTELLING,
    AfzienEffectuering: Rol.BESLUIT,
    Afschalen: Rol.VOORAANKONDIGING,
    NietAfschalen: Rol.VOORAANKONDIGING,
}


@dataclass(frozen=True)
class Vertrekpunt:
    """Where a gemeente stands before a decision: its trede in force and its stand in persons.

    `stand_eind` and `toerekenbaar` are None where they are not known. `laatste_daling` is the day
    of the last decision that brought the gemeente down below the trede of the announcement: what
    was announced before it belongs to an earlier traject. `laatste_besluit` is the day from which
    the trede in force counts: no decision lies before it. `overmacht_telt` says that an excuse
    weighs on every trede.
    """

    kader: Kadertekst
    trede: int
    stand_eind: int | None
    laatste_daling: date | None = None
    laatste_besluit: date | None = None
    toerekenbaar: int | None = None
    overmacht_telt: bool = True


def check_besluiten(
    bevindingen: Sequence[Vastgelegd],
    sporen: Mapping[str, Besluitsporen],
    vertrekpunten: Mapping[str, Vertrekpunt],
) -> Iterator[Gebrek]:
    """Decisions that the framework does not allow here, each with its place in the text.

    Decisions of one gemeente are tested in the order in which they were taken, each from where
    the one before it led.
    """
    nu = dict(vertrekpunten)
    for stuk in sorted(bevindingen, key=lambda stuk: decided_on(stuk.bevinding)):
        hier = nu.get(stuk.gemeente.code)
        if hier is None:
            continue
        for verwacht, gevonden in objections(stuk.bevinding, sporen[stuk.gemeente.code], hier):
            yield stuk.fault(verwacht, gevonden, _advice(stuk.bevinding, hier))
        for stap in decided_steps(stuk.bevinding, hier.kader):
            if stap.trede not in hier.kader.treden:
                break
            hier = replace(hier, trede=stap.trede, laatste_besluit=stap.datum)
        nu[stuk.gemeente.code] = hier


def _advice(bevinding: Bevinding, vanaf: Vertrekpunt) -> str | None:
    """A decision that the register holds already belongs to the case file of a later round."""
    stappen = decided_steps(bevinding, vanaf.kader)
    if stappen and vanaf.trede >= stappen[-1].trede > 1 and not isinstance(bevinding, _OMLAAG):
        raad = "Staat dit besluit al in het register? Noem het bestand dan onder dossier."
        if isinstance(bevinding, BesluitIndeplaatsstelling):
            raad += " Verandert het een besluit dat er al is, leg dan een besluit_wijziging vast."
        return raad
    return None


def objections(
    bevinding: Bevinding, spoor: Besluitsporen, vanaf: Vertrekpunt
) -> Iterator[tuple[str, str]]:
    """Why the framework does not allow a decision from a position: what must be, what was found."""
    if (rol := _ROL.get(type(bevinding))) and not vanaf.kader.from_rol(rol):
        yield f"het kader {vanaf.kader.id} kent deze stap niet", bevinding.soort
        return
    yield from _out_of_time(bevinding, vanaf)
    yield from _excused(bevinding, vanaf)
    match bevinding:
        case Versnelling():
            yield from _against_versnelling(bevinding, vanaf)
        case BesluitIndeplaatsstelling():
            yield from _against_besluit(bevinding, spoor, vanaf)
        case BesluitWijziging():
            yield from _against_wijziging(bevinding, spoor, vanaf)
        case BesluitIntrekking():
            yield from _against_intrekking(bevinding, spoor, vanaf)
        case Indeplaatsstelling(datum=dag, besluitdatum=besluit):
            yield from _against_overname(min(dag, besluit), spoor, vanaf)
        case AfzienEffectuering():
            yield from _against_afzien(bevinding, spoor, vanaf)
        case Afschalen() | NietAfschalen():
            yield from _against_afschalen(vanaf)


def _out_of_time(bevinding: Bevinding, vanaf: Vertrekpunt) -> Iterator[tuple[str, str]]:
    """A decision from before the trede in force would change what was decided after it."""
    stappen, laatste = decided_steps(bevinding, vanaf.kader), vanaf.laatste_besluit
    if stappen and laatste is not None and stappen[0].datum < laatste:
        yield (
            f"het register heeft al een later besluit (van {laatste})",
            (f"besluit van {stappen[0].datum}"),
        )


def _excused(bevinding: Bevinding, vanaf: Vertrekpunt) -> Iterator[tuple[str, str]]:
    """Where nothing is attributable, no step up is taken. Norm: N15, N57.

    An acceleration starts on the ladder, where an excuse weighs under either reading.
    """
    if vanaf.toerekenbaar != 0 or not _has_backlog(vanaf):
        return
    stap = {
        Versnelling: "een versnelling",
        BesluitIndeplaatsstelling: "een besluit tot indeplaatsstelling",
        Indeplaatsstelling: "indeplaatsstelling",
    }.get(type(bevinding))
    if stap and (vanaf.overmacht_telt or isinstance(bevinding, Versnelling)):
        yield (
            f"{stap} kan niet zolang het hele tekort verschoonbaar is"
            f"{vanaf.kader.bij('geen_stap_omhoog', 'besluiten')}",
            f"{_stand(vanaf)}, toe te rekenen 0",
        )


def _against_overname(
    dag: date, spoor: Besluitsporen, vanaf: Vertrekpunt
) -> Iterator[tuple[str, str]]:
    """Only after a term of the besluit was missed (§3 trede 5 and 6). Norm: N76."""
    kader = vanaf.kader
    if kader.rol(vanaf.trede) is not Rol.BESLUIT:
        verwacht = f"deze stap kan alleen vanaf trede {kader.trede(Rol.BESLUIT)}"
        yield f"{verwacht}{kader.bij('overname')}", f"trede {vanaf.trede}"
    if not spoor.missed(dag):
        verwacht = "een termijn van het besluit moet zijn verstreken zonder voldoen"
        yield f"{verwacht}{kader.bij('termijn_besluit')}", f"datum {dag}"
    if vanaf.stand_eind is not None and vanaf.stand_eind >= 0:
        verwacht = "indeplaatsstelling kan alleen bij een achterstand"
        yield f"{verwacht}{kader.bij('overname')}", _stand(vanaf)


def _against_afzien(
    afzien: AfzienEffectuering, spoor: Besluitsporen, vanaf: Vertrekpunt
) -> Iterator[tuple[str, str]]:
    """At any time from the besluit on ("houdt altijd de vrijheid", §3 trede 6). Norm: N55."""
    kader = vanaf.kader
    if kader.rol(vanaf.trede) < Rol.BESLUIT:
        verwacht = f"afzien kan vanaf het besluit, op trede {_one_of(kader, Rol.BESLUIT)}"
        yield f"{verwacht}{kader.bij('overname')}", f"trede {vanaf.trede}"
    elif any(spoor.of(BesluitIndeplaatsstelling)) and spoor.besluit(afzien.datum) is None:
        verwacht = "afzien kan pas als er een besluit tot indeplaatsstelling is"
        yield f"{verwacht}{kader.bij('overname')}", f"datum {afzien.datum}"


def _against_wijziging(
    wijziging: BesluitWijziging, spoor: Besluitsporen, vanaf: Vertrekpunt
) -> Iterator[tuple[str, str]]:
    """Only of the besluit in force, and only before the province takes the task over."""
    kader = vanaf.kader
    if kader.rol(vanaf.trede) is not Rol.BESLUIT:
        op = f"op trede {kader.trede(Rol.BESLUIT)}, voor de indeplaatsstelling"
        verwacht = f"een besluit wijzigen kan alleen {op}{kader.bij('besluit')}"
        yield verwacht, f"trede {vanaf.trede}"
    geldend = spoor.besluit(wijziging.besluitdatum)
    if geldend is None or geldend.besluitdatum != wijziging.besluit_van:
        verwacht = "besluit_van moet de besluitdatum zijn van het geldende besluit in het dossier"
        yield verwacht + _which(geldend), str(wijziging.besluit_van)


def _against_intrekking(
    intrekking: BesluitIntrekking, spoor: Besluitsporen, vanaf: Vertrekpunt
) -> Iterator[tuple[str, str]]:
    """Only from 5 or 6, and only down; of a besluit that is on file, where any is."""
    kader = vanaf.kader
    if kader.rol(vanaf.trede) < Rol.BESLUIT:
        op = f"op trede {_one_of(kader, Rol.BESLUIT)}{kader.bij('besluit')}"
        yield f"een besluit intrekken of vernietigen kan alleen {op}", f"trede {vanaf.trede}"
    elif intrekking.trede >= vanaf.trede:
        verwacht = f"de trede moet lager zijn dan die van nu ({vanaf.trede})"
        yield verwacht, f"trede {intrekking.trede}"
    bekend = [b.besluitdatum for b in spoor.of(BesluitIndeplaatsstelling)]
    bekend += [b.besluitdatum for b in spoor.of(Indeplaatsstelling)]
    if bekend and intrekking.besluit_van not in bekend:
        dagen = ", ".join(str(dag) for dag in sorted(bekend))
        verwacht = f"besluit_van moet de datum zijn van een besluit in het dossier ({dagen})"
        yield verwacht, str(intrekking.besluit_van)


def _one_of(kader: Kadertekst, rol: Rol) -> str:
    """`4, 5 of 6`: the treden that are for this or for more."""
    *eerder, laatste = map(str, kader.from_rol(rol))
    return f"{', '.join(eerder)} of {laatste}" if eerder else laatste


def _which(besluit: BesluitIndeplaatsstelling | None) -> str:
    return " (er is er geen)" if besluit is None else f" ({besluit.besluitdatum})"


def _against_versnelling(versnelling: Versnelling, vanaf: Vertrekpunt) -> Iterator[tuple[str, str]]:
    """Never more than one trede at a time, and only with a backlog. Norm: N23."""
    kader, eerste = vanaf.kader, versnelling.stappen[0].trede
    if eerste != vanaf.trede + 1:
        verwacht = f"de eerste stap moet naar trede {vanaf.trede + 1} gaan"
        yield f"{verwacht}{kader.bij('afschalen')}", f"trede {eerste}"
    if not _has_backlog(vanaf):
        verwacht = f"een versnelling kan alleen bij een achterstand{kader.bij('versnelling')}"
        yield verwacht, _stand(vanaf)


def _against_besluit(
    besluit: BesluitIndeplaatsstelling, spoor: Besluitsporen, vanaf: Vertrekpunt
) -> Iterator[tuple[str, str]]:
    """The gemeente could provide for itself first: trede 4, announced, and heard. Norm: N19."""
    kader = vanaf.kader
    plaats, voor = kader.bij("besluit"), kader.vanaf(Rol.BESLUIT) - 1
    if vanaf.trede != voor:
        verwacht = f"een besluit tot indeplaatsstelling kan alleen vanaf trede {voor}{plaats}"
        yield verwacht, f"trede {vanaf.trede}"
    if not _has_backlog(vanaf):
        verwacht = "een besluit tot indeplaatsstelling kan alleen bij een achterstand"
        yield f"{verwacht}{plaats}", _stand(vanaf)
    if not besluit.is_urgent and not spoor.announced(besluit.besluitdatum, vanaf.laatste_daling):
        verwacht = (
            "voor het besluit moet een vooraankondiging van of namens gedeputeerde staten liggen "
            f"waarvan de reactietermijn voorbij is{kader.bij('vooraankondiging')}, of spoed met "
            f"geinformeerd_op{kader.bij('versnelling')}"
        )
        yield verwacht, f"besluit van {besluit.besluitdatum}, {_announcements(spoor)}"


def _announcements(spoor: Besluitsporen) -> str:
    """What there is on file: nothing, or until when the gemeente may react."""
    dagen = [
        f"aangekondigd{'' if is_organ(bevinding.orgaan) else f' door {bevinding.orgaan}'} "
        f"{bevinding.datum}, reactie tot en met {bevinding.reactie_uiterlijk}"
        for bevinding in spoor.of(Vooraankondiging)
    ]
    return "; ".join(dagen) or "geen vooraankondiging in het dossier"


def _against_afschalen(vanaf: Vertrekpunt) -> Iterator[tuple[str, str]]:
    kader, plaats = vanaf.kader, vanaf.kader.bij("afschalen")
    if vanaf.trede < kader.losgelaten:
        treden = _one_of(kader, Rol.VOORAANKONDIGING)
        yield f"dit besluit hoort bij trede {treden}{plaats}", f"trede {vanaf.trede}"
    if vanaf.stand_eind is None or vanaf.stand_eind < 0:
        verwacht = "afschalen kan pas als taakstelling en achterstand zijn gerealiseerd"
        yield f"{verwacht}{plaats}", _stand(vanaf)


def _has_backlog(vanaf: Vertrekpunt) -> bool:
    return vanaf.stand_eind is not None and vanaf.stand_eind < 0


def _stand(vanaf: Vertrekpunt) -> str:
    return "stand onbekend" if vanaf.stand_eind is None else f"stand {vanaf.stand_eind}"
