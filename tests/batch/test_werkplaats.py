"""A round is made beside the former one: whatever stops it, the former one stays whole."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ibt.batch import render as render_module
from ibt.batch.notebooks import find_notebooks
from ibt.batch.plan import make_plan
from ibt.batch.render import render_ronde
from ibt.batch.verzoek import Rapportopdracht, Resultaat
from ibt.begrippen.fout import InvoerFout, UitvoerFout
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
def vorige(ronde: Path, kort: Path, zonder_kernel: list[str]) -> Path:
    """The folder of a round, of which an input has changed since."""
    change(ronde)
    return kort


def stop(fout: BaseException) -> Callable[..., Any]:
    def raises(*_: object, **__: object) -> Any:
        raise fout

    return raises


def test_until_all_is_made_the_former_round_stands_as_it_was(
    ronde: Path, vorige: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst, geladen = inhoud(vorige), load_ronde(ronde)
    for waar in ("run_reports", "make_bundel", "assemble", "publish"):
        with monkeypatch.context() as stuk:
            stuk.setattr(f"ibt.batch.render.{waar}", stop(KeyboardInterrupt()))
            with pytest.raises(KeyboardInterrupt):
                render_ronde(geladen, vorige, find_notebooks())
        assert inhoud(vorige) == eerst, waar
    render(ronde, vorige)
    assert b"rapport van GM9901" in inhoud(vorige)["gemeenten/GM9901.html"]
    assert inhoud(vorige)["inschaling.csv"] != eerst["inschaling.csv"]


def test_stopped_at_any_moment_every_file_is_whole_and_the_next_run_ends_it(
    een_gemeente: Path,
    tmp_path: Path,
    inhoud: Inhoud,
    zonder_kernel: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At each operation on a file in its folder, one after the other."""
    ronde, vorige = een_gemeente, tmp_path / "vorige"
    render(ronde, vorige)
    change(ronde)
    eerst = inhoud(vorige)
    vers = shutil.copytree(vorige, tmp_path / "vers")
    render(ronde, vers)
    heel = inhoud(vers)
    snel(monkeypatch, ronde)
    for zoveelste in count():
        uit = shutil.copytree(vers, tmp_path / f"uit {zoveelste}")
        for naam in eerst:
            (uit / naam).write_bytes(eerst[naam])
        shutil.copytree(vorige / ".ibt", uit / ".ibt", dirs_exist_ok=True)
        with monkeypatch.context() as stuk:
            fail_at(stuk, uit, zoveelste)
            try:
                render(ronde, uit)
            except KeyboardInterrupt:
                pass
            else:
                break
        half = inhoud(uit)
        resten = {naam for naam in half if naam.endswith(".deel")}
        assert resten <= {f"{naam}.deel" for naam in heel}
        for naam in half.keys() - resten:
            assert half[naam] in (eerst.get(naam), heel.get(naam)), (zoveelste, naam)
        zonder_kernel.clear()
        assert render(ronde, uit).mislukt == ()
        assert inhoud(uit) == heel, zoveelste
        shutil.rmtree(uit)
    assert zoveelste > 25


def snel(monkeypatch: pytest.MonkeyPatch, ronde: Path) -> None:
    """What a round says is made once; this is about where it is written."""
    plan = make_plan(load_ronde(ronde), find_notebooks())
    monkeypatch.setattr("ibt.batch.render.make_plan", lambda *_: plan)
    for naam in ("make_bundel", "assemble", "_check"):
        monkeypatch.setattr(f"ibt.batch.render.{naam}", cache_first(getattr(render_module, naam)))
    geladen = load_ronde(ronde)
    monkeypatch.setattr(f"{__name__}.load_ronde", lambda _: geladen)


def cache_first(functie: Callable[..., Any]) -> Callable[..., Any]:
    """Its first answer, from then on."""
    gegeven: list[Any] = []

    def geef(*wat: Any) -> Any:
        if not gegeven:
            gegeven.append(functie(*wat))
        return gegeven[0]

    return geef


def fail_at(stuk: pytest.MonkeyPatch, map_: Path, zoveelste: int) -> None:
    """Ctrl-C at this operation on a file in the folder, just before it is carried out."""
    teller = count()

    def wrap(doel: Any, naam: str) -> None:
        gewoon = getattr(doel, naam)

        def doe(*wat: Any, **hoe: Any) -> Any:
            hier = any(str(een).startswith(str(map_)) for een in wat if isinstance(een, str | Path))
            if hier and next(teller) == zoveelste:
                raise KeyboardInterrupt
            return gewoon(*wat, **hoe)

        stuk.setattr(doel, naam, doe)

    for doel, naam in ((os, "replace"), (Path, "unlink"), (Path, "mkdir"), (Path, "rmdir")):
        wrap(doel, naam)


def test_a_disk_that_is_full_stops_the_round_and_leaves_the_former_one(
    ronde: Path, vorige: Path, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = inhoud(vorige)
    vol = "x.pdf kan niet worden geschreven: de schijf is vol. Kies een andere map met -o."

    def make(
        opdrachten: tuple[Rapportopdracht, ...], *_: object
    ) -> Iterator[tuple[Rapportopdracht, Exception]]:
        yield opdrachten[0], UitvoerFout(vol)

    monkeypatch.setattr("ibt.batch.render.run_reports", make)
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
    ronde: Path, schijf: Path, vorige: Path, inhoud: Inhoud
) -> None:
    uit = shutil.copytree(vorige, schijf / "uit")
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


def test_the_lock_ends_with_its_process(ronde: Path, vorige: Path, inhoud: Inhoud) -> None:
    eerst = inhoud(vorige)
    houdt = (
        "import sys, os, time; from pathlib import Path; from ibt.batch.rondemap import hold_map\n"
        "with hold_map(Path(sys.argv[1])):\n"
        "    print('vast', flush=True); time.sleep(600)\n"
    )
    ander = subprocess.Popen(
        [sys.executable, "-c", houdt, str(vorige)], stdout=subprocess.PIPE, text=True
    )
    assert ander.stdout is not None
    assert ander.stdout.readline() == "vast\n"
    with pytest.raises(UitvoerFout, match=f"proces {ander.pid} van "):
        render(ronde, vorige)
    assert inhoud(vorige) == eerst
    ander.kill()
    ander.wait()
    ander.stdout.close()
    assert render(ronde, vorige).mislukt == ()
