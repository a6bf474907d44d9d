"""A web server on this machine that cuts, lies and changes its mind, and a clock that nobody waits for."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from data.official.web import Conduct


@dataclass
class Asked:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """What the server answers: one function a path, called with the request and how many times it was asked."""

    base: str
    pages: dict[str, Callable[[BaseHTTPRequestHandler, int], None]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return self.base + path

    def ranges(self) -> list[str]:
        """Return the `Range` of each request, "" for none."""
        return [one.headers.get("Range", "") for one in self.asked]


@contextmanager
def serving() -> Iterator[Site]:
    """Yield a server on 127.0.0.1 that lives as long as the block."""
    found = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            found.asked.append(Asked(self.path, dict(self.headers)))
            times = sum(one.path.partition("?")[0] == path for one in found.asked)
            if path not in found.pages:
                self.send_error(404)
                return
            found.pages[path](self, times)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = False

        def handle_error(self, *_: object) -> None:
            """Say nothing: a client that hangs up is what many tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    found.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(
    request: BaseHTTPRequestHandler,
    body: bytes,
    *,
    status: int = 200,
    length: int | None = None,
    etag: str = "",
    **headers: str,
) -> None:
    """Answer a request; `length` is what is announced, when it is not the truth, and -1 announces nothing."""
    request.send_response(status)
    if length != -1:
        request.send_header("Content-Length", str(len(body) if length is None else length))
    if etag:
        request.send_header("ETag", etag)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def serve(
    body: bytes, *, etag: str = '"v1"', cut_at: tuple[int, ...] = ()
) -> Callable[[BaseHTTPRequestHandler, int], None]:
    """Return a page that honours ranges, and cuts its n-th answer at the n-th byte of `cut_at`."""

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        end = cut_at[times - 1] if times <= len(cut_at) else len(body)
        asked = request.headers.get("Range", "")
        fresh = request.headers.get("If-Range") in (None, etag)
        if request.headers.get("If-None-Match") == etag:
            send(request, b"", status=304, length=-1, etag=etag)
        elif asked and fresh:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            where = f"bytes {start}-{len(body) - 1}/{len(body)}"
            send(request, body[start:end], status=206, length=len(body) - start, etag=etag, Content_Range=where)
        else:
            send(request, body[:end], length=len(body), etag=etag, Accept_Ranges="bytes")

    return answer


@dataclass
class Patience:
    """The pauses that a transfer asked for."""

    pauses: list[float] = field(default_factory=list)
    now: float = 0.0

    def conduct(self, **changed: object) -> Conduct:
        """Return a conduct that never waits: its clock moves when it is asked to pause."""
        settings: dict[str, object] = {"tries": 4, "timeout": 5.0, "chance": lambda: 1.0, "free": lambda _: 10**12}
        return Conduct(pause=self._pause, clock=lambda: self.now, **(settings | changed))  # type: ignore[arg-type]

    def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds
