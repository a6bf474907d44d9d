"""What pages get of the barometer: shares with their interval, or the word that they cannot be published."""

from dataclasses import dataclass

from indicators.barometer.topics import EVERY_BENEFIT, EVERYBODY
from indicators.survey import FRAGILE, RELIABLE, UNPUBLISHABLE


@dataclass(frozen=True)
class Finding:
    """A share, or none.

    Attributes
    ----------
    key, label : str
        The answer or the domain.
    share, low, high : float or None
        Percent, with the ends of the 95 % interval; None when it is not publishable.
    n : int or None
        Respondents in the base; None when their number is not published.
    reliability : str
        « fiable », « fragile » or « non publiable ». Why it is not publishable is not said: too few respondents,
        too wide an interval, or a secret to keep.
    """

    key: str
    label: str
    share: float | None
    low: float | None
    high: float | None
    n: int | None
    reliability: str

    def __post_init__(self) -> None:
        """Refuse a figure that is said not to be publishable."""
        if (self.share is None) != (self.reliability == UNPUBLISHABLE):
            raise ValueError(f"finding {self.key!r}: a figure and its reliability disagree")

    @property
    def shown(self) -> bool:
        """Whether it has a figure."""
        return self.share is not None

    @property
    def fragile(self) -> bool:
        """Whether it is to be read with care."""
        return self.reliability == FRAGILE


def hidden(key: str, label: str) -> Finding:
    """Return a finding without a figure."""
    return Finding(key, label, None, None, None, None, UNPUBLISHABLE)


@dataclass(frozen=True)
class Panel:
    """The findings of one question, in the order of its answers.

    Attributes
    ----------
    key, title : str
    base : str
        Whose share it is: « des personnes en non-recours ».
    findings : tuple of Finding
    """

    key: str
    title: str
    base: str
    findings: tuple[Finding, ...]

    @property
    def ranked(self) -> tuple[Finding, ...]:
        """The findings that have a figure from the largest, then the others."""
        shown = sorted((one for one in self.findings if one.shown), key=lambda one: -(one.share or 0.0))
        return (*shown, *(one for one in self.findings if not one.shown))

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that have a figure, the largest first."""
        return tuple(one for one in self.ranked if one.shown)


@dataclass(frozen=True)
class Change:
    """Two waves compared.

    Attributes
    ----------
    first, second : str
        The waves.
    before, after : Finding
    difference, low, high, p_value : float or None
        Points of percentage, `second` less `first`; None when one of the two cannot be published.
    """

    first: str
    second: str
    before: Finding
    after: Finding
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None

    @property
    def significant(self) -> bool:
        """Whether chance alone would seldom make such a difference (p under 5 %)."""
        return self.p_value is not None and self.p_value < 0.05


@dataclass(frozen=True)
class Record:
    """How the answers of a wave were weighed; holds no count under the threshold.

    Attributes
    ----------
    respondents : int or None
        None under the threshold.
    weighted : bool
        Whether they were raked to the census.
    margins : tuple of str
        The variables raked on, in French.
    left_aside : tuple of str
        One sentence a variable that could not be.
    design_effect, effective, smallest, largest : float or None
        Diagnostics of the raking (see `indicators.survey.Raked`).
    trimmed : bool
        Whether a factor reached a bound.
    """

    respondents: int | None
    weighted: bool
    margins: tuple[str, ...] = ()
    left_aside: tuple[str, ...] = ()
    design_effect: float | None = None
    effective: float | None = None
    smallest: float | None = None
    largest: float | None = None
    trimmed: bool = False


@dataclass(frozen=True)
class Results:
    """All that may be told of one wave, for a public and a benefit.

    Attributes
    ----------
    wave, public, benefit : str
        What was asked; "tous" for everybody, and for all benefits together.
    overall : Finding
        Non-take-up of the benefit (of at least one, for all), in the public.
    people : float or None
        Residents of 16 or more in non-take-up, estimated; for everybody and all benefits alone.
    publics, benefits, places : Panel
        The same rate by public (of the benefit), by benefit (of the public), by group of communes (of both).
    forms, obstacles, contacts : Panel
        Of the public; forms and obstacles among its people in non-take-up.
    distances : Panel
        Rate by distance to France services, everybody.
    obstacles_by_distance : tuple of Panel
        One a class of distance, everybody.
    record : Record
    """

    wave: str
    public: str
    benefit: str
    overall: Finding
    people: float | None
    publics: Panel
    benefits: Panel
    places: Panel
    forms: Panel
    obstacles: Panel
    contacts: Panel
    distances: Panel
    obstacles_by_distance: tuple[Panel, ...]
    record: Record

    @property
    def whole(self) -> bool:
        """Whether it is of everybody and all benefits together."""
        return self.public == EVERYBODY and self.benefit == EVERY_BENEFIT

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Every panel."""
        return (
            self.publics, self.benefits, self.places, self.forms, self.obstacles, self.contacts, self.distances,
            *self.obstacles_by_distance,
        )  # fmt: skip

    @property
    def empty(self) -> bool:
        """Whether no figure at all can be published."""
        return not self.overall.shown and not any(panel.shown for panel in self.panels)


__all__ = ["FRAGILE", "RELIABLE", "UNPUBLISHABLE", "Change", "Finding", "Panel", "Record", "Results", "hidden"]
