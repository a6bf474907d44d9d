"""Estimated minutes between places: crow-fly distance × detour ÷ speed, plus the minutes at both ends.

The estimate knows no road, no relief and no traffic: whatever shows it says « estimation » and carries
`interval`. Everything downstream (access, sites, tours) reads a matrix of minutes and nothing else, so that
durations measured on a road network or a timetable take the place of these without a change there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from geo._validate import number
from geo.errors import TravelError

FloatArray = npt.NDArray[np.float64]

_METRES_PER_KM = 1000.0
_MINUTES_PER_HOUR = 60.0


def _require(condition: bool | np.bool_, what: str, value: float, right: str) -> None:
    if not condition:
        raise TravelError(f"{what} vaut {number(value)}\u202f: il faut {right}.")


@dataclass(frozen=True)
class TravelMode:
    """A way of travelling and what is assumed of it.

    Parameters
    ----------
    key : str
        Identifier in code and links.
    label_fr : str
        Name on the screen.
    speed_kmh : float
        Mean speed along the path, in km/h, stops and junctions included.
    detour : float
        Length of the path ÷ crow-fly distance, at least 1.
    fixed_minutes : float
        Minutes spent whatever the distance (reaching the car, parking it, locking the bicycle).
    source : str
        Where the parameters come from, in French, for the screen; says « hypothèse » where they are one.
    speed_range, detour_range : tuple of two floats
        Lowest and highest plausible value, from which `interval` is drawn; each holds its parameter.

    Raises
    ------
    TravelError
        If a parameter is impossible or lies outside its own range.
    """

    key: str
    label_fr: str
    speed_kmh: float
    detour: float
    fixed_minutes: float
    source: str
    speed_range: tuple[float, float]
    detour_range: tuple[float, float]

    def __post_init__(self) -> None:
        _require(0 < self.speed_kmh < np.inf, "La vitesse", self.speed_kmh, "un nombre de km/h positif")
        _require(1 <= self.detour < np.inf, "Le coefficient de détour", self.detour, "un nombre d’au moins 1")
        _require(0 <= self.fixed_minutes < np.inf, "Le temps fixe", self.fixed_minutes, "0 minute ou plus")
        for what, value, (low, high) in (
            ("La vitesse", self.speed_kmh, self.speed_range),
            ("Le coefficient de détour", self.detour, self.detour_range),
        ):
            plausible = 0 < low <= value <= high < np.inf
            _require(plausible, what, value, f"une valeur entre {number(low)} et {number(high)}")
        _require(self.detour_range[0] >= 1, "Le plus petit détour", self.detour_range[0], "au moins 1")


_DETOUR_SOURCE = (
    "Détour\u202f: 1,343 en moyenne dans 300 villes européennes, sur les trajets vers le centre (Mennicken, "
    "Lemoy et Caruso, 2023, doi 10.1177/23998083231168870)\u202f; bornes\u202f: 1,2 (Newell, 1980, en ville) "
    "et 1,417 (Boscoe, Henry et Zdeb, 2012, États-Unis)."
)
_DETOUR_RANGE = (1.2, 1.417)

#: The default modes by key, in the order in which a screen offers them.
MODES: Mapping[str, TravelMode] = MappingProxyType(
    {
        mode.key: mode
        for mode in (
            TravelMode(
                key="walk",
                label_fr="à pied",
                speed_kmh=4.5,
                detour=1.343,
                fixed_minutes=0.0,
                # 94.3 cm/s (women of 80 to 99) and 143.4 cm/s (men of 40 to 49), the two ends of the review.
                speed_range=(3.4, 5.2),
                detour_range=_DETOUR_RANGE,
                source=(
                    "Vitesse\u202f: 4,5\u202fkm/h, hypothèse entre les moyennes extrêmes de Bohannon et "
                    "Andrews (2011), 3,4\u202fkm/h (femmes de 80\u202fans et plus) et 5,2\u202fkm/h (hommes "
                    "de 40 à 49\u202fans). " + _DETOUR_SOURCE
                ),
            ),
            TravelMode(
                key="bike",
                label_fr="à vélo",
                speed_kmh=15.0,
                detour=1.343,
                fixed_minutes=2.0,
                speed_range=(12.0, 18.0),
                detour_range=_DETOUR_RANGE,
                source=(
                    "Vitesse\u202f: 15\u202fkm/h (de 12 à 18) et 2\u202fminutes pour prendre et attacher le "
                    "vélo\u202f: hypothèses, à confirmer. " + _DETOUR_SOURCE
                ),
            ),
            TravelMode(
                key="car",
                label_fr="en voiture",
                speed_kmh=40.0,
                detour=1.343,
                fixed_minutes=3.0,
                speed_range=(30.0, 50.0),
                detour_range=_DETOUR_RANGE,
                source=(
                    "Vitesse\u202f: 40\u202fkm/h (de 30 en ville à 50 à la campagne) et 3\u202fminutes pour "
                    "rejoindre la voiture et se garer\u202f: hypothèses, à confirmer, du même ordre que les "
                    "36\u202fkm/h de porte à porte des trajets de 10 à 20\u202fkm (enquête Mobilité des "
                    "personnes 2019 du SDES, exploitée par Y.\u202fTresson en 2023). " + _DETOUR_SOURCE
                ),
            ),
        )
    }
)


def travel_mode(key: str) -> TravelMode:
    """Return the default mode of that key.

    Raises
    ------
    TravelError
        If no mode has this key.
    """
    try:
        return MODES[key]
    except KeyError:
        known = ", ".join(f"«\u202f{name}\u202f»" for name in MODES)
        raise TravelError(f"Mode de déplacement inconnu\u202f: «\u202f{key}\u202f». Modes\u202f: {known}.") from None


def adjusted(
    mode: TravelMode,
    *,
    speed_kmh: float | None = None,
    detour: float | None = None,
    fixed_minutes: float | None = None,
) -> TravelMode:
    """Return the mode with parameters that the user has chosen; those left at None stay.

    The uncertainty follows the choice: the range of speed keeps its proportions around the new speed, the
    range of the detour widens as far as the new detour, and the source says that the values were chosen.

    Raises
    ------
    TravelError
        If a chosen value is impossible.
    """
    chosen: list[str] = []
    changes: dict[str, object] = {}
    if speed_kmh is not None and speed_kmh != mode.speed_kmh:
        ratio = speed_kmh / mode.speed_kmh
        changes |= {
            "speed_kmh": speed_kmh,
            # The minimum and maximum keep rounding from putting the speed a hair outside its own range.
            "speed_range": (
                min(mode.speed_range[0] * ratio, speed_kmh),
                max(mode.speed_range[1] * ratio, speed_kmh),
            ),
        }
        chosen.append("la vitesse")
    if detour is not None and detour != mode.detour:
        low, high = mode.detour_range
        changes |= {"detour": detour, "detour_range": (min(low, detour), max(high, detour))}
        chosen.append("le détour")
    if fixed_minutes is not None and fixed_minutes != mode.fixed_minutes:
        changes["fixed_minutes"] = fixed_minutes
        chosen.append("le temps fixe")
    if not chosen:
        return mode
    changes["source"] = f"Choisi par l’utilisateur\u202f: {', '.join(chosen)}. Au départ\u202f: {mode.source}"
    return replace(mode, **changes)  # type: ignore[arg-type]


def minutes(origins_xy: npt.ArrayLike, destinations_xy: npt.ArrayLike, mode: TravelMode) -> FloatArray:
    """Estimate the minutes from every origin to every destination.

    Parameters
    ----------
    origins_xy, destinations_xy : array_like, shape (n, 2) and (m, 2)
        Positions in metres (EPSG:2154). A position that is not finite is unknown.
    mode : TravelMode
        Speed, detour and fixed minutes.

    Returns
    -------
    ndarray, shape (n, m)
        Minutes; inf from or to an unknown position.

    Raises
    ------
    TravelError
        If positions are not pairs of coordinates.

    Notes
    -----
    One speed a mode rather than a speed by class of distance: a step between two classes would make a farther
    place quicker to reach than a nearer one. The fixed minutes already make short trips slower on average, as
    surveys observe.

    Examples
    --------
    >>> minutes([[680_000, 7_020_000]], [[680_000, 7_021_000]], travel_mode("walk")).round(1)
    array([[17.9]])
    """
    origins = _positions(origins_xy, "de départ")
    destinations = _positions(destinations_xy, "d’arrivée")
    metres = np.hypot(origins[:, None, 0] - destinations[None, :, 0], origins[:, None, 1] - destinations[None, :, 1])
    metres_per_minute = mode.speed_kmh * _METRES_PER_KM / _MINUTES_PER_HOUR
    estimate = metres * mode.detour / metres_per_minute + mode.fixed_minutes
    return np.where(np.isnan(estimate), np.inf, estimate)


def interval(minutes: npt.ArrayLike, mode: TravelMode) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and the highest plausible minutes around an estimate made with this mode.

    The low end takes the straightest path at the highest speed, the high end the longest path at the lowest
    speed, over the mode's ranges; the fixed minutes do not vary. It is a bracket of plausible values, not a
    confidence interval.

    Parameters
    ----------
    minutes : array_like
        Estimates from `minutes` with the same mode, or means of them.
    mode : TravelMode
        The mode of the estimates.

    Returns
    -------
    tuple of two ndarrays
        Low and high minutes, in the shape of the estimates; inf stays inf.

    Raises
    ------
    TravelError
        If an estimate is shorter than the mode's fixed minutes: it comes from another mode.

    Examples
    --------
    >>> low, high = interval(15.0, travel_mode("car"))
    >>> round(float(low)), round(float(high))
    (12, 20)
    """
    estimate = np.asarray(minutes, dtype=np.float64)
    # Sums and means of estimates may fall short of the fixed minutes by rounding alone.
    impossible = ~(estimate >= mode.fixed_minutes - 1e-6)
    if impossible.any():
        worst = estimate[impossible].flat[0]
        raise TravelError(
            f"Une durée de {number(worst)}\u202fmin ne peut venir du mode «\u202f{mode.label_fr}\u202f», "
            f"qui compte {number(mode.fixed_minutes)}\u202fmin fixes."
        )
    under_way = np.maximum(estimate - mode.fixed_minutes, 0.0)
    shortest = mode.detour_range[0] / mode.detour * mode.speed_kmh / mode.speed_range[1]
    longest = mode.detour_range[1] / mode.detour * mode.speed_kmh / mode.speed_range[0]
    return mode.fixed_minutes + under_way * shortest, mode.fixed_minutes + under_way * longest


def _positions(xy: npt.ArrayLike, what: str) -> FloatArray:
    points = np.array(xy, dtype=np.float64)
    if points.size == 0:
        return np.empty((0, 2))
    if points.ndim != 2 or points.shape[1] != 2:
        raise TravelError(
            f"Les positions {what} doivent être des couples x, y\u202f: tableau de forme {points.shape} reçu."
        )
    points[~np.isfinite(points).all(axis=1)] = np.nan
    return points
