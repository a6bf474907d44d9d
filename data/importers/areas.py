"""Which area each row of a table is about: the columns that say it, and the rows where they disagree."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from data.formats import enumerate_words, number, plural
from data.importers import geography
from data.importers.gazetteer import Gazetteer, Level, Match
from data.importers.remark import NAMED, Remark

_SAMPLE = 300
# A column that its header or its texts say to be of areas is read when this share of its cells can be placed: the
# others are refused one by one, with what would be right.
PLACED_SHARE = 0.3


@dataclass(frozen=True)
class Placed:
    """The areas of the rows of a table.

    Attributes
    ----------
    level : str
        "commune", "iris" or "qpv"; "" when no column names areas.
    columns : tuple of str
        The columns that name the areas, the one that was read first.
    named : tuple of str
        All the columns that name areas, of any level.
    codes : Series of str
        Code of each row that has one, by line; the rows refused or outside the territory are not in it.
    remarks : tuple of Remark
    refused, outside : int
        Rows that name no area, or two; rows of other territories.
    """

    level: str
    columns: tuple[str, ...]
    named: tuple[str, ...]
    codes: "pd.Series[str]"
    remarks: tuple[Remark, ...]
    refused: int = 0
    outside: int = 0


def columns(rows: pd.DataFrame) -> dict[str, Level]:
    """Return the columns that name areas, with their level."""
    found: dict[str, Level] = {}
    for column in rows.columns:
        texts = [text for text in rows[column].head(_SAMPLE) if text]
        level = geography.level_of(str(column), texts)
        if level is not None and texts and _names_areas(texts, level):
            found[str(column)] = level
    return found


def _names_areas(texts: list[str], level: Level) -> bool:
    known = geography.gazetteer()
    found = [geography.match(text, level, known=known) for text in texts]
    placed = sum(one.code is not None or one.outside or one.ambiguous for one in found)
    return placed >= PLACED_SHARE * len(texts)


# The finer level says more; a quartier names one of two levels; a postcode is the last resort.
_ORDER: tuple[Level, ...] = ("iris", "qpv", "quartier", "commune", "postcode")


def place(rows: pd.DataFrame, *, level: Level | None = None, known: Gazetteer | None = None) -> Placed:
    """Find the area of each row.

    Two columns of one level (a code and a name) must agree; the commune of the row settles the names of IRIS
    that several communes use. Of areas in several levels, the level of most rows is kept.

    Parameters
    ----------
    level : optional
        Level to read, instead of the finest that the columns name.
    """
    gazetteer = known or geography.gazetteer()
    named = columns(rows)
    chosen = level if level is not None else next((one for one in _ORDER if one in named.values()), None)
    reading = [column for column, of in named.items() if of == chosen]
    if chosen is None or not reading:
        return Placed("", (), tuple(named), pd.Series(dtype=object), ())
    reading.sort(key=lambda column: -sum(str(text)[:1].isdigit() for text in rows[column].head(_SAMPLE)))
    towns = [column for column, of in named.items() if of == "commune"] if chosen != "commune" else []
    matches: dict[int, Match] = {}
    remarks: list[Remark] = []
    for line, record in zip(rows.index, rows.to_dict("records"), strict=True):
        cells = {str(column): str(text) for column, text in record.items()}
        town = _first(gazetteer, [cells[column] for column in towns], "commune", None)
        found = [geography.match(cells[one], chosen, commune=town, known=gazetteer) for one in reading if cells[one]]
        match, column = _agreed(gazetteer, found, [one for one in reading if cells[one]])
        if match is None:
            match, column = geography.match("", chosen, known=gazetteer), reading[0]
        matches[int(line)] = match
        if not match.outside and (said := match.remark(int(line), column)) is not None:
            remarks.append(said)
    return _placed(matches, tuple(reading), tuple(named), remarks)


def _first(known: Gazetteer, texts: list[str], level: Level, town: str | None) -> str | None:
    for text in texts:
        code = geography.match(text, level, commune=town, known=known).code if text else None
        if code is not None:
            return code
    return None


def _agreed(known: Gazetteer, found: list[Match], of: list[str]) -> tuple[Match | None, str]:
    """Return what the columns of a row agree on: the first one's word, unless another says something else."""
    if not found:
        return None, ""
    first = found[0]
    for other, column in zip(found[1:], of[1:], strict=True):
        if first.code and other.code and first.code != other.code:
            said = f"elle ne dit pas la même chose que « {of[0]} » ({known.named(first.code)})"
            return Match(other.text, None, other.level, refused=f"{said} : corrigez l’une des deux"), column
    return first, of[0]


def _placed(
    matches: dict[int, Match], reading: tuple[str, ...], named: tuple[str, ...], remarks: list[Remark]
) -> Placed:
    levels = Counter(one.level for one in matches.values() if one.code is not None)
    kept = levels.most_common(1)[0][0] if levels else ""
    codes: dict[int, str] = {}
    refused = 0
    for line, match in matches.items():
        if match.code is None:
            refused += not match.outside
        elif match.level != kept:
            refused += 1
            said = (
                f"la plupart des lignes sont d’un autre niveau ({geography.WORDS[kept]}) : séparez-les en deux fichiers"
            )
            remarks.append(Remark("refusé", line, reading[0], match.text, said))
        else:
            codes[line] = match.code
    outside = sum(one.outside for one in matches.values())
    if outside:
        remarks.append(Remark("à savoir", None, reading[0], "", _outside(matches)))
    if codes and not any(matches[line].text.strip()[:1].isdigit() for line in codes):
        remarks.append(Remark("réparé", None, reading[0], "", "des noms à la place des codes, lus d’après les tables"))
    return Placed(kept, reading, named, pd.Series(codes, dtype=object), tuple(remarks), refused, outside)


def _outside(matches: dict[int, Match]) -> str:
    """Name the first rows of other territories."""
    lines = [f"ligne {number(line)} « {match.text} »" for line, match in matches.items() if match.outside]
    rest = len(lines) - NAMED
    listed = ", ".join(lines[:NAMED]) + (f" et {plural(rest, 'autre')}" if rest > 0 else "")
    unread = "non lue" if len(lines) < 2 else "non lues"
    return f"{plural(len(lines), 'ligne')} hors du territoire, {unread} : {listed}"


def duplicated(codes: "pd.Series[str]", column: str) -> tuple[list[int], list[Remark]]:
    """Return the lines of areas that have several rows, none of which can be preferred, with their remarks."""
    lines: list[int] = []
    remarks: list[Remark] = []
    known = geography.gazetteer()
    for code, of in codes.groupby(codes):
        if len(of) > 1:
            others = [int(line) for line in of.index]
            lines += others
            for line in others:
                rest = [number(one) for one in others if one != line]
                said = f"{'aux lignes' if len(rest) > 1 else 'à la ligne'} {enumerate_words(rest)}"
                message = f"{known.named(str(code))} est aussi {said} : gardez-en une seule"
                remarks.append(Remark("refusé", line, column, "", message))
    return lines, remarks
