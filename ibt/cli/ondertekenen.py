"""`ibt sign`: a signature over a rendered round; and the same, asked for by `ibt verify`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ibt.begrippen.fout import RondeFout
from ibt.cli.laden import BESTAND, PAD
from ibt.cli.melden import say, shown
from ibt.cli.taal import Opdracht

HANDTEKENING = click.option(
    "--handtekening",
    is_flag=True,
    help="Controleer eerst de handtekening; klopt die niet, dan wordt niets uitgevoerd.",
)
ONDERTEKENAARS = BESTAND(
    "--ondertekenaars",
    help="Wie mag ondertekenen (allowed signers van OpenSSH); anders parameters/ondertekenaars.",
)


@click.command(cls=Opdracht)
@click.argument("map_", type=PAD, metavar="MAP")
@BESTAND("--sleutel", help="Uw eigen sleutel van OpenSSH; anders .ssh/id_ed25519 in uw eigen map.")
def sign(map_: Path, sleutel: Path | None) -> None:
    """Onderteken een gemaakte ronde met uw eigen sleutel (ssh-keygen)."""
    from ibt.batch.handtekening import sign_map
    from ibt.batch.manifest import HANDTEKENING, read_manifest

    map_ = map_.resolve()
    gezet = sign_map(map_, sleutel or Path.home() / ".ssh" / "id_ed25519")
    manifest = read_manifest(map_)
    say(
        f"Ondertekend: ronde {manifest.get('peildatum')}, {manifest.get('staat')}, met sleutel "
        f"{gezet}: {shown(map_ / HANDTEKENING)}"
    )


def require_signature(map_: Path, ondertekenaars: Path | None) -> None:
    """Say who signed; RondeFout, before anything of the round has run, where that is not certain.

    A file that changed makes it uncertain too: a notebook in it would run.
    """
    from ibt.batch.handtekening import check_signature
    from ibt.batch.verify import changed_since

    gezet = check_signature(map_, ondertekenaars or _known_signers())
    if anders := changed_since(map_):
        raise RondeFout(
            "\n".join((*anders, "Er is niets uitgevoerd: de map is niet die is getekend."))
        )
    say(f"Ondertekend door {gezet.wie}, met sleutel {gezet.sleutel}.")


def stale_signature(map_: Path) -> Iterator[str]:
    """A line where a signature lies there that is not of this manifest."""
    from ibt.batch.handtekening import is_stale
    from ibt.batch.manifest import HANDTEKENING

    if is_stale(map_):
        yield (
            f"{shown(map_ / HANDTEKENING)}: deze handtekening hoort niet bij de ronde zoals zij nu "
            "is; onderteken opnieuw met ibt sign, of haal het bestand weg"
        )


def _known_signers() -> Path:
    """Those of the nearest project, upwards from where you stand."""
    from ibt.batch.handtekening import ONDERTEKENAARS

    hier = Path.cwd()
    plekken = (map_ / ONDERTEKENAARS for map_ in (hier, *hier.parents))
    return next((pad for pad in plekken if pad.is_file()), hier / ONDERTEKENAARS)
