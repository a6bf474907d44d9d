"""Tells a barometer that is already counted from one row a respondent, and which column counts what."""

from collections.abc import Iterable

from data.importers import geography, numbers
from data.importers.barometer import choices, living, questionnaire
from data.importers.barometer.headings import Heading
from data.importers.barometer.mapping import ColumnMapping
from data.importers.barometer.questionnaire import AGGREGATES
from data.importers.reading import RawTable
from data.importers.words import folded

MEASURES = ("unknowing", "not_concerned", "missed", "received", "respondents")
# Most cells of a column of counts are numbers, or marks of hidden ones; the others are to be refused.
NUMERIC_SHARE = 0.6
_SHARE_WORDS = ("taux", "part", "pourcentage", "pct")
_TOTAL = {"ensemble", "total"}


def _measure(words: str) -> str | None:
    return next((key for key in MEASURES if questionnaire.names(AGGREGATES[key], words)), None)


def _are_figures(raw: RawTable, column: str) -> bool:
    cells = [str(cell) for cell in raw.rows[column] if str(cell).strip()]
    read = [numbers.figure(cell).status for cell in cells]
    return (
        bool(cells)
        and sum(status != "illisible" for status in read) >= NUMERIC_SHARE * len(cells)
        and ("diffusé" in read)
    )


def is_counted(raw: RawTable) -> bool:
    """Tell whether a file holds counts: a number of respondents, and another measure of them."""
    found = {_measure(folded(column)) for column in raw.columns if _are_figures(raw, column)}
    return "respondents" in found and len(found - {None}) > 1


def propose(raw: RawTable, headings: Iterable[Heading], held: dict[str, str]) -> list[ColumnMapping]:
    """Propose what each column of a table of counts is."""
    found: list[ColumnMapping] = []
    used: set[str] = set()
    for one in headings:
        words = folded(one.column)
        if one.column in held:
            why = f"{held[one.column]} : identifie des personnes"
            found.append(ColumnMapping(column=one.column, confidence=1.0, why=why))
            continue
        measure = _measure(words) if _are_figures(raw, one.column) else None
        if measure is not None:
            found.append(_count(one.column, words, measure))
            continue
        key = _about(raw, one.column, words)
        if key is None or key in used:
            found.append(ColumnMapping(column=one.column, confidence=0.0, why="rien ne dit ce que c’est"))
            continue
        used.add(key)
        found.append(
            ColumnMapping(column=one.column, field=key, confidence=0.9, why="l’en-tête et les cellules le disent")
        )
    return found


def _count(column: str, words: str, measure: str) -> ColumnMapping:
    """Return a column of counts, of one public or one benefit when its header says so."""
    public = choices.read(words, living.PUBLICS) if "rsa" not in words.split() else None
    benefit = choices.read(words, choices.BENEFITS)
    percent = "%" in column or any(word in words.split() for word in _SHARE_WORDS)
    part = public or benefit or ""
    what = "parts des répondants" if percent else "effectifs"
    return ColumnMapping(
        column=column, field=measure, part=part, percent=percent, confidence=0.9, why=f"l’en-tête le dit, {what}"
    )


def _about(raw: RawTable, column: str, words: str) -> str | None:
    """Return what a column that counts nothing says of its rows."""
    texts = list(dict.fromkeys(str(cell) for cell in raw.rows[column] if str(cell).strip()))
    named = [key for key in ("marker", "wave", "public", "benefit") if questionnaire.names(AGGREGATES[key], words)]
    if named:
        return named[0]
    level = geography.level_of(column, [text for text in texts if folded(text) not in _TOTAL])
    return None if level in {None, "postcode"} else level
