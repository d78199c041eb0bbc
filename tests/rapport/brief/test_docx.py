"""The letter as a Word file: what a reader sees, the same bytes, and templates at fault."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Word

from ibt.begrippen.fout import InvoerFout
from ibt.rapport.brief import Brief, render_brief
from ibt.rapport.brief.model import Stap
from ibt.rapport.stijl import load_stijl

DAG = date(2026, 7, 20)
VIJANDIG = "<b>&{{ 7*7 }}{% raw %}{_{ x }_} \"'§ {# #} </w:t></w:r> a\tb\nc\fd\x07e"
ZICHTBAAR = "<b>&{{ 7*7 }}{% raw %}{_{ x }_} \"'§ {# #} </w:t></w:r> a b c d e"


def open_word(inhoud: bytes) -> Word:
    return Document(io.BytesIO(inhoud))


def read(inhoud: bytes) -> str:
    """The words of a letter: header, body in order, footer."""
    document = open_word(inhoud)
    delen = [*document.sections[0].header.iter_inner_content(), *document.iter_inner_content()]
    delen += document.sections[0].footer.iter_inner_content()
    regels = []
    for deel in delen:
        if hasattr(deel, "rows"):
            regels += [" | ".join(cel.text for cel in rij.cells) for rij in deel.rows]
        else:
            regels.append(deel.text)
    return "\n".join(regel for regel in regels if regel)


@pytest.fixture
def een(brief: Any) -> Brief:
    """A letter about a gemeente that goes from trede 2 to trede 3."""
    gemeld = {"soort": "voortgang_gemeld", "datum": "2026-04-07"}
    return brief(dossier=[gemeld], trede=2, stand_begin=-5, realisatie=20, omkoppelingen=2)


@pytest.fixture
def anders(sjabloon: bytes) -> Callable[..., bytes]:
    """The template with another paragraph at its end, or with a text replaced."""

    def make(alinea: str = "", oud: str = "", nieuw: str = "") -> bytes:
        document = open_word(sjabloon)
        if alinea:
            document.add_paragraph(alinea)
        for deel in document.paragraphs:
            if oud and oud in deel.text:
                deel.text = deel.text.replace(oud, nieuw)
        uit = io.BytesIO()
        document.save(uit)
        return uit.getvalue()

    return make


def fault(een: Brief, sjabloon: bytes) -> str:
    with pytest.raises(InvoerFout) as fout:
        render_brief(een, sjabloon, DAG)
    return str(fout.value)


def test_the_page_says_everything_in_order(een: Brief, sjabloon: bytes) -> None:
    tekst = read(render_brief(een, sjabloon, DAG))
    stukken = [
        "CONCEPT · CIJFERS NIET GEVERIFIEERD, NIET VERZENDEN\nProvincie Verzonnen",
        "\nCONCEPT\nCIJFERS NIET GEVERIFIEERD, NIET VERZENDEN\nHet college van burgemeester en",
        "Datum\t[invullen]\n",
        "Afschrift\tde gemeenteraad van Verzonnendam 1\nGeacht college,\n",
        f"Conclusie\n{een.kern}\n",
        "Cijfers\nOnderdeel | Personen\nTaakstelling voor het eerste halfjaar van 2026 | 20\n",
        "Totaalopgave | 25\n",
        een.toelichting[0],
        "Signalen\nVolgens het COA",
        "Wat volgt\nDe totaalopgave loopt door",
        "Korte termijn: maatregelen waarmee",
        "Wat | Wie | Wanneer\nBestuurlijk gesprek over het verbeterplan | Provincie | ",
        "Grondslag en rechtsmiddelen\nDe inschaling berust op",
        "Naar ons oordeel is een inschaling op de interventieladder geen besluit in de zin van",
        "Met vriendelijke groet,\nNamens gedeputeerde staten van Verzonnen,\n[naam]\n[functie]\n",
        "Begrippen: Vergunninghouders zijn",
        "Provincie Verzonnen · interbestuurlijk toezicht · bladzijde 1 van 1",
    ]
    plekken = [tekst.find(stuk) for stuk in stukken]
    assert -1 not in plekken, stukken[plekken.index(-1)]
    assert plekken == sorted(plekken)
    assert not re.search(r"\{[{%#]|[%}#]\}", tekst)


def test_without_findings_there_is_no_heading_for_them(
    een: Brief, sjabloon: bytes, brief: Any
) -> None:
    assert "Ons oordeel" not in read(render_brief(een, sjabloon, DAG))
    met = brief({"soort": "correctie", "personen": 1, "bewijs": "x"}, trede=1)
    assert "Ons oordeel\nCorrectie op de realisatie: Wij tellen 1 persoon mee die het COA" in read(
        render_brief(met, sjabloon, DAG)
    )


def test_a_letter_that_may_be_sent_carries_no_mark(
    brief: Any, stukken: Any, sjabloon: bytes
) -> None:
    klaar = brief(stukken["geverifieerd"], trede=1, ronde=stukken["vastgesteld"])
    document = open_word(render_brief(klaar, sjabloon, DAG))
    assert document.sections[0].header.paragraphs[0].text == ""
    assert not [deel for deel in document.paragraphs if deel.style.name == "Waarschuwing"]
    assert "CONCEPT" not in read(render_brief(klaar, sjabloon, DAG))


def test_headings_are_headings_and_table_heads_repeat(een: Brief, sjabloon: bytes) -> None:
    document = open_word(render_brief(een, sjabloon, DAG))
    koppen = [deel.text for deel in document.paragraphs if deel.style.name == "Heading 1"]
    assert koppen == [
        "Conclusie",
        "Cijfers",
        "Signalen",
        "Wat volgt",
        "Grondslag en rechtsmiddelen",
    ]
    for tabel in document.tables:
        assert "<w:tblHeader/>" in tabel.rows[0]._tr.xml
        assert "w:tblCaption" in tabel._tbl.xml


def test_text_from_data_lands_as_text(een: Brief, sjabloon: bytes) -> None:
    gevaar = replace(
        een,
        kern=VIJANDIG,
        merk=VIJANDIG,
        waarschuwingen=(VIJANDIG,),
        afzender=VIJANDIG,
        stappen=(Stap(VIJANDIG, VIJANDIG, VIJANDIG),),
    )
    document = open_word(render_brief(gevaar, sjabloon, DAG))
    assert document.sections[0].header.paragraphs[0].text == ZICHTBAAR
    assert ZICHTBAAR in document.sections[0].footer.paragraphs[0].text
    assert [deel.text for deel in document.paragraphs].count(ZICHTBAAR) == 3
    assert [cel.text for cel in document.tables[1].rows[1].cells] == [ZICHTBAAR] * 3
    assert "49" not in document.paragraphs[1].text


def test_same_letter_same_bytes_without_clock_or_user(een: Brief, sjabloon: bytes) -> None:
    inhoud = render_brief(een, sjabloon, DAG)
    assert render_brief(een, sjabloon, DAG) == inhoud
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
        assert {ingang.date_time for ingang in pak.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert pak.infolist()[0].filename == "[Content_Types].xml"
        namen = b"".join(pak.read(naam) for naam in pak.namelist())
    assert b"python-docx" not in namen
    kenmerken = open_word(inhoud).core_properties
    assert kenmerken.title == f"{een.onderwerp} (Verzonnendam 1)"
    assert kenmerken.author == kenmerken.last_modified_by == "Provincie Verzonnen"
    assert kenmerken.language == "nl-NL"
    assert kenmerken.created.date() == kenmerken.modified.date() == DAG


def test_the_language_of_every_style_is_dutch(een: Brief, sjabloon: bytes) -> None:
    inhoud = render_brief(een, sjabloon, DAG)
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
        talen = set(re.findall(r'<w:lang w:val="([^"]*)"', pak.read("word/styles.xml").decode()))
    assert talen == {"nl-NL"}


# Templates at fault.


@pytest.mark.parametrize("inhoud", [b"", b"geen Word", b"PK\x03\x04kapot"])
def test_what_is_no_word_file_is_refused(inhoud: bytes, een: Brief) -> None:
    tekst = fault(een, inhoud)
    assert tekst.startswith("brief.docx: moet een leesbaar Word-bestand (.docx) zijn")
    assert tekst.endswith("Bewaar het sjabloon in Word als .docx.")


def test_a_zip_that_is_no_word_file_is_refused(een: Brief) -> None:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as pak:
        pak.writestr("iets.txt", "x")
    assert "moet een leesbaar Word-bestand" in fault(een, uit.getvalue())


def test_every_unknown_field_is_named_at_once(een: Brief, anders: Any) -> None:
    tekst = fault(een, anders("{{ geadreseerde }} {% if nooit %}{{ ook_niet }}{% endif %}"))
    assert [re.search(r'gevonden: "(\w+)"', regel)[1] for regel in tekst.splitlines()] == [
        "geadreseerde",
        "nooit",
        "ook_niet",
    ]
    assert "bekend zijn: aanhef, afschrift," in tekst
    assert "docs/brieven.md" in tekst


def test_an_unknown_part_of_a_field_is_named(een: Brief, anders: Any) -> None:
    tekst = fault(een, anders(oud="{{ punt.kop }}", nieuw="{{ punt.kopje }}"))
    assert tekst.startswith("brief.docx: dit veld bestaat niet; gevonden:")
    assert "kopje" in tekst


@pytest.mark.parametrize(
    "alinea",
    ["{{ datum", "{% if datum %}", "{%p endfor %}", "{{ datum | bestaatniet }}", "{% raw %}"],
)
def test_a_slip_in_the_template_is_refused_with_its_place(
    alinea: str, een: Brief, anders: Any
) -> None:
    tekst = fault(een, anders(alinea))
    assert tekst.startswith("brief.docx")
    assert "moeten kloppen; gevonden:" in tekst


@pytest.mark.parametrize(
    "alinea",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ datum.__class__ }}",
        "{{ waarschuwingen.__init__.__globals__ }}",
        "{{ (1).__class__.__subclasses__() }}",
    ],
)
def test_a_template_reaches_no_code(alinea: str, een: Brief, anders: Any) -> None:
    assert "mag alleen velden invullen en geen code" in fault(een, anders(alinea))


@pytest.mark.parametrize(
    ("alinea", "woord"),
    [
        ("{{ datum | safe }}", "safe"),
        ("{{ waarschuwingen | random }}", "random"),
        ("{% for i in range(9) %}{% endfor %}", "range"),
        ("{{ lipsum() }}", "lipsum"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{{ 1 + datum }}", "TypeError"),
    ],
)
def test_what_would_differ_per_run_or_break_is_refused(
    alinea: str, woord: str, een: Brief, anders: Any
) -> None:
    assert woord in fault(een, anders(alinea))


def test_a_template_without_the_warnings_is_refused(een: Brief, anders: Any) -> None:
    document = anders(oud="in waarschuwingen %}", nieuw="in ondertekening %}")
    assert fault(een, document) == (
        "brief.docx: het veld waarschuwingen moet in de tekst van het sjabloon staan. Herstel het "
        "sjabloon in Word; docs/brieven.md noemt de velden."
    )


def test_a_template_whose_parts_do_not_nest_is_refused_not_silently_cut(
    een: Brief, sjabloon: bytes
) -> None:
    document = open_word(sjabloon)
    document.tables[0].cell(0, 0).text = "{% if not datum %}"
    document.add_paragraph("{% endif %}")
    uit = io.BytesIO()
    document.save(uit)
    assert "kan niet worden ingevuld (ParseError)" in fault(een, uit.getvalue())


def test_an_own_template_may_be_short_and_use_plain_filters(een: Brief) -> None:
    document = Document()
    document.add_paragraph("{{ merk | upper }} {{ waarschuwingen | join(' / ') }}")
    document.add_paragraph("{{ conclusie | length }} alinea’s voor {{ geadresseerde }}")
    uit = io.BytesIO()
    document.save(uit)
    tekst = read(render_brief(een, uit.getvalue(), DAG))
    assert "CONCEPT / CIJFERS NIET GEVERIFIEERD, NIET VERZENDEN" in tekst
    assert "3 alinea’s voor Het college van burgemeester en wethouders" in tekst


def test_libreoffice_shows_the_letter_on_two_pages_at_most(
    een: Brief, sjabloon: bytes, tmp_path: Path, libreoffice: Path, pdftotext: Path
) -> None:
    (tmp_path / "brief.docx").write_bytes(render_brief(een, sjabloon, DAG))
    profiel = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
    opdracht = [str(libreoffice), profiel, "--headless", "--convert-to", "pdf", "brief.docx"]
    subprocess.run(opdracht, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    gelezen = subprocess.run(
        [str(pdftotext), "-layout", "brief.pdf", "-"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    bladzijden = gelezen.rstrip("\f\n").split("\f")
    # Without Calibri or its metric twin the letter runs on a wider font.
    assert len(bladzijden) <= 3
    for bladzijde in bladzijden:
        assert "CONCEPT · CIJFERS NIET GEVERIFIEERD, NIET VERZENDEN" in bladzijde
        assert f"van {len(bladzijden)}" in bladzijde
    plat = " ".join(gelezen.split())
    assert "Uw gemeente komt onder zwaarder toezicht: van trede 2 naar trede 3" in plat
    assert "geen besluit in de zin van de Algemene wet bestuursrecht" in plat
    assert "Afschrift de gemeenteraad van Verzonnendam 1" in plat


def test_the_letter_has_the_colours_of_the_house(sjabloon: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(sjabloon)) as pak:
        stijlen = pak.read("word/styles.xml").decode()
    gebruikt = set(re.findall(r'w:(?:color|fill|val)="([0-9A-Fa-f]{6})"', stijlen))
    huis = {kleur.removeprefix("#").upper() for kleur in load_stijl().kleur.values()}
    assert gebruikt
    assert gebruikt <= huis
