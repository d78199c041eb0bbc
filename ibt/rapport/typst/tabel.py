"""Tables: header rows repeat on the next page, a small table is never cut, a wide one goes on."""

import re

from bs4.element import Tag

from ibt.rapport.typst.code import array, boolean, call, line, literal
from ibt.rapport.typst.context import Context, attribute, classes, holds, trede_of
from ibt.rapport.typst.rooster import Cell, Rooster, column_widths, rooster_of

_WHOLE_ROWS = 13  # a table of at most twelve rows and a header is never cut
_WHOLE_TEXT = 900  # characters; a longer one would leave much of a page white before it
_PAGE = {"gewoon": 52.2, "breed": 59.4}  # text width of the page in em of the table's type
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAMES = re.compile(r"[\s,]+")
_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_BLOCKS_IN_CELL = {"p", "ul", "ol", "div", "dl", "table", "details", "figure", "pre"}


def table(context: Context, tag: Tag) -> str:
    """A `<table>` with its caption."""
    rooster = rooster_of(tag)
    if not rooster.columns:
        return '""'
    breed = "breed" in classes(tag) or not rooster.fits(_PAGE["gewoon"])
    parts = list(rooster.parts(_PAGE["breed" if breed else "gewoon"]))
    return line(_table(context, tag, part, breed, number > 0) for number, part in enumerate(parts))


def _table(context: Context, tag: Tag, rooster: Rooster, breed: bool, vervolg: bool) -> str:
    """The columns of a table that stand beside each other."""
    kinds = classes(tag)
    page = _PAGE["breed" if breed else "gewoon"]
    widths = column_widths(rooster, page, stretch="smal" not in kinds)
    caption = tag.find("caption", recursive=False)
    context.after_space = True
    words = [context.inline(context, caption.children)] if caption else []
    words += [literal(" (vervolg)")] if caption and vervolg else []
    return call(
        "tabel",
        array(widths),
        *(array(_cell(context, rooster, cell) for cell in part) for part in _parts(rooster)),
        bijschrift=line(words) if words else "none",
        breed=boolean(breed),
        heel=boolean(rooster.rows <= _WHOLE_ROWS and len(tag.get_text()) < _WHOLE_TEXT),
        invullen=boolean("invullen" in kinds),
    )


def _parts(rooster: Rooster) -> tuple[tuple[Cell, ...], ...]:
    return rooster.head, rooster.body, rooster.foot


def _cell(context: Context, rooster: Rooster, cell: Cell) -> str:
    in_head = cell in rooster.head
    named: dict[str, str] = {}
    over_numbers = in_head and cell.colspan == 1 and rooster.is_number_column(cell.x)
    if "getal" in classes(cell.tag) or over_numbers:
        named["getal"] = "true"
    if cell.colspan > 1:
        named["colspan"] = str(cell.colspan)
    if cell.rowspan > 1:
        named["rowspan"] = str(cell.rowspan)
    if trede := trede_of(cell.tag):
        named["trede"] = str(trede)
    named |= _colours(cell.tag)
    kind = "kop" if in_head else _kind(cell)
    return call("cel", literal(kind), _content(context, cell.tag), **named)


def _colours(tag: Tag) -> dict[str, str]:
    """What an analyst gave a cell itself, or by its id in the style before the table (pandas)."""
    own = attribute(tag, "style", "")
    if name := attribute(tag, "id", ""):
        style = tag.find_previous("style")
        rules = _RULE.findall(style.get_text() if style else "")
        own = ";".join(body for where, body in rules if f"#{name}" in _NAMES.split(where)) + own
    given: dict[str, str] = dict(_DECLARATION.findall(own.lower()))
    behind = given.get("background-color", given.get("background", ""))
    found = {"achter": _colour(behind), "voor": _colour(given.get("color", ""))}
    return {name: code for name, code in found.items() if code}


def _colour(text: str) -> str:
    from PIL import ImageColor

    try:
        return call("rgb", *map(str, ImageColor.getrgb(text.strip())))
    except ValueError:  # a shade, a picture, or no colour at all
        return ""


def _kind(cell: Cell) -> str:
    for name in ("totaal", "subtotaal"):
        if name in classes(cell.row):
            return name
    return "rijkop" if cell.tag.name == "th" else "gewoon"


def _content(context: Context, tag: Tag) -> str:
    if holds(tag, _BLOCKS_IN_CELL):
        return context.flow(context, tag.children)
    context.after_space = True
    return context.inline(context, tag.children)
