"""The XLSX files that the application hands out: a sheet to fill in, its dictionary, its lists of values."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.formats import typography
from data.importers import safety, workbook
from data.importers.reading import DATA_SHEET

DICTIONARY_SHEET = "Dictionnaire"
LISTS_SHEET = "Listes"
HOW_SHEET = "Mode d’emploi"
# The name of a sheet: what no spreadsheet changes when it saves the file again.
FICTITIOUS_SHEET = "EXEMPLE FICTIF"
ROWS_TO_FILL = 2_000
_LONGEST_LIST = 255
INK = "#1f3a44"


@dataclass(frozen=True)
class Field:
    """A column to fill in.

    Attributes
    ----------
    header, meaning : str
        What the file writes above it; what it holds, and how to write it.
    needed : bool
        Whether the import is refused without it.
    example : str
    choices : tuple of str
        A drop-down list of them; others are refused by the spreadsheet.
    numeric : bool
        A number; any other column is text, so that a code keeps its zeros.
    width : int
        In characters.
    """

    header: str
    meaning: str
    needed: bool = False
    example: str = ""
    choices: tuple[str, ...] = ()
    numeric: bool = False
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its columns, and the rows that are in it already."""

    name: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[str | float | None]] = ()


def described(fields: Sequence[Field]) -> Sheet:
    """Return the dictionary of columns: what each one holds."""
    columns = (
        Field("Colonne", "", width=28),
        Field("Contenu", "", width=70),
        Field("Obligatoire", "", width=12),
        Field("Exemple", "", width=24),
        Field("Valeurs admises", "", width=50),
    )
    rows = [
        (one.header, one.meaning, "oui" if one.needed else "non", one.example, ", ".join(one.choices)) for one in fields
    ]
    return Sheet(DICTIONARY_SHEET, columns, rows)


def build(sheets: Sequence[Sheet], how: Sequence[str], *, fictitious: bool = False) -> bytes:
    """Return a workbook: the sheets, the lists of values and the instructions; always the same bytes.

    No cell is a formula, whatever text it holds.

    Parameters
    ----------
    sheets : sequence of Sheet
        The one to fill in is called `reading.DATA_SHEET`, and comes first.
    how : sequence of str
        The instructions, one a line, French.
    fictitious : bool
        Mark the file for good: what is imported from it is shown as « EXEMPLE FICTIF » everywhere.
    """
    from datetime import datetime

    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": FICTITIOUS_SHEET if fictitious else "Modèle", "created": datetime(2026, 1, 1)})  # noqa: DTZ001
    looks = {
        "head": book.add_format({"bold": True, "bg_color": INK, "font_color": "#ffffff", "text_wrap": True}),
        "needed": book.add_format(
            {"bold": True, "bg_color": INK, "font_color": "#ffffff", "text_wrap": True, "underline": True}
        ),
        "text": book.add_format({"num_format": "@"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    lists: list[tuple[str, tuple[str, ...]]] = []
    for sheet in sheets:
        _write(book, sheet, looks, lists)
    if fictitious:
        book.add_worksheet(FICTITIOUS_SHEET).write_string(0, 0, typography("Ces lignes ne décrivent personne."))
    guide = book.add_worksheet(HOW_SHEET)
    guide.set_column(0, 0, 110, looks["wrap"])
    for row, line in enumerate(how):
        guide.write_string(row, 0, typography(line), looks["wrap"])
    if lists:
        _write_lists(book, lists)
    book.close()
    return buffer.getvalue()


def _write(book: Any, sheet: Sheet, looks: dict[str, Any], lists: list[tuple[str, tuple[str, ...]]]) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    for column, field in enumerate(sheet.fields):
        page.set_column(column, column, field.width, None if field.numeric else looks["text"])
        page.write_string(0, column, field.header, looks["needed" if field.needed else "head"])
        if field.choices:
            page.data_validation(1, column, ROWS_TO_FILL, column, _choice(field, lists))
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell:
                page.write_string(row, column, cell, looks["text"])
            elif isinstance(cell, int | float):
                page.write_number(row, column, cell)


def _choice(field: Field, lists: list[tuple[str, tuple[str, ...]]]) -> dict[str, Any]:
    """Return a drop-down list, of which the values lie in the sheet of lists."""
    known = next((rank for rank, (_, values) in enumerate(lists) if values == field.choices), None)
    if known is None:
        known = len(lists)
        lists.append((field.header, field.choices))
    letter = workbook.column_letters(known)
    return {
        "validate": "list",
        "source": f"='{LISTS_SHEET}'!${letter}$2:${letter}${len(field.choices) + 1}",
        "error_title": "Valeur non admise",
        "error_message": typography("Choisissez une valeur de la liste.")[:_LONGEST_LIST],
    }


def _write_lists(book: Any, lists: list[tuple[str, tuple[str, ...]]]) -> None:
    page = book.add_worksheet(LISTS_SHEET)
    for column, (header, values) in enumerate(lists):
        page.set_column(column, column, 30)
        page.write_string(0, column, header)
        for row, value in enumerate(values, start=1):
            page.write_string(row, column, value)


def is_fictitious(content: bytes, name: str) -> bool:
    """Tell whether a workbook is one of our fictitious examples, even saved again by a spreadsheet.

    Raises
    ------
    FileRefused
    """
    if not safety.is_archive(content):
        return False
    return any(sheet.name == FICTITIOUS_SHEET for sheet in workbook.Workbook(content, name).sheets)


__all__ = [
    "DATA_SHEET",
    "DICTIONARY_SHEET",
    "FICTITIOUS_SHEET",
    "Field",
    "Sheet",
    "build",
    "described",
    "is_fictitious",
]
