"""Tables: header rows repeat on the next page, a small table is never cut, a wide one goes on."""

from bs4.element import Tag

from ibt.rapport.typst.code import array, boolean, call, line, literal
from ibt.rapport.typst.context import Context, classes, holds, trede_of
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
    kind = "kop" if in_head else _kind(cell)
    return call("cel", literal(kind), _content(context, cell.tag), **named)


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
