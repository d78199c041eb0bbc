"""The register: the decided treden, validated on every read, append only."""

from ibt.register.lezen import EMPTY, Register, read_register, register_source
from ibt.register.rij import HERZIENING, KOLOMMEN, Registerrij
from ibt.register.schrijven import append_rijen, exclusive, missing_columns, require_appendable

__all__ = [
    "EMPTY",
    "HERZIENING",
    "KOLOMMEN",
    "Register",
    "Registerrij",
    "append_rijen",
    "exclusive",
    "missing_columns",
    "read_register",
    "register_source",
    "require_appendable",
]
