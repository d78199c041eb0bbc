"""A decision table as DMN 1.3, the standard in which other programs read and run such tables.

Only what every tool knows of its language (S-FEEL) is used: a column holds a quantity or the
difference of two, a cell compares it with one whole number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ibt.kader.tabel import Regel, Tabel
from ibt.kader.voorwaarde import Grootheid, Vergelijking

_RUIMTE = "https://www.omg.org/spec/DMN/20191111/{}/".format
_NAMEN = {
    "xmlns": _RUIMTE("MODEL"),
    "xmlns:dmndi": _RUIMTE("DMNDI"),
    "xmlns:dc": "http://www.omg.org/spec/DMN/20180521/DC/",
    "xmlns:di": "http://www.omg.org/spec/DMN/20180521/DI/",
}
TREDE = Grootheid("trede_vorig", "de trede waarop de gemeente stond")
_BESLISSING = "inschaling"


def make_dmn(tabel: Tabel, naam: str, ruimte: str, beschrijving: str) -> str:
    """The table as an XML file; `ruimte` is the namespace that its names are in."""
    model = Element("definitions", {**_NAMEN, "id": "ladder", "name": naam, "namespace": ruimte})
    gegevens = inputs_of(tabel)
    for gegeven in gegevens:
        invoer = SubElement(model, "inputData", id=gegeven.naam, name=gegeven.naam)
        SubElement(invoer, "description").text = gegeven.omschrijving
        SubElement(invoer, "variable", name=gegeven.naam, typeRef="number")
    beslissing = SubElement(model, "decision", id=_BESLISSING, name=_BESLISSING)
    SubElement(beslissing, "description").text = beschrijving
    SubElement(beslissing, "variable", name=_BESLISSING)
    for gegeven in gegevens:
        vraagt = SubElement(beslissing, "informationRequirement", id=f"vraagt_{gegeven.naam}")
        SubElement(vraagt, "requiredInput", href=f"#{gegeven.naam}")
    _table(beslissing, tabel)
    _drawing(model, gegevens)
    indent(model)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(model, encoding="unicode")}\n'


def inputs_of(tabel: Tabel) -> list[Grootheid]:
    """All that the rules look at, once each, without factors."""
    namen = {TREDE.naam: TREDE}
    for regel in tabel.regels:
        for deel in regel.als:
            for kant in (deel.links, deel.rechts):
                if isinstance(kant, Grootheid):
                    namen.setdefault(kant.naam, kant)
    return list(namen.values())


def _table(beslissing: Element, tabel: Tabel) -> None:
    rijen = [dict(_cells(regel)) for regel in tabel.regels]
    # A dict keeps the order in which the rules ask.
    kolommen = list(dict.fromkeys(kolom for rij in rijen for kolom in rij))
    xml = SubElement(beslissing, "decisionTable", id="tabel", hitPolicy="UNIQUE")
    for nummer, (_, uitdrukking, label) in enumerate(kolommen, start=1):
        invoer = SubElement(xml, "input", id=f"kolom_{nummer}", label=label)
        vraag = SubElement(invoer, "inputExpression", id=f"uitdrukking_{nummer}", typeRef="number")
        SubElement(vraag, "text").text = uitdrukking
    SubElement(xml, "output", id="trede", name="trede", label="Trede", typeRef="number")
    SubElement(xml, "output", id="regel", name="regel", label="Regel", typeRef="string")
    for nummer, (regel, rij) in enumerate(zip(tabel.regels, rijen, strict=True), start=1):
        _rule(xml, f"regel_{nummer}", regel, [rij.get(kolom, "-") for kolom in kolommen])


def _rule(tabel: Element, naam: str, regel: Regel, cellen: Sequence[str]) -> None:
    xml = SubElement(tabel, "rule", id=naam)
    SubElement(xml, "description").text = f"{regel.vindplaats}: “{regel.woorden}”"
    uitkomsten = (str(regel.naar), f'"{regel.id}"')
    for soort, teksten in (("inputEntry", cellen), ("outputEntry", uitkomsten)):
        for nummer, tekst in enumerate(teksten, start=1):
            cel = SubElement(xml, soort, id=f"{naam}_{soort}_{nummer}")
            SubElement(cel, "text").text = tekst


def _cells(regel: Regel) -> Iterator[tuple[tuple[int, str, str], str]]:
    """What a rule asks, by column: how often it asked that before, expression and label.

    A cell of this language cannot ask two things at once: the second gets a column of its own.
    """
    eerder: list[str] = []
    for deel in (TREDE.equals(regel.van), *regel.als):
        uitdrukking, label, test = _asked(deel)
        yield (eerder.count(uitdrukking), uitdrukking, label), test
        eerder.append(uitdrukking)


def _asked(deel: Vergelijking) -> tuple[str, str, str]:
    """Expression, label and test of a comparison; of two quantities by their difference."""
    teken = "" if deel.teken == "=" else f"{deel.teken} "
    if isinstance(deel.rechts, int):
        return str(deel.links), deel.links.words(), f"{teken}{deel.rechts}"
    label = f"{deel.links.words()} min {deel.rechts.words()}"
    return f"{deel.links} - {deel.rechts}", label, f"{teken}0"


def _drawing(model: Element, gegevens: Sequence[Grootheid]) -> None:
    """Where a modelling tool draws the table and what it asks: these under it, side by side."""
    tekening = SubElement(SubElement(model, "dmndi:DMNDI"), "dmndi:DMNDiagram", id="tekening")
    midden = 110 * len(gegevens)
    _shape(tekening, _BESLISSING, midden - 100, 40)
    for nummer, gegeven in enumerate(gegevens):
        _shape(tekening, gegeven.naam, 220 * nummer + 10, 240)
        lijn = SubElement(
            tekening,
            "dmndi:DMNEdge",
            id=f"lijn_{gegeven.naam}",
            dmnElementRef=f"vraagt_{gegeven.naam}",
        )
        for x, y in ((220 * nummer + 110, 240), (midden, 120)):
            SubElement(lijn, "di:waypoint", x=str(x), y=str(y))


def _shape(tekening: Element, naam: str, x: int, y: int) -> None:
    vorm = SubElement(tekening, "dmndi:DMNShape", id=f"vorm_{naam}", dmnElementRef=naam)
    SubElement(vorm, "dc:Bounds", x=str(x), y=str(y), width="200", height="80")
