"""An invented framework of an invented province, as a package of its own would hold it.

Four treden: following, a plan, an announcement, a besluit. Half-years missed in a row count: once
is no reason to rise, twice asks for a plan, four times brings the announcement.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import numpy as np

from ibt.begrippen.beoordeling import Beoordeling, Som
from ibt.begrippen.kadertekst import Drempels, Kadertekst, Rol, Trede
from ibt.begrippen.telling import Telling
from ibt.begrippen.voortgang import Voortgang
from ibt.kader.kader import VOORAF, Actie, Gezien, Grondslag, Kader, Regeluitleg
from ibt.kader.keuze import Keuze, Lezingen
from ibt.kader.tabel import Kolom, Regel, Tabel
from ibt.kader.termijn import Termijnregel
from ibt.kader.voorwaarde import Grootheid

TEKORT = Grootheid("toerekenbaar", "de achterstand die aan de gemeente is toe te rekenen")
STAND = Grootheid("stand_eind", "de stand aan het eind van het halfjaar")
EERDER = Grootheid("tekort_op_rij", "het aantal halfjaren op rij met een tekort hiervoor")
PLAN = Grootheid("verbeterplan_niet_uitgevoerd", "een bevinding over het verbeterplan")


def make_ladder(_: Lezingen) -> Tabel:
    """From trede 1 twice in a row brings the plan; from 2 four times in a row the announcement."""
    gehaald, tekort = TEKORT.equals(0), TEKORT > 0
    vaak, uitgevoerd = EERDER >= 3, PLAN.equals(0)
    return Tabel(
        (
            Regel("V1", 1, (gehaald,), 1, "artikel 4, lid 1", "de opgave is gehaald", ()),
            Regel("V2", 1, (tekort, EERDER < 1), 1, "artikel 4, lid 2", "de eerste maal", ()),
            Regel("V3", 1, (tekort, EERDER >= 1), 2, "artikel 4, lid 3", "tweemaal op rij", ()),
            Regel("P1", 2, (gehaald,), 1, "artikel 5, lid 1", "de opgave is gehaald", ()),
            Regel(
                "P2", 2, (tekort, uitgevoerd, EERDER < 3), 2, "artikel 5, lid 2", "loopt door", ()
            ),
            Regel("P3", 2, (tekort, uitgevoerd, vaak), 3, "artikel 5, lid 3", "viermaal", ()),
            Regel("P4", 2, (tekort, PLAN > 0), 3, "artikel 5, lid 4", "geen plan", ()),
            Regel("A1", 3, (STAND >= 0,), 1, "artikel 6", "ingelopen", ()),
            Regel("A2", 3, (STAND < 0,), 3, "artikel 6", "nog niet ingelopen", ()),
            Regel("B1", 4, (STAND >= 0,), 1, "artikel 7", "ingelopen", ()),
            Regel("B2", 4, (STAND < 0,), 4, "artikel 7", "nog niet ingelopen", ()),
        )
    )


def see(som: Mapping[str, Kolom], _: Lezingen) -> Gezien:
    """The sums as they are, and the count of half-years that the register gives."""
    namen = (grootheid.naam for grootheid in (TEKORT, STAND, EERDER, PLAN))
    return Gezien({naam: np.asarray(som[naam]) for naam in namen})


def recount(beoordeling: Beoordeling) -> Telling:
    """The same of one assessment."""
    return Telling({**vars(beoordeling.som), EERDER.naam: beoordeling.tekort_op_rij})


def excuse_weighs(lezingen: Lezingen) -> bool:
    """As Keuze W1 has it."""
    return lezingen["W1"] == "ja"


def last_day(dag: date, _: Lezingen) -> date:
    """A term ends on the day itself."""
    return dag


def touched(
    som: Som,
    regel: Regel,
    aandachtspunten: tuple[str, ...],
    verschoonbaar_vorig: int,
    voorstel: int,
    soorten: Collection[str],
) -> set[str]:
    """W1, where anybody was excused."""
    return {"W1"} if som.verschoonbaar else set()


def touched_halfway(_: Voortgang) -> set[str]:
    """None: no reading plays a part before the peildatum."""
    return set()


_TREDEN = (
    Trede("Volgen", "De provincie kijkt mee met de cijfers van de gemeente.", Rol.SIGNALEREN),
    Trede("Plan", "De gemeente maakt een plan om bij te blijven.", Rol.ACTIEF_TOEZICHT),
    Trede("Aankondiging", "De provincie kondigt ingrijpen aan.", Rol.VOORAANKONDIGING),
    Trede("Besluit", "De provincie heeft besloten in te grijpen.", Rol.BESLUIT),
)
TEKST = Kadertekst(
    "waterland-2025",
    dict(enumerate(_TREDEN, start=1)),
    Drempels(grensgeval_personen=3, grensgeval_procent=10, wachttijd_dagen=90),
    {
        "opgave": "artikel 2",
        "overmacht": "artikel 3",
        "verbeterplan": "artikel 5",
        "plan_niet_uitgevoerd": "artikel 5, lid 4",
        "vooraankondiging": "artikel 6",
        "besluit": "artikel 7",
        "afschalen": "artikel 8",
        "tussenstand": "artikel 9",
        "contact": "artikel 10",
    },
    recount,
    {"besluiten": "W1"},
    {"gehaald": "Wie zijn opgave haalt, wordt weer gevolgd (artikel 5, lid 1)."},
    plan=(("Woningen", "waar en wanneer zij komen."), ("Geld", "wat het kost en wie betaalt.")),
)

_VOORAF = Actie("De cijfers samen nalopen.", ("provincie",), "artikel 10", VOORAF, normen=())
_BRIEF = Actie(
    "De uitkomst gaat per brief naar het college.",
    ("provincie", "B en W"),
    "artikel 10",
    "binnen een maand",
    "brief",
    normen=(),
)
_EIGEN: dict[int, tuple[Actie, ...]] = {
    1: (Actie("De provincie kijkt mee.", ("provincie",), "artikel 4", "elke maand", normen=()),),
    2: (
        Actie(
            "Het college maakt een plan.",
            ("B en W",),
            "artikel 5",
            "binnen zes weken na de brief",
            "verbeterplan",
            normen=(),
        ),
    ),
    3: (Actie("Ingrijpen wordt aangekondigd.", ("provincie",), "artikel 6", normen=()),),
    4: (Actie("De gemeente volgt het besluit.", ("B en W",), "artikel 7", normen=()),),
}
_GEHAALD = Regeluitleg("de opgave is gehaald", "De opgave van {opgave_personen} is gehaald.")

WATERLAND_2025 = Kader(
    tekst=TEKST,
    provincie="Waterland",
    titel="Toezichtkader huisvesting provincie Waterland 2025",
    citeertitel="Toezichtkader huisvesting Waterland",
    geldig_van=date(2025, 1, 1),
    geldig_tot=None,
    make_ladder=make_ladder,
    see=see,
    excuse_weighs=excuse_weighs,
    last_day=last_day,
    touched=touched,
    touched_halfway=touched_halfway,
    keuzes=(
        Keuze(
            "W1",
            "overmacht",
            "artikel 3",
            "Telt overmacht ook nadat ingrijpen is aangekondigd?",
            {"ja": "ja, op elke trede", "nee": "nee, dan niet meer"},
            "ja",
            date(2025, 1, 1),
            False,
            True,
        ),
    ),
    acties={trede: (_VOORAF, _BRIEF, *eigen) for trede, eigen in _EIGEN.items()},
    termijnen=(Termijnregel("verbeterplan", "brief", 42, "B en W", "artikel 5", ()),),
    stappen={
        "brief": ("provincie", "artikel 10"),
        "brief_peildatum": ("provincie", "artikel 10"),
        "maatregel": ("B en W", "artikel 5"),
        "uitvoering": ("B en W", "artikel 5"),
        "vooraankondiging": ("provincie", "artikel 6"),
        "afschrift_raad": ("provincie", "artikel 6"),
        "publicatie": ("provincie", "artikel 6"),
        "reactie": ("B en W", "artikel 6"),
        "besluit": ("provincie", "artikel 7"),
        "besluit_wijziging": ("provincie", "artikel 7"),
        "besluittermijn": ("B en W", "artikel 7"),
        "zelf_realiseren": ("B en W", "artikel 8"),
    },
    grondslag=(Grondslag("Gemeentewet, artikel 124"),),
    uitleg={
        "V1": _GEHAALD,
        "V2": Regeluitleg(
            "er is voor het eerst een tekort", "{achterstand} Dat is de eerste maal."
        ),
        "V3": Regeluitleg("er is tweemaal op rij een tekort", "{achterstand} Dat is weer zo."),
        "P1": _GEHAALD,
        "P2": Regeluitleg("er is een tekort, korter dan vier keer op rij", "{achterstand}"),
        "P3": Regeluitleg("er is viermaal op rij een tekort", "{achterstand} Dat is te vaak."),
        "P4": Regeluitleg("het plan is niet uitgevoerd", "{achterstand} Het plan {plan}."),
        "A1": _GEHAALD,
        "A2": Regeluitleg("er is nog een achterstand", "{achterstand}"),
        "B1": _GEHAALD,
        "B2": Regeluitleg("er is nog een achterstand", "{achterstand}"),
    },
    uitleg_lezing={},
    bron="https://example.org/waterland",
)
