"""The nouns of a running half-year: what a Voortgang says of itself."""

from datetime import date

import pytest

from ibt.begrippen.periode import Moment, Peildatum, Periode
from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Tempo
from ibt.kader.utrecht_2024.tekst import TEKST


@pytest.mark.parametrize(
    ("dag", "halverwege"),
    [
        ("2026-07-01", "2026-04-01"),
        ("2027-01-01", "2026-10-01"),
        ("2026-04-01", "2026-04-01"),
        ("2026-10-01", "2026-10-01"),
        ("2026-02-01", "2026-04-01"),
        ("2026-06-01", "2026-04-01"),
        ("2026-12-01", "2026-10-01"),
    ],
)
def test_halverwege_is_the_midpoint_of_the_half_year_that_is_looked_at(
    dag: str, halverwege: str
) -> None:
    assert str(Peildatum(date.fromisoformat(dag)).halverwege) == halverwege


@pytest.mark.parametrize(
    ("dag", "moment", "periode", "volgende", "vorige"),
    [
        ("2026-04-01", Moment.VOORTGANG, "2026-I", "2026-07-01", "2026-01-01"),
        ("2026-10-01", Moment.VOORTGANG, "2026-II", "2027-01-01", "2026-07-01"),
        ("2026-12-01", Moment.VOORTGANG, "2026-II", "2027-01-01", "2026-07-01"),
        ("2026-07-01", Moment.BEOORDELING, "2026-I", "2027-01-01", "2026-01-01"),
    ],
)
def test_what_comes_before_and_after_a_day(
    dag: str, moment: Moment, periode: str, volgende: str, vorige: str
) -> None:
    een = Peildatum(date.fromisoformat(dag))
    assert een.moment is moment
    assert str(een.periode) == periode
    assert str(een.volgende_beoordeling) == volgende
    assert str(een.vorige_beoordeling) == vorige


def test_a_pace_is_persons_a_month() -> None:
    assert Tempo(Periode(2026, 1), 17, 3).per_maand == pytest.approx(17 / 3)


@pytest.mark.parametrize(
    ("dag", "voorbeeld", "staat", "merk"),
    [
        ("2026-04-01", False, "tussenstand", "TUSSENSTAND, geen inschaling"),
        (
            "2026-10-01",
            True,
            "tussenstand",
            "TUSSENSTAND, geen inschaling · VOORBEELD: cijfers verzonnen",
        ),
        ("2026-07-01", False, "concept", "CONCEPT"),
    ],
)
def test_halfway_every_page_says_that_it_is_no_inschaling(
    dag: str, voorbeeld: bool, staat: str, merk: str
) -> None:
    peildatum = Peildatum(date.fromisoformat(dag))
    verslag = Verslag("Utrecht", TEKST, peildatum, peildatum.datum, None, voorbeeld, (), (), "1")
    assert (verslag.staat, verslag.merk) == (staat, merk)
