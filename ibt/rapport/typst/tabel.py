"""Tables: header rows repeat on the next page, a small table is never cut, a wide one goes on."""

from collections.abc import Mapping

from bs4.element import Tag

from ibt.rapport.typst.code import array, boolean, call, line, literal
from ibt.rapport.typst.context import Context, attribute, classes, holds, trede_of
from ibt.rapport.typst.rooster import Cell, Rooster, column_widths, rooster_of

_WHOLE_ROWS = 13  # a table of at most twelve rows and a header is never cut
_WHOLE_TEXT = 900  # characters; a longer one would leave much of a page white before it
_PAGE = {"gewoon": 52.2, "breed": 59.4}  # text width of the page in em of the table's type
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
    styles = _styles(tag)
    context.after_space = True
    words = [context.inline(context, caption.children)] if caption else []
    words += [literal(" (vervolg)")] if caption and vervolg else []
    return call(
        "tabel",
        array(widths),
        *(
            array(_cell(context, rooster, cell, styles) for cell in part)
            for part in _parts(rooster)
        ),
        bijschrift=line(words) if words else "none",
        breed=boolean(breed),
        heel=boolean(rooster.rows <= _WHOLE_ROWS and len(tag.get_text()) < _WHOLE_TEXT),
        invullen=boolean("invullen" in kinds),
    )


def _parts(rooster: Rooster) -> tuple[tuple[Cell, ...], ...]:
    return rooster.head, rooster.body, rooster.foot


def _cell(context: Context, rooster: Rooster, cell: Cell, styles: Mapping[str, str]) -> str:
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
    named |= _colours(cell.tag, styles)
    kind = "kop" if in_head else _kind(cell)
    return call("cel", literal(kind), _content(context, cell.tag), **named)


def _styles(table: Tag) -> dict[str, str]:
    """What the style before a table says of its cells, by id: so pandas gives them colours."""
    style = table.find_previous("style") if table.find(("td", "th"), id=True) else None
    found: dict[str, str] = {}
    for rule in style.get_text().split("}") if style else ():
        names, _, body = rule.partition("{")
        for name in names.split(","):
            if (name := name.strip()).startswith("#"):
                found[name[1:]] = f"{found.get(name[1:], '')};{body}"
    return found


def _colours(tag: Tag, styles: Mapping[str, str]) -> dict[str, str]:
    """What an analyst gave a cell itself, or in the style of its table."""
    own = f"{styles.get(attribute(tag, 'id', ''), '')};{attribute(tag, 'style', '')}".lower()
    parts = (part.partition(":") for part in own.split(";"))
    given = {name.strip(): value for name, _, value in parts}
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
