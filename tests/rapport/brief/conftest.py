"""Letters about one invented gemeente, made through the front door: figures and findings in."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ibt.rapport.brief import Brief, make_brief
from ibt.ronde import Ronde, beoordeel_gemeente, volg_traject

SJABLOON = Path(__file__).parents[3] / "notebooks" / "brief.docx"
GEVERIFIEERD = {"soort": "cijfers_geverifieerd", "datum": "2026-07-08"}
VASTGESTELD = {
    "vaststelling": {"door": "J. de Vries", "datum": "2026-08-04"},
    "bijgewerkt_op": "2026-08-06",
}
VOORAANKONDIGING = {
    "soort": "vooraankondiging",
    "datum": "2026-07-15",
    "orgaan": "gedeputeerde staten",
    "reden": "de achterstand is niet kleiner geworden",
    "gevolgen": "de provincie regelt de huisvesting op kosten van de gemeente",
    "termijn": "2026-12-01",
    "reactie_uiterlijk": "2026-09-15",
}
BESLUIT = {
    "soort": "besluit_indeplaatsstelling",
    "datum": "2026-07-14",
    "orgaan": "gedeputeerde staten",
    "besluitdatum": "2026-07-14",
    "bekendgemaakt_op": "2026-07-16",
    "taakverwaarlozing": "de taak is verwaarloosd",
    "taakverwaarlozing_op": "2026-07-14",
    "zienswijze": "geen",
    "termijnen": [{"maatregel": "12 personen huisvesten", "uiterlijk": "2026-10-01"}],
}
EERDER = {
    "datum": "2026-03-14",
    "besluitdatum": "2026-03-10",
    "bekendgemaakt_op": "2026-03-12",
    "taakverwaarlozing_op": "2026-03-10",
}
EERDERE_REACTIE = {"datum": "2026-03-01", "reactie_uiterlijk": "2026-04-15"}
VERSTREKEN = {"maatregel": "m", "uiterlijk": "2026-06-01"}


@pytest.fixture(name="brieven")
def _brieven(ronde_van: Callable[..., Any]) -> Callable[..., list[Brief]]:
    """A letter per row of a table: gemeenten of one round, each with its own findings."""

    def make(*rijen: Mapping[str, Any], ronde: Any = None, buren: Any = ()) -> list[Brief]:
        gelezen, codes = ronde_van(*rijen, buren=buren, **(ronde or {}))
        return [_write(gelezen, code) for code in codes]

    return make


def _write(ronde: Ronde, code: str) -> Brief:
    beoordeling, traject = beoordeel_gemeente(ronde, code), volg_traject(ronde, code)
    return make_brief(beoordeling, traject, ronde.verslag_van(code), ronde.kader)


@pytest.fixture(name="brief")
def _brief(brieven: Callable[..., list[Brief]]) -> Callable[..., Brief]:
    """`brief(bevinding, …, trede=2, realisatie=8)`: the letter about one invented gemeente."""

    def make(*bevindingen: Any, ronde: Any = None, buren: Any = (), **rij: Any) -> Brief:
        return brieven({**rij, "bevindingen": bevindingen}, ronde=ronde, buren=buren)[0]

    return make


@pytest.fixture(scope="session")
def sjabloon() -> bytes:
    """The template of the project."""
    return SJABLOON.read_bytes()


@pytest.fixture(scope="session")
def stukken() -> dict[str, dict[str, Any]]:
    """Findings of treden 4 to 6, complete; and the day of an earlier besluit."""
    return {
        "geverifieerd": GEVERIFIEERD,
        "vooraankondiging": VOORAANKONDIGING,
        "besluit": BESLUIT,
        "eerdere_vooraankondiging": VOORAANKONDIGING | EERDERE_REACTIE,
        "eerder_besluit": {**BESLUIT, **EERDER},
        "verstreken_besluit": {**BESLUIT, **EERDER, "termijnen": [VERSTREKEN]},
        "vastgesteld": VASTGESTELD,
    }
