"""An analyst's own section: text, tables and charts in the house style, or what cannot be shown."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import ibt
from ibt.begrippen.fout import InvoerFout

STANDEN = pd.DataFrame(
    {"stand_eind": [-9, -16, -1234]},
    index=pd.Index([date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)], name="peildatum"),
)


def test_text_tables_and_charts_become_one_part() -> None:
    grafiek = ibt.grafiek(STANDEN, "De achterstand groeide.")
    blad = BeautifulSoup(
        str(ibt.deel("Uitleg.", STANDEN, grafiek, bijschrift="Zeist")), "html.parser"
    )
    assert [p.text for p in blad.select("p")] == ["Uitleg."]
    assert blad.caption is not None
    assert blad.caption.text == "Zeist"
    assert [kop.text for kop in blad.select("thead th")] == ["peildatum", "stand eind"]
    assert [cel.text for cel in blad.select("tbody tr:last-child > *")] == [
        "1 januari 2026",
        "−1.234",
    ]
    assert [kop.text for kop in blad.select("figcaption")] == ["De achterstand groeide."]


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [(1793, "1.793"), (2.5, "2,5"), (True, "ja"), (False, "nee"), (None, "–"), ("x", "x")],
)
def test_a_value_is_written_as_in_the_rest_of_the_report(waarde: Any, tekst: str) -> None:
    tabel = pd.DataFrame({"wie": ["a"], "wat": pd.Series([waarde], dtype="object")})
    assert BeautifulSoup(str(ibt.deel(tabel)), "html.parser").select("td")[0].text == tekst


def test_what_pandas_gives_is_a_table_whatever_its_shape() -> None:
    reeks = pd.Series([1, 2], index=["a", "b"], name="stand_eind")
    rij = BeautifulSoup(str(ibt.deel(reeks)), "html.parser").select_one("tbody tr:last-child")
    assert rij is not None
    assert [cel.text for cel in rij.select("*")] == ["b", "2"]
    dubbel = pd.DataFrame({"wie": ["a"], "wat": [[1, 2]]}).set_index("wie", drop=False)
    html = BeautifulSoup(str(ibt.deel(dubbel)), "html.parser")
    assert [cel.text for cel in html.select("tbody tr > *")][-2:] == ["a", "[1, 2]"]
    lagen = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product([["x"], ["a", "b"]]))
    with pytest.raises(InvoerFout, match="moet één rij koppen hebben"):
        ibt.deel(lagen)


@pytest.mark.parametrize("soort", ["lijn", "staaf"])
@pytest.mark.parametrize("kolommen", [1, 2, 3])
def test_a_chart_tells_all_it_draws_in_words_too(soort: Any, kolommen: int) -> None:
    namen = ["stand_eind", "nog_nodig", "gehuisvest"][:kolommen]
    frame = pd.DataFrame({naam: [1, 2, 3] for naam in namen}, index=STANDEN.index)
    svg = str(ibt.grafiek(frame, "Het groeide.", soort=soort))
    for naam in namen:
        assert f"{naam.replace('_', ' ')}: 1 januari 2025 1, 1 juli 2025 2" in svg
    assert svg == str(ibt.grafiek(frame, "Het groeide.", soort=soort))


def test_two_charts_on_one_page_keep_their_ids_apart() -> None:
    samen = ibt.deel(ibt.grafiek(STANDEN, "Een."), ibt.grafiek(STANDEN, "Twee."))
    ids = [str(tag["id"]) for tag in BeautifulSoup(str(samen), "html.parser").select("[id]")]
    assert len(ids) == len(set(ids)) > 2


def test_the_same_figures_drawn_otherwise_are_another_chart() -> None:
    samen = ibt.deel(*(ibt.grafiek(STANDEN, "x", soort=soort) for soort in ("lijn", "staaf")))
    ids = [str(tag["id"]) for tag in BeautifulSoup(str(samen), "html.parser").select("[id]")]
    assert len(ids) == len(set(ids)) > 2


@pytest.mark.parametrize(
    ("waarden", "labels"),
    [
        ([0, 1, 2], {"0", "1", "2"}),
        ([0.1, 0.4, 0.9], {"0", "0,5", "1"}),
        ([-1, 0, 1], {"−1", "0", "+1"}),
    ],
)
def test_a_number_on_the_axis_is_the_number_of_its_line(
    waarden: list[float], labels: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """matplotlib draws text as shapes: the labels are caught where the figure is drawn."""
    getekend: list[str] = []

    def catch(naam: str, beeld: Any, *tekst: str) -> str:
        beeld.draw_without_rendering()
        getekend.extend(label.get_text() for label in beeld.axes[0].get_yticklabels())
        return naam

    monkeypatch.setattr("ibt.rapport.eigen.render_grafiek", catch)
    ibt.grafiek(pd.Series(waarden), "x")
    assert labels <= set(getekend)
    assert len(getekend) == len(set(getekend))


def test_a_row_by_name_and_a_single_value_can_be_drawn() -> None:
    ibt.grafiek(pd.Series([3], index=["Zeist"], name="x"), "Een punt.")
    ibt.grafiek(pd.Series([3, None], index=["a", "b"], name="x"), "Niet alles.", soort="staaf")


@pytest.mark.parametrize(
    ("maak", "deel"),
    [
        (lambda: ibt.deel(STANDEN[["stand_eind"] * 2]), "moet één rij koppen hebben"),
        (lambda: ibt.grafiek(STANDEN[["stand_eind"] * 2], "x"), "moet één rij koppen hebben"),
        (lambda: ibt.grafiek(pd.Series([1, float("inf")], name="n"), "x"), "geen oneindig"),
        (
            lambda: ibt.deel(3),
            'moet tekst, een DataFrame of een grafiek van ibt zijn; gevonden: "int"',
        ),
        (lambda: ibt.grafiek(STANDEN, "x", soort="taart"), 'soort moet "lijn" of "staaf" zijn'),
        (lambda: ibt.grafiek(STANDEN.iloc[:0], "x"), "ten minste één rij"),
        (
            lambda: ibt.grafiek(STANDEN[["stand_eind"] * 4].set_axis(list("abcd"), axis=1), "x"),
            "1 tot",
        ),
        (lambda: ibt.grafiek(pd.Series(["a"], name="n"), "x"), 'kolom "n": moet getallen hebben'),
        (
            lambda: ibt.grafiek(pd.Series([float("nan")], name="n"), "x"),
            'kolom "n": moet getallen hebben',
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(maak: Any, deel: str) -> None:
    with pytest.raises(InvoerFout) as fout:
        maak()
    assert deel in str(fout.value)
