"""The grid of a table: where each cell stands and how wide each column should be."""

from collections.abc import Callable
from dataclasses import dataclass

from bs4.element import Tag

from ibt.rapport.glyph import text_width
from ibt.rapport.typst.context import attribute, classes, tags_in

_GUTTER = 1.4  # em of white in a column
_BADGE = 0.9  # em of white within a badge
_EMPTY = 2.0  # em of a column without text


@dataclass(frozen=True)
class Cell:
    """A cell on its place in the grid."""

    tag: Tag
    row: Tag
    x: int
    y: int
    colspan: int = 1
    rowspan: int = 1

    def covers(self) -> set[tuple[int, int]]:
        """The places (column, row) that the cell takes up."""
        columns, rows = range(self.colspan), range(self.rowspan)
        return {(self.x + i, self.y + j) for i in columns for j in rows}


@dataclass(frozen=True)
class Rooster:
    """The cells of head, body and foot, and the number of columns and rows."""

    head: tuple[Cell, ...]
    body: tuple[Cell, ...]
    foot: tuple[Cell, ...]
    columns: int
    rows: int

    def is_number_column(self, x: int) -> bool:
        """Whether column `x` holds mostly numbers."""
        column = [cell for cell in (*self.body, *self.foot) if cell.x == x and cell.colspan == 1]
        return 2 * sum("getal" in classes(cell.tag) for cell in column) > len(column)


def rooster_of(table: Tag) -> Rooster:
    """The grid of a `<table>`; a first row of only headers counts as head."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    head = [row for row in rows if _part(row) == "thead"]
    foot = [row for row in rows if _part(row) == "tfoot"]
    body = [row for row in rows if _part(row) not in {"thead", "tfoot"}]
    if not head and body and not body[0].find("td", recursive=False):
        head, body = body[:1], body[1:]
    top, middle, bottom = _placed(head), _placed(body), _placed(foot)
    columns = max((cell.x + cell.colspan for cell in (*top, *middle, *bottom)), default=0)
    head_cells, body_cells, foot_cells = (_filled(x, columns) for x in (top, middle, bottom))
    return Rooster(head_cells, body_cells, foot_cells, columns, len(rows))


def column_widths(rooster: Rooster, page: float, stretch: bool) -> list[str]:
    """A Typst width for each column, where the page is `page` em wide.

    Where everything fits, columns have their natural width (in proportion over the page when
    `stretch`). Else headers wrap, columns with short cells stay narrow and the others share.
    """
    columns = range(rooster.columns)
    cells = (*rooster.body, *rooster.foot)
    body = [_widest(cells, x, _line_width) for x in columns]
    natural = [max(body[x], _widest(rooster.head, x, _line_width)) for x in columns]
    if sum(natural) <= page:
        return [f"{width:.2f}{'fr' if stretch else 'em'}" for width in natural]
    least = [_widest((*rooster.head, *cells), x, _word_width) for x in columns]
    narrow = [max(least[x], body[x]) for x in columns]
    fixed = [width <= page / rooster.columns for width in narrow]
    taken = sum(narrow[x] if fixed[x] else least[x] for x in columns)
    if all(fixed) or taken > page:
        return [f"{width:.2f}fr" for width in (narrow if all(fixed) else least)]
    return [f"{narrow[x]:.2f}em" if fixed[x] else f"{narrow[x] ** 0.6:.2f}fr" for x in columns]


def _part(row: Tag) -> str:
    return row.parent.name if row.parent else ""


def _placed(rows: list[Tag]) -> tuple[Cell, ...]:
    taken: set[tuple[int, int]] = set()
    cells = []
    for y, row in enumerate(rows):
        x = 0
        for tag in row.find_all(("td", "th"), recursive=False):
            while (x, y) in taken:
                x += 1
            height = min(_span(tag, "rowspan"), len(rows) - y)
            cell = Cell(tag, row, x, y, _span(tag, "colspan"), height)
            taken |= cell.covers()
            cells.append(cell)
    return tuple(cells)


def _filled(cells: tuple[Cell, ...], columns: int) -> tuple[Cell, ...]:
    """The cells with an empty one wherever a row is too short."""
    taken = set().union(*(cell.covers() for cell in cells))
    rows = {cell.y: cell.row for cell in cells}
    empty = [
        Cell(Tag(name="td"), row, x, y)
        for y, row in rows.items()
        for x in range(columns)
        if (x, y) not in taken
    ]
    return tuple(sorted((*cells, *empty), key=lambda cell: (cell.y, cell.x)))


def _span(tag: Tag, name: str) -> int:
    value = attribute(tag, name, "1")
    return max(1, int(value)) if value.isdigit() else 1


def _widest(cells: tuple[Cell, ...], x: int, measure: Callable[[Cell], float]) -> float:
    widths = [measure(cell) for cell in cells if cell.x == x and cell.colspan == 1]
    return _GUTTER + max(widths, default=_EMPTY)


def _line_width(cell: Cell) -> float:
    badge = _BADGE if any("trede" in classes(een) for een in tags_in(cell.tag)) else 0.0
    return badge + text_width(" ".join(cell.tag.get_text().split()), "Semibold")


def _word_width(cell: Cell) -> float:
    words = cell.tag.get_text().replace("-", "- ").split()
    return max((text_width(word, "Semibold") for word in words), default=0.0)
