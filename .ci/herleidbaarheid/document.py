"""The document for a jurist: per paragraph of the framework a table of its norms."""

from collections.abc import Iterable, Iterator, Sequence

from herleidbaarheid.bewijs import Bewijs
from herleidbaarheid.drager import Drager
from herleidbaarheid.norm import Norm
from ibt.kader.kader import Kader

OPDRACHT = "make herleidbaarheid"

# The paragraphs in the order of the text; a norm belongs to the longest one that its place has.
PARAGRAFEN = {
    "§1": "Inleiding",
    "§2 inleiding": "Uitgangspunten van het provinciaal toezicht",
    "§2.1": "Totaalopgave",
    "§2.2": "Informatie van het COA",
    "§2.2.1": "Signalen van trage huisvesting",
    "§2.3": "Overmacht",
    "§3 inleiding": "Toepassing van de interventieladder",
    "§3 trede 1": "Signaleren",
    "§3 trede 2": "Informatie opvragen en valideren",
    "§3 trede 3": "Actief toezicht",
    "§3 trede 4": "Vooraankondiging van juridische interventie",
    "§3 trede 5": "Besluit tot indeplaatsstelling",
    "§3 trede 6": "Sanctie en indeplaatsstelling",
    "§3.1": "Uitzonderingen op het toepassen van de interventieladder",
    "§3.1.1": "Niet overgaan tot juridische interventie",
    "§3.1.2": "Wel overgaan tot juridische interventie",
    "§4": "Het toezicht in de praktijk",
}
_KOPPEN = ("Norm", "Wat het kader zegt", "Wat ibt ermee doet", "Uitgevoerd door", "Getoond door")


def make_document(
    kader: Kader, normen: Sequence[Norm], dragers: Sequence[Drager], bewijzen: Sequence[Bewijs]
) -> str:
    """The whole page; the same input gives the same text."""
    return "\n".join(
        [
            *_intro(kader, normen),
            *_outside(normen),
            *(
                regel
                for paragraaf, titel in PARAGRAFEN.items()
                for regel in _section(paragraaf, titel, normen, dragers, bewijzen)
            ),
        ]
    )


def paragraph_of(vindplaats: str) -> str:
    """The paragraph to which a place belongs; ValueError where the text has no such paragraph."""
    passend = [
        naam
        for naam in PARAGRAFEN
        if vindplaats == naam or vindplaats.startswith((f"{naam} ", f"{naam},"))
    ]
    if not passend:
        raise ValueError(f"{vindplaats} is geen paragraaf van het kader")
    return max(passend, key=len)


def _intro(kader: Kader, normen: Sequence[Norm]) -> Iterator[str]:
    mensen = sum(bool(norm.aan_mensen) for norm in normen)
    gebouwd = sum(bool(norm.niet_gebouwd) for norm in normen)
    yield "# Herleidbaarheid: van kader naar programma en test"
    yield ""
    yield (
        f"Dit document zet elke norm van het {kader.titel} ([tekst]({kader.bron})) naast wat `ibt` "
        "ermee doet, het deel van het programma dat de norm uitvoert, en de tests die laten zien "
        f"dat het zo werkt. Het zijn {len(normen)} normen. Van {gebouwd} doet het programma een "
        f"deel niet, en bij {mensen} is een deel bewust aan mensen; dat staat hieronder als eerste."
    )
    yield ""
    yield (
        "Zo leest u het: N12 is het nummer dat wij aan een norm gaven; K1 is een "
        "[keuze](../ibt/kader/utrecht_2024/keuzes.py) waar de tekst op meer dan één manier te "
        "lezen is. Wat het kader zegt is hier samengevat; de tekst zelf beslist. De namen van "
        "tests zijn Engelse zinnen, want zo is het programma geschreven. De gevallen voor de "
        "ladder staan in een [tabel](../tests/kader/ladder_gevallen.csv) die u kunt lezen en "
        "aanvullen."
    )
    yield ""
    yield (
        f"Niet met de hand wijzigen: `{OPDRACHT}` maakt dit document uit het programma, en een "
        "test vergelijkt het. De norm zelf staat in "
        "[normen.csv](../ibt/kader/utrecht_2024/normen.csv)."
    )


def _outside(normen: Sequence[Norm]) -> Iterator[str]:
    niet = [(norm, norm.niet_gebouwd) for norm in normen if norm.niet_gebouwd]
    mensen = [(norm, norm.aan_mensen) for norm in normen if norm.aan_mensen]
    for kop, delen in (("Wat ibt niet doet", niet), ("Wat aan mensen is", mensen)):
        yield from ("", f"## {kop}", "", "| Norm | Wat |", "| --- | --- |")
        for norm, tekst in delen:
            yield f"| {norm.norm} ({norm.vindplaats}) | {_cell(tekst)} |"


def _section(
    paragraaf: str,
    titel: str,
    normen: Sequence[Norm],
    dragers: Sequence[Drager],
    bewijzen: Sequence[Bewijs],
) -> Iterator[str]:
    eigen = [norm for norm in normen if paragraph_of(norm.vindplaats) == paragraaf]
    if not eigen:
        return
    yield ""
    yield f"## {paragraaf}: {titel}"
    yield ""
    yield f"| {' | '.join(_KOPPEN)} |"
    yield f"| {' | '.join('---' for _ in _KOPPEN)} |"
    for norm in eigen:
        cellen = (
            f"**{norm.norm}**<br>{norm.vindplaats}",
            _cell(norm.inhoud),
            _cell(norm.uitwerking),
            _links(norm, dragers) or "niets in het programma; zie de redenen bovenaan",
            _links(norm, bewijzen) or "–",
        )
        yield f"| {' | '.join(cellen)} |"


def _links(norm: Norm, stukken: Iterable[Drager | Bewijs]) -> str:
    """Per file one link, with the names of what it holds for this norm."""
    per_bestand: dict[str, list[str]] = {}
    for stuk in stukken:
        if norm.norm in stuk.normen:
            namen = per_bestand.setdefault(stuk.bestand, [])
            if stuk.naam not in namen:
                namen.append(stuk.naam)
    return "<br>".join(
        f"{_cell('; '.join(namen))} ([{bestand.rpartition('/')[2]}](../{bestand}))"
        for bestand, namen in per_bestand.items()
    )


def _cell(tekst: str) -> str:
    """Text that stays within its cell of a table."""
    return tekst.replace("|", "\\|").replace("\n", " ")
