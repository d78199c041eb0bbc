"""A story over treden 4 and 5 through the command line, with every letter read.

Klimmeren comes to trede 4 and is told that a besluit is coming. Before its time to react is over
the shelter closes, and gedeputeerde staten take the besluit at once (§3.1.2). They give it more
time, a court annuls the besluit between two peildata, and from trede 4 it realises everything.
"""

import csv
from collections.abc import Callable
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

CODE = "GM9101"
SJABLOON = Path(__file__).parents[2] / "notebooks" / "brief.docx"
CIJFERS = {"2026-07-01": (20, -10, 18), "2027-01-01": (20, -12, 20), "2027-07-01": (20, -12, 32)}
GS = {"orgaan": "gedeputeerde staten"}


class Map:
    """The working folder of the analyst."""

    def __init__(self, map_: Path, ibt: Callable[..., Any]) -> None:
        self.map, self.ibt = map_, ibt
        kop = "gemeentecode,gemeente,provincie,geldig_van,geldig_tot,opvolger\n"
        (map_ / "gemeenten.csv").write_text(f"{kop}{CODE},Klimmeren,Verzonnen,1900-01-01,,\n")
        begin = f"{CODE},2026-02-10,3,beoordeling,2026-01-01,-10,0,0,10,namens gedeputeerde staten"
        regels = [",".join(KOLOMMEN), f"{begin},x,A. Jansen,2026-02-10", ""]
        (map_ / "register.csv").write_text("\n".join(regels))
        (map_ / "bevindingen").mkdir()

    def round(self, peildatum: str) -> Path:
        """The round file, COA's figures, and the former findings as case file."""
        kop = "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
        cijfers = ",".join(map(str, CIJFERS[peildatum]))
        (self.map / f"{peildatum}.csv").write_text(f"{kop}{CODE},{peildatum},{cijfers}\n")
        ronde = {
            "peildatum": peildatum,
            "provincie": "Verzonnen",
            "kader": "utrecht-2024",
            "cijfers": f"{peildatum}.csv",
            "register": "register.csv",
            "gemeenten": "gemeenten.csv",
            "bevindingen": f"bevindingen/{peildatum}.yaml",
            "dossier": ["bevindingen"],
        }
        pad = self.map / f"{peildatum}.yaml"
        pad.write_text(yaml.safe_dump(ronde, sort_keys=False))
        return pad

    def record(self, naam: str, **velden: Any) -> Path:
        """One finding more in a file."""
        vast = {"gemeente": "Klimmeren", "beoordelaar": "A. Jansen", "motivering": "Gemotiveerd."}
        pad = self.map / "bevindingen" / f"{naam}.yaml"
        with pad.open("a", encoding="utf-8") as bestand:
            bestand.write(yaml.safe_dump([vast | velden], sort_keys=False, allow_unicode=True))
        return pad

    def adopt(self, ronde: Path, dag: str) -> None:
        """Adopted, and the round file says so."""
        gecontroleerd = self.ibt("check", ronde)
        assert gecontroleerd.code == 0, gecontroleerd
        assert "nog niet vast te stellen" not in gecontroleerd.fout
        afloop = self.ibt("adopt", ronde, "--door", "J. de Vries", "--datum", dag)
        assert afloop.code == 0, afloop
        with ronde.open("a", encoding="utf-8") as bestand:
            bestand.write(f"vaststelling: {{door: J. de Vries, datum: '{dag}'}}\n")

    def decide(self, bestand: Path) -> Any:
        """Decisions between peildata."""
        return self.ibt(
            *("adopt", "--besluiten", bestand, "--register", self.map / "register.csv"),
            *("--gemeenten", self.map / "gemeenten.csv", "--dossier", self.map / "bevindingen"),
        )

    def treden(self) -> list[tuple[str, str, str]]:
        with (self.map / "register.csv").open(encoding="utf-8") as bestand:
            rijen = list(csv.DictReader(bestand))
        return [(rij["datum"], rij["trede"], rij["aanleiding"]) for rij in rijen]

    def letter(self, ronde: Path) -> str:
        document = Document(BytesIO(make_brieven(load_ronde(ronde), SJABLOON)[letter_place(CODE)]))
        cellen = [c.text for t in document.tables for rij in t.rows for c in rij.cells]
        tekst = " ".join([*(alinea.text for alinea in document.paragraphs), *cellen])
        return " ".join(tekst.split())


@pytest.fixture
def map_(tmp_path: Path, ibt: Callable[..., Any]) -> Map:
    return Map(tmp_path, ibt)


def test_announced_urgent_extended_annulled_and_back(map_: Map) -> None:
    zomer = map_.round("2026-07-01")
    map_.record("2026-07-01", soort="cijfers_geverifieerd", datum="2026-07-08")
    map_.adopt(zomer, "2026-08-20")
    map_.record(
        "2026-07-01",
        soort="vooraankondiging",
        datum="2026-08-25",
        reden="de achterstand groeide van 10 naar 12",
        gevolgen="de provincie wijst woningen toe",
        termijn="drie maanden",
        reactie_uiterlijk="2026-09-22",
        afschrift_raad_op="2026-08-26",
        **GS,
    )
    brief = map_.letter(zomer)
    assert "CONCEPT" not in brief
    assert "trede 4" in brief
    assert "U kunt tot en met 22 september 2026 op dit voornemen reageren" in brief
    assert "besluit tot indeplaatsstelling van gedeputeerde staten" not in brief

    besluit = {
        "soort": "besluit_indeplaatsstelling",
        "datum": "2026-09-10",
        "besluitdatum": "2026-09-10",
        "bekendgemaakt_op": "2026-09-11",
        "taakverwaarlozing": "vastgesteld door gedeputeerde staten",
        "taakverwaarlozing_op": "2026-09-10",
        "termijnen": [{"maatregel": "twaalf woningen", "uiterlijk": "2026-12-01"}],
        **GS,
    }
    te_vroeg = map_.record("te-vroeg", zienswijze="nog niet ontvangen", **besluit)
    geweigerd = map_.decide(te_vroeg)
    assert geweigerd.code == 1
    assert "reactie tot en met 2026-09-22" in geweigerd.fout
    te_vroeg.unlink()
    najaar = map_.record(
        "besluiten", spoed="de opvang sluit op 1 oktober", geinformeerd_op="2026-09-08", **besluit
    )
    assert "trede 5 vanaf 2026-09-10" in map_.decide(najaar).uit
    map_.record(
        "besluiten",
        soort="besluit_wijziging",
        datum="2026-11-20",
        besluit_van="2026-09-10",
        besluitdatum="2026-11-20",
        bekendgemaakt_op="2026-11-21",
        termijnen=[{"maatregel": "twaalf woningen", "uiterlijk": "2027-03-01"}],
        **GS,
    )
    assert "geen nieuwe regel" in map_.decide(najaar).uit

    winter = map_.round("2027-01-01")
    map_.record("2027-01-01", soort="cijfers_geverifieerd", datum="2027-01-08")
    map_.adopt(winter, "2027-01-20")
    brief = map_.letter(winter)
    assert "blijft op trede 5" in brief
    assert "10 september 2026" in brief
    assert "1 maart 2027" in brief
    assert "1 december 2026" not in brief
    assert "verstreken" not in brief
    assert "beroep" in brief

    map_.record(
        "vernietigd",
        soort="besluit_intrekking",
        datum="2027-02-15",
        besluit_van="2026-09-10",
        besluitdatum="2027-02-15",
        grond="vernietiging",
        trede=4,
        motivering="De rechter vernietigde het besluit op 9 februari.",
        **GS,
    )
    vernietigd = map_.map / "bevindingen" / "vernietigd.yaml"
    assert "trede 4 vanaf 2027-02-15" in map_.decide(vernietigd).uit
    assert "geen nieuwe regel" in map_.decide(vernietigd).uit

    terug = map_.round("2027-07-01")
    map_.record("2027-07-01", soort="cijfers_geverifieerd", datum="2027-07-08")
    open_ = map_.ibt("check", terug)
    assert "nog niet vast te stellen: er is nog een besluit nodig" in open_.fout
    brief = map_.letter(terug)
    assert "1 maart 2027" not in brief
    assert "trede 5" not in brief
    map_.record("2027-07-01", soort="afschalen", datum="2027-07-10", motivering="Alles gehaald.")
    map_.adopt(terug, "2027-08-20")
    brief = map_.letter(terug)
    assert "van trede 4 naar trede 1" in brief
    assert "indeplaatsstelling" not in brief.partition("Wat volgt")[2].partition("Grondslag")[0]
    assert map_.treden() == [
        ("2026-02-10", "3", "beoordeling"),
        ("2026-08-20", "4", "beoordeling"),
        ("2026-09-10", "5", "besluit_indeplaatsstelling"),
        ("2027-01-20", "5", "beoordeling"),
        ("2027-02-15", "4", "besluit_intrekking"),
        ("2027-07-10", "1", "afschalen"),
    ]
