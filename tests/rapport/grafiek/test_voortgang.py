"""Charts of a running half-year: drawn until its end, housed until now, names as they are."""

from typing import Any

import pytest

from ibt.rapport.grafiek import veelvoud, verloop


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that were drawn, with what is said of them."""
    beelden: list[Any] = []

    def keep(naam: str, beeld: Any, alt: str, bevinding: str, toelichting: str) -> str:
        beelden.append((beeld, alt, f"{bevinding} {toelichting}"))
        return alt

    monkeypatch.setattr(verloop, "render_grafiek", keep)
    monkeypatch.setattr(veelvoud, "render_grafiek", keep)
    return beelden


def test_the_alt_text_says_where_it_stands_now(halverwege: Any, drawn: list[Any]) -> None:
    verloop.verloop_grafiek(halverwege(stand_begin=-5).voortgang)
    ((beeld, tekst, titel),) = drawn
    assert titel.startswith(
        "Op 1 april 2026 zijn 10 personen gehuisvest: evenveel als het schema voor de "
        "taakstelling (10); voor de totaalopgave zijn nog 15 personen nodig. Realisatie sinds"
    )
    assert tekst == (
        "Lijngrafiek. Stand op 1 april 2026: 10 personen gehuisvest volgens het COA. "
        "Dat is evenveel als het schema voor de taakstelling (10); voor de totaalopgave (25) zijn "
        "nog 15 personen nodig."
    )
    assert [label.get_text() for label in beeld.axes[0].get_xticklabels()] == [
        "1 jan", "1 apr", "1 jul"
    ]  # fmt: skip


def test_the_lines_run_to_the_end_and_the_persons_until_now(
    halverwege: Any, drawn: list[Any]
) -> None:
    maart = {"stand_per": "2026-03-01", "realisatie": 6}
    verloop.verloop_grafiek(halverwege(maanden=[maart]).voortgang)
    schema, totaal, gehuisvest = drawn[0][0].axes[0].get_lines()
    assert list(schema.get_ydata()) == [0, 20]
    assert list(totaal.get_ydata()) == [20, 20]
    assert list(gehuisvest.get_ydata()) == [0, 6, 10]
    assert max(gehuisvest.get_xdata()) < max(schema.get_xdata())


@pytest.mark.parametrize("aantal", [1, 5, 6])
def test_every_gemeente_has_its_own_small_chart(
    aantal: int, halverwege: Any, drawn: list[Any]
) -> None:
    buren = [{"naam": f"Verzonnendam {nr}", "realisatie": 9} for nr in range(1, aantal)]
    veelvoud.veelvoud(halverwege(naam="Aa", buren=buren).voortgangen)
    beeld, tekst, bijschrift = drawn[0]
    vakken = [vak for vak in beeld.axes if vak.axison]
    assert [vak.get_title(loc="left") for vak in vakken] == [
        "Aa", *(f"Verzonnendam {nr} •" for nr in range(1, aantal))
    ]  # fmt: skip
    assert tekst.startswith(f"{aantal} kleine lijngrafieken")
    assert f"Niet op schema: {aantal - 1}" in tekst
    assert bijschrift.startswith(f"Niet op schema: {aantal - 1} van de {aantal} gemeente")
    assert (
        "Gehuisvest tot 1 april 2026 volgens het COA, zonder correcties (dikke lijn)" in bijschrift
    )


@pytest.mark.parametrize(
    "naam", ["$\\frac{x$ <b>", "'s-Gravenhage <b>& $x$ *_", "Dam \u20ac_{a}", "Dam \U0001f600"]
)
def test_a_hostile_name_is_no_formula(naam: str, halverwege: Any) -> None:
    svg = str(veelvoud.veelvoud(halverwege(naam=naam, realisatie=9).voortgangen))
    assert "<b>" not in svg
    assert svg.count("<svg") == 1


@pytest.mark.parametrize("rij", [{"taakstelling": 0, "realisatie": 0}, {"stand_begin": 40}])
def test_an_opgave_of_nothing_or_less_is_drawn_within_its_chart(
    rij: dict[str, int], halverwege: Any, drawn: list[Any]
) -> None:
    veelvoud.veelvoud(halverwege(**rij).voortgangen)
    vak = drawn[0][0].axes[0]
    laag, hoog = vak.get_ylim()
    for lijn in vak.get_lines():
        assert all(laag < hoogte < hoog for hoogte in lijn.get_ydata())
