"""Sentences on figures that page and letter share: the stand, the taakstelling, a turning point."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ibt.begrippen.beoordeling import Beoordeling, Maandstand, Oordeel, Som, Uitkomst
from ibt.rapport.getal import datum, getal, personen, procent, stand
from ibt.rapport.oordeelzin import koppelingen_judged

# Of a revised assessment from whose former stand COA may count on.
HERZIEN = (
    "Past het COA zijn stand aan de herziening aan, dan verandert de opgave mee, en misschien de "
    "trede."
)


def stand_verschil(begin: int, open_correctie: int, vorige: int) -> str:
    """COA's stand and that of the last assessment, and whether open corrections explain them."""
    beide = f": {stand(begin)} volgens het COA en {stand(vorige)} in de vorige beoordeling"
    if open_correctie == 0:
        return beide
    gebruikt = begin + open_correctie
    if gebruikt == vorige:
        rest = "dat verklaart het verschil"
    else:
        rest = f"er blijft {stand(gebruikt - vorige)} over"
    return f"{beide}. Er staan correcties open voor {personen(open_correctie)}; {rest}"


def begin_opmerkingen(
    begin: int, open_correctie: int, vorige: int | None, herzien: bool = False
) -> Iterator[str]:
    """The same for the readers of a letter, who may have the former one beside it.

    `herzien`: whether the former assessment was revised since; COA may count on from the old one.
    """
    if open_correctie:
        telt = "telt" if abs(open_correctie) == 1 else "tellen"
        yield (
            f"In de stand aan het begin {telt} {personen(open_correctie)} mee uit eerdere "
            "correcties die het COA toen nog niet had verwerkt (stand volgens het COA: "
            f"{stand(begin)})."
        )
    if vorige is not None and begin + open_correctie != vorige:
        yield (
            "De stand aan het begin van het halfjaar verschilt van die aan het eind van de vorige "
            f"beoordeling ({stand(vorige)}{', na de herziening' if herzien else ''}): de som "
            "rekent met de stand van het COA, want die cijfers zijn leidend."
        )
        if herzien:
            yield HERZIEN


def realised(som: Som) -> str:
    """How many persons were housed, and what share that is of taakstelling and totaalopgave.

    Once where both are the same; where a whole is nothing there is no share of it, and it says so.
    """
    werkwoord = "is" if som.gehuisvest == 1 else "zijn"
    zin = f"Er {werkwoord} {personen(som.gehuisvest)} gehuisvest"
    if som.herzien:
        zin = (
            f"Geteld {werkwoord} er {personen(som.gerealiseerd)}; na de herziening "
            f"({stand(som.herzien)}) telt dat als {personen(som.gehuisvest)}"
        )
    return f"{zin}. {_share(som)}"


def _share(som: Som) -> str:
    taak = "taakstelling na herverdeling" if som.herverdeling else "taakstelling"
    taakdeel = f"{procent(som.gehuisvest, som.opgave)} van de {taak}"
    totaaldeel = f"{procent(som.gehuisvest, som.totaalopgave)} van de totaalopgave"
    geen_taak = f"De {taak} was nul."
    geen_totaal = "De totaalopgave was nul of minder; een percentage daarvan is er niet."
    if som.opgave == som.totaalopgave and som.opgave > 0:
        return f"Dat is {taakdeel}, die ook de hele opgave is."
    if som.opgave > 0 and som.totaalopgave > 0:
        return f"Dat is {taakdeel} en {totaaldeel}."
    if som.opgave > 0:
        return f"Dat is {taakdeel}. {geen_totaal}"
    if som.totaalopgave > 0:
        return f"Dat is {totaaldeel}. {geen_taak}"
    return f"{geen_taak} {geen_totaal}"


def koppelingen_zin(uitkomst: Uitkomst, gewogen: str, mogelijk: str) -> str:
    """Linked and housed persons against the totaalopgave (§2.2); empty without those figures.

    Where they were too few: `gewogen` if the supervisor judged that, else `mogelijk`, but only
    where somebody is short at the end and they were too few for the taakstelling in force then.
    """
    gegeven, nu = uitkomst.signalen, not isinstance(uitkomst, Beoordeling)
    per, aantal = gegeven.koppelingen_per, gegeven.koppelingen
    gehuisvest, opgave = gegeven.koppelingen_realisatie, gegeven.koppelingen_opgave
    if per is None or aantal is None or gehuisvest is None or opgave is None:
        return ""
    samen, later = gehuisvest + aantal, uitkomst.som.totaalopgave
    zin = (
        f"Stand op {datum(per)}: {personen(gehuisvest)} gehuisvest en {personen(aantal)} gekoppeld "
        f"aan de gemeente, samen {getal(samen)}. De totaalopgave {'is' if nu else 'was toen'} "
        f"{getal(opgave)}."
    )
    if samen >= opgave:
        zijn = "zijn" if nu else "waren"
        return f"{zin} Er {zijn} dus genoeg mensen gekoppeld om de opgave te kunnen halen."
    tekort = uitkomst.som.stand_eind < 0
    slot = mogelijk if tekort and "te_weinig_koppelingen" in uitkomst.aandachtspunten else ""
    slot = gewogen if koppelingen_judged(uitkomst) else slot
    nog = "nu nog " if nu else ""
    te_weinig = f"Dat is {nog}{personen(opgave - samen)} te weinig om de opgave te kunnen halen."
    if later <= samen:
        te_weinig = (
            f"Dat was {personen(opgave - samen)} te weinig om de opgave van toen te kunnen halen; "
            f"voor die op de peildatum ({getal(later)}) was het genoeg."
        )
    elif later != opgave:
        te_weinig += f" Op de peildatum is de opgave {getal(later)}."
    return f"{zin} {te_weinig} {slot}".rstrip()


def new_opgave(stand_eind: int) -> str:
    """What the next opgave is made of (§2.1): what was short or over is part of it."""
    deel = ""
    if stand_eind < 0:
        deel = f" plus de achterstand van {personen(-stand_eind)}"
    elif stand_eind > 0:
        deel = f" min de voorsprong van {personen(stand_eind)}"
    return f"De nieuwe opgave is de nieuwe taakstelling{deel}."


def changed_taakstelling(uitkomst: Uitkomst) -> str:
    """That the taakstelling went from one number to another within the half-year."""
    return f"de taakstelling ging {taakstelling_course(uitkomst)}"


def taakstelling_course(uitkomst: Uitkomst) -> str:
    """`van 46 naar 49 (herverdeling)`: every value in order, within the half-year.

    `(herverdeling)` only where one that COA has counted already explains exactly that.
    """
    waarden = [maanden[0].taakstelling for maanden in _versions(uitkomst)]
    verwerkt = sum(
        int(str(oordeel.velden["personen"])) for oordeel in redistributions(uitkomst, "ja")
    )
    reden = " (herverdeling)" if verwerkt == waarden[-1] - waarden[0] != 0 else ""
    gang = " en daarna naar ".join(getal(waarde) for waarde in waarden[1:])
    return f"van {getal(waarden[0])} naar {gang}{reden}"


def taakstelling_versions(uitkomst: Uitkomst) -> str:
    """`46 tot en met de stand per 1 maart 2026, 49 vanaf die per 1 april 2026`; else empty.

    Each version with its snapshots, as COA's figures know no other day of a change. Norm: N06.
    """
    eerste, *later = _versions(uitkomst) or [()]
    if not later:
        return ""
    begin = f"{getal(eerste[0].taakstelling)} tot en met de stand per {datum(eerste[-1].stand_per)}"
    verder = (
        f"{getal(maanden[0].taakstelling)} vanaf die per {datum(maanden[0].stand_per)}"
        for maanden in later
    )
    return ", ".join([begin, *verder])


def redistributions(uitkomst: Uitkomst, verwerkt: str) -> list[Oordeel]:
    """This half-year's redistributions: those that COA counted already (`ja`), or the others."""
    return [
        oordeel
        for oordeel in uitkomst.oordelen_van("herverdeling")
        if oordeel.velden.get("verwerkt_in_taakstelling", "nee") == verwerkt
        and "uit_het_halfjaar" not in oordeel.velden
    ]


def _versions(uitkomst: Uitkomst) -> list[tuple[Maandstand, ...]]:
    """The snapshots in order, in groups that hold the same taakstelling."""
    groepen = groupby(uitkomst.verloop, key=lambda maand: maand.taakstelling)
    return [tuple(maanden) for _, maanden in groepen]


def turn_sentence(beoordeling: Beoordeling, kant: str) -> str:
    """With how many persons `meer` or `minder` the computed trede had been another."""
    omslag = beoordeling.meer if kant == "meer" else beoordeling.minder
    if omslag is None:
        return (
            f"Ook met {kant} gehuisveste personen was de berekende trede "
            f"{beoordeling.trede_berekend} geweest."
        )
    return (
        f"Met {personen(omslag.personen)} {kant} gehuisvest was de berekende trede "
        f"{omslag.trede} geweest."
    )
