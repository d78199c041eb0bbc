"""The nouns of the work, as the framework uses them; the glossary stands in their docstrings.

Nothing here reads a file, knows a rule or writes a sentence for a reader of reports.
"""
