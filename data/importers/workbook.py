"""The cells of an XLSX workbook as the text that a person sees, read in one pass and within limits.

The general readers keep the whole sheet in memory, lose the merged cells when they do not, and evaluate what the
file says of its own size. Here the file is judged first (`safety.workbook`), then streamed: a formula stops the
reading, and so does the first row or cell beyond the limits, wherever it claims to be.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import IO
from xml.etree import ElementTree

from data.formats import enumerate_words, number
from data.importers import safety
from data.importers.errors import FileRefused

_DAMAGED = "son contenu n’est pas celui d’un classeur Excel"
_SAVE_AGAIN = "Ouvrez-le dans un tableur et enregistrez-le de nouveau au format .xlsx."
_AS_VALUES = "Copiez les cellules, collez-les en valeurs (collage spécial) dans un nouveau classeur, puis recommencez."
FORMULAS_NAMED = 3

# ECMA-376 part 1, 18.8.30: the number formats that a workbook uses without spelling them out.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its name, the part that holds it, and whether a reader of the workbook sees it."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True)
class Cells:
    """The cells of a sheet.

    Attributes
    ----------
    rows : list of (int, list of str)
        Row number (from 1) and its cells from column A; empty rows are left out.
    merged : list of (int, int, int, int)
        First row, first column, last row, last column (from 1, 0) of each merged area.
    """

    rows: list[tuple[int, list[str]]]
    merged: list[tuple[int, int, int, int]]


@dataclass(frozen=True)
class _Look:
    """How a number is shown: "" as it is, "date", "percent", or the figures that it is padded to."""

    kind: str = ""
    width: int = 0


@lru_cache(maxsize=1_000)
def _local(tag: object) -> str:
    """Return the name of an element without its namespace, of which there are two (transitional and strict)."""
    return str(tag).rpartition("}")[2]


@lru_cache(maxsize=20_000)
def column_index(letters: str) -> int:
    """Return the position of a column from its letters, from 0.

    Examples
    --------
    >>> column_index("A"), column_index("AA")
    (0, 26)
    """
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1


def column_letters(position: int) -> str:
    """Return the letters of a column from its position, from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(26), column_letters(701)
    ('A', 'AA', 'ZZ')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Workbook:
    """An XLSX workbook, opened safely.

    Raises
    ------
    FileRefused
        It is dangerous, too big, or not a workbook.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._archive: zipfile.ZipFile = safety.workbook(content, name)
        book = self._tree("xl/workbook.xml")
        targets = {
            one.get("Id", ""): one.get("Target", "")
            for one in self._tree("xl/_rels/workbook.xml.rels")
            if one.get("Id")
        }
        self._since_1904 = any(_local(one.tag) == "workbookPr" and one.get("date1904") in {"1", "true"} for one in book)
        self.sheets: list[Sheet] = []
        for one in book.iter():
            if _local(one.tag) == "sheet":
                relation = next((value for key, value in one.attrib.items() if _local(key) == "id"), "")
                part = self._part(targets.get(relation, ""))
                if part.startswith("xl/worksheets/"):
                    self.sheets.append(Sheet(one.get("name", ""), part, one.get("state", "visible") == "visible"))
        if not self.sheets:
            raise self._damaged()
        self._texts = self._shared_texts()
        self._looks = self._styles()

    @staticmethod
    def _part(target: str) -> str:
        return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"

    def _damaged(self) -> FileRefused:
        return FileRefused(self._name, _DAMAGED, _SAVE_AGAIN)

    def _tree(self, part: str) -> ElementTree.Element:
        try:
            return ElementTree.fromstring(safety.member(self._archive, part, self._name))
        except ElementTree.ParseError as error:
            raise self._damaged() from error

    def _has(self, part: str) -> bool:
        return part in self._archive.namelist()

    def _shared_texts(self) -> list[str]:
        if not self._has("xl/sharedStrings.xml"):
            return []
        return [_text(one) for one in self._tree("xl/sharedStrings.xml") if _local(one.tag) == "si"]

    def _styles(self) -> list[_Look]:
        if not self._has("xl/styles.xml"):
            return []
        written: dict[int, str] = {}
        looks: list[_Look] = []
        for group in self._tree("xl/styles.xml"):
            for one in group:
                if _local(group.tag) == "numFmts":
                    written[_whole(one.get("numFmtId"))] = one.get("formatCode", "")
                elif _local(group.tag) == "cellXfs":
                    identifier = _whole(one.get("numFmtId"))
                    looks.append(_look(identifier, written.get(identifier, "")))
        return looks

    def cells(self, sheet: Sheet) -> Cells:
        """Read a sheet.

        Raises
        ------
        FileRefused
            A formula, too many rows, columns or cells, or XML that is not a sheet.
        """
        rows: list[tuple[int, list[str]]] = []
        merged: list[tuple[int, int, int, int]] = []
        formulas: list[str] = []
        read = 0
        try:
            content = self._archive.open(sheet.part)
            for element in _closed(content):
                kind = _local(element.tag)
                if kind == "row":
                    line = _whole(element.get("r"), rows[-1][0] + 1 if rows else 1)
                    if line > safety.MAX_ROWS:
                        raise self._too_big(f"plus de {number(safety.MAX_ROWS)} lignes")
                    cells = self._row(element, line, formulas)
                    read += len(cells)
                    if read > safety.MAX_CELLS:
                        raise self._too_big(f"plus de {number(safety.MAX_CELLS)} cellules")
                    if any(cells):
                        rows.append((line, cells))
                    if len(formulas) >= FORMULAS_NAMED:
                        break
                elif kind == "mergeCell":
                    ends = _REFERENCE.findall(element.get("ref", ""))
                    if len(ends) == 2:
                        (left, top), (right, bottom) = ends
                        merged.append((int(top), column_index(left), int(bottom), column_index(right)))
        except (ElementTree.ParseError, zipfile.BadZipFile, KeyError, ValueError, EOFError, OverflowError) as error:
            if isinstance(error, FileRefused):
                raise
            raise self._damaged() from error
        if formulas:
            where = enumerate_words(formulas[:FORMULAS_NAMED])
            raise FileRefused(
                self._name, f"la feuille « {sheet.name} » contient des formules (cellule {where})", _AS_VALUES
            )
        rows.sort(key=lambda row: row[0])
        if any(one[0] == other[0] for one, other in pairwise(rows)):
            raise self._damaged()  # two rows of one number: nothing says which is which
        return Cells(rows, merged)

    def _too_big(self, what: str) -> FileRefused:
        return FileRefused(
            self._name, f"il a {what}", "Gardez-en les lignes utiles dans un nouveau classeur, puis recommencez."
        )

    def _row(self, row: ElementTree.Element, line: int, formulas: list[str]) -> list[str]:
        cells: list[str] = []
        for cell in row:
            if _local(cell.tag) != "c":
                continue
            letters = cell.get("r", "").rstrip("0123456789")
            position = column_index(letters) if letters.isalpha() and len(letters) < 4 else len(cells)
            parts = {_local(part.tag): part for part in cell}
            if "f" in parts:
                formulas.append(f"{column_letters(position)}{line}")
                return []
            text = self._shown(cell, parts)
            if not text:
                continue
            if position >= safety.MAX_COLUMNS:
                raise self._too_big(f"plus de {number(safety.MAX_COLUMNS)} colonnes")
            cells.extend([""] * (position + 1 - len(cells)))
            cells[position] = text[: safety.MAX_CELL_CHARACTERS]
        return cells

    def _shown(self, cell: ElementTree.Element, parts: dict[str, ElementTree.Element]) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(parts["is"]) if "is" in parts else ""
        value = parts["v"].text or "" if "v" in parts else ""
        if not value:
            return ""
        if kind == "s":
            position = int(value)
            return self._texts[position] if 0 <= position < len(self._texts) else ""
        if kind == "b":
            return "VRAI" if value == "1" else "FAUX"
        if kind != "n":  # "str", "e" (an error such as #N/A), "d" (an ISO date)
            return value
        style = _whole(cell.get("s"))
        return self._number(value, self._looks[style] if style < len(self._looks) else _Look())

    def _number(self, value: str, look: _Look) -> str:
        amount = float(value)
        if look.kind == "date":
            return self._moment(amount)
        if look.kind == "percent":
            return f"{amount * 100:.13g} %"
        text = f"{int(amount)}" if amount.is_integer() and abs(amount) < 1e15 else f"{amount:.15g}"
        return text.zfill(look.width) if look.width and text.isdigit() else text

    def _moment(self, days: float) -> str:
        if not 0 <= days < 2_958_466:  # 31 December 9999
            return f"{days:.15g}"
        seconds = round(days * 86_400)
        if seconds < 86_400:
            return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
        # The 29 February 1900 that spreadsheets count never was: days before it are one off, and never met.
        start = datetime(1904, 1, 1) if self._since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 (a cell has no zone)
        try:
            moment = start + timedelta(seconds=seconds)
        except OverflowError:
            return f"{days:.15g}"
        return moment.date().isoformat() if seconds % 86_400 == 0 else moment.isoformat(sep=" ", timespec="minutes")


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) else otherwise


def _text(element: ElementTree.Element) -> str:
    """Return the text of a string item, without the phonetic guides that East Asian workbooks add."""
    parts: list[str] = []
    for child in element:
        if _local(child.tag) == "t":
            parts.append(child.text or "")
        elif _local(child.tag) == "r":
            parts += [one.text or "" for one in child if _local(one.tag) == "t"]
    return "".join(parts)


def _look(identifier: int, code: str) -> _Look:
    """Tell from a number format what a reader of the sheet sees; only the format of positive numbers counts."""
    if not code:
        kind = "date" if identifier in _DATE_FORMATS else "percent" if identifier in _PERCENT_FORMATS else ""
        return _Look(kind)
    bare = _QUOTED.sub("", code.partition(";")[0])
    if "%" in bare:
        return _Look("percent")
    if re.search(r"[dmyhsDMYHS]", bare.replace("General", "").replace("Standard", "")):
        return _Look("date")
    if re.fullmatch(r"0{2,}", bare.strip()):
        return _Look(width=len(bare.strip()))
    if re.fullmatch(r"0#[# .\-]*", bare.strip()):  # a telephone number, whose zero the cell does not hold
        return _Look(width=10)
    return _Look()


def _closed(content: IO[bytes]) -> Iterator[ElementTree.Element]:
    """Yield the rows and merged areas of a sheet as they are read, and forget each one."""
    parents: list[ElementTree.Element] = []
    for event, element in ElementTree.iterparse(content, events=("start", "end")):
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        if _local(element.tag) in {"row", "mergeCell"}:
            yield element
            if parents:
                parents[-1].remove(element)
