"""Only our own files are replaced or removed; what an analyst put beside them stays."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ibt.batch import schrijf
from ibt.batch.bewaard import Stand, remember_stand
from ibt.batch.notebooks import find_notebooks
from ibt.batch.render import render_ronde
from ibt.batch.rondemap import find_eigendom
from ibt.batch.verzoek import NotebookFout, Rapportopdracht, Resultaat, Verzoek
from ibt.begrippen.fout import UitvoerFout
from ibt.ronde import Ronde

pytestmark = pytest.mark.usefixtures("zonder_kernel")
Inhoud = Callable[[Path], dict[str, bytes]]
Render = Callable[..., Resultaat]


@pytest.fixture
def render(lees: Callable[[], Ronde]) -> Render:
    """`render(map)`: the round in that folder."""
    return lambda map_, *codes: render_ronde(lees(), map_, find_notebooks(), Verzoek(codes=codes))


def test_a_round_renders_again_over_itself(render: Render, kort: Path, inhoud: Inhoud) -> None:
    eerst = inhoud(kort)
    render(kort)
    assert inhoud(kort) == eerst
    werk = {stuk.name for stuk in (kort / ".ibt").iterdir()}
    assert werk == {"geheugen.json", "gemaakt", "ibt.log", "slot"}


def test_a_file_of_someone_else_in_the_way_stops_the_round(
    render: Render, tmp_path: Path, inhoud: Inhoud
) -> None:
    for nummer, naam in enumerate(
        ("index.html", "inschaling.csv", "gemeenten/GM9902.pdf", "invoer", "invoer/ronde.yaml")
    ):
        uit = tmp_path / f"uit {nummer}"
        (uit / naam).parent.mkdir(parents=True)
        (uit / naam).write_text("van een ander")
        with pytest.raises(UitvoerFout, match=f"niet van een ronde van ibt zijn .{naam}."):
            render(uit)
        assert inhoud(uit) == {naam: b"van een ander"}
        assert not (uit / ".ibt").exists()


def test_a_file_of_someone_else_beside_the_reports_stays(render: Render, kort: Path) -> None:
    eigen = ("notitie.docx", "gemeenten/GM9902 met opmerkingen.pdf", "mijn.deel", "invoer/a.deel")
    for naam in eigen:
        (kort / naam).write_text(naam)
    (kort / "index.html.deel").write_text("half, van een run die is afgebroken")
    render(kort)
    assert all((kort / naam).read_text() == naam for naam in eigen)
    assert not (kort / "index.html.deel").exists()


def test_a_report_that_failed_before_is_not_ours_when_someone_puts_a_file_there(
    render: Render, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stuk:

        def faalt(
            opdrachten: list[Rapportopdracht], *_: object
        ) -> Iterator[tuple[Rapportopdracht, Exception]]:
            return ((een, NotebookFout("cel 3", "kapot")) for een in opdrachten)

        stuk.setattr("ibt.batch.render.run_reports", faalt)
        assert len(render(tmp_path / "uit").mislukt) == 4
    (tmp_path / "uit" / "gemeenten").mkdir()
    (tmp_path / "uit" / "gemeenten" / "GM9902.pdf").write_text("van een ander")
    with pytest.raises(UitvoerFout, match=r"GM9902\.pdf"):
        render(tmp_path / "uit")


def test_what_an_interrupted_run_left_is_replaced(
    render: Render, tmp_path: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
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
            render(uit)
    assert not (uit / "manifest.json").exists()
    assert (uit / "gemeenten/GM9901.html").exists()
    render(uit)
    assert "gemeenten/GM9901.pdf.deel" not in inhoud(uit)
    assert inhoud(uit)["gemeenten/GM9901.pdf"] == b"rapport van GM9901"


def test_a_single_gemeente_renews_the_overview_and_puts_back_what_somebody_changed(
    render: Render, kort: Path, zonder_kernel: list[str]
) -> None:
    ander = kort / "gemeenten" / "GM9903.html"
    ander.write_text("door een ander veranderd")
    render(kort, "GM9901")
    assert zonder_kernel == ["provincie", "GM9901"]
    assert ander.read_text() == "rapport van GM9903"


def test_reports_of_gemeenten_that_left_the_province_go(
    render: Render, ronde: Path, kort: Path
) -> None:
    tekst = ronde.read_text(encoding="utf-8")
    ronde.write_text(tekst.replace("provincie: Verzonnen", "provincie: Elders"), encoding="utf-8")
    (ronde.parent / "bevindingen" / "2026-07-01.yaml").write_text("")
    cijfers = ronde.parents[1] / "data" / "cijfers" / "2026-07-01.csv"
    with cijfers.open("a", encoding="utf-8") as bestand:
        bestand.write("GM9912,'s-Gravenhage,2026-07-01,5,0,5,,,,,\n")
    render(kort)
    rapporten = sorted(pad.name for pad in (kort / "gemeenten").iterdir())
    assert rapporten == [f"GM99{n}{s}" for n in (11, 12) for s in (".html", ".ipynb", ".pdf")]


def test_an_input_that_is_no_longer_read_goes_with_its_folder(
    render: Render, ronde: Path, kort: Path
) -> None:
    ronde.write_text(ronde.read_text().replace("dossier: [bevindingen]\n", ""))
    render(kort)
    assert not (kort / "invoer" / "dossier").exists()


def test_a_report_open_elsewhere_stops_the_round_before_anything_changes(
    render: Render, ronde: Path, kort: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = inhoud(kort)
    ronde.write_text(ronde.read_text().replace("2026-07-20", "2026-07-21"))
    gewoon = Path.open

    def open_(self: Path, mode: str = "r", *args: object, **kw: object) -> object:
        if self.name == "inschaling.xlsx" and mode == "r+b":
            raise PermissionError(13, "in use")
        return gewoon(self, mode, *args, **kw)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises(UitvoerFout, match=r"Sluit inschaling\.xlsx .* en probeer opnieuw"):
        render(kort)
    assert inhoud(kort) == eerst


@pytest.mark.skipif(os.name == "nt", reason="Windows vraagt hiervoor rechten")
def test_nothing_is_written_outside_the_folder_through_a_link(
    render: Render, tmp_path: Path
) -> None:
    elders = tmp_path / "elders"
    elders.mkdir()
    for nummer, naam in enumerate(("gemeenten", ".ibt", "invoer/cijfers")):
        plek = tmp_path / f"uit {nummer}" / naam
        plek.parent.mkdir(parents=True)
        plek.symlink_to(elders)
        with pytest.raises(UitvoerFout, match=re.escape(naam)):
            render(tmp_path / f"uit {nummer}")
        assert list(elders.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elders is elke naam van een map Unicode")
def test_a_folder_whose_name_is_no_utf8_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    map_ = tmp_path / os.fsdecode(b"caf\xe9") / "uit"
    with pytest.raises(UitvoerFout, match=r"caf\[U\+DCE9\]/uit: de naam van deze map"):
        find_eigendom(map_, ())
    assert not map_.exists()


def test_the_output_folder_must_not_be_a_file(render: Render, tmp_path: Path) -> None:
    (tmp_path / "uit").write_text("een bestand")
    with pytest.raises(UitvoerFout, match="moet een map zijn, geen bestand"):
        render(tmp_path / "uit")
    with pytest.raises(UitvoerFout, match="een deel van dit pad is een bestand"):
        render(tmp_path / "uit" / "dieper")
    assert (tmp_path / "uit").read_text() == "een bestand"


@pytest.mark.parametrize(
    "geschreven", ['{"a": 1}', "[1, null]", '["../buiten.txt"]', "kapot", "[[]]"]
)
def test_a_memory_that_is_none_makes_no_file_ours(tmp_path: Path, geschreven: str) -> None:
    (tmp_path / ".ibt").mkdir()
    rest = '"rapporten": {}, "slot": "", "afdruk": "", "gemeld": []'
    kladje = tmp_path / ".ibt" / "geheugen.json"
    kladje.write_text(f'{{"geschreven": {geschreven}, {rest}}}')
    (tmp_path / "index.html").write_text("van een ander")
    with pytest.raises(UitvoerFout, match=r"index\.html"):
        find_eigendom(tmp_path, ["index.html"])


def test_a_memory_that_names_a_file_outside_the_folder_is_no_reason_to_remove_it(
    render: Render, tmp_path: Path
) -> None:
    buiten = tmp_path / "buiten.txt"
    buiten.write_text("van een ander")
    (tmp_path / "uit" / ".ibt").mkdir(parents=True)
    remember_stand(tmp_path / "uit", Stand(("../buiten.txt",)))
    assert render(tmp_path / "uit").rapporten == 4
    assert buiten.read_text() == "van een ander"


def test_a_table_that_assess_left_and_an_empty_manifest_are_in_nobodys_way(
    render: Render, kort: Path, tmp_path: Path
) -> None:
    (tmp_path / "nieuw").mkdir()
    shutil.copy(kort / "inschaling.csv", tmp_path / "nieuw")
    (tmp_path / "nieuw" / "manifest.json").touch()
    assert render(tmp_path / "nieuw").rapporten == 4


def test_a_round_of_which_the_manifest_was_lost_is_finished_by_the_same_command(
    render: Render, kort: Path, inhoud: Inhoud, zonder_kernel: list[str]
) -> None:
    eerst = inhoud(kort)
    for manifest in (b"", b"\0" * 4096, b'{"programma": "ib'):
        (kort / "manifest.json").write_bytes(manifest)
        klaar = render(kort)
        assert (klaar.rapporten, klaar.ongewijzigd, zonder_kernel) == (0, 4, [])
        assert inhoud(kort) == eerst
