"""`ibt diff` between rendered folders: a reviewer reads only what changed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

Ibt = Callable[..., object]
LASTIG = "'s-Gravenhage <b>& #eval(1) $x$ *_"


@pytest.fixture
def ronde(gemaakt: Path, tmp_path: Path) -> Path:
    """The round file of a copy of that folder."""
    return shutil.copytree(gemaakt, tmp_path / "werk") / "parameters" / "2026-07-01.yaml"


@pytest.fixture
def oud(ronde: Path, zonder_kernel: object) -> Path:
    """The round as it was made first."""
    return ronde.parents[1] / "outputs" / "2026-07-01"


def again(ibt: Ibt, ronde: Path, naam: str = "nieuw") -> Path:
    """The round made once more, in another folder."""
    doel = ronde.parents[1] / "outputs" / naam
    afloop = ibt("render", ronde, "-o", doel)
    assert afloop.code == 0, afloop
    return doel


def twin(oud: Path) -> Path:
    """The same round in another folder."""
    return shutil.copytree(oud, oud.with_name("nieuw"))


def change(pad: Path, van: str, naar: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert van in tekst
    pad.write_text(tekst.replace(van, naar), encoding="utf-8")


def rows(uit: str) -> list[str]:
    """The lines of a terminal, with columns one space apart."""
    return [" ".join(regel.split()) for regel in uit.splitlines()]


def words(pad: Path) -> str:
    soup = BeautifulSoup(pad.read_text(encoding="utf-8"), "html.parser")
    assert soup.main is not None
    return " ".join(soup.main.get_text(" ").split())


def test_a_round_made_twice_has_no_difference(ibt: Ibt, ronde: Path, oud: Path) -> None:
    nieuw = again(ibt, ronde)
    afloop = ibt("diff", oud, nieuw)
    assert afloop.code == 0, afloop
    assert "Er is geen verschil: alle invoer, cijfers, treden en rapporten zijn gelijk." in (
        afloop.uit
    )
    pagina = ronde.parents[1] / "outputs/verschil/2026-07-01-nieuw.html"
    assert "Er is geen verschil" in words(pagina)


def test_a_changed_figure_is_followed_to_its_trede(ibt: Ibt, ronde: Path, oud: Path) -> None:
    cijfers = ronde.parents[1] / "data/cijfers/2026-07-01.csv"
    change(cijfers, "GM9903,Terp,2026-07-01,9,-8,13", "GM9903,Terp,2026-07-01,9,-8,3")
    nieuw = again(ibt, ronde)
    afloop = ibt("diff", oud, nieuw)
    assert afloop.code == 0, afloop
    regels = rows(afloop.uit)
    assert "Terp 3 4" in regels
    assert {"Terp realisatie 13 3 -10", "Terp gerealiseerd 13 3 -10"} <= set(regels)
    assert "anders: Terp, GM9903, 2026-07-01: realisatie: 13 -> 3" in regels
    assert "Slenk" not in afloop.uit
    tekst = words(ronde.parents[1] / "outputs/verschil/2026-07-01-nieuw.html")
    assert "Brief (Word)" in tekst
    pagina = BeautifulSoup(
        (ronde.parents[1] / "outputs/verschil/2026-07-01-nieuw.html").read_text(encoding="utf-8"),
        "html.parser",
    )
    adressen = {a["href"] for a in pagina.select("main a")}
    assert {"../nieuw/gemeenten/GM9903.html", "../2026-07-01/gemeenten/GM9903.html"} <= adressen
    assert "Andere voorgestelde trede: 1 gemeente" in tekst
    assert "Terp realisatie 13 3 −10" in tekst


def test_a_finding_that_was_added_is_named(ibt: Ibt, ronde: Path, oud: Path) -> None:
    stuk = ronde.parent / "bevindingen/2026-07-01.yaml"
    with stuk.open("a", encoding="utf-8") as bestand:
        bestand.write(
            "- {gemeente: Terp, soort: contact, beoordelaar: B, motivering: '<i>gebeld',"
            ' datum: "2026-07-10"}\n'
        )
    afloop = ibt("diff", oud, again(ibt, ronde))
    assert "erbij: Terp, contact, 2026-07-10: beoordelaar: B; motivering: <i>gebeld" in afloop.uit
    pagina = ronde.parents[1] / "outputs/verschil/2026-07-01-nieuw.html"
    assert "<i>gebeld" in words(pagina)
    assert "<i>" not in pagina.read_text(encoding="utf-8")


def test_a_file_of_another_form_with_the_same_content_is_called_that(
    ibt: Ibt, ronde: Path, oud: Path
) -> None:
    cijfers = ronde.parents[1] / "data/cijfers/2026-07-01.csv"
    cijfers.write_bytes(b"\xef\xbb\xbf" + cijfers.read_bytes())
    afloop = ibt("diff", oud, again(ibt, ronde))
    assert "de inhoud is gelijk; alleen de vorm van het bestand is anders" in afloop.uit
    assert "Andere cijfers" not in afloop.uit


def test_rounds_of_two_days_are_compared_by_what_both_have(
    ibt: Ibt, ronde: Path, oud: Path
) -> None:
    april = ronde.with_name("2026-04-01.yaml")
    tekst = ronde.read_text(encoding="utf-8").replace("2026-07-01", "2026-04-01")
    tekst = tekst.replace("bevindingen: bevindingen/2026-04-01.yaml\n", "")
    april.write_text(tekst, encoding="utf-8")
    (ronde.parents[1] / "data/cijfers/2026-04-01.csv").write_text(
        "gemeentecode,stand_per,taakstelling,stand_begin,realisatie\n"
        "GM9901,2026-04-01,20,-1,8\nGM9902,2026-04-01,12,-5,6\nGM9903,2026-04-01,9,-8,3\n",
        encoding="utf-8",
    )
    halverwege = again(ibt, april, "2026-04-01")
    afloop = ibt("diff", halverwege, oud)
    assert afloop.code == 0, afloop
    assert "Andere trede" in afloop.uit
    assert "Oud    2026-04-01: peildatum 2026-04-01, tussenstand" in afloop.uit
    assert "peildatum 2026-04-01 2026-07-01" in rows(afloop.uit)
    tekst = words(ronde.parents[1] / "outputs/verschil/2026-04-01-2026-07-01.html")
    assert "Dit zijn rondes van verschillende dagen" in tekst


def test_a_former_round_that_was_given_is_one_line_and_no_list_of_its_rows(
    ibt: Ibt, ronde: Path, oud: Path
) -> None:
    with ronde.open("a", encoding="utf-8") as bestand:
        bestand.write("vorige_ronde: ../outputs/2026-07-01\n")
    nieuw = again(ibt, ronde)
    uit = rows(ibt("diff", oud, nieuw).uit)
    kop = uit.index("Vorige ronde (vorige_ronde/inschaling.csv)")
    assert uit[kop + 1 : kop + 3] == ["erbij: 3 regels", ""]


def test_a_folder_that_was_touched_is_warned_about(ibt: Ibt, ronde: Path, oud: Path) -> None:
    nieuw = twin(oud)
    (nieuw / "index.html").write_text("x", encoding="utf-8")
    afloop = ibt("diff", oud, nieuw)
    assert "Let op: nieuw/index.html: is veranderd sinds de ronde is gemaakt" in afloop.uit
    assert "Er is geen verschil" not in afloop.uit
    assert "Niet alles kon worden vergeleken" in afloop.uit


def test_what_is_gone_is_named_and_never_called_equal(ibt: Ibt, oud: Path) -> None:
    nieuw = twin(oud)
    stukken = ["gemeenten/GM9901.html", "gemeenten/GM9903.pdf", "provincie.ipynb"]
    for weg in stukken:
        (nieuw / weg).unlink()
    uit = ibt("diff", oud, nieuw).uit
    assert all(f"Let op: nieuw/{weg}: dit bestand ontbreekt" in uit for weg in stukken)
    assert "Er is geen verschil" not in uit


@pytest.mark.parametrize("inhoud", [None, "- {soort: [\n"])
def test_a_lost_input_is_no_list_of_deleted_rows(
    inhoud: str | None, ibt: Ibt, ronde: Path, oud: Path
) -> None:
    nieuw = twin(oud)
    stuk = nieuw / "invoer/bevindingen/2026-07-01.yaml"
    if inhoud is None:
        stuk.unlink()
    else:
        stuk.write_text(inhoud, encoding="utf-8")
    afloop = ibt("diff", oud, nieuw)
    assert afloop.code == 0, afloop
    zin = "niet te vergelijken, want weg of onleesbaar: nieuw/invoer/bevindingen/2026-07-01.yaml"
    assert zin in afloop.uit
    assert "  weg: " not in afloop.uit
    assert zin in words(ronde.parents[1] / "outputs/verschil/2026-07-01-nieuw.html")


def test_a_table_that_was_cut_off_is_named_with_its_row(ibt: Ibt, ronde: Path, oud: Path) -> None:
    nieuw = twin(oud)
    tabel = nieuw / "inschaling.csv"
    heel = tabel.read_text(encoding="utf-8").splitlines()
    tabel.write_text("\n".join([*heel[:2], heel[2][:25]]), encoding="utf-8")
    afloop = ibt("diff", oud, nieuw)
    assert (afloop.code, afloop.uit) == (1, "")
    assert "inschaling.csv, rij 3: moet een hele rij zijn" in afloop.fout


def test_gemeenten_that_only_one_round_has_are_counted(ibt: Ibt, ronde: Path, oud: Path) -> None:
    nieuw = twin(oud)
    tabel = nieuw / "inschaling.csv"
    heel = tabel.read_text(encoding="utf-8").splitlines(keepends=True)
    tabel.write_text("".join(heel[:-1]), encoding="utf-8")
    assert "1 gemeente in maar een van beide, " in ibt("diff", oud, nieuw).uit


def test_the_page_may_be_put_elsewhere_and_replaces_nothing_else(
    ibt: Ibt, ronde: Path, oud: Path, tmp_path: Path
) -> None:
    doel = tmp_path / "ver weg" / "wat.html"
    assert ibt("diff", oud, oud, "-o", doel).code == 0
    eerst = doel.read_bytes()
    assert ibt("diff", oud, oud, "-o", doel).code == 0
    assert doel.read_bytes() == eerst
    vreemd = ronde.read_bytes()
    afloop = ibt("diff", oud, oud, "-o", ronde)
    assert (afloop.code, afloop.uit) == (1, "")
    assert "is geen pagina van ibt diff" in afloop.fout
    assert ronde.read_bytes() == vreemd


@pytest.mark.parametrize("inhoud", [None, "{}", "geen json"])
def test_a_folder_that_is_no_rendered_round_is_named(
    inhoud: str | None, ibt: Ibt, oud: Path, tmp_path: Path
) -> None:
    leeg = tmp_path / "leeg"
    leeg.mkdir()
    if inhoud is not None:
        (leeg / "manifest.json").write_text(inhoud, encoding="utf-8")
    for paar in ((oud, leeg), (leeg, oud)):
        afloop = ibt("diff", *paar)
        assert (afloop.code, afloop.uit) == (1, "")
        assert "leeg" in afloop.fout
        assert "Traceback" not in afloop.fout


def test_a_manifest_without_a_day_is_named(ibt: Ibt, oud: Path) -> None:
    nieuw = twin(oud)
    manifest = nieuw / "manifest.json"
    for dag in (None, "", "juli", 3):
        inhoud = json.loads(manifest.read_text(encoding="utf-8")) | {"peildatum": dag}
        manifest.write_text(json.dumps(inhoud), encoding="utf-8")
        afloop = ibt("diff", oud, nieuw)
        assert (afloop.code, afloop.uit) == (1, "")
        assert f"manifest.json: de peildatum moet een datum zijn; gevonden: {dag!r}." in afloop.fout


def test_two_folders_of_one_name_are_told_apart(
    ibt: Ibt, ronde: Path, oud: Path, tmp_path: Path
) -> None:
    kopie = tmp_path / "kopie" / oud.name
    shutil.copytree(oud, kopie)
    afloop = ibt("diff", oud, kopie)
    assert "Oud    outputs/2026-07-01: peildatum 2026-07-01, concept" in afloop.uit
    assert "Nieuw  kopie/2026-07-01: peildatum 2026-07-01, concept" in afloop.uit
    assert (kopie.parent / "verschil/outputs_2026-07-01-kopie_2026-07-01.html").is_file()


def test_gemeenten_stand_in_the_order_of_their_names(ibt: Ibt, ronde: Path, oud: Path) -> None:
    """GM9901 is Slenk, GM9902 is 's-Gravenhage, which is looked up under its g."""
    cijfers = ronde.parents[1] / "data/cijfers/2026-07-01.csv"
    change(cijfers, "2026-07-01,12,-5,17", "2026-07-01,12,-5,4")
    change(cijfers, "GM9901,Slenk,2026-07-01,20,-1,14", "GM9901,Slenk,2026-07-01,20,-1,13")
    uit = ibt("diff", oud, again(ibt, ronde)).uit
    assert uit.index("'s-Gravenhage") < uit.index("  Slenk")


@pytest.mark.parametrize(
    ("wat", "melding"), [("weg", "deze map bestaat niet"), ("bestand", "is een bestand.")]
)
def test_a_path_that_is_no_folder_is_named(
    wat: str, melding: str, ibt: Ibt, oud: Path, tmp_path: Path
) -> None:
    pad = tmp_path / wat
    if wat == "bestand":
        pad.write_text("x", encoding="utf-8")
    afloop = ibt("diff", oud, pad)
    assert (afloop.code, afloop.uit) == (1, "")
    assert f"{pad}: {melding}" in afloop.fout


def test_a_table_that_is_none_is_named(ibt: Ibt, oud: Path) -> None:
    tabel = twin(oud) / "inschaling.csv"
    for inhoud in ("", "x,y\n1,2\n", "gemeentecode,gemeente\nGM1,A\n", "\x00\n"):
        tabel.write_text(inhoud, encoding="utf-8")
        afloop = ibt("diff", oud, tabel.parent)
        assert (afloop.code, afloop.uit) == (1, "")
        assert "is geen tabel van ibt" in afloop.fout
    tabel.unlink()
    assert "hier staat geen tabel" in ibt("diff", oud, tabel.parent).fout


def test_the_names_in_it_are_names_and_nothing_else(ibt: Ibt, ronde: Path, oud: Path) -> None:
    cijfers = ronde.parents[1] / "data/cijfers/2026-07-01.csv"
    change(cijfers, "2026-07-01,12,-5,17", "2026-07-01,12,-5,4")
    ibt("diff", oud, again(ibt, ronde))
    pagina = ronde.parents[1] / "outputs/verschil/2026-07-01-nieuw.html"
    assert LASTIG in words(pagina)
    assert "<b>&" not in pagina.read_text(encoding="utf-8")
