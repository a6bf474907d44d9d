"""The answers of a cell: which of a closed list, one or several, ticked or written."""

from dataclasses import dataclass
from functools import lru_cache

from data.importers.barometer import choices
from data.importers.barometer.mapping import IGNORED, ColumnMapping
from data.importers.barometer.questionnaire import Field
from data.importers.numbers import ABSENT_MARKS
from data.importers.words import folded

YES = frozenset({"oui", "1", "x", "vrai", "true", "y", "yes", "o", "coche", "cochee", "selectionne", "selectionnee"})
NO = frozenset(
    {"non", "0", "faux", "false", "n", "no", "non coche", "non cochee", "non selectionne", "non selectionnee"}
)
_SILENT = frozenset(
    {
        "sans reponse", "non reponse", "pas de reponse", "nr", "non repondu", "non renseigne", "vide",
        "ne souhaite pas repondre", "je ne souhaite pas repondre", "ne veut pas repondre", "refus de repondre",
    }
)  # fmt: skip
# Of a question with several answers: nothing chosen, which is an answer.
_NOTHING = ("aucun", "rien", "non")
# Google's sheets part answers with « , », its exports with « ; », Sphinx with « ; » or « / ».
SEPARATORS = (";", "|", ",", " / ", "/")


@dataclass(frozen=True)
class Answer:
    """What a cell says: codes of its answers, texts that are none, and how many texts were counted as « other »."""

    codes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    others: int = 0


SILENT = Answer()


@lru_cache(maxsize=50_000)
def is_silent(text: str) -> bool:
    """Tell whether a cell says that there is no answer."""
    shown = " ".join(text.split()).casefold()
    return shown in ABSENT_MARKS or folded(text) in _SILENT


def ticked(text: str) -> bool | None:
    """Tell whether a text says yes or no; None when it says neither.

    Examples
    --------
    >>> ticked("Oui"), ticked("0"), ticked("peut-être") is None
    (True, False, True)
    """
    words = folded(text)
    return True if words in YES else False if words in NO else None


def of_tick(text: str, one: ColumnMapping, field: Field) -> Answer:
    """Read a cell that says whether an answer was chosen: yes or no, or the answer's own text.

    The code is "yes" or "no"; a blank cell says nothing.
    """
    if is_silent(text) and not one.values:
        return SILENT
    given = one.code_of(text)
    if given is not None:
        return Answer((given,)) if given else SILENT
    said = ticked(text)
    if said is None and field.choices and one.part:
        said = choices.read(text, field.choices) == one.part or folded(text) == folded(one.column) or None
    if said is None and one.rest and not is_silent(text):
        return Answer(() if one.rest == IGNORED else (one.rest,), (), 1)
    if said is None:
        return SILENT if is_silent(text) else Answer((), (text,))
    return Answer(("yes" if said else "no",))


def of_list(text: str, one: ColumnMapping, field: Field) -> Answer:
    """Read a cell that holds one answer of a list, or several of them."""
    codes: list[str] = []
    unread: list[str] = []
    others = 0
    for piece in pieces(text, one, field):
        code = _code(piece, one, field)
        if code is None and one.rest:
            code = "" if one.rest == IGNORED else one.rest
            others += 1
        if code is None:
            unread.append(piece)
        elif code and code not in codes:
            codes.append(code)
    return Answer(tuple(codes), tuple(unread), others)


def _code(piece: str, one: ColumnMapping, field: Field) -> str | None:
    given = one.code_of(piece)
    if given is not None:
        return given
    found = choices.read(piece, field.choices)
    if found is not None:
        return found
    if is_silent(piece) or (field.kind in {"mentions", "multiple"} and folded(piece).startswith(_NOTHING)):
        return ""
    return None


def pieces(text: str, one: ColumnMapping, field: Field) -> list[str]:
    """Part the answers of a cell; one that holds the separator itself stays whole when it is known as such."""
    if not one.split or one.split not in text or _is_known(text, one, field):
        return [text] if text.strip() else []
    parts = [part.strip() for part in text.split(one.split)]
    found: list[str] = []
    start = 0
    while start < len(parts):
        end = next(
            (
                stop
                for stop in range(min(len(parts), start + 6), start + 1, -1)
                if _is_known(_rejoined(parts[start:stop], one.split), one, field)
            ),
            start + 1,
        )
        piece = _rejoined(parts[start:end], one.split)
        if piece:
            found.append(piece)
        start = end
    return found


def _rejoined(parts: list[str], split: str) -> str:
    return f"{split.strip()} ".join(parts).strip()


def _is_known(text: str, one: ColumnMapping, field: Field) -> bool:
    return one.code_of(text) is not None or folded(text) in _labels(field.choices)


@lru_cache(maxsize=64)
def _labels(of: tuple[choices.Choice, ...]) -> frozenset[str]:
    return frozenset(folded(one.label) for one in of)
