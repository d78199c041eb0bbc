"""What an analyst moves in JupyterLab: figures and readings of a round, and what then follows."""

from ibt.werkbank.verkenning import verken

__all__ = ["verken"]
