"""manifest.json.sig: a signature over the manifest, set and checked by OpenSSH (`ssh-keygen -Y`).

Whoever may write the folder of a round can work out all its hashes again; not this.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ibt.batch.manifest import HANDTEKENING, changed_files, extra_files, read_manifest
from ibt.batch.schrijf import write_file
from ibt.begrippen.fout import RondeFout, UitvoerFout, enumerated
from ibt.begrippen.indeling import MANIFEST

# A signature for this is none for anything else that the same key signs, as a commit.
NAAMRUIMTE = "ibt"
# Who may sign, as OpenSSH's "allowed signers": kept with the rounds, never in the folder of one.
ONDERTEKENAARS = "parameters/ondertekenaars"
_GROOTST = 100_000  # bytes
_SLEUTEL = re.compile(r"SHA256:[\w+/=]+")


@dataclass(frozen=True)
class Ondertekening:
    """Who signed a round, by the list of signers, and the fingerprint of the key."""

    wie: str
    sleutel: str


def sign_map(map_: Path, sleutel: Path) -> str:
    """Sign the manifest of a round, and give the fingerprint of the key.

    OpenSSH itself asks for the words that guard the key, where there are. RondeFout where the
    folder is not what its manifest says; UitvoerFout where this key cannot sign.
    """
    manifest = read_manifest(map_)
    if anders := [*changed_files(map_, manifest), *extra_files(map_, manifest)[0]]:
        raise RondeFout(
            f"{map_}: wordt niet ondertekend, want de map is niet wat het manifest zegt "
            f"({enumerated(anders, '; ')}). Maak de ronde opnieuw met ibt render."
        )
    inhoud = (map_ / MANIFEST).read_bytes()
    if not sleutel.is_file():
        raise UitvoerFout(
            f"{sleutel}: deze sleutel is er niet. Geef met --sleutel het bestand van uw eigen "
            "sleutel, of maak er een: ssh-keygen -t ed25519."
        )
    with tempfile.TemporaryDirectory() as tijdelijk:
        kopie = Path(tijdelijk) / MANIFEST
        kopie.write_bytes(inhoud)
        klaar = _ssh_keygen("sign", "-f", str(sleutel), "-n", NAAMRUIMTE, str(kopie))
        gezet = kopie.with_name(HANDTEKENING)
        if klaar.returncode or not gezet.is_file():
            raise UitvoerFout(
                f"{sleutel}: met deze sleutel kan niet worden ondertekend (ssh-keygen: "
                f"{_reason(klaar)}). Geef met --sleutel een eigen sleutel die alleen u mag lezen."
            )
        write_file(map_ / HANDTEKENING, gezet.read_bytes())
    return _key_of(map_)


def check_signature(map_: Path, ondertekenaars: Path) -> Ondertekening:
    """Who signed the manifest that lies there now; RondeFout where no known signer did."""
    read_manifest(map_)
    sleutel = _key_of(map_)
    if not ondertekenaars.is_file():
        raise RondeFout(
            f"{ondertekenaars}: deze lijst met ondertekenaars is er niet, dus van wie sleutel "
            f"{sleutel} is, is niet te zeggen. Geef met --ondertekenaars een lijst die u zelf "
            "vertrouwt."
        )
    lijst, sig = str(ondertekenaars), str(map_ / HANDTEKENING)
    gevonden = _ssh_keygen("find-principals", "-s", sig, "-f", lijst).stdout.splitlines()
    inhoud = (map_ / MANIFEST).read_bytes()
    for wie in filter(None, gevonden):
        woorden = ("-f", lijst, "-I", wie, "-n", NAAMRUIMTE, "-s", sig)
        if _ssh_keygen("verify", *woorden, stdin=inhoud).returncode == 0:
            return Ondertekening(wie, sleutel)
    raise RondeFout(
        f"{HANDTEKENING}: de handtekening is van een onbekende: sleutel {sleutel} staat niet in "
        f"{ondertekenaars}, of daar niet voor {NAAMRUIMTE}. Vraag wie tekende langs een andere weg "
        "om de sleutel, en vertrouw de ronde tot dan niet."
    )


def is_stale(map_: Path) -> bool:
    """Whether a signature lies there that is not of this manifest; False where nobody can tell."""
    if not (map_ / HANDTEKENING).is_file() or not shutil.which("ssh-keygen"):
        return False
    try:
        _key_of(map_)
    except RondeFout:
        return True
    return False


def _key_of(map_: Path) -> str:
    """The fingerprint of the key that signed this very manifest, whosever it is."""
    pad = map_ / HANDTEKENING
    if not pad.is_file() or pad.is_symlink():
        raise RondeFout(
            f"{pad}: deze ronde is niet ondertekend. Onderteken haar met ibt sign, of vraag haar "
            "opnieuw aan wie haar maakte."
        )
    if pad.stat().st_size > _GROOTST:
        raise RondeFout(f"{pad}: is geen handtekening van ssh-keygen. Onderteken opnieuw.")
    inhoud = (map_ / MANIFEST).read_bytes()
    klaar = _ssh_keygen("check-novalidate", "-n", NAAMRUIMTE, "-s", str(pad), stdin=inhoud)
    if klaar.returncode == 0 and (sleutel := _SLEUTEL.search(klaar.stdout)):
        return sleutel[0]
    match _reason(klaar):
        case zin if "incorrect signature" in zin:
            waarom = (
                "hoort niet bij dit manifest: het manifest is na het ondertekenen veranderd, of "
                "de handtekening is van een andere ronde"
            )
        case zin if "namespace" in zin:
            waarom = f"is voor iets anders gezet dan een ronde (moet voor {NAAMRUIMTE} zijn)"
        case zin:
            waarom = f"is geen leesbare handtekening (ssh-keygen: {zin})"
    raise RondeFout(
        f"{HANDTEKENING}: {waarom}. Vertrouw de ronde niet, of onderteken haar opnieuw als u haar "
        "zelf maakte."
    )


def _ssh_keygen(
    doe: str, *woorden: str, stdin: bytes | None = None
) -> subprocess.CompletedProcess[str]:
    """What OpenSSH says; UitvoerFout where there is none."""
    opdracht: Sequence[str] = (shutil.which("ssh-keygen") or "", "-Y", doe, *woorden)
    if not opdracht[0]:
        raise UitvoerFout(
            "ssh-keygen is er niet: dat programma zet en controleert de handtekening. Installeer "
            "OpenSSH (versie 8.1 of nieuwer; op Windows het onderdeel OpenSSH-client)."
        )
    klaar = subprocess.run(opdracht, input=stdin, capture_output=True, check=False)
    uit, fout = (tekst.decode("utf-8", "replace") for tekst in (klaar.stdout, klaar.stderr))
    return subprocess.CompletedProcess(klaar.args, klaar.returncode, uit, fout)


def _reason(klaar: subprocess.CompletedProcess[str]) -> str:
    """The line in which OpenSSH says what was wrong: the first, but for a box around a warning."""
    regels = [regel.strip().rstrip(".") for regel in klaar.stderr.splitlines()]
    echt = [regel for regel in regels if regel and not regel.startswith(("@", "Signing file"))]
    return echt[0] if echt else "zonder uitleg"
