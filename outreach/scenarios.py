"""A question about desks, the plan that answers it best, and how both are kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from data import store
from geo import territory, travel
from indicators import demand, service_places
from indicators.demand import Demand
from indicators.service_places import Place
from outreach.errors import PlanUnreadableError, UnknownPlaceError

if TYPE_CHECKING:
    import pandas as pd

    from outreach.sites import SitePlan

Goal = Literal["mclp", "p-median"]
FloatArray = NDArray[np.float64]
FORMAT = 1


@dataclass(frozen=True)
class Question:
    """How many desks, for which public, within how many minutes.

    Attributes
    ----------
    public : str
        One of `indicators.demand.KEYS`.
    desks : int
        Desks to open, the locked ones among them.
    goal : {"mclp", "p-median"}
        Most people within `radius`, or fewest minutes on average.
    radius : float
        Minutes within which people are reached.
    mode : str
        "walk", "bike" or "car".
    counted : tuple of str
        Kinds of existing services that already reach people and are not desks to open; () counts none.
    locked, forbidden : tuple of str
        Host places that must, or must not, have a desk.
    """

    public: str
    desks: int
    goal: Goal = "mclp"
    radius: float = 15.0
    mode: str = "car"
    counted: tuple[str, ...] = ("france_services",)
    locked: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What a question is asked about: cells, their demand, the places and the minutes between them.

    Attributes
    ----------
    demand : Demand
        Of the public, float[n] on the cells.
    places : tuple of Place
        m columns: the host places that may have a desk, then the existing services that are counted.
    hosts : int
        How many of the columns are host places.
    cost : float[n, m]
        Estimated minutes from each cell to each place.
    """

    demand: Demand
    places: tuple[Place, ...]
    hosts: int
    cost: FloatArray

    @property
    def existing(self) -> tuple[int, ...]:
        """The columns of the counted services."""
        return tuple(range(self.hosts, len(self.places)))

    def columns(self, identifiers: tuple[str, ...]) -> tuple[int, ...]:
        """Return the columns of host places.

        Raises
        ------
        UnknownPlaceError
            For a place that cannot have a desk.
        """
        rank = {place.id: column for column, place in enumerate(self.places[: self.hosts])}
        unknown = [identifier for identifier in identifiers if identifier not in rank]
        if unknown:
            raise UnknownPlaceError(unknown[0])
        return tuple(rank[identifier] for identifier in identifiers)


def hosts() -> tuple[Place, ...]:
    """Return the places that may have a desk: the host places whose position is known."""
    return tuple(place for place in service_places.places() if place.role == "hote" and place.placed)


def ground(question: Question) -> Ground:
    """Gather what a question is asked about.

    Raises
    ------
    UnknownPublic, geo.errors.TravelError
    data.errors.TableEmpty
        Nobody is known to live anywhere: the territory has no inhabited cell.
    """
    store.require("grid")
    candidates = hosts()
    counted = service_places.places(*question.counted) if question.counted else ()
    services = tuple(place for place in counted if place.role == "service" and place.placed)
    places = (*candidates, *services)
    spots = np.array([(place.x, place.y) for place in places], dtype=float).reshape(-1, 2)
    cost = travel.minutes(territory.load().cell_xy, spots, travel.travel_mode(question.mode))
    return Ground(demand.demand(question.public), places, len(candidates), cost)


def _options(question: Question, of: Ground) -> dict[str, Any]:
    return {
        "model": question.goal,
        "radius": question.radius,
        "open_sites": of.columns(question.locked),
        "closed_sites": of.columns(question.forbidden),
        "existing": of.existing,
        "labels": [place.name for place in of.places],
        "people": of.demand.unit,
    }


def decide(question: Question, *, time_limit: float = 20.0) -> "SitePlan":
    """Return the best plan for a question, proven unless the time limit comes first.

    Raises
    ------
    outreach.errors.OutreachError
        When the question has no answer; the sentence gives the numbers.
    """
    from outreach.sites import locate

    of = ground(question)
    return locate(of.cost, of.demand.value, sites=question.desks, time_limit=time_limit, **_options(question, of))


def curve(question: Question, *, most: int = 20, time_limit: float = 40.0) -> "pd.DataFrame":
    """Return what each number of desks brings, from 1 to `most`; see `outreach.sites.frontier`."""
    from outreach.sites import frontier

    of = ground(question)
    free = of.hosts - len(question.forbidden)
    numbers = range(max(1, len(question.locked)), min(most, free) + 1)
    return frontier(of.cost, of.demand.value, sites=numbers, time_limit=time_limit, **_options(question, of))


@dataclass(frozen=True)
class Scenario:
    """A plan that is kept: the question, its answer, and what was planned from it.

    Attributes
    ----------
    places : tuple of str
        Identifiers of the host places that get a desk, in the plan's order.
    objective, bound : float
    proven : bool
    data_version : str
        `data.store.fingerprint()` when it was decided: another one means that the figures have moved.
    tours : mapping
        What the tours were asked and answered, as `outreach.tours` writes it; {} before any.
    cost_per_half_day : float or None
        Euros, as entered by the project lead; None when not said.
    """

    question: Question
    places: tuple[str, ...]
    objective: float
    bound: float
    proven: bool
    data_version: str
    tours: Mapping[str, Any]
    cost_per_half_day: float | None = None

    @property
    def is_current(self) -> bool:
        """Whether it was decided on the figures in use now."""
        return self.data_version == store.fingerprint()

    def payload(self) -> dict[str, Any]:
        """Return it as plain values for `data.plans.PlanStore`."""
        return {"format": FORMAT} | asdict(self) | {"tours": dict(self.tours)}

    def with_tours(self, tours: Mapping[str, Any]) -> "Scenario":
        """Return it with the tours planned from it."""
        return replace(self, tours=tours)


def keep(question: Question, plan: "SitePlan") -> Scenario:
    """Return the scenario of a question and its plan, on the figures in use now."""
    of = ground(question)
    return Scenario(
        question=question,
        places=tuple(of.places[column].id for column in plan.sites),
        objective=plan.objective,
        bound=plan.bound,
        proven=plan.proven,
        data_version=store.fingerprint(),
        tours={},
    )


def read(payload: Mapping[str, Any]) -> Scenario:
    """Return the scenario that `Scenario.payload` wrote.

    Raises
    ------
    PlanUnreadableError
        When it was written by a later version, or is not a plan.
    """
    try:
        if payload["format"] != FORMAT:
            raise PlanUnreadableError
        asked = dict(payload["question"])
        for name in ("counted", "locked", "forbidden"):
            asked[name] = tuple(asked[name])
        fields = {name: value for name, value in payload.items() if name not in ("format", "question", "places")}
        return Scenario(question=Question(**asked), places=tuple(payload["places"]), **fields)
    except (KeyError, TypeError) as error:
        raise PlanUnreadableError from error


@dataclass(frozen=True)
class Reach:
    """How near one public is, before and after the desks.

    Attributes
    ----------
    people : float
        Of the public, in the area.
    before, after : float
        Of them, those within the radius of a counted service, then of a counted service or a desk.
    minutes_before, minutes_after : float
        Mean estimated minutes; NaN when nobody is counted or no service is.
    """

    people: float
    before: float
    after: float
    minutes_before: float
    minutes_after: float

    @property
    def gained(self) -> float:
        """People within the radius thanks to the desks."""
        return self.after - self.before


def _reach(people: FloatArray, before: FloatArray, after: FloatArray, radius: float) -> Reach:
    def mean(minutes: FloatArray) -> float:
        counted = people > 0
        if not counted.any() or not np.isfinite(minutes[counted]).all():
            return float("nan")
        return float(np.average(minutes[counted], weights=people[counted]))

    return Reach(
        people=float(people.sum()),
        before=float(people[before <= radius].sum()),
        after=float(people[after <= radius].sum()),
        minutes_before=mean(before),
        minutes_after=mean(after),
    )


@dataclass(frozen=True)
class Effect:
    """What a plan changes, by public and by commune.

    Attributes
    ----------
    minutes_before, minutes_after : float[n]
        Of each cell to the nearest counted service, then to the nearest service or desk; inf without any.
    by_public : dict
        Key of `indicators.demand.KEYS` to `Reach`, over the territory.
    by_commune : dict
        Code of a commune to `Reach` of the question's public.
    """

    minutes_before: FloatArray
    minutes_after: FloatArray
    by_public: dict[str, Reach]
    by_commune: dict[str, Reach]


def effect(question: Question, places: tuple[str, ...]) -> Effect:
    """Measure what desks at `places` change for everyone, with the question's radius, mode and services.

    Raises
    ------
    UnknownPlaceError
        When a place of a kept plan no longer is a host place.
    """
    of = ground(question)
    chosen = list(of.columns(places))
    nobody = np.full(len(of.cost), np.inf)
    before = of.cost[:, list(of.existing)].min(axis=1) if of.existing else nobody
    after = np.minimum(before, of.cost[:, chosen].min(axis=1)) if chosen else before
    commune = territory.load().cells["commune"].to_numpy()
    people = of.demand.value
    return Effect(
        before,
        after,
        {key: _reach(demand.demand(key).value, before, after, question.radius) for key in demand.KEYS},
        {
            code: _reach(people[commune == code], before[commune == code], after[commune == code], question.radius)
            for code in territory.load().communes
        },
    )
