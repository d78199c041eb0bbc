"""A YAML file → plain values; a key twice, a tag or broken text is a fault with its line.

A number stays the text that stands there: what reads the field reads it as in a table, where 010 is
ten and 1:30 is nothing (to YAML 1.1 they are eight and ninety).
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel, ValidationError

from ibt.begrippen.fout import Gebrek, InvoerFout, Waarschuwing
from ibt.readers.bestand import decode, read_bytes
from ibt.readers.grens import DIEPSTE_YAML, GROOTSTE_YAML, MEESTE_WAARDEN, in_words

# One space and a sharp: who writes a comment puts two. And whether a word follows at once.
_HEKJE = re.compile(r" #(\S?)")
_AFGEBROKEN = "wat na # staat, wordt niet gelezen; zet de tekst tussen aanhalingstekens"
# What a reader of YAML sees only on a later line: a colon that is missing, a quote left open.
_PAS_LATER = ("could not find expected", "found unexpected end of stream")


class _Waardefout(yaml.constructor.ConstructorError):
    """A fault that this module found itself, so its text is Dutch."""

    def __init__(self, reden: str, merk: yaml.Mark) -> None:
        super().__init__(None, None, reden, merk)


class _Lader(yaml.SafeLoader):
    """Safe YAML in which a key may stand only once, and that is no deeper than it can mean."""

    def __init__(self, tekst: str) -> None:
        super().__init__(tekst)
        self._tekst = tekst
        self._diepte = 0
        self.afgebroken: list[int] = []

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node; a fault where it lies too deep."""
        if self._diepte > DIEPSTE_YAML:
            reden = f"mag ten hoogste {DIEPSTE_YAML} diep genest zijn"
            raise _Waardefout(reden, self.get_mark())
        self._diepte += 1
        knoop = super().compose_node(parent, index)
        self._diepte -= 1
        return knoop

    def compose_scalar_node(self, anchor: Any) -> yaml.ScalarNode:
        """A plain value; the line is kept of one that may have gone on, behind a comment sign."""
        knoop = super().compose_scalar_node(anchor)
        rest = _HEKJE.match(self._tekst, knoop.end_mark.index)
        if not knoop.style and rest and (" " in knoop.value or rest[1]):
            self.afgebroken.append(knoop.end_mark.line + 1)
        return knoop

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The value of a node; a value that is none (2026-02-30) is a fault with its line."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, AttributeError, LookupError, TypeError, OverflowError):
            raise _Waardefout(
                "deze waarde bestaat niet (datum of label)", node.start_mark
            ) from None


def _as_text(lader: _Lader, knoop: yaml.ScalarNode) -> str:
    return str(lader.construct_scalar(knoop))


def _mapping(lader: _Lader, knoop: yaml.MappingNode) -> dict[Any, Any]:
    sleutels: set[Any] = set()
    for sleutelknoop, _ in knoop.value:
        if sleutelknoop.tag == "tag:yaml.org,2002:merge":
            reden = "<< (samenvoegen) kan hier niet; schrijf de sleutels zelf uit"
            raise _Waardefout(reden, sleutelknoop.start_mark)
        sleutel = lader.construct_object(sleutelknoop, deep=True)
        if not isinstance(sleutel, str):
            raise _Waardefout("een sleutel moet tekst zijn", sleutelknoop.start_mark)
        if sleutel in sleutels:
            raise _Waardefout(f'de sleutel "{sleutel}" staat er twee keer', sleutelknoop.start_mark)
        sleutels.add(sleutel)
    return lader.construct_mapping(knoop, deep=True)


_Lader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Lader.add_constructor("tag:yaml.org,2002:int", _as_text)
_Lader.add_constructor("tag:yaml.org,2002:float", _as_text)


def _count(knoop: yaml.Node | None, geteld: dict[int, int | None]) -> int:
    """How many values a node means, with everything that its anchors repeat; a fault if too many.

    `geteld` holds what was counted before; None while a node is being counted.
    """
    if knoop is None:
        return 0
    if id(knoop) in geteld:
        aantal = geteld[id(knoop)]
        if aantal is None:
            raise _Waardefout("een anker (&) mag niet in zichzelf staan", knoop.start_mark)
        return aantal
    geteld[id(knoop)] = None
    aantal = _weight(knoop) + sum(_count(deel, geteld) for deel in _parts(knoop))
    if aantal > MEESTE_WAARDEN:
        reden = (
            f"mag ten hoogste {in_words(MEESTE_WAARDEN)} waarden hebben, herhaling (*) meegeteld"
        )
        raise _Waardefout(reden, knoop.start_mark)
    geteld[id(knoop)] = aantal
    return aantal


def _weight(knoop: yaml.Node) -> int:
    """For how many values one counts: a long text, which can be repeated too, for several."""
    return 1 + (len(knoop.value) // 1000 if isinstance(knoop, yaml.ScalarNode) else 0)


def _parts(knoop: yaml.Node) -> Iterable[yaml.Node]:
    if isinstance(knoop, yaml.MappingNode):
        return (deel for paar in knoop.value for deel in paar)
    return knoop.value if isinstance(knoop, yaml.SequenceNode) else ()


class Yamlbestand(NamedTuple):
    """The value in a YAML file, the SHA-256 of its bytes, for a list the line on which each item
    begins, and what was odd.
    """

    waarde: Any
    sha256: str
    regels: list[int]
    waarschuwingen: tuple[Waarschuwing, ...]


def read_yaml(pad: Path, naam: str | None = None) -> Yamlbestand:
    """What a YAML file holds; InvoerFout when it is none.

    `naam` is what faults call the file; by default its own name.
    """
    naam = naam or pad.name
    inhoud = read_bytes(pad, GROOTSTE_YAML)
    tekst = decode(pad, inhoud)
    try:
        lader = _Lader(tekst)
        knoop = lader.get_single_node()
        _count(knoop, {})
        waarde = None if knoop is None else lader.construct_document(knoop)
    except yaml.YAMLError as fout:
        raise InvoerFout([_broken(naam, fout)]) from None
    onderdelen = knoop.value if isinstance(knoop, yaml.SequenceNode) else []
    regels = [deel.start_mark.line + 1 for deel in onderdelen]
    gemeld = tuple(Waarschuwing(naam, _AFGEBROKEN, f"regel {regel}") for regel in lader.afgebroken)
    return Yamlbestand(waarde, hashlib.sha256(inhoud).hexdigest(), regels, gemeld)


def _broken(naam: str, fout: yaml.YAMLError) -> Gebrek:
    merk = getattr(fout, "problem_mark", None)
    if str(getattr(fout, "problem", "")).startswith(_PAS_LATER):
        merk = getattr(fout, "context_mark", None) or merk
    plaats = None if merk is None else f"regel {merk.line + 1}, teken {merk.column + 1}"
    if isinstance(fout, _Waardefout):
        raad = "Verbeter die regel; de rest van het bestand is nog niet bekeken."
        return Gebrek(naam, f"moet leesbare YAML zijn; {fout.problem}", plaats=plaats, raad=raad)
    raad = "Kijk naar inspringing, dubbele punten en aanhalingstekens."
    if "'\\t'" in str(getattr(fout, "problem", "")):
        raad = "Hier staat een tab; spring in met spaties."
    return Gebrek(naam, "moet leesbare YAML zijn; de opmaak klopt niet", plaats=plaats, raad=raad)


def model_faults(
    fout: ValidationError,
    bestand: str,
    soort: type[BaseModel],
    voorvoegsel: str = "",
    gemeente: str | None = None,
) -> list[Gebrek]:
    """The faults that pydantic found, in Dutch, each with its key."""
    return [_model_fault(deel, bestand, soort, voorvoegsel, gemeente) for deel in fout.errors()]


def _model_fault(
    deel: Any, bestand: str, soort: type[BaseModel], voorvoegsel: str, gemeente: str | None
) -> Gebrek:
    stappen = [str(stap) for stap in deel["loc"] if isinstance(stap, (str, int))]
    sleutel = ".".join(stappen) or deel.get("ctx", {}).get("sleutel", "")
    plaats = ", ".join(p for p in (voorvoegsel, f'sleutel "{sleutel}"' if sleutel else "") if p)
    # What is internal stands in no message.
    gevonden = None if sleutel == "toelichting_intern" else _as_written(deel["input"])
    raad = None
    match deel["type"]:
        case "missing":
            verwacht, gevonden = "deze sleutel moet er zijn", None
        case "extra_forbidden":
            verwacht, raad = "is een onbekende sleutel", _known_key(deel["loc"], soort)
        case "ibt":
            verwacht = deel["msg"]
            gevonden = gevonden if deel["loc"] else deel["ctx"]["gevonden"]
        case "literal_error":
            verwacht = f"moet een van deze waarden zijn: {deel['ctx']['expected']}".replace(
                " or ", " of "
            )
        case "greater_than_equal":
            verwacht = f"moet ten minste {deel['ctx']['ge']} zijn"
        case "less_than_equal":
            verwacht = f"moet ten hoogste {deel['ctx']['le']} zijn"
        case "tuple_type" | "list_type":
            verwacht = "moet een lijst zijn, zoals [a, b]"
        case "model_type" | "dict_type" | "model_attributes_type":
            verwacht = "moet een groep van sleutels en waarden zijn"
        case _:
            verwacht = "heeft een waarde van een verkeerde soort"
    return Gebrek(bestand, verwacht, gevonden, plaats or None, gemeente, raad)


def _known_key(stappen: tuple[int | str, ...], soort: type[BaseModel]) -> str | None:
    """Advice on an unknown key at the top; within a part the known keys are other ones."""
    if len(stappen) != 1:
        return None
    bekend = (veld.alias or naam for naam, veld in soort.model_fields.items())
    return nearest(str(stappen[0]), bekend)


def nearest(naam: str, bekend: Iterable[str]) -> str | None:
    """Advice with the known name that comes nearest, or all of them."""
    namen = list(bekend)
    lijkt = difflib.get_close_matches(naam, namen, n=1, cutoff=0.6)
    if lijkt:
        return f'Bedoelt u "{lijkt[0]}"?'
    return f"Bekend zijn: {', '.join(namen)}."


def _as_written(waarde: object) -> str:
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    return str(waarde)
