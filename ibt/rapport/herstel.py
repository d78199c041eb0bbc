"""Repairs on the HTML of any notebook: nothing from elsewhere, nothing without a name."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from ibt.rapport.glyph import printable

NO_ALT = "Figuur zonder beschrijving"
_NUMBER = re.compile(r"[+\-−–]?\s?[\d.,]+\s?%?")
_HEADINGS = [f"h{level}" for level in range(1, 7)]
_RAW = {"script", "style"}
_FOREIGN = ["script", "link", "iframe", "object", "embed", "base", "meta", "video", "audio"]


def repair(soup: BeautifulSoup) -> None:
    """All repairs, in place."""
    _make_printable(soup)
    _remove_foreign(soup)
    _name_pictures(soup)
    _level_headings(soup)
    for table in soup.find_all("table"):
        _give_scope(table)
        _align_numbers(table)
    _wrap_tables(soup)


def _make_printable(soup: BeautifulSoup) -> None:
    for node in tuple(soup.descendants):
        if isinstance(node, Tag):
            for name, value in node.attrs.items():
                if isinstance(value, str) and len(value) < 5000:
                    node[name] = printable(value)
        elif isinstance(node, NavigableString) and not _is_raw(node):
            fixed = printable(node)
            if fixed != node:
                node.replace_with(NavigableString(fixed))


def _is_raw(text: NavigableString) -> bool:
    return isinstance(text, PreformattedString) or (
        text.parent is not None and text.parent.name in _RAW
    )


def _remove_foreign(soup: BeautifulSoup) -> None:
    """Take out what a browser would fetch, and say so in its place."""
    for tag in soup.find_all(_FOREIGN):
        if tag.name == "script" and not tag.has_attr("src"):
            continue
        _replace_by_note(soup, tag, "Onderdeel van een andere plek weggelaten")
    for img in soup.find_all("img"):
        if not str(img.get("src", "")).startswith("data:"):
            _replace_by_note(soup, img, f"Afbeelding: {img.get('alt') or NO_ALT}")
        del img["srcset"]
    for tag in soup.find_all(["style", "a"]):
        scoped = tag.name == "style" and tag.has_attr("scoped")
        if scoped or (tag.name == "a" and "anchor-link" in tag.get_attribute_list("class")):
            tag.decompose()


def _replace_by_note(soup: BeautifulSoup, tag: Tag, text: str) -> None:
    if tag.name in {"link", "meta", "base"}:
        tag.decompose()
        return
    note = soup.new_tag("em", attrs={"class": "weggelaten"})
    note.string = f"({text})"
    tag.replace_with(note)


def _name_pictures(soup: BeautifulSoup) -> None:
    for img in soup.find_all("img"):
        img["alt"] = str(img.get("alt") or img.get("title") or NO_ALT)
    for svg in soup.find_all("svg"):
        if svg.find_parent("svg") or svg.get("aria-hidden") == "true":
            continue
        svg["role"] = "img"
        name = svg.find("title", recursive=False)
        if not svg.get("aria-label") and not svg.get("aria-labelledby"):
            svg["aria-label"] = (name.get_text(" ", strip=True) if name else "") or NO_ALT


def _level_headings(soup: BeautifulSoup) -> None:
    """No heading is more than one level deeper than the heading before it."""
    level = 0 if soup.find("h1") else 1
    for heading in soup.find_all(_HEADINGS):
        if not heading.get_text(strip=True):
            heading.decompose()
            continue
        level = min(int(heading.name[1]), level + 1)
        heading.name = f"h{level}"


def _give_scope(table: Tag) -> None:
    for cell in table.find_all("th"):
        if not cell.get_text(strip=True):
            cell.name = "td"
            del cell["scope"]
        elif not cell.get("scope"):
            cell["scope"] = "col" if cell.find_parent("thead") else "row"


def _align_numbers(table: Tag) -> None:
    """Frames that pandas wrote: numbers to the right, also their header."""
    if "dataframe" not in str(table.get("class", "")):
        return
    del table["border"]
    for row in table.find_all("tr"):
        del row["style"]
    for cell in table.select("tbody td"):
        if _NUMBER.fullmatch(cell.get_text(strip=True)):
            cell["class"] = "getal"


def _wrap_tables(soup: BeautifulSoup) -> None:
    """Each table in a region of its own that can be scrolled, also with the keyboard."""
    for number, table in enumerate(soup.find_all("table"), start=1):
        if table.find_parent("table") or table.find_parent(class_="tabel-rol"):
            continue
        caption = table.find("caption")
        name = " ".join(caption.get_text().split()) if caption else f"Tabel {number}"
        table.wrap(
            soup.new_tag(
                "div",
                attrs={"class": "tabel-rol", "role": "group", "tabindex": "0", "aria-label": name},
            )
        )
