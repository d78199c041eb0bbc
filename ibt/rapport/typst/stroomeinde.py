"""Stream ends that no PDF validator can misread.

Compressed data may happen to end in a carriage return. With the single line feed that Typst writes
after it, that looks like one line end of two bytes, and a validator then counts the data one byte
short of its /Length. A full CR LF as line end leaves no doubt; the data itself stays as it is.
"""

import re

_DOUBTFUL = re.compile(rb"(?<=\r)\n(?=endstream\s)|(?<=\r\n)\n(?=endstream\s)")
_ENTRY = re.compile(rb"(\d{10})(?= \d{5} n)")
_TAIL = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


def clear_stream_ends(pdf: bytes) -> bytes:
    """The same PDF, with CR LF where a lone LF could be taken for half of a line end."""
    places = [match.start() for match in _DOUBTFUL.finditer(pdf)]
    tail = _TAIL.search(pdf)
    if not places or tail is None:
        return pdf
    start = int(tail[1])
    objects = _DOUBTFUL.sub(b"\r\n", pdf[:start])
    table = _ENTRY.sub(lambda e: b"%010d" % _moved(int(e[1]), places), pdf[start : tail.start()])
    return objects + table + b"startxref\n%d\n%%%%EOF" % _moved(start, places)


def _moved(offset: int, places: list[int]) -> int:
    return offset + sum(place < offset for place in places)
