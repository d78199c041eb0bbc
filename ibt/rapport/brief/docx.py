"""The letter as a Word file, from a template that the analyst may replace (docxtpl).

Same input, same bytes: no clock, no user, and every entry of the zip on the same day.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from ibt.begrippen.fout import Gebrek, InvoerFout
from ibt.rapport.brief.model import Brief
from ibt.rapport.brief.sjabloon import Sjabloon, docx_text, make_environment

SJABLOON = "brief.docx"
TAAL = "nl-NL"
_LANGST = 255  # of a property, in Word
_ZIP_DAG = (1980, 1, 1, 0, 0, 0)
# Without this on its pages nobody sees that a letter may not be sent.
_VERPLICHT = {"waarschuwingen"}
_RAAD = "Herstel het sjabloon in Word; docs/brieven.md noemt de velden."


def render_brief(brief: Brief, sjabloon: bytes, datum: date, bestand: str = SJABLOON) -> bytes:
    """The letter as .docx; `datum` is the day of the file's own properties.

    InvoerFout when the template is at fault: no Word file, unknown fields, or what does not run.
    """
    inhoud = asdict(brief)
    document = _open(sjabloon, bestand)
    try:
        if gebreken := _field_faults(_fields(sjabloon, bestand), inhoud, bestand):
            raise InvoerFout(gebreken)
        document.render(inhoud, make_environment())
    except TemplateError as fout:
        raise InvoerFout([_fault(fout, bestand)]) from None
    except InvoerFout:
        raise
    except MemoryError:
        verwacht = "dit sjabloon vraagt meer geheugen dan een brief nodig kan hebben"
        raise InvoerFout([Gebrek(bestand, verwacht, raad=_RAAD)]) from None
    except Exception as fout:
        verwacht = f"dit sjabloon kan niet worden ingevuld ({type(fout).__name__})"
        raise InvoerFout([Gebrek(bestand, verwacht, str(fout), raad=_RAAD)]) from None
    _describe(document, brief, datum)
    buffer = io.BytesIO()
    document.save(buffer)
    return _same_bytes(buffer.getvalue())


def _open(sjabloon: bytes, bestand: str) -> Sjabloon:
    document = Sjabloon(io.BytesIO(sjabloon))
    try:
        document.init_docx()
    except Exception as fout:
        verwacht = f"moet een leesbaar Word-bestand (.docx) zijn ({type(fout).__name__})"
        raad = "Bewaar het sjabloon in Word als .docx."
        raise InvoerFout([Gebrek(bestand, verwacht, raad=raad)]) from None
    return document


@lru_cache(maxsize=1)
def _fields(sjabloon: bytes, bestand: str) -> frozenset[str]:
    """The fields of a template; looked up once for all letters of a round."""
    return frozenset(_open(sjabloon, bestand).fields(make_environment()))


def _field_faults(
    gebruikt: frozenset[str], inhoud: Mapping[str, Any], bestand: str
) -> list[Gebrek]:
    """Every unknown field at once, and the fields that no template may do without."""
    bekend = ", ".join(sorted(inhoud))
    return [
        *(
            Gebrek(bestand, f"dit veld bestaat niet (bekend zijn: {bekend})", naam, raad=_RAAD)
            for naam in sorted(gebruikt - set(inhoud))
        ),
        *(
            Gebrek(bestand, f"het veld {naam} moet in de tekst van het sjabloon staan", raad=_RAAD)
            for naam in sorted(_VERPLICHT - gebruikt)
        ),
    ]


def _fault(fout: TemplateError, bestand: str) -> Gebrek:
    """What jinja2 found, said for who mends the template."""
    bericht = str(fout.message or "").split("\n")[0]
    if isinstance(fout, SecurityError):
        return Gebrek(bestand, "mag alleen velden invullen en geen code", bericht, raad=_RAAD)
    if isinstance(fout, UndefinedError):
        return Gebrek(bestand, "dit veld bestaat niet", bericht, raad=_RAAD)
    plaats = None
    if isinstance(fout, TemplateSyntaxError):
        regels = (" ".join(regel.split()) for regel in getattr(fout, "docx_context", ()))
        tekst = " / ".join(regel for regel in regels if regel)
        plaats = f"bij “{tekst[:120]}”" if tekst else None
    verwacht = "de velden en opdrachten tussen accolades moeten kloppen"
    return Gebrek(bestand, verwacht, bericht, plaats, raad=_RAAD)


def _describe(document: Sjabloon, brief: Brief, datum: date) -> None:
    """The file's own properties: who, what, in which language, and no clock or user."""
    kenmerken = document.docx.core_properties
    dag = datetime(datum.year, datum.month, datum.day)
    wie = brief.afschrift.removeprefix("de gemeenteraad van ")
    kenmerken.title = docx_text(f"{brief.onderwerp} ({wie})")[:_LANGST]
    kenmerken.author = kenmerken.last_modified_by = docx_text(brief.afzender)[:_LANGST]
    kenmerken.created = kenmerken.modified = dag
    kenmerken.language, kenmerken.revision = TAAL, 1
    kenmerken.comments = kenmerken.subject = kenmerken.keywords = ""


def _same_bytes(docx: bytes) -> bytes:
    """The same entries in the same order, each on the same day."""
    uit = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as bron,
        zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel,
    ):
        for ingang in bron.infolist():
            kop = zipfile.ZipInfo(ingang.filename, _ZIP_DAG)
            kop.compress_type = zipfile.ZIP_DEFLATED
            kop.create_system = 3
            kop.external_attr = 0o644 << 16
            doel.writestr(kop, bron.read(ingang.filename))
    return uit.getvalue()
