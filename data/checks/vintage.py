"""What year a vintage is, whatever way it is written, and how old that is today."""

import re
from datetime import date

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def year_of(text: object) -> int | None:
    """Return the latest year that a vintage names; None when it names none (« non précisé »).

    Examples
    --------
    >>> year_of("2019"), year_of("2018 à 2025"), year_of("2024-08-01"), year_of("non précisé")
    (2019, 2025, 2024, None)
    """
    years = [int(found) for found in _YEAR.findall(str(text))]
    return max(years, default=None)


def age(text: object, today: date) -> int | None:
    """Return how many calendar years ago a vintage was; None when it names no year."""
    year = year_of(text)
    return None if year is None else today.year - year
