"""Pictures: inline SVG made case-sensitive again, raster images wrapped in a small SVG."""

import base64
import binascii
import io
import re
from contextlib import suppress
from copy import copy
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup
from bs4.element import Tag

from ibt.rapport.tekening import MERK
from ibt.rapport.typst.code import call, literal
from ibt.rapport.typst.context import Context, attribute

NO_ALT = "Figuur zonder beschrijving"
# HTML parsers write these names of SVG in lower case; Typst wants them as they are.
_NAMES = (
    "viewBox preserveAspectRatio clipPath clipPathUnits linearGradient radialGradient "
    "gradientUnits gradientTransform patternUnits patternTransform textLength lengthAdjust "
    "markerWidth markerHeight markerUnits refX refY textPath startOffset pathLength maskUnits "
    "spreadMethod stdDeviation filterUnits feGaussianBlur feOffset feMerge feMergeNode "
    "feColorMatrix feBlend foreignObject"
)
_CASED = {name.lower(): name for name in _NAMES.split()}
_MM_PER = {"": 25.4 / 96, "px": 25.4 / 96, "pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4}
_PROLOGUE = re.compile(r"^\s*(<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->)\s*", re.DOTALL)


def svg_image(context: Context, svg: Tag) -> str:
    """An inline `<svg>` as a picture with its alt text."""
    if tekening := context.tekeningen.get(attribute(svg, MERK)):
        width, height = _size(_restore_case(copy(svg)))
        return _picture(context, tekening, attribute(svg, "aria-label"), width, height)
    fixed = _restore_case(copy(svg))
    fixed["xmlns"] = "http://www.w3.org/2000/svg"
    fixed["xmlns:xlink"] = "http://www.w3.org/1999/xlink"
    title = svg.find("title", recursive=False)
    alt = attribute(svg, "aria-label") or (title.get_text(" ", strip=True) if title else "")
    width, height = _size(fixed)
    return _picture(context, str(fixed), alt, width, height)


def html_image(context: Context, img: Tag) -> str:
    """An `<img>` with a data address as a picture; one from elsewhere as its alt text."""
    alt = attribute(img, "alt") or attribute(img, "title")
    mimetype, data = read_data_uri(attribute(img, "src"))
    if mimetype == "image/svg+xml":
        text = _without_prologue(data.decode("utf-8", "replace"))
        return _picture(context, text, alt, *_asked(img, *_size_of_text(text)))
    if mimetype.startswith("image/"):
        with suppress(OSError):  # no picture, whatever it is called
            return _raster(context, img, data, alt)
    return call("weggelaten", literal(f"Afbeelding: {alt or NO_ALT}"))


def read_data_uri(address: str) -> tuple[str, bytes]:
    """The mimetype and the bytes of a data address; empty for any other address."""
    if not address.startswith("data:") or "," not in address:
        return "", b""
    head, payload = address[5:].split(",", 1)
    mimetype = head.split(";")[0].strip().lower()
    data = unquote_to_bytes(payload)
    if not head.endswith(";base64"):
        return mimetype, data
    try:
        return mimetype, base64.b64decode(data)
    except binascii.Error:
        return "", b""


PICTURES = {"svg": svg_image, "img": html_image}


def _raster(context: Context, img: Tag, data: bytes, alt: str) -> str:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        width, height = image.size
        png = io.BytesIO()
        image.convert("RGBA").save(png, "PNG")
    href = "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" xlink:href="{href}"/></svg>'
    )
    size = _asked(img, width * _MM_PER["px"], height * _MM_PER["px"])
    return _picture(context, svg, alt, *size)


def _asked(img: Tag, width: float, height: float) -> tuple[float, float]:
    """The size that an `<img>` asks for, in millimetres; of one side only, in proportion."""
    asked, tall = (_length(attribute(img, side)) for side in ("width", "height"))
    if asked and width and not tall:
        tall = height * asked / width
    elif tall and height and not asked:
        asked = width * tall / height
    return (asked, tall) if asked and tall else (width, height)


def _picture(context: Context, svg: str, alt: str, width: float, height: float) -> str:
    name = context.add_file(f"beeld-{sha256(svg.encode()).hexdigest()[:16]}.svg", svg)
    return call("beeld", literal(name), literal(alt or NO_ALT), f"{width:.3f}", f"{height:.3f}")


def _restore_case(svg: Tag) -> Tag:
    for tag in [svg, *svg.find_all(True)]:
        tag.name = _CASED.get(tag.name, tag.name)
        tag.attrs = {_CASED.get(key, key): value for key, value in tag.attrs.items()}
    return svg


def _size_of_text(text: str) -> tuple[float, float]:
    svg = BeautifulSoup(text, "html.parser").svg
    return _size(_restore_case(svg)) if svg else (0.0, 0.0)


def _size(svg: Tag) -> tuple[float, float]:
    """Width and height in millimetres; width 0 means: as wide as the page allows."""
    width, height = (_length(attribute(svg, side)) for side in ("width", "height"))
    box = [float(part) for part in re.findall(r"-?\d+\.?\d*", attribute(svg, "viewBox"))]
    if len(box) == 4 and box[2] > 0 and not height:
        height = (width or 166.0) * box[3] / box[2]
    return width, height


def _length(text: str) -> float:
    match = re.fullmatch(r"\s*(\d+\.?\d*)\s*([a-z]*)\s*", text)
    return float(match[1]) * _MM_PER.get(match[2], 0.0) if match else 0.0


def _without_prologue(text: str) -> str:
    while match := _PROLOGUE.match(text):
        text = text[match.end() :]
    return text
