"""Text within a paragraph: emphasis, links, badges, code."""

import re

from bs4.element import NavigableString, Tag

from ibt.rapport.typst.beeld import PICTURES, html_image, svg_image
from ibt.rapport.typst.bijlage import attachment
from ibt.rapport.typst.code import call, line, literal
from ibt.rapport.typst.context import Context, attribute, classes, holds, trede_of

_SPACE = re.compile(r"[ \t\n\r\f]+")
_WRAPPED = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "cite": "emph",
    "sup": "super",
    "sub": "sub",
    "small": "klein",
    "mark": "gemarkeerd",
    "del": "strike",
    "s": "strike",
}
_CODE = {"code", "kbd", "samp", "tt"}
_DIRECTIONS = ("op", "neer", "gelijk")


def inline_of(context: Context, node: NavigableString | Tag) -> str:
    """One node as an inline expression; the contents of an unknown tag are kept."""
    if isinstance(node, NavigableString):
        return literal(_collapsed(context, node))
    if node.name == "br":
        context.after_space = True
        return "linebreak()"
    if node.name in _WRAPPED:
        return call(_WRAPPED[node.name], context.inline(context, node.children))
    if node.name in _CODE:
        context.after_space = False
        return call("code", literal(node.get_text()))
    if node.name in _SPECIAL:
        return _SPECIAL[node.name](context, node)
    return context.inline(context, node.children)


def _collapsed(context: Context, text: str) -> str:
    """The text with white space as a browser shows it."""
    text = _SPACE.sub(" ", text)
    if context.after_space:
        text = text.lstrip(" ")
    if text:
        context.after_space = text.endswith(" ")
    return text


def _span(context: Context, tag: Tag) -> str:
    content = context.inline(context, tag.children)
    if (trede := trede_of(tag)) and "trede" in classes(tag):
        return call("trede", str(trede), content)
    if "toelichting" in classes(tag):
        return call("toelichting", content)
    for direction in _DIRECTIONS:
        if direction in classes(tag):
            return call("richting", literal(direction), content)
    return content


def _link(context: Context, tag: Tag) -> str:
    if "bijlage" in classes(tag):
        return attachment(context, tag)
    words = context.inline(context, tag.children)
    href = attribute(tag, "href")
    if not tag.get_text(strip=True) and not holds(tag, PICTURES):
        return words
    if href.startswith("#") and href[1:] in context.anchors:
        return call("link", call("label", literal(context.prefix + href[1:])), words)
    if href.startswith(("http://", "https://", "mailto:")):
        return call("link", literal(href), words)
    return words


def _quote(context: Context, tag: Tag) -> str:
    return line([literal("‘"), context.inline(context, tag.children), literal("’")])


def _boxed_svg(context: Context, tag: Tag) -> str:
    return call("box", svg_image(context, tag))


def _boxed_image(context: Context, tag: Tag) -> str:
    return call("box", html_image(context, tag))


_SPECIAL = {"span": _span, "a": _link, "q": _quote, "svg": _boxed_svg, "img": _boxed_image}
