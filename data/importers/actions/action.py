"""An outreach action: one desk session, or one round, of one operator; and what its counts say."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data.importers.barometer.choices import BENEFITS
from data.importers.barometer.living import PUBLICS

PUBLIC_CODES = tuple(one.code for one in PUBLICS)
BENEFIT_CODES = tuple(one.code for one in BENEFITS)


@dataclass(frozen=True)
class Rights:
    """Rights opened to one benefit: how many, and what they are worth in euros a year (NaN when it is not said)."""

    count: float
    euros: float = math.nan


@dataclass(frozen=True)
class Action:
    """An action of a register; every count is NaN when the register does not say it, which is never 0.

    Attributes
    ----------
    line : int
        Where the register describes it first.
    when : date
    half_day : str
        "matin", "apres_midi", "journee", "soiree", or "".
    hours : float
        Duration.
    operator : str
    commune : str
        Code.
    place : str
        Identifier in the table of places; "" when it is none of them.
    place_label : str
        What the register calls it, where it is none of them.
    publics : frozenset of str
        Those that the action was for.
    met, accompanied : float
        People.
    met_of : mapping of str to float
        People met by public.
    rights : mapping of str to Rights
        By benefit.
    cost, funding : float
        Euros.
    """

    line: int
    when: date
    half_day: str
    hours: float
    operator: str
    commune: str
    place: str
    place_label: str
    publics: frozenset[str] = frozenset()
    met: float = math.nan
    accompanied: float = math.nan
    met_of: Mapping[str, float] = field(default_factory=dict)
    rights: Mapping[str, Rights] = field(default_factory=dict)
    cost: float = math.nan
    funding: float = math.nan

    @property
    def where_and_when(self) -> tuple[object, ...]:
        """What tells two actions apart."""
        return (self.when, self.half_day, self.operator, self.commune, self.place, self.place_label)
