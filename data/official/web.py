"""One HTTP request, by the standard library alone: redirections to http(s) only, and faults sorted by what to do."""

import http.client
import shutil
import string
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import random
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from data.formats import number
from data.official.errors import NotTheFile, TooLarge, TransferFailed

AGENT = "atlas-aller-vers/0.1"
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
LONGEST_PAUSE = 60.0
MOST_DESCRIPTION = 20_000_000
_SAID = {401: "accès refusé", 403: "accès refusé", 404: "introuvable à cette adresse", 410: "retiré par le producteur"}


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


@dataclass(frozen=True)
class Conduct:
    """How patient a transfer is, and the clock and the disk that it sees.

    Attributes
    ----------
    tries : int
        Attempts that bring nothing before giving up.
    tries_away : int
        The same where nobody has ever answered: without internet, waiting brings nothing.
    timeout : float
        Seconds without a byte before an attempt is given up.
    longest : float
        Seconds for the whole transfer.
    pause, clock, chance : callable
        How to wait (seconds), what time it is (seconds), and a number between 0 and 1 for the jitter.
    free : callable
        Bytes free in a folder.
    """

    tries: int = 5
    tries_away: int = 2
    timeout: float = 30.0
    longest: float = 7200.0
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random
    free: Callable[[Path], int] = _free

    def most(self, *, away: bool) -> int:
        """Return how many attempts may bring nothing."""
        return min(self.tries, self.tries_away) if away else self.tries

    def wait(self, failures: int, asked: float = 0.0) -> None:
        """Wait before attempt `failures` + 1: twice as long each time, drawn at random, or what the server asks."""
        drawn = min(LONGEST_PAUSE, 2.0**failures) * (0.5 + self.chance() / 2)
        self.pause(min(LONGEST_PAUSE, max(drawn, asked)))


class Passing(Exception):
    """A fault that may pass: try again, after `asked` seconds at least, and from the first byte if `restart`."""

    def __init__(self, why: str, *, asked: float = 0.0, reachable: bool = True, restart: bool = False) -> None:
        self.why, self.asked, self.reachable, self.restart = why, asked, reachable, restart
        super().__init__(why)


class _Redirections(HTTPRedirectHandler):
    """Follow redirections to http and https alone: never to a file of this machine."""

    def http_error_302(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any) -> Any:
        scheme = urlsplit(headers.get("location") or headers.get("uri") or "").scheme.lower()
        if scheme not in ("", "http", "https"):
            raise _Elsewhere(scheme)
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class _Elsewhere(Exception):
    """A redirection to something else than the web."""


def open_url(url: str, headers: dict[str, str], what: str, timeout: float) -> http.client.HTTPResponse | None:
    """Send one request; None when the server says that nothing has changed (304).

    Raises
    ------
    TransferFailed
        A fault that will not pass.
    Passing
        One that may.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise TransferFailed(what, "son adresse n’est pas une adresse web")
    # Producers publish addresses with spaces and accents; what is already escaped stays as it is.
    request = Request(
        quote(url, safe=string.punctuation), headers={"User-Agent": AGENT, "Accept-Encoding": "identity", **headers}
    )
    try:
        response: http.client.HTTPResponse = build_opener(_Redirections).open(request, timeout=timeout)
    except HTTPError as error:
        with closing(error):
            if error.code == 304:
                return None
            raise _sorted(error, what) from error
    except _Elsewhere as error:
        raise TransferFailed(what, "le serveur renvoie ailleurs que sur le web") from error
    except URLError as error:
        raise Passing("le serveur ne répond pas", reachable=False) from error
    except (OSError, http.client.HTTPException) as error:
        raise Passing("la connexion a été coupée") from error
    except ValueError as error:  # an address that a redirection made up
        raise TransferFailed(what, "le serveur renvoie à une adresse mal formée") from error
    if response.headers.get("Content-Encoding", "identity") not in ("", "identity"):
        response.close()
        raise TransferFailed(what, "le serveur l’envoie sous une forme compressée qui n’était pas demandée")
    return response


def _sorted(error: HTTPError, what: str) -> Passing | TransferFailed:
    """Return the fault that an answer other than a success is."""
    if error.code == 416:
        return Passing("la suite demandée n’existe pas", restart=True)
    if error.code in RETRIED:
        asked = error.headers.get("Retry-After", "")
        seconds = float(asked) if asked.isdigit() else 0.0
        return Passing(f"le serveur est indisponible (erreur {error.code})", asked=seconds)
    if 300 <= error.code < 400:
        return TransferFailed(what, "le serveur renvoie d’une adresse à l’autre sans fin")
    return TransferFailed(what, _SAID.get(error.code, f"le serveur répond par l’erreur {error.code}"))


def text(url: str, what: str, conduct: Conduct) -> str:
    """Return a short text (a description, a checksum), with the same patience as a file.

    Raises
    ------
    TransferFailed, TooLarge, NotTheFile
    """
    failures = 0
    while True:
        try:
            return _text(url, what, conduct)
        except Passing as fault:
            failures += 1
            if failures >= conduct.most(away=not fault.reachable):
                raise gave_up(what, fault, failures) from fault
            conduct.wait(failures, fault.asked)


def _text(url: str, what: str, conduct: Conduct) -> str:
    response = open_url(url, {}, what, conduct.timeout)
    if response is None:
        raise TransferFailed(what, "le serveur ne dit rien")
    with response:
        try:
            content = response.read(MOST_DESCRIPTION + 1)
        except (OSError, http.client.HTTPException) as error:
            raise Passing("la connexion a été coupée") from error
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and len(content) < min(int(announced), MOST_DESCRIPTION):
        raise Passing("la connexion a été coupée")
    if len(content) > MOST_DESCRIPTION:
        raise TooLarge(what, len(content), MOST_DESCRIPTION)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTheFile(what, "sa description est illisible") from error


def gave_up(what: str, fault: Passing, failures: int) -> TransferFailed:
    """Return the error of a transfer that was tried often enough."""
    return TransferFailed(what, f"{fault.why}, après {number(failures)} essais", reachable=fault.reachable)
