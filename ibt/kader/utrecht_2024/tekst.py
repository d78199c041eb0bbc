"""Names of the treden, where the text says what, and sentences that only this framework has."""

from __future__ import annotations

from ibt.begrippen.kadertekst import Drempels, Kadertekst, Rol, Trede
from ibt.kader.utrecht_2024.bril import recount

_TREDEN = (
    Trede(
        "Signaleren",
        "De provincie volgt de cijfers en houdt contact met de gemeente.",
        Rol.SIGNALEREN,
    ),
    Trede(
        "Informatie opvragen en valideren",
        "De provincie vraagt hoe de achterstand is ontstaan en hoe de gemeente die inloopt.",
        Rol.INFORMATIE,
    ),
    Trede(
        "Actief toezicht: afspraken over acties, termijnen en vervolg",
        "Bij deze trede hoort een verbeterplan: zo kan de gemeente alsnog aan haar taak voldoen.",
        Rol.ACTIEF_TOEZICHT,
    ),
    Trede(
        "Vooraankondiging van juridische interventie",
        "Bij deze trede hoort een formele vooraankondiging dat de provincie van plan is om in te "
        "grijpen.",
        Rol.VOORAANKONDIGING,
    ),
    Trede(
        "Besluit tot indeplaatsstelling met laatste termijn",
        "Gedeputeerde staten hebben besloten tot ingrijpen, met een laatste termijn.",
        Rol.BESLUIT,
    ),
    Trede(
        "Sanctie en indeplaatsstelling",
        "De provincie neemt de maatregelen in naam van en voor rekening van de gemeente, tenzij "
        "zij afziet van uitvoering van het besluit.",
        Rol.INDEPLAATSSTELLING,
    ),
)

_PLAATSEN = {
    "taakverwaarlozing": "§2",
    "opgave": "§2.1",
    "herverdeling": "§2.1",
    "koppelingen": "§2.2",
    "weging": "§2.2; §3 trede 2 en 3",
    "signalen": "§2.2.1",
    "overmacht": "§2.3",
    "gezinssamenstelling": "§2.3, slot",
    "geen_stap_omhoog": "§2.3 en §3.1.1, 3e punt",
    "afschalen": "§3 inleiding",
    "stijgen": "§3 inleiding",
    "herziening": "N23, §3 inleiding",
    "stappen": "N23",
    "bestuur": "§3 inleiding",
    "halverwege": "§3 inleiding en §4",
    "peildata": "§3 en §4",
    "versnelling_grond": "§3 inleiding en §3.1.2",
    "voorsprong": "§3 trede 1, 2e punt",
    "plan_melden": "§3 trede 2, slot",
    "verbeterplan": "§3 trede 3",
    "plan_niet_uitgevoerd": "§3 trede 3, slot",
    "vooraankondiging": "§3 trede 4",
    "losgelaten": "§3 trede 4, slot",
    "orgaan": "§3 treden 4-6",
    "besluit": "§3 trede 5",
    "termijn_besluit": "§3 trede 5 en 6",
    "overname": "§3 trede 6",
    "afwijking": "§3.1",
    "afwijking_omlaag": "§3.1, Keuze K19",
    "versnelling": "§3.1.2",
    "herindeling": "Keuze K6",
    "correctie": "§4",
    "verificatie": "§4",
    "contact": "§4",
    "tussenstand": "§4",
}

_KEUZES = {
    "voorsprong": "K1",
    "vergelijking": "K2",
    "overmacht": "K3",
    "weekeinde": "K7",
    "meenemen": "K11",
    "tussentijds": "K17",
    "besluiten": "K18",
}

_ZINNEN = {
    # Said only to a gemeente that did reach its taakstelling (§3 trede 2 and 3).
    "ook_inlopen": "Alleen de taakstelling halen is niet genoeg: er moet ook een begin zijn "
    "gemaakt met inlopen.",
    "gehaald": "Realiseert uw gemeente de volledige totaalopgave, dan gaat zij op de volgende "
    "peildatum naar trede 1.",
    # Words of the text for a plan that was not made (§3 trede 3, slot).
    "niet_opgesteld": "nalatig is gebleven bij het opstellen hiervan",
    "meedenken": "Wij denken graag met u mee, ook vanuit de Regietafel en het Kansenmakersteam "
    "(§4).",
}

# What the plan must hold (§3 trede 3).
_PLAN = (
    ("Korte termijn", "maatregelen waarmee uw gemeente snel mensen huisvest."),
    ("Lange termijn", "maatregelen waarmee de opgave ook later wordt gehaald."),
    ("Duurzaam", "oplossingen die blijven werken, ook bij een volgende taakstelling."),
    (
        "Haalbaar en uitvoerbaar",
        "inzicht in wat kan en hoe, met in elk geval de financiën en het draagvlak.",
    ),
)

TEKST = Kadertekst(
    "utrecht-2024",
    dict(enumerate(_TREDEN, start=1)),
    # Two persons or 5% of the totaalopgave: the province's own margin for a second look.
    # 120 days: §2.2.1, 2e punt, strictly more than 120 days on average.
    Drempels(grensgeval_personen=2, grensgeval_procent=5, wachttijd_dagen=120),
    _PLAATSEN,
    recount,
    _KEUZES,
    _ZINNEN,
    _PLAN,
)
