"""The register: the decided treden, validated on every read, append only."""

from ibt.register.lezen import EMPTY, HERZIENING, KOLOMMEN, Register, Registerrij, read_register
from ibt.register.schrijven import append_rijen

__all__ = [
    "EMPTY",
    "HERZIENING",
    "KOLOMMEN",
    "Register",
    "Registerrij",
    "append_rijen",
    "read_register",
]
