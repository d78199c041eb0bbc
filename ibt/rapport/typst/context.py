"""What the walker remembers while it reads one page: files, anchors, heading level, spaces."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field

from bs4.element import PageElement, Tag

from ibt.rapport.tekening import Tekeningen

Nodes = Iterable[PageElement]


@dataclass
class Context:
    """The state of one walk; `flow` and `inline` are the walker's own two verbs.

    `prefix` keeps the anchors of one report apart from those of the next in the same document.
    `tekeningen` are the drawings that were set aside before the page was read.
    """

    flow: Callable[["Context", Nodes], str]
    inline: Callable[["Context", Nodes], str]
    anchors: frozenset[str] = frozenset()
    prefix: str = ""
    tekeningen: Tekeningen = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    level: int = 0
    after_space: bool = True

    def heading_level(self, wanted: int) -> int:
        """The level to print: never more than one deeper than the heading before."""
        self.level = min(wanted, self.level + 1)
        return self.level

    def place(self, tag: Tag) -> str | None:
        """The anchor name of `tag`, the first time; None where no link points to it."""
        name = attribute(tag, "id")
        if not name or name in self.placed or name not in self.anchors:
            return None
        self.placed.add(name)
        return self.prefix + name

    def add_file(self, name: str, text: str) -> str:
        """Store a file; the same name with other content gets a number. Returns the name used."""
        stem, dot, extension = name.rpartition(".")
        number, unique = 1, name
        while self.files.get(unique, text) != text:
            number += 1
            unique = f"{stem}-{number}{dot}{extension}"
        self.files[unique] = text
        return unique


def attribute(tag: Tag, name: str, default: str = "") -> str:
    """The attribute as one string."""
    value = tag.get(name)
    if value is None:
        return default
    return value if isinstance(value, str) else " ".join(value)


def classes(tag: Tag) -> list[str]:
    """The classes of `tag`."""
    return attribute(tag, "class").split()


def holds(tag: Tag, names: Container[str]) -> bool:
    """Whether a tag of one of these names is in it.

    For every cell of every table: `find` makes a filter of all names each time it is asked.
    """
    return any(deel.name in names for deel in tags_in(tag))


def tags_in(tag: Tag) -> Iterator[Tag]:
    """Every tag within, however deep, in the order of the page."""
    return (deel for deel in tag.descendants if isinstance(deel, Tag))


def trede_of(tag: Tag) -> int | None:
    """The trede (1 to 6) that a class `trede-N` names."""
    for name in classes(tag):
        if name.startswith("trede-") and name[6:] in {"1", "2", "3", "4", "5", "6"}:
            return int(name[6:])
    return None
