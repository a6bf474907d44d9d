"""Tours as they are kept with their plan: what was asked, what was answered, and what the committee is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from data.formats import typography
from geo.opening import DAYS_FR
from outreach.errors import ToursError
from outreach.french_time import clock
from outreach.tour_request import TourRequest
from outreach.tours import Rhythm, TourPlan

__all__ = ["KeptTours", "ToursUnreadableError", "by_weekday", "kept", "letter", "payload", "rhythm_rows"]

FORMAT = 1
HALF_DAYS_FR = {"morning": "matin", "afternoon": "après-midi"}


class ToursUnreadableError(ToursError):
    """Kept tours that this version cannot read."""

    def __init__(self) -> None:
        super().__init__(
            "Les tournées enregistrées avec ce plan ne peuvent pas être relues par cette version de l’application : "
            "la page en propose de nouvelles."
        )


@dataclass(frozen=True)
class KeptTours:
    """Tours read back from a kept plan.

    Attributes
    ----------
    request : TourRequest
    plan : TourPlan
    data_version : str
        `data.store.fingerprint()` when they were planned.
    """

    request: TourRequest
    plan: TourPlan
    data_version: str


def letter(week: int) -> str:
    """Return the letter of a week of the calendar: A for the 1st, 3rd…, B for the 2nd, 4th…"""
    return "AB"[week % 2]


def by_weekday(plan: TourPlan) -> list[Rhythm]:
    """Return the rhythms in the order of the week."""
    return sorted(plan.rhythms, key=lambda one: (one.weekday, one.start, one.stop.name))


def rhythm_rows(plan: TourPlan) -> list[dict[str, str]]:
    """Return what the public remembers, one row a place, in French: place, team, when, hours, every."""
    return [
        {
            "place": one.stop.name,
            "team": one.team.name,
            "when": f"{DAYS_FR[one.weekday]} {HALF_DAYS_FR[one.half_day]}",
            "hours": f"{clock(one.start)} – {clock(one.end)}",
            "every": _every(plan, one),
        }
        for one in by_weekday(plan)
    ]


def _every(plan: TourPlan, rhythm: Rhythm) -> str:
    if rhythm.stop.frequency == "weekly":
        return "chaque semaine"
    return f"une semaine sur deux ({letter((rhythm.first - plan.calendar.start).days // 7)})"


def payload(request: TourRequest, plan: TourPlan, *, sentence: str, data_version: str) -> dict[str, Any]:
    """Return tours as plain values, for `outreach.scenarios.Scenario.with_tours`.

    Parameters
    ----------
    request : TourRequest
    plan : TourPlan
        The answer to it.
    sentence : str
        The answer in French, **…** bold.
    data_version : str

    Returns
    -------
    dict
        ``visits`` (held over the calendar), ``sentence`` and ``rhythm`` (rows of `rhythm_rows`) are what the
        committee is shown; ``request`` and ``plan`` hold everything, so that `kept` gives them back.
    """
    return {
        "format": FORMAT,
        "visits": plan.visits,
        "sentence": typography(sentence),
        "rhythm": rhythm_rows(plan),
        "request": _adapters()[0].dump_python(request, mode="json"),
        "plan": _adapters()[1].dump_python(plan, mode="json"),
        "data_version": data_version,
    }


def kept(tours: Mapping[str, Any]) -> KeptTours | None:
    """Read what `payload` wrote; None when no tours are kept.

    Raises
    ------
    ToursUnreadableError
        When a later version wrote them, or they are no tours.
    """
    from pydantic import ValidationError

    if not tours:
        return None
    try:
        if tours["format"] != FORMAT:
            raise ToursUnreadableError
        request, plan = (
            adapter.validate_python(tours[name]) for adapter, name in zip(_adapters(), ("request", "plan"), strict=True)
        )
        return KeptTours(request, plan, str(tours["data_version"]))
    except (KeyError, TypeError, ValidationError, ToursError) as error:
        raise ToursUnreadableError from error


@cache
def _adapters() -> tuple[Any, Any]:
    """Return what writes and reads a request and a plan; making them takes a while, once."""
    from pydantic import TypeAdapter

    return TypeAdapter(TourRequest), TypeAdapter(TourPlan)
