"""Codes that are no longer in use: Insee's events on communes, and its changes of IRIS.

Events on communes (``mvtcommune_AAAA.csv``): ``TYPECOM_AV``, ``COM_AV``, ``LIBELLE_AV``, ``TYPECOM_AP``, ``COM_AP``,
``LIBELLE_AP``. Changes of IRIS: ``IRIS_INI`` and ``IRIS_FIN``, or any two columns whose names say the old code and the
new one. They become the tables `commune_changes` and `iris_changes`, by which every importer follows an old code.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from data.catalogue import Column, Entry
from data.formats import plural
from data.importers import changes
from data.importers.outcome import Import
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import folded, visible

TITLE = "Modifications des communes et des IRIS (Insee)"
COLUMNS = ("TYPECOM_AV, COM_AV, LIBELLE_AV, TYPECOM_AP, COM_AP, LIBELLE_AP", "ou IRIS_INI, IRIS_FIN")
_COMMUNES = {"typecom av", "com av", "libelle av", "typecom ap", "com ap", "libelle ap"}
_BEFORE = ("iris ini", "code iris ini", "iris avant", "code iris avant", "ancien iris", "ancien code iris", "iris av")
_AFTER = ("iris fin", "code iris fin", "iris apres", "code iris apres", "nouvel iris", "nouveau code iris", "iris ap")
_NAMES = ("lib iris ini", "libiris ini", "libelle iris ini", "nom avant", "ancien nom")
_NEW_NAMES = ("lib iris fin", "libiris fin", "libelle iris fin", "nom apres", "nouveau nom")


def _first(names: dict[str, str], ways: Iterable[str]) -> str:
    return next((names[way] for way in ways if way in names), "")


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of one of the two lists."""
    names = {folded(one): one for one in headers}
    return names.keys() >= _COMMUNES or bool(_first(names, _BEFORE) and _first(names, _AFTER))


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the table of changes; lines without two codes are refused."""
    names = {folded(one): one for one in reversed(table.columns)}
    level = "commune" if names.keys() >= _COMMUNES else "iris"
    if level == "commune":
        rows = table.rows.rename(columns={header: words.upper().replace(" ", "_") for words, header in names.items()})
        listed = changes.of_insee(rows.map(visible))
        remarks: tuple[Remark, ...] = ()
    else:
        listed, remarks = _of_iris(table, names)
    day = today or datetime.now(UTC).date()
    name, what = f"{level}_changes", "communes" if level == "commune" else "IRIS"
    entry = Entry(
        name=name,
        title=f"Modifications des {what}",
        producer="Insee",
        dataset=f"Modifications des {what}",
        vintage=vintage,
        accessed=day.isoformat(),
        licence="Licence Ouverte 2.0",
        quality="réel",
        obtained=f"importé du fichier « {table.name} »",
        notes=("Un ancien code est lu comme celui qui le remplace, s’il n’y en a qu’un.",),
        columns=tuple(Column(name=one, label=label, nature="code") for one, label in zip(
            changes.COLUMNS, ("Code avant", "Nom avant", "Code après", "Nom après"), strict=True)),
    )  # fmt: skip
    said = Remark("à savoir", None, "", "", f"{plural(len(listed), 'modification')} de codes, suivies par tout import")
    return Import(
        kind="officiel",
        dataset=f"modifications-{'communes' if level == 'commune' else 'iris'}",
        title=f"Modifications des {what}",
        tables={name: listed} if len(listed) else {},
        entries={name: entry} if len(listed) else {},
        remarks=(*table.remarks, *remarks, said),
        accepted=len(listed),
        refused=table.refused + len(remarks),
    )


def _of_iris(table: RawTable, names: dict[str, str]) -> tuple[pd.DataFrame, tuple[Remark, ...]]:
    before, after = _first(names, _BEFORE), _first(names, _AFTER)
    old, new = _first(names, _NAMES), _first(names, _NEW_NAMES)
    remarks: list[Remark] = []
    rows: list[tuple[str, str, str, str]] = []
    for line, record in zip(table.rows.index, table.rows.to_dict("records"), strict=True):
        cells = {str(column): visible(str(text)) for column, text in record.items()}
        codes = {column: cells[column].zfill(9) for column in (before, after)}
        wrong = next((column for column, code in codes.items() if len(code) != 9 or not code[2:].isdigit()), "")
        if wrong:
            message = "ce n’est pas un code d’IRIS ; attendu : neuf chiffres"
            remarks.append(Remark("refusé", int(line), wrong, cells[wrong], message))
            continue
        if codes[before] != codes[after]:
            rows.append((codes[before], cells.get(old, ""), codes[after], cells.get(new, "")))
    return pd.DataFrame(rows, columns=list(changes.COLUMNS)).drop_duplicates(ignore_index=True), tuple(remarks)
