"""Attached files: what a reader downloads from the page travels inside the PDF."""

import re

from bs4.element import Tag

from ibt.rapport.typst.beeld import read_data_uri
from ibt.rapport.typst.code import array, call, line, literal
from ibt.rapport.typst.context import Context, attribute

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def attachment(context: Context, link: Tag) -> str:
    """The words of an `a.bijlage`, with the file it holds attached to the PDF."""
    words = context.inline(context, link.children)
    mimetype, data = read_data_uri(attribute(link, "href"))
    if not mimetype:
        return words
    name = _UNSAFE.sub("-", attribute(link, "download")).strip("-.") or "bijlage.csv"
    description = link.get_text(" ", strip=True) or name
    return line([_attach(context, name, data, mimetype, description), words])


def _attach(context: Context, name: str, data: bytes, mimetype: str, description: str) -> str:
    named = {
        "relationship": literal("data"),
        "mime_type": literal(mimetype),
        "description": literal(description),
    }
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        content = call("bytes", array(str(byte) for byte in data))
        return call("pdf.attach", literal(name), content, **named)
    known = len(context.files)
    path = context.add_file(f"bijlagen/{name}", text)
    if len(context.files) == known:
        return '""'  # the same file is attached already
    content = call("read", literal(path), encoding="none")
    return call("pdf.attach", literal(path.removeprefix("bijlagen/")), content, **named)
