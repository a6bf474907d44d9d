"""Which indicators go together: a count and its rate, one figure under two names at two levels."""

from geo import territory
from indicators import catalogue
from indicators.catalogue import Indicator

# One figure whose name differs by level, because producers count it in different tables.
_SAME = (
    {"commune": "part_menages_pauvres", "iris": "part_menages_pauvres", "carreau": "taux_menages_pauvres"},
    {"commune": "carreaux_menages_pauvres", "iris": "carreaux_menages_pauvres", "carreau": "men_pauv"},
    {"commune": "carreaux_menages", "iris": "carreaux_menages", "carreau": "men"},
    {"commune": "population", "iris": "population", "carreau": "ind"},
    {"iris": "part_65_plus", "carreau": "taux_65_plus"},
    {"iris": "pop_65_plus", "carreau": "ind_65_plus"},
    {"iris": "part_monoparents", "carreau": "taux_monoparents"},
    {"iris": "part_personnes_seules", "carreau": "taux_personnes_seules"},
)


def rate_of(count: Indicator) -> Indicator | None:
    """Return the ratio whose numerator is a count at the same level, None when there is none."""
    for (level, _), one in catalogue.everything().items():
        if level == count.level and one.numerator == count.id:
            return one
    return None


def levels_of(identifier: str) -> tuple[str, ...]:
    """Return the levels at which an indicator exists, from the largest areas; empty when it is unknown."""
    known = catalogue.everything()
    return tuple(level for level in territory.LEVELS if (level, identifier) in known)


def at_level(identifier: str, level: str) -> Indicator | None:
    """Return the same figure at another level, under its own name or that of the level; None without one.

    Examples
    --------
    >>> at_level("population", "carreau").id
    'ind'
    """
    known = catalogue.everything()
    names = [identifier, *(same[level] for same in _SAME if level in same and identifier in same.values())]
    return next((known[level, name] for name in names if (level, name) in known), None)
