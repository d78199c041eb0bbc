"""Rule and trede for one gemeente and for a hundred thousand: the same answer."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.beoordeling.inschaling import classify, columns, inschalen
from ibt.beoordeling.kolommen import INVOER_KOLOMMEN, VERPLICHT, complete
from ibt.beoordeling.positie import Zaak
from ibt.beoordeling.som import make_som
from ibt.beoordeling.strekken import ALTIJD, GEEN, stretches
from ibt.beoordeling.uitkomst import Ladderuitkomst, ask_ladder
from ibt.kader.utrecht_2024 import UTRECHT_2024
from tests.beoordeling.conftest import make_invoer, rows

LADDER = UTRECHT_2024.ladder

ONDER_0 = ("stand_begin", "herverdeling", "herzien", "stand_eind_vorig", "stand_bij_intrede")


def one_by_one(rij: dict[str, int], extra: int = 0) -> tuple[str, int]:
    """Rule and trede of one gemeente, in plain Python from the contract."""
    begin = rij["stand_begin"] + rij["open_correctie"]
    opgave = rij["taakstelling"] + rij["herverdeling"] - begin
    gerealiseerd = rij["realisatie"] + extra - rij["nagekomen"] + rij["correctie"]
    eind = gerealiseerd - opgave + rij["herzien"]
    regel = LADDER.select_regel(
        rij["trede_vorig"],
        {
            "toerekenbaar": max(0, max(0, -eind) - rij["verschoonbaar"]),
            "stand_begin_gebruikt": begin,
            "achterstand_begin": max(0, -begin),
            "stand_eind": eind,
            "verbeterplan_niet_uitgevoerd": rij["verbeterplan_niet_uitgevoerd"],
        },
    )
    return regel.id, regel.naar


def nearest(rij: dict[str, int], richting: int) -> tuple[int, int]:
    """The first number of persons more or fewer with another trede, by trying them all."""
    nu = one_by_one(rij)[1]
    gerealiseerd = rij["realisatie"] - rij["nagekomen"] + rij["correctie"]
    grens = 700 if richting > 0 else gerealiseerd
    for personen in range(1, grens + 1):
        dan = one_by_one(rij, richting * personen)[1]
        if dan != nu:
            return personen, dan
    return GEEN, GEEN


@pytest.mark.parametrize(
    ("kolom", "waarde", "mag"),
    [
        ("realisatie", 20.0, True),
        ("realisatie", -1.0, True),
        ("realisatie", 20.5, False),
        ("realisatie", -0.5, False),
        ("realisatie", float("nan"), False),
        ("realisatie", "twintig", False),
        ("stand_eind_vorig", None, True),
        ("stand_bij_intrede", None, True),
        ("stand_eind_vorig", "geen", False),
        ("stand_eind_vorig", -3.0, True),
    ],
)
def test_only_whole_numbers_are_classified_and_two_columns_may_be_empty(
    frame: Any, kolom: str, waarde: object, mag: bool
) -> None:
    invoer = frame(trede_vorig=[1, 1]).drop(columns=kolom)
    invoer[kolom] = pd.Series([3, waarde], index=invoer.index, dtype="object")
    if mag:
        invoer[kolom] = invoer[kolom].astype("float64")
        assert len(classify(invoer, UTRECHT_2024).trede) == 2
        return
    with pytest.raises(InvoerFout) as fout:
        classify(invoer, UTRECHT_2024)
    (regel,) = fout.value.regels
    moet = "mag niet leeg zijn" if waarde != waarde else "moet een heel getal zijn"
    assert regel == f'invoer, rij GM900001, kolom "{kolom}": {moet}; gevonden: "{waarde}".'


@pytest.mark.parametrize("kolom", sorted({*INVOER_KOLOMMEN} - {*ONDER_0, "trede_vorig"}))
def test_fewer_than_nobody_is_no_number_of_persons_of_a_real_gemeente(
    frame: Any, kolom: str
) -> None:
    for aantal in (0, 1):
        assert len(inschalen(frame(trede_vorig=[1]).assign(**{kolom: aantal}))) == 1
    minder = frame(trede_vorig=[1]).assign(**{kolom: -1})
    assert len(classify(minder, UTRECHT_2024).trede) == 1
    with pytest.raises(InvoerFout, match=f'kolom "{kolom}": moet 0 of meer zijn; gevonden: "-1"'):
        inschalen(minder)


@pytest.mark.parametrize("kolom", ONDER_0)
def test_a_stand_and_what_moves_it_may_be_below_0(frame: Any, kolom: str) -> None:
    assert len(inschalen(frame(trede_vorig=[1]).assign(**{kolom: -1}))) == 1


def test_a_figure_that_is_not_known_is_no_whole_number_whatever_kind_of_column_it_is_in(
    frame: Any,
) -> None:
    onbekend = pd.array([3, pd.NA], dtype="Float64")
    invoer = frame(trede_vorig=[1, 1]).assign(realisatie=onbekend)
    with pytest.raises(InvoerFout, match='mag niet leeg zijn; gevonden: "<NA>"'):
        classify(invoer, UTRECHT_2024)


@pytest.mark.parametrize(("trede", "mag"), [(0, False), (1, True), (6, True), (7, False)])
def test_only_from_one_of_the_six_treden_a_gemeente_can_start(
    frame: Any, trede: int, mag: bool
) -> None:
    invoer = frame(trede_vorig=[1, trede])
    if mag:
        assert len(classify(invoer, UTRECHT_2024).trede) == 2
        return
    with pytest.raises(InvoerFout, match=f'van 1 tot en met 6 zijn; gevonden: "{trede}"'):
        classify(invoer, UTRECHT_2024)


@pytest.mark.parametrize("lezing", ["bruto", "netto"])
@pytest.mark.parametrize(
    "kolom", sorted({*INVOER_KOLOMMEN} - {*VERPLICHT, "stand_eind_vorig", "stand_bij_intrede"})
)
def test_what_is_not_delivered_counts_as_none(frame: Any, kolom: str, lezing: str) -> None:
    """Each on either side of where a trede turns."""
    rijen = [
        (trede, begin, 20 - begin + meer)
        for trede in (1, 3)
        for begin in (0, -10)
        for meer in (-6, -5, -4, -1, 0, 1)
    ]
    treden, begin, realisatie = map(list, zip(*rijen, strict=True))
    invoer = frame(trede_vorig=treden, stand_begin=begin, realisatie=realisatie)
    invoer = invoer.reindex(columns=[*INVOER_KOLOMMEN], fill_value=0)
    lezingen = {"K11": lezing}
    zonder = classify(invoer.drop(columns=kolom), UTRECHT_2024, lezingen)
    met = classify(invoer.assign(**{kolom: 0}), UTRECHT_2024, lezingen)
    assert zonder.regel.tolist() == met.regel.tolist()


def many(frame: Any, aantal: int) -> Any:
    """Invented gemeenten of many shapes: every trede, standen around zero and far away."""
    toeval = np.random.default_rng(20260701)

    def whole(laag: int, hoog: int) -> list[int]:
        return toeval.integers(laag, hoog, aantal).tolist()

    def sometimes(laag: int, hoog: int) -> list[int]:
        return (toeval.integers(laag, hoog, aantal) * (toeval.random(aantal) < 0.2)).tolist()

    return frame(
        taakstelling=whole(0, 60),
        stand_begin=whole(-40, 15),
        realisatie=whole(0, 90),
        trede_vorig=whole(1, 7),
        herverdeling=sometimes(-5, 6),
        open_correctie=sometimes(0, 5),
        nagekomen=sometimes(0, 3),
        correctie=sometimes(0, 5),
        herzien=sometimes(-8, 9),
        verschoonbaar=sometimes(0, 30),
        verbeterplan_niet_uitgevoerd=sometimes(1, 2),
    )


def each(tabel: Any) -> list[dict[str, int]]:
    return tabel.drop(columns=["stand_eind_vorig", "stand_bij_intrede"]).to_dict("records")


def test_a_hundred_thousand_gemeenten_get_what_each_would_get_alone(frame) -> None:
    tabel = many(frame, 100_000)
    samen = classify(tabel, UTRECHT_2024)
    steekproef = range(0, 100_000, 331)
    alleen = [one_by_one(rij) for rij in each(tabel.iloc[list(steekproef)])]
    assert len(alleen) > 300
    assert {regel for regel, _ in alleen} == {regel.id for regel in LADDER.regels}
    assert [(samen.regel[n], samen.trede[n]) for n in steekproef] == alleen


def test_the_nearest_turning_points_are_those_found_by_trying_every_number(frame) -> None:
    tabel = many(frame, 400)
    strekken = stretches(columns(complete(tabel, UTRECHT_2024)), UTRECHT_2024)
    rijen = each(tabel)
    meer = list(zip(*map(np.ndarray.tolist, strekken.more()), strict=True))
    gehuisvest = [max(0, r["realisatie"] - r["nagekomen"] + r["correctie"]) for r in rijen]
    minder = [
        (personen, trede) if personen <= er else (GEEN, GEEN)
        for er, personen, trede in zip(
            gehuisvest, *map(np.ndarray.tolist, strekken.fewer()), strict=True
        )
    ]
    assert meer == [nearest(rij, 1) for rij in rijen]
    assert minder == [nearest(rij, -1) for rij in rijen]
    assert sum(personen != GEEN for personen, _ in meer) > 100
    assert sum(personen != GEEN for personen, _ in minder) > 100


def test_a_positie_gets_what_classify_gives_its_row(frame) -> None:
    """Each by itself in a frame, as a value among others, and in plain Python."""
    tabel = many(frame, 300).assign(stand_eind_vorig=[None, -3, 4] * 100)
    bekend = tabel.astype({"stand_eind_vorig": "Int64"})
    lezingen = {"K2": "vorige_beoordeling"}
    vast = {"stand_eind_vorig": [None, -3, 4] * 100, "trede_vorig": tabel["trede_vorig"].tolist()}
    posities = make_invoer(**vast).posities.values()
    zaken = [Zaak(een, make_som(rij)) for een, rij in zip(posities, each(tabel), strict=True)]
    for gekozen in ({}, lezingen):
        samen = classify(bekend, UTRECHT_2024, gekozen)
        uit = ask_ladder(zaken, UTRECHT_2024, gekozen)
        assert [een.regel.id for een in uit] == samen.regel.tolist()
        assert [een.trede for een in uit] == samen.trede.tolist()
        assert [
            trede_at(een, zaak.som.gerealiseerd) for een, zaak in zip(uit, zaken, strict=True)
        ] == [een.trede for een in uit]
        for een in uit:
            assert een.strekken[0].vanaf == 0
            for voor, na in pairwise(een.strekken):
                assert (voor.vanaf < na.vanaf, voor.trede != na.trede) == (True, True)


def trede_at(uit: Ladderuitkomst, personen: int) -> int:
    """What the stretches give for so many persons housed; nobody where it is fewer."""
    return [strek.trede for strek in uit.strekken if strek.vanaf <= max(0, personen)][-1]


ANDERS = [
    {keuze.id: lezing}
    for keuze in UTRECHT_2024.keuzes
    if keuze.berekend
    for lezing in keuze.lezingen
]


@pytest.mark.parametrize("lezingen", ANDERS, ids=lambda een: " ".join(*een.items()))
def test_under_every_reading_the_stretches_give_what_the_ladder_gives_for_each_number(
    frame: Any, lezingen: dict[str, str]
) -> None:
    tabel = many(frame, 300)
    register = np.random.default_rng(7).integers(-40, 20, (3, len(tabel)))
    tabel = tabel.assign(stand_eind_vorig=register[0], stand_bij_intrede=register[1])
    tabel["verschoonbaar_vorig"] = register[2].clip(min=0)
    tabel = complete(tabel, UTRECHT_2024)
    strekken = stretches(columns(tabel), UTRECHT_2024, lezingen)
    erbij = np.arange(-90, 140)
    breed = tabel.take(np.repeat(np.arange(len(tabel)), len(erbij)))
    breed["realisatie"] += np.tile(erbij, len(tabel))
    treden = classify(breed, UTRECHT_2024, lezingen).trede.reshape(len(tabel), -1)
    assert [strekken.at(een).tolist() for een in erbij.tolist()] == treden.T.tolist()
    gewoon = stretches(columns(tabel), UTRECHT_2024)
    anders = [strekken.at(een) != gewoon.at(een) for een in erbij.tolist()]
    assert strekken.differs(gewoon).tolist() == np.any(anders, axis=0).tolist()
    assert strekken.differs(gewoon, [erbij[5], erbij[80]]).tolist() == (
        (anders[5] | anders[80]).tolist()
    )
    for een in strekken.joined():
        assert een[-1][0] == ALTIJD
        assert all(boven[0] > onder[0] for boven, onder in pairwise(een))
        assert all(boven[1] != onder[1] for boven, onder in pairwise(een))


@pytest.mark.norm("N12")
def test_signals_never_change_rule_or_trede(assess_all: Any) -> None:
    """N12: koppelingen, omkoppelingen, waiting time and COA's label only draw attention."""
    toeval, aantal = np.random.default_rng(12), 300

    def sometimes(hoog: int) -> list[int | None]:
        return [int(n) if n <= hoog else None for n in toeval.integers(0, 2 * hoog, aantal)]

    kaal = {
        naam: toeval.integers(laag, hoog + 1, aantal).tolist()
        for naam, laag, hoog in (
            ("trede_vorig", 1, 6), ("stand_begin", -30, 10), ("realisatie", 0, 60)
        )
    }  # fmt: skip
    signalen: dict[str, list[Any]] = {
        "koppelingen": sometimes(500),
        "koppelingen_realisatie": sometimes(500),
        "omkoppelingen": sometimes(50),
        "wachttijd_fase2": sometimes(400),
        "stapelgemeente": [None, "ja", "nee"] * (aantal // 3),
    }
    met, zonder = rows(assess_all(**kaal, **signalen)), rows(assess_all(**kaal))
    assert [een.aandachtspunten for een in met] != [een.aandachtspunten for een in zonder]
    for naam in ("regel", "trede_berekend", "trede_voorstel", "meer", "minder", "som"):
        assert [getattr(een, naam) for een in met] == [getattr(een, naam) for een in zonder]


@pytest.mark.norm("N50")
def test_from_trede_4_a_backlog_stays_and_full_realisation_needs_a_decision(
    rule, bevinding
) -> None:
    """An excuse does not count as realisation there."""
    reden = bevinding("verschoonbare_reden", personen=99)
    uit = rule(
        *(
            (naar, stukken, [], van, {"stand_begin": -10, "realisatie": realisatie})
            for van in (4, 5, 6)
            for naar, stukken, realisatie in ((van, [], 29), (1, [], 30), (van, [reden], 29))
        )
    )
    assert [rij.regel for rij in uit] == [f"{van}{r}" for van in (4, 5, 6) for r in "bab"]
    nodig = ["besluit_nodig" in rij.aandachtspunten for rij in uit]
    assert nodig == [False, True, False] * 3


def test_persons_that_coa_missed_could_also_have_not_been_housed(rule, bevinding) -> None:
    """The turning point counts down to all who were housed, also where COA counted nobody."""
    gevallen = [(3, 3, 1), (1, 3, 3), (1, 4, 4), (0, 3, None), (0, 0, None)]
    uit = rule(
        *(
            (
                None,
                [bevinding("correctie", personen=correctie)] if correctie else [],
                [],
                1,
                {"taakstelling": taakstelling, "realisatie": 0},
            )
            for taakstelling, correctie, _ in gevallen
        )
    )
    gevonden = [(een.som.gerealiseerd, een.minder and een.minder.personen) for een in uit]
    assert gevonden == [(correctie, minder) for _, correctie, minder in gevallen]


TABEL = pd.DataFrame(
    {"gemeente": ["a", "b"], "taakstelling": [10, 10], "realisatie": [12, 6]}, index=["p", "q"]
)


def test_any_table_of_figures_gets_sums_rule_and_trede_beside_its_own_columns() -> None:
    uit = inschalen(TABEL)
    assert uit.columns.tolist()[:3] == TABEL.columns.tolist()
    assert uit[["totaalopgave", "stand_eind", "regel", "trede"]].to_dict("index") == {
        "p": {"totaalopgave": 10, "stand_eind": 2, "regel": "1a", "trede": 1},
        "q": {"totaalopgave": 10, "stand_eind": -4, "regel": "1c", "trede": 2},
    }
    assert TABEL.shape == (2, 3)


def test_a_column_that_is_there_takes_the_place_of_its_default() -> None:
    hoger = inschalen(TABEL.assign(trede_vorig=3, stand_begin=-4, verschoonbaar=1))
    assert hoger["trede"].tolist() == [2, 4]
    assert hoger["toerekenbaar"].tolist() == [1, 7]


def test_another_reading_or_a_framework_by_name_gives_its_own_outcome() -> None:
    voorsprong = TABEL.assign(stand_begin=2, realisatie=7)
    assert inschalen(voorsprong)["trede"].tolist() == [1, 1]
    assert inschalen(voorsprong, keuze={"K1": "verrekend"})["trede"].tolist() == [2, 2]
    assert inschalen(TABEL, UTRECHT_2024).equals(inschalen(TABEL, "utrecht-2024"))


@pytest.mark.parametrize(
    ("vraag", "delen"),
    [
        ({"cijfers": TABEL[["realisatie"]]}, ['kolom "taakstelling": deze kolom moet er zijn']),
        ({"cijfers": [1, 2]}, ['moet een DataFrame zijn; gevonden: "list"']),
        ({"cijfers": TABEL, "kader": "x"}, ["moet een bekend kader zijn: utrecht-2024"]),
        (
            {"cijfers": TABEL, "keuze": {"K1": "x", "K15": "y"}},
            ["lezing van K1 moet een van deze zijn: beschermt", "K15 geldt voor alle gemeenten"],
        ),
        (
            {"cijfers": TABEL.assign(taakstelling=[2.5, None], realisatie=[True, -1])},
            [
                'invoer, rij p, kolom "taakstelling": moet een heel getal zijn; gevonden: "2.5"',
                'invoer, rij q, kolom "taakstelling": mag niet leeg zijn',
                'invoer, rij p, kolom "realisatie": moet een heel getal zijn; gevonden: "True"',
                'invoer, rij q, kolom "realisatie": moet 0 of meer zijn; gevonden: "-1"',
            ],
        ),
        (
            {"cijfers": pd.concat([TABEL, TABEL[["realisatie"]]], axis="columns")},
            ['kolom "realisatie": deze kolom mag er maar één keer zijn'],
        ),
        (
            {"cijfers": TABEL.assign(herverdeling=[-10, -11])},
            ['rij q, kolom "herverdeling": taakstelling en herverdeling mogen niet onder nul'],
        ),
        (
            {"cijfers": TABEL.assign(nagekomen=[12, 7])},
            ['rij q, kolom "nagekomen": er kunnen niet meer nagekomen personen zijn dan de hele'],
        ),
        (
            {"cijfers": TABEL.assign(**{"Stand begin": -4, "herverdelingen": 1, "bedrag": 1})},
            [
                'kolom "Stand begin": lijkt op "stand_begin"; noem de kolom zo',
                'kolom "herverdelingen": lijkt op "herverdeling"',
            ],
        ),
        (
            {"cijfers": TABEL.assign(trede=3)},
            ['kolom "trede": is dit de trede hiervoor, noem haar "trede_vorig"'],
        ),
        (
            {"cijfers": TABEL.assign(stand_begin=pd.Timedelta("1D"))},
            ['kolom "stand_begin": moet een heel getal zijn'],
        ),
        ({"cijfers": TABEL, "keuze": "K1"}, ["kader moet een kader of zijn naam zijn"]),
        ({"cijfers": TABEL, "kader": None}, ["kader moet een kader of zijn naam zijn"]),
        (
            {"cijfers": TABEL.assign(realisatie=10**12 + 1)},
            ['rijen p, q, kolom "realisatie": moet een heel getal zijn'],
        ),
    ],
)
def test_what_cannot_be_counted_is_refused_as_a_whole(
    vraag: dict[str, Any], delen: list[str]
) -> None:
    with pytest.raises(InvoerFout) as fout:
        inschalen(**vraag)
    assert [deel for deel in delen if deel not in str(fout.value)] == []
    assert len(fout.value.regels) == len(delen)


def test_a_whole_number_counts_whatever_holds_it() -> None:
    los = TABEL.assign(realisatie=pd.Series([np.int64(12), 6.0], index=["p", "q"], dtype="object"))
    assert inschalen(los)["trede"].tolist() == [1, 2]


def test_a_number_may_be_as_large_as_a_sum_of_them_stays_whole(frame: Any) -> None:
    vol = frame(trede_vorig=[1]).assign(realisatie=10**12)
    assert inschalen(vol)["stand_eind"].tolist() == [10**12 - 20]
    with pytest.raises(InvoerFout, match="moet een heel getal zijn"):
        inschalen(vol.assign(realisatie=10**12 + 1))


def test_a_trede_that_lacks_is_one_fault_whatever_kind_of_column_it_is_in() -> None:
    tabel = TABEL.assign(trede_vorig=pd.array([1, pd.NA], dtype="Int64"))
    with pytest.raises(InvoerFout) as fout:
        inschalen(tabel)
    (regel,) = fout.value.regels
    assert regel.startswith('invoer, rij q, kolom "trede_vorig": mag niet leeg zijn')


def test_ten_rows_are_all_named() -> None:
    with pytest.raises(InvoerFout, match='5, 6, 7, 8, 9, kolom "taakstelling"'):
        inschalen(pd.DataFrame({"taakstelling": [0.5] * 10, "realisatie": 1}))


def test_one_cause_in_many_rows_is_one_line_that_counts_them() -> None:
    veel = pd.DataFrame({"taakstelling": [0.5] * 25, "realisatie": 1})
    with pytest.raises(InvoerFout) as fout:
        inschalen(veel)
    assert fout.value.regels == (
        'invoer, rijen 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 en nog 15, kolom "taakstelling": moet een '
        'heel getal zijn; gevonden: "0.5".',
    )


def test_of_every_gemeente_the_table_gives_what_its_report_says(frame: Any) -> None:
    tabel = many(frame, 2_000).assign(herverdeling=0, nagekomen=0)
    uit = inschalen(tabel)
    assert uit["trede"].tolist() == classify(tabel, UTRECHT_2024).trede.tolist()
