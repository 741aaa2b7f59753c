"""The board for browsers on this machine, and nobody else: no file is read for them, and nothing can be sent."""

from __future__ import annotations

import errno
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from dea_export.cli.serving.board import Board
from dea_export.model.diagnostic import DeaExportError

HOST = "127.0.0.1"
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; media-src data:; "
    "connect-src 'self'; frame-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'"
)
PATIENCE = 15.0  # seconds of silence, after which a comment finds out whether anybody is still there


class LocalServer(ThreadingHTTPServer):
    """Answers for the pages of one board."""

    daemon_threads = True

    def __init__(self, board: Board, port: int) -> None:
        self.board = board
        try:
            super().__init__((HOST, port), _Answer)
        except OSError as error:
            taken = error.errno in {errno.EADDRINUSE, errno.EACCES}
            raise DeaExportError(
                f"port {port} cannot be used: {error.strerror}",
                "another program has it; name another with --port, or 0 for any"
                if taken
                else "name another with --port",
            ) from error

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def is_ours(self, host: str | None) -> bool:
        """Whether a request was meant for this machine: a name of somebody else that leads here is no way in."""
        return host in {f"{name}:{self.server_address[1]}" for name in (HOST, "localhost")}


class _Answer(BaseHTTPRequestHandler):
    server: LocalServer
    server_version, sys_version = "dea-export", ""

    def do_GET(self) -> None:
        """A page of the board, or its events until the browser leaves."""
        address = urlsplit(self.path)
        if not self.server.is_ours(self.headers.get("Host")):
            self.send_error(HTTPStatus.FORBIDDEN, "this is for the browser on this machine")
        elif address.path == "/events":
            self._send_events(parse_qs(address.query).get("after", ["0"])[0])
        elif page := self.server.board.page(address.path):
            self._begin(page.kind, len(page.data))
            self.wfile.write(page.data)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send_events(self, after: str) -> None:
        seen = self.headers.get("Last-Event-ID") or after
        number = int(seen) if seen.isdecimal() and len(seen) < 20 else 0
        self._begin("text/event-stream")
        try:
            while True:
                for event in (events := self.server.board.news(number, PATIENCE)):
                    self.wfile.write(event.frame)
                    number = event.number
                if not events:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:  # the browser has left
            self.close_connection = True

    def _begin(self, kind: str, length: int | None = None) -> None:
        self.send_response(HTTPStatus.OK)
        headers = {"Content-Type": kind, "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff",
                   "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}  # fmt: skip
        if length is not None:
            headers["Content-Length"] = str(length)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing: the terminal is for what is made."""
