"""A herziening: an adopted trede is decided again, as a new row in the place of the old one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from ibt.begrippen.bevinding import Herziening
from ibt.begrippen.fout import Gebrek
from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.register import Register, Registerrij
from ibt.ronde.registerrij import make_herziening


def revise(
    register: Register, bevindingen: Iterable[Vastgelegd], peildatum: Peildatum, kader: Kadertekst
) -> tuple[Register, list[Gebrek]]:
    """The register as it stands after the revisions in a round's findings, and what is wrong.

    A revision of an earlier peildatum changes where the round starts; one of the round itself is
    its own decision (see beoordeling.voorstel); one of a later peildatum cannot be known yet.
    """
    gebreken = list(_idle(by_day(bevindingen), register))
    herzien: dict[str, Vastgelegd] = {}
    for stuk in by_day(bevindingen):
        herziening = stuk.bevinding
        if not isinstance(herziening, Herziening):
            continue
        if herziening.peildatum == peildatum.datum:
            gebreken += _leaping(stuk, herziening, register.last(stuk.gemeente.code), kader)
            continue
        if herziening.dag >= peildatum.datum:
            verwacht = f"een herziening gaat over deze peildatum ({peildatum}) of iets van eerder"
            gebreken.append(stuk.fault(verwacht, str(herziening.dag)))
            continue
        rij, fouten = decide_again(register, stuk, herziening, kader)
        gebreken += fouten
        if rij is not None:
            register = register.add(rij)
            herzien[stuk.gemeente.code] = stuk
    return register, [*gebreken, *_skipped(register, herzien, kader)]


def decide_again(
    register: Register, stuk: Vastgelegd, herziening: Herziening, kader: Kadertekst
) -> tuple[Registerrij | None, list[Gebrek]]:
    """The row of a revision, and what it cannot do; neither where the register has it already."""
    oud = revised_row(register, stuk, herziening)
    if oud is None:
        return None, [_not_adopted(stuk, herziening, register)]
    if is_known(register, stuk, herziening):
        return None, []
    return make_herziening(herziening, oud), list(refusals(stuk, herziening, oud, kader))


def _leaping(
    stuk: Vastgelegd, herziening: Herziening, vorige: Registerrij | None, kader: Kadertekst
) -> Iterator[Gebrek]:
    """The fault of a revision of the round itself that rises faster than it could. Norm: N23."""
    if vorige is not None and herziening.trede > vorige.trede + 1:
        yield stuk.fault(
            f"een herziening gaat hier ten hoogste naar trede {vorige.trede + 1}"
            f"{kader.bij('herziening')}",
            f"trede {herziening.trede}",
        )


def by_day(bevindingen: Iterable[Vastgelegd]) -> list[Vastgelegd]:
    """In the order in which they were decided, whatever their order in the file."""
    return sorted(bevindingen, key=lambda stuk: stuk.bevinding.datum)


def _skipped(
    register: Register, herzien: Mapping[str, Vastgelegd], kader: Kadertekst
) -> Iterator[Gebrek]:
    """A fault per revision that makes a later step skip a trede (§3 inleiding). Norm: N23."""
    for code, stuk in herzien.items():
        for eerder, later in pairwise(register.rijen[code]):
            if later.trede > eerder.trede + 1:
                yield stuk.fault(
                    "na deze herziening zou een latere regel een trede overslaan"
                    f"{kader.bij('herziening')}",
                    f"van trede {eerder.trede} naar trede {later.trede} op {later.datum}",
                    "Herzie die latere peildatum ook.",
                )


def revised_row(register: Register, stuk: Vastgelegd, herziening: Herziening) -> Registerrij | None:
    """The row in force that a revision is about; None where the register has none."""
    if herziening.besluit_van is not None:
        return register.between(stuk.gemeente.code, herziening.besluit_van)
    return register.judged(stuk.gemeente.code, herziening.dag)


def _not_adopted(stuk: Vastgelegd, herziening: Herziening, register: Register) -> Gebrek:
    """The fault of a revision of what was never adopted."""
    tussentijds = register.between(stuk.gemeente.code, herziening.dag)
    if herziening.besluit_van is None and tussentijds is not None:
        verwacht = "tussen twee peildata is er geen peildatum; noem dan het besluit"
        raad = (
            f'Schrijf besluit_van: "{herziening.dag}" in plaats van peildatum, of leg een '
            "besluit_intrekking vast."
        )
        return stuk.fault(verwacht, str(herziening.dag), raad)
    wat = "een besluit tussen twee peildata dat" if herziening.besluit_van else "een peildatum die"
    verwacht = f"een herziening moet gaan over {wat} voor deze gemeente in het register staat"
    return stuk.fault(verwacht, str(herziening.dag))


def is_known(register: Register, stuk: Vastgelegd, herziening: Herziening) -> bool:
    """Whether the register holds this revision already: of one day another may have another stand,
    where both name one.
    """
    sleutel = (stuk.gemeente.code, herziening.dag, herziening.datum, herziening.trede)
    return any(
        (rij.gemeentecode, rij.peildatum, rij.datum, rij.trede) == sleutel
        and (herziening.stand_eind in (None, rij.stand_eind) or rij.stand_eind is None)
        for rij in register.herzieningen
    )


def refusals(
    stuk: Vastgelegd, herziening: Herziening, oud: Registerrij, kader: Kadertekst
) -> Iterator[Gebrek]:
    """What a revision cannot do with the row that it replaces."""
    if herziening.datum < oud.datum:
        yield stuk.fault(
            f"een herziening mag niet voor het besluit liggen dat zij herziet ({oud.datum})",
            str(herziening.datum),
        )
    if oud.peildatum is None and (oud.datum.day, oud.datum.month % 3) == (1, 1):
        verwacht = "een besluit van een dag die ook een peildatum is, kan niet worden herzien"
        yield stuk.fault(verwacht, str(oud.datum), "Leg een besluit_intrekking vast.")
    # What follows from a besluit has its own tests; a revision does not bring it.
    hoogste = max(kader.vanaf(Rol.BESLUIT) - 1, oud.trede)
    if herziening.trede > hoogste:
        yield stuk.fault(
            f"een herziening gaat hier ten hoogste naar trede {hoogste}"
            f"{kader.bij('termijn_besluit')}",
            f"trede {herziening.trede}",
            "Leg voor een hogere trede het besluit zelf vast.",
        )


def _idle(bevindingen: Iterable[Vastgelegd], register: Register) -> Iterator[Gebrek]:
    """The fault of a revision that leaves the trede as it was, where a later besluit set another.

    It would be told as if it set the trede, while that besluit goes on in force.
    """
    for stuk in bevindingen:
        herziening, code = stuk.bevinding, stuk.gemeente.code
        if not isinstance(herziening, Herziening) or herziening.stand_eind is not None:
            continue
        oud, nu = revised_row(register, stuk, herziening), register.last(code)
        if oud is None or nu is None or oud.trede != herziening.trede:
            continue
        if nu.peildatum is not None or nu.trede == oud.trede:
            continue
        if not is_known(register, stuk, herziening):
            yield stuk.fault(
                f"een herziening moet de trede veranderen; van kracht is trede {nu.trede} door het "
                f"besluit van {nu.datum}",
                f"trede {herziening.trede}, zoals op {herziening.dag}",
                f'Gaat de herziening over dat besluit, noem dan besluit_van: "{nu.datum}" in '
                "plaats van peildatum, of leg een besluit_intrekking vast.",
            )
