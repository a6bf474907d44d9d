"""The headers that survey tools write: the question, and the answer or the line of a grid that a column is for.

LimeSurvey writes ``Q1[SQ001]``, ``Q1[SQ001]. Question [Line]`` or ``Question [Line]``; Google Forms
``Question [Line]``; Sphinx ``12. Question : answer`` or ``QUESTION_answer``; offices merge two rows of headers.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.importers.headers import LEVEL_SEPARATOR
from data.importers.words import folded

# « Q1. », « commune. », « Q1[SQ001]: »; but « Freins : Distance » is a question and its answer.
_CODE = re.compile(r"^(?:[A-Za-z]\w*(?:\[[^\]]*\])?\.|[A-Za-z]+[0-9]\w*(?:\[[^\]]*\])?\s?:)\s+(?=\S.{6})")
_RANK = re.compile(r"^(?:q(?:uestion)?\s*)?[0-9]+[a-z]?\s*[.)\-–:/]\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"^(?P<stem>.*?)\s*\[(?P<part>[^\[\]]+)\]\s*$", re.DOTALL)
_SEPARATORS = (" : ", ": ", " - ", " – ", " — ", " / ", "/", " | ", "_", ".")


@dataclass(frozen=True)
class Heading:
    """A header taken apart, as folded words.

    Attributes
    ----------
    column : str
        The header as the file writes it.
    stem : str
        The question.
    part : str
        The answer or the line of a grid that the column is for; "" when it is for the whole question.
    """

    column: str
    stem: str
    part: str = ""

    @property
    def whole(self) -> str:
        """The question and the part together."""
        return f"{self.stem} {self.part}".strip()


def parse(columns: Sequence[str]) -> list[Heading]:
    """Take headers apart; a separator counts when several headers share what stands before it.

    Examples
    --------
    >>> [one.part for one in parse(["Quels freins ? [Distance]", "Quels freins ? [Honte]", "Commune"])]
    ['distance', 'honte', '']
    >>> [(one.stem, one.part) for one in parse(["FREINS_distance", "FREINS_honte"])]
    [('freins', 'distance'), ('freins', 'honte')]
    """
    bare = [_RANK.sub("", _CODE.sub("", column)) or column for column in columns]
    shared: Counter[str] = Counter()
    for text in bare:
        shared.update({stem for stem, _ in _splits(text)})
    return [_taken_apart(column, text, shared) for column, text in zip(columns, bare, strict=True)]


def _taken_apart(column: str, text: str, shared: Counter[str]) -> Heading:
    if LEVEL_SEPARATOR in text:
        stem, _, part = text.rpartition(LEVEL_SEPARATOR)
        return Heading(column, folded(stem), folded(part))
    if (match := _BRACKETS.match(text)) and folded(match["part"]):
        return Heading(column, folded(match["stem"]), folded(match["part"]))
    for stem, part in _splits(text):
        if shared[stem] > 1:
            return Heading(column, stem, part)
    return Heading(column, folded(text))


def _splits(text: str) -> list[tuple[str, str]]:
    found = []
    for separator in _SEPARATORS:
        stem, cut, part = text.rpartition(separator)
        if cut and folded(stem) and folded(part):
            found.append((folded(stem), folded(part)))
    return found
