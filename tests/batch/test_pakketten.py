"""Every package that takes part in a report is part of what it is made of."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from ibt.batch.notebooks import find_notebooks
from ibt.batch.plan import make_plan
from ibt.batch.versies import package_versions
from ibt.ronde import load_ronde

Leg = Callable[..., None]


@pytest.fixture
def leg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Leg]:
    """Installs a package that is none: its name, its version and what it needs."""
    monkeypatch.syspath_prepend(tmp_path)

    def pakket(naam: str, versie: str, *eisen: str, extra: str = "") -> None:
        map_ = tmp_path / f"{naam.replace('-', '_')}-1.dist-info"
        map_.mkdir(exist_ok=True)
        regels = ["Metadata-Version: 2.1", f"Name: {naam}", f"Version: {versie}"]
        regels += [f"Provides-Extra: {extra}"] if extra else []
        regels += [f"Requires-Dist: {eis}" for eis in eisen]
        (map_ / "METADATA").write_text("\n".join(regels) + "\n", encoding="utf-8")
        package_versions.cache_clear()

    yield pakket
    package_versions.cache_clear()


def test_what_a_package_needs_counts_and_what_that_needs_too(leg: Leg) -> None:
    leg("proef-a", "1", "proef_b >=2 ; python_version >= '3'", "proef-weg")
    leg("proef-b", "2", "proef-c[Snel_ler,veilig] (>=1)", "proef-a")
    leg("proef-c", "3", "proef-d; extra == 'snel-ler'", 'proef-e; extra == "traag"')
    leg("proef-d", "4")
    leg("proef-e", "5")
    gevonden = package_versions("proef-a")
    assert gevonden == {"proef-b": "2", "proef-c": "3", "proef-d": "4", "proef-weg": ""}


def test_the_packages_that_draw_and_run_a_report_are_all_there() -> None:
    eigen = package_versions()
    for naam in ("pandas", "jinja2", "contourpy", "lxml", "nbclient", "ipython", "tornado"):
        assert eigen[naam] == version(naam)
    assert "hypothesis" not in eigen
    assert "distributed" not in eigen


def test_another_version_of_a_package_far_away_makes_all_reports_again(
    ronde: Path, leg: Leg
) -> None:
    geladen, notebooks = load_ronde(ronde), find_notebooks()
    sleutels = []
    for versie in ("5.4", "5.5"):
        leg("lxml", versie)  # of docxtpl and nbconvert
        sleutels.append(make_plan(geladen, notebooks).sleutels)
    assert [naam for naam in sleutels[0] if sleutels[0][naam] == sleutels[1][naam]] == []
