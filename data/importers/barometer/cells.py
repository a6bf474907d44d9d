"""The cells of one column after another, read once a text, with a remark for each one that cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pandas as pd

from data.formats import enumerate_words, plural
from data.importers.barometer import answers, privacy
from data.importers.barometer.answers import SILENT, Answer
from data.importers.barometer.mapping import IGNORED, ColumnMapping, Mapping
from data.importers.barometer.questionnaire import FIELDS, Field
from data.importers.remark import Remark, Severity

LABELS_NAMED = 6
_Read = TypeVar("_Read")


@dataclass
class Cells:
    """The rows that are read, the correspondence, and what there is to say.

    Attributes
    ----------
    rows : DataFrame of str, indexed by line
    mapping : Mapping
        Without the columns that identify persons.
    remarks : list of Remark
    """

    rows: pd.DataFrame
    mapping: Mapping
    remarks: list[Remark] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, key: str) -> ColumnMapping | None:
        """Return the column of a field that one column holds."""
        found = [one for one in self.mapping.of(key) if not one.part]
        return found[0] if found else None

    def texts(self, one: ColumnMapping) -> list[str]:
        """Return the cells of a column."""
        return [str(cell) for cell in self.rows[one.column]]

    def say(self, severity: Severity, line: int | None, column: str, value: str, message: str) -> None:
        """Add a remark."""
        self.remarks.append(Remark(severity, line, column, value, message))

    def each(self, one: ColumnMapping, read: Callable[[str], _Read | None], right: str) -> list[_Read | None]:
        """Read every filled cell of a column; those that cannot be read are refused with what would be right."""
        known: dict[str, _Read | None] = {}
        found: list[_Read | None] = []
        for line, text in zip(self.rows.index, self.texts(one), strict=True):
            if answers.is_silent(text):
                found.append(None)
                continue
            if text not in known:
                known[text] = read(text)
            if known[text] is None:
                self.say("refusé", int(line), one.column, privacy.shown(text), right)
            found.append(known[text])
        return found

    def answers(self, one: ColumnMapping) -> list[Answer]:
        """Read the answers of a column, whichever way it holds them."""
        asked = FIELDS[one.field]
        ticks = bool(one.part) or asked.kind == "flag"
        known: dict[str, Answer] = {}
        found: list[Answer] = []
        for line, text in zip(self.rows.index, self.texts(one), strict=True):
            if not text.strip():
                found.append(SILENT)
                continue
            if text not in known:
                known[text] = answers.of_tick(text, one, asked) if ticks else answers.of_list(text, one, asked)
            for piece in known[text].unread:
                self.say("refusé", int(line), one.column, privacy.shown(piece), _expected(asked, ticks=ticks))
            found.append(known[text])
        others = sum(answer.others for answer in found)
        if others and one.rest == IGNORED:
            counted = plural(others, "réponse non lue comptée", "réponses non lues comptées")
            self.say("à savoir", None, one.column, "", f"{counted} sans réponse, d’après la correspondance")
        elif others:
            label = asked.labels.get(one.part or one.rest, one.rest)
            counted = plural(others, "réponse libre comptée", "réponses libres comptées")
            self.say("à savoir", None, one.column, "", f"{counted} « {label} » ; leur texte n’est pas gardé")
        return found

    def flags(self, one: ColumnMapping) -> list[bool | None]:
        """Read a column of yes and no."""
        return [answer.codes[0] == "yes" if answer.codes else None for answer in self.answers(one)]

    def filled(self, one: ColumnMapping) -> list[bool]:
        """Tell which cells hold something."""
        return [not answers.is_silent(text) for text in self.texts(one)]


def _expected(asked: Field, *, ticks: bool) -> str:
    if ticks:
        return "réponse inconnue ; attendu « oui » ou « non », ou une correspondance"
    labels = [f"« {one.label} »" for one in asked.choices]
    if len(labels) > LABELS_NAMED + 1:
        labels = [*labels[:LABELS_NAMED], f"{len(labels) - LABELS_NAMED} autres, que dit le dictionnaire du modèle"]
    return f"réponse inconnue ; attendu {enumerate_words(labels, 'ou')}, ou une correspondance"
