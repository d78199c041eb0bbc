"""The Word template as docxtpl reads it, shut in: it may place fields, and nothing else."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, Template, meta
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

# Enough to lay out a letter. `safe` would let data land as markup, `random` would differ per run.
_FILTERS = ("capitalize", "first", "join", "last", "length", "lower", "replace", "trim", "upper")
# What no XML may hold; tabs, line ends and form feeds would be laid out by docxtpl.
_VERBODEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


class _Omgeving(SandboxedEnvironment):
    """Compiles each text of a template once, and not anew for every letter."""

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        """The template of that text."""
        return _compile(source)


@cache
def make_environment() -> Environment:
    """Jinja2 that escapes, refuses what is unknown, and reaches no attribute of Python."""
    omgeving = _Omgeving(
        undefined=StrictUndefined, autoescape=True, finalize=_as_text, cache_size=0
    )
    omgeving.globals = {}
    omgeving.filters = {naam: omgeving.filters[naam] for naam in _FILTERS}
    return omgeving


@lru_cache(maxsize=16)
def _compile(tekst: str) -> Template:
    return SandboxedEnvironment.from_string(make_environment(), tekst)


def _as_text(waarde: Any) -> Markup:
    """Escaped for XML; braces too, because docxtpl reads `{_{` in what was filled in."""
    veilig = str(escape(waarde)).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(docx_text(veilig))


def docx_text(tekst: str) -> str:
    """The text without what no XML may hold, and on one line."""
    return _VERBODEN.sub(" ", tekst)


class Sjabloon(DocxTemplate):  # type: ignore[misc]
    """A Word template that names its fields, and whose filled-in text must be whole XML."""

    def fields(self, omgeving: Environment) -> set[str]:
        """Which fields the body, headers and footers use; TemplateError when they do not parse."""
        self.render_init()
        gebruikt: set[str] = set()
        for xml in self._parts():
            gebruikt |= meta.find_undeclared_variables(omgeving.parse(self.patch_xml(xml)))
        return gebruikt

    def _parts(self) -> Iterator[str]:
        yield self.get_xml()
        for soort in (self.HEADER_URI, self.FOOTER_URI):
            for _, deel in self.get_headers_footers(soort):
                yield self.get_part_xml(deel)

    def build_xml(self, context: dict[str, Any], jinja_env: Environment | None = None) -> str:
        """The body; docxtpl itself would drop without a word what is no whole XML."""
        xml = str(super().build_xml(context, jinja_env))
        ET.fromstring(xml)
        return xml

    def render_properties(
        self, context: dict[str, Any], jinja_env: Environment | None = None
    ) -> None:
        """The properties of the file are set by the program, not by the template."""
