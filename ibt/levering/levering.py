"""A delivery as it was understood: it shows itself, and is written when it is asked to."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from ibt.batch.schrijf import digest, remove_file, write_file
from ibt.begrippen.fout import UitvoerFout, Waarschuwing
from ibt.begrippen.periode import Peildatum
from ibt.begrippen.tekst import no_formula
from ibt.levering.samen import KOLOMMEN, Rij, kept_name
from ibt.levering.tonen import Uitlegdeel, explain
from ibt.levering.vorige import Cijferverschil
from ibt.readers.bron.tabel import Brontabel

_VAST = KOLOMMEN[:6]


@dataclass(frozen=True, repr=False)
class Levering:
    """Delivered files of one half-year, as the rows of `cijfers` that they give.

    `verschillen` is what changes beside the table that is there (`vorige`, its bytes), of which
    `blijft` rows stay; nothing is written before `schrijf`.
    """

    peildatum: Peildatum
    doel: Path
    bronnen: tuple[Brontabel, ...]
    rijen: tuple[Rij, ...]
    verschillen: tuple[Cijferverschil, ...]
    blijft: int
    vorige: bytes | None
    waarschuwingen: tuple[Waarschuwing, ...]

    @property
    def csv(self) -> str:
        """The canonical table; an optional column that nobody fills is left out."""
        gevuld = [
            naam
            for naam in KOLOMMEN
            if naam in _VAST or any(rij.get(naam) not in (None, "") for rij in self.rijen)
        ]
        uit = io.StringIO()
        schrijver = csv.writer(uit, lineterminator="\n")
        schrijver.writerow(gevuld)
        for rij in self.rijen:
            schrijver.writerow([_cell(rij.get(naam)) for naam in gevuld])
        return uit.getvalue()

    @property
    def tabel(self) -> pd.DataFrame:
        """The rows to look at, in persons: one per gemeente and day."""
        return pd.DataFrame(self.rijen, columns=list(KOLOMMEN)).dropna(axis=1, how="all")

    @property
    def is_al_geschreven(self) -> bool:
        """Whether the table that is there is this very one."""
        return self.vorige is not None and self.vorige == self.csv.encode()

    @property
    def bewaard(self) -> Path:
        """The folder in which delivered files stay as they came."""
        return self.doel.parents[1] / "bron" / str(self.peildatum)

    def uitleg(self) -> list[Uitlegdeel]:
        """What was understood, in the order in which one checks it."""
        return list(explain(self))

    def schrijf(self) -> tuple[Path, ...]:
        """Writes the table, keeps the delivered files and the table that was there; all or nothing.

        The paths that were made; none where the table was this one already. UitvoerFout where a
        file cannot be written, or the table changed since it was read.
        """
        if self.is_al_geschreven:
            return ()
        nu = self.doel.read_bytes() if self.doel.is_file() else None
        if nu != self.vorige:
            raise UitvoerFout(
                f"{self.doel}: dit bestand is veranderd sinds het is gelezen. Lees de levering "
                "opnieuw in."
            )
        werk = {self.bewaard / kept_name(bron): bron.inhoud for bron in self.bronnen}
        if self.vorige is not None:
            naam = f"{digest(self.vorige)[:12]}-vorige-{self.doel.name}"
            werk[self.bewaard / naam] = self.vorige
        werk = {pad: inhoud for pad, inhoud in werk.items() if not pad.exists()}
        with ExitStack() as terug:
            for pad, inhoud in werk.items():
                write_file(pad, inhoud)
                terug.callback(remove_file, pad)
            write_file(self.doel, self.csv.encode())
            terug.pop_all()
        return (self.doel, *werk)

    def __repr__(self) -> str:
        namen = ", ".join(bron.bestand for bron in self.bronnen)
        stand = "al geschreven" if self.is_al_geschreven else "nog niet geschreven: .schrijf()"
        return f"Levering({self.peildatum}: {len(self.rijen)} regels uit {namen}; {stand})"

    def _repr_html_(self) -> str:
        delen = [f"<p>{escape(repr(self))}</p>"]
        for deel in self.uitleg():
            delen.append(f"<h4>{escape(deel.kop)}</h4>")
            for regel in deel.regels:
                delen.append(f"<p>{escape(regel)}</p>")
            cellen = "".join(
                "<tr>" + "".join(f"<td>{escape(cel)}</td>" for cel in rij) + "</tr>"
                for rij in deel.rijen
            )
            delen += [f"<table>{cellen}</table>"] if cellen else []
        delen += [f"<p>Let op: {escape(str(melding))}</p>" for melding in self.waarschuwingen]
        return "".join(delen)


def _cell(waarde: object) -> str:
    if waarde is None:
        return ""
    return no_formula(waarde) if isinstance(waarde, str) else str(waarde)
