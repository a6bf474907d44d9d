"""Positions of addresses of places, asked of the national address base (BAN) when the user says so.

The public interface takes a CSV of addresses and returns it with columns added (« géocodage par lot »,
geoservices.ign.fr, API Géoplateforme de géocodage). What was found is kept in the data folder, and never asked again.
Only addresses of services and host places are sent: nothing about a person is ever given to this module.
"""

import csv
import http.client
import io
import json
import math
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from data.files import replacing
from data.formats import plural
from data.importers.errors import ImporterError
from data.importers.numbers import number
from data.importers.words import folded, visible
from data.paths import user_folder

GEOPLATEFORME = "https://data.geopf.fr/geocodage"
BATCH = 500
TIMEOUT_SECONDS = 60.0
ATTEMPTS = 3
WAIT_SECONDS = 5.0  # how long the service blocks who asks too often
MOST_BYTES = 20_000_000
# The service sends back our own columns: they tell whose answer a line is.
_RANK, _TEXT, _CODE = "rang", "adresse", "code_insee"
_RETRIED = frozenset({429, 500, 502, 503, 504})

Open = Callable[..., Any]


class GeocodingUnavailable(ImporterError):
    """The address service does not answer, or answers something else than positions."""

    def __init__(self, host: str, why: str, done: int, asked: int) -> None:
        kept = f" Gardé de ce qui était demandé : {done} sur {plural(asked, 'adresse')}." if done else ""
        super().__init__(
            f"Le service d’adresses « {host} » ne répond pas comme prévu ({why}).{kept} Vérifiez la connexion à "
            "internet et recommencez, ou placez les lieux à la main sur la carte."
        )


@dataclass(frozen=True)
class Address:
    """An address to find: the number and street, and the Insee code of the commune ("" when unknown)."""

    text: str
    commune: str = ""

    @property
    def key(self) -> str:
        """What two ways of writing the address have in common."""
        return f"{self.commune} {folded(self.text)}".strip()


@dataclass(frozen=True)
class Found:
    """A position: degrees (WGS84), the service's confidence from 0 to 1, and the address that it understood."""

    lon: float
    lat: float
    score: float
    label: str


def geocode(
    addresses: Sequence[Address],
    *,
    base_url: str = GEOPLATEFORME,
    opener: Open | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> pd.DataFrame:
    """Return the position of each address, those already known without asking.

    Parameters
    ----------
    addresses : sequence of Address, n
    base_url : str
        Of the service: batches are posted to ``{base_url}/search/csv``.
    opener : callable, optional
        As `urllib.request.urlopen`, by default itself.
    wait : callable
        Called with the seconds to wait before another attempt.

    Returns
    -------
    DataFrame, n rows in the order asked
        ``lon``, ``lat`` (degrees), ``score`` (0 to 1), NaN where nothing was found; ``label``, "" where nothing was.

    Raises
    ------
    GeocodingUnavailable
        What earlier batches found is kept.
    """
    known = _read()
    wanted = list({one.key: one for one in addresses if folded(one.text) and one.key not in known}.values())
    done = 0
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        try:
            answer = _asked(batch, base_url, opener or urllib.request.urlopen, wait)
        except _NoAnswer as error:
            raise GeocodingUnavailable(urlsplit(base_url).netloc or base_url, error.why, done, len(wanted)) from error
        known |= answer
        done += len(answer)
        _write(known)
    nothing = Found(math.nan, math.nan, math.nan, "")
    rows = [asdict(known.get(one.key, nothing)) for one in addresses]
    return pd.DataFrame(rows, columns=["lon", "lat", "score", "label"])


class _NoAnswer(Exception):
    """An attempt that failed, in French; `again` when another one may succeed."""

    def __init__(self, why: str, *, again: bool) -> None:
        super().__init__(why)
        self.why, self.again = why, again


def _asked(batch: Sequence[Address], base_url: str, opener: Open, wait: Callable[[float], None]) -> dict[str, Found]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return dict(_positions(batch, _posted(batch, base_url, opener)))
        except _NoAnswer as error:
            if not error.again or attempt == ATTEMPTS:
                raise
        wait(WAIT_SECONDS * attempt)
    raise AssertionError  # the last attempt returns or raises


def _posted(batch: Sequence[Address], base_url: str, opener: Open) -> str:
    """Send one batch, and return the text of the answer."""
    body, content_type = _form(batch)
    if urlsplit(base_url).scheme not in ("http", "https"):
        raise _NoAnswer("adresse du service invalide", again=False)
    request = urllib.request.Request(
        f"{base_url.rstrip('/')}/search/csv", data=body, headers={"Content-Type": content_type, "Accept": "text/csv"}
    )
    try:
        with opener(request, timeout=TIMEOUT_SECONDS) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise _NoAnswer(f"erreur {error.code}", again=error.code in _RETRIED) from error
    except (OSError, http.client.HTTPException) as error:  # no network, no name, connection cut, half an answer
        raise _NoAnswer("connexion impossible ou coupée", again=True) from error
    if len(content) > MOST_BYTES:
        raise _NoAnswer("réponse démesurée", again=False)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _NoAnswer("réponse illisible", again=False) from error


def _form(batch: Sequence[Address]) -> tuple[bytes, str]:
    """Return the multipart form of a batch: its CSV, the column to search, the one that filters."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_RANK, _TEXT, _CODE])
    writer.writerows([rank, visible(one.text), one.commune] for rank, one in enumerate(batch))
    boundary = uuid.uuid4().hex
    parts = [("columns", _TEXT), ("citycode", _CODE)]
    fields = "".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in parts)
    file = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="data"; filename="adresses.csv"\r\n'
        f"Content-Type: text/csv; charset=utf-8\r\n\r\n{text.getvalue()}\r\n--{boundary}--\r\n"
    )
    return (fields + file).encode(), f"multipart/form-data; boundary={boundary}"


def _positions(batch: Sequence[Address], text: str) -> Iterator[tuple[str, Found]]:
    """Read an answer line by line; one that is not the batch sent, or not positions, is no answer at all."""
    strange = _NoAnswer("ce n’est pas une liste de positions", again=False)
    try:
        reader = csv.DictReader(io.StringIO(text), strict=True)
        needed = {_RANK, "longitude", "latitude", "result_label", "result_score"}
        if not needed <= set(reader.fieldnames or ()):
            raise strange
        rows = list(reader)
    except csv.Error as error:
        raise strange from error
    if [row[_RANK] for row in rows] != [str(rank) for rank in range(len(batch))]:
        raise _NoAnswer("réponse incomplète", again=True)
    for one, row in zip(batch, rows, strict=True):
        lon, lat, score = (number(row[column] or "") for column in ("longitude", "latitude", "result_score"))
        if lon is None or lat is None or score is None:
            continue
        elsewhere = one.commune and row.get("result_citycode") not in (None, "", one.commune)
        if -180 <= lon <= 180 and -90 <= lat <= 90 and 0 <= score <= 1 and not elsewhere:
            yield one.key, Found(lon, lat, score, visible(row["result_label"] or ""))


def _cache() -> Path:
    return user_folder() / "geocoding" / "adresses.json"


def _read() -> dict[str, Found]:
    """Return what was found before; a damaged file is as none, since all of it can be asked again."""
    try:
        content = json.loads(_cache().read_text(encoding="utf-8"))
        return {
            str(key): Found(float(one["lon"]), float(one["lat"]), float(one["score"]), str(one["label"]))
            for key, one in content.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _write(found: dict[str, Found]) -> None:
    with replacing(_cache(), "les positions trouvées") as path:
        text = json.dumps({key: asdict(one) for key, one in found.items()}, ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
