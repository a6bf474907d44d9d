"""Where the headers of a table are, and what around it is not data: titles, totals, notes, empty columns."""

import re
from collections import Counter
from dataclasses import dataclass

from data.importers import dates
from data.importers.numbers import ABSENT_MARKS, MASKED_MARKS, SECRET_MARKS
from data.importers.numbers import number as read_number
from data.importers.remark import Remark
from data.importers.words import folded, visible
from data.importers.workbook import column_letters

Row = tuple[int, list[str]]
Area = tuple[int, int, int, int]

LEVEL_SEPARATOR = " · "
MAX_HEADER_ROWS = 4
# A header row names at least this share of the columns; a title above it fills one cell or two.
NAMED_SHARE = 0.6
# A column holds numbers when this share of its filled cells are.
NUMERIC_SHARE = 0.8
_SAMPLE = 60
_EMAIL = re.compile(r"\S@\S+\.\S")

_TOTALS = re.compile(
    r"(?:sous )?tota(?:l|ux)(?: (?:general|generaux|cua|epci|global|france|departement|communes?|iris|quartiers?|"
    r"territoire|des? .*|du .*|en .*|lignes?))?|ensemble(?: (?:de la|du|des) .*)?|moyenne(?: .*)?|somme|cumul"
)
_NOTES = re.compile(r"(?:source|sources|note|notes|champ|lecture|legende|avertissement|nb|mise a jour|extraction)\b.*")


@dataclass(frozen=True)
class Framed:
    """A table found among cells: headers (all different), data rows by line, and what was put right."""

    columns: list[str]
    rows: list[Row]
    remarks: list[Remark]


def _is_number(text: str) -> bool:
    return read_number(text) is not None


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)[0-9]{2}", text) is not None


def _is_mark(text: str) -> bool:
    return text.casefold() in SECRET_MARKS | MASKED_MARKS | ABSENT_MARKS


def frame(rows: list[Row], merged: list[Area] | None = None, *, ragged: bool = False) -> Framed:
    """Find the table among the cells of a sheet or a text file.

    Parameters
    ----------
    merged : list of areas, optional
        A text repeated over a merged header is repeated in the columns that it covers.
    ragged : bool
        Refuse the rows that have more cells than there are headers, as a stray separator makes them.
    """
    cleaned = [(line, [visible(cell) for cell in cells]) for line, cells in rows]
    cleaned = [(line, cells) for line, cells in cleaned if any(cells)]
    if not cleaned:
        return Framed([], [], [])
    remarks: list[Remark] = []
    stray: list[Row] = []
    if ragged:
        cleaned, stray = _parted(cleaned)
    width = max(len(cells) for _, cells in cleaned)
    cleaned = [(line, cells + [""] * (width - len(cells))) for line, cells in cleaned]
    kept = [position for position in range(width) if any(cells[position] for _, cells in cleaned)]
    narrow = [(line, [cells[position] for position in kept]) for line, cells in cleaned]
    spans = _spans(merged or [], kept)
    first, last = _header_rows(narrow, spans)
    remarks += [
        Remark("réparé", line, "", _first(cells), "ligne au-dessus des en-têtes, laissée de côté")
        for line, cells in narrow[:first]
    ]
    names = _joined(narrow[first : last + 1], spans)
    if last > first:
        remarks.append(
            Remark("réparé", narrow[first][0], "", "", f"en-têtes sur {last - first + 1} lignes, réunis en un seul")
        )
    columns, renamed = _named(names, kept)
    remarks += renamed
    data = narrow[last + 1 :]
    heads = [cells for _, cells in narrow[first : last + 1]]
    body, dropped = _body(data, heads)
    remarks += dropped
    for line, cells in stray:
        message = f"la ligne a {len(cells)} cellules pour {len(columns)} en-têtes : un séparateur est de trop"
        remarks.append(Remark("refusé", line, "", cells[len(columns)], message))
    return Framed(columns, body, remarks)


def titled(columns: list[str], rows: list[Row]) -> Framed:
    """Frame rows of which the headers are known, as those of a Parquet file."""
    cleaned = [(line, [visible(cell) for cell in cells]) for line, cells in rows]
    names, remarks = _named([visible(column) for column in columns], list(range(len(columns))))
    body, dropped = _body([row for row in cleaned if any(row[1])], [names])
    return Framed(names, body, remarks + dropped)


def _first(cells: list[str]) -> str:
    return next((cell for cell in cells if cell), "")


def _length(cells: list[str]) -> int:
    """Return the number of cells up to the last filled one."""
    return max((position + 1 for position, cell in enumerate(cells) if cell), default=0)


def _parted(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Part the rows that are longer than nearly all the others from these."""
    lengths = Counter(_length(cells) for _, cells in rows)
    usual = max(lengths, key=lambda length: (lengths[length], length))
    # Headers under a title are longer than most rows where the last columns are seldom filled in.
    heads = next((cells for _, cells in rows if sum(map(bool, cells)) >= max(2, round(NAMED_SHARE * usual))), [])
    usual = max(usual, _length(heads))
    beyond = [row for row in rows if _length(row[1]) > usual]
    if not beyond or len(beyond) > 0.2 * len(rows) or _length(rows[0][1]) > usual:
        return rows, []
    return [row for row in rows if _length(row[1]) <= usual], beyond


def _spans(merged: list[Area], kept: list[int]) -> dict[int, list[tuple[int, int]]]:
    """Return, for each line, the runs of kept columns that a merged area of one row's height covers."""
    places = {column: position for position, column in enumerate(kept)}
    found: dict[int, list[tuple[int, int]]] = {}
    for top, left, bottom, right in merged:
        covered = [places[column] for column in range(left, min(right, max(kept)) + 1) if column in places]
        if len(covered) > 1 and bottom - top < MAX_HEADER_ROWS:
            found.setdefault(top, []).append((covered[0], covered[-1]))
    return found


def _header_rows(rows: list[Row], spans: dict[int, list[tuple[int, int]]]) -> tuple[int, int]:
    """Return the positions of the first and last header rows."""
    width = len(rows[0][1])
    needed = max(1, round(NAMED_SHARE * width))
    main = next(
        (position for position, (_, cells) in enumerate(rows) if sum(map(bool, cells)) >= needed),
        0,
    )
    first = main
    while first > 0 and main - first < MAX_HEADER_ROWS - 1 and _is_group(rows[first - 1], rows[first], spans):
        first -= 1
    last = main
    while last + 1 < len(rows) and last - first < MAX_HEADER_ROWS - 1 and _goes_on(rows, last, spans):
        last += 1
    return first, last


def _is_group(above: Row, row: Row, spans: dict[int, list[tuple[int, int]]]) -> bool:
    """Tell whether the row above the headers groups them: each of its texts stands over several, or over none."""
    line, cells = above
    starts = {start for start, _ in spans.get(line, [])}
    filled = [position for position, cell in enumerate(cells) if cell]
    if row[0] - line > 1 or not filled or (len(filled) == 1 and filled[0] == 0):
        return False
    wide = [
        position
        for position in filled
        if position in starts or (position + 1 < len(cells) and not cells[position + 1] and row[1][position])
    ]
    return bool(wide) and all(position in wide or not row[1][position] for position in filled)


def _goes_on(rows: list[Row], last: int, spans: dict[int, list[tuple[int, int]]]) -> bool:
    """Tell whether the row after a header row is still one: words over columns of numbers."""
    upper, (line, lower) = rows[last][1], rows[last + 1]
    sample = [cells for _, cells in rows[last + 2 : last + 2 + _SAMPLE]]
    if line - rows[last][0] > 1 or not sample:
        return False
    blanks = any(not above and below for above, below in zip(upper, lower, strict=True))
    grouped = bool(spans.get(rows[last][0])) or blanks
    over_numbers = 0
    for position, cell in enumerate(lower):
        below = [cells[position] for cells in sample if cells[position] and not _is_mark(cells[position])]
        if _is_one_of(cell, below):
            return False
        if not cell or not below or sum(map(_is_number, below)) < NUMERIC_SHARE * len(below):
            continue
        if _is_mark(cell) or (_is_number(cell) and not (_is_year(cell) and grouped and not _is_number(lower[0]))):
            return False
        over_numbers += 1
    return over_numbers > 0


def _is_one_of(cell: str, below: list[str]) -> bool:
    """Tell whether a cell is data like those under it: a text that comes back, a day over days, an e-mail address."""
    if not cell or _is_number(cell):
        return False
    if _EMAIL.search(cell) or cell in below:
        return True
    return bool(below) and dates.parse(cell) is not None and dates.parse(below[0]) is not None


def _joined(heads: list[Row], spans: dict[int, list[tuple[int, int]]]) -> list[str]:
    """Return one text a column from the header rows, the grouping ones repeated over what they cover."""
    width = len(heads[0][1])
    levels: list[list[str]] = []
    for position, (line, cells) in enumerate(heads):
        level = list(cells)
        if position < len(heads) - 1:
            below = heads[position + 1][1]
            for column in range(1, width):
                if not level[column] and below[column] and not (cells[column - 1] == "" and level[column - 1] == ""):
                    level[column] = level[column - 1]
        for start, end in spans.get(line, []):
            for column in range(start, end + 1):
                level[column] = level[column] or cells[start]
        levels.append(level)
    names = []
    for column in range(width):
        parts = list(dict.fromkeys(level[column] for level in levels if level[column]))
        names.append(LEVEL_SEPARATOR.join(parts))
    return names


def _named(names: list[str], kept: list[int]) -> tuple[list[str], list[Remark]]:
    """Give every column a name of its own."""
    found: list[str] = []
    remarks: list[Remark] = []
    for name, position in zip(names, kept, strict=True):
        chosen = name
        if not chosen:
            chosen = f"Colonne {column_letters(position)}"
            remarks.append(Remark("réparé", None, chosen, "", "colonne sans en-tête, nommée d’après sa place"))
        rank = 2
        while chosen in found:
            chosen = f"{name} ({rank})"
            rank += 1
        if rank > 2:
            remarks.append(Remark("réparé", None, name, "", f"en-tête en double, nommé « {chosen} »"))
        found.append(chosen)
    return found, remarks


def _body(rows: list[Row], heads: list[list[str]]) -> tuple[list[Row], list[Remark]]:
    """Part the data from totals, notes and headers printed again."""
    body: list[Row] = []
    remarks: list[Remark] = []
    for line, cells in rows:
        label = folded(_first(cells))
        alone = sum(map(bool, cells)) == 1
        if cells in heads:
            remarks.append(Remark("réparé", line, "", _first(cells), "en-têtes répétés, laissés de côté"))
        elif _TOTALS.fullmatch(label) and not alone:
            remarks.append(Remark("réparé", line, "", _first(cells), "ligne de total, laissée de côté"))
        elif alone and len(cells) > 1 and (_NOTES.fullmatch(label) or len(_first(cells)) > 60):
            remarks.append(Remark("réparé", line, "", _first(cells), "note du tableau, laissée de côté"))
        else:
            body.append((line, cells))
    return body, remarks
