"""The grid of a table: where each cell stands and how wide each column should be."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bs4.element import Tag

from ibt.rapport.glyph import text_width
from ibt.rapport.typst.context import attribute, classes, tags_in

_GUTTER = 1.4  # em of white in a column
_BADGE = 0.9  # em of white within a badge
_EMPTY = 2.0  # em of a column without text
LONG = 36  # characters of a word that may be broken: it need not fit on a line
_PIECE = 10.0  # em that is enough for such a word


@dataclass(frozen=True)
class Cell:
    """A cell on its place in the grid."""

    tag: Tag
    row: Tag
    x: int
    y: int
    colspan: int = 1
    rowspan: int = 1

    @property
    def end(self) -> int:
        """The first column after it."""
        return self.x + self.colspan

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

    def fits(self, page: float) -> bool:
        """Whether no word is too wide for its column on a page of so many em."""
        return sum(_least(self, x) for x in range(self.columns)) <= page

    def parts(self, page: float) -> Iterator["Rooster"]:
        """The grid, in as many parts as it takes to fit; each begins with the row headers."""
        headers = [cell.x + 1 for cell in self.body if cell.tag.name == "th" and cell.x < 2]
        head = list(range(max(headers, default=0)))
        room = page - sum(_least(self, x) for x in head)
        if self.fits(page) or room < page / 2:
            yield self
            return
        part: list[int] = []
        for x in range(len(head), self.columns):
            if part and sum(_least(self, y) for y in (*part, x)) > room:
                yield self._of(head + part)
                part = []
            part.append(x)
        yield self._of(head + part)

    def _of(self, columns: list[int]) -> "Rooster":
        """These columns only; a cell over several keeps those that are among them."""

        def narrowed(cells: tuple[Cell, ...]) -> Iterator[Cell]:
            for cell in cells:
                places = [columns.index(x) for x in range(cell.x, cell.end) if x in columns]
                if places:
                    yield replace(cell, x=places[0], colspan=len(places))

        head, body, foot = (tuple(narrowed(part)) for part in (self.head, self.body, self.foot))
        return Rooster(head, body, foot, len(columns), self.rows)

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
    columns = max((cell.end for cell in (*top, *middle, *bottom)), default=0)
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
    least = [_least(rooster, x) for x in columns]
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


def _least(rooster: Rooster, x: int) -> float:
    """The width of a column in which only the longest word fits on a line."""
    return _widest((*rooster.head, *rooster.body, *rooster.foot), x, _word_width)


def _line_width(cell: Cell) -> float:
    badge = _BADGE if any("trede" in classes(deel) for deel in tags_in(cell.tag)) else 0.0
    return badge + text_width(" ".join(cell.tag.get_text().split()), "Semibold")


def _word_width(cell: Cell) -> float:
    # A line breaks after a hyphen before a letter, not within a date.
    words = re.sub(r"-(?=[^\W\d])", "- ", cell.tag.get_text()).split()
    return max(
        (_PIECE if len(word) >= LONG else text_width(word, "Semibold") for word in words),
        default=0.0,
    )
