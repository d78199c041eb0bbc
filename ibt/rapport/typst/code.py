"""Typst in code mode, where data can only be a string literal and never markup."""

from collections.abc import Iterable

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def literal(text: str) -> str:
    """`text` as a Typst string literal."""
    return f'"{text.translate(_ESCAPES)}"'


def block(expressions: Iterable[str]) -> str:
    """Expressions joined into one piece of content."""
    return "{\n" + "\n".join(expressions) + "\n}"


def line(expressions: Iterable[str]) -> str:
    """Inline expressions joined into one piece of content."""
    return "{" + "; ".join(expressions) + "}"


def call(name: str, *arguments: str, **named: str) -> str:
    """A call; underscores in named arguments become hyphens."""
    pairs = [f"{key.replace('_', '-')}: {value}" for key, value in named.items()]
    return f"{name}({', '.join([*arguments, *pairs])})"


def array(items: Iterable[str]) -> str:
    """A Typst array, also of one item or none."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def boolean(value: bool) -> str:
    """`true` or `false`."""
    return "true" if value else "false"
