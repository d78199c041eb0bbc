"""What the supervisor found, beside what was computed."""

from typing import Any

import pytest

from ibt.rapport.gemeente import conclusie, oordeel
from ibt.ronde import beoordeel


@pytest.mark.norm("N56")
def test_computed_and_proposed_trede_stand_side_by_side(geval: Any, read: Any, table: Any) -> None:
    een = geval(
        {"soort": "afwijking", "grond": "overmacht", "trede": 2},
        trede=2,
        stand_begin=-5,
        realisatie=15,
    )
    deel = oordeel(een.beoordeling, een.verslag)
    assert table(deel)["Berekend"] == ["3", "regel 2c"]
    assert table(deel)["Voorstel na bevindingen"] == ["2", "afwijking: overmacht (§3.1)"]
    assert "omdat het zo is" in read(deel)
    assert "Vastgelegd door: A. Toezicht, 10 juli 2026" in read(deel)


def test_without_findings_it_says_so(geval: Any, read: Any, table: Any) -> None:
    een = geval(trede=1)
    deel = oordeel(een.beoordeling, een.verslag)
    assert table(deel)["Voorstel na bevindingen"] == ["1", "gelijk aan de berekening"]
    assert "Er zijn geen andere bevindingen vastgelegd die voor de trede tellen." in read(deel)


def test_the_fields_of_a_finding_are_dutch(geval: Any, read: Any) -> None:
    een = geval(
        {
            "soort": "correctie",
            "personen": 1_234,
            "bewijs": "huurcontract <b>",
            "gehuisvest_van": "2026-06-20",
            "gehuisvest_tot": "2026-06-30",
            "verwerkt_in": "2026-II",
        },
        trede=1,
    )
    tekst = read(oordeel(een.beoordeling, een.verslag))
    assert "Correctie op de realisatie" in tekst
    assert "Personen: 1.234" in tekst
    assert "Bewijs: huurcontract <b>." in tekst
    assert "Eerst gehuisvest op: 20 juni 2026." in tekst
    assert "Door het COA geteld in: tweede halfjaar van 2026" in tekst


def test_an_open_decision_on_trede_4_to_6_is_said_here_too(geval: Any, read: Any) -> None:
    een = geval(trede=5, stand_begin=-5, realisatie=30)
    assert (
        "nog een besluit nodig: de opgave is volledig gerealiseerd: de toezichthouder beslist"
        in read(oordeel(een.beoordeling, een.verslag))
    )


# What the proposal rests on, beside the computation

VERSNELLING = {
    "soort": "versnelling",
    "spoed": "veel mensen wachten",
    "geinformeerd_op": "2026-07-01",
    "stappen": [
        {"trede": 3, "datum": "2026-07-10", "motivering": "eerste stap"},
        {"trede": 4, "datum": "2026-07-17", "motivering": "tweede stap"},
    ],
}
BESLUIT = {
    "soort": "besluit_indeplaatsstelling",
    "orgaan": "gedeputeerde staten",
    "besluitdatum": "2026-07-10",
    "bekendgemaakt_op": "2026-07-11",
    "taakverwaarlozing": "vastgesteld",
    "taakverwaarlozing_op": "2026-07-10",
    "zienswijze": "gewogen",
    "termijnen": [
        {"maatregel": "woningen toewijzen", "uiterlijk": "2026-07-15"},
        {"maatregel": "plan maken", "uiterlijk": "2026-07-14", "voldaan_op": "2026-07-13"},
    ],
}
AANGEKONDIGD = {
    "soort": "vooraankondiging",
    "datum": "2026-04-01",
    "orgaan": "gedeputeerde staten",
    "reden": "achterstand",
    "gevolgen": "de provincie neemt de taak over",
    "termijn": "2026-07-01",
    "reactie_uiterlijk": "2026-05-01",
}
OVERNEMEN = {"soort": "indeplaatsstelling", "besluitdatum": "2026-07-16", "datum": "2026-07-16"}
AFZIEN = {
    "soort": "afzien_effectuering",
    "bewijs": "planning",
    "realiseert_uiterlijk": "2026-09-01",
    "datum": "2026-07-16",
}
GEVALLEN = [
    (VERSNELLING, (), 2, 15, "versnelling (§3 inleiding en §3.1.2)", "4", "op 17 juli 2026"),
    (
        BESLUIT,
        (AANGEKONDIGD,),
        4,
        15,
        "besluit tot indeplaatsstelling (§3 trede 5)",
        "5",
        "Gedeputeerde staten hebben op 10 juli 2026 besloten tot indeplaatsstelling",
    ),
    (
        OVERNEMEN,
        (BESLUIT,),
        5,
        15,
        "indeplaatsstelling (§3 trede 6)",
        "6",
        "Gedeputeerde staten hebben op 16 juli 2026 besloten dat de provincie de taak overneemt, "
        "in naam van en voor rekening van de gemeente",
    ),
    (
        AFZIEN,
        (BESLUIT,),
        5,
        15,
        "afzien van uitvoering van het besluit (§3 trede 6)",
        "5",
        "omdat de gemeente aannemelijk heeft gemaakt dat zij haar opgave zelf realiseert, "
        "uiterlijk op 1 september 2026",
    ),
    (
        {"soort": "afschalen"},
        (),
        4,
        30,
        "afschalen bevestigd (§3 inleiding)",
        "1",
        "De toezichthouder bevestigde op 10 juli 2026 het afschalen naar trede 1",
    ),
    (
        {"soort": "niet_afschalen"},
        (),
        4,
        30,
        "besloten niet af te schalen (§3 inleiding)",
        "4",
        "De toezichthouder besloot op 10 juli 2026 de gemeente niet af te schalen",
    ),
]


@pytest.mark.parametrize(
    ("stuk", "eerder", "vorig", "realisatie", "grond", "trede", "zin"),
    GEVALLEN,
    ids=[str(geval[0]["soort"]) for geval in GEVALLEN],
)
def test_the_ground_and_the_conclusion_name_the_decision(
    geval: Any,
    read: Any,
    table: Any,
    stuk: Any,
    eerder: Any,
    vorig: int,
    realisatie: int,
    grond: str,
    trede: str,
    zin: str,
) -> None:
    een = geval(stuk, trede=vorig, stand_begin=-5, realisatie=realisatie, ronde={"dossier": eerder})
    assert table(oordeel(een.beoordeling, een.verslag))["Voorstel na bevindingen"] == [trede, grond]
    slot = read(conclusie(een.beoordeling, een.verslag, een.kader))
    assert f"De berekening geeft trede {een.beoordeling.trede_berekend}." in slot
    assert zin in slot
    assert f"Het voorstel is trede {trede}." in slot
    assert "wijkt daarvan gemotiveerd af" not in slot


def test_once_adopted_nothing_is_called_a_proposal_any_more(
    geval: Any, read: Any, table: Any
) -> None:
    vast = {"vaststelling": {"door": "J. de Vries", "datum": "2026-08-04"}}
    ronde = {**vast, "bijgewerkt_op": "2026-08-06"}
    een = geval(VERSNELLING, trede=2, stand_begin=-5, realisatie=15, ronde=ronde)
    deel = oordeel(een.beoordeling, een.verslag)
    assert table(deel)["Vastgesteld"][0] == "4"
    slot = read(conclusie(een.beoordeling, een.verslag, een.kader))
    assert "Vastgesteld is trede 4." in slot
    assert "voorstel" not in (slot + read(deel)).casefold()
    assert "voorgesteld" not in (slot + read(deel)).casefold()


def test_steps_and_terms_read_as_sentences(geval: Any, read: Any) -> None:
    een = geval(VERSNELLING, trede=2, stand_begin=-5, realisatie=15)
    stappen = read(oordeel(een.beoordeling, een.verslag))
    assert (
        "Stappen: naar trede 3 op 10 juli 2026 (eerste stap); "
        "naar trede 4 op 17 juli 2026 (tweede stap)"
    ) in stappen
    een = geval(BESLUIT, trede=4, stand_begin=-5, realisatie=15, ronde={"dossier": (AANGEKONDIGD,)})
    termijnen = read(oordeel(een.beoordeling, een.verslag))
    assert (
        "Termijnen: woningen toewijzen: uiterlijk 15 juli 2026, nog niet voldaan; "
        "plan maken: uiterlijk 14 juli 2026, voldaan op 13 juli 2026"
    ) in termijnen
    for rest in ("2026-07", "uiterlijk 2026", "None", "voldaan_op", "maatregel"):
        assert rest not in termijnen


def test_a_partner_outside_the_province_has_its_persons(make_ronde: Any, read: Any) -> None:
    stuk = {
        "soort": "herverdeling",
        "afspraak": "A",
        "personen": 3,
        "partners_buiten_provincie": [{"gemeentecode": "GM9101", "personen": -3}],
    }
    elders = {"code": "GM9101", "provincie": "Elders"}
    ronde = make_ronde({"trede": 1, "realisatie": 23}, elders, bevindingen=[stuk])
    tekst = read(oordeel(beoordeel(ronde)[0], ronde.verslag))
    assert "Partners buiten de provincie: GM9101: −3 personen" in tekst


@pytest.mark.parametrize(("peildatum", "noemt"), [("2026-07-01", True), ("2026-01-01", False)])
def test_only_a_revision_of_this_round_is_named_as_its_ground(
    geval: Any, read: Any, table: Any, peildatum: str, noemt: bool
) -> None:
    herziening = {"soort": "herziening", "peildatum": peildatum, "trede": 2}
    een = geval(herziening, trede=2, stand_begin=-5, realisatie=15)
    grond = table(oordeel(een.beoordeling, een.verslag))["Voorstel na bevindingen"]
    zin = (
        "De toezichthouder heeft de beoordeling van 1 juli 2026 herzien op 10 juli 2026. Het "
        "voorstel is trede 2."
    )
    assert (zin in read(conclusie(een.beoordeling, een.verslag, een.kader))) is noemt
    assert (grond == ["2", "herziening van deze beoordeling"]) is noemt
