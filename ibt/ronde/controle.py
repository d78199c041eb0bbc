"""The figures of a round compared: with one another, with what was published, with the past.

Whatever does not go together is a `Controle`: numbers, who, and what to ask COA. None stops a
round, and none changes a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from ibt.begrippen.controle import Controle, Controles, Controlesoort, ranked
from ibt.begrippen.tekst import getal, stand
from ibt.beoordeling.aandacht import VRAAG_BEGIN
from ibt.readers.cijfers import GEPUBLICEERD
from ibt.ronde.cijferrij import in_row, judged_rows
from ibt.ronde.totalen import compare_totalen, lacking_totalen

if TYPE_CHECKING:
    from ibt.ronde.ronde import Ronde

# A slip of the pen changes a taakstelling by a factor; the Rijk seldom does within half a year.
_SPRONG = 3
_KLEIN_VERSCHIL = 20
_NAAM = {
    "taakstelling": "de taakstelling",
    "stand_begin": "de beginstand",
    "realisatie": "de realisatie",
}


def compare_figures(ronde: Ronde) -> tuple[Controle, ...]:
    """What in COA's figures does not go together, before anything is worked out of them."""
    return (
        *_turned(ronde),
        *_published(ronde),
        *_unconnected(ronde),
        *_falling(ronde),
        *_leaping(ronde),
        *_beyond(ronde),
        *compare_totalen(ronde),
        *_merged(ronde),
    )


def collect_controles(ronde: Ronde) -> Controles:
    """Everything that does not go together, ranked, and what could not be compared."""
    gemeld = (*ronde.waarschuwingen, *ronde.uitkomsten.waarschuwingen)
    gevonden = (deel for deel in gemeld if isinstance(deel, Controle))
    return Controles(ranked(dict.fromkeys(gevonden)), tuple(_lacking(ronde)))


def controles_about(controles: Controles, code: str) -> Controles:
    """What the report of one gemeente says: where what the Rijk published is not what counts.

    Without where it stands in its file, which changes with a row of another gemeente.
    """
    eigen = (deel for deel in controles.of(Controlesoort.RIJK) if deel.gemeentecode == code)
    return Controles(tuple(replace(deel, plaats=None) for deel in eigen))


def _lacking(ronde: Ronde) -> Iterator[tuple[Controlesoort, str]]:
    """Per kind that cannot be compared, what would have to be there."""
    frame, eerdere = ronde.cijfers.frame, ronde.eerdere_cijfers
    standen = [ronde.register.last_stand(gemeente.code) for gemeente in ronde.gemeenten]
    zonder_stand = all(eerder is None for eerder in standen)
    if zonder_stand:
        yield Controlesoort.TEKEN, "het register heeft geen eerdere standen"
    if frame[[*GEPUBLICEERD.values()]].isna().all(axis=None):
        kolommen = ", ".join(GEPUBLICEERD.values())
        yield Controlesoort.RIJK, f"de cijfers hebben geen kolommen {kolommen}"
    if zonder_stand and not len(eerdere):
        yield Controlesoort.BEGIN, "er zijn geen eerdere cijfers en geen register"
    if not frame["gemeentecode"].duplicated().any():
        yield Controlesoort.DALING, "de cijfers hebben maar één stand per gemeente"
    if not len(eerdere):
        yield Controlesoort.SPRONG, "er zijn geen eerdere cijfers"
    yield from lacking_totalen(ronde)


def _turned(ronde: Ronde) -> Iterator[Controle]:
    """One Controle where whoever ended with a backlog begins with a lead: the sign is reversed."""
    rijen = judged_rows(ronde)
    achter = {
        str(rij["gemeentecode"]): (int(rij["stand_begin"]), vorig)
        for rij in rijen
        if (vorig := ronde.register.last_stand(str(rij["gemeentecode"]))) is not None and vorig < 0
    }
    omgekeerd = bool(achter) and all(begin > 0 for begin, _ in achter.values())
    # Of one gemeente alone a lead may be true; of the very same number it seldom is.
    if omgekeerd and (len(achter) > 1 or all(begin == -eind for begin, eind in achter.values())):
        wie = "één gemeente" if len(achter) == 1 else f"alle {len(achter)} gemeenten"
        yield Controle(
            ronde.cijfers.bron.naam,
            "het teken van stand_begin lijkt omgekeerd; min is achterstand, plus is voorsprong",
            'kolom "stand_begin"',
            geval=f"{wie} met een achterstand in het register met een voorsprong in de cijfers",
            soort=Controlesoort.TEKEN,
            vraag="Ga na welk teken de levering gebruikt, en keer het om voordat u verder rekent.",
            personen=sum(begin - eind for begin, eind in achter.values()),
        )


def _merged(ronde: Ronde) -> Iterator[Controle]:
    """Where old codes are delivered too and do not add up to the gemeente in which they went up."""
    nu = [(r, oud) for r, oud in ronde.cijfers.opgegaan if r.stand_per == ronde.peildatum.datum]
    for rij in judged_rows(ronde):
        delen = [(oud, wie) for oud, wie in nu if wie.opvolger == rij["gemeentecode"]]
        samen = {naam: sum(getattr(oud, naam) for oud, _ in delen) for naam in GEPUBLICEERD}
        verschil = {naam: abs(samen[naam] - int(rij[naam])) for naam in GEPUBLICEERD}
        if not delen or not any(verschil.values()):
            continue
        namen = " en ".join(str(wie) for _, wie in delen)
        gevallen = ", ".join(
            f"{naam} {_shown(naam, rij[naam])} naast {_shown(naam, samen[naam])}"
            for naam in GEPUBLICEERD
            if verschil[naam]
        )
        yield in_row(
            rij,
            "ook de opgegane gemeenten zijn geleverd, en samen zijn zij niet de nieuwe gemeente; "
            "alleen de regel van de nieuwe telt",
            f"{gevallen} van {namen}",
            Controlesoort.HERINDELING,
            "Vraag het COA of de cijfers van de oude codes in die van de nieuwe gemeente zitten.",
            max(verschil.values()),
        )


def _published(ronde: Ronde) -> Iterator[Controle]:
    """A Controle per figure that the Rijk published otherwise than TVS has it; TVS counts (§2.2).

    Norm: N08, N10.
    """
    for rij in ronde.cijfers.frame.to_dict("records"):
        for kolom, gepubliceerd in GEPUBLICEERD.items():
            rijk = rij[gepubliceerd]
            if pd.isna(rijk) or rijk == rij[kolom]:
                continue
            yield in_row(
                rij,
                f"{_NAAM[kolom]} is in TVS anders dan het Rijk publiceerde; TVS is leidend en telt",
                f"{_shown(kolom, rij[kolom])} in TVS, {_shown(kolom, rijk)} gepubliceerd",
                Controlesoort.RIJK,
                "Vraag het COA welk getal klopt; is dat niet dat van TVS, lever de cijfers dan "
                "opnieuw aan.",
                abs(int(rij[kolom]) - int(rijk)),
            )


def _shown(kolom: str, waarde: Any) -> str:
    """A figure; a stand as reports write it, with its sign."""
    return stand(int(waarde)) if kolom == "stand_begin" else getal(int(waarde))


def _unconnected(ronde: Ronde) -> Iterator[Controle]:
    """Where the register knows no stand: COA begins otherwise than its own half-year before ended.

    Against the register it is compared where the sum is made (`beoordeling.aandacht`).
    """
    eerdere = ronde.eerdere_cijfers
    slot = eerdere[eerdere["stand_per"] == ronde.peildatum.periode.begin]
    einde = {
        str(rij["gemeentecode"]): int(rij["realisatie"] - rij["taakstelling"] + rij["stand_begin"])
        for rij in slot.to_dict("records")
    }
    for rij in judged_rows(ronde):
        code, begin = str(rij["gemeentecode"]), int(rij["stand_begin"])
        vorig = einde.get(code)
        if vorig is None or begin == vorig or ronde.register.last_stand(code) is not None:
            continue
        yield in_row(
            rij,
            "de beginstand sluit niet aan op de cijfers van het COA over het vorige halfjaar",
            f"{stand(begin)} na {stand(vorig)}",
            Controlesoort.BEGIN,
            VRAAG_BEGIN,
            abs(begin - vorig),
        )


def _falling(ronde: Ronde) -> Iterator[Controle]:
    """A Controle where the realisatie falls: it counts from the start of the half-year."""
    frame = ronde.cijfers.frame.sort_values(["gemeentecode", "stand_per"])
    eerder = frame.groupby("gemeentecode")["realisatie"].shift()
    daalt = frame["realisatie"] < eerder
    for rij, vorige in zip(frame[daalt].to_dict("records"), eerder[daalt], strict=True):
        yield in_row(
            rij,
            "de realisatie is lager dan een maand eerder; zij telt op vanaf het begin van het "
            "halfjaar",
            f"{getal(int(rij['realisatie']))} na {getal(int(vorige))}",
            Controlesoort.DALING,
            "Vraag het COA of een eerdere telling is teruggedraaid, of dat dit alleen de laatste "
            "maand is.",
            int(vorige) - int(rij["realisatie"]),
        )


def _leaping(ronde: Ronde) -> Iterator[Controle]:
    """A Controle where the taakstelling is over three times the former one, or under a third.

    Norm: N06.
    """
    eerdere = ronde.eerdere_cijfers.sort_values("stand_per")
    laatste = eerdere.groupby("gemeentecode")["taakstelling"].last()
    for rij in judged_rows(ronde):
        vorige = laatste.get(rij["gemeentecode"])
        if vorige is None or abs(rij["taakstelling"] - vorige) < _KLEIN_VERSCHIL:
            continue
        if not vorige / _SPRONG <= rij["taakstelling"] <= vorige * _SPRONG:
            yield in_row(
                rij,
                "de taakstelling wijkt sterk af van het vorige halfjaar; ga na of dit de "
                "taakstelling is en niet de totaalopgave",
                f"{getal(int(rij['taakstelling']))} na {getal(int(vorige))}",
                Controlesoort.SPRONG,
                "Vraag het COA of dit de taakstelling zonder achterstand of voorsprong is.",
                abs(int(rij["taakstelling"]) - int(vorige)),
            )


def _beyond(ronde: Ronde) -> Iterator[Controle]:
    """A Controle where over three times the totaalopgave was housed: a slip, or another column."""
    for rij in ronde.cijfers.frame.to_dict("records"):
        totaal = max(0, rij["taakstelling"] - rij["stand_begin"])
        gehuisvest = rij["realisatie"]
        if gehuisvest > totaal * _SPRONG and gehuisvest - totaal >= _KLEIN_VERSCHIL:
            yield in_row(
                rij,
                "de realisatie is meer dan drie keer de totaalopgave; ga na of dit getal klopt",
                f"{getal(int(gehuisvest))} bij een opgave van {getal(int(totaal))}",
                Controlesoort.REALISATIE,
                "Vraag het COA of dit de realisatie van alleen dit halfjaar is.",
                int(gehuisvest - totaal),
            )
