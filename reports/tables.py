"""A table as it is shown and as it leaves: French headings, sources, mentions; CSV and XLSX."""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data import catalogue
from data.formats import is_missing

FICTITIOUS = "EXEMPLE FICTIF"
# A spreadsheet takes a text that begins so for a formula, wherever the text came from.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A column: its name in the frame, French heading, unit, decimals; `text` columns are not numbers."""

    name: str
    label: str
    unit: str = ""
    decimals: int = 0
    text: bool = False
    help: str = ""

    @property
    def heading(self) -> str:
        """The heading with its unit: « Population (habitants) »."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Table:
    """A frame and what it takes to understand it away from the screen.

    Attributes
    ----------
    title : str
    frame : DataFrame
        One row an entity; a hidden value is NaN and its reason stands in a text column.
    columns : tuple of Column
        The columns shown, in order.
    sources, mentions : tuple of str
        Sources with vintage and licence; mentions such as « contours approchés », « estimation ».
    """

    title: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    sources: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    file_name: str = field(default="atlas")

    @property
    def all_mentions(self) -> tuple[str, ...]:
        """Its mentions, after the mark of the fictitious tables in use, if there are any."""
        mark = fictitious_mark()
        return (*([mark] if mark else []), *self.mentions)

    @property
    def about(self) -> tuple[str, ...]:
        """What goes with the table wherever it leaves: title, sources, mentions."""
        return (self.title, *self.sources, *self.all_mentions)


def fictitious_mark() -> str:
    """Return the mark of every file while a fictitious table is in use, with what is fictitious; "" without one."""
    titles = catalogue.fictitious()
    return f"{FICTITIOUS} : {' ; '.join(titles)}." if titles else ""


def marked(title: str) -> str:
    """Return the title of a file, after the mark while a fictitious table is in use."""
    return f"{FICTITIOUS} – {title}" if catalogue.fictitious() else title


def harmless(value: Any) -> Any:
    """Return a text that no spreadsheet will run: an apostrophe before = + - @ (numbers are left alone).

    Examples
    --------
    >>> harmless("=1+1"), harmless("Arras"), harmless(-3.5)
    ("'=1+1", 'Arras', -3.5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _decimal(value: Any, decimals: int) -> str:
    return f"{float(value):.{decimals}f}".replace(".", ",")


def _cell(value: Any, column: Column) -> str:
    if value is None or is_missing(value):
        return ""
    return str(harmless(str(value))) if column.text else _decimal(value, column.decimals)


def to_csv(table: Table) -> bytes:
    """Return a CSV that French spreadsheets open as it is: UTF-8 with BOM, semicolons, decimal commas.

    The sources and mentions follow the rows, after an empty line.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in table.columns])
    for row in table.frame[[column.name for column in table.columns]].itertuples(index=False):
        writer.writerow([_cell(value, column) for value, column in zip(row, table.columns, strict=True)])
    writer.writerow([])
    for line in table.about:
        writer.writerow([harmless(line)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def to_xlsx(*tables: Table) -> bytes:
    """Return a workbook: one sheet a table, then a sheet « Sources »."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": tables[0].title, "author": "Atlas aller-vers"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for position, table in enumerate(tables):
            sheet = book.add_worksheet("Tableau" if len(tables) == 1 else _sheet_name(table.title, position))
            sheet.freeze_panes(1, 1)
            for at, column in enumerate(table.columns):
                pattern = "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
                number = book.add_format({"num_format": pattern})
                values = table.frame[column.name].tolist()
                longest = max((len(str(value)) for value in values), default=0) if column.text else 10
                sheet.set_column(at, at, min(max(longest, 12), 48) + 2, None if column.text else number)
                sheet.write_string(0, at, column.heading, head)
                for line, value in enumerate(values, start=1):
                    if value is None or is_missing(value):
                        continue
                    if column.text:
                        sheet.write_string(line, at, str(harmless(str(value))))
                    else:
                        sheet.write_number(line, at, float(value), number)
            sheet.autofilter(0, 0, max(len(table.frame), 1), len(table.columns) - 1)
        about = book.add_worksheet("Sources")
        about.set_column(0, 0, 110, wrap)
        lines = [line for table in tables for line in table.about]
        for line, content in enumerate(dict.fromkeys(lines)):
            about.write_string(line, 0, str(harmless(content)), wrap)
    return target.getvalue()


def _sheet_name(title: str, position: int) -> str:
    """Return a name that a workbook accepts: 31 characters, none of []:*?/\\, distinct by its number."""
    kept = "".join(letter for letter in title if letter not in "[]:*?/\\'")
    return f"{position + 1}. {kept}"[:31]
