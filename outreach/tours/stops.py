"""What a tour is planned from: the stops to visit, with their hours, and the teams that drive."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geo.opening import DAYS_FR
from outreach.errors import StopError, TeamError
from outreach.french_time import clock, length

__all__ = ["Frequency", "HalfDayName", "Stop", "Team", "Window"]

Frequency = Literal["weekly", "fortnightly"]
HalfDayName = Literal["morning", "afternoon"]
Window = tuple[int, int]

MIDNIGHT = 24 * 60
# Hours told to the public fall on a multiple of five minutes: nobody remembers « 9 h 07 ».
STEP = 5


@dataclass(frozen=True)
class Stop:
    """A host place to visit at a steady rhythm.

    Attributes
    ----------
    id : str
        Identifier of the place; one a plan.
    name : str
        Name shown.
    index : int
        Row and column of the place in the matrix of travel times.
    windows : mapping of int to tuple of (int, int), optional
        Opening hours: for each weekday (0 is Monday), intervals in minutes from midnight. A weekday left out is
        closed. None or an empty mapping: the hours are unknown, and a visit has to be confirmed with the host.
    frequency : {"weekly", "fortnightly"}
    length : int
        Minutes of presence wanted at each visit, a multiple of 5.
    minimum_length : int, optional
        Shortest presence accepted where the host's hours leave no more, a multiple of 5; ``length`` unless said.
    weekdays : tuple of int, optional
        Weekdays accepted (a mayor's request); all unless said.
    half_day : {"morning", "afternoon"}, optional
        Half-day accepted (a mayor's request); both unless said.
    publics : tuple of str
        Target publics served.
    address : str
    lon, lat : float, optional
        Position, degrees WGS84.

    Raises
    ------
    StopError
        If a value cannot be used.
    """

    id: str
    name: str
    index: int
    windows: Mapping[int, tuple[Window, ...]] | None = field(default=None, hash=False)
    frequency: Frequency = "weekly"
    length: int = 150
    minimum_length: int | None = None
    weekdays: tuple[int, ...] | None = None
    half_day: HalfDayName | None = None
    publics: tuple[str, ...] = ()
    address: str = ""
    lon: float | None = None
    lat: float | None = None

    def __post_init__(self) -> None:
        if not self.id.strip() or not self.name.strip():
            raise StopError(f"Un lieu sans identifiant ou sans nom ({self.id!r}, {self.name!r}) ne peut être visité.")
        if self.frequency not in ("weekly", "fortnightly"):
            raise StopError(
                f"{self.name} : rythme « {self.frequency} » inconnu, attendu « weekly » ou « fortnightly »."
            )
        if self.half_day not in (None, "morning", "afternoon"):
            raise StopError(
                f"{self.name} : demi-journée « {self.half_day} » inconnue, attendu « morning » ou « afternoon »."
            )
        if not 0 < self.shortest <= self.length <= MIDNIGHT:
            raise StopError(
                f"{self.name} : la présence de {self.length} min et son minimum de {self.shortest} min ne vont "
                "pas ensemble : le minimum doit être positif et ne pas dépasser la présence."
            )
        if self.length % STEP or self.shortest % STEP:
            raise StopError(
                f"{self.name} : une présence se compte par pas de {STEP} min, reçu {self.length} min "
                f"et un minimum de {self.shortest} min."
            )
        _check_weekdays(self.weekdays, self.name, StopError)
        _check_position(self.lon, self.lat, self.name, StopError)
        for weekday, windows in (self.windows or {}).items():
            _check_weekdays((weekday,), self.name, StopError)
            for start, end in windows:
                if not 0 <= start < end <= MIDNIGHT:
                    raise StopError(
                        f"{self.name} : horaire du {DAYS_FR[weekday]} de {start} à {end} min illisible : "
                        f"il doit finir après avoir commencé, entre 0 et {MIDNIGHT} min."
                    )

    @property
    def shortest(self) -> int:
        """Shortest presence accepted, minutes."""
        return self.length if self.minimum_length is None else self.minimum_length

    @property
    def hours_known(self) -> bool:
        """Whether the host's opening hours are known."""
        return bool(self.windows)

    def opening(self) -> dict[int, tuple[Window, ...]]:
        """Opening hours by weekday, ascending, overlapping intervals merged; a closed day is left out."""
        return {weekday: _merge(windows) for weekday, windows in sorted((self.windows or {}).items()) if windows}


@dataclass(frozen=True)
class Team:
    """People who drive together, from one depot.

    Attributes
    ----------
    name : str
        Name shown; one a plan.
    operator : str
        Who employs them.
    depot : int
        Row and column of their depot in the matrix of travel times.
    weekdays : tuple of int
        Weekdays worked, 0 for Monday.
    start, end : int
        Minutes from midnight between which they are away from the depot.
    max_stops : int
        Most stops in a day; two half-days make two at most.
    lunch : int
        Minutes of break between a morning and an afternoon visit, besides the drive.
    depot_name : str
    lon, lat : float, optional
        Position of the depot, degrees WGS84.

    Raises
    ------
    TeamError
        If a value cannot be used.
    """

    name: str
    operator: str
    depot: int
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    start: int = 8 * 60 + 30
    end: int = 17 * 60 + 30
    max_stops: int = 2
    lunch: int = 45
    depot_name: str = ""
    lon: float | None = None
    lat: float | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise TeamError("Une équipe n’a pas de nom.")
        if not self.weekdays:
            raise TeamError(f"{self.name} : aucun jour travaillé.")
        _check_weekdays(self.weekdays, self.name, TeamError)
        _check_position(self.lon, self.lat, self.name, TeamError)
        if not 0 <= self.start < self.end <= MIDNIGHT:
            raise TeamError(
                f"{self.name} : la journée va de {clock(self.start)} à {clock(self.end)} : "
                "elle doit finir après avoir commencé."
            )
        if self.max_stops < 1:
            raise TeamError(f"{self.name} : {self.max_stops} lieu par jour au plus, il en faut au moins 1.")
        if self.lunch < 0:
            raise TeamError(f"{self.name} : pause de {length(self.lunch)}, elle ne peut être négative.")


def _check_weekdays(weekdays: tuple[int, ...] | None, name: str, error: type[StopError] | type[TeamError]) -> None:
    for weekday in weekdays or ():
        if not 0 <= weekday <= 6:
            raise error(f"{name} : jour {weekday} inconnu, de 0 (lundi) à 6 (dimanche).")


def _check_position(lon: float | None, lat: float | None, name: str, error: type[StopError] | type[TeamError]) -> None:
    if lon is None and lat is None:
        return
    if (
        lon is None
        or lat is None
        or not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90)
    ):
        raise error(f"{name} : position ({lon}, {lat}) illisible, en degrés WGS84 (longitude, latitude).")


def _merge(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    merged: list[Window] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
