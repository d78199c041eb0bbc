"""From the Positie of a gemeente on a peildatum to its Beoordeling: sum, rule, reasons, findings.

Values throughout. Only the ladder is asked on whole columns, for all gemeenten at once.
"""
