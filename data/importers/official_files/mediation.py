"""The map of digital mediation places, in the national data schema (Mednum, Assembleurs), GeoJSON or CSV.

Columns read: ``id``, ``nom``, ``adresse``, ``commune``, ``code_postal``, ``code_insee``, ``latitude``, ``longitude``,
``horaires`` (OpenStreetMap's notation) and ``date_maj``. The others (e-mail, telephone, services) are not.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from data.formats import plural
from data.importers.outcome import Import
from data.importers.places import rows, settle
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import folded

TITLE = "Lieux de médiation numérique"
COLUMNS = ("id", "nom", "adresse", "commune", "latitude", "longitude", "horaires", "date_maj")
# A record this much older than the newest one of the list may be of a place that has closed since.
OLD_YEARS = 3


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of the national schema."""
    return {"nom", "adresse", "services", "date maj"} <= {folded(one) for one in headers}


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the services and host places of the list that lie in the territory and that the tables do not have."""
    found = rows.read(table, rows.Defaults("Cartographie des lieux de médiation numérique", vintage, "mediation-"))
    source = settle.Source(
        kind="officiel",
        dataset="lieux-mediation",
        title=TITLE,
        producer="Mednum, Assembleurs",
        name="Cartographie des lieux de médiation numérique",
        vintage="",
        licence="Licence Ouverte 2.0",
        obtained=f"importé du fichier « {table.name} »",
        strict=False,
    )
    found, old = _old(found)
    made = settle.settle(table, found, source, today=today)
    return settle.with_remarks(made, [*old, *_ended(found)])


def _old(found: rows.Read) -> tuple[rows.Read, list[Remark]]:
    """Write in the note of the old records that they are, and say how many there are."""
    years = [int(row.place.vintage[:4]) if row.place.vintage[:4].isdigit() else 0 for row in found.rows]
    newest = max(years, default=0)
    old = [bool(year) and newest - year >= OLD_YEARS for year in years]
    if not any(old):
        return found, []
    marked = tuple(
        replace(row, place=replace(row.place, note=f"fiche de {year}, à vérifier")) if is_old else row
        for row, year, is_old in zip(found.rows, years, old, strict=True)
    )
    message = (
        f"{plural(sum(old), 'fiche')} d’au moins {OLD_YEARS} ans de plus que la dernière ({newest}) : "
        "le lieu a pu fermer, à vérifier avant d’y poser un guichet"
    )
    return replace(found, rows=marked), [Remark("à savoir", None, "", "", message)]


def _ended(found: rows.Read) -> list[Remark]:
    message = "les maisons de services au public sont devenues des France services, ou ont fermé : à vérifier"
    return [
        Remark("à savoir", row.place.line, "", row.place.name, message)
        for row in found.rows
        if row.place.kind == "maison_services"
    ]
