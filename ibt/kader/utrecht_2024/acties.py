"""What happens on each trede, with whom, and where the framework says so (§3 and §4)."""

from __future__ import annotations

from ibt.kader.kader import HALVERWEGE, VOORAF, Actie
from ibt.kader.utrecht_2024.termijnen import ZIENSWIJZE

_PROVINCIE = "provincie"
_GEMEENTE = "gemeente (ambtelijk)"
_COLLEGE = "B en W"
_RAAD = "gemeenteraad"
_COA = "regievoerder van het COA"
_CORPORATIES = "zo nodig woningcorporaties"
_PRT = "Regietafel (PRT) en Kansenmakersteam"

_VERIFIEREN = Actie(
    "Voor de brief: de cijfers nagaan, ook wie nog niet is verwerkt en of er overmacht was.",
    (_PROVINCIE, _GEMEENTE),
    "§4",
    VOORAF,
    normen=("N66",),
)
_BRIEF = Actie(
    "De beoordeling wordt bekendgemaakt in een bestuurlijke brief, met afschrift aan de raad.",
    (_PROVINCIE, _COLLEGE, _RAAD),
    "§3 inleiding",
    "zo snel mogelijk na de peildatum",
    "brief",
    normen=("N22", "N42"),
)
_HALVERWEGE = Actie(
    "De provincie laat halverwege het halfjaar weten hoe de gemeente ervoor staat.",
    (_PROVINCIE, _GEMEENTE),
    "§3 inleiding en §4",
    "1 april en 1 oktober",
    HALVERWEGE,
    normen=("N26",),
)
_MEEDENKEN = Actie(
    "De provincie houdt contact, deelt kennis en ontwikkelingen en denkt mee over de opgave.",
    (_PROVINCIE, _PRT, _GEMEENTE),
    "§4",
    "doorlopend",
    normen=("N60",),
)


def _volgen(trede: int, norm: str) -> Actie:
    return Actie(
        "De provincie volgt de maandcijfers.",
        (_PROVINCIE,),
        f"§3 trede {trede}",
        "elke maand",
        normen=(norm,),
    )


def _urgent(trede: int, norm: str, ook: str = "") -> Actie:
    return Actie(
        f"Is de maatschappelijke urgentie hoog{ook}, dan kan er ook bestuurlijk contact zijn.",
        (_PROVINCIE, _COLLEGE),
        f"§3 trede {trede}",
        normen=(norm,),
    )


_TREDE_1 = (
    _volgen(1, "N31"),
    Actie(
        "Blijft het tempo achter, dan kan er een voortgangsgesprek zijn.",
        (_PROVINCIE, _GEMEENTE),
        "§3 trede 1",
        normen=("N31",),
    ),
    Actie(
        "De provincie meldt ontwikkelingen in de opgave en haalt goede voorbeelden op.",
        (_PROVINCIE, _GEMEENTE),
        "§3 trede 1",
        normen=("N31",),
    ),
    _urgent(1, "N31"),
)

_TREDE_2 = (
    Actie(
        "Ambtelijk toezichtgesprek: hoe is de achterstand ontstaan en hoe wordt die ingelopen?",
        (_PROVINCIE, _GEMEENTE, _COA, _CORPORATIES),
        "§3 trede 2",
        normen=("N35",),
    ),
    _volgen(2, "N35"),
    Actie(
        "Op het tussentijdse moment meldt de provincie of trede 3 dreigt, zodat de gemeente op "
        "tijd aan een verbeterplan kan beginnen.",
        (_PROVINCIE, _GEMEENTE),
        "§3 trede 2, slot",
        "1 april en 1 oktober",
        HALVERWEGE,
        normen=("N36",),
        vervalt_bij_stap=True,
    ),
    _urgent(2, "N35", " en de voortgang te klein"),
)

_TREDE_3 = (
    Actie(
        "Bestuurlijk gesprek over het verbeterplan.",
        (_PROVINCIE, _COLLEGE),
        "§3 trede 3",
        "binnen vier weken na de beoordeling",
        "gesprek",
        normen=("N43",),
    ),
    Actie(
        "Het college stelt het verbeterplan vast en stuurt het aan de provincie.",
        (_COLLEGE, _PROVINCIE),
        "§3 trede 3",
        "uiterlijk vier weken na dat gesprek",
        "verbeterplan",
        normen=("N44",),
    ),
    Actie(
        "De gemeente voert het plan uit.",
        (_COLLEGE, _GEMEENTE),
        "§3 trede 3",
        "binnen de termijnen van het plan",
        "uitvoering",
        normen=("N74",),
    ),
    Actie(
        "Blijft de gemeente op trede 3, dan gaat het toezicht door. De provincie kan een nieuw "
        "plan vragen, opnieuw vastgesteld door het college.",
        (_PROVINCIE, _COLLEGE),
        "§3 trede 3",
        normen=("N47",),
        vervalt_bij_stap=True,
    ),
)

_TREDE_4 = (
    Actie(
        "Formele vooraankondiging van indeplaatsstelling, met reden, gevolgen en termijn.",
        (_PROVINCIE, _COLLEGE),
        "§3 trede 4",
        None,
        "vooraankondiging",
        normen=("N48",),
    ),
    Actie(
        "Afschrift van de vooraankondiging aan de gemeenteraad.",
        (_PROVINCIE, _RAAD),
        "§3 trede 4",
        None,
        "afschrift_raad",
        normen=("N49",),
    ),
    Actie(
        "Het voornemen wordt breed bekendgemaakt.",
        (_PROVINCIE,),
        "§3 trede 4",
        None,
        "publicatie",
        normen=("N49",),
    ),
    Actie(
        "Het college kan een zienswijze geven op de vooraankondiging.",
        (_COLLEGE,),
        ZIENSWIJZE,
        None,
        "reactie",
        normen=("N19",),
    ),
)

_TREDE_5 = (
    Actie(
        "De gemeente voert de last uit binnen de termijnen van het besluit.",
        (_COLLEGE,),
        "§3 trede 5",
        "de termijnen van het besluit",
        normen=("N51",),
        rust_bij_afzien=True,
    ),
    Actie(
        "Is een termijn overschreden, dan is niet aan de last voldaan en treedt de provincie in "
        "de plaats.",
        (_PROVINCIE,),
        "§3 trede 5",
        "vanaf de dag na die termijn",
        normen=("N52",),
        rust_bij_afzien=True,
    ),
    Actie(
        "Tegen een besluit tot indeplaatsstelling staat beroep open; bij wie en tot wanneer hoort "
        "in het besluit zelf te staan.",
        (_COLLEGE,),
        "§3 trede 5",
        normen=("N53",),
    ),
)

_TREDE_6 = (
    Actie(
        "De provincie neemt de maatregelen in naam van en voor rekening van de gemeente.",
        (_PROVINCIE,),
        "§3 trede 6",
        normen=("N54",),
        rust_bij_afzien=True,
    ),
    Actie(
        "De provincie kan altijd afzien van uitvoering, als de gemeente voldoende aannemelijk "
        "maakt dat zij op korte termijn zelf haar opgave realiseert.",
        (_PROVINCIE, _COLLEGE),
        "§3 trede 6",
        normen=("N55",),
    ),
)

# Before every letter, and between the peildata, whatever the trede.
ACTIES: dict[int, tuple[Actie, ...]] = {
    trede: (_VERIFIEREN, _BRIEF, *eigen, _HALVERWEGE, _MEEDENKEN)
    for trede, eigen in enumerate(
        (_TREDE_1, _TREDE_2, _TREDE_3, _TREDE_4, _TREDE_5, _TREDE_6), start=1
    )
}
