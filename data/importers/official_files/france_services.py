"""The national list of France services (ANCT, data.gouv.fr), GeoJSON or CSV.

Columns read: ``id_fs``, ``lib_fs``, ``adresse``, ``insee_com`` (or ``code_commune_insee``), ``lib_com``,
``code_postal``, ``latitude``, ``longitude`` and ``h_lundi`` to ``h_samedi``. The others (e-mail, telephone, comment)
are not.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from data.importers.outcome import Import
from data.importers.places import rows, settle
from data.importers.reading import RawTable
from data.importers.words import folded

TITLE = "Liste nationale des France services"
COLUMNS = ("id_fs", "lib_fs", "adresse", "insee_com", "latitude", "longitude", "h_lundi … h_samedi")


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of the list."""
    return {"id fs", "lib fs"} <= {folded(one) for one in headers}


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the France services of the territory; the identifiers are « fs- » and the list's."""
    found = rows.read(table, rows.Defaults("ANCT, liste des France services", vintage, "fs-", "france_services"))
    source = settle.Source(
        kind="officiel",
        dataset="france-services",
        title=TITLE,
        producer="ANCT",
        name="Liste des France services",
        vintage=vintage,
        licence="Licence Ouverte 2.0",
        obtained=f"importé du fichier « {table.name} »",
        strict=False,
    )
    return settle.settle(table, found, source, today=today)
