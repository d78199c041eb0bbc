"""What changed between two rendered rounds: inputs, figures, treden, and parts of the reports."""

from ibt.verschil.mappen import compare_mappen

__all__ = ["compare_mappen"]
