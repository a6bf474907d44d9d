"""Which columns of a survey identify persons, once its lists of answers are known for what they are.

The general detector takes long and varied cells for free text; in a survey, several answers chosen among a list
look so. A column is cleared when what it holds is answers of the questionnaire, never on its header.
"""

import re
from collections import Counter
from functools import lru_cache

import pandas as pd

from data.importers import geography, personal
from data.importers.barometer import choices, living
from data.importers.barometer.answers import SEPARATORS, is_silent, ticked
from data.importers.personal import PersonalColumn
from data.importers.words import folded

# Answers of a list come back; a sentence of one's own does not.
REPEATED_SHARE = 0.8
MOST_ANSWERS = 60
# Among answers of a list, somebody may have written an address or a number: the texts go, the codes stay.
STRAY_SHARE = 0.2
# What a profile may keep of a text: an answer offered to all is short.
LONGEST_ANSWER = 80

HIDDEN = "(texte non montré)"

_LISTS = (
    choices.BENEFITS, choices.STATUSES, choices.FORMS, choices.OBSTACLES, living.HOUSEHOLDS, living.TENURES,
    living.SITUATIONS, living.FIRST_CONTACTS, living.MOBILITIES, living.DIGITAL, living.MODES, living.PUBLICS,
)  # fmt: skip
_FREE = "texte libre"
_NAME = "nom ou prénom"
_WEIGHT = re.compile(r"[0-9]{1,3}\.[0-9]+")


def detect(rows: pd.DataFrame) -> tuple[PersonalColumn, ...]:
    """Return the columns that identify persons, in the order of the table."""
    return tuple(one for one in personal.detect(rows) if not _is_cleared(one, rows[one.column]))


def _is_cleared(one: PersonalColumn, column: "pd.Series[str]") -> bool:
    cells = [cell for cell in column if cell.strip()]
    if one.reason == _FREE and (one.count or cells):
        return _are_choices(cells)
    if one.reason == "numéro de téléphone" and one.count and all(_WEIGHT.fullmatch(cell.strip()) for cell in cells):
        return True
    if one.count and one.count <= STRAY_SHARE * len(cells) and _are_choices(cells):
        return True
    if one.count or one.reason == _NAME or not cells:
        return False
    if one.coarsening == "commune" and all(_is_commune(cell) for cell in set(cells)):
        return True
    different = set(cells)
    return len(different) <= MOST_ANSWERS and all(_is_answer(cell) for cell in different)


def _is_answer(text: str) -> bool:
    """Tell whether a text is an answer of a list: yes or no, silence, or a label."""
    return ticked(text) is not None or is_silent(text) or folded(text) in _labels()


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(folded(one.label) for listed in _LISTS for one in listed)


def _is_commune(text: str) -> bool:
    return geography.match(text, "commune").code is not None


def _are_choices(cells: list[str]) -> bool:
    """Tell whether cells hold answers chosen among a list, one or several, rather than people's own words."""
    for separator in ("", *SEPARATORS):
        parts = [
            piece.strip()
            for cell in cells
            for piece in (cell.split(separator) if separator else [cell])
            if piece.strip()
        ]
        counts = Counter(folded(piece) for piece in parts)
        coming_back = sum(count for words, count in counts.items() if count > 1 or words in _labels())
        if len(counts) > MOST_ANSWERS or coming_back < REPEATED_SHARE * len(parts):
            continue
        read = (sum(choices.read(piece, listed) is not None for piece in parts) for listed in _LISTS)
        if max(read) >= REPEATED_SHARE * len(parts):
            return True
    return False


def shown(text: str) -> str:
    """Return a text for a remark or a list of texts, hidden when it may be somebody's own words."""
    return text if not text.strip() or may_be_kept(text) else HIDDEN


@lru_cache(maxsize=2_000)
def may_be_kept(text: str) -> bool:
    """Tell whether a text may be written in a profile: short, and without anything that identifies a person."""
    if not text.strip() or len(text) > LONGEST_ANSWER:
        return False
    return not personal.detect(pd.DataFrame({"réponse": [text]}))
