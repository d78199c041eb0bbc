"""What each command writes and says."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ibt import __version__
from ibt.batch.rondemap import hold_map
from ibt.cli import main
from ibt.rapport.index import Mislukt

ELDERS = (
    "Let op: 2026-07-01.csv: 1 regel over gemeenten buiten deze ronde "
    "(andere provincie, of niet meer bestaand) niet meegenomen\n"
    "Let op: 2026-07-01.yaml: Beleidskader Interbestuurlijk Toezicht (IBT) 2021-2024 van de "
    "provincie Utrecht loopt volgens zijn eigen datum tot en met 2024-12-31, dus niet meer op de "
    "peildatum 2026-07-01; ga na of het is verlengd of vervangen\n"
    "Let op: bevindingen/2026-01-01.yaml: de beginstand is gelijk aan de vorige beoordeling, "
    "terwijl een correctie nog openstaat; heeft het COA die al geteld, dan telt zij dubbel; zet "
    'dan verwerkt_in: "2025-II" bij de correctie: Slenk (GM9901) 1 persoon uit 2025-II, '
    "bevinding 1 (regel 1)\n"
)
# What `ibt adopt` would refuse, one line per cause.
NIET_VAST = (
    "Let op: 2026-07-01.yaml: nog niet vast te stellen: de cijfers zijn niet geverifieerd "
    "(bevinding cijfers_geverifieerd, §4): 's-Gravenhage <b>& #eval(1) $x$ *_, Slenk, Terp\n"
    "Let op: 2026-07-01.yaml: nog niet vast te stellen: de trede stijgt, en nog niet gewogen is: "
    "te_weinig_koppelingen; leg met een bevinding weging vast waarom de trede toch stijgt (§2.2): "
    "Slenk\n"
)


def files(map_: Path) -> list[str]:
    return sorted(p.relative_to(map_).as_posix() for p in map_.rglob("*") if p.is_file())


def test_check_writes_nothing(ibt: Callable[..., object], ronde: Path) -> None:
    eerst = files(ronde.parents[2])
    afloop = ibt("check", ronde)
    assert (afloop.code, afloop.fout) == (0, ELDERS + NIET_VAST)
    assert afloop.uit == (
        "Geen fouten: 3 gemeenten, peildatum 2026-07-01, 5 waarschuwingen.\n"
        "Cijfers vergeleken: niets opvallends. Niet alles: de cijfers hebben geen kolommen "
        "taakstelling_rijk, stand_begin_rijk, realisatie_rijk; het rondebestand noemt geen "
        "totalen.\n"
    )
    assert files(ronde.parents[2]) == eerst


def test_assess_writes_only_the_table_beside_the_parameters_folder(
    ibt: Callable[..., object], ronde: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = files(ronde.parents[1])
    monkeypatch.chdir(ronde.parents[1])
    afloop = ibt("assess", "parameters/2026-07-01.yaml")
    doel = os.path.join("outputs", "2026-07-01", "inschaling.csv")
    assert (afloop.code, afloop.uit) == (0, f"3 gemeenten ingeschaald: {doel}\n")
    nieuw = set(files(ronde.parents[1])) - set(eerst)
    assert nieuw == {"outputs/2026-07-01/inschaling.csv"}


def test_assess_never_overwrites_a_file_of_someone_else(
    ibt: Callable[..., object], ronde: Path, tmp_path: Path
) -> None:
    (tmp_path / "inschaling.csv").write_text("van een ander")
    afloop = ibt("assess", ronde, "-o", tmp_path)
    assert afloop.code == 1
    assert "is niet door ibt gemaakt" in afloop.fout
    assert (tmp_path / "inschaling.csv").read_text() == "van een ander"


def without_progress(fout: str) -> str:
    """What a render says, but for a line per report."""
    return re.sub(r"^\d/\d .*\n", "", fout, flags=re.MULTILINE)


@pytest.mark.usefixtures("zonder_kernel")
def test_render_follows_assess_in_the_same_folder_and_says_where_to_begin(
    ibt: Callable[..., object], ronde: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ronde.parents[1])
    assert ibt("assess", ronde).code == 0
    afloop = ibt("render", ronde)
    begin = os.path.join("outputs", "2026-07-01", "index.html")
    assert afloop.code == 0
    assert without_progress(afloop.fout) == ELDERS
    heel = r"4 rapporten: 4 gemaakt, 0 ongewijzigd, 0 mislukt, in [\d,]+ s\. Begin bij (.+)\n"
    assert re.fullmatch(heel, afloop.uit)
    assert afloop.uit.endswith(f"Begin bij {begin}\n")
    assert (ronde.parents[1] / begin).is_file()


def test_a_failed_report_is_listed_with_cell_error_and_log_and_gives_exit_1(
    ibt: Callable[..., object], ronde: Path, tmp_path: Path, zonder_kernel: Callable[..., None]
) -> None:
    zonder_kernel(Mislukt("GM9902", "cel 12 (onder Cijfers)", "KeyError: 'x'"))
    afloop = ibt("render", ronde, "-o", tmp_path / "uit")
    assert afloop.code == 1
    assert "Niet gelukt:\n  GM9902, cel 12 (onder Cijfers): KeyError: 'x'\nLogboek: " in afloop.fout
    log = afloop.fout.rpartition("Logboek: ")[2].strip()
    assert Path(log).is_file()
    assert afloop.uit.startswith("4 rapporten: 3 gemaakt, 0 ongewijzigd, 1 mislukt, in ")


@pytest.mark.usefixtures("zonder_kernel")
def test_a_second_render_says_the_same_without_reading_the_round(
    ibt: Callable[..., object], ronde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = ibt("render", ronde, "-o", tmp_path / "uit")
    gelezen: list[object] = []
    monkeypatch.setattr("ibt.cli.renderen.load", gelezen.append)
    afloop = ibt("render", ronde, "-o", tmp_path / "uit")
    assert (afloop.code, afloop.fout, gelezen) == (0, without_progress(eerst.fout), [])
    assert afloop.fout != ""
    assert afloop.uit.startswith("4 rapporten: 0 gemaakt, 4 ongewijzigd, 0 mislukt, in ")


@pytest.mark.usefixtures("zonder_kernel")
def test_force_makes_anew_what_is_remembered(
    ibt: Callable[..., object], ronde: Path, tmp_path: Path
) -> None:
    ibt("render", ronde, "-o", tmp_path / "uit")
    afloop = ibt("render", ronde, "-o", tmp_path / "uit", "--force")
    assert afloop.uit.startswith("4 rapporten: 4 gemaakt, 0 ongewijzigd, 0 mislukt, in ")


def test_a_round_in_which_a_report_failed_is_not_remembered_as_whole(
    ibt: Callable[..., object], ronde: Path, tmp_path: Path, zonder_kernel: Callable[..., None]
) -> None:
    zonder_kernel(Mislukt("GM9902", "cel 12 (onder Cijfers)", "KeyError: 'x'"))
    ibt("render", ronde, "-o", tmp_path / "uit")
    afloop = ibt("render", ronde, "-o", tmp_path / "uit")
    assert (afloop.code, "1 mislukt" in afloop.uit) == (1, True)


def test_a_report_that_is_out_of_date_is_counted_each_time(
    ibt: Callable[..., object], ronde: Path, tmp_path: Path, zonder_kernel: Callable[..., None]
) -> None:
    ibt("render", ronde, "-o", tmp_path / "uit")
    cijfers = ronde.parents[1] / "data" / "cijfers" / "2026-07-01.csv"
    cijfers.write_text(cijfers.read_text("utf-8").replace("-1,14,", "-1,15,"), "utf-8")
    for _ in range(2):
        afloop = ibt("render", ronde, "-o", tmp_path / "uit", "--only-failed")
        assert "2 verouderd" in afloop.uit


@pytest.mark.usefixtures("zonder_kernel")
def test_several_rounds_are_made_in_turn_and_a_bad_one_stops_no_other(
    ibt: Callable[..., object], ronde: Path
) -> None:
    slecht = ronde.parent / "slecht.yaml"
    slecht.write_text("peildatum: gisteren\n")
    tweede = shutil.copytree(ronde.parents[1], ronde.parents[2] / "twee") / "parameters"
    afloop = ibt("render", ronde, slecht, tweede / ronde.name)
    assert afloop.code == 1
    assert "slecht.yaml: Er zijn" in afloop.fout
    assert afloop.uit.count("4 rapporten: 4 gemaakt, ") == 2
    for werk in ("werk", "twee"):
        assert (ronde.parents[2] / werk / "outputs" / "2026-07-01" / "manifest.json").is_file()


@pytest.mark.usefixtures("zonder_kernel")
def test_a_later_round_may_name_an_earlier_one_of_the_same_command(
    ibt: Callable[..., object], ronde: Path
) -> None:
    tweede = ronde.with_name("tweede.yaml")
    tekst = ronde.read_text(encoding="utf-8") + "vorige_ronde: ../outputs/2026-07-01\n"
    tweede.write_text(tekst, encoding="utf-8")
    (ronde.parent / "dieper").mkdir()
    dieper = ronde.parent / "dieper" / "ronde.yaml"
    dieper.write_text(
        tekst.replace("../", "../../")
        .replace("bevindingen/", "../bevindingen/")
        .replace("[bevindingen]", "[../bevindingen]"),
        encoding="utf-8",
    )
    assert ibt("render", ronde, dieper).code == 0


@pytest.mark.usefixtures("zonder_kernel")
def test_an_unknown_gemeente_is_refused_and_nothing_is_written(
    ibt: Callable[..., object], ronde: Path, tmp_path: Path
) -> None:
    afloop = ibt("render", ronde, "-o", tmp_path / "uit", "--gemeente", "GM0001")
    assert afloop.code == 1
    assert (
        "--gemeente: moet de code of de naam van een gemeente in de ronde 2026-07-01 zijn"
        in afloop.fout
    )
    assert 'gevonden: "GM0001"' in afloop.fout
    assert not (tmp_path / "uit").exists()


def test_a_folder_without_notebooks_is_refused(
    ibt: Callable[..., object], ronde: Path, tmp_path: Path
) -> None:
    afloop = ibt("render", ronde, "-o", tmp_path / "uit", "--notebooks", tmp_path)
    assert afloop.code == 1
    assert "deze map moet een notebook of sjabloon hebben (gemeente.ipynb, provincie" in afloop.fout
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    ("maak", "melding"),
    [
        (lambda map_: None, "deze map bestaat niet"),
        (lambda map_: map_.mkdir(), "hier staat geen gemaakte ronde"),
        (lambda map_: map_.write_text("een bestand"), "is een bestand. Geef de map"),
        (
            lambda map_: (map_.mkdir(), (map_ / "manifest.json").write_text("{")),
            "moet leesbare JSON zijn",
        ),
    ],
)
def test_verify_of_what_is_no_round_says_so(
    ibt: Callable[..., object], tmp_path: Path, maak: Callable[[Path], object], melding: str
) -> None:
    maak(tmp_path / "uit")
    afloop = ibt("verify", tmp_path / "uit")
    assert (afloop.code, afloop.uit) == (1, "")
    assert melding in afloop.fout


def test_a_fault_of_the_program_itself_goes_to_a_log_not_to_the_screen(
    ibt: Callable[..., object], ronde: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kapot(pad: Path) -> None:
        raise LookupError("van binnen")

    monkeypatch.setattr("ibt.ronde.load_ronde", kapot)
    afloop = ibt("check", ronde)
    assert afloop.code == 1
    assert f"Onverwachte fout in ibt {__version__}: LookupError: van binnen" in afloop.fout
    assert "Traceback" not in afloop.fout
    log = Path(afloop.fout.rpartition(": ")[2].strip())
    assert "Traceback" in log.read_text(encoding="utf-8")
    log.unlink()


def run_process(*woorden: str, **omgeving: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ibt", *woorden],
        capture_output=True,
        env={**os.environ, **omgeving},
        check=False,
    )


def test_a_real_process_speaks_utf_8_without_colour_or_folding_on_any_console(
    ronde: Path, tmp_path: Path
) -> None:
    lang = tmp_path / f"{'een lange naam ' * 8}één.yaml"
    alleen_data = [regel for regel in ronde.read_text().splitlines() if "bevinding" not in regel]
    lang.write_text("\n".join(alleen_data).replace("../data", "../data – 火"), encoding="utf-8")
    klaar = run_process("check", str(lang), PYTHONIOENCODING="cp1252", COLUMNS="40")
    assert (klaar.returncode, klaar.stdout) == (1, b"")
    gezegd = klaar.stderr.decode("utf-8")
    assert "\x1b" not in gezegd
    kop, *regels = gezegd.splitlines()
    assert kop == f"Er zijn {len(regels)} fouten; er is niets geschreven."
    assert all("één.yaml" in regel and "../data – 火" in regel for regel in regels)


def test_python_m_ibt_is_the_program_with_its_exit_codes() -> None:
    versie = run_process("--version")
    assert (versie.returncode, versie.stdout.decode().split()) == (0, ["ibt", __version__])
    assert run_process("wat").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="een bestandsnaam is daar altijd tekst")
def test_a_file_name_that_is_no_text_gives_a_message_all_the_same(tmp_path: Path) -> None:
    klaar = run_process("check", os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml"))
    assert klaar.returncode == 1
    assert b"Traceback" not in klaar.stderr
    assert b"dit bestand bestaat niet" in klaar.stderr


@pytest.mark.skipif(
    sys.platform == "win32", reason="een bestandsnaam kan daar geen stuurteken zijn"
)
def test_a_word_on_the_command_line_does_not_steer_the_terminal(
    ibt: Callable[..., Any], tmp_path: Path
) -> None:
    naam = str(tmp_path / "\x1b[31mrood\u202e.yaml")
    opdrachten = [[een, naam] for een in ("check", "assess", "status", "verify", "monitor")]
    for woorden in (*opdrachten, ["diff", naam, naam], [naam]):
        afloop = ibt(*woorden)
        assert afloop.code in (1, 2)
        assert "[U+001B][31mrood[U+202E]" in afloop.uit + afloop.fout
        assert not {"\x1b", "\u202e"} & {*afloop.uit, *afloop.fout}
    klaar = run_process("check", naam)
    assert "[U+001B][31mrood[U+202E]" in klaar.stderr.decode()


def test_assess_waits_its_turn_where_a_round_is_being_made(
    ibt: Callable[..., object], ronde: Path
) -> None:
    map_ = ronde.parents[1] / "outputs" / "2026-07-01"
    with hold_map(map_):
        afloop = ibt("assess", ronde)
        assert (afloop.code, (map_ / "inschaling.csv").exists()) == (1, False)
        assert "hier wordt nu al een ronde gemaakt" in afloop.fout
    assert ibt("assess", ronde).code == 0


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="alleen root kan van gebruiker wisselen"
)
def test_what_is_closed_to_us_is_said_with_whom_to_ask(
    ibt: Callable[..., Any], ronde: Path
) -> None:
    """Nothing of it is a fault of the program, or a file that is not there or open in Excel."""
    basis = Path(tempfile.mkdtemp())
    try:
        (basis / "uit").mkdir()
        (basis / "uit" / "manifest.json").write_text("{}", encoding="utf-8")
        werk = shutil.copytree(ronde.parents[1], basis / "werk")
        dicht = werk / "parameters" / ronde.name
        basis.chmod(0o755)
        opdrachten = (
            ("check", dicht), ("assess", dicht), ("status", dicht),
            ("adopt", dicht, "--door", "A", "--datum", "2026-08-20"),
            ("new", "2027-01-01", "--van", dicht), ("verify", basis / "uit"),
            ("diff", basis / "uit", basis / "uit"),
        )  # fmt: skip
        for woorden in opdrachten:
            ibt(*woorden)  # what they import may be closed to another user too
        for gesloten in ("", "parameters", "data", "data/register.csv"):
            plekken = [werk / gesloten, basis / "uit" / "manifest.json"]
            for plek in plekken:
                plek.chmod(0o700 if plek.is_dir() else 0o600)
            for woorden in opdrachten:
                if gesloten.startswith("data") and woorden[0] == "new":
                    continue  # reads none of it
                os.seteuid(12345)
                afloop = ibt(*woorden)
                os.seteuid(0)
                assert afloop.code == 1, woorden
                assert "Vraag root om toegang tot" in afloop.fout
                assert str(werk / gesloten) in afloop.fout or basis / "uit" in woorden
                assert "Traceback" not in afloop.fout
                assert "Excel" not in afloop.fout
                assert "Onverwachte fout" not in afloop.fout
            for plek in plekken:
                plek.chmod(0o755)
    finally:
        os.seteuid(0)
        shutil.rmtree(basis)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="er is geen /dev/full")
def test_output_that_cannot_be_written_is_said_on_the_other_stream() -> None:
    with open("/dev/full", "w") as vol:
        klaar = subprocess.run(
            [sys.executable, "-m", "ibt", "--version"],
            stdout=vol,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
    assert klaar.returncode == 1
    assert klaar.stderr == (
        "Wat deze opdracht meldt, kan niet worden geschreven: de schijf is vol. Laat de uitvoer "
        "ergens anders heen gaan, en geef de opdracht opnieuw.\n"
    )


def test_ctrl_c_while_the_program_is_still_being_imported_is_answered_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stop:
        def find_spec(self, naam: str, *_: object) -> None:
            if naam == "ibt.cli.programma":
                raise KeyboardInterrupt

    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.delitem(sys.modules, "ibt.cli.programma")
    monkeypatch.setattr(sys, "meta_path", [Stop(), *sys.meta_path])
    with pytest.raises(SystemExit, match=r"^Afgebroken\. Geef dezelfde opdracht opnieuw\.$"):
        main()


def test_ctrl_c_that_falls_where_python_drops_it_is_still_heard(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    def programma() -> None:
        ding = {1}
        wacht = weakref.ref(ding, stop)
        del ding
        time.sleep(20)
        pytest.fail(f"niet gehoord: {wacht}")

    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setitem(sys.modules, "ibt.cli.programma", SimpleNamespace(begin=programma))
    # Who spreads the tests over processes lets them ignore Ctrl-C.
    eerst = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            main()
    finally:
        signal.signal(signal.SIGINT, eerst)
    assert capsys.readouterr().err == ""
