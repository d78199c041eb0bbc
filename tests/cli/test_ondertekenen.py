"""`ibt sign` and `ibt verify --handtekening`: who works all hashes out again is found."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ibt.batch.manifest import seal
from ibt.batch.verify import Bewijs
from tests.cli.conftest import Afloop

Ibt = Callable[..., Afloop]


@pytest.fixture(scope="session")
def sleutels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two keys, `jan` and `piet`, and one that asks for words: `geheim`."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is er niet")
    map_ = tmp_path_factory.mktemp("sleutels")
    for naam, woorden in (("jan", ""), ("piet", ""), ("geheim", "een paar woorden")):
        opdracht = ["ssh-keygen", "-q", "-t", "ed25519", "-N", woorden, "-C", naam]
        subprocess.run([*opdracht, "-f", str(map_ / naam)], check=True)
    return map_


@pytest.fixture
def map_(gemaakt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rendered round, in a project that says nothing of signers."""
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(gemaakt / "outputs" / "2026-07-01", tmp_path / "outputs" / "2026-07-01")


@pytest.fixture
def gedraaid(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The rounds of which notebooks would have run."""
    gezien: list[Path] = []

    def prove(map_: Path, **_: object) -> Bewijs:
        gezien.append(map_)
        return Bewijs(4, ())

    monkeypatch.setattr("ibt.batch.verify.verify_map", prove)
    return gezien


def signers(project: Path, sleutel: Path, voor: str = 'namespaces="ibt"') -> Path:
    pad = project / "parameters" / "ondertekenaars"
    pad.parent.mkdir(exist_ok=True)
    soort, publiek, _ = sleutel.with_suffix(".pub").read_text().split()
    pad.write_text(f"jan@provincie.example {voor} {soort} {publiek}\n")
    return pad


def test_a_reviewer_learns_who_signed_and_then_the_round_is_proved(
    ibt: Ibt, map_: Path, sleutels: Path, tmp_path: Path, gedraaid: list[Path]
) -> None:
    klaar = ibt("sign", map_, "--sleutel", sleutels / "jan")
    assert klaar.code == 0
    assert klaar.uit.startswith("Ondertekend: ronde 2026-07-01, concept, met sleutel SHA256:")
    signers(tmp_path, sleutels / "jan")
    klaar = ibt("verify", map_, "--handtekening")
    eerste, tweede = klaar.uit.splitlines()
    assert eerste.startswith("Ondertekend door jan@provincie.example, met sleutel SHA256:")
    assert (tweede, klaar.code, gedraaid) == (
        "In orde: 4 notebooks opnieuw uitgevoerd, alles is gelijk gebleven.",
        0,
        [map_],
    )


def test_any_program_that_knows_openssh_can_check_it(
    ibt: Ibt, map_: Path, sleutels: Path, tmp_path: Path
) -> None:
    ibt("sign", map_, "--sleutel", sleutels / "jan")
    lijst = signers(tmp_path, sleutels / "jan")
    opdracht = ["ssh-keygen", "-Y", "verify", "-n", "ibt", "-I", "jan@provincie.example"]
    opdracht += ["-f", str(lijst), "-s", str(map_ / "manifest.json.sig")]
    manifest = (map_ / "manifest.json").read_bytes()
    assert subprocess.run(opdracht, input=manifest, capture_output=True).returncode == 0


def rehash(map_: Path) -> None:
    """What a forger does: another outcome, and a manifest that agrees."""
    manifest = json.loads((map_ / "manifest.json").read_text(encoding="utf-8"))
    manifest["bijgewerkt_op"] = "2026-07-21"
    (map_ / "manifest.json").write_bytes(seal(manifest))


def other_round(map_: Path) -> None:
    ander = shutil.copytree(map_, map_.parent / "ander")
    rehash(map_)
    shutil.copy(ander / "manifest.json.sig", map_)


def for_a_commit(map_: Path) -> None:
    (map_ / "manifest.json.sig").unlink()
    sleutel = next(map_.parents[1].glob("*.sleutel"))
    opdracht = ["ssh-keygen", "-Y", "sign", "-f", str(sleutel), "-n", "git"]
    subprocess.run([*opdracht, str(map_ / "manifest.json")], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("breek", "zin"),
    [
        (rehash, "het manifest is na het ondertekenen veranderd"),
        (other_round, "de handtekening is van een andere ronde"),
        (for_a_commit, "is voor iets anders gezet dan een ronde"),
        (lambda map_: (map_ / "manifest.json.sig").unlink(), "deze ronde is niet ondertekend"),
        (lambda map_: (map_ / "manifest.json.sig").write_text("x"), "geen leesbare handtekening"),
        (
            lambda map_: (map_ / "manifest.json.sig").write_text("x" * 200_000),
            "is geen handtekening van ssh-keygen",
        ),
        (lambda map_: (map_ / "inschaling.csv").write_text("x"), "inschaling.csv: is veranderd"),
        (lambda map_: (map_ / "los.html").write_text("x"), "los.html: hoort niet bij deze ronde"),
        (
            lambda map_: (map_.parents[1] / "parameters" / "ondertekenaars").unlink(),
            "deze lijst met ondertekenaars is er niet",
        ),
    ],
)
def test_where_it_is_not_certain_who_made_it_nothing_of_a_round_runs(
    ibt: Ibt,
    map_: Path,
    sleutels: Path,
    tmp_path: Path,
    gedraaid: list[Path],
    breek: Callable[[Path], object],
    zin: str,
) -> None:
    shutil.copy(sleutels / "jan", tmp_path / "jan.sleutel")
    ibt("sign", map_, "--sleutel", sleutels / "jan")
    signers(tmp_path, sleutels / "jan")
    breek(map_)
    klaar = ibt("verify", map_, "--handtekening")
    assert (klaar.code, gedraaid, klaar.uit) == (1, [], "")
    assert zin in klaar.fout


@pytest.mark.parametrize("voor", ['namespaces="ibt"', 'namespaces="git"', "geen sleutel"])
def test_a_signer_who_is_not_on_the_list_is_unknown(
    ibt: Ibt, map_: Path, sleutels: Path, tmp_path: Path, gedraaid: list[Path], voor: str
) -> None:
    ibt("sign", map_, "--sleutel", sleutels / ("piet" if "ibt" in voor else "jan"))
    lijst = signers(tmp_path, sleutels / "jan", voor)
    klaar = ibt("verify", map_, "--ondertekenaars", lijst)
    assert (klaar.code, gedraaid) == (1, [])
    assert "de handtekening is van een onbekende: sleutel SHA256:" in klaar.fout
    assert len(klaar.fout.splitlines()) == 1


@pytest.mark.parametrize(
    ("naam", "zin"),
    [
        ("weg", "deze sleutel is er niet. Geef met --sleutel"),
        ("rommel", "met deze sleutel kan niet worden ondertekend (ssh-keygen: "),
        ("geheim", "met deze sleutel kan niet worden ondertekend (ssh-keygen: "),
    ],
)
def test_a_key_that_cannot_sign_is_refused_in_one_line_and_leaves_nothing(
    ibt: Ibt, map_: Path, sleutels: Path, monkeypatch: pytest.MonkeyPatch, naam: str, zin: str
) -> None:
    (sleutels / "rommel").write_text("geen sleutel")
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")  # asks no terminal
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    klaar = ibt("sign", map_, "--sleutel", sleutels / naam)
    assert (klaar.code, len(klaar.fout.splitlines())) == (1, 1)
    assert zin in klaar.fout
    assert not (map_ / "manifest.json.sig").exists()


def test_without_openssh_that_is_what_is_said(
    ibt: Ibt, map_: Path, sleutels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ibt("sign", map_, "--sleutel", sleutels / "jan")
    monkeypatch.setenv("PATH", str(map_))
    for woorden in (
        ("sign", map_, "--sleutel", sleutels / "jan"),
        ("verify", map_, "--handtekening"),
    ):
        klaar = ibt(*woorden)
        assert (klaar.code, klaar.fout.count("\n")) == (1, 1)
        assert klaar.fout.startswith("ssh-keygen is er niet")


def test_a_folder_that_is_not_what_its_manifest_says_is_not_signed(
    ibt: Ibt, map_: Path, sleutels: Path
) -> None:
    (map_ / "inschaling.csv").write_text("x")
    klaar = ibt("sign", map_, "--sleutel", sleutels / "jan")
    assert klaar.code == 1
    assert "inschaling.csv: is veranderd sinds de ronde is gemaakt" in klaar.fout
    assert not (map_ / "manifest.json.sig").exists()


@pytest.mark.usefixtures("zonder_kernel")
def test_a_signature_is_in_nobodys_way_until_the_round_is_another_one(
    ibt: Ibt, ronde: Path, sleutels: Path, gedraaid: list[Path]
) -> None:
    map_ = ronde.parents[1] / "outputs" / "2026-07-01"
    ibt("render", ronde)
    ibt("sign", map_, "--sleutel", sleutels / "jan")
    for woorden in (("render", ronde, "--force"), ("verify", map_)):
        klaar = ibt(*woorden)
        assert klaar.code == 0
        assert "handtekening" not in klaar.fout
    ronde.write_text(re.sub("(bijgewerkt_op: ).*", r'\1"2026-07-29"', ronde.read_text()))
    for woorden in (("render", ronde), ("verify", map_)):
        klaar = ibt(*woorden)
        assert klaar.code == 0
        assert "deze handtekening hoort niet bij de ronde zoals zij nu is" in klaar.fout
    assert (map_ / "manifest.json.sig").is_file()
