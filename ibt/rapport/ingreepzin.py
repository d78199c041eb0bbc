"""Treden 4 to 6 in sentences, for page, message and letter: what runs, and what stops it (§3)."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.begrippen.kadertekst import Kadertekst, Rol
from ibt.begrippen.traject import Staat, Traject
from ibt.rapport.getal import datum
from ibt.rapport.mijlpaal import is_due
from ibt.rapport.rechtsmiddel import rests_sentence


def losgelaten_zin(kader: Kadertekst) -> str:
    """From which trede on a besluit takes the next step."""
    return (
        f"Vanaf trede {kader.losgelaten} zijn de halfjaarlijkse termijnen losgelaten"
        f"{kader.bij('losgelaten')}: een besluit zet de volgende stap, niet het halfjaarcijfer."
    )


def terug_zin(kader: Kadertekst) -> str:
    """What leads back to trede 1 from there."""
    return (
        "Is de taakstelling gerealiseerd en de achterstand volledig ingelopen, dan kan de gemeente "
        f"terug naar trede 1{kader.bij('afschalen')}."
    )


def duty_sentence(kader: Kadertekst, trede: int, gemeente: str = "een gemeente") -> str:
    """On the trede of the announcement: what must follow when a task is neglected.

    Empty on another trede, and where the framework does not say it. Norm: N02.
    """
    if "taakverwaarlozing" not in kader.plaatsen or kader.rol(trede) is not Rol.VOORAANKONDIGING:
        return ""
    return (
        f"Is vastgesteld dat {gemeente} haar taak verwaarloost, dan moeten gedeputeerde staten in "
        f"beginsel een besluit tot indeplaatsstelling nemen{kader.bij('taakverwaarlozing')}."
    )


def _afzien_zin(kader: Kadertekst) -> str:
    """That the besluit may rest; empty where the framework does not say it."""
    if "overname" not in kader.plaatsen:
        return ""
    return (
        "Maakt de gemeente voldoende aannemelijk dat zij op korte termijn zelf haar opgave "
        "realiseert, dan kunnen gedeputeerde staten afzien van uitvoering van het besluit"
        f"{kader.bij('overname')}."
    )


def ingreep_zinnen(traject: Traject) -> Iterator[str]:
    """Where a gemeente on trede 4, 5 or 6 stands, what runs, and what stops it. Norm: N50."""
    yield losgelaten_zin(traject.kader)
    aangekondigd = traject.rol is Rol.VOORAANKONDIGING
    yield aankondiging_zin(traject) if aangekondigd else besluit_zinnen(traject)
    yield terug_zin(traject.kader)


def aankondiging_zin(traject: Traject) -> str:
    """Trede 4: that the announcement was made, with the time to react, or is still to come."""
    gedaan, reactie = traject.find("vooraankondiging"), traject.find("reactie")
    plaats = traject.kader.bij("vooraankondiging")
    if gedaan is None or gedaan.gehaald_op is None:
        return (
            "Bij deze trede hoort een formele vooraankondiging van een besluit tot "
            "indeplaatsstelling, met de reden, de gevolgen en de termijn. De gemeenteraad krijgt "
            f"daarvan een afschrift en het voornemen wordt breed bekendgemaakt{plaats}. In de "
            "vooraankondiging staat ook tot wanneer de gemeente kan reageren (Awb 4:8, naar ons "
            "oordeel). Een vooraankondiging die nu geldt, is nog niet vastgelegd."
        )
    zin = (
        f"De provincie heeft op {datum(gedaan.gehaald_op)} formeel aangekondigd dat zij van plan "
        f"is een besluit tot indeplaatsstelling te nemen{plaats}."
    )
    if reactie is None or reactie.uiterlijk is None:
        return zin
    kan = "kon" if reactie.staat is Staat.VOORBIJ else "kan"
    return f"{zin} De gemeente {kan} daarop reageren tot en met {datum(reactie.uiterlijk)}."


def besluit_zinnen(traject: Traject) -> str:
    """Treden 5 and 6: on which besluit the trede rests, its terms, and what they lead to."""
    zelf, laat = traject.find("zelf_realiseren"), _terms(traject, te_laat=True)
    rust, kader = rests_sentence(traject), traject.kader
    if traject.is_afgezien and not laat and zelf is not None:
        dag = f", uiterlijk op {datum(zelf.uiterlijk)}" if zelf.uiterlijk else ""
        return (
            f"{rust} Het wordt nu niet uitgevoerd, omdat de gemeente "
            f"aannemelijk heeft gemaakt dat zij haar opgave zelf realiseert{dag}"
            f"{kader.bij('overname')}. "
            "Gebeurt dat niet op tijd, dan beslissen gedeputeerde staten over de volgende stap."
        )
    if traject.rol is Rol.INDEPLAATSSTELLING:
        return (
            "De provincie neemt de maatregelen in naam van en voor rekening van de gemeente"
            f"{kader.bij('overname')}. {rust} {_afzien_zin(kader)}"
        ).strip()
    loopt = " ".join(_last(_terms(traject), laat, kader))
    return f"{rust} {loopt} {_afzien_zin(kader)}".strip()


def _last(loopt: list[str], laat: list[str], kader: Kadertekst) -> Iterator[str]:
    """The terms of the last: those that run, and those that passed without being met."""
    if loopt:
        yield f"Nog te doen: {'; '.join(loopt)}."
    if laat:
        yield (
            f"Voorbij en niet voldaan: {'; '.join(laat)}. Gedeputeerde staten beslissen of de "
            "provincie in de plaats van de gemeente treedt of daarvan afziet"
            f"{kader.bij('termijn_besluit')}."
        )
    elif "overname" in kader.plaatsen:
        yield (
            "Wordt een termijn van het besluit overschreden, dan is niet aan de last voldaan en "
            f"treedt de provincie in de plaats van de gemeente{kader.bij('besluit')}."
        )


def _terms(traject: Traject, te_laat: bool = False) -> list[str]:
    return [
        f"{mijlpaal.onderwerp}, uiterlijk {datum(mijlpaal.uiterlijk)}"
        for mijlpaal in traject.mijlpalen
        if mijlpaal.code == "besluittermijn" and mijlpaal.uiterlijk is not None
        if is_due(mijlpaal) and mijlpaal.is_overdue is te_laat
    ]
