"""What an import says of a file: a repair, a refusal, or a thing to know, each where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from data.formats import enumerate_words, number, typography

Severity = Literal["réparé", "refusé", "à savoir"]
SEVERITIES: tuple[Severity, ...] = ("refusé", "réparé", "à savoir")
SHOWN = 60
NAMED = 5


@dataclass(frozen=True)
class Remark:
    """One thing that an import repaired, refused or noticed.

    Attributes
    ----------
    severity : {"réparé", "refusé", "à savoir"}
    line : int or None
        Number of the line in the file as a spreadsheet shows it (the first is 1); None for the whole file.
    column : str
        The header as the file writes it; "" when the remark is about the line.
    value : str
        The text at fault, as the file writes it; "" when there is none to show.
    message : str
        What was done, or what is wrong and what would be right; French, no capital, no full stop.
    """

    severity: Severity
    line: int | None
    column: str
    value: str
    message: str

    @property
    def sentence(self) -> str:
        """The whole remark: « Ligne 12, colonne « Commune », valeur « Aras » : … »."""
        parts = [] if self.line is None else [f"ligne {number(self.line)}"]
        if self.column:
            parts.append(f"colonne « {_shown(self.column)} »")
        if self.value:
            parts.append(f"valeur « {_shown(self.value)} »")
        return _sentence(", ".join(parts), self.message)


def _sentence(where: str, message: str) -> str:
    """Write a place and what is said of it as a sentence; a question keeps its own mark."""
    ended = message if message.endswith(("?", "!", ".", "…")) else f"{message}."
    text = typography(f"{where} : {ended}" if where else ended)
    return text[:1].upper() + text[1:]


def _shown(value: str) -> str:
    """Cut a long value, and show what cannot be seen (line breaks, control characters) as a space."""
    flat = " ".join("".join(character if character.isprintable() else " " for character in value).split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…"


def grouped(remarks: Iterable[Remark]) -> list[tuple[Remark, int, str]]:
    """Gather the remarks that say the same, refusals first.

    Returns
    -------
    list of (first remark, how many, sentence)
        The sentence names the first lines and the columns, and how many there are beyond; the value too,
        where it is the same one, and the first values that are refused.
    """
    groups: dict[tuple[Severity, str], list[Remark]] = {}
    for remark in remarks:
        groups.setdefault((remark.severity, remark.message), []).append(remark)
    ordered = sorted(groups.values(), key=lambda group: SEVERITIES.index(group[0].severity))
    return [(group[0], len(group), _together(group)) for group in ordered]


def _together(group: list[Remark]) -> str:
    first = group[0]
    if len(group) == 1:
        return first.sentence
    lines = [number(line) for line in sorted({remark.line for remark in group if remark.line is not None})]
    columns = [f"« {_shown(column)} »" for column in dict.fromkeys(one.column for one in group) if column]
    values = list(dict.fromkeys(remark.value for remark in group))
    parts = [_several("ligne", lines), _several("colonne", columns)]
    if len(values) == 1 or first.severity == "refusé" or not lines:
        parts.append(_several("valeur", [f"« {_shown(value)} »" for value in values if value]))
    return _sentence(", ".join(part for part in parts if part), first.message)


def first(names: list[str]) -> str:
    """List the first names, and show by « … » that there are others."""
    return enumerate_words(names) if len(names) <= NAMED else f"{', '.join(names[:NAMED])}…"


def _several(noun: str, names: list[str]) -> str:
    if not names:
        return ""
    beyond = len(names) - NAMED
    listed = [*names[:NAMED], f"{number(beyond)} autre{'s' if beyond > 1 else ''}"] if beyond > 0 else names
    return f"{noun}{'s' if len(names) > 1 else ''} {enumerate_words(listed)}"
