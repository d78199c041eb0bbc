"""Verslag: what every report of a round shares, whichever gemeente it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.bron import Bron
from ibt.begrippen.controle import Controles
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.periode import Moment, Peildatum

# The state of a round that is not the real one: no page, table or folder of it passes for that.
PROEF = "proef"
# So says each row of its table, among the points of attention.
PROEF_PUNT = "proef_telt_niet"


@dataclass(frozen=True)
class Verslag:
    """The round as a report names it: moment, status, sources and the program's version.

    `vaststelling` is by whom and when it was adopted, as the register has it; `concept_omdat` says
    why it is a draft although the round file names an adoption; `vastgesteld` are the codes of the
    gemeenten that were adopted, which may be some of them. `voorbeeld` says that figures are
    invented, `is_proef` that this is not the round itself; every page then says so, and with
    `proef` what was tried. `meldingen` holds warnings about the inputs, each a whole sentence;
    `controles` are those of them about figures that do not go together.
    """

    provincie: str
    kader: Kadertekst
    peildatum: Peildatum
    bijgewerkt_op: date
    vaststelling: Vaststelling | None
    voorbeeld: bool
    bronnen: tuple[Bron, ...]
    meldingen: tuple[str, ...]
    versie: str
    concept_omdat: str = ""
    vastgesteld: frozenset[str] = frozenset()
    proef: tuple[str, ...] = ()
    is_proef: bool = False
    controles: Controles = field(default_factory=Controles)

    @property
    def is_voortgang(self) -> bool:
        """Whether it looks at a running half-year, in which no trede is set."""
        return self.peildatum.moment is Moment.VOORTGANG

    def naam_van(self, gemeente: Gemeente) -> str:
        """The name as a title: `Gemeente Utrecht` where the province has the same name."""
        gelijk = gemeente.naam == self.provincie
        return f"Gemeente {gemeente.naam}" if gelijk else gemeente.naam

    @property
    def staat(self) -> str:
        """`concept` until adopted, then `vastgesteld`; within a half-year `tussenstand`.

        What is not the round itself is a `proef`, whenever it looks.
        """
        if self.is_proef:
            return PROEF
        if self.is_voortgang:
            return "tussenstand"
        return "concept" if self.vaststelling is None else "vastgesteld"

    @property
    def uitkomst(self) -> str:
        """What the trede of a gemeente is here: `voorstel` until the round is adopted."""
        return "voorstel" if self.vaststelling is None else "vastgesteld"

    @property
    def merk(self) -> str:
        """What stands on every page: the state (PROEF too), and VOORBEELD for invented figures."""
        status = f"{self.staat.upper()}{', geen inschaling' if self.is_voortgang else ''}"
        return f"{status} · VOORBEELD: cijfers verzonnen" if self.voorbeeld else status
