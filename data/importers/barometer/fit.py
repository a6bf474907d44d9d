"""How well the cells of a column are answers to a question, and what parts several answers in a cell."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.importers import dates, numbers
from data.importers.barometer import ages, answers
from data.importers.barometer.answers import SEPARATORS
from data.importers.barometer.mapping import ColumnMapping
from data.importers.barometer.person import MOST_CHILDREN
from data.importers.barometer.questionnaire import Field
from data.importers.reading import RawTable

# Of what a separator parts, this share is answers of the list.
PARTED_SHARE = 0.6
SAMPLE = 400
# Only to tell a year of birth from another number.
SOME_DAY = date(2024, 12, 31)


@dataclass(frozen=True)
class Content:
    """What a column holds: each different text and how often."""

    counts: "Counter[str]"

    @property
    def filled(self) -> int:
        return sum(self.counts.values())

    @property
    def texts(self) -> list[str]:
        return list(self.counts)[:SAMPLE]

    def share(self, fits: Iterable[str]) -> float:
        """Return the share of the filled cells whose text is among some."""
        chosen = set(fits)
        sample = self.texts
        whole = sum(self.counts[text] for text in sample)
        return sum(self.counts[text] for text in sample if text in chosen) / whole if whole else 0.0


def content(raw: RawTable, column: str) -> Content:
    """Return what a column of a file holds."""
    cells = (str(cell).strip() for cell in raw.rows[column])
    return Content(Counter(cell for cell in cells if not answers.is_silent(cell)))


def fit(field: Field, held: Content) -> tuple[str, float]:
    """Return the separator of several answers in a cell, and the share of the cells that are answers."""
    if not field.choices:
        return "", held.share(text for text in held.texts if _is_cell(text, field))
    blank = ColumnMapping(column="", field=field.key)
    split = "" if field.kind == "choice" else next((one for one in SEPARATORS if _parts(held, field, blank, one)), "")
    read = blank.model_copy(update={"split": split})
    return split, held.share(text for text in held.texts if _reads(text, field, read))


def _parts(held: Content, field: Field, blank: ColumnMapping, split: str) -> bool:
    """Tell whether a mark parts answers rather than standing inside one: most of what it parts is answers."""
    cut = [text for text in held.texts if split in text]
    read = [answers.of_list(text, blank.model_copy(update={"split": split}), field) for text in cut]
    kept, lost = sum(len(one.codes) for one in read), sum(len(one.unread) for one in read)
    return any(len(one.codes) > 1 for one in read) and kept >= PARTED_SHARE * (kept + lost)


def _reads(text: str, field: Field, one: ColumnMapping) -> bool:
    answer = answers.of_list(text, one, field)
    if field.kind == "choice":
        return not answer.unread
    # Among several answers, « Autre : … » holds words of one's own.
    return len(answer.unread) <= (1 if answer.codes else 0)


def _is_cell(text: str, field: Field) -> bool:
    value = numbers.number(text)
    if field.kind == "age":
        return ages.parse(text, SOME_DAY) is not None
    if field.kind == "flag":
        return answers.ticked(text) is not None
    if field.kind == "children":
        return value is not None and 0 <= value <= MOST_CHILDREN
    if field.kind == "weight":
        return value is not None and value > 0
    if field.kind == "day":
        return dates.parse(text) is not None
    return True
