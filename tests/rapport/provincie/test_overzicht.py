"""The overview: the numbers that matter first, nothing netted, nobody left out."""

from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from ibt.rapport import provincie as rapport
from ibt.rapport.gemeente import conclusie
from ibt.ronde import beoordeel

RIJEN = (
    {"naam": "Opbergen", "trede": 1, "realisatie": 10},
    {"naam": "Neerijnen", "trede": 3, "stand_begin": -5, "realisatie": 30},
    {"naam": "Blijfveen", "trede": 2, "stand_begin": -5, "realisatie": 23},
    {"naam": "Eerstelingen", "realisatie": 27},
)


VASTGESTELD = {
    "vaststelling": {"door": "J. de Vries", "datum": "2026-08-04"},
    "bijgewerkt_op": "2026-08-06",
}


@pytest.fixture
def ronde(make_ronde: Any) -> Any:
    return make_ronde(*RIJEN)


@pytest.fixture
def beoordelingen(ronde: Any) -> Any:
    return beoordeel(ronde)


def test_the_first_sentence_counts_who_made_it_and_who_moves(beoordelingen: Any, read: Any) -> None:
    assert read(rapport.kerncijfers(beoordelingen)).startswith(
        "In 2 van de 4 gemeenten is de totaalopgave gehaald. 1 gemeente komt onder zwaarder "
        "toezicht, 1 onder lichter toezicht en 2 blijven op dezelfde trede."
    )


def test_of_one_gemeente_it_says_what_she_did(gevallen: Any, read: Any) -> None:
    zinnen = {
        (1, 19): "is de totaalopgave niet gehaald. Zij komt onder zwaarder toezicht.",
        (1, 20): "is de totaalopgave gehaald. Zij blijft op dezelfde trede.",
        (3, 21): "is de totaalopgave gehaald. Zij komt onder lichter toezicht.",
    }
    uit = gevallen(*({"trede": trede, "realisatie": aantal} for trede, aantal in zinnen))
    for een, zin in zip(uit, zinnen.values(), strict=True):
        assert read(rapport.kerncijfers((een.beoordeling,))).startswith(f"In de gemeente {zin}")


def test_of_more_gemeenten_none_one_or_more_made_it(gevallen: Any, read: Any) -> None:
    wel, ook, niet, evenmin = (
        een.beoordeling for een in gevallen(*({"realisatie": n} for n in (20, 21, 19, 18)))
    )
    zinnen = {"geen": (niet, evenmin), "1": (wel, niet), "alle": (wel, ook)}
    for hoeveel, twee in zinnen.items():
        van = "" if hoeveel == "alle" else "van de "
        zin = f"In {hoeveel} {van}2 gemeenten is de totaalopgave gehaald."
        assert read(rapport.kerncijfers(twee)).startswith(zin)


def test_backlogs_and_leads_are_never_netted(beoordelingen: Any, read: Any) -> None:
    tekst = read(rapport.kerncijfers(beoordelingen))
    assert "12 achterstanden samen, personen" in tekst
    assert "12 voorsprongen samen, personen" in tekst
    assert "zij worden niet verrekend" in tekst
    assert "90 totaalopgave, personen" in tekst
    assert "90 gerealiseerd, personen (100,0%)" in tekst


def test_all_six_treden_are_counted_before_and_after(beoordelingen: Any, table: Any) -> None:
    rijen = table(rapport.per_trede(beoordelingen))
    assert [cellen[1:] for cellen in rijen.values()] == [
        ["2", "2"],
        ["1", "2"],
        ["1", "0"],
        ["0", "0"],
        ["0", "0"],
        ["0", "0"],
        ["4", "4"],
    ]


def test_every_gemeente_has_its_row_and_leads_to_its_report(ronde: Any, table: Any) -> None:
    deel = rapport.laddertabel(beoordeel(ronde), ronde.verslag)
    assert list(table(deel)) == ["Blijfveen", "Eerstelingen", "Neerijnen", "Opbergen"]
    assert table(deel)["Opbergen"] == [
        "1", "2", "2", "▲ hoger", "1c", "20", "10", "50,0%", "−10",
    ]  # fmt: skip
    assert 'href="gemeenten/GM9001.html"' in str(deel)
    assert "sorteerbaar" in str(deel)


def test_a_revised_stand_follows_from_the_row_and_the_cards(
    make_ronde: Any, table: Any, read: Any
) -> None:
    """58 of 70 is 12 short: what the revision changed is in what was realised."""
    stuk = {"soort": "herziening", "peildatum": "2026-07-01", "trede": 3, "stand_eind": -12}
    rij = {"trede": 2, "stand_begin": -10, "taakstelling": 60, "realisatie": 62}
    ronde = make_ronde(rij, bevindingen=[stuk])
    een = beoordeel(ronde)
    (cellen,) = table(rapport.laddertabel(een, ronde.verslag)).values()
    assert cellen[-4:] == ["70", "58", "82,9%", "−12"]
    assert "58 gerealiseerd, personen (82,9%)" in read(rapport.kerncijfers(een))


def test_the_treden_are_a_proposal_until_the_round_is_adopted(make_ronde: Any) -> None:
    for sleutels, woord in (({}, "Voorstel"), (VASTGESTELD, "Vastgesteld")):
        ronde = make_ronde(*RIJEN, **sleutels)
        eigen = beoordeel(ronde)
        for deel in (
            rapport.laddertabel(eigen, ronde.verslag),
            rapport.verschil(eigen, None, ronde.verslag),
        ):
            koppen = [
                kop.text for kop in BeautifulSoup(str(deel), "html.parser").select("thead th")
            ]
            assert {"Voorstel", "Vastgesteld"} & set(koppen) == {woord}


def test_the_moves_from_trede_to_trede_add_up(beoordelingen: Any, table: Any) -> None:
    rijen = table(rapport.overgangen(beoordelingen))
    assert rijen["trede 1"] == ["1", "1 ▲", "–", "2"]
    assert rijen["trede 3"] == ["1 ▼", "–", "–", "1"]


def test_treden_over_time_end_with_this_round(beoordelingen: Any, table: Any) -> None:
    rijen = table(rapport.warmtestrook(beoordelingen))
    assert rijen["Neerijnen"] == ["3", "1"]
    assert rijen["Eerstelingen"] == ["–", "1"]


def test_the_map_says_the_treden_in_words(beoordelingen: Any, alt: Any) -> None:
    assert alt(rapport.kaart(beoordelingen)) == (
        "Tegelkaart met de trede per gemeente. trede 1: Eerstelingen en Neerijnen; "
        "trede 2: Blijfveen en Opbergen."
    )


@pytest.mark.parametrize(("realisatie", "achter"), [(19, 1), (20, 0), (21, 0)])
def test_every_gemeente_has_a_small_chart_and_a_backlog_is_marked(
    make_ronde: Any, alt: Any, realisatie: int, achter: int
) -> None:
    ronde = make_ronde({"naam": "Aa", "realisatie": realisatie}, {"naam": "Bee", "realisatie": 30})
    tekst = alt(rapport.kleine_grafieken(beoordeel(ronde)))
    namen = ": Aa" if achter else ""
    assert tekst == (
        f"2 kleine lijngrafieken, een per gemeente. Achterstand op de peildatum: {achter}{namen}."
    )


def test_a_gemeente_outside_the_grid_gets_a_tile_after_it(make_ronde: Any, read: Any) -> None:
    from ibt.rapport.provincie.tegelkaart import _places

    rijen = [{"code": "GM0344", "naam": "Utrecht"}, *({"naam": f"Nieuw {n}"} for n in range(7))]
    eigen = beoordeel(make_ronde(*rijen))
    plekken = _places(eigen)
    assert len(set(plekken.values())) == 8
    assert all(rij > plekken["GM0344"][1] for code, (_, rij) in plekken.items() if code != "GM0344")
    assert "Zonder vaste plek op de kaart, en daarom onderaan: Nieuw 0" in read(
        rapport.kaart(eigen)
    )


@pytest.mark.parametrize(("aantal", "getekend"), [(60, True), (61, False)])
def test_more_gemeenten_than_can_be_read_get_a_sentence_instead_of_a_picture(
    aantal: int, getekend: bool, make_ronde: Any, read: Any
) -> None:
    eigen = beoordeel(make_ronde(*({"naam": f"Dam {nummer}"} for nummer in range(aantal))))
    for deel, zin in (
        (rapport.kaart(eigen), "Bij meer dan 60 gemeenten is er geen kaart met tegels."),
        (rapport.kleine_grafieken(eigen), "Bij meer dan 60 gemeenten staat het verloop alleen"),
    ):
        assert ("<svg" in str(deel)) is getekend
        assert (zin in read(deel)) is not getekend


def test_a_hostile_or_long_name_draws(make_ronde: Any, alt: Any) -> None:
    namen = ["'s-Gravenhage <b>& #eval(1) $x$ *_", "Llanfairpwllgwyngyllgogerychwyrndrobwll", "$"]
    eigen = beoordeel(make_ronde(*({"naam": naam} for naam in namen)))
    assert all(naam in alt(rapport.kaart(eigen)) for naam in namen)


def test_a_name_with_a_character_that_the_font_lacks_draws_without_a_warning(
    make_ronde: Any, alt: Any
) -> None:
    # pytest makes an error of the warning, which a notebook would print on the page.
    eigen = beoordeel(make_ronde({"naam": "Dam \N{GRINNING FACE}"}))
    assert "Dam [U+1F600]" in alt(rapport.kaart(eigen))


def test_borderline_cases_say_how_many_and_to_which_trede(
    gevallen: Any, table: Any, read: Any
) -> None:
    rand, grens, ruim = gevallen(
        {"naam": "Randdam", "trede": 2, "realisatie": 19},
        # Of 30 the margin is 2: one more gives trede 2, but trede 4 is four persons off.
        {"naam": "Grensdam", "trede": 3, "stand_begin": -10, "realisatie": 24},
        {"trede": 1, "realisatie": 30},
    )
    assert table(rapport.grensgevallen((rand.beoordeling, grens.beoordeling))) == {
        "Randdam": ["3", "1 persoon meer: trede 1", "geen andere trede"],
        "Grensdam": ["3", "1 persoon meer: trede 2", "geen andere trede"],
    }
    assert read(rapport.grensgevallen((ruim.beoordeling,))) == (
        "Geen gemeente zit binnen 2 personen of 5% van een andere trede."
    )


def test_what_stops_adoption_comes_before_what_only_needs_a_look(
    make_ronde: Any, read: Any, table: Any
) -> None:
    ronde = make_ronde(
        {"naam": "Besluitveen", "trede": 5, "realisatie": 30},
        {"naam": "Omkoppeldam", "trede": 1, "realisatie": 30, "omkoppelingen": 3},
    )
    deel = rapport.open_besluiten(beoordeel(ronde), ronde.verslag)
    assert table(deel, 0) == {
        "De opgave is volledig gerealiseerd: de toezichthouder beslist nog of de gemeente "
        "teruggaat naar trede 1": ["Besluitveen"],
        "De cijfers zijn nog niet met de gemeente nagegaan": ["Besluitveen en Omkoppeldam"],
    }
    assert "Omkoppeldam" in str(table(deel, 1))
    assert "Geen enkele beoordeling wijkt af" in read(deel)


@pytest.mark.parametrize("sleutels", [{}, VASTGESTELD])
def test_what_was_adopted_without_a_weging_is_not_still_to_be_decided(
    make_ronde: Any, read: Any, sleutels: Any
) -> None:
    ronde = make_ronde(
        {"naam": "Stijgdam", "trede": 2, "stand_begin": -5, "realisatie": 15}, **sleutels
    )
    (een,) = beoordeel(ronde)
    vast = bool(sleutels)
    overzicht = read(rapport.open_besluiten((een,), ronde.verslag))
    pagina = read(conclusie(een, ronde.verslag_van("GM9001"), ronde.kader))
    assert ("zonder dit kan de ronde niet worden vastgesteld" in overzicht) is not vast
    for tekst in (overzicht, pagina):
        assert ("heeft nog niet gewogen" in tekst) is not vast
        assert ("Vastgesteld zonder vastgelegde weging van wat" in tekst) is vast


@pytest.mark.parametrize(("sleutels", "woord"), [({}, "voorstel"), (VASTGESTELD, "vastgesteld")])
def test_a_deviation_is_listed_with_both_treden(
    make_ronde: Any, read: Any, sleutels: Any, woord: str
) -> None:
    ronde = make_ronde(
        {"naam": "Afwijkdam", "trede": 2, "stand_begin": -5, "realisatie": 15},
        bevindingen=[{"soort": "afwijking", "grond": "overmacht", "trede": 2}],
        **sleutels,
    )
    assert f"berekend trede 3, {woord} trede 2, afwijking: overmacht (§3.1)." in read(
        rapport.open_besluiten(beoordeel(ronde), ronde.verslag)
    )


def test_a_stand_that_does_not_follow_on_is_listed(make_ronde: Any, table: Any) -> None:
    rij = {"naam": "Zeedam", "trede": 2, "stand_begin": -23, "stand_eind_vorig": -20}
    ronde = make_ronde({**rij, "realisatie": 50})
    assert table(rapport.verschil(beoordeel(ronde), None, ronde.verslag), 1)["Zeedam"] == [
        "−23",
        "−20",
        "0",
    ]


def test_without_a_former_round_it_says_where_the_trede_before_comes_from(
    ronde: Any, read: Any
) -> None:
    tekst = read(rapport.verschil(beoordeel(ronde), None, ronde.verslag))
    assert "De vorige ronde is niet bij deze ronde opgegeven" in tekst


def former(codes: list[str], **kolommen: Any) -> pd.DataFrame:
    """The table of a former round as it is read, with some of its columns."""
    basis = {"trede_voorstel": 1, "totaalopgave": 10, "gerealiseerd": 7, "stand_eind": -3}
    return pd.DataFrame({**basis, **kolommen}, index=pd.Index(codes, name="gemeentecode"))


def test_figures_of_the_former_round_stand_beside_those_of_now(
    make_ronde: Any, table: Any, read: Any
) -> None:
    rijen = [{"naam": "Aa", "stand_begin": -3, "realisatie": 1130}, {"naam": "Nieuw"}]
    ronde = make_ronde(*({"trede": 1, "taakstelling": 1120, **rij} for rij in rijen))
    eigen = beoordeel(ronde)
    deel = rapport.verschil(eigen, former([eigen[0].gemeente.code]), ronde.verslag)
    cijfers = table(deel, -1)
    assert cijfers["Aa"] == ["10", "1.123", "7", "1.130", "−3", "+7"]
    assert cijfers["Nieuw"][::2] == ["–", "–", "–"]


def test_a_proposal_that_was_decided_otherwise_is_named(
    ronde: Any, beoordelingen: Any, read: Any
) -> None:
    codes = [b.gemeente.code for b in beoordelingen]
    vorige = former(codes, trede_voorstel=[2, 1, 3, 2])
    namen = [b.gemeente.naam for b in beoordelingen if str(b.trede_vorig) == "1"]
    assert "Opbergen" in namen
    tekst = read(rapport.verschil(beoordelingen, vorige, ronde.verslag))
    assert tekst.endswith("Anders vastgesteld dan de vorige ronde voorstelde: Opbergen.")


def test_warnings_about_the_inputs_are_shown(make_ronde: Any, read: Any) -> None:
    ronde = make_ronde({"onbekende_kolom": "x"})
    assert "Wel zijn er waarschuwingen" in read(rapport.meldingen(ronde.verslag))
    assert "onbekende_kolom" in read(rapport.meldingen(ronde.verslag))


def test_a_round_with_one_snapshot_and_a_three_column_register_renders_whole(
    make_ronde: Any, read: Any
) -> None:
    ronde = make_ronde(
        {}, {}, register=[{"gemeentecode": "GM9001", "datum": "2026-02-10", "trede": 2}]
    )
    eigen = beoordeel(ronde)
    assert "Het register kent geen treden op eerdere peildata." in read(rapport.warmtestrook(eigen))
    delen = [
        rapport.titelblad(eigen, ronde.verslag),
        rapport.meldingen(ronde.verslag),
        rapport.verschil(eigen, None, ronde.verslag),
        rapport.laddertabel(eigen, ronde.verslag),
        *(
            getattr(rapport, naam)(eigen)
            for naam in ("kerncijfers", "per_trede", "kaart", "overgangen")
        ),
        rapport.grensgevallen(eigen),
        rapport.open_besluiten(eigen, ronde.verslag),
    ]
    assert all(str(deel) for deel in delen)
