"""Blocks of a page: headings, paragraphs, boxes, lists, figures."""

from collections.abc import Callable

from bs4.element import Tag

from ibt.rapport.typst.beeld import PICTURES
from ibt.rapport.typst.code import array, block, boolean, call, literal
from ibt.rapport.typst.context import Context, attribute, classes, holds
from ibt.rapport.typst.tabel import table

_WHOLE_BOX = 1500  # characters; a longer box may run over a page border
_ALINEAS = ("kern", "klein", "bron", "soort", "ondertitel", "waarde", "label")
_KADERS = ("conclusie", "let-op", "fout")


def block_of(context: Context, tag: Tag) -> str:
    """One tag as a block, with its anchor; the contents of an unknown tag are kept."""
    anchor = context.place(tag)
    content = BLOCKS.get(tag.name, _container)(context, tag)
    if anchor is None:
        return content
    if tag.name[0] == "h" and tag.name[1:].isdigit():
        return call("anker", literal(anchor), content)
    return block([call("ankerpunt", literal(anchor)), content])


def _heading(context: Context, tag: Tag) -> str:
    if not tag.get_text(strip=True):
        return '""'
    context.after_space = True
    return call(
        "kop", str(context.heading_level(int(tag.name[1]))), context.inline(context, tag.children)
    )


def _paragraph(context: Context, tag: Tag) -> str:
    if holds(tag, BLOCKS):
        return _container(context, tag)
    context.after_space = True
    kind = next((name for name in _ALINEAS if name in classes(tag)), "")
    content = context.inline(context, tag.children)
    return (
        call("alinea", literal(kind), content)
        if tag.get_text(strip=True) or holds(tag, PICTURES)
        else content
    )


def _container(context: Context, tag: Tag) -> str:
    names = classes(tag)
    if "inhoudsopgave" in names:
        return call("inhoudsopgave")
    content = "" if "kaarten" in names else context.flow(context, tag.children)
    if "kaarten" in names:
        return _cards(context, tag)
    if "titelblad" in names:
        return call("titelblad", content)
    if "kader" in names:
        kind = next((name for name in _KADERS if f"kader-{name}" in names), "gewoon")
        whole = len(tag.get_text()) < _WHOLE_BOX and len(tag.find_all("tr")) < 10
        return call("kader", literal(kind), boolean(whole), content)
    return content


def _cards(context: Context, tag: Tag) -> str:
    cards = [context.flow(context, card.children) for card in tag.find_all(True, recursive=False)]
    return call("kaarten", array(cards))


def _list(context: Context, tag: Tag) -> str:
    items = [_item(context, item) for item in tag.find_all("li", recursive=False)]
    if not items:
        return context.flow(context, tag.children)
    tight = boolean(not tag.find("p"))
    if tag.name == "ol":
        start = attribute(tag, "start", "1")
        return call("enum", *items, tight=tight, start=start if start.isdigit() else "1")
    return call("list", *items, tight=tight)


def _item(context: Context, item: Tag) -> str:
    if holds(item, BLOCKS):
        return context.flow(context, item.children)
    context.after_space = True
    return context.inline(context, item.children)


def _facts(context: Context, tag: Tag) -> str:
    """A list of terms; `feiten` stands in two columns."""
    pairs: list[tuple[str, list[str]]] = []
    for part in tag.find_all(("dt", "dd")):
        content = _item(context, part)
        if part.name == "dt" or not pairs:
            pairs.append((content, []))
        else:
            pairs[-1][1].append(content)
    items = array(array([term, _meaning(texts)]) for term, texts in pairs)
    compact = "feiten" in classes(tag) or tag.find_parent(class_="titelblad") is not None
    return call("feiten" if compact else "begrippen", items)


def _meaning(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else block(call("regel", text) for text in texts)


def _figure(context: Context, tag: Tag) -> str:
    caption = tag.find("figcaption")
    rest = [node for node in tag.children if node is not caption]
    content = context.flow(context, rest)
    context.after_space = True
    words = context.inline(context, caption.children) if caption else "none"
    if not tag.get_text(strip=True) and not holds(tag, PICTURES):
        return content
    return call("figuur", content, words)


def _details(context: Context, tag: Tag) -> str:
    summary = tag.find("summary", recursive=False)
    rest = [node for node in tag.children if node is not summary]
    context.after_space = True
    words = context.inline(context, summary.children) if summary else '""'
    return block([call("samenvatting", words), context.flow(context, rest)])


def _preformatted(context: Context, tag: Tag) -> str:
    text = tag.get_text().strip("\n")
    return call("uitvoer", literal(text)) if text.strip() else '""'


def _quotation(context: Context, tag: Tag) -> str:
    return call("citaat", context.flow(context, tag.children))


def _rule(context: Context, tag: Tag) -> str:
    return call("lijn")


BLOCKS: dict[str, Callable[[Context, Tag], str]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(
        ("div", "section", "article", "aside", "main", "header", "footer", "nav"), _container
    ),
    **dict.fromkeys(("ul", "ol"), _list),
    "p": _paragraph,
    "dl": _facts,
    "table": table,
    "figure": _figure,
    "details": _details,
    "pre": _preformatted,
    "blockquote": _quotation,
    "hr": _rule,
}
