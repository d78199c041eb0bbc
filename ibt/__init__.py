"""Reproducible half-yearly assessment of gemeenten on the housing of vergunninghouders."""

__version__ = "0.1.0"
