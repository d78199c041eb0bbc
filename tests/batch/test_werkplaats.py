"""A round is made beside the former one: whatever stops it, the former one stays whole."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from ibt.batch import schrijf
from ibt.batch.notebooks import find_notebooks
from ibt.batch.opdracht import Gemaakt, Opdracht
from ibt.batch.render import render_ronde
from ibt.batch.verzoek import Resultaat
from ibt.batch.voltooid import JOURNAAL
from ibt.begrippen.fout import InvoerFout, UitvoerFout
from ibt.rapport.index import Mislukt
from ibt.ronde import load_ronde

Inhoud = Callable[[Path], dict[str, bytes]]


def render(ronde: Path, uit: Path) -> Resultaat:
    return render_ronde(load_ronde(ronde), uit, find_notebooks())


def change(ronde: Path) -> None:
    """Another figure for GM9901."""
    pad = ronde.parents[1] / "data/cijfers/2026-07-01.csv"
    tekst = pad.read_text(encoding="utf-8")
    assert "-1,14," in tekst
    pad.write_text(tekst.replace("-1,14,", "-1,15,"), encoding="utf-8")


@pytest.fixture
def vorige(ronde: Path, tmp_path: Path, zonder_kernel: list[str]) -> Path:
    """The folder of a round, of which an input has changed since."""
    render(ronde, tmp_path / "uit")
    change(ronde)
    zonder_kernel.clear()
    return tmp_path / "uit"


def stop(fout: BaseException) -> Callable[..., Any]:
    def raises(*_: object, **__: object) -> Any:
        raise fout

    return raises


@pytest.mark.parametrize(
    "waar",
    [
        "ibt.batch.render.run_opdrachten",
        "ibt.batch.afronden.run_apart",
        "ibt.batch.afronden.make_inhoud",
        "ibt.batch.afronden.publish",
    ],
)
def test_until_all_is_made_the_former_round_stands_as_it_was(
    waar: str, ronde: Path, vorige: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = inhoud(vorige)
    with monkeypatch.context() as stuk:
        stuk.setattr(waar, stop(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            render(ronde, vorige)
    assert inhoud(vorige) == eerst
    render(ronde, vorige)
    assert b"rapport van GM9901" in inhoud(vorige)["gemeenten/GM9901.html"]
    assert inhoud(vorige)["inschaling.csv"] != eerst["inschaling.csv"]


@pytest.mark.parametrize("zoveelste", range(1, 12, 2))
def test_stopped_while_it_takes_its_place_every_file_is_whole_and_the_next_run_ends_it(
    zoveelste: int,
    ronde: Path,
    vorige: Path,
    tmp_path: Path,
    inhoud: Inhoud,
    zonder_kernel: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    eerst = inhoud(vorige)
    gewoon, keren = os.replace, iter(range(1000))

    def replace(van: Path, naar: Path) -> None:
        if ".ibt" not in Path(naar).parts and next(keren) == zoveelste:
            raise KeyboardInterrupt
        gewoon(van, naar)

    with monkeypatch.context() as stuk:
        stuk.setattr(schrijf.os, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            render(ronde, vorige)
    half = inhoud(vorige)
    zonder_kernel.clear()
    klaar = render(ronde, vorige)
    assert zonder_kernel == [], "what was made is not made again"
    assert klaar.ongewijzigd == 4
    heel = inhoud(vorige)
    assert all(tekst in (eerst.get(naam), heel.get(naam)) for naam, tekst in half.items())
    render(ronde, tmp_path / "vers")
    # The fixture's reports have no part in the PDF of all, unless they are read back.
    anders = {"alle-rapporten.pdf", "herkomst.html", "ro-crate-metadata.json", "manifest.json"}
    vers = inhoud(tmp_path / "vers")
    assert {n: t for n, t in heel.items() if n not in anders} == {
        n: t for n, t in vers.items() if n not in anders
    }


def test_a_disk_that_is_full_stops_the_round_and_leaves_the_former_one(
    ronde: Path, vorige: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = inhoud(vorige)
    vol = "x.pdf kan niet worden geschreven: de schijf is vol. Kies een andere map met -o."

    def make(opdrachten: tuple[Opdracht, ...], *_: object) -> tuple[Gemaakt, ...]:
        return tuple(Gemaakt(o.naam, Mislukt(o.naam, "schrijven", vol)) for o in opdrachten)

    monkeypatch.setattr("ibt.batch.render.run_opdrachten", make)
    with pytest.raises(UitvoerFout, match=r"de schijf is vol\..* Er is niets vervangen;"):
        render(ronde, vorige)
    assert inhoud(vorige) == eerst


@pytest.fixture
def schijf(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte and a half."""
    plek = tmp_path / "schijf"
    plek.mkdir()
    opdracht = ["mount", "-t", "tmpfs", "-o", "size=1536k", "ibt", str(plek)]
    if shutil.which("mount") is None or subprocess.run(opdracht, capture_output=True).returncode:
        pytest.skip("hier mag geen schijf worden aangesloten")
    yield plek
    subprocess.run(["umount", str(plek)], check=True)


def test_a_disk_that_really_is_full_gives_a_clear_error(
    ronde: Path, schijf: Path, zonder_kernel: list[str], inhoud: Inhoud
) -> None:
    uit = schijf / "uit"
    render(ronde, uit)
    change(ronde)
    eerst = inhoud(uit)
    (schijf / "vulling").write_bytes(bytes(shutil.disk_usage(schijf).free))
    with pytest.raises(UitvoerFout, match="de schijf is vol"):
        render(ronde, uit)
    assert inhoud(uit) == eerst
    (schijf / "vulling").unlink()
    assert render(ronde, uit).mislukt == ()


def test_a_folder_that_is_only_to_be_read_gives_a_clear_error(
    ronde: Path, vorige: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = inhoud(vorige)
    # Root may write anywhere: the system itself says no.
    monkeypatch.setattr(os, "replace", stop(OSError(errno.EROFS, "Read-only file system")))
    with pytest.raises(UitvoerFout, match="deze schijf is alleen te lezen"):
        render(ronde, vorige)
    monkeypatch.undo()
    assert inhoud(vorige) == eerst


def test_an_input_that_vanishes_while_it_is_read_leaves_the_former_round(
    ronde: Path, vorige: Path, inhoud: Inhoud
) -> None:
    eerst = inhoud(vorige)
    gelezen = load_ronde(ronde)
    (ronde.parents[1] / "data/cijfers/2026-07-01.csv").unlink()
    with pytest.raises(InvoerFout, match=r"2026-07-01\.csv.*bestaat niet"):
        render_ronde(gelezen, vorige, find_notebooks())
    assert inhoud(vorige) == eerst


def test_a_second_run_on_the_same_folder_is_refused_and_told_who_is_there(
    ronde: Path, vorige: Path, inhoud: Inhoud
) -> None:
    eerst = inhoud(vorige)
    (vorige / ".ibt/slot.wie").write_text("proces 12 van jan op kantoor", encoding="utf-8")
    with FileLock(vorige / ".ibt/slot"), pytest.raises(UitvoerFout) as fout:
        render(ronde, vorige)
    assert "hier wordt nu al een ronde gemaakt (proces 12 van jan op kantoor)" in str(fout.value)
    assert inhoud(vorige) == eerst
    assert render(ronde, vorige).mislukt == ()
    assert not (vorige / ".ibt/slot.wie").exists()


def test_the_lock_ends_with_its_process(ronde: Path, vorige: Path) -> None:
    houdt = (
        "import sys, os, time; from pathlib import Path; from ibt.batch.slot import hold_map\n"
        "with hold_map(Path(sys.argv[1]), Path(sys.argv[1]) / '.ibt'):\n"
        "    print('vast', flush=True); time.sleep(600)\n"
    )
    ander = subprocess.Popen(
        [sys.executable, "-c", houdt, str(vorige)], stdout=subprocess.PIPE, text=True
    )
    assert ander.stdout is not None
    assert ander.stdout.readline() == "vast\n"
    with pytest.raises(UitvoerFout, match=f"proces {ander.pid} van "):
        render(ronde, vorige)
    ander.kill()
    ander.wait()
    ander.stdout.close()
    assert render(ronde, vorige).mislukt == ()


def test_a_process_that_outlived_its_run_cannot_write_into_the_next(
    ronde: Path, vorige: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    werk = vorige / ".ibt"
    oud = werk / "nieuw-1"
    oud.mkdir()
    (oud / JOURNAAL).write_text("", encoding="utf-8")
    plekken: list[Path] = []
    gewoon = schrijf.write_file

    def late(pad: Path, tekst: bytes) -> None:
        if pad.name == "index.html":
            plekken.append(pad.parent)
            (oud / "gemeenten").mkdir(parents=True)  # the old process writes where it always did
            (oud / "gemeenten/GM9901.html").write_text("van vroeger", encoding="utf-8")
        gewoon(pad, tekst)

    monkeypatch.setattr("ibt.batch.afronden.write_file", late)
    render(ronde, vorige)
    assert plekken[0] != oud
    assert inhoud(vorige)["gemeenten/GM9901.html"] == b"rapport van GM9901"
    monkeypatch.undo()
