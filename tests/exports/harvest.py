"""Reads back, from the files that were offered, the imported figures that they tell."""

import io
import re
from collections.abc import Mapping

import openpyxl

from data.formats import is_missing
from reports import tables
from reports.tables import Table
from tests.exports.recording import Offered

Told = dict[tuple[str, str], float]
"""(indicator, code) to figure."""

_NUMBER = re.compile(r"\d[\d\u202f\u00a0 ]*(?:,\d+)?")


def text(offered: Offered) -> str:
    """Return all that a table, a CSV or a workbook says; "" for what is drawn from the same tables."""
    if offered.table is not None:
        return tables.to_csv(offered.table).decode("utf-8-sig")
    if offered.make is not None and offered.kind == "csv":
        return offered.make().decode("utf-8-sig")
    if offered.make is not None and offered.kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(offered.make()))
        return "\n".join(";".join(map(str, row)) for sheet in book for row in sheet.iter_rows(values_only=True))
    return ""


def told(offered: Offered, labels: Mapping[str, str], pins: tuple[str, ...] = ()) -> Told:
    """Return the imported figures that a table tells.

    Parameters
    ----------
    labels : mapping of indicator to label
        Of the imported indicators of the level that is shown.
    pins : tuple of str
        The areas compared, in their order.
    """
    table = offered.table
    if table is None:
        return {}
    frame = table.frame
    if {"level", "code", "indicator", "value"} <= set(frame.columns):
        shown = frame[frame["value"].notna()]
        return {(row.indicator, row.code): float(row.value) for row in shown.itertuples()}
    if "code" in frame.columns:
        return _by_area(table, labels)
    return _compared(table, labels, pins)


def _by_area(table: Table, labels: Mapping[str, str]) -> Told:
    found: Told = {}
    for column in table.columns:
        for indicator, label in labels.items():
            if column.label != label or column.text:
                continue
            for code, value in zip(table.frame["code"], table.frame[column.name], strict=True):
                if not is_missing(value):
                    found[indicator, code] = float(value)
    return found


def _compared(table: Table, labels: Mapping[str, str], pins: tuple[str, ...]) -> Told:
    found: Told = {}
    if "indicateur" not in table.frame.columns:
        return found
    for row in table.frame.to_dict("records"):
        for indicator, label in labels.items():
            if str(row["indicateur"]).rpartition(",")[0] != label:
                continue
            for place, code in enumerate(pins, start=1):
                match = _NUMBER.match(str(row[f"territoire_{place}"]))
                if match:
                    found[indicator, code] = float(re.sub(r"[^\d,]", "", match[0]).replace(",", "."))
    return found
