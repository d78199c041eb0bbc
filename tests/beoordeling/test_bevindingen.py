"""What findings do to an outcome, and which ones the framework or the figures do not allow."""

from dataclasses import replace
from typing import Any

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.begrippen.periode import Peildatum, parse_periode
from ibt.beoordeling.effect import is_told
from tests.beoordeling.conftest import make_positie, rows

P1, P2, P3, P4 = (parse_periode(tekst) for tekst in ("2025-I", "2025-II", "2026-I", "2026-II"))


def faults(oproep: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(InvoerFout) as fout:
        oproep(*args, **kwargs)
    return str(fout.value)


# Redistribution


@pytest.mark.norm("N05")
def test_a_redistribution_moves_persons_from_one_taakstelling_to_another(
    assess_all, bevinding
) -> None:
    delen = [
        bevinding("herverdeling", personen=4),
        bevinding("herverdeling", nummer=1, personen=-4),
    ]
    uit = rows(assess_all(delen, realisatie=[20, 20]))
    assert [een.som.totaalopgave for een in uit] == [24, 16]
    assert [een.som.stand_eind for een in uit] == [-4, 4]
    assert [een.trede_berekend for een in uit] == [2, 1]
    assert [een.som.taakstelling for een in uit] == [20, 20], "the taakstelling stands as delivered"


def test_a_redistribution_that_the_taakstelling_already_holds_is_not_counted_again(
    assess_all, bevinding
) -> None:
    delen = [
        bevinding("herverdeling", personen=4, verwerkt_in_taakstelling="ja"),
        bevinding("herverdeling", nummer=1, personen=-4, verwerkt_in_taakstelling="ja"),
    ]
    assert [een.som.herverdeling for een in rows(assess_all(delen, realisatie=[20, 20]))] == [0, 0]


def test_a_partner_outside_the_province_makes_the_agreement_sum_to_zero(
    assess_one, bevinding
) -> None:
    partners = [{"gemeentecode": "GM0363", "personen": -3}]
    deel = bevinding("herverdeling", personen=3, partners_buiten_provincie=partners)
    assert assess_one([deel]).som.totaalopgave == 23


@pytest.mark.norm("N05")
@pytest.mark.parametrize("som", [-1, 1])
def test_an_agreement_that_does_not_sum_to_zero_is_refused_with_who_and_how_much(
    assess_one, bevinding, som: int
) -> None:
    delen = [
        bevinding("herverdeling", personen=4 + som),
        bevinding("herverdeling", nummer=1, personen=-4),
    ]
    melding = faults(assess_one, delen, realisatie=[20, 20])
    assert 'de afspraak "A" moet samen op nul uitkomen' in melding
    assert f"{som:+d} (Verzonnendam 0 {4 + som:+d}, Verzonnendam 1 -4)" in melding


def test_each_agreement_sums_to_zero_by_itself(assess_one, bevinding) -> None:
    delen = [
        bevinding("herverdeling", personen=4),
        bevinding("herverdeling", nummer=1, personen=-4, afspraak="B"),
    ]
    melding = faults(assess_one, delen, realisatie=[20, 20])
    assert '"A"' in melding
    assert '"B"' in melding


def test_a_partner_is_a_gemeente_elsewhere_with_a_code_and_stands_once_in_a_finding(
    rule, bevinding
) -> None:
    def deel(*partners: tuple[str, int]) -> list[Any]:
        buiten = [{"gemeentecode": code, "personen": personen} for code, personen in partners]
        return [bevinding("herverdeling", personen=3, partners_buiten_provincie=buiten)]

    rule(("CBS-code", deel(("0363", -3)), [], 1))
    rule(("gemeente van deze ronde", deel(("GM900000", -3)), [], 1))
    dubbel = 'een partner mag per bevinding één keer voorkomen; gevonden: "GM0363"'
    rule((dubbel, deel(("GM0363", -2), ("GM0363", -1)), [], 1))


# Corrections


@pytest.mark.norm("N65")
def test_a_correction_counts_as_realised_in_the_half_year_of_the_housing(
    assess_one, bevinding
) -> None:
    rij = assess_one([bevinding("correctie", personen=3)], realisatie=17)
    assert (rij.som.gerealiseerd, rij.som.stand_eind, rij.regel) == (20, 0, "1a")


@pytest.mark.norm("N65")
@pytest.mark.parametrize("geteld_in", [None, P2, P3, P4], ids=str)
def test_an_open_correction_gives_the_same_standen_whichever_half_year_coa_counts_it_in(
    assess_one, bevinding, geteld_in: Any
) -> None:
    """Three persons are housed in 2025-I (17 of 20 counted); the gemeente then meets each opgave.

    COA's figures follow from when it counts them: in that half-year's realisatie, and from then
    on in its stand_begin. The gemeente must be at zero after every round.
    """
    coa_stand = 0
    standen = []
    for periode in (P1, P2, P3):
        realisatie = 17 if periode == P1 else 20
        realisatie += 3 if periode == geteld_in else 0
        nu = bevinding("correctie", personen=3)
        op_file = bevinding("correctie", personen=3, periode=P1, verwerkt_in=str(geteld_in or P4))
        if geteld_in is None:
            op_file = bevinding("correctie", personen=3, periode=P1)
        rij = assess_one(
            [nu] if periode == P1 else [],
            [] if periode == P1 else [op_file],
            Peildatum(periode.volgende.begin),
            stand_begin=coa_stand,
            realisatie=realisatie,
        )
        standen.append(int(rij.som.stand_eind))
        coa_stand += realisatie - 20
    assert standen == [0, 0, 0]


def test_a_correction_that_coa_put_right_is_closed_and_a_later_one_does_nothing_yet(
    rule, bevinding
) -> None:
    """In its own stand at the start, or afterwards in the half-year of the housing."""
    dossier = (
        bevinding("correctie", personen=3, periode=P1, verwerkt_in="2025-II"),
        bevinding("correctie", personen=3, periode=P2, verwerkt_in=str(P2)),
        bevinding("correctie", personen=3, periode=P4),
    )
    for rij in rule(*((1, [], [stuk], 1, {"realisatie": 20}) for stuk in dossier)):
        assert (rij.som.open_correctie, rij.som.nagekomen, rij.som.stand_eind) == (0, 0, 0)


def test_a_correction_on_file_of_a_gemeente_elsewhere_is_left_alone(assess_one, bevinding) -> None:
    elders = bevinding("correctie", nummer=77, personen=3, periode=P2)
    assert assess_one(dossier=[elders]).som.open_correctie == 0


def test_a_correction_outside_the_half_year_or_already_counted_is_refused(rule, bevinding) -> None:
    gevallen = [
        ("gehuisvest_van", "2025-12-31", "gehuisvest_van moet in het halfjaar 2026-I"),
        ("gehuisvest_tot", "2026-07-01", "gehuisvest_tot moet in het halfjaar 2026-I"),
        ("verwerkt_in", "2026-I", "verwerkt_in moet na 2026-I"),
        ("verwerkt_in", "2025-II", "verwerkt_in moet na 2026-I"),
    ]
    uit = rule(
        *((reden, [bevinding("correctie", **{veld: dag})], [], 1) for veld, dag, reden in gevallen)
    )
    for nummer, ((_, dag, _), melding) in enumerate(zip(gevallen, uit, strict=True)):
        assert f"Verzonnendam {nummer} (GM90000{nummer})" in melding
        assert f'gevonden: "{dag}"' in melding
    # Held against the half-year of the file where it stands in the case file.
    op_file = bevinding("correctie", periode=P2, verwerkt_in="2025-I")
    [melding] = rule(("verwerkt_in moet na 2025-I liggen: wat het COA toen al", [], [op_file], 1))
    assert 'gevonden: "2025-I"' in melding


def test_a_correction_on_the_first_and_last_day_is_accepted(rule, bevinding) -> None:
    velden = (
        {"gehuisvest_van": "2026-01-01", "gehuisvest_tot": "2026-06-30"},
        {"gehuisvest_van": "2026-06-30"},
        {"verwerkt_in": "2026-II"},
    )
    uit = rule(*((None, [bevinding("correctie", **veld)], [], 1) for veld in velden))
    assert [rij.som.correctie for rij in uit] == [1, 1, 1]


# Excuses


@pytest.mark.norm("N16")
def test_accepted_reasons_add_up_and_refused_ones_do_nothing(assess_one, bevinding) -> None:
    redenen = [
        bevinding("verschoonbare_reden", personen=2),
        bevinding("verschoonbare_reden", personen=1, categorie="vertraging_keten"),
        bevinding("verschoonbare_reden", personen=9, oordeel="niet_verschoonbaar"),
    ]
    rij = assess_one(redenen, realisatie=16)
    assert (rij.som.verschoonbaar, rij.som.toerekenbaar, rij.regel) == (3, 1, "1c")


# The improvement plan


@pytest.mark.norm("N41")
def test_a_plan_not_carried_out_leads_from_trede_3_to_4(rule, bevinding) -> None:
    plan, rij = bevinding("verbeterplan_niet_uitgevoerd"), {"stand_begin": -10, "realisatie": 29}
    uit = rule((4, [plan], [], 3, rij), (2, [], [], 3, rij), (4, [plan, plan], [], 3, rij))
    assert [een.regel for een in uit] == ["3e", "3b", "3e"]
    assert uit[2].som.verbeterplan_niet_uitgevoerd == 1


def test_elsewhere_than_on_trede_3_such_a_finding_does_nothing_and_the_analyst_is_told(
    assess_all, bevinding
) -> None:
    uit = assess_all([bevinding("verbeterplan_niet_uitgevoerd")], trede_vorig=2)
    assert rows(uit)[0].regel == "2a"
    [gemeld] = [str(m) for m in uit.waarschuwingen if "werkt alleen" in str(m)]
    assert "werkt alleen vanaf trede 3, niet vanaf 2" in gemeld
    assert "Verzonnendam 0" in gemeld
    brief = bevinding("brief_verzonden", datum="2026-02-01")
    drie = assess_all([bevinding("verbeterplan_niet_uitgevoerd")], [brief], trede_vorig=3)
    assert drie.waarschuwingen == ()


# Deviation


# A deviation that is a besluit itself (Keuze K19).
BESLUIT = {"orgaan": "gedeputeerde staten", "besluitdatum": "2026-07-12"}


@pytest.mark.norm("N56")
def test_a_deviation_becomes_the_proposal_and_below_the_former_trede_it_is_a_besluit(
    rule, bevinding
) -> None:
    gevallen = [
        (3, -10, 20, 3, False),  # computed 4, kept on 3: not below trede_vorig
        (3, -10, 20, 2, True),  # below trede_vorig with a backlog
        (3, -10, 20, 1, True),
        (2, -10, 20, 2, False),
        (2, -10, 20, 1, True),
        (4, -10, 29, 3, True),
        (1, 0, 19, 1, False),
    ]
    met, zonder = [], []
    for vorig, begin, realisatie, trede, besluit in gevallen:
        grond = {"trede": trede, "grond": "zelf_op_korte_termijn"}
        rij = {"stand_begin": begin, "realisatie": realisatie}
        met.append((trede, [bevinding("afwijking", **grond, **BESLUIT)], [], vorig, rij))
        nee = (
            f"een afwijking onder de trede van nu ({vorig}) is bij een achterstand een besluit: "
            "noem orgaan en besluitdatum (§3.1, Keuze K19); "
            f'gevonden: "trede {trede}, stand {realisatie - 20 + begin}"'
        )
        zonder.append(
            (nee if besluit else trede, [bevinding("afwijking", **grond)], [], vorig, rij)
        )
    for uit in rule(*met):
        assert uit.trede_berekend > uit.trede_voorstel, "it stays visible beside it"
        assert uit.afwijking == "zelf_op_korte_termijn"
        assert "besluit_nodig" not in uit.aandachtspunten
    rule(*zonder)


@pytest.mark.norm("N56")
def test_a_deviation_that_is_a_besluit_is_of_an_organ_of_the_list(rule, bevinding) -> None:
    nee = "orgaan moet gedeputeerde staten of namens gedeputeerde staten zijn"
    rij = {"stand_begin": -10, "realisatie": 20}
    gevallen = {"gedeputeerde staten": 2, "namens gedeputeerde staten": 2, "de gedeputeerde": nee}
    *_, melding = rule(
        *(
            (uit, [bevinding("afwijking", trede=2, **{**BESLUIT, "orgaan": orgaan})], [], 3, rij)
            for orgaan, uit in gevallen.items()
        )
    )
    assert 'gevonden: "de gedeputeerde"' in melding


def test_a_deviation_must_be_lower_than_the_computed_trede(rule, bevinding) -> None:
    nee, rij = "lager zijn dan de berekende trede 3", {"stand_begin": -10, "realisatie": 20}
    _, drie, vier = rule(
        *(
            (uit, [bevinding("afwijking", trede=naar)], [], 2, rij)
            for naar, uit in ((2, 2), (3, nee), (4, nee))
        )
    )
    assert '"trede 3"' in drie
    assert '"trede 4"' in vier


def test_at_most_one_deviation_per_gemeente(assess_one, bevinding) -> None:
    stukken = [bevinding("afwijking", trede=1), bevinding("afwijking", trede=1, grond="anders")]
    assert "ten hoogste één" in faults(assess_one, stukken, realisatie=10)


def test_without_a_deviation_the_column_is_empty_and_the_proposal_is_the_computed_trede(
    assess_one,
) -> None:
    rij = assess_one(realisatie=10)
    assert rij.afwijking == ""
    assert rij.trede_voorstel == rij.trede_berekend == 2


# Findings that are none of this round's


def test_a_finding_on_a_gemeente_outside_the_round_is_refused(assess_one, bevinding) -> None:
    melding = faults(assess_one, [bevinding("correctie", nummer=42)])
    assert "hoort niet bij deze ronde" in melding
    assert "GM900042" in melding


def test_all_faults_of_all_findings_come_at_once(assess_one, bevinding) -> None:
    stukken = [
        bevinding("correctie", verwerkt_in="2026-I"),
        bevinding("correctie", nummer=42),
        bevinding("herverdeling", personen=1),
        bevinding("afschalen"),
        bevinding("afwijking", trede=6),
    ]
    with pytest.raises(InvoerFout) as fout:
        assess_one(stukken)
    melding = str(fout.value)
    for deel in ("verwerkt_in", "GM900042", "op nul", "trede 4, 5 of 6", "ten hoogste één"):
        assert deel in melding
    assert "lager zijn dan de berekende trede" in melding


# What is on file


def test_no_more_persons_came_late_than_coa_counted_in_all(rule, bevinding) -> None:
    op_file = bevinding("correctie", personen=3, periode=P2, verwerkt_in="2026-I")
    nee = 'gevonden: "nagekomen 3, realisatie 2"'
    gevallen = ((3, None), (4, None))
    uit = rule(*((mag, [], [op_file], 1, {"realisatie": n}) for n, mag in gevallen))
    assert [rij.som.nagekomen for rij in uit] == [3, 3]
    melding = faults(rule, (nee, [], [op_file], 1, {"realisatie": 2}))
    assert "Verzonnendam (GM900000)" in melding
    assert nee in melding


def _elsewhere(stuk: Any, bestand: str) -> Any:
    return replace(stuk, bestand=bestand, plaats="bevinding 7 (regel 70)")


@pytest.mark.parametrize("soort", ["correctie", "herverdeling"])
@pytest.mark.parametrize("waar", ["twee in het dossier", "dossier en bevindingen", "een bestand"])
def test_the_same_correction_or_redistribution_in_two_places_is_refused_and_both_are_named(
    assess_one, bevinding, soort: str, waar: str
) -> None:
    velden = {"verwerkt_in_taakstelling": "ja"} if soort == "herverdeling" else {}
    eerst = bevinding(soort, **velden)
    bestand = "bevindingen.yaml" if waar == "een bestand" else "2026-01-01.yaml"
    nog_eens = _elsewhere(bevinding(soort, **velden), bestand)
    stukken: dict[str, Any] = {
        "twee in het dossier": {"dossier": [eerst, nog_eens]},
        "dossier en bevindingen": {"bevindingen": [eerst], "dossier": [nog_eens]},
        "een bestand": {"bevindingen": [eerst, nog_eens]},
    }[waar]
    melding = faults(assess_one, **stukken)
    assert f"{bestand}, bevinding 7 (regel 70), Verzonnendam 0 (GM900000): deze {soort}" in melding
    assert 'gevonden: "ook in bevindingen.yaml, bevinding 1 (regel 1)"' in melding


def test_the_same_correction_with_what_came_later_or_in_other_words_is_the_same(
    rule, bevinding
) -> None:
    """With the half-year in which COA counted it, told by another, or after another finding."""
    later = _elsewhere(bevinding("correctie", periode=P2, verwerkt_in="2026-I"), "2026-07-01.yaml")
    anders = {"beoordelaar": "B. Later", "datum": "2026-07-12", "motivering": "nog eens gemeld"}
    verteld = _elsewhere(bevinding("correctie", **anders), "b.yaml")
    een, zin = bevinding("correctie"), "staat er twee keer"
    nagegaan, nog_eens = bevinding("cijfers_geverifieerd"), _elsewhere(een, "b.yaml")
    _, ander, _ = rule(
        (zin, [], [bevinding("correctie", periode=P2), later], 1),
        (zin, [een, verteld], [], 1),
        (zin, [nagegaan, een, nog_eens], [], 1),
    )
    assert "Zijn het er echt twee, geef elk dan eigen bewijs" in ander


def test_the_same_agreement_in_another_half_year_is_another_one(assess_one, bevinding) -> None:
    velden = {"verwerkt_in_taakstelling": "ja"}
    nu = bevinding("herverdeling", **velden)
    vroeger = _elsewhere(bevinding("herverdeling", periode=P2, **velden), "2026-01-01.yaml")
    assert assess_one([nu], [vroeger]).som.herverdeling == assess_one([nu]).som.herverdeling


def test_a_deviation_cannot_stand_beside_a_besluit(rule, bevinding) -> None:
    afwijking, nee = bevinding("afwijking", trede=2), "kan niet naast een afwijking staan"
    besluiten = (bevinding(s) for s in ("besluit_indeplaatsstelling", "indeplaatsstelling"))
    rule(*((nee, [afwijking, stuk], [], 4) for stuk in besluiten))


def test_two_corrections_that_differ_both_count(assess_one, bevinding) -> None:
    stukken = [bevinding("correctie"), bevinding("correctie", bewijs="verklaring")]
    assert assess_one(stukken).som.correctie == 2


def test_a_message_about_the_progress_is_dated_within_the_half_year(rule, bevinding) -> None:
    nee = "voortgang_gemeld moet een datum in het halfjaar 2026-I hebben (§3 trede 2, slot)"
    nee += '; gevonden: "{}"'
    dagen = {"2025-12-31": False, "2026-01-01": True, "2026-06-30": True, "2026-07-01": False}
    stukken = {dag: [bevinding("voortgang_gemeld", datum=dag)] for dag in dagen}
    op_file = [is_told(make_positie(dossier=stukken[dag]), P3) for dag in dagen]
    assert op_file == list(dagen.values())
    rule(*((None if mag else nee.format(dag), stukken[dag], [], 1) for dag, mag in dagen.items()))
    assert all(is_told(make_positie(bevindingen=stukken[dag]), P3) for dag in dagen)


# What a finding lacks that is decided now is a fault; in an earlier file it is a warning


@pytest.mark.parametrize(
    ("soort", "velden", "deel"),
    [
        ("vooraankondiging", {"orgaan": "de wethouder"}, "orgaan moet gedeputeerde staten of"),
        (
            "besluit_indeplaatsstelling",
            {"taakverwaarlozing": "vastgesteld"},
            "taakverwaarlozing_op moet er zijn",
        ),
        (
            "besluit_indeplaatsstelling",
            {"termijnen": [{"maatregel": "bouwen", "uiterlijk": "2026-07-11"}]},
            "een termijn begint pas na de bekendmaking (2026-07-11; Awb 3:40)",
        ),
        (
            "verschoonbare_reden",
            {"aangedragen_op": "2026-07-11"},
            "aangedragen_op mag niet na de datum van de bevinding (2026-07-10) liggen (§2.3)",
        ),
    ],
)
def test_what_a_finding_lacks_is_a_fault_now_and_a_warning_on_file(
    assess_all, bevinding, soort: str, velden: dict[str, object], deel: str
) -> None:
    stuk = bevinding(soort, **velden)
    assert deel in faults(assess_all, [stuk], trede_vorig=4, realisatie=10)
    uit = assess_all(dossier=[bevinding(soort, periode=P2, **velden)])
    [gemeld] = [str(m) for m in uit.waarschuwingen if deel in str(m)]
    assert f"{soort}: {deel}" in gemeld
    assert "er staat: " in gemeld


# Findings that count but are odd


@pytest.mark.parametrize(
    ("velden", "vreemd"),
    [
        ({}, True),
        ({"gehuisvest_van": "2026-03-01"}, False),
        ({"gehuisvest_tot": "2026-03-01"}, False),
    ],
)
def test_a_correction_without_any_day_of_housing_is_told(
    assess_all, bevinding, velden: dict[str, str], vreemd: bool
) -> None:
    uit = assess_all([bevinding("correctie", **velden)])
    assert rows(uit)[0].som.correctie == 1, "it counts all the same"
    assert ("correctie_zonder_datum" in rows(uit)[0].aandachtspunten) is vreemd
    gemeld = [str(m) for m in uit.waarschuwingen]
    assert any("zegt niet wanneer" in m for m in gemeld) is vreemd
    assert any(m.endswith("(correctie_zonder_datum)") for m in gemeld) is vreemd


@pytest.mark.parametrize(
    ("datum", "vreemd"), [("2026-06-29", False), ("2026-06-30", False), ("2026-07-01", True)]
)
def test_a_redistribution_agreed_after_the_half_year_is_told(
    assess_all, bevinding, datum: str, vreemd: bool
) -> None:
    delen = [
        bevinding("herverdeling", personen=personen, nummer=nummer, datum=datum)
        for nummer, personen in enumerate((4, -4))
    ]
    uit = assess_all(delen, realisatie=[20, 20])
    assert [een.som.herverdeling for een in rows(uit)] == [4, -4], "it counts all the same"
    assert [
        "herverdeling_achteraf" in codes for codes in [een.aandachtspunten for een in rows(uit)]
    ] == [
        vreemd,
        vreemd,
    ]
    gemeld = [str(m) for m in uit.waarschuwingen if "(herverdeling_achteraf)" in str(m)]
    assert len(gemeld) == (2 if vreemd else 0)
    assert all(f"afgesproken op {datum}, na afloop van 2026-I" in m for m in gemeld)


@pytest.mark.parametrize(
    ("grond", "mist"),
    [("niet_opgesteld", "brief"), ("niet_of_onvoldoende_uitgevoerd", "verbeterplan")],
)
def test_a_finding_on_a_plan_for_which_the_file_holds_too_little_counts_and_is_told(
    assess_all, bevinding, grond: str, mist: str
) -> None:
    stuk = bevinding("verbeterplan_niet_uitgevoerd", grond=grond)
    for onvolledig in ([stuk], []):
        uit = assess_all([stuk], onvolledig=onvolledig, trede_vorig=3, realisatie=10)
        rij = rows(uit)[0]
        assert rij.regel == "3e"
        assert ("dossier_onvolledig" in rij.aandachtspunten) is bool(onvolledig)
        gemeld = [str(m) for m in uit.waarschuwingen if "(dossier_onvolledig)" in str(m)]
        assert len(gemeld) == len(onvolledig)
        assert all(f"in het dossier staat geen {mist} van voor deze bevinding" in m for m in gemeld)


# A revision of the round itself


def test_a_revision_of_the_stand_is_a_line_of_its_own_in_the_sum(rule, bevinding) -> None:
    def herziening(stand: int, **velden: str) -> Any:
        velden = {"peildatum": "2026-07-01", **velden}
        return bevinding("herziening", trede=2, stand_eind=stand, **velden)

    laatste = [herziening(-4, datum="2026-07-14"), herziening(-7, datum="2026-07-12")]
    gevallen = {stand: [herziening(stand)] for stand in (-9, -10, -11, 0)} | {-4: laatste}
    uit = rule(*((2, stukken, [], 2) for stukken in gevallen.values()))
    for stand, rij in zip(gevallen, uit, strict=True):
        assert (rij.som.stand_eind, rij.som.herzien) == (stand, stand + 10)
        assert rij.som.gerealiseerd - rij.som.totaalopgave + rij.som.herzien == rij.som.stand_eind
        assert (rij.som.realisatie, rij.som.toerekenbaar) == (10, max(0, -stand))
    kaal = bevinding("herziening", peildatum="2026-07-01", trede=2)
    ander = herziening(-3, peildatum="2026-01-01")
    for rij in rule((2, [kaal], [], 2), (None, [ander], [], 2)):
        assert (rij.som.stand_eind, rij.som.herzien) == (-10, 0), "of the trede, or of another"


# K11 and the treden from 4 on


def test_under_k11_netto_the_whole_stand_decides_on_treden_4_to_6(rule, bevinding) -> None:
    """An earlier excuse that is carried on takes nobody off a trede with a backlog."""
    netto = [bevinding("keuze", keuze="K11", lezing="netto")]
    begin = {"stand_begin": -8, "verschoonbaar_vorig": 8}
    uit = rule(
        *(
            (1 if realisatie >= 28 else van, netto, [], van, {**begin, "realisatie": realisatie})
            for van in (4, 5, 6)
            for realisatie in (27, 28, 29)
        )
    )
    assert [rij.regel for rij in uit] == [f"{van}{r}" for van in (4, 5, 6) for r in "baa"]
