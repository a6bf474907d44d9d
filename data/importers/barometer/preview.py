"""What an import of the barometer would hold, as counts that name nobody: small ones are hidden, rows never leave."""

from dataclasses import dataclass

import pandas as pd

from data.importers.barometer.choices import BENEFITS, STATUSES
from data.importers.barometer.entries import AGGREGATED, RESPONDENTS, THRESHOLD
from data.importers.barometer.living import PUBLICS
from data.importers.barometer.publics import RULES
from data.importers.outcome import Import


@dataclass(frozen=True)
class Counted:
    """One line of the preview.

    Attributes
    ----------
    label : str
        French name of the public, benefit or level.
    counts : tuple of int or None
        Numbers of respondents; None where there are fewer than `entries.THRESHOLD`.
    asked : bool
        Whether the file says anything of it.
    rule : str
        How a public is deduced; "" otherwise.
    """

    label: str
    counts: tuple[int | None, ...]
    asked: bool = True
    rule: str = ""


@dataclass(frozen=True)
class Preview:
    """Counts of an import that is not written.

    Attributes
    ----------
    respondents : int or None
        Respondents kept; of a file already counted, the lines of counts.
    publics, benefits, places : tuple of Counted
        Publics have one count; benefits one a status, in the order of `statuses`; places, by level, have
        how many respondents are located (of a file already counted: how many areas).
    communes : int
        How many communes have at least one respondent.
    counted : bool
        The file was already counted.
    """

    respondents: int | None
    publics: tuple[Counted, ...]
    benefits: tuple[Counted, ...]
    places: tuple[Counted, ...]
    communes: int
    counted: bool = False


STATUS_LABELS: tuple[str, ...] = tuple(one.label for one in STATUSES)
_LEVELS = (("commune", "Commune"), ("iris", "IRIS"), ("qpv", "Quartier prioritaire"))


def hidden(count: int) -> int | None:
    """Return a count, None when it is of fewer respondents than may be shown.

    Examples
    --------
    >>> hidden(11), hidden(10), hidden(0)
    (11, None, None)
    """
    return count if count >= THRESHOLD else None


def of(import_: Import) -> Preview | None:
    """Count what an import would hold; None when it holds nothing."""
    if RESPONDENTS in import_.tables:
        return _respondents(import_.tables[RESPONDENTS])
    if AGGREGATED in import_.tables:
        return _aggregates(import_.tables[AGGREGATED])
    return None


def _respondents(table: pd.DataFrame) -> Preview:
    publics = tuple(
        Counted(
            one.label,
            (hidden(int(table[one.code].fillna(False).sum())),),
            bool(table[one.code].notna().any()),
            RULES[one.code],
        )
        for one in PUBLICS
    )
    benefits = tuple(
        Counted(
            one.label,
            tuple(hidden(int((table[f"benefit_{one.code}"] == status.code).sum())) for status in STATUSES),
            bool((table[f"benefit_{one.code}"] != "").any()),
        )
        for one in BENEFITS
    )
    places = tuple(
        Counted(label, (hidden(int((table[level] != "").sum())),), bool((table[level] != "").any()))
        for level, label in _LEVELS
    )
    communes = len(set(table["commune"]) - {""})
    return Preview(hidden(len(table)), publics, benefits, places, communes)


def _aggregates(table: pd.DataFrame) -> Preview:
    """List what rows of counts are about; the numbers are of lines, not of respondents."""
    publics = tuple(
        Counted(one.label, (int((table["public"] == one.code).sum()),), bool((table["public"] == one.code).any()))
        for one in PUBLICS
    )
    benefits = tuple(
        Counted(one.label, (int((table["benefit"] == one.code).sum()),), bool((table["benefit"] == one.code).any()))
        for one in BENEFITS
    )
    places = tuple(
        Counted(
            label,
            (int(table.loc[table["level"] == level, "code"].nunique()),),
            bool((table["level"] == level).any()),
        )
        for level, label in _LEVELS
    )
    communes = int(table.loc[table["level"] == "commune", "code"].nunique())
    return Preview(len(table), publics, benefits, places, communes, counted=True)
