"""One gemeente, and all of them, on one peildatum: sum, rule, reasons, findings.

Whole columns throughout: the frames have one row per gemeente.
"""
