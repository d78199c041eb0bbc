"""A window in the browser on one page, which is renewed as soon as there is another.

A server of the standard library, for this machine only, in a thread of its own.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from ibt.begrippen.fout import UitvoerFout

_HIER = "127.0.0.1"
# A question is kept for so many seconds where there is nothing new.
_GEDULD = 20.0
_NIETS = "Dit bestand hoort niet bij een voorvertoning. Maak de ronde met ibt render."
_HTML, _PDF = "text/html; charset=utf-8", "application/pdf"


@dataclass(frozen=True)
class _Stand:
    """What is to be seen: the page, counted, and the line above it; `nummer` counts each change."""

    nummer: int = 0
    blad: int = 0
    regel: str = "Bezig …"
    fout: bool = False
    html: bytes = b""
    pdf: bytes = b""

    def as_json(self) -> bytes:
        """What the window asks for."""
        namen = ("nummer", "blad", "regel", "fout")
        return json.dumps({naam: getattr(self, naam) for naam in namen}).encode()


class Venster:
    """What the window shows; `adres` is where a browser finds it."""

    def __init__(self, pagina: str) -> None:
        self.pagina = pagina.encode()
        self.adres = ""
        self._stand = _Stand()
        self._nieuw = threading.Condition()

    def say(self, regel: str) -> None:
        """Another line above the page, which stays."""
        self._change(regel=regel)

    def show(self, html: bytes, pdf: bytes, regel: str, fout: bool) -> None:
        """Another page, with the line above it."""
        self._change(html=html, pdf=pdf, regel=regel, fout=fout, blad=self._stand.blad + 1)

    def _change(self, **anders: Any) -> None:
        with self._nieuw:
            self._stand = replace(self._stand, nummer=self._stand.nummer + 1, **anders)
            self._nieuw.notify_all()

    def stand(self, na: int | None = None) -> _Stand:
        """What there is now; with `na` as soon as it is another than that, or after a while."""
        with self._nieuw:
            self._nieuw.wait_for(lambda: self._stand.nummer != na, _GEDULD)
            return self._stand


@contextmanager
def open_venster(pagina: str, poort: int = 0) -> Iterator[Venster]:
    """Serve a window until the end; UitvoerFout where the port is taken."""
    venster = Venster(pagina)
    try:
        server = _Server((_HIER, poort), _Antwoord)
    except OSError as fout:
        raise UitvoerFout(
            f"poort {poort} is niet vrij ({fout.strerror or fout}). Noem een andere met --poort, "
            "of laat --poort weg."
        ) from None
    server.venster = venster
    venster.adres = f"http://{_HIER}:{server.server_port}/"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield venster
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    venster: Venster

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no fault."""


class _Antwoord(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """The window, how it is, the page in it, its PDF; nothing else."""
        if self.headers.get("Host", "") != urlsplit(self.server.venster.adres).netloc:
            # A page from elsewhere, under a name that leads here, may not read what is in it.
            self._send(b"", _HTML, HTTPStatus.FORBIDDEN)
            return
        venster, deel = self.server.venster, urlsplit(self.path)
        if deel.path == "/":
            self._send(venster.pagina, _HTML)
        elif deel.path == "/stand":
            na = deel.query.removeprefix("na=")
            stand = venster.stand(int(na) if na.isascii() and na.isdigit() else None)
            self._send(stand.as_json(), "application/json")
        elif deel.path == "/blad":
            self._send(venster.stand().html, _HTML)
        elif deel.path == "/rapport.pdf" and (pdf := venster.stand().pdf):
            self._send(pdf, _PDF)
        else:
            self._send(_NIETS.encode(), "text/plain; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _send(self, inhoud: bytes, soort: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", soort)
        self.send_header("Content-Length", str(len(inhoud)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(inhoud)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal for each question."""
