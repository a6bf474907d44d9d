"""The last door before writing: an import is what the tables in use need, and holds no person."""

import re

import pandas as pd

from data import catalogue, store
from data.errors import TableMissing
from data.importers import layers, personal
from data.importers.errors import ImportUnsound, PersonsRemain
from data.importers.outcome import Import

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")


def require(import_: Import) -> None:
    """Refuse an import that would break what reads the tables, or let persons out.

    Raises
    ------
    ImportUnsound, PersonsRemain
    """
    _names(import_)
    for name, table in import_.tables.items():
        _described(import_, name, table)
        if name in store.TABLES:
            _schema(import_, name, table)
        if import_.entries[name].confidential:
            _persons(import_, name, table)


def _names(import_: Import) -> None:
    for name in (import_.dataset, *import_.tables):
        if _NAME.fullmatch(name) is None:
            raise ImportUnsound(import_.title, f"le nom « {name} » n’est pas fait de minuscules, chiffres et tirets")
    if set(import_.tables) != set(import_.entries):
        raise ImportUnsound(import_.title, "chaque table n’a pas sa fiche du catalogue")
    unknown = import_.added - set(import_.tables)
    if unknown:
        raise ImportUnsound(import_.title, f"la table « {min(unknown)} » est annoncée et n’y est pas")


def _described(import_: Import, name: str, table: pd.DataFrame) -> None:
    entry = import_.entries[name]
    if entry.name != name:
        raise ImportUnsound(import_.title, f"la fiche de « {name} » décrit « {entry.name} »")
    described = [column.name for column in entry.columns]
    if described != [str(column) for column in table.columns]:
        raise ImportUnsound(import_.title, f"les colonnes de « {name} » ne sont pas celles de sa fiche")
    if entry.confidential and name in store.TABLES:
        raise ImportUnsound(import_.title, f"la table « {name} » est montrée partout : elle ne peut décrire personne")
    keys = layers.KEYS.get(name)
    if keys and set(keys) <= set(table.columns) and table.duplicated(list(keys)).any():
        raise ImportUnsound(import_.title, f"une clé de la table « {name} » apparaît deux fois")
    if not len(table):
        raise ImportUnsound(import_.title, f"la table « {name} » est vide")


def _schema(import_: Import, name: str, table: pd.DataFrame) -> None:
    """Hold a table that stands in for an embedded one to the structural rules of that one."""
    from data.checks.schemas import check
    from data.checks.tables import Tables

    try:
        needed = {column.name for column in catalogue.read_embedded(name).columns}
    except TableMissing:
        needed = set()
    missing = sorted(needed - {str(column) for column in table.columns})
    if missing:
        raise ImportUnsound(import_.title, f"la table « {name} » n’a pas de colonne « {missing[0]} »")
    found, _ = check(Tables({name: table.reset_index(drop=True)}, {name: import_.entries[name]}))
    for finding in found:
        if finding.severity == "bloquant":
            raise ImportUnsound(import_.title, finding.sentence.rstrip("."))


def _persons(import_: Import, name: str, table: pd.DataFrame) -> None:
    remaining = [one for one in personal.detect(table.astype(str)) if not _are_places(table[one.column])]
    if remaining:
        raise PersonsRemain(import_.title, [one.column for one in remaining])


def _are_places(cells: "pd.Series[str]") -> bool:
    """Tell whether a column holds identifiers of the table of places, some of which are as long as a sentence."""
    written = set(cells.astype(str)) - {""}
    return bool(written) and written <= set(store.read_plain("places", ["id"])["id"])
