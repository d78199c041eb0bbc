"""Only our own files are replaced or removed; what an analyst put beside them stays."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ibt.batch import schrijf
from ibt.batch.manifest import read_manifest
from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.batch.verzoek import NotebookFout, Opdracht, Resultaat, Verzoek
from ibt.begrippen.fout import UitvoerFout
from ibt.ronde import load_ronde

pytestmark = pytest.mark.usefixtures("zonder_kernel")
Inhoud = Callable[[Path], dict[str, bytes]]


def render(ronde: Path, map_: Path, *codes: str) -> Resultaat:
    return render_ronde(load_ronde(ronde), map_, find_notebooks(), Verzoek(codes=tuple(codes)))


def test_a_round_renders_again_over_itself(ronde: Path, tmp_path: Path, inhoud: Inhoud) -> None:
    render(ronde, tmp_path / "uit")
    eerst = inhoud(tmp_path / "uit")
    render(ronde, tmp_path / "uit")
    assert inhoud(tmp_path / "uit") == eerst
    werk = {stuk.name for stuk in (tmp_path / "uit" / ".ibt").iterdir()}
    assert werk == {"geheugen.json", "gemaakt", "ibt.log", "slot"}


@pytest.mark.parametrize(
    "naam", ["index.html", "inschaling.csv", "gemeenten/GM9902.pdf", "invoer", "invoer/ronde.yaml"]
)
def test_a_file_of_someone_else_in_the_way_stops_the_round(
    ronde: Path, tmp_path: Path, inhoud: Inhoud, naam: str
) -> None:
    vreemd = tmp_path / "uit" / naam
    vreemd.parent.mkdir(parents=True)
    vreemd.write_text("van een ander")
    with pytest.raises(UitvoerFout, match=f"niet van een ronde van ibt zijn .{naam}."):
        render(ronde, tmp_path / "uit")
    assert inhoud(tmp_path / "uit") == {naam: b"van een ander"}
    assert not (tmp_path / "uit" / ".ibt").exists()


def test_a_file_of_someone_else_beside_the_reports_stays(ronde: Path, tmp_path: Path) -> None:
    eigen = ("notitie.docx", "gemeenten/GM9902 met opmerkingen.pdf", "mijn.deel", "invoer/a.deel")
    for naam in eigen:
        (tmp_path / "uit" / naam).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "uit" / naam).write_text(naam)
    render(ronde, tmp_path / "uit")
    render(ronde, tmp_path / "uit")
    assert all((tmp_path / "uit" / naam).read_text() == naam for naam in eigen)


def test_a_report_that_failed_before_is_not_ours_when_someone_puts_a_file_there(
    ronde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stuk:

        def faalt(opdrachten: list[Opdracht], *_: object) -> Iterator[tuple[Opdracht, Exception]]:
            return ((een, NotebookFout("cel 3", "kapot")) for een in opdrachten)

        stuk.setattr("ibt.batch.render.run_reports", faalt)
        assert len(render(ronde, tmp_path / "uit").mislukt) == 4
    (tmp_path / "uit" / "gemeenten").mkdir()
    (tmp_path / "uit" / "gemeenten" / "GM9902.pdf").write_text("van een ander")
    with pytest.raises(UitvoerFout, match=r"GM9902\.pdf"):
        render(ronde, tmp_path / "uit")


def test_what_an_interrupted_run_left_is_replaced(
    ronde: Path, tmp_path: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    uit = tmp_path / "uit"
    gewoon = schrijf.write_file

    def breekt_af(pad: Path, inhoud: bytes) -> None:
        if pad.name == "GM9901.pdf" and ".ibt" not in pad.parts:
            pad.with_name("GM9901.pdf.deel").write_bytes(b"half")
            raise KeyboardInterrupt
        gewoon(pad, inhoud)

    with monkeypatch.context() as stuk:
        stuk.setattr("ibt.batch.rondemap.write_file", breekt_af)
        with pytest.raises(KeyboardInterrupt):
            render(ronde, uit)
    assert not (uit / "manifest.json").exists()
    assert (uit / "gemeenten/GM9901.html").exists()
    render(ronde, uit)
    assert "gemeenten/GM9901.pdf.deel" not in inhoud(uit)
    assert inhoud(uit)["gemeenten/GM9901.pdf"] == b"rapport van GM9901"


def test_a_single_gemeente_renews_the_overview_and_puts_back_what_somebody_changed(
    ronde: Path, tmp_path: Path, zonder_kernel: list[str]
) -> None:
    render(ronde, tmp_path / "uit")
    ander = tmp_path / "uit" / "gemeenten" / "GM9903.html"
    ander.write_text("door een ander veranderd")
    zonder_kernel.clear()
    render(ronde, tmp_path / "uit", "GM9901")
    assert zonder_kernel == ["provincie", "GM9901"]
    assert ander.read_text() == "rapport van GM9903"


def test_reports_of_gemeenten_that_left_the_province_go(ronde: Path, tmp_path: Path) -> None:
    render(ronde, tmp_path / "uit")
    for pad in (ronde, ronde.parent / "bevindingen" / "2026-07-01.yaml"):
        tekst = pad.read_text(encoding="utf-8")
        pad.write_text(tekst.replace("provincie: Verzonnen", "provincie: Elders"), encoding="utf-8")
    (ronde.parent / "bevindingen" / "2026-07-01.yaml").write_text("")
    cijfers = ronde.parents[1] / "data" / "cijfers" / "2026-07-01.csv"
    with cijfers.open("a", encoding="utf-8") as bestand:
        bestand.write("GM9912,'s-Gravenhage,2026-07-01,5,0,5,,,,,\n")
    render(ronde, tmp_path / "uit")
    rapporten = sorted(pad.name for pad in (tmp_path / "uit" / "gemeenten").iterdir())
    assert rapporten == [f"GM99{n}{s}" for n in (11, 12) for s in (".html", ".ipynb", ".pdf")]


def test_an_input_that_is_no_longer_read_goes_with_its_folder(ronde: Path, tmp_path: Path) -> None:
    render(ronde, tmp_path / "uit")
    ronde.write_text(ronde.read_text().replace("dossier: [bevindingen]\n", ""))
    render(ronde, tmp_path / "uit")
    assert not (tmp_path / "uit" / "invoer" / "dossier").exists()


def test_a_report_open_elsewhere_stops_the_round_before_anything_changes(
    ronde: Path, tmp_path: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    render(ronde, tmp_path / "uit")
    eerst = inhoud(tmp_path / "uit")
    ronde.write_text(ronde.read_text().replace("2026-07-20", "2026-07-21"))
    gewoon = Path.open

    def open_(self: Path, mode: str = "r", *args: object, **kw: object) -> object:
        if self.name == "inschaling.xlsx" and mode == "r+b":
            raise PermissionError(13, "in use")
        return gewoon(self, mode, *args, **kw)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises(UitvoerFout, match=r"Sluit inschaling\.xlsx .* en probeer opnieuw"):
        render(ronde, tmp_path / "uit")
    assert inhoud(tmp_path / "uit") == eerst


@pytest.mark.skipif(os.name == "nt", reason="Windows vraagt hiervoor rechten")
@pytest.mark.parametrize("naam", ["gemeenten", ".ibt", "invoer/cijfers"])
def test_nothing_is_written_outside_the_folder_through_a_link(
    naam: str, ronde: Path, tmp_path: Path
) -> None:
    elders = tmp_path / "elders"
    elders.mkdir()
    (tmp_path / "uit" / naam).parent.mkdir(parents=True)
    (tmp_path / "uit" / naam).symlink_to(elders)
    with pytest.raises(UitvoerFout, match=re.escape(naam)):
        render(ronde, tmp_path / "uit")
    assert list(elders.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elders is elke naam van een map Unicode")
def test_a_folder_whose_name_is_no_utf8_is_refused_before_anything_is_made(
    ronde: Path, tmp_path: Path
) -> None:
    map_ = tmp_path / os.fsdecode(b"caf\xe9") / "uit"
    with pytest.raises(UitvoerFout, match=r"caf\[U\+DCE9\]/uit: de naam van deze map"):
        render(ronde, map_)
    assert not map_.exists()


def test_the_output_folder_must_not_be_a_file(ronde: Path, tmp_path: Path) -> None:
    (tmp_path / "uit").write_text("een bestand")
    with pytest.raises(UitvoerFout, match="moet een map zijn, geen bestand"):
        render(ronde, tmp_path / "uit")
    with pytest.raises(UitvoerFout, match="een deel van dit pad is een bestand"):
        render(ronde, tmp_path / "uit" / "dieper")
    assert (tmp_path / "uit").read_text() == "een bestand"


@pytest.mark.parametrize(
    "geschreven", ['{"a": 1}', "[1, null]", '["../buiten.txt"]', "kapot", "[[]]"]
)
def test_a_memory_that_is_none_makes_no_file_ours(
    ronde: Path, tmp_path: Path, geschreven: str
) -> None:
    buiten = tmp_path / "buiten.txt"
    buiten.write_text("van een ander")
    (tmp_path / "uit" / ".ibt").mkdir(parents=True)
    rest = '"rapporten": {}, "slot": "", "afdruk": "", "gemeld": []'
    kladje = tmp_path / "uit" / ".ibt" / "geheugen.json"
    kladje.write_text(f'{{"geschreven": {geschreven}, {rest}}}')
    (tmp_path / "uit" / "index.html").write_text("van een ander")
    with pytest.raises(UitvoerFout, match=r"index\.html"):
        render(ronde, tmp_path / "uit")
    (tmp_path / "uit" / "index.html").unlink()
    render(ronde, tmp_path / "uit")
    assert buiten.read_text() == "van een ander"


def test_a_table_that_assess_left_is_ours(ronde: Path, tmp_path: Path) -> None:
    render(ronde, tmp_path / "elders")
    (tmp_path / "uit").mkdir()
    tabel = (tmp_path / "elders" / "inschaling.csv").read_bytes()
    (tmp_path / "uit" / "inschaling.csv").write_bytes(tabel)
    assert render(ronde, tmp_path / "uit").rapporten == 4


def test_an_empty_manifest_is_in_nobodys_way(ronde: Path, tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "manifest.json").touch()
    assert render(ronde, tmp_path / "uit").rapporten == 4


@pytest.mark.parametrize("manifest", [b"", b"\0" * 4096, b'{"programma": "ib'])
def test_a_round_of_which_the_manifest_was_lost_is_finished_by_the_same_command(
    manifest: bytes, ronde: Path, tmp_path: Path, inhoud: Inhoud, zonder_kernel: list[str]
) -> None:
    render(ronde, tmp_path / "uit")
    eerst = inhoud(tmp_path / "uit")
    zonder_kernel.clear()
    (tmp_path / "uit" / "manifest.json").write_bytes(manifest)
    klaar = render(ronde, tmp_path / "uit")
    assert (klaar.rapporten, klaar.ongewijzigd, zonder_kernel) == (0, 4, [])
    assert inhoud(tmp_path / "uit").keys() == eerst.keys()
    assert read_manifest(tmp_path / "uit")["mislukt"] == []
