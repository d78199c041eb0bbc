"""Read as a jurist would: each lawful decision is recorded, each unlawful one is refused.

A round of one invented gemeente per case, in its smallest form, through the command line. What the
letter says is read from the Word file that a round gets.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document

from ibt.batch.brieven import make_brieven
from ibt.begrippen.indeling import letter_place
from ibt.register import KOLOMMEN
from ibt.ronde import load_ronde

CODE, NAAM = "GM9001", "Aalwijk"
SJABLOON = Path(__file__).parents[2] / "notebooks" / "brief.docx"
NAGEGAAN = {"soort": "cijfers_geverifieerd", "datum": "2026-07-10"}
AANKONDIGING = {
    "soort": "vooraankondiging",
    "datum": "2026-02-25",
    "orgaan": "gedeputeerde staten",
    "reden": "de achterstand groeit",
    "gevolgen": "de provincie wijst woningen toe",
    "termijn": "drie maanden",
    "reactie_uiterlijk": "2026-04-01",
}
BESLUIT = {
    "soort": "besluit_indeplaatsstelling",
    "datum": "2026-07-20",
    "orgaan": "gedeputeerde staten",
    "besluitdatum": "2026-07-20",
    "bekendgemaakt_op": "2026-07-21",
    "taakverwaarlozing": "vastgesteld door gedeputeerde staten",
    "taakverwaarlozing_op": "2026-07-20",
    "zienswijze": "ontvangen en gewogen",
    "zienswijze_gevraagd_op": "2026-02-25",
    "termijnen": [{"maatregel": "dertig woningen", "uiterlijk": "2026-09-01"}],
}
# The same besluit, taken in spring: the gemeente stands on 5 when the round begins.
GENOMEN = BESLUIT | {
    "datum": "2026-04-20",
    "besluitdatum": "2026-04-20",
    "bekendgemaakt_op": "2026-04-21",
    "taakverwaarlozing_op": "2026-04-20",
    "termijnen": [{"maatregel": "dertig woningen", "uiterlijk": "2026-07-15"}],
}
VERSCHOOND = {
    "soort": "verschoonbare_reden",
    "datum": "2026-07-12",
    "categorie": "calamiteit",
    "aangedragen_op": "2026-06-20",
    "bewijs": "rapport van de brandweer",
    "oordeel": "verschoonbaar",
    "personen": 5,
}
AFZIEN = {
    "soort": "afzien_effectuering",
    "datum": "2026-07-15",
    "bewijs": "getekend bouwcontract",
    "realiseert_uiterlijk": "2026-10-01",
}
PLAN = {
    "soort": "verbeterplan",
    "datum": "2026-03-12",
    "vastgesteld_op": "2026-03-10",
    "ontvangen_op": "2026-03-12",
    "maatregelen": [
        {"maatregel": "flexwoningen", "uiterlijk": "2026-05-31"},
        {"maatregel": "kantoorpand", "uiterlijk": "2026-06-15"},
    ],
}
NIET_GEDAAN = {
    "soort": "verbeterplan_niet_uitgevoerd",
    "datum": "2026-07-06",
    "grond": "niet_of_onvoldoende_uitgevoerd",
    "afgesproken_termijn": "2026-05-31",
}
Stuk = Mapping[str, Any]


@dataclass(frozen=True)
class Zaak:
    """The folder of one case, and the commands that are given on it."""

    map: Path
    ronde: Path
    ibt: Callable[..., Any]

    def check(self) -> tuple[int, str]:
        afloop = self.ibt("check", self.ronde)
        assert "Traceback" not in afloop.fout
        return afloop.code, afloop.fout

    def faults(self) -> str:
        code, gezegd = self.check()
        assert code == 1, gezegd
        return gezegd

    def warnings(self) -> str:
        code, gezegd = self.check()
        assert code == 0, gezegd
        return gezegd

    def table(self) -> dict[str, str]:
        afloop = self.ibt("assess", self.ronde, "-o", self.map / "uit")
        assert afloop.code == 0, afloop
        with (self.map / "uit" / "inschaling.csv").open(encoding="utf-8") as bestand:
            return next(csv.DictReader(bestand))

    def adopt(self, dag: str = "2026-08-20") -> Any:
        return self.ibt("adopt", self.ronde, "--door", "J. de Vries", "--datum", dag)

    def adopted(self, dag: str = "2026-08-20") -> list[dict[str, str]]:
        """The rows that adopting added; `check` told of nothing that would block it."""
        assert "nog niet vast te stellen" not in self.warnings()
        eerst = len(self.rows())
        afloop = self.adopt(dag)
        assert afloop.code == 0, afloop
        return self.rows()[eerst:]

    def blocked(self, reden: str) -> None:
        """`check`, `status` and `adopt` say the same."""
        assert f"nog niet vast te stellen: {reden}" in self.warnings()
        assert reden in self.ibt("status", self.ronde).uit
        afloop = self.adopt()
        assert afloop.code == 1
        assert reden in afloop.fout

    def rows(self) -> list[dict[str, str]]:
        with (self.map / "register.csv").open(encoding="utf-8") as bestand:
            return list(csv.DictReader(bestand))

    def record(self, *stukken: Stuk) -> None:
        """Findings are added to those of the round; register and figures stay."""
        pad = self.map / "ronde.yaml"
        tekst = yaml.safe_dump([_finding(stuk) for stuk in stukken], sort_keys=False)
        pad.write_text(pad.read_text(encoding="utf-8") + tekst, encoding="utf-8")

    def letter(self) -> str:
        inhoud = make_brieven(load_ronde(self.ronde), SJABLOON)[letter_place(CODE)]
        document = Document(BytesIO(inhoud))
        cellen = [c.text for t in document.tables for rij in t.rows for c in rij.cells]
        tekst = " ".join([*(alinea.text for alinea in document.paragraphs), *cellen])
        return " ".join(tekst.split())


def _finding(stuk: Stuk) -> dict[str, Any]:
    vast = {"gemeente": NAAM, "beoordelaar": "A. Jansen", "motivering": "Gemotiveerd."}
    return {**vast, **stuk}


@pytest.fixture
def zaak(tmp_path: Path, ibt: Callable[..., Any]) -> Callable[..., Zaak]:
    """A round of one gemeente: taakstelling 60, unless said otherwise."""

    def make(
        *bevindingen: Stuk,
        trede: int = 4,
        begin: int = -40,
        realisatie: int = 60,
        dossier: Iterable[Stuk] = (),
        register: Iterable[tuple[str, int, str]] = (),
        **sleutels: Any,
    ) -> Zaak:
        kop = "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
        (tmp_path / "gemeenten.csv").write_text(f"{kop}{CODE},{NAAM},Verzonnen,1900-01-01,,\n")
        kop = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
        (tmp_path / "cijfers.csv").write_text(f"{kop}{CODE},2026-07-01,60,{begin},{realisatie}\n")
        eerst = f"{CODE},2026-01-20,{trede},beoordeling,2026-01-01,{begin},0,0,{max(0, -begin)}"
        rijen = [",".join(KOLOMMEN), f"{eerst},namens gedeputeerde staten,x,A. Jansen,2026-01-20"]
        rijen += [
            f"{CODE},{dag},{naar},{soort},,{begin},0,0,{-begin},gedeputeerde staten,x,GS,{dag}"
            for dag, naar, soort in register
        ]
        (tmp_path / "register.csv").write_text("\n".join([*rijen, ""]))
        stukken = {"ronde": [NAGEGAAN, *bevindingen], "dossier": list(dossier)}
        for naam, lijst in stukken.items():
            tekst = yaml.safe_dump([_finding(stuk) for stuk in lijst], sort_keys=False)
            (tmp_path / f"{naam}.yaml").write_text(tekst, encoding="utf-8")
        ronde = {
            "peildatum": "2026-07-01",
            "provincie": "Verzonnen",
            "kader": "utrecht-2024",
            "cijfers": "cijfers.csv",
            "register": "register.csv",
            "gemeenten": "gemeenten.csv",
            "bevindingen": "ronde.yaml",
            **({"dossier": ["dossier.yaml"]} if dossier else {}),
            **sleutels,
        }
        pad = tmp_path / "2026-07-01.yaml"
        pad.write_text(yaml.safe_dump(ronde, sort_keys=False), encoding="utf-8")
        return Zaak(tmp_path, pad, ibt)

    return make


OP_5 = {"trede": 4, "register": [("2026-04-20", 5, "besluit_indeplaatsstelling")]}


def test_a_deviation_below_the_trede_in_force_is_a_besluit(zaak: Callable[..., Zaak]) -> None:
    omlaag = {"soort": "afwijking", "datum": "2026-07-14", "grond": "zelf_op_korte_termijn"}
    zonder = zaak(omlaag | {"trede": 2}, realisatie=98)
    assert "noem orgaan en besluitdatum (§3.1, Keuze K19)" in zonder.faults()
    besluit = {"trede": 2, "orgaan": "gedeputeerde staten", "besluitdatum": "2026-07-14"}
    met = zaak(omlaag | besluit, realisatie=98)
    assert met.table()["trede_voorstel"] == "2"
    (rij,) = met.adopted()
    assert (rij["trede"], rij["datum"], rij["aanleiding"]) == ("2", "2026-07-14", "afwijking")
    assert rij["orgaan"] == "gedeputeerde staten"
    assert rij["stand_eind"] == "-2"


@pytest.mark.parametrize("dag", ["2026-04-20", "2026-07-15", "2026-07-16"])
def test_gedeputeerde_staten_may_refrain_at_any_time_from_the_besluit_on(
    zaak: Callable[..., Zaak], dag: str
) -> None:
    """Before, on and after the last day of the term; the trede stays (§3 trede 6)."""
    een = zaak(AFZIEN | {"datum": dag}, dossier=[AANKONDIGING, GENOMEN], **OP_5)
    assert een.table()["trede_voorstel"] == "5"
    assert {rij["trede"] for rij in een.adopted()} == {"5"}
    assert "aannemelijk heeft gemaakt" in een.letter()


def test_they_cannot_refrain_before_there_is_a_besluit(zaak: Callable[..., Zaak]) -> None:
    een = zaak(AFZIEN | {"datum": "2026-04-19"}, dossier=[AANKONDIGING, GENOMEN], **OP_5)
    assert "afzien kan pas als er een besluit tot indeplaatsstelling is" in een.faults()
    assert "afzien kan vanaf het besluit, op trede 5 of 6" in zaak(AFZIEN).faults()


def test_while_they_refrain_no_term_asks_for_another_decision(zaak: Callable[..., Zaak]) -> None:
    """The term of 15 July runs out after they refrained, until 1 October."""
    delen = {"dossier": [AANKONDIGING, GENOMEN], **OP_5}
    eerder = AFZIEN | {"datum": "2026-07-14"}
    rust = zaak(eerder, bijgewerkt_op="2026-10-01", **delen)
    assert "termijn_verstreken" not in rust.table()["aandachtspunten"]
    voorbij = zaak(eerder, bijgewerkt_op="2026-10-02", **delen)
    assert "termijn_verstreken" in voorbij.table()["aandachtspunten"]


WIJZIGING = {
    "soort": "besluit_wijziging",
    "datum": "2026-07-10",
    "besluit_van": "2026-04-20",
    "orgaan": "gedeputeerde staten",
    "besluitdatum": "2026-07-10",
    "bekendgemaakt_op": "2026-07-11",
    "termijnen": [{"maatregel": "dertig woningen", "uiterlijk": "2026-10-01"}],
}


def test_a_changed_besluit_has_its_new_terms_and_moves_nobody(zaak: Callable[..., Zaak]) -> None:
    delen = {"dossier": [AANKONDIGING, GENOMEN], "bijgewerkt_op": "2026-07-20", **OP_5}
    zonder = zaak(**delen)
    assert "termijn_verstreken" in zonder.table()["aandachtspunten"]
    een = zaak(WIJZIGING, **delen)
    assert "termijn_verstreken" not in een.table()["aandachtspunten"]
    assert "Uiterlijk 1 oktober 2026" in een.letter()
    assert "15 juli 2026" not in een.letter()
    assert [rij["trede"] for rij in een.adopted()] == ["5"]


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"besluit_van": "2026-04-19"}, "besluit_van moet de besluitdatum zijn van het geldende"),
        ({"termijnen": [{"maatregel": "x", "uiterlijk": "2026-07-11"}]}, "pas na de bekendmaking"),
    ],
)
def test_only_the_besluit_in_force_is_changed_with_terms_to_come(
    zaak: Callable[..., Zaak], anders: Stuk, verwacht: str
) -> None:
    delen = {"dossier": [AANKONDIGING, GENOMEN], **OP_5}
    assert verwacht in zaak(WIJZIGING | anders, **delen).faults()


def test_a_second_besluit_is_refused_with_the_way_to_change_the_first(
    zaak: Callable[..., Zaak],
) -> None:
    een = zaak(BESLUIT, dossier=[AANKONDIGING, GENOMEN], **OP_5)
    assert "leg dan een besluit_wijziging vast" in een.faults()


def test_after_the_province_took_over_no_besluit_is_changed(zaak: Callable[..., Zaak]) -> None:
    over = {"soort": "indeplaatsstelling", "datum": "2026-07-16", "besluitdatum": "2026-07-16"}
    laat = WIJZIGING | {"besluitdatum": "2026-07-17", "bekendgemaakt_op": "2026-07-17"}
    een = zaak(over, laat, dossier=[AANKONDIGING, GENOMEN], **OP_5)
    assert "alleen op trede 5, voor de indeplaatsstelling" in een.faults()


SPOED = {"spoed": "de opvang sluit op 1 augustus", "geinformeerd_op": "2026-07-18"}
NAAR_4 = {
    "soort": "versnelling",
    "datum": "2026-07-10",
    "spoed": "de opvang sluit op 1 augustus",
    "geinformeerd_op": "2026-07-09",
    "stappen": [{"trede": 4, "datum": "2026-07-10", "motivering": "spoed"}],
}


def test_an_urgent_besluit_needs_no_announcement_but_trede_4(zaak: Callable[..., Zaak]) -> None:
    vlug = BESLUIT | SPOED | {"zienswijze_gevraagd_op": None}
    vlug = {sleutel: waarde for sleutel, waarde in vlug.items() if waarde}
    assert "of spoed met geinformeerd_op (§3.1.2)" in zaak(NAAR_4, BESLUIT, trede=3).faults()
    een = zaak(NAAR_4, vlug, trede=3, realisatie=50)
    assert [rij["trede"] for rij in een.adopted()] == ["4", "5"]
    assert "kan alleen vanaf trede 4" in zaak(vlug, trede=3).faults()


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"geinformeerd_op": "2026-07-21"}, "mag niet na het besluit (2026-07-20) liggen"),
        ({"geinformeerd_op": None}, "spoed en geinformeerd_op horen bij elkaar (§3.1.2)"),
        ({"spoed": None}, "spoed en geinformeerd_op horen bij elkaar (§3.1.2)"),
        ({"taakverwaarlozing_op": "2026-07-21"}, "mag niet na het besluit (2026-07-20) liggen"),
        ({"zienswijze_gevraagd_op": "2026-07-21"}, "mag niet na het besluit (2026-07-20) liggen"),
        ({"bekendgemaakt_op": "2026-07-19"}, "mag niet voor het besluit zelf (2026-07-20) liggen"),
        ({"orgaan": "namens gedeputeerde staten"}, "is van gedeputeerde staten zelf"),
        ({"orgaan": "beleidsmedewerker Jansen"}, "orgaan moet gedeputeerde staten of namens"),
        ({"taakverwaarlozing_op": None}, "taakverwaarlozing_op moet er zijn"),
        (
            {"termijnen": [{"maatregel": "dertig woningen", "uiterlijk": "2026-07-21"}]},
            "een termijn begint pas na de bekendmaking (2026-07-21; Awb 3:40)",
        ),
    ],
)
def test_a_besluit_that_is_not_whole_is_refused(
    zaak: Callable[..., Zaak], anders: Stuk, verwacht: str
) -> None:
    besluit = BESLUIT | SPOED | dict(anders)
    besluit = {sleutel: waarde for sleutel, waarde in besluit.items() if waarde is not None}
    assert verwacht in zaak(besluit, dossier=[AANKONDIGING]).faults()


def test_in_the_case_file_what_an_older_besluit_lacks_is_a_warning(
    zaak: Callable[..., Zaak],
) -> None:
    oud = GENOMEN | {"orgaan": "college van GS"}
    del oud["taakverwaarlozing_op"]
    gezegd = zaak(dossier=[AANKONDIGING, oud], **OP_5).warnings()
    assert "taakverwaarlozing_op moet er zijn" in gezegd
    assert '(er staat: "college van GS")' in gezegd


def test_a_finding_of_taakverwaarlozing_may_have_its_day_in_words(
    zaak: Callable[..., Zaak],
) -> None:
    besluit = BESLUIT | {"taakverwaarlozing": "vastgesteld door GS op 20 juli 2026"}
    del besluit["taakverwaarlozing_op"]
    zaak(besluit, dossier=[AANKONDIGING]).warnings()


def test_an_announcement_by_nobody_in_particular_carries_no_besluit(
    zaak: Callable[..., Zaak],
) -> None:
    vreemd = AANKONDIGING | {"orgaan": "beleidsmedewerker Jansen"}
    gezegd = zaak(BESLUIT, dossier=[vreemd]).faults()
    assert "moet een vooraankondiging van of namens gedeputeerde staten liggen" in gezegd
    assert "vooraankondiging: orgaan moet gedeputeerde staten of namens" in gezegd


@pytest.mark.parametrize(("verschoond", "mag"), [(4, True), (5, False), (6, False)])
def test_while_the_whole_shortage_is_excused_no_step_up_is_taken(
    zaak: Callable[..., Zaak], verschoond: int, mag: bool
) -> None:
    """Keuze K18: a backlog of 5, of which 4, 5 or 6 excused."""
    reden = VERSCHOOND | {"personen": verschoond}
    delen = {"begin": -5, "dossier": [AANKONDIGING]}
    code, gezegd = zaak(reden, BESLUIT, **delen).check()
    assert code == (0 if mag else 1), gezegd
    assert ("§2.3 en §3.1.1, 3e punt" in gezegd) is not mag


def test_under_the_other_reading_of_k18_an_excuse_plays_no_part_from_4_on(
    zaak: Callable[..., Zaak],
) -> None:
    anders = {"soort": "keuze", "datum": "2026-07-12", "keuze": "K18", "lezing": "telt_niet"}
    een = zaak(VERSCHOOND, anders, BESLUIT, begin=-5, dossier=[AANKONDIGING])
    assert een.table()["trede_voorstel"] == "5"
    assert "Keuze K18" in een.letter() or "K18" in een.letter()


def test_an_acceleration_is_refused_under_both(zaak: Callable[..., Zaak]) -> None:
    """It starts below trede 4, where an excuse weighs under either reading."""
    anders = {"soort": "keuze", "datum": "2026-07-12", "keuze": "K18", "lezing": "telt_niet"}
    delen = {"trede": 3, "begin": -5}
    for extra in ((), (anders,)):
        gezegd = zaak(VERSCHOOND, NAAR_4 | {"datum": "2026-07-13"}, *extra, **delen).faults()
        assert "een versnelling kan niet zolang het hele tekort verschoonbaar is" in gezegd


def test_who_is_excused_on_trede_4_stays_and_reads_why(zaak: Callable[..., Zaak]) -> None:
    een = zaak(VERSCHOOND, begin=-5, dossier=[AANKONDIGING])
    assert een.table()["trede_voorstel"] == "4"
    assert een.table()["regel"] == "4b"
    brief = een.letter()
    assert "verschoonbaar" in brief
    assert "§3.1.1" in brief


def test_on_behalf_of_gedeputeerde_staten_nobody_takes_over(zaak: Callable[..., Zaak]) -> None:
    over = {"soort": "indeplaatsstelling", "datum": "2026-07-16", "besluitdatum": "2026-07-16"}
    namens = over | {"orgaan": "namens gedeputeerde staten"}
    een = zaak(namens, dossier=[AANKONDIGING, GENOMEN], **OP_5)
    assert "is van gedeputeerde staten zelf (§3 trede 6)" in een.faults()


def test_the_province_does_not_take_over_what_was_realised(zaak: Callable[..., Zaak]) -> None:
    over = {"soort": "indeplaatsstelling", "datum": "2026-07-16", "besluitdatum": "2026-07-16"}
    een = zaak(over, realisatie=100, dossier=[AANKONDIGING, GENOMEN], **OP_5)
    assert "indeplaatsstelling kan alleen bij een achterstand" in een.faults()


@pytest.mark.parametrize("keuze", ["K13", "K15", "K7"])
def test_a_keuze_without_another_outcome_cannot_be_recorded(
    zaak: Callable[..., Zaak], keuze: str
) -> None:
    stuk = {"soort": "keuze", "datum": "2026-07-12", "keuze": keuze, "lezing": "vast"}
    assert f"{keuze} geldt voor alle gemeenten en staat in het kader" in zaak(stuk).faults()


def test_netto_brings_nobody_down_from_6_while_there_is_a_backlog(
    zaak: Callable[..., Zaak],
) -> None:
    """Eighteen were excused before, two are short: rule 6b, whatever K11 says."""
    netto = {"soort": "keuze", "datum": "2026-07-12", "keuze": "K11", "lezing": "netto"}
    een = zaak(netto, begin=-20, realisatie=78, register=[("2026-04-20", 5, "x")])
    register = een.map / "register.csv"
    register.write_text(register.read_text().replace(",0,0,20,", ",0,18,2,"))
    rij = een.table()
    assert (rij["stand_eind"], rij["regel"], rij["trede_voorstel"]) == ("-2", "5b", "5")


def test_an_agreement_on_another_measure_is_no_obstacle(zaak: Callable[..., Zaak]) -> None:
    later = {"soort": "afspraak_termijn", "datum": "2026-05-01", "uiterlijk": "2026-12-01"}
    delen = {"trede": 3, "begin": -10, "realisatie": 64}
    ander = zaak(NIET_GEDAAN, dossier=[PLAN, later | {"vervangt": "kantoorpand"}], **delen)
    assert ander.table()["regel"] == "3e"
    zelf = NIET_GEDAAN | {"maatregelen": ["flexwoningen"], "afgesproken_termijn": "2026-12-01"}
    zelf |= {"datum": "2026-12-02"}
    loopt = zaak(zelf, dossier=[PLAN, later | {"vervangt": "flexwoningen"}], **delen)
    assert loopt.check()[0] == 0
    nog = zaak(
        zelf | {"datum": "2026-12-02", "afgesproken_termijn": "2026-05-31"},
        dossier=[PLAN, later | {"vervangt": "flexwoningen"}],
        **delen,
    )
    assert "flexwoningen: 2026-12-01" in nog.faults()


def test_a_term_that_the_case_file_contradicts_is_a_fault(zaak: Callable[..., Zaak]) -> None:
    maatregel = [{"maatregel": "flexwoningen", "uiterlijk": "2026-09-30"}]
    een = zaak(NIET_GEDAAN, trede=3, dossier=[PLAN | {"maatregelen": maatregel}])
    assert "(flexwoningen: 2026-09-30)" in een.faults()


def test_without_a_letter_on_file_the_rise_must_be_weighed(zaak: Callable[..., Zaak]) -> None:
    geen_plan = NIET_GEDAAN | {"grond": "niet_opgesteld", "afgesproken_termijn": "2026-06-30"}
    delen = {"trede": 3, "begin": -10, "realisatie": 58}
    een = zaak(geen_plan, **delen)
    assert "(dossier_onvolledig)" in een.warnings()
    een.blocked("de trede stijgt, en nog niet gewogen is: dossier_onvolledig")
    weging = {"soort": "weging", "datum": "2026-07-14", "over": ["dossier_onvolledig"]}
    gewogen = zaak(
        geen_plan, weging | {"motivering": "De brief ligt in een ander dossier."}, **delen
    )
    assert [rij["trede"] for rij in gewogen.adopted()] == ["4"]
    assert "De brief ligt in een ander dossier." in gewogen.letter()


def test_a_reason_is_raised_or_found_and_never_after_it_was_judged(
    zaak: Callable[..., Zaak],
) -> None:
    delen = {"trede": 3, "begin": -10, "realisatie": 64}
    laat = VERSCHOOND | {"aangedragen_op": "2026-07-13"}
    assert (
        "mag niet na de datum van de bevinding (2026-07-12) liggen" in zaak(laat, **delen).faults()
    )
    zelf = {
        sleutel: waarde for sleutel, waarde in VERSCHOOND.items() if sleutel != "aangedragen_op"
    }
    assert "of ambtshalve: ja" in zaak(zelf, **delen).faults()
    een = zaak(zelf | {"ambtshalve": "ja"}, **delen)
    assert een.table()["verschoonbaar"] == "5"
    assert "ambtshalve" in een.letter()
    assert "droeg" not in een.letter()


def test_what_is_odd_is_told_beside_the_faults(zaak: Callable[..., Zaak]) -> None:
    correctie = {"soort": "correctie", "datum": "2026-07-08", "personen": 1, "bewijs": "contract"}
    ruil = {"soort": "herverdeling", "datum": "2026-07-01", "afspraak": "Ruil", "personen": 0}
    gezegd = zaak(correctie, ruil, VERSCHOOND | {"aangedragen_op": "2026-07-13"}).faults()
    assert "(correctie_zonder_datum)" in gezegd
    assert "(herverdeling_achteraf)" in gezegd
    op_tijd = zaak(
        correctie | {"gehuisvest_van": "2026-06-30"}, ruil | {"datum": "2026-06-30"}
    ).warnings()
    assert "correctie_zonder_datum" not in op_tijd
    assert "herverdeling_achteraf" not in op_tijd


def test_reports_stay_concept_until_the_register_has_the_rows(zaak: Callable[..., Zaak]) -> None:
    vast = {"door": "J. de Vries", "datum": "2026-08-20"}
    een = zaak(realisatie=55, vaststelling=vast)
    assert "CONCEPT" in een.letter()
    assert "het register heeft daar nog geen regel van" in een.letter()
    assert "de rapporten blijven concept" in een.warnings()
    een.adopt()
    assert "CONCEPT" not in een.letter()
    assert "op 20 augustus 2026 vastgesteld door J. de Vries" in een.letter()


def test_a_revision_carries_its_own_day_signatory_and_figures(zaak: Callable[..., Zaak]) -> None:
    vast = {"door": "J. de Vries", "datum": "2026-08-20"}
    gemeld = {"soort": "voortgang_gemeld", "datum": "2026-04-07"}
    een = zaak(
        trede=2, begin=-10, realisatie=62, dossier=[gemeld], vaststelling=vast, bijgewerkt_op=DAG
    )
    een.adopt("2026-08-20")
    assert "Datum 20 augustus 2026" in een.letter()
    een.record(HERZIENING | {"beoordelaar": "B. Bakker"})
    assert "De herziening van 2026-10-05 staat nog niet in het register" in een.letter()
    assert "de herziening van 2026-10-05 staat er nog niet in; geef ibt adopt" in een.warnings()
    assert een.adopt("2026-10-05").code == 0
    assert [(r["trede"], r["stand_eind"], r["datum"]) for r in een.rows()[-2:]] == [
        ("2", "-8", "2026-08-20"),
        ("3", "-12", "2026-10-05"),
    ]
    rij = een.table()
    assert (rij["stand_eind"], rij["regel"], rij["trede_voorstel"]) == ("-12", "2c", "3")
    brief = een.letter()
    assert "Datum 5 oktober 2026" in brief
    assert "vastgesteld door B. Bakker" in brief
    assert brief.count("20 augustus") == 1
    assert "Dit is een herziening: op 20 augustus 2026 is trede 2 vastgesteld." in brief
    assert "−12" in brief
    assert "Herzien op 5 oktober 2026 −4" in brief
    assert een.adopt("2026-10-05").uit.startswith("De ronde 2026-07-01 was al vastgesteld")


DAG = "2026-10-10"
HERZIENING = {
    "soort": "herziening",
    "datum": "2026-10-05",
    "peildatum": "2026-07-01",
    "trede": 3,
    "stand_eind": -12,
}


def test_a_besluit_between_peildata_is_revised_by_its_own_day(zaak: Callable[..., Zaak]) -> None:
    herzien = {"soort": "herziening", "datum": "2026-07-12", "trede": 4}
    fout = zaak(herzien | {"peildatum": "2026-04-20"}, **OP_5).faults()
    assert 'Schrijf besluit_van: "2026-04-20" in plaats van peildatum' in fout
    fout = zaak(herzien | {"peildatum": "2026-01-01"}, **OP_5).faults()
    assert 'noem dan besluit_van: "2026-04-20"' in fout
    een = zaak(herzien | {"besluit_van": "2026-04-20"}, dossier=[AANKONDIGING, GENOMEN], **OP_5)
    assert een.table()["trede_vorig"] == "4"
    assert [rij["trede"] for rij in een.adopted()] == ["4", "4"]
    assert een.table()["trede_vorig"] == "4"
    assert een.adopt().uit.startswith("De ronde 2026-07-01 was al vastgesteld")


@pytest.mark.parametrize(
    ("gesprek", "gevoerd"),
    [("2026-08-24", True), ("2026-08-25", True), ("2026-08-26", False)],
)
def test_a_letter_tells_nothing_from_after_the_day_on_which_it_was_sent(
    zaak: Callable[..., Zaak], gesprek: str, gevoerd: bool
) -> None:
    stukken = [
        {"soort": "brief_verzonden", "datum": "2026-08-25"},
        {"soort": "gesprek", "datum": gesprek},
    ]
    een = zaak(*stukken, trede=3, begin=-40, realisatie=75, bijgewerkt_op="2026-10-10")
    brief = een.letter()
    assert "Datum 25 augustus 2026" in brief
    assert ("spraken wij met u" in brief) is gevoerd
    # On that day the midpoint was still to come.
    assert "Rond 1 oktober 2026" in brief
    gezegd = "de brief over deze ronde al verzonden, terwijl zij niet is vastgesteld: Aalwijk"
    assert gezegd in een.warnings()


def test_what_is_internal_is_in_no_letter_and_a_household_in_a_motive_is_asked_about(
    zaak: Callable[..., Zaak],
) -> None:
    stuk = VERSCHOOND | {"motivering": "Het gezin Bakker wacht op een aangepaste woning."}
    delen = {"trede": 3, "begin": -10, "realisatie": 64}
    gezegd = zaak(stuk, **delen).warnings()
    assert "zet dat in toelichting_intern" in gezegd
    assert "Bakker" not in gezegd
    intern = VERSCHOOND | {"toelichting_intern": "Het gezin Bakker wacht."}
    een = zaak(intern, **delen)
    assert "toelichting_intern" not in een.warnings()
    assert "Bakker" not in een.letter()
