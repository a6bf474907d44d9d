"""Finding the newest file of a source: its own address, or the one that the data.gouv.fr interface gives."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.official import web
from data.official.entry import Entry, Resource
from data.official.errors import NotTheFile, TransferFailed
from data.official.web import Conduct


@dataclass(frozen=True)
class Location:
    """Where a file is now, and its published checksum (``algorithm:hexadecimal``, "" for none)."""

    url: str
    checksum: str = ""


def locate(entry: Entry, conduct: Conduct) -> Location:
    """Return where the file of a source is.

    Raises
    ------
    TransferFailed, NotTheFile, TooLarge
    """
    if entry.resource is not None:
        return _described(web.text(entry.url, entry.title, conduct), entry, entry.resource)
    if not entry.checksum_address:
        return Location(entry.url, entry.checksum)
    published = re.match(r"\s*([0-9a-fA-F]{32})\b", web.text(entry.checksum_address, entry.title, conduct))
    return Location(entry.url, f"md5:{published[1].lower()}" if published else entry.checksum)


def _described(text: str, entry: Entry, wanted: Resource) -> Location:
    try:
        found = json.loads(text)
        resources = [one for one in found["resources"] if isinstance(one, dict)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotTheFile(entry.title, "la description du jeu de données n’est pas celle attendue") from error
    fitting = [one for one in resources if _fits(one, wanted)]
    if not fitting:
        raise TransferFailed(entry.title, "aucun fichier du jeu de données n’est celui attendu")
    newest = max(fitting, key=lambda one: (-wanted.formats.index(_format(one)), str(one.get("last_modified") or "")))
    return Location(str(newest["url"]), _checksum(newest.get("checksum")))


def _format(resource: Mapping[str, Any]) -> str:
    return str(resource.get("format") or "").lower()


def _fits(resource: Mapping[str, Any], wanted: Resource) -> bool:
    said = " ".join(str(resource.get(key) or "") for key in ("title", "description", "url")).lower()
    return (
        bool(resource.get("url"))
        and _format(resource) in wanted.formats
        and all(word in said for word in wanted.words)
        and not any(word in said for word in wanted.without)
    )


def _checksum(published: object) -> str:
    if not isinstance(published, dict):
        return ""
    algorithm, value = str(published.get("type") or "").lower(), str(published.get("value") or "").lower()
    known = algorithm in hashlib.algorithms_guaranteed and not algorithm.startswith("shake")
    return f"{algorithm}:{value}" if known and re.fullmatch(r"[0-9a-f]{32,128}", value) else ""
