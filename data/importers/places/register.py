"""A register of services or host places, as an office or an operator keeps it."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from data.importers import template as forms
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.geocoding import GEOPLATEFORME
from data.importers.outcome import Import
from data.importers.places import points, rows, settle
from data.importers.words import folded, slug, visible

KIND = "places"


def prepare(files: Mapping[str, bytes], options: Mapping[str, Any]) -> Import:
    """Read one register: CSV, workbook, GeoJSON or Parquet.

    Parameters
    ----------
    options
        ``name``: French name of the register (by default the file's); ``sheet``; ``producer``, ``vintage``,
        ``licence``; ``today``; ``geocode``: « oui » asks the national address base for the missing positions
        (nothing is sent otherwise), or the address of another service of the same interface.

    Raises
    ------
    FileRefused, ColumnsMissing
    """
    if len(files) != 1:
        raise FileRefused(
            ", ".join(files) or "aucun", "les lieux s’importent un fichier à la fois", "Choisissez un fichier."
        )
    filename, content = next(iter(files.items()))
    table = points.read(content, filename, sheet=options.get("sheet"))
    fictitious = not points.is_json(content) and forms.is_fictitious(content, filename)
    title = visible(str(options.get("name") or PurePosixPath(filename).stem))
    today = options.get("today")
    producer = visible(str(options.get("producer") or title))
    vintage = visible(str(options.get("vintage") or ""))
    read = rows.read(table, rows.Defaults(source=producer, vintage=vintage or "non précisé"))
    if "name" not in read.columns.of:
        raise ColumnsMissing(filename, ["une colonne « Nom » du lieu"], list(table.columns))
    source = settle.Source(
        kind=KIND,
        dataset=f"lieux-{slug(title)}"[:60].rstrip("-"),
        title=title,
        producer=producer,
        name=f"registre « {title} »",
        vintage=vintage,
        licence=visible(str(options.get("licence") or "à confirmer")),
        obtained=f"importé du fichier « {filename} »",
        quality="fictif" if fictitious else "réel",
    )
    day = today if isinstance(today, date) else None
    return settle.settle(table, read, source, today=day, address_service=_service(options.get("geocode")))


def _service(asked: object) -> str:
    """Return the address of the service that the user asks for, "" when none is to be asked."""
    text = visible(str(asked or ""))
    if text.startswith(("http://", "https://")):
        return text
    return GEOPLATEFORME if folded(text) in {"oui", "true", "1"} else ""
