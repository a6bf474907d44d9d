"""One thing that a rule found in the tables, in words that a screen may show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data.formats import number, typography

Severity = Literal["bloquant", "à corriger", "à savoir"]
SEVERITIES: tuple[Severity, ...] = ("bloquant", "à corriger", "à savoir")

FEW = 3  # beyond this many cases of one rule, a single finding says how many and shows the worst


@dataclass(frozen=True)
class Finding:
    """What a rule found: where (table, row, column), what (value), against which rule, with what effect.

    `row` is "" for a fault of the table as a whole. The labels are the catalogue's words for `table` and
    `column`; they fall back on the names.
    """

    table: str
    row: str
    column: str
    value: str
    rule: str
    consequence: str
    severity: Severity
    table_label: str = ""
    column_label: str = ""

    @property
    def sentence(self) -> str:
        """The finding as one French line."""
        where = [self.table_label or self.table, self.row, self.column_label or self.column]
        place = ", ".join(part for part in where if part)
        return typography(f"{place} : {self.value}. Règle : {self.rule}. Conséquence : {self.consequence}.")


@dataclass(frozen=True)
class Rule:
    """A rule on a column of a table: what must hold, and what follows when it does not."""

    table: str
    column: str
    text: str
    consequence: str
    severity: Severity

    def broken(self, row: str, value: str) -> Finding:
        """Return the finding of one case."""
        text, consequence, said = (typography(part) for part in (self.text, self.consequence, value))
        return Finding(self.table, row, self.column, said, text, consequence, self.severity)

    def each(self, cases: Sequence[tuple[str, str]], *, of: int | None = None, noun: str = "lignes") -> list[Finding]:
        """Return a finding a case, or a single one with the count and the first cases when they are many.

        Parameters
        ----------
        cases : sequence of (row, value)
            The worst first.
        of : int, optional
            How many rows the rule looked at.
        noun : str
            What the rows are, in the plural.
        """
        if len(cases) <= FEW:
            return [self.broken(row, value) for row, value in cases]
        counted_rows = f"{number(len(cases))} {noun}" + (f" sur {number(of)}" if of is not None else "")
        shown = " ; ".join(f"{row} ({value})" if value else row for row, value in cases[:FEW])
        return [self.broken(counted_rows, f"d’abord {shown}")]
