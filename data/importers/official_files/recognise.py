"""Which published file a file is, and what of it is read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

from data.importers import fictitious, safety
from data.importers import template as forms
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.official_files import (
    caf,
    census,
    equipment,
    filosofi,
    filosofi_long,
    france_services,
    grid,
    mediation,
    moves,
    national,
    population,
)
from data.importers.outcome import Import
from data.importers.places import points
from data.importers.reading import RawTable
from data.importers.words import folded, visible

KIND = "officiel"
FILES: tuple[ModuleType, ...] = (
    filosofi,
    filosofi_long,
    population,
    census,
    equipment,
    france_services,
    mediation,
    grid,
    caf,
    moves,
)

# Those of which every row names its commune or IRIS by its code.
CODED: tuple[ModuleType, ...] = (filosofi, filosofi_long, population, census, equipment)
# What lies beside the data in a published zip: « meta_base-ic-… », « DS_BPE_2024_metadata », « varmod_… ».
_SIDE = re.compile(r"^(?:meta|varmod|lisez moi|readme|dictionnaire)|\b(?:metadata|metadonnees|dictionnaire|varmod)$")


def prepare(files: Mapping[str, bytes], options: Mapping[str, Any]) -> Import:
    """Read one published file, or the one table of its zip.

    Parameters
    ----------
    options
        ``vintage``: the year or the date of the file, where it does not say it; ``today``.

    Raises
    ------
    FileRefused, ColumnsMissing
    """
    if len(files) != 1:
        names = ", ".join(files) or "aucun"
        raise FileRefused(names, "les fichiers officiels s’importent un à la fois", "Choisissez un fichier.")
    name, content = next(iter(files.items()))
    tables = _tables(content, name)
    for table in tables:
        for file in FILES:
            if file.recognised(table.columns):
                today = options.get("today")
                made: Import = file.read(
                    table,
                    vintage=visible(str(options.get("vintage") or "")) or _year(table.name),
                    today=today if isinstance(today, date) else None,
                    options=options,
                )
                return _said(made, table)
    known = ", ".join(f"« {file.TITLE} »" for file in FILES)
    raise ColumnsMissing(name, [f"les colonnes d’un des fichiers reconnus ({known})"], list(tables[0].columns))


def _said(made: Import, table: RawTable) -> Import:
    if not fictitious.is_marked(table.columns, table.rows):
        return made
    return fictitious.marked(made, f"{made.title} (valeurs inventées)")


def _tables(content: bytes, name: str) -> list[RawTable]:
    """Return the tables of a file; of a zip, those that it holds but for its dictionaries."""
    safety.refuse_foreign(content, name)
    if not safety.is_archive(content) or _is_workbook(content, name):
        return [_table(content, name)]
    opened = safety.archive(content, name)
    members = [
        one
        for one in opened.namelist()
        if PurePosixPath(one).suffix.lower() in (".csv", ".txt", ".geojson", ".json")
        and not _SIDE.search(folded(PurePosixPath(one).stem))
    ]
    if not members:
        raise FileRefused(name, "le zip ne contient ni CSV ni GeoJSON", "Choisissez le fichier du producteur.")
    found = []
    for one in members:
        inside = safety.member(opened, one, name)
        found.append(_table(inside, PurePosixPath(one).name))
    return [replace(table, name=f"{name} : {table.name}") for table in found]


def _table(content: bytes, name: str) -> RawTable:
    if safety.is_archive(content) or content[:4] == b"PAR1" or points.is_json(content):
        return points.read(content, name)
    header = national.header(content)
    kept, said = national.trimmed(content, coded=any(file.recognised(header) for file in CODED))
    table = points.read(kept, name)
    return replace(table, remarks=(*said, *table.remarks))


def _year(name: str) -> str:
    """Return the year that a file's name says: published files are named after it."""
    match = re.search(r"(?<!\d)20[12]\d(?!\d)", name)
    return match.group() if match else "non précisé"


def _is_workbook(content: bytes, name: str) -> bool:
    return "[Content_Types].xml" in safety.archive(content, name).namelist()


def template() -> bytes:
    """Return an XLSX that says which files are recognised, and which of their columns are read."""
    fields = (
        forms.Field("Fichier", "", width=52),
        forms.Field("Colonnes lues", "", width=90),
    )
    rows = [(file.TITLE, ", ".join(file.COLUMNS)) for file in FILES]
    how = (
        "Ces fichiers s’importent tels que leur producteur les publie : il n’y a rien à remplir ni à corriger.",
        "Un zip est accepté s’il contient le fichier. Les territoires qui ne sont pas ceux de l’Atlas sont laissés.",
    )
    return forms.build((forms.Sheet(forms.DATA_SHEET, fields, rows),), how)


def example() -> bytes:
    """Return a fictitious file of the Caf's, always the same for the same communes."""
    from data.importers.official_files import invented_caf

    return invented_caf.households()
