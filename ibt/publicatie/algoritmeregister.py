"""algoritmeregister.json: what the program does, as the Algoritmeregister takes it (standard 1.0).

What holds of any round: it changes with the program and the framework, not with the figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ibt.begrippen.kadertekst import Rol
from ibt.kader.kader import Kader
from ibt.publicatie.gegevens import Registratie

ALGORITMEREGISTER = "algoritmeregister.json"
_VERSIE = "1.0"
# Of a text that may be long; of the explanation of how it works; of a name.
_LANG, _WERKING, _NAAM = 2500, 5000, 100

_NAAM_ALGORITME = "Trede voorstellen bij toezicht op huisvesting van vergunninghouders"
_KORT = (
    "Het programma ibt rekent twee keer per jaar voor elke gemeente uit of zij genoeg "
    "vergunninghouders heeft gehuisvest. Daaruit volgt een voorstel voor de zwaarte van het "
    "toezicht (een trede). Een toezichthouder van de provincie beslist."
)
_DOEL = (
    "De provincie houdt toezicht op gemeenten: hebben zij de vergunninghouders gehuisvest die zij "
    "moesten huisvesten? Het doel is dat elke gemeente op dezelfde manier wordt beoordeeld, en dat "
    "ieder de uitkomst kan nagaan.",
    "Het programma beoordeelt gemeenten, geen mensen. De gemeente krijgt een rapport en een brief. "
    "Inwoners en vergunninghouders merken het alleen doordat hun gemeente meer of minder toezicht "
    "krijgt.",
)
_AFWEGING = (
    "Voordeel: elke gemeente wordt met dezelfde regels en op dezelfde dag beoordeeld, en elke "
    "uitkomst is tot op het cijfer en de plaats in het beleidskader te volgen. Dezelfde invoer "
    "geeft altijd dezelfde uitkomst.",
    "Nadeel: een cijfer zegt niet alles. Daarom kan een toezichthouder redenen van overmacht "
    "meewegen, afwijken van het voorstel en een uitkomst herzien, steeds met een motivering.",
    "Het alternatief is elke gemeente met de hand beoordelen. Dat kost meer tijd en geeft "
    "meer kans op verschil en op rekenfouten.",
)
_MENS = (
    "Het programma stelt alleen een trede voor. Een toezichthouder van de provincie beslist, "
    "namens gedeputeerde staten, en zijn naam en de datum komen in het register van besluiten.",
    "Of een reden verschoonbaar is, of een verbeterplan is uitgevoerd en of van het voorstel wordt "
    "afgeweken, beoordeelt een mens; het programma legt vast wie dat vond, wanneer en waarom.",
    "Het programma laat niet vaststellen zolang de cijfers niet met de gemeente zijn nagegaan of "
    "zolang een besluit open staat. Een vastgestelde trede kan worden herzien.",
)
_RISICO = (
    "Verkeerde cijfers. Alle invoer wordt vooraf gecontroleerd; een fout houdt de ronde tegen, een "
    "verschil tussen cijfers wordt gemeld. De cijfers worden met de gemeente nagegaan voordat een "
    "trede wordt vastgesteld.",
    "Een klein verschil met een groot gevolg. Waar enkele personen meer of minder een andere trede "
    "geven, staat dat in het rapport, en iemand kijkt nog eens.",
    "Te veel vertrouwen op de berekening. Elk rapport zegt dat het een voorstel is en wie beslist, "
    "en toont de som, de regel en waarom de andere regels niet gelden.",
    "Een fout in het programma. De regels zijn per grens getest, en voor elke invoer geldt bewezen "
    "precies één regel. Elke ronde is opnieuw uit te rekenen en te vergelijken.",
    "Privacy. Het programma werkt met aantallen per gemeente. Uit een bestand over gekoppelde "
    "personen, als dat wordt gebruikt, blijven alleen totalen over, en niets over minder dan vijf "
    "huishoudens.",
)
_GEGEVENS = (
    "Per gemeente en peildatum: de taakstelling, de stand aan het begin van het halfjaar, het "
    "aantal gehuisveste vergunninghouders, en waar bekend koppelingen, omkoppelingen en de "
    "gemiddelde wachttijd. Bron: COA en Rijksoverheid.",
    "Wat de toezichthouder over een gemeente heeft vastgesteld, met naam, datum en motivering, en "
    "de treden die eerder zijn vastgesteld.",
    "Het programma gebruikt geen gegevens over afzonderlijke personen om een trede te berekenen.",
)


def make_algoritmeregister(kader: Kader, eigen: Registratie) -> dict[str, bytes]:
    """The registration as the file of that name: the same framework and facts, the same bytes."""
    velden: dict[str, Any] = {
        "name": _NAAM_ALGORITME,
        "description_short": _KORT,
        "organization": _fit(eigen.organisatie, _NAAM),
        "category": ["Wonen", "Migratie en integratie"],
        "status": eigen.status,
        "begin_date": eigen.sinds,
        "contact_email": eigen.contact,
        "website": eigen.website,
        "publication_category": eigen.publicatiecategorie,
        "goal": _text(_DOEL),
        "proportionality": _text(_AFWEGING),
        "human_intervention": _text((*_MENS, _besluiten(kader))),
        "risks": _text((*_RISICO, _readings(kader))),
        "lawful_basis": _text(_basis(kader)),
        "lawful_basis_grouping": [{"title": _fit(kader.titel, _NAAM), "link": kader.bron}],
        "process_index_url": eigen.verwerkingsregister,
        "impacttoetsen": eigen.impacttoetsen,
        "source_data": _text(_GEGEVENS),
        "methods_and_models": _text(_working(kader), _WERKING),
        "provider": eigen.leverancier,
        "publiccode": eigen.broncode,
        "lang": "nld",
        "standard_version": _VERSIE,
        "source_id": f"ibt-{kader.id}",
        "tags": "interbestuurlijk toezicht, vergunninghouders, taakstelling, interventieladder",
    }
    bekend: Mapping[str, Any] = {naam: wat for naam, wat in velden.items() if wat is not None}
    return {ALGORITMEREGISTER: (json.dumps(bekend, ensure_ascii=False, indent=2) + "\n").encode()}


def _besluiten(kader: Kader) -> str:
    """From where on no figure leads to a heavier trede; empty where the framework has no such."""
    if kader.tekst.trede(Rol.VOORAANKONDIGING) is None:
        return ""
    return (
        f"Vanaf trede {kader.tekst.losgelaten} leiden cijfers nooit tot een zwaardere trede: de "
        "volgende stap is altijd een besluit van mensen."
    )


def _readings(kader: Kader) -> str:
    return (
        f"Een tekst die op meer manieren te lezen is. Op {len(kader.keuzes)} plaatsen is gekozen "
        "hoe het beleidskader wordt gelezen. Elke keuze staat vast, met de andere lezingen erbij; "
        "het rapport noemt haar waar zij de uitkomst raakt."
    )


def _basis(kader: Kader) -> Iterable[str]:
    yield f"{kader.titel}, geldig vanaf {kader.geldig_van.isoformat()}. Dit kader rust op:"
    tot = " (volgens de eigen datum tot en met {})"
    gronden = (f"{deel.naam}{tot.format(deel.tot) if deel.tot else ''}" for deel in kader.grondslag)
    yield "; ".join(gronden) + "."


def _working(kader: Kader) -> Iterable[str]:
    """The sum, the treden and the rules of the framework, in its order."""
    yield (
        "Het programma is een beslistabel. Het is niet zelflerend en gebruikt geen kansrekening. "
        "Eerst rekent het uit wat de gemeente moest huisvesten (de taakstelling, met wat zij van "
        "eerder moest inlopen of voor lag) en wat zij heeft gehuisvest. Uit het verschil, de trede "
        "van dat moment en wat de toezichthouder vaststelde, volgt precies één regel."
    )
    treden = kader.tekst.treden.items()
    yield "Treden: " + "; ".join(f"{nummer} {trede.naam}" for nummer, trede in treden) + "."
    lezingen = kader.lezingen()
    for regel in kader.ladder.regels:
        wanneer = kader.explain(regel.id, lezingen).wanneer
        yield f"Van trede {regel.van}: {wanneer}, dan naar trede {regel.naar} (regel {regel.id})."


def _text(alineas: Iterable[str], hoogstens: int = _LANG) -> str:
    return _fit("\n\n".join(filter(None, alineas)), hoogstens)


def _fit(tekst: str, hoogstens: int) -> str:
    """What the register has room for: of a longer text its begin, up to a whole word."""
    if len(tekst) <= hoogstens:
        return tekst
    return tekst[: hoogstens - 1].rsplit(maxsplit=1)[0] + "…"
