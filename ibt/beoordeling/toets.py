"""Findings that the framework or the figures do not allow: each a fault, with the place cited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ibt.begrippen.bevinding import Afwijking, Correctie, Herverdeling, VerbeterplanNietUitgevoerd
from ibt.begrippen.contact import VoortgangGemeld
from ibt.begrippen.fout import Gebrek, Waarschuwing
from ibt.begrippen.gemeente import CODE_PATROON
from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.periode import Periode
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.beoordeling.positie import Positie, Zaak
from ibt.beoordeling.tegenspraak import check_tegenspraak, recorded_twice
from ibt.beoordeling.termijn import check_afspraken


def check_bevindingen(
    codes: Iterable[str],
    bevindingen: Sequence[Vastgelegd],
    dossier: Sequence[Vastgelegd],
    periode: Periode,
    vastgesteld: bool,
    kader: Kadertekst,
) -> list[Gebrek]:
    """Faults that show without the figures.

    Of a round that was adopted (`vastgesteld`) COA may count a correction in the same half-year
    afterwards: it stays in the sum of the round, whose figures do not have it.
    """
    eigen = set(codes)
    gebreken = [
        stuk.fault("deze gemeente hoort niet bij deze ronde", stuk.bevinding.gemeente)
        for stuk in bevindingen
        if stuk.gemeente.code not in eigen
    ]
    gebreken += recorded_twice((*bevindingen, *dossier), kader)
    for stuk in dossier:
        gebreken += _correctie_faults(stuk, stuk.periode, stuk.periode.vorige, kader)
    for stuk in bevindingen:
        laatste = periode.vorige if vastgesteld else periode
        gebreken += _correctie_faults(stuk, periode, laatste, kader)
        gebreken += _melding_faults(stuk, periode, kader)
        gebreken += _partner_faults(stuk, eigen)
    gebreken += check_afspraken((*dossier, *bevindingen))
    gebreken += _unbalanced(bevindingen, kader)
    gebreken += check_tegenspraak(bevindingen, kader)
    return gebreken


def check_whole(bevindingen: Iterable[Vastgelegd], kader: Kadertekst) -> Iterator[Gebrek]:
    """What a finding lacks that is decided now: see `Bevinding.shortcomings`."""
    for stuk in bevindingen:
        for verwacht, gevonden in stuk.bevinding.shortcomings(kader):
            yield stuk.fault(verwacht, gevonden)
        trede, hoogste = getattr(stuk.bevinding, "trede", 1), len(kader.treden)
        if trede > hoogste:
            verwacht = f"moet een trede van 1 tot en met {hoogste} zijn (kader {kader.id})"
            yield stuk.fault(verwacht, f"trede {trede}")


def older_shortcomings(dossier: Iterable[Vastgelegd], kader: Kadertekst) -> Iterator[Waarschuwing]:
    """The same in an earlier file, which stays as it was recorded."""
    for stuk in dossier:
        for verwacht, gevonden in stuk.bevinding.shortcomings(kader):
            staat = "" if gevonden is None else f' (er staat: "{gevonden}")'
            tekst = f"{stuk.bevinding.soort}: {verwacht}{staat}"
            yield Waarschuwing(stuk.bestand, tekst, stuk.plaats, str(stuk.gemeente))


def check_afwijking(stuk: Vastgelegd, zaak: Zaak, berekend: int) -> Iterator[Gebrek]:
    """A deviation must be lower than the computed trede (§3.1).

    Below the trede in force, while there is a backlog, it takes a besluit (Keuze K19).
    """
    afwijking, vorig, eind = stuk.bevinding, zaak.positie.trede_vorig, zaak.som.stand_eind
    kader = zaak.positie.kader
    if not isinstance(afwijking, Afwijking):
        return
    if afwijking.trede >= berekend:
        yield stuk.fault(
            f"een afwijking moet lager zijn dan de berekende trede {berekend}"
            f"{kader.bij('afwijking')}",
            f"trede {afwijking.trede}",
        )
    if afwijking.trede < vorig and eind < 0 and afwijking.besluitdatum is None:
        yield stuk.fault(
            f"een afwijking onder de trede van nu ({vorig}) is bij een achterstand een besluit: "
            f"noem orgaan en besluitdatum{kader.bij('afwijking_omlaag')}",
            f"trede {afwijking.trede}, stand {eind}",
        )


def check_sommen(zaken: Collection[Zaak], bestand: str) -> Iterator[Gebrek]:
    """What figures and findings cannot add up to: first below zero (§2.1), then too late (§4)."""
    for positie, som in zaken:
        if som.opgave < 0:
            yield Gebrek(
                bestand,
                "taakstelling en herverdeling samen mogen niet onder nul komen"
                f"{positie.kader.bij('herverdeling')}",
                f"{som.taakstelling} en {som.herverdeling}",
                gemeente=str(positie.gemeente),
            )
    for positie, som in zaken:
        if som.nagekomen > som.realisatie:
            yield Gebrek(
                bestand,
                "het COA kan niet meer nagekomen personen hebben geteld dan de hele realisatie"
                f"{positie.kader.bij('correctie')}",
                f"nagekomen {som.nagekomen}, realisatie {som.realisatie}",
                gemeente=str(positie.gemeente),
                raad="Controleer verwerkt_in bij de correcties in het dossier.",
            )


def idle_verbeterplan(stuk: Vastgelegd, positie: Positie) -> Iterator[Waarschuwing]:
    """A finding on the plan does nothing for a gemeente that has not to make one (rule 3e)."""
    op_plan = positie.rol is Rol.ACTIEF_TOEZICHT
    if isinstance(stuk.bevinding, VerbeterplanNietUitgevoerd) and not op_plan:
        plan = positie.kader.vanaf(Rol.ACTIEF_TOEZICHT)
        tekst = (
            f"verbeterplan_niet_uitgevoerd werkt alleen vanaf trede {plan}, niet vanaf "
            f"{positie.trede_vorig}"
        )
        yield Waarschuwing(stuk.bestand, tekst, stuk.plaats, str(stuk.gemeente))


# Codes of findings that count, but are odd, in the order of the result table.
ODD = ("dossier_onvolledig", "correctie_zonder_datum", "herverdeling_achteraf")


def odd_findings(
    bevindingen: Sequence[Vastgelegd],
    onvolledig: Collection[Vastgelegd],
    periode: Periode,
    kader: Kadertekst,
) -> Iterator[tuple[Vastgelegd, str, str]]:
    """Findings that count, but that somebody should look at: with the code and what is odd."""
    for stuk in bevindingen:
        match stuk.bevinding:
            case Correctie(gehuisvest_van=None, gehuisvest_tot=None):
                plaats = kader.bij("correctie")
                tekst = f"deze correctie zegt niet wanneer de mensen zijn gehuisvest{plaats}"
                yield stuk, "correctie_zonder_datum", tekst
            case Herverdeling(datum=dag) if dag > periode.eind:
                tekst = f"deze herverdeling is afgesproken op {dag}, na afloop van {periode}"
                tekst += kader.bij("herverdeling")
                yield stuk, "herverdeling_achteraf", tekst
            case VerbeterplanNietUitgevoerd(grond=grond) if stuk in onvolledig:
                mist = "brief" if grond == "niet_opgesteld" else "verbeterplan"
                plaats = kader.bij("verbeterplan")
                tekst = f"in het dossier staat geen {mist} van voor deze bevinding{plaats}"
                yield stuk, "dossier_onvolledig", tekst


def misfiled(dossier: Iterable[Vastgelegd], periode: Periode) -> Iterator[Waarschuwing]:
    """A correction or redistribution of this very half-year that stands among earlier findings."""
    for stuk in dossier:
        if stuk.periode == periode and isinstance(stuk.bevinding, (Correctie, Herverdeling)):
            tekst = (
                f"deze {stuk.bevinding.soort} gaat over {stuk.periode} maar staat in het dossier; "
                "zij telt pas mee als zij bij de bevindingen van deze ronde staat"
            )
            yield Waarschuwing(stuk.bestand, tekst, stuk.plaats, str(stuk.gemeente))


def _melding_faults(stuk: Vastgelegd, periode: Periode, kader: Kadertekst) -> Iterator[Gebrek]:
    """A message about the progress comes within the half-year, before the assessment (§3)."""
    if not isinstance(stuk.bevinding, VoortgangGemeld):
        return
    if not periode.begin <= stuk.bevinding.datum <= periode.eind:
        yield stuk.fault(
            f"voortgang_gemeld moet een datum in het halfjaar {periode} hebben"
            f"{kader.bij('plan_melden')}",
            stuk.bevinding.datum.isoformat(),
        )


def _correctie_faults(
    stuk: Vastgelegd, periode: Periode, laatste: Periode, kader: Kadertekst
) -> Iterator[Gebrek]:
    """Housed within its half-year, and counted by COA only after the `laatste` that judged it.

    What COA counted in its own half-year is no correction of the round that judges it. On file it
    may be: COA then put it right afterwards, in its stand at the start.
    """
    correctie, plaats = stuk.bevinding, kader.bij("correctie")
    if not isinstance(correctie, Correctie):
        return
    for sleutel in ("gehuisvest_van", "gehuisvest_tot"):
        datum = getattr(correctie, sleutel)
        if datum is not None and not periode.begin <= datum <= periode.eind:
            verwacht = f"{sleutel} moet in het halfjaar {periode} liggen{plaats}"
            yield stuk.fault(verwacht, datum.isoformat())
    if correctie.verwerkt_in is not None and correctie.verwerkt_in <= laatste:
        yield stuk.fault(
            f"verwerkt_in moet na {laatste} liggen: wat het COA toen al telde, telt niet nog eens"
            f"{plaats}",
            str(correctie.verwerkt_in),
            "Telde het COA haar pas na de vaststelling mee? Zet dan eerst de vaststelling in het "
            "rondebestand."
            if correctie.verwerkt_in == laatste
            else None,
        )


def _partner_faults(stuk: Vastgelegd, eigen: set[str]) -> Iterator[Gebrek]:
    if not isinstance(stuk.bevinding, Herverdeling):
        return
    codes = [partner.gemeentecode for partner in stuk.bevinding.partners_buiten_provincie]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield stuk.fault("een partner mag per bevinding één keer voorkomen", code)
    for partner in stuk.bevinding.partners_buiten_provincie:
        if not CODE_PATROON.fullmatch(partner.gemeentecode):
            yield stuk.fault(
                "een partner moet een CBS-code hebben, zoals GM0363", partner.gemeentecode
            )
        elif partner.gemeentecode in eigen:
            yield stuk.fault(
                "een partner buiten de provincie mag geen gemeente van deze ronde zijn",
                partner.gemeentecode,
                "Geef die gemeente een eigen bevinding.",
            )


def _unbalanced(bevindingen: Sequence[Vastgelegd], kader: Kadertekst) -> Iterator[Gebrek]:
    """One agreement sums to zero, partners outside the province included (§2.1). Norm: N05."""
    stukken: dict[str, list[tuple[Vastgelegd, Herverdeling]]] = {}
    for stuk in bevindingen:
        if isinstance(stuk.bevinding, Herverdeling):
            stukken.setdefault(stuk.bevinding.afspraak, []).append((stuk, stuk.bevinding))
    for afspraak, delen in stukken.items():
        som = sum(
            deel.personen + sum(partner.personen for partner in deel.partners_buiten_provincie)
            for _, deel in delen
        )
        if som != 0:
            namen = ", ".join(f"{stuk.gemeente.naam} {deel.personen:+d}" for stuk, deel in delen)
            yield delen[0][0].fault(
                f'de afspraak "{afspraak}" moet samen op nul uitkomen{kader.bij("herverdeling")}',
                f"{som:+d} ({namen})",
                "Voeg de gemeente toe die hier tegenover staat.",
            )
