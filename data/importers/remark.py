"""What an import says of a file: a repair, a refusal, or a thing to know, each where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from data.formats import enumerate_words, number, typography

Severity = Literal["réparé", "refusé", "à savoir"]
SEVERITIES: tuple[Severity, ...] = ("refusé", "réparé", "à savoir")
SHOWN = 60
LINES_NAMED = 5


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
        return _sentence("" if self.line is None else f"ligne {number(self.line)}", self)


def _sentence(where: str, remark: Remark) -> str:
    parts = [where] if where else []
    if remark.column:
        parts.append(f"colonne « {_shown(remark.column)} »")
    if remark.value:
        parts.append(f"valeur « {_shown(remark.value)} »")
    text = typography(f"{', '.join(parts)} : {remark.message}." if parts else f"{remark.message}.")
    return text[:1].upper() + text[1:]


def _shown(value: str) -> str:
    """Cut a long value, and show what cannot be seen (line breaks, control characters) as a space."""
    flat = " ".join("".join(character if character.isprintable() else " " for character in value).split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…"


def grouped(remarks: Iterable[Remark]) -> list[tuple[Remark, int, str]]:
    """Gather the remarks that say the same of the same column, refusals first.

    Returns
    -------
    list of (first remark, how many, sentence)
        The sentence names the first lines and values, and how many there are beyond.
    """
    groups: dict[tuple[Severity, str, str], list[Remark]] = {}
    for remark in remarks:
        groups.setdefault((remark.severity, remark.column, remark.message), []).append(remark)
    ordered = sorted(groups.values(), key=lambda group: SEVERITIES.index(group[0].severity))
    return [(group[0], len(group), _together(group)) for group in ordered]


def _together(group: list[Remark]) -> str:
    first = group[0]
    if len(group) == 1:
        return first.sentence
    lines = sorted({remark.line for remark in group if remark.line is not None})
    named = [number(line) for line in lines[:LINES_NAMED]]
    if len(lines) > LINES_NAMED:
        named.append(f"{number(len(lines) - LINES_NAMED)} autres")
    where = f"ligne{'s' if len(lines) > 1 else ''} {enumerate_words(named)}" if lines else ""
    values = {remark.value for remark in group}
    return _sentence(where, first if len(values) == 1 else replace(first, value=""))
