"""Where everything of a round stands in its folder, at each moment."""

from __future__ import annotations

from dataclasses import dataclass

from ibt.begrippen.periode import Moment, Peildatum

PROVINCIE = "provincie"
INDEX = "index.html"
CONTROLE = "controle.html"
AGENDA = "agenda.ics"
BUNDEL = "alle-rapporten.pdf"
# What the round says of itself: for who reads, for programs, and with all hashes.
HERKOMST = "herkomst.html"
CRATE = "ro-crate-metadata.json"
MANIFEST = "manifest.json"
INVOER = "invoer/ronde.yaml"


@dataclass(frozen=True)
class Rondesoort:
    """The notebooks of a gemeente and of the province, and the table (without suffix)."""

    gemeente: str
    provincie: str
    tabel: str

    @property
    def csv(self) -> str:
        """The table for programs."""
        return f"{self.tabel}.csv"

    @property
    def xlsx(self) -> str:
        """The table for Excel."""
        return f"{self.tabel}.xlsx"


SOORT: dict[Moment, Rondesoort] = {
    Moment.BEOORDELING: Rondesoort("gemeente.ipynb", "provincie.ipynb", "inschaling"),
    Moment.VOORTGANG: Rondesoort("voortgang.ipynb", "voortgang_provincie.ipynb", "voortgang"),
}


def soort_of(peildatum: Peildatum) -> Rondesoort:
    """What a round of this day consists of."""
    return SOORT[peildatum.moment]


def report_place(naam: str) -> str:
    """The path of a report without suffix: the overview on top, gemeenten in a folder."""
    return naam if naam == PROVINCIE else f"gemeenten/{naam}"


def report_files(naam: str) -> tuple[str, ...]:
    """Its notebook, page and PDF."""
    return tuple(report_place(naam) + soort for soort in (".ipynb", ".html", ".pdf"))


def letter_place(gemeentecode: str) -> str:
    """The path of the letter of a gemeente."""
    return f"brieven/{gemeentecode}.docx"
