"""The walker: reads the published HTML and writes the same content as Typst."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from ibt.rapport.glyph import printable
from ibt.rapport.tekening import Tekeningen, set_aside
from ibt.rapport.typst.beeld import PICTURES
from ibt.rapport.typst.blokken import BLOCKS, block_of
from ibt.rapport.typst.code import block, call, line, literal
from ibt.rapport.typst.context import Context, Nodes, attribute, classes, holds, tags_in
from ibt.rapport.typst.document import Document
from ibt.rapport.typst.kenmerken import bladzijden, facts, peildag, titel
from ibt.rapport.typst.zinnen import inline_of

_SKIPPED = {
    "script",
    "style",
    "template",
    "head",
    "title",
    "input",
    "select",
    "option",
    "textarea",
    "colgroup",
    "iframe",
}
_MAIN = """#import "sjabloon.typ": *
#show: rapport.with({arguments})
#{body}
"""


@dataclass(frozen=True)
class Stuk:
    """A page as a part of a larger document: its Typst, and the files that it uses."""

    body: str
    files: Mapping[str, str]


def typst_source(html: str, stukken: Iterable[Stuk] = ()) -> Document:
    """The page (or a piece of one) as a Typst document; nothing of its text is lost.

    `stukken` follow it, each on a new sheet.
    """
    bladzijde = _read(html)
    return _document(bladzijde, _walk(bladzijde), tuple(stukken))


def typst_report(html: str, naam: str) -> tuple[Document, Stuk]:
    """A page as a document of its own, and as a part; `naam` is like that of no other part."""
    bladzijde = _read(html)
    eigen = _walk(bladzijde)
    # Without a link within the page nothing in it needs the name of the part.
    deel = _walk(bladzijde, f"{naam}-") if bladzijde.anchors else eigen
    return _document(bladzijde, eigen, ()), _piece(bladzijde, deel)


def typst_piece(html: str, naam: str) -> Stuk:
    """A page as a part of a larger document."""
    bladzijde = _read(html)
    return _piece(bladzijde, _walk(bladzijde, f"{naam}-"))


@dataclass(frozen=True)
class _Bladzijde:
    """A page as it was read: content, title block, the anchors that it links to, drawings."""

    soup: BeautifulSoup
    main: Tag
    titelblad: Tag | None
    anchors: frozenset[str]
    tekeningen: Tekeningen

    @property
    def titel(self) -> str:
        return titel(self.soup, self.titelblad, self.main)


def _read(html: str) -> _Bladzijde:
    html, tekeningen = set_aside(html)
    soup = BeautifulSoup(html, "html.parser")
    _make_printable(soup)
    main = soup.find("main") or soup.find("body") or soup
    titelblad = soup.select_one("header.titelblad")
    return _Bladzijde(soup, main, titelblad, _linked_names(main), tekeningen)


def _walk(bladzijde: _Bladzijde, prefix: str = "") -> Stuk:
    """The content of the page, and the files that it uses."""
    context = Context(flow, inline, bladzijde.anchors, prefix, bladzijde.tekeningen)
    main = bladzijde.main
    opening = [] if main.find("h1") else [_opening(context, bladzijde.titel)]
    return Stuk(block([*opening, flow(context, main.children)]), context.files)


def _piece(bladzijde: _Bladzijde, inhoud: Stuk) -> Stuk:
    blad = bladzijde.titelblad
    koptekst = "" if blad is None else attribute(blad, "data-koptekst")
    return Stuk(block([call("nieuw_blad", literal(koptekst)), inhoud.body]), inhoud.files)


def _document(bladzijde: _Bladzijde, inhoud: Stuk, vervolg: tuple[Stuk, ...]) -> Document:
    delen = (inhoud, *vervolg)
    blad = bladzijde.titelblad
    arguments = ", ".join([f"titel: {literal(bladzijde.titel)}", *facts(blad)])
    return Document(
        main=_MAIN.format(arguments=arguments, body=block([deel.body for deel in delen])),
        titel=bladzijde.titel,
        datum=peildag(blad),
        bladzijden=None if vervolg else bladzijden(blad),
        files=dict(ChainMap(*(dict(deel.files) for deel in delen))),
    )


def flow(context: Context, nodes: Nodes) -> str:
    """Nodes as blocks under each other; loose text between blocks becomes paragraphs."""
    expressions: list[str] = []
    loose: list[NavigableString | Tag] = []
    shown = _shown(nodes)
    for place, node in enumerate(shown):
        if isinstance(node, Tag) and _is_block(node):
            expressions += _paragraph(context, loose)
            loose = []
            content = block_of(context, node)
            expressions.append(_sticky(node, content, shown[place + 1 :]))
        else:
            loose.append(node)
    return block(expressions + _paragraph(context, loose))


def _sticky(tag: Tag, content: str, rest: list[NavigableString | Tag]) -> str:
    """A block that stays with what follows: where its class says so, or as words to a table."""
    if "plakt" in classes(tag):
        return call("plakt", content, "5mm" if tag.name == "table" else "afstand.blok")
    following = next((node for node in rest if isinstance(node, Tag) or node.strip()), None)
    words_to = isinstance(following, Tag) and (
        following.name in {"table", "figure"} or "tabel-rol" in classes(following)
    )
    return call("plakt", content, "afstand.blok") if tag.name == "p" and words_to else content


def inline(context: Context, nodes: Nodes) -> str:
    """Nodes as one run of text."""
    parts = [
        block_of(context, node)
        if isinstance(node, Tag) and node.name in _NEVER_INLINE
        else inline_of(context, node)
        for node in _shown(nodes)
    ]
    return line(parts) if parts else '""'


_NEVER_INLINE = {"table", "ul", "ol", "dl", "pre", "figure", "details"}


def _shown(nodes: Nodes) -> list[NavigableString | Tag]:
    shown: list[NavigableString | Tag] = []
    for node in nodes:
        if isinstance(node, Tag):
            if (
                node.name not in _SKIPPED
                and node.get("data-pdf") != "nee"
                and not node.has_attr("hidden")
            ):
                shown.append(node)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            shown.append(node)
    return shown


def _is_block(tag: Tag) -> bool:
    """Whether a tag stands on its own: by its name, or because it holds something that does."""
    return tag.name in BLOCKS or (tag.name != "svg" and holds(tag, BLOCKS))


def _paragraph(context: Context, loose: list[NavigableString | Tag]) -> list[str]:
    if not any(isinstance(node, Tag) or node.strip() for node in loose):
        return []
    if picture := _lonely_picture(loose):
        return [PICTURES[picture.name](context, picture)]
    context.after_space = True
    return [call("alinea", literal(""), inline(context, loose))]


def _lonely_picture(loose: list[NavigableString | Tag]) -> Tag | None:
    """The picture, where loose nodes are one picture and white space."""
    tags = [node for node in loose if isinstance(node, Tag)]
    text = "".join(node for node in loose if not isinstance(node, Tag))
    return tags[0] if len(tags) == 1 and tags[0].name in PICTURES and not text.strip() else None


def _opening(context: Context, titel: str) -> str:
    context.heading_level(1)
    return call("kop", "1", literal(titel))


def _linked_names(main: Tag) -> frozenset[str]:
    links = [attribute(link, "href") for link in main.find_all("a")]
    targets = {href[1:] for href in links if href.startswith("#") and href != "#"}
    return frozenset(
        name
        for tag in tags_in(main)
        if (name := attribute(tag, "id")) in targets and not tag.find_parent(("table", "svg"))
    )


def _make_printable(soup: BeautifulSoup) -> None:
    for node in tuple(soup.descendants):
        if isinstance(node, NavigableString):
            fixed = printable(node)
            if fixed != node:
                node.replace_with(type(node)(fixed))
        elif isinstance(node, Tag):
            for name, value in node.attrs.items():
                if isinstance(value, str) and not value.startswith("data:"):
                    node[name] = printable(value)
