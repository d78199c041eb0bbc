"""The draft letter about one gemeente: what it says, and the Word file that it becomes."""

from ibt.rapport.brief.bericht import make_bericht
from ibt.rapport.brief.docx import render_brief
from ibt.rapport.brief.inhoud import make_brief
from ibt.rapport.brief.model import Brief

__all__ = ["Brief", "make_bericht", "make_brief", "render_brief"]
