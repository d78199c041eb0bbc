"""What happens on each trede, with whom, and where the framework says so (§3 and §4)."""

from __future__ import annotations

from ibt.kader.kader import Actie

_PROVINCIE = "provincie (toezichthouder)"
_GEMEENTE = "gemeente (ambtelijk)"
_COLLEGE = "college van B en W"
_RAAD = "gemeenteraad"
_COA = "regievoerder van het COA"
_CORPORATIES = "woningcorporaties (zo nodig)"
_PRT = "Provinciale Regietafel en Kansenmakersteam"

TREDE_TOELICHTING: dict[int, str] = {
    1: "De provincie volgt de cijfers en houdt contact met de gemeente.",
    2: "De provincie vraagt hoe de achterstand is ontstaan en hoe de gemeente die inloopt.",
    3: "De gemeente maakt een verbeterplan. Zij krijgt de gelegenheid om alsnog te voldoen.",
    4: "De provincie kondigt formeel aan dat zij van plan is om in te grijpen.",
    5: "Gedeputeerde staten hebben besloten tot ingrijpen, met een laatste termijn.",
    6: "De provincie voert de taak uit in naam van en op kosten van de gemeente.",
}

_BRIEF = Actie(
    "De beoordeling wordt bekendgemaakt in een bestuurlijke brief, met afschrift aan de raad.",
    (_PROVINCIE, _COLLEGE, _RAAD),
    "§3 inleiding",
    "zo snel mogelijk na de peildatum",
)
_HALVERWEGE = Actie(
    "De provincie laat halverwege het halfjaar weten hoe de gemeente ervoor staat.",
    (_PROVINCIE, _GEMEENTE),
    "§3 inleiding en §4",
    "1 april en 1 oktober",
)
_MEEDENKEN = Actie(
    "De provincie denkt mee over de opgave en deelt kennis en contacten.",
    (_PROVINCIE, _PRT, _GEMEENTE),
    "§4",
)

_URGENT = Actie(
    "Is de maatschappelijke urgentie hoog, dan kan er ook bestuurlijk contact zijn.",
    (_PROVINCIE, _COLLEGE),
    "§3 trede 1 en trede 2",
)
_VERIFIEREN = Actie(
    "Voor de brief: de cijfers nagaan, ook wie nog niet is verwerkt en of er overmacht was.",
    (_PROVINCIE, _GEMEENTE),
    "§4",
    "voor de toezichtbrief",
)

ACTIES: dict[int, tuple[Actie, ...]] = {
    1: (
        _VERIFIEREN,
        _BRIEF,
        Actie("De provincie volgt de maandcijfers.", (_PROVINCIE,), "§3 trede 1", "elke maand"),
        Actie(
            "Blijft het tempo achter, dan kan er een voortgangsgesprek zijn.",
            (_PROVINCIE, _GEMEENTE),
            "§3 trede 1",
        ),
        _URGENT,
        _HALVERWEGE,
        _MEEDENKEN,
    ),
    2: (
        _VERIFIEREN,
        _BRIEF,
        Actie(
            "Ambtelijk toezichtgesprek: hoe is de achterstand ontstaan en hoe loopt die in?",
            (_PROVINCIE, _GEMEENTE, _COA, _CORPORATIES),
            "§3 trede 2",
        ),
        Actie("De provincie volgt de maandcijfers.", (_PROVINCIE,), "§3 trede 2", "elke maand"),
        Actie(
            "Op het tussentijdse moment meldt de provincie of trede 3 dreigt.",
            (_PROVINCIE, _GEMEENTE),
            "§3 trede 2, slot",
            "1 april en 1 oktober",
        ),
        _URGENT,
        _MEEDENKEN,
    ),
    3: (
        _VERIFIEREN,
        _BRIEF,
        Actie(
            "Bestuurlijk gesprek over het verbeterplan.",
            (_PROVINCIE, _COLLEGE),
            "§3 trede 3",
            "binnen vier weken na de beoordeling",
        ),
        Actie(
            "Het college stelt het verbeterplan vast en stuurt het aan de provincie.",
            (_COLLEGE, _PROVINCIE),
            "§3 trede 3",
            "uiterlijk vier weken na dat gesprek",
        ),
        Actie(
            "De gemeente voert het plan uit, liefst al tijdens het vaststellen.",
            (_COLLEGE, _GEMEENTE),
            "§3 trede 3",
            "binnen de termijnen van het plan",
        ),
        Actie(
            "Blijft de gemeente op trede 3, dan kan de provincie een nieuw plan vragen.",
            (_PROVINCIE, _COLLEGE),
            "§3 trede 3",
        ),
        _HALVERWEGE,
        _MEEDENKEN,
    ),
    4: (
        Actie(
            "Formele vooraankondiging met reden, gevolgen en termijn.",
            (_PROVINCIE, _COLLEGE),
            "§3 trede 4",
        ),
        Actie("Afschrift aan de gemeenteraad.", (_PROVINCIE, _RAAD), "§3 trede 4"),
        Actie("Het voornemen wordt breed bekendgemaakt.", (_PROVINCIE,), "§3 trede 4"),
    ),
    5: (
        Actie(
            "De gemeente voert de last uit binnen de termijnen van het besluit.",
            (_COLLEGE,),
            "§3 trede 5",
            "de termijnen van het besluit",
        ),
        Actie("Tegen het besluit staat beroep open.", (_COLLEGE,), "§3 trede 5"),
    ),
    6: (
        Actie(
            "De provincie neemt de maatregelen in naam van en voor rekening van de gemeente.",
            (_PROVINCIE,),
            "§3 trede 6",
        ),
        Actie(
            "De provincie kan afzien van uitvoering als de gemeente zelf snel realiseert.",
            (_PROVINCIE, _COLLEGE),
            "§3 trede 6",
        ),
    ),
}
