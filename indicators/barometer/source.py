"""The barometer's rows with their final weights: for what computes protected results, never for a page.

Everything here stays inside the room of indicators: it holds rows about persons.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import pandas as pd

from data import confidential, current, store
from data.catalogue import Entry
from data.errors import TableMissing
from indicators.barometer.margins import LABELS, classify, margins_for, population
from indicators.survey import Raked, raking
from indicators.survey.errors import MarginUnreachable

ROWS = "barometer_respondents"
COUNTS = "barometer_aggregates"
# Bounds of w / base relative to its mean: usual for a calibration on few margins, and they are seldom reached.
TRIM = (0.2, 5.0)


@dataclass(frozen=True)
class Weighting:
    """What was done to weigh one wave.

    Attributes
    ----------
    wave : str
    raked : Raked or None
        None where no margin could be used: the file's weights stand, scaled to the population.
    left_aside : tuple of str
        One sentence a margin that is not used.
    """

    wave: str
    raked: Raked | None
    left_aside: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Sample:
    """Respondents of all waves, weighted.

    Attributes
    ----------
    rows : DataFrame
        The columns of the table, and: ``base_weight`` (the file's), ``weight`` (final: they add up, in each wave,
        to the residents of 16 or more), ``group``, ``age``, ``margin_…`` (categories of the raking, by wave).
    weightings : tuple of Weighting
        One a wave, the oldest first.
    entry : Entry
        The catalogue entry of the table.
    """

    rows: pd.DataFrame
    weightings: tuple[Weighting, ...]
    entry: Entry


def loaded() -> bool:
    """Tell whether a barometer is imported and may still be read: one row a respondent, or already counted."""
    return bool(entries())


def entries() -> dict[str, Entry]:
    """Return the waves in use, sorted, and the catalogue entry of the import that each comes from.

    Rows win over counts of the same wave; what may no longer be kept is left out.
    """
    today = datetime.now(UTC).date()
    found: dict[str, Entry] = {}
    for name in (COUNTS, ROWS):
        found |= confidential.origins(name, today=today)
    return dict(sorted(found.items()))


def entry(wave: str | None = None) -> Entry | None:
    """Return the catalogue entry of a wave, by default the last one; None without a barometer, or that wave."""
    found = entries()
    return found.get(next(reversed(found), "") if wave is None else wave)


def has_rows(wave: str | None = None) -> bool:
    """Tell whether a wave, by default one at least, has one row a respondent."""
    found = entries()
    of = found.values() if wave is None else [found[wave]] if wave in found else []
    return any(one.name == ROWS for one in of)


def version() -> str:
    """Return what changes when the barometer or the census do: it keys caches, and says nothing of a respondent."""
    folders = [folder.name for name in (ROWS, COUNTS) if (folder := current.folder(name)) is not None]
    waves = "|".join(entries())
    return f"{' '.join(folders)} {waves} {store.fingerprint('figures', 'indicators', 'iris', 'communes')}"


def respondents() -> pd.DataFrame:
    """Return one row a respondent with the final weight: see `Sample.rows`. Not for pages.

    Raises
    ------
    TableMissing
        No barometer with one row a respondent, or it may no longer be kept.
    """
    return sample().rows.copy()


def sample() -> Sample:
    """Return the respondents weighted, and what was done; raises as `respondents`."""
    if not has_rows():
        raise TableMissing(ROWS)
    return _sample(version())


@lru_cache(maxsize=2)
def _sample(version: str) -> Sample:
    rows, described = confidential.read(ROWS)
    return weigh(rows, described)


def weigh(rows: pd.DataFrame, described: Entry) -> Sample:
    """Rake each wave of some respondents to the census; a wave is a sample of its own.

    A wave whose margins cannot be met together keeps the weights of the file, scaled to the population.
    """
    people = population()
    table = rows.reset_index(drop=True).rename(columns={"weight": "base_weight"})
    categories = classify(table)
    table["weight"] = 0.0
    weightings = []
    for wave in sorted(pd.unique(table["wave"])):
        at = table.index[table["wave"] == wave]
        base = table.loc[at, "base_weight"]
        kept, said = margins_for(categories.loc[at], base, people)
        raked = _raked(categories.loc[at].assign(base=base), kept)
        if raked is None and "tenure" in kept:
            # Its total rests on an assumption more than the others': it is the first to go.
            without = {name: totals for name, totals in kept.items() if name != "tenure"}
            raked = _raked(categories.loc[at].assign(base=base), without)
            if raked is not None:
                said = (*said, f"{LABELS['tenure']} : avec les autres marges, celle-ci ne peut pas être atteinte.")
        if raked is None and kept:
            # The fault's own words hold sums of a few weights.
            said = (*said, "Les marges du recensement ne peuvent pas être atteintes ensemble : pas de calage.")
        table.loc[at, "weight"] = base * (people.total / base.sum()) if raked is None else raked.weights
        weightings.append(Weighting(str(wave), raked, said))
        for variable in LABELS:
            # A category that was not used in a wave is one for all: its residuals are those from the mean.
            used = raked is not None and variable in raked.variables
            named = categories.loc[at, variable] if used else "tous"
            table.loc[at, f"margin_{variable}"] = str(wave) + " " + named
    table["group"], table["age"] = categories["group"], categories["age"]
    return Sample(table, tuple(weightings), described)


def _raked(categories: pd.DataFrame, kept: dict[str, dict[str, float]]) -> Raked | None:
    """Rake some respondents; None without a margin, or when the margins cannot be met together."""
    if not kept:
        return None
    try:
        return raking(categories, kept, weight="base", trim=TRIM)
    except MarginUnreachable:
        return None
