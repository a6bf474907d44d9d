"""Telling from its bytes whether a file is of the kind that is expected: a server may answer « 200 » with a page."""

import json
import zipfile
from pathlib import Path

from data.official.entry import Expected
from data.official.errors import NotTheFile

HEAD_BYTES = 2048
# A whole GeoJSON is parsed only below this size: beyond, its first and last characters are looked at.
PARSED_BYTES = 100_000_000
_NAMES = {"geojson": "un GeoJSON", "csv": "un CSV", "zip": "une archive zip", "pbf": "un extrait OpenStreetMap (PBF)"}
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def _text(head: bytes) -> bytes:
    for mark in _BOMS:
        head = head.removeprefix(mark)
    return head.lstrip().lower()


def require_head(head: bytes, expected: Expected, what: str) -> None:
    """Refuse a file from its first bytes.

    Parameters
    ----------
    head : bytes
        The first `HEAD_BYTES` bytes, or all of a shorter file.

    Raises
    ------
    NotTheFile
    """
    text = _text(head)
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        raise NotTheFile(what, "le serveur a répondu par une page web (maintenance, ou adresse qui a changé)")
    if text.startswith((b"<?xml", b"<ows:", b"<serviceexception", b"<!doctype")):
        raise NotTheFile(what, "le serveur a répondu par un message d’erreur en XML")
    if not head:
        raise NotTheFile(what, "il est vide")
    if not _plausible(head, text, expected):
        raise NotTheFile(what, f"ce n’est pas {_NAMES[expected]}")


def _plausible(head: bytes, text: bytes, expected: Expected) -> bool:
    if expected == "zip":
        return head.startswith(b"PK\x03\x04")
    if expected == "pbf":
        return head[:3] == b"\x00\x00\x00" and b"OSMHeader" in head[:64]
    if expected == "geojson":
        return text.startswith(b"{")
    first = head.splitlines()[0]
    binary = b"\x00" in head and not head.startswith(_BOMS[1:])
    return not binary and not text.startswith((b"{", b"[", b"pk\x03\x04")) and any(mark in first for mark in b";,\t")


def require_whole(path: Path, expected: Expected, what: str) -> None:
    """Refuse a file that is not of its kind, or of which the end is missing.

    Raises
    ------
    NotTheFile
    OSError
    """
    with path.open("rb") as file:
        require_head(file.read(HEAD_BYTES), expected, what)
    cut = "sa fin manque, ou il est endommagé"
    if expected == "zip":
        try:
            with zipfile.ZipFile(path) as archive:
                if not archive.infolist():
                    raise NotTheFile(what, "l’archive est vide")
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise NotTheFile(what, cut) from error
    elif expected == "geojson":
        _require_geojson(path, what, cut)


def _require_geojson(path: Path, what: str, cut: str) -> None:
    if path.stat().st_size > PARSED_BYTES:
        with path.open("rb") as file:
            file.seek(-16, 2)
            if not file.read().rstrip().endswith(b"}"):
                raise NotTheFile(what, cut)
        return
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotTheFile(what, cut) from error
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise NotTheFile(what, "ce n’est pas un GeoJSON")
    if not found.get("features"):
        raise NotTheFile(what, "il ne contient aucun contour")
    matched, returned = found.get("numberMatched"), found.get("numberReturned")
    if isinstance(matched, int) and isinstance(returned, int) and returned < matched:
        raise NotTheFile(what, f"le serveur n’a envoyé que {returned} contours sur {matched}")
