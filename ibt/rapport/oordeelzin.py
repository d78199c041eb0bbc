"""Who decided what, and when: a finding as one sentence for page and letter, without its motive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ibt.begrippen.beoordeling import Beoordeling, Oordeel, Uitkomst, Veldinhoud
from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.rapport.getal import datum, opsomming

Velden = Mapping[str, Veldinhoud]

# What the supervisor may have weighed, in words that follow "dat" (§2.2).
_GEWOGEN = {
    "te_weinig_koppelingen": "er te weinig mensen waren gekoppeld om de opgave te kunnen halen",
    "niet_vooraf_gewaarschuwd": "niet is vastgelegd dat trede {plan} halverwege is gemeld",
    "dossier_onvolledig": "het dossier niet volledig is",
}
# The grounds of rule 3e, in words that follow "het verbeterplan" (§3 trede 3, slot).
_PLAN = {
    "niet_opgesteld": "niet is opgesteld",
    "niet_of_onvoldoende_uitgevoerd": "niet of niet voldoende binnen de termijn is uitgevoerd",
}


def oordeel_zin(oordeel: Oordeel, kader: Kadertekst) -> str:
    """Who decided what and when; empty for a finding that is no decision of that kind."""
    maak = _ZIN.get(oordeel.soort)
    return maak(oordeel, kader) if maak else ""


def remark(oordeel: Oordeel, beoordeling: Beoordeling) -> str:
    """What a finding lacks or does not do here, for page and letter; empty where nothing."""
    velden, eind = oordeel.velden, beoordeling.peildatum.periode.eind
    match oordeel.soort:
        case "correctie" if not {"gehuisvest_van", "gehuisvest_tot"} & set(velden):
            wie = "deze persoon is" if velden["personen"] == "1" else "zij zijn"
            plaats = beoordeling.kader.bij("correctie")
            return f"Wanneer {wie} gehuisvest, is niet vastgelegd{plaats}."
        case "verschoonbare_reden" if velden["oordeel"] == "verschoonbaar":
            geen = beoordeling.som.stand_eind >= 0
            return "Er is geen tekort; daarom heeft dit hier geen gevolg." if geen else ""
        case "herverdeling" if oordeel.datum > eind:
            return f"De afspraak is van {datum(oordeel.datum)}, na afloop van het halfjaar."
    return ""


def plan_found(beoordeling: Beoordeling) -> str:
    """What was found of a plan, after "het verbeterplan": not made, not carried out, or both."""
    gronden = {oordeel.velden.get("grond") for oordeel in beoordeling.oordelen}
    return " en ".join(zin for grond, zin in _PLAN.items() if grond in gronden)


def koppelingen_judged(uitkomst: Uitkomst) -> bool:
    """Whether the supervisor weighed, or judged as a reason, that too few were linked (§2.2)."""
    code = "te_weinig_koppelingen"
    return any(
        (oordeel.soort == "weging" and code in _weighed(oordeel))
        or oordeel.velden.get("categorie") == code
        for oordeel in uitkomst.oordelen
    )


def step(deel: Mapping[str, str]) -> str:
    """A dated step of an acceleration: `naar trede 3 op 20 juli 2026`."""
    return f"naar trede {deel['trede']} op {_day(deel['datum'])}"


def parts(velden: Velden, naam: str) -> tuple[Mapping[str, str], ...]:
    """The parts of a field that is a list: steps or terms."""
    delen = velden[naam]
    assert not isinstance(delen, str)
    return delen


def _herziening(oordeel: Oordeel, _: Kadertekst) -> str:
    if "besluit_van" in oordeel.velden:
        wat = f"de trede die rust op het besluit van {_day(oordeel.velden['besluit_van'])}"
    else:
        wat = f"de beoordeling van {_day(oordeel.velden['peildatum'])}"
    return f"De toezichthouder heeft {wat} herzien op {datum(oordeel.datum)}."


def _versnelling(oordeel: Oordeel, kader: Kadertekst) -> str:
    stappen = [step(deel) for deel in parts(oordeel.velden, "stappen")]
    begin = f"De toezichthouder besloot op {datum(oordeel.datum)} wegens spoed tot"
    if len(stappen) == 1:
        return f"{begin} een stap {stappen[0]}{kader.bij('versnelling')}."
    gang = f"stappen met elk een eigen dag: {opsomming(stappen)}"
    return f"{begin} {gang}{kader.bij('versnelling')}."


def _besluit(oordeel: Oordeel, kader: Kadertekst) -> str:
    return f"{_decided(oordeel)} besloten tot indeplaatsstelling{kader.bij('besluit')}."


def _wijziging(oordeel: Oordeel, _: Kadertekst) -> str:
    van, bekend = _day(oordeel.velden["besluit_van"]), _day(oordeel.velden["bekendgemaakt_op"])
    termijnen = "; ".join(_term(deel) for deel in parts(oordeel.velden, "termijnen"))
    return (
        f"{_decided(oordeel)} het besluit van {van} gewijzigd; het wijzigingsbesluit is "
        f"bekendgemaakt op {bekend}. Termijnen daarin: {termijnen}."
    )


def _intrekking(oordeel: Oordeel, _: Kadertekst) -> str:
    """An annulment is no deed of the organ: it only decided which trede holds after it."""
    velden = oordeel.velden
    van, op, trede = _day(velden["besluit_van"]), _day(velden["besluitdatum"]), velden["trede"]
    if velden["grond"] == "vernietiging":
        begin = f"Het besluit van {van} is vernietigd."
        return f"{begin} {_organ(velden)} op {op} bepaald dat de trede {trede} is."
    return (
        f"{_organ(velden)} het besluit van {van} op {op} ingetrokken. Daarna geldt trede {trede}."
    )


def _overname(oordeel: Oordeel, kader: Kadertekst) -> str:
    return (
        f"{_decided(oordeel)} besloten dat de provincie de taak overneemt, in naam van en voor "
        f"rekening van de gemeente{kader.bij('overname')}."
    )


def _afzien(oordeel: Oordeel, kader: Kadertekst) -> str:
    # The framework leaves open which organ refrains: "de provincie" (§3 trede 6).
    wie = _organ({"orgaan": "de provincie", **oordeel.velden})
    return (
        f"{wie} besloten het besluit nu niet uit te voeren, omdat de gemeente aannemelijk heeft "
        "gemaakt dat zij haar opgave zelf realiseert, uiterlijk op "
        f"{_day(oordeel.velden['realiseert_uiterlijk'])}{kader.bij('overname')}."
    )


def _afwijking(oordeel: Oordeel, kader: Kadertekst) -> str:
    if "besluitdatum" not in oordeel.velden:
        return ""
    return f"{_decided(oordeel)} besloten tot deze lagere trede{kader.bij('afwijking')}."


def _niet_afschalen(oordeel: Oordeel, kader: Kadertekst) -> str:
    dag, plaats = datum(oordeel.datum), kader.bij("afschalen")
    return f"De toezichthouder besloot op {dag} de gemeente niet af te schalen{plaats}."


def _afschalen(oordeel: Oordeel, kader: Kadertekst) -> str:
    dag, plaats = datum(oordeel.datum), kader.bij("afschalen")
    return f"De toezichthouder bevestigde op {dag} het afschalen naar trede 1{plaats}."


def _weging(oordeel: Oordeel, kader: Kadertekst) -> str:
    plan = kader.vanaf(Rol.ACTIEF_TOEZICHT)
    punten = [f"dat {_GEWOGEN[code].format(plan=plan)}" for code in _weighed(oordeel)]
    return f"De toezichthouder heeft gewogen {opsomming(punten)}."


def _weighed(oordeel: Oordeel) -> list[str]:
    return str(oordeel.velden["over"]).split("; ")


def _decided(oordeel: Oordeel) -> str:
    """The organ and its day, before what it decided."""
    return f"{_organ(oordeel.velden)} op {_day(oordeel.velden['besluitdatum'])}"


def _organ(velden: Velden) -> str:
    """Who decided, with its verb. Taking over is always of gedeputeerde staten (§3 trede 6)."""
    orgaan = str(velden.get("orgaan", "gedeputeerde staten"))
    naam = orgaan[:1].upper() + orgaan[1:]
    if orgaan.startswith("namens"):
        return f"{naam} heeft de toezichthouder"
    return f"{naam} {'hebben' if orgaan.startswith('gedeputeerde') else 'heeft'}"


def _term(deel: Mapping[str, str]) -> str:
    gedaan = f" (voldaan op {_day(deel['voldaan_op'])})" if deel.get("voldaan_op") else ""
    return f"{deel['maatregel']}, uiterlijk {_day(deel['uiterlijk'])}{gedaan}"


def _day(inhoud: object) -> str:
    return datum(date.fromisoformat(str(inhoud)))


_ZIN: dict[str, Callable[[Oordeel, Kadertekst], str]] = {
    "herziening": _herziening,
    "versnelling": _versnelling,
    "besluit_indeplaatsstelling": _besluit,
    "besluit_wijziging": _wijziging,
    "besluit_intrekking": _intrekking,
    "indeplaatsstelling": _overname,
    "afzien_effectuering": _afzien,
    "afwijking": _afwijking,
    "afschalen": _afschalen,
    "niet_afschalen": _niet_afschalen,
    "weging": _weging,
}
