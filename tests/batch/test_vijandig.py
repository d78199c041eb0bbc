"""Names and texts that mean something to a program, through every kind of file that a round has.

The same round is made twice: with plain words, and with words that try to be markup, code, a
formula, a path or a new line of an agenda. What is made must differ in those words only.
"""

import csv
import io
import json
import re
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup, Comment
from icalendar import Calendar
from pypdf import PdfReader

from ibt.batch.nbval import run_nbval
from ibt.cli.programma import run

RONDE = Path(__file__).parent / "ronde"
PARAMETERS = "parameters/2026-07-01.yaml"
KOLOMMEN = ("gemeentecode", "gemeente", "provincie", "geldig_van", "geldig_tot", "opvolger")
CODES = ("GM9901", "GM9902", "GM9903")
AANVALLEN = (
    "<script>alert(1)</script>",
    ']]></style><img src=x onerror="alert(1)">',
    '" onload="alert(2)',
    "<!-- dicht",
    '#sys #read("/etc/passwd") #eval("1")',
    "*vet* _schuin_ $x^2$ `code` \\ \\u{41}",
    "{{ 7*7 }} {% for a in b %} {_{ x }_}",
    "<w:p/></w:t></w:r> &#0; &lt;",
    '=HYPERLINK("http://x","y")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-1+1",
    "x;=1+1;\t@SUM(1)",
    'x;"=1+1;y',
    "!!python/object:os.system x &a *a",
    "../../../../etc/passwd",
    "%s%n ${HOME} $(id) `id`",
    "\N{GRINNING FACE} \N{CJK UNIFIED IDEOGRAPH-6F22} e\u0301 \u200f",
)
PROBEER = " | ".join(AANVALLEN)
# A line end in a text of YAML becomes a space; it may open no new line of the agenda.
REGELS = f"a\nATTENDEE:mailto:x@y\nEND:VEVENT | {PROBEER}"
NAMEN = {
    "GM9901": '=A1 --> <script>alert("1")</script> {{ 7*7 }} #sys',
    "GM9902": '"onload="x ]]> *_$x$\\ ../../x',
    "GM9903": "@SUM(1) <w:p/> !!python/x \N{GRINNING FACE}",
}
windows = pytest.mark.skipif(sys.platform == "win32", reason="such file names cannot exist there")


@dataclass(frozen=True)
class Paar:
    """The two rounds, and all that was said while they were made."""

    gewoon: Path
    vijandig: Path
    gezegd: str

    def both(self, patroon: str) -> Iterator[tuple[Path, Path]]:
        """Every file of a kind, plain and hostile."""
        plekken = sorted(self.gewoon.glob(patroon))
        assert plekken
        for plek in plekken:
            yield plek, self.vijandig / plek.relative_to(self.gewoon)


def build(map_: Path, is_vijandig: bool) -> Path:
    """The small round with these words in each free text that there is; gives the round file."""
    shutil.copytree(RONDE, map_)
    tekst = REGELS if is_vijandig else "gewone woorden"
    provincie = f"Verzonnen {NAMEN['GM9902']}" if is_vijandig else "Verzonnen"
    namen = NAMEN if is_vijandig else {"GM9901": "Slenk", "GM9902": "Kwelder", "GM9903": "Terp"}
    with (map_ / "data/gemeenten.csv").open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand)
        schrijver.writerow(KOLOMMEN)
        schrijver.writerows([code, namen[code], provincie, "1900-01-01", "", ""] for code in CODES)
    for pad in (map_ / "data/cijfers").iterdir():
        without_names(pad)
    register = (map_ / "data/register.csv").read_text(encoding="utf-8")
    woord = '"' + " ".join(tekst.split()).replace('"', '""') + '"'
    register = register.replace("een telfout is hersteld,B. Oordelaar", f"{woord},{woord}")
    (map_ / "data/register.csv").write_text(register, encoding="utf-8")
    dossier = "dossier/<b> & 'x' {{7*7}} #sys =A1.yaml" if is_vijandig else "dossier/gewoon.yaml"
    eerder = map_ / "parameters/bevindingen/2026-01-01.yaml"
    eerder.write_text(eerder.read_text(encoding="utf-8").replace("Slenk", "GM9901"), "utf-8")
    write_yaml(map_ / "parameters/bevindingen/2026-07-01.yaml", findings(tekst))
    write_yaml(map_ / "parameters" / dossier, plan(tekst))
    ronde = yaml.safe_load((map_ / PARAMETERS).read_text(encoding="utf-8"))
    wie = {"door": tekst, "orgaan": tekst, "datum": "2026-07-20"}
    ronde |= {"provincie": provincie, "dossier": ["bevindingen", dossier], "vaststelling": wie}
    write_yaml(map_ / PARAMETERS, ronde)
    return map_ / PARAMETERS


def without_names(pad: Path) -> None:
    """The figures of the three gemeenten, each known by its code only."""
    with pad.open(encoding="utf-8", newline="") as bestand:
        rijen = list(csv.DictReader(bestand))
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        kop = [kolom for kolom in rijen[0] if kolom != "gemeente"]
        schrijver = csv.DictWriter(bestand, kop, extrasaction="ignore")
        schrijver.writeheader()
        schrijver.writerows(rij for rij in rijen if rij["gemeentecode"] in CODES)


def write_yaml(pad: Path, waarde: Any) -> None:
    pad.parent.mkdir(exist_ok=True)
    pad.write_text(yaml.safe_dump(waarde, allow_unicode=True), encoding="utf-8")


def findings(tekst: str) -> list[dict[str, Any]]:
    wie = {"beoordelaar": tekst, "datum": "2026-07-06", "motivering": tekst}
    ruil = {"soort": "herverdeling", "afspraak": tekst}
    return [
        {"gemeente": "GM9901", "personen": -2, **ruil, **wie},
        {"gemeente": "GM9903", "personen": 2, **ruil, **wie},
        {
            **{"gemeente": "GM9903", "soort": "verschoonbare_reden", "categorie": "calamiteit"},
            **{"aangedragen_op": "2026-06-01", "bewijs": tekst, "oordeel": "verschoonbaar"},
            **{"personen": 1, **wie},
        },
        {"gemeente": "GM9902", "soort": "cijfers_geverifieerd", "cijfers": tekst, **wie},
        {"gemeente": "GM9902", "soort": "contact", **wie},
    ]


def plan(tekst: str) -> list[dict[str, Any]]:
    """On trede 3, with measures whose days come in the agenda."""
    wie = {"beoordelaar": tekst, "datum": "2026-03-20", "motivering": tekst}
    maatregelen = [{"maatregel": tekst, "uiterlijk": "2026-09-01"}]
    plan_ = {"vastgesteld_op": "2026-03-10", "ontvangen_op": "2026-03-12"}
    return [
        {
            "gemeente": "GM9903",
            "soort": "verbeterplan",
            "maatregelen": maatregelen,
            **plan_,
            **wie,
        }
    ]


@pytest.fixture(scope="session")
def paar(make_once: Callable[..., Path]) -> Paar:
    """Both rounds, each made by the program itself; to be read, not changed."""

    def vul(plek: Path) -> None:
        gezegd = io.StringIO()
        for naam in ("gewoon", "vijandig"):
            ronde = str(build(plek / "rondes" / naam, naam == "vijandig"))
            uit = str(plek / "rondes" / f"{naam} uit")
            for woorden in (["check", ronde], ["render", ronde, "-o", uit], ["status", ronde]):
                with redirect_stdout(gezegd), redirect_stderr(gezegd):
                    assert run(woorden) == 0, gezegd.getvalue()
        (plek / "gezegd.txt").write_bytes(gezegd.getvalue().encode())

    plek = make_once("vijandig", vul)
    rondes, gezegd = plek / "rondes", (plek / "gezegd.txt").read_bytes().decode()
    return Paar(rondes / "gewoon uit", rondes / "vijandig uit", gezegd)


pytestmark = windows


def test_no_file_lies_elsewhere_or_is_called_otherwise(paar: Paar) -> None:
    def names(map_: Path) -> set[str]:
        alle = (pad.relative_to(map_) for pad in map_.rglob("*") if pad.is_file())
        anders = {("invoer", "dossier"), (".ibt", "gemaakt")}  # a name; what is called by its key
        return {pad.as_posix() for pad in alle if pad.parts[:2] not in anders}

    assert names(paar.vijandig) == names(paar.gewoon)
    eromheen = {pad.name for pad in paar.gewoon.parent.iterdir()}
    assert eromheen == {"gewoon", "vijandig", "gewoon uit", "vijandig uit"}


def shape(html: Path) -> Counter[tuple[str, ...]]:
    """Every element with the names of its attributes; how often, lines of a label aside."""
    soup = BeautifulSoup(html.read_text(encoding="utf-8"), "html.parser")
    # A chart says its words in comments too.
    for opmerking in soup.find_all(string=lambda tekst: isinstance(tekst, Comment)):
        assert "--" not in opmerking
        assert opmerking.find_parent("svg")
    return Counter((tag.name, *sorted(tag.attrs)) for tag in soup.find_all(True))


def test_a_page_gets_no_element_and_no_handler_from_a_text(paar: Paar) -> None:
    for gewoon, vijandig in (*paar.both("*.html"), *paar.both("gemeenten/*.html")):
        eigen, ander = shape(gewoon), shape(vijandig)
        assert set(ander) <= set(eigen)
        assert ander[("script",)] == eigen[("script",)]
        soup = BeautifulSoup(vijandig.read_text(encoding="utf-8"), "html.parser")
        assert handlers(soup) == []
        adressen = [str(tag["href"]) for tag in soup.find_all(href=True)]
        assert not [adres for adres in adressen if adres.startswith("javascript:")]


def handlers(soup: BeautifulSoup) -> list[str]:
    return [a for tag in soup.find_all(True) for a in tag.attrs if a.startswith("on")]


def test_a_page_and_its_pdf_show_a_text_as_it_was_written(paar: Paar) -> None:
    soup = BeautifulSoup((paar.vijandig / "gemeenten/GM9903.html").read_bytes(), "html.parser")
    for tag in soup.select("script, style"):
        tag.decompose()
    bladzijde = squeeze(soup.get_text())
    pdf = squeeze(text_of(PdfReader(paar.vijandig / "gemeenten/GM9903.pdf")))
    for aanval in [squeeze(een) for een in AANVALLEN if een.isascii()]:
        assert aanval in bladzijde
        assert aanval in pdf


def squeeze(tekst: str) -> str:
    """Without what a page may add to break a line."""
    return re.sub(r"[\s\u00ad\u200b-]", "", tekst)


def text_of(pdf: PdfReader) -> str:
    return "".join(blad.extract_text() for blad in pdf.pages)


def test_a_pdf_runs_no_markup_and_reads_no_file(paar: Paar) -> None:
    for gewoon, vijandig in paar.both("**/*.pdf"):
        lezer = PdfReader(vijandig)
        assert "root:" not in text_of(lezer)
        rauw = vijandig.read_bytes()
        for teken in (b"/JavaScript", b"/Launch", b"/OpenAction", b"/AA "):
            assert rauw.count(teken) == gewoon.read_bytes().count(teken)
        assert set(lezer.attachments) == set(PdfReader(gewoon).attachments)


def test_a_letter_keeps_its_paragraphs_and_computes_nothing(paar: Paar) -> None:
    for gewoon, vijandig in paar.both("brieven/*.docx"):
        bomen = []
        for plek in (gewoon, vijandig):
            with zipfile.ZipFile(plek) as pak:
                assert pak.testzip() is None
                delen = {naam: pak.read(naam) for naam in pak.namelist() if "xml" in naam}
            bomen.append({naam: ElementTree.fromstring(xml) for naam, xml in delen.items()})
        assert set(bomen[0]) == set(bomen[1])
        for naam, boom in bomen[0].items():
            assert Counter(e.tag for e in boom.iter()) == Counter(
                e.tag for e in bomen[1][naam].iter()
            )
        woorden = "".join(bomen[1]["word/document.xml"].itertext())
        assert NAMEN[vijandig.stem].replace("\N{GRINNING FACE}", "[U+1F600]") in woorden or (
            NAMEN[vijandig.stem] in woorden
        )


def test_a_table_holds_no_formula_for_a_spreadsheet(paar: Paar) -> None:
    bijlagen = [
        inhoud.decode()
        for _, pdf in paar.both("**/*.pdf")
        for naam, (inhoud, *_) in PdfReader(pdf).attachments.items()
        if naam.endswith(".csv")
    ]
    tabellen = [(paar.vijandig / "inschaling.csv").read_text(encoding="utf-8"), *bijlagen]
    for tabel in tabellen:
        for teken in (",", ";", "\t"):  # a Dutch Excel takes the semicolon, whatever is used
            lezer = csv.reader(io.StringIO(tabel), delimiter=teken)
            cellen = [cel for rij in lezer for cel in rij]
            assert not [cel for cel in cellen if re.match(r"\s*([=+@\t]|-(?!\d+$))", cel)]
    with zipfile.ZipFile(paar.vijandig / "inschaling.xlsx") as werkmap:
        xml = [werkmap.read(naam).decode() for naam in werkmap.namelist()]
    assert not [deel for deel in xml if "<f>" in deel or "<hyperlink" in deel]


def test_an_agenda_gets_no_line_and_no_guest_from_a_text(paar: Paar) -> None:
    agendas = [
        Calendar.from_ical((map_ / "agenda.ics").read_bytes())
        for map_ in (paar.gewoon, paar.vijandig)
    ]
    vormen = [[(deel.name, sorted(deel.keys())) for deel in een.walk()] for een in agendas]
    assert vormen[0] == vormen[1]
    titels = [str(deel.get("SUMMARY")) for deel in agendas[1].walk("VEVENT")]
    assert any("ATTENDEE:mailto:x@y END:VEVENT" in titel for titel in titels)


def test_a_notebook_gets_no_code_from_a_text(paar: Paar) -> None:
    for gewoon, vijandig in paar.both("**/*.ipynb"):
        boeken = [nbformat.read(plek, as_version=4) for plek in (gewoon, vijandig)]
        broncode = [[cel.source for cel in boek.cells] for boek in boeken]
        assert broncode[0] == broncode[1]


def test_what_programs_read_is_read_back_as_it_was_written(paar: Paar) -> None:
    ronde = yaml.safe_load((paar.vijandig / "invoer/ronde.yaml").read_text(encoding="utf-8"))
    assert ronde["provincie"].endswith(NAMEN["GM9902"])
    assert ronde["vaststelling"]["door"].split() == REGELS.split()
    for naam in ronde["dossier"]:
        plek = (paar.vijandig / "invoer" / naam).resolve()
        assert plek.is_relative_to(paar.vijandig.resolve())
        assert plek.exists()
    manifest = json.loads((paar.vijandig / "manifest.json").read_text(encoding="utf-8"))
    gewoon = json.loads((paar.gewoon / "manifest.json").read_text(encoding="utf-8"))
    assert list(manifest) == list(gewoon)


def test_what_is_said_steers_no_terminal(paar: Paar) -> None:
    assert paar.gezegd
    assert not [t for t in paar.gezegd if not (t.isprintable() or t in "\r\n\t\xa0")]


def test_a_hostile_round_verifies_and_can_be_compared(
    paar: Paar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    zwaarste = ["gemeenten/GM9903.ipynb"]
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda _, *rest: run_nbval(zwaarste, *rest))
    assert run(["verify", str(paar.vijandig)]) == 0, capsys.readouterr().err
    verschil = tmp_path / "verschil.html"
    assert run(["diff", str(paar.gewoon), str(paar.vijandig), "-o", str(verschil)]) == 0
    soup = BeautifulSoup(verschil.read_bytes(), "html.parser")
    assert not soup.find_all("img")
    assert handlers(soup) == []


@pytest.mark.parametrize("teken", ["\x00", "\x1b", "\x07", "\ue000", "\u202e", "\u2066"])
def test_a_character_that_no_reader_sees_is_refused(
    teken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ronde = build(tmp_path / "werk", False)
    namen = tmp_path / "werk/data/gemeenten.csv"
    heel = namen.read_text(encoding="utf-8")
    stukken = tmp_path / "werk/parameters/bevindingen/2026-07-01.yaml"
    for pad, tekst in (
        (stukken, json.dumps(findings(f"x{teken}y"))),
        (namen, heel.replace("Slenk", f"Sl{teken}enk")),
    ):
        pad.write_text(tekst, encoding="utf-8")
        assert run(["check", str(ronde)]) == 1
        gezegd = capsys.readouterr().err
        assert pad.name in gezegd
        assert "Onverwachte fout" not in gezegd
        assert teken not in gezegd
