"""The comparison of two rendered rounds as one page."""

from ibt.rapport.verschil.bladzijde import verschil_page

__all__ = ["verschil_page"]
