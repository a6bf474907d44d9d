"""A file of cells, read as text: workbook, text file or Parquet, with what was put right on the way."""

import io
import math
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd

from data.formats import enumerate_words, number
from data.importers import headers, safety, text, workbook
from data.importers.errors import FileRefused
from data.importers.remark import Remark
from data.importers.words import folded

# The sheet of our own templates, and those that go with it.
DATA_SHEET = "Données"
SIDE_SHEETS = frozenset({"dictionnaire", "listes", "lisez moi", "mode d emploi", "notice", "exemple fictif"})


@dataclass(frozen=True)
class RawTable:
    """The cells of a file as text, before anything is said of their meaning.

    Attributes
    ----------
    columns : tuple of str
        Headers, all different, spaces put right. Those of several rows are joined by
        `headers.LEVEL_SEPARATOR`.
    rows : DataFrame of str, columns as above
        Indexed by the line's number in the file (the first line is 1); "" where empty.
    remarks : tuple of Remark
        What was repaired while reading (encoding, headers over several lines, totals left out…), and the
        lines refused as such.
    name, sheet : str
        The file's name; the sheet's, "" for a text file.
    """

    columns: tuple[str, ...]
    rows: pd.DataFrame
    remarks: tuple[Remark, ...] = field(default=())
    name: str = ""
    sheet: str = ""

    @property
    def refused(self) -> int:
        """How many lines were refused while reading: they count among those that the import refuses."""
        return sum(remark.severity == "refusé" for remark in self.remarks)


def sheets(content: bytes, name: str = "classeur") -> list[str]:
    """Return the names of the visible sheets of a workbook; none for another file.

    Raises
    ------
    FileRefused
    """
    safety.refuse_foreign(content, name)
    if not safety.is_archive(content):
        return []
    return [sheet.name for sheet in workbook.Workbook(content, name).sheets if sheet.visible]


def read_table(content: bytes, name: str, *, sheet: str | None = None) -> RawTable:
    """Read the cells of a file as text; its kind is told by its content, never by its extension.

    Parameters
    ----------
    sheet : str, optional
        Sheet of a workbook; by default « Données », else the first visible one that holds cells.

    Raises
    ------
    FileRefused
        Dangerous, unreadable, beyond the limits, or without any row under its headers.
    """
    safety.refuse_foreign(content, name)
    if content[:4] == b"PAR1":
        return _of_parquet(content, name)
    if safety.is_archive(content):
        return _of_workbook(workbook.Workbook(content, name), name, sheet)
    cells = text.cells(content, name)
    return _table(headers.frame(cells.rows, ragged=True), name, "", cells.remarks)


def _table(framed: headers.Framed, name: str, sheet: str, before: tuple[Remark, ...] = ()) -> RawTable:
    if not framed.rows and not any(remark.severity == "refusé" for remark in framed.remarks):
        where = f"la feuille « {sheet} » n’a" if sheet else "il n’a"
        raise FileRefused(name, f"{where} aucune ligne de données sous les en-têtes", "Vérifiez le fichier choisi.")
    rows = pd.DataFrame(
        [cells for _, cells in framed.rows],
        columns=pd.Index(framed.columns, dtype=object),
        index=pd.Index([line for line, _ in framed.rows], dtype="int64", name="line"),
        dtype=object,
    )
    return RawTable(tuple(framed.columns), rows, (*before, *framed.remarks), name, sheet)


def _of_workbook(book: workbook.Workbook, name: str, sheet: str | None) -> RawTable:
    visible = [one for one in book.sheets if one.visible]
    remarks: list[Remark] = []
    if sheet is not None:
        chosen = next((one for one in book.sheets if one.name == sheet), None)
        if chosen is None:
            raise FileRefused(
                name, f"il n’a pas de feuille « {sheet} »", f"Feuilles : {', '.join(one.name for one in visible)}."
            )
        cells = book.cells(chosen)
    else:
        chosen, cells, others = _first_filled(book, visible or book.sheets)
        if others:
            listed = enumerate_words([f"« {one} »" for one in others])
            remarks.append(Remark("à savoir", None, "", "", f"feuille « {chosen.name} » lue ; non lues : {listed}"))
        hidden = [f"« {one.name} »" for one in book.sheets if not one.visible and folded(one.name) not in SIDE_SHEETS]
        if hidden and visible:
            said = "feuille masquée, non lue" if len(hidden) == 1 else "feuilles masquées, non lues"
            remarks.append(Remark("à savoir", None, "", "", f"{said} : {enumerate_words(hidden)}"))
    return _table(headers.frame(cells.rows, cells.merged), name, chosen.name, tuple(remarks))


def _first_filled(
    book: workbook.Workbook, among: list[workbook.Sheet]
) -> tuple[workbook.Sheet, workbook.Cells, list[str]]:
    """Return the sheet to read by itself, its cells, and the names of those left unread."""
    ours = [one for one in among if folded(one.name) == folded(DATA_SHEET)]
    candidates = ours[:1] or [one for one in among if folded(one.name) not in SIDE_SHEETS] or among
    for one in candidates:
        cells = book.cells(one)
        # A sheet with a title alone is the cover of the workbook.
        if headers.frame(cells.rows, cells.merged).rows:
            break
    else:
        one = next((sheet for sheet in candidates if book.cells(sheet).rows), candidates[0])
        cells = book.cells(one)
    others = [other.name for other in candidates if other is not one and not ours]
    return one, cells, others


def _of_parquet(content: bytes, name: str) -> RawTable:
    import pyarrow as pa
    import pyarrow.parquet as pq

    damaged = FileRefused(name, "ce fichier Parquet est abîmé", "Demandez-le de nouveau, ou en CSV.")
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        rows, columns = file.metadata.num_rows, file.metadata.num_columns
        if rows > safety.MAX_ROWS or columns > safety.MAX_COLUMNS or rows * columns > safety.MAX_CELLS:
            raise FileRefused(
                name, f"il a {number(rows)} lignes et {number(columns)} colonnes", "Gardez-en les lignes utiles."
            )
        if sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)) > (
            safety.MAX_ARCHIVE_BYTES
        ):
            raise FileRefused(name, "il est trop grand une fois déplié", "Gardez-en les lignes utiles.")
        table = file.read()
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        raise error if isinstance(error, FileRefused) else damaged from error
    plain: list[str] = []
    remarks: list[Remark] = []
    for one in table.schema:
        nested = pa.types.is_nested(one.type) or pa.types.is_binary(one.type) or pa.types.is_large_binary(one.type)
        if nested:
            remarks.append(Remark("à savoir", None, one.name, "", "colonne qui n’est pas du texte, laissée de côté"))
        else:
            plain.append(one.name)
    try:
        listed = [[_written(value) for value in table.column(column).to_pylist()] for column in plain]
    except (pa.ArrowException, ValueError, OverflowError, KeyError) as error:
        raise damaged from error
    cells = [(line, list(row)) for line, row in enumerate(zip(*listed, strict=True), start=2)]
    # A Parquet file names its columns and has no titles: its names are the headers whatever they look like.
    framed = headers.titled(plain, cells)
    return _table(framed, name, "", tuple(remarks))


def _written(value: Any) -> str:
    """Write a value as a person would type it."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float):
        return f"{int(value)}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
