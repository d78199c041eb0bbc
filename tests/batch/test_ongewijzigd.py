"""Nothing is made twice of the same; what changed is made again; what was interrupted goes on."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ibt.batch.bewaard import recall_stand
from ibt.batch.manifest import read_manifest
from ibt.batch.notebooks import find_notebooks
from ibt.batch.plan import make_plan
from ibt.batch.render import render_ronde
from ibt.batch.verify import changed_invoer, verify_map
from ibt.batch.verzoek import Gemaakt, NotebookFout, Rapportopdracht, Resultaat, Verzoek
from ibt.rapport.typst import typst_piece
from ibt.ronde import Ronde, load_ronde
from tests.batch.conftest import make_short

# Of GM9902 for 2026-01-01; a herziening took its place.
VERVANGEN = "GM9902,2026-01-20,1,ronde,2026-01-01,-4,0,0,4,namens gedeputeerde staten,verzonnen"
ALLES = ["provincie", "GM9901", "GM9902", "GM9903"]
Maak = Callable[..., Resultaat]


@pytest.fixture
def maak(lees: Callable[[], Ronde], tmp_path: Path) -> Maak:
    """Render the round into one folder."""
    return lambda **wens: render_ronde(lees(), tmp_path / "uit", find_notebooks(), Verzoek(**wens))


def change(ronde: Path, bestand: str, van: str, naar: str) -> None:
    pad = ronde.parents[1] / bestand
    tekst = pad.read_text(encoding="utf-8")
    assert van in tekst
    pad.write_text(tekst.replace(van, naar), encoding="utf-8")


def test_a_second_run_makes_and_writes_nothing(
    maak: Maak, kort: Path, zonder_kernel: list[str]
) -> None:
    eigen = [pad for pad in kort.rglob("*.*") if ".ibt" not in pad.parts]
    for pad in eigen:
        os.utime(pad, (0, 0))
    klaar = maak()
    assert (klaar.rapporten, klaar.ongewijzigd, zonder_kernel) == (0, 4, [])
    assert {pad.stat().st_mtime for pad in eigen if pad.name != "manifest.json"} == {0}


def test_what_a_report_is_made_of_is_the_same_to_another_process(ronde: Path) -> None:
    """Else a run that was stopped would find nothing of what it made."""
    code = (
        "import json, sys\nfrom pathlib import Path\n"
        "from ibt.batch.notebooks import find_notebooks\n"
        "from ibt.batch.plan import make_plan\nfrom ibt.ronde import load_ronde\n"
        "plan = make_plan(load_ronde(Path(sys.argv[1])), find_notebooks())\n"
        "print(json.dumps(plan.sleutels))"
    )
    for hashes in ("1", "2"):
        omgeving = {**os.environ, "PYTHONHASHSEED": hashes}
        opdracht = [sys.executable, "-c", code, str(ronde)]
        daar = json.loads(subprocess.check_output(opdracht, env=omgeving))
        assert daar == make_plan(load_ronde(ronde), find_notebooks()).sleutels


@pytest.mark.parametrize(
    ("bestand", "van", "naar", "opnieuw"),
    [
        ("data/cijfers/2026-07-01.csv", "-1,14,", "-1,15,", ["provincie", "GM9901"]),
        ("data/register.csv", "GM9903,2026-01-20", "GM9903,2026-01-21", ["provincie", "GM9903"]),
        ("data/gemeenten.csv", "GM9911,", "GM9913,", ALLES),
        ("parameters/2026-07-01.yaml", "provincie:", "# meer\nprovincie:", ALLES),
    ],
)
@pytest.mark.usefixtures("kort")
def test_only_what_a_change_touches_is_made_again(
    bestand: str,
    van: str,
    naar: str,
    opnieuw: list[str],
    ronde: Path,
    maak: Maak,
    zonder_kernel: list[str],
) -> None:
    change(ronde, bestand, van, naar)
    if bestand == "data/gemeenten.csv":  # of another province: the list is read as a whole
        change(ronde, "data/cijfers/2026-07-01.csv", "GM9911,", "GM9913,")
    klaar = maak()
    assert zonder_kernel == opnieuw
    assert klaar.ongewijzigd == 4 - len(opnieuw)


def test_a_round_that_verify_would_call_changed_is_not_left_as_it_is(
    ronde: Path, maak: Maak, kort: Path, zonder_kernel: list[str]
) -> None:
    """A row of the register that was replaced is a source of its gemeente all the same."""
    change(ronde, "data/register.csv", VERVANGEN, VERVANGEN + "na overleg")
    assert changed_invoer(kort, load_ronde(ronde)) != []
    klaar = maak()
    assert (klaar.ongewijzigd, zonder_kernel) == (2, ["provincie", "GM9902"])
    assert changed_invoer(kort, load_ronde(ronde)) == []
    kopie = kort / "invoer" / "register" / "register.csv"
    assert "na overleg" in kopie.read_text(encoding="utf-8")


@pytest.mark.usefixtures("kort")
def test_the_order_of_rows_and_the_form_of_a_file_change_no_report_of_a_gemeente(
    ronde: Path, maak: Maak, zonder_kernel: list[str]
) -> None:
    pad = ronde.parents[1] / "data/cijfers/2026-07-01.csv"
    kop, *rijen = pad.read_text(encoding="utf-8").splitlines()
    pad.write_text("\n".join([kop, *rijen[::-1], ""]), encoding="utf-8")
    maak()
    assert zonder_kernel == ["provincie"]


def test_another_notebook_makes_its_reports_again(
    ronde: Path, tmp_path: Path, licht: Callable[..., Path], zonder_kernel: list[str]
) -> None:
    notebooks, geladen = licht(), load_ronde(ronde)
    render_ronde(geladen, tmp_path / "uit", notebooks)
    assert zonder_kernel == ALLES
    zonder_kernel.clear()
    eigen = notebooks / "gemeente.ipynb"
    uitgevoerd = json.loads(eigen.read_text(encoding="utf-8"))
    uitgevoerd["cells"][0] |= {"execution_count": 7}
    eigen.write_text(json.dumps(uitgevoerd), encoding="utf-8")
    render_ronde(geladen, tmp_path / "uit", notebooks)
    assert zonder_kernel == []  # it was only run
    eigen.write_text(eigen.read_text(encoding="utf-8").replace("print(", "print(1, "))
    render_ronde(geladen, tmp_path / "uit", notebooks)
    assert zonder_kernel == ALLES  # the overview follows the reports


def test_a_report_that_is_gone_or_was_changed_is_put_back(
    maak: Maak, kort: Path, zonder_kernel: list[str]
) -> None:
    for weg, anders in (("GM9901.pdf", "GM9901.html"), ("GM9902.html", "GM9902.pdf")):
        (kort / "gemeenten" / weg).unlink()
        (kort / "gemeenten" / anders).write_text("anders", encoding="utf-8")
    maak()
    assert zonder_kernel == []
    for pad in (kort / "gemeenten").iterdir():
        assert pad.read_text(encoding="utf-8") == f"rapport van {pad.stem}"


def test_a_report_of_which_the_memory_is_damaged_is_made_again(
    maak: Maak, kort: Path, zonder_kernel: list[str]
) -> None:
    sleutel = recall_stand(kort).rapporten["GM9902"]
    bewaard = kort / ".ibt" / "gemaakt" / f"{sleutel}.zip"
    bewaard.write_bytes(bewaard.read_bytes()[:-9])
    maak()
    assert zonder_kernel == ["GM9902"]


@pytest.mark.usefixtures("kort")
def test_force_makes_all_again(maak: Maak, zonder_kernel: list[str]) -> None:
    assert maak(alles=True).rapporten == 4
    assert zonder_kernel == ALLES


def test_all_reports_in_one_are_those_that_were_made_last(
    maak: Maak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook of one's own may show what its key does not follow."""
    bundels = []
    for woord in ("eerst", "daarna"):

        def schrijf(
            opdrachten: Sequence[Rapportopdracht], *_: Any, woord: str = woord
        ) -> Iterator[tuple[Rapportopdracht, Gemaakt]]:
            for een in opdrachten:
                html = f"<p>{woord}</p>"
                delen = (html.encode(), html.encode(), html.encode())
                yield een, Gemaakt(een.naam, delen, typst_piece(html, een.naam))

        monkeypatch.setattr("ibt.batch.render.run_reports", schrijf)
        maak(alles=True)
        bundels.append((tmp_path / "uit" / "alle-rapporten.pdf").read_bytes())
    assert bundels[0] != bundels[1]


@pytest.fixture
def breekt(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Lets one report fail, or the whole run stop at it; the list says what was asked for."""

    def op(naam: str = "", hoe: str = "") -> list[str]:
        gevraagd: list[str] = []

        def schrijf(
            opdrachten: Sequence[Rapportopdracht], *_: Any
        ) -> Iterator[tuple[Rapportopdracht, Gemaakt | Exception]]:
            for een, heel in make_short(gevraagd)(opdrachten):
                if een.naam == naam and hoe == "stop":
                    raise KeyboardInterrupt
                fout = NotebookFout("cel 3", "kapot", b"zoals het stopte")
                yield een, fout if een.naam == naam else heel

        monkeypatch.setattr("ibt.batch.render.run_reports", schrijf)
        return gevraagd

    return op


Breekt = Callable[..., list[str]]


def test_a_failed_report_is_tried_again_and_only_that_one(
    maak: Maak, breekt: Breekt, tmp_path: Path
) -> None:
    breekt("GM9902", "faalt")
    assert [een.naam for een in maak().mislukt] == ["GM9902"]
    gestopt = tmp_path / "uit" / ".ibt" / "GM9902.ipynb"
    assert gestopt.read_bytes() == b"zoals het stopte"
    gevraagd = breekt()
    klaar = maak()
    assert not gestopt.exists()
    assert (gevraagd, klaar.mislukt, klaar.ongewijzigd) == (["GM9902"], (), 3)


def test_only_failed_leaves_what_changed_for_later_and_says_so(
    ronde: Path, maak: Maak, breekt: Breekt
) -> None:
    breekt("GM9902", "faalt")
    maak()
    gevraagd = breekt()
    change(ronde, "data/cijfers/2026-07-01.csv", "-1,14,", "-1,15,")
    klaar = maak(alleen_mislukt=True)
    assert gevraagd == ["GM9902"]
    assert (klaar.ongewijzigd, klaar.verouderd) == (1, 2)
    (melding,) = map(str, klaar.waarschuwingen)
    assert "veranderd: provincie, Slenk; maak de hele ronde opnieuw" in melding
    gevraagd = breekt()
    maak()
    assert gevraagd == ["provincie", "GM9901"]


def test_what_was_left_out_of_date_stands_in_the_round_itself_until_all_is_made_again(
    ronde: Path, maak: Maak, breekt: Breekt, kort: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breekt()
    change(ronde, "data/cijfers/2026-07-01.csv", "-1,14,", "-1,15,")
    maak(alleen_mislukt=True)
    assert read_manifest(kort)["verouderd"] == ["GM9901", "provincie"]
    for bladzijde in ("herkomst.html", "index.html"):
        tekst = (kort / bladzijde).read_text(encoding="utf-8")
        assert "Deze ronde is niet in één keer gemaakt." in tekst
    acties = json.loads((kort / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    (actie,) = [een for een in acties if een["@id"] == "#rapport-GM9901"]
    assert {een["@id"][:11] for een in actie["object"]} == {"#parameter-"}
    assert actie["description"].startswith("Van een eerdere keer: uit andere invoer")
    monkeypatch.setattr("ibt.batch.verify.run_nbval", lambda *_: [])
    monkeypatch.setattr("ibt.batch.opnieuw.run_reports", lambda *_: iter(()))
    eerste = verify_map(kort).verschillen[:2]
    assert [zin.partition(": is van een eerdere keer")[0] for zin in eerste] == [
        "GM9901",
        "provincie",
    ]
    maak()
    assert read_manifest(kort)["verouderd"] == []
    assert not any("eerdere keer" in zin for zin in verify_map(kort).verschillen)


def test_an_interrupted_round_goes_on_where_it_stopped(
    maak: Maak, tmp_path: Path, breekt: Breekt
) -> None:
    breekt("GM9902", "stop")
    with pytest.raises(KeyboardInterrupt):
        maak()
    assert not (tmp_path / "uit" / "manifest.json").exists()
    gevraagd = breekt()
    klaar = maak()
    assert (gevraagd, klaar.ongewijzigd) == (["GM9902", "GM9903"], 2)
    bewaard = {pad.stem for pad in (tmp_path / "uit" / ".ibt" / "gemaakt").iterdir()}
    sleutels = recall_stand(tmp_path / "uit").rapporten
    assert sleutels.keys() == set(ALLES)
    assert len(bewaard - {*sleutels.values()}) == 1, "and all reports in one"


@pytest.mark.usefixtures("kort")
def test_an_interruption_of_a_small_change_keeps_the_unchanged_reports(
    ronde: Path, maak: Maak, breekt: Breekt
) -> None:
    change(ronde, "data/cijfers/2026-07-01.csv", "-1,14,", "-1,15,")
    breekt("GM9901", "stop")
    with pytest.raises(KeyboardInterrupt):
        maak()
    gevraagd = breekt()
    assert (maak().ongewijzigd, gevraagd) == (3, ["GM9901"])
