"""Where places are: in which commune, and whether a position fits the address that goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import shapely

from data import store
from data.checks.limits import POSITION_M
from data.formats import number
from data.importers.gazetteer import Gazetteer
from data.importers.places import streets
from data.importers.places.place import Place, distance
from data.importers.remark import Remark

METRIC = 2154
# Houses of one street are seldom further apart than this in a town; positions that are cannot both be right.
STREET_M = 1_000.0
# Beyond this from its commune, a position is a mistake that would falsify every travel time: it is not kept.
ASTRAY_M = 1_000.0


@dataclass(frozen=True)
class Communes:
    """The outlines of the communes in metres, to find which one holds a point."""

    codes: tuple[str, ...]
    shapes: tuple[shapely.Geometry, ...]

    def around(self, place: Place) -> tuple[str, float]:
        """Return the commune that holds a place, or the nearest one, and the metres to it (0 inside)."""
        away = shapely.distance(_metric(place), np.array(self.shapes))
        nearest = int(np.argmin(away))
        return self.codes[nearest], float(away[nearest])

    def away(self, place: Place, code: str) -> float:
        """Return the metres from a place to a commune, 0 inside."""
        return float(shapely.distance(_metric(place), self.shapes[self.codes.index(code)]))


def communes() -> Communes:
    """Return the outlines of the communes in use."""
    table = store.read_geometry("communes").to_crs(METRIC)
    return Communes(tuple(table["code"]), tuple(table.geometry.to_numpy()))


@cache
def _transformer() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(4326, METRIC, always_xy=True)


def _metric(place: Place) -> shapely.Point:
    return shapely.Point(*_transformer().transform(place.lon, place.lat))


def _written(place: Place) -> str:
    return f"{number(place.lon, 5)} ; {number(place.lat, 5)}"


def _far(metres: float) -> str:
    return f"{number(metres / 1_000, 1)} km" if metres >= 1_000 else f"{number(metres)} m"


def judged(
    places: Sequence[Place], known: Sequence[Place], outlines: Communes, names: Gazetteer
) -> tuple[list[Place], list[Remark]]:
    """Compare every position with what else is known of the address.

    A position more than `STREET_M` from the one in use for the same identifier or the same door gives way to it.
    One that strays from its commune by more than `ASTRAY_M` is dropped. The others are kept, and said where they
    lie outside their commune, or far from everything else in the same street.

    Returns
    -------
    (list of Place, list of Remark)
        The places in the same order, with what is doubtful written in their note.
    """
    found: list[Place] = []
    remarks: list[Remark] = []
    for place in places:
        kept, said = _judged(place, [one for one in known if one.placed], places, outlines, names)
        found.append(kept)
        remarks += said
    return found, remarks


def _judged(
    place: Place, known: Sequence[Place], others: Sequence[Place], outlines: Communes, names: Gazetteer
) -> tuple[Place, list[Remark]]:
    if not place.placed:
        return _noted(place, "position à géocoder"), []
    reference = _reference(place, known)
    if reference is not None and (metres := distance(place, reference)) > STREET_M:
        message = (
            f"position incohérente avec l’adresse « {place.address} » : elle est à {_far(metres)} de celle que "
            f"l’Atlas connaît pour ce lieu ({reference.name}), qui est gardée"
        )
        note = f"position de la liste ({_written(place)}) incohérente avec l’adresse ; celle de l’Atlas est gardée"
        moved = replace(place, lon=reference.lon, lat=reference.lat)
        return _noted(moved, note), [Remark("réparé", place.line, "", _written(place), message)]
    away = outlines.away(place, place.commune)
    if away > ASTRAY_M:
        message = (
            f"position à {_far(away)} de {names.named(place.commune)}, commune de l’adresse : elle n’est pas gardée, "
            "le lieu reste à géocoder"
        )
        lost = replace(place, lon=float("nan"), lat=float("nan"))
        return _noted(lost, "position à géocoder"), [Remark("réparé", place.line, "", _written(place), message)]
    if away > POSITION_M:
        message = f"position à {_far(away)} hors de {names.named(place.commune)}, gardée : à vérifier"
        noted = _noted(place, "position hors de sa commune, à vérifier")
        return noted, [Remark("à savoir", place.line, "", _written(place), message)]
    alone = _alone_in_street(place, [*known, *(one for one in others if one is not place)])
    if alone is not None:
        near, metres = alone
        message = (
            f"position à vérifier : elle est à {_far(metres)} de l’autre lieu de la même rue ({near.name}, "
            f"{near.address})"
        )
        noted = _noted(place, "position à vérifier : loin de l’autre lieu de la même rue")
        return noted, [Remark("à savoir", place.line, "", _written(place), message)]
    return place, []


def _noted(place: Place, note: str) -> Place:
    if note in place.note:
        return place
    return replace(place, note=f"{place.note} ; {note}" if place.note else note)


def _reference(place: Place, known: Sequence[Place]) -> Place | None:
    """Return the place in use that has the same identifier, else the same door."""
    same = next((one for one in known if place.id and one.id == place.id), None)
    if same is not None:
        return same
    door = streets.read(place.address)
    if not (door.number and door.street):
        return None
    return next((one for one in known if one.commune == place.commune and streets.read(one.address) == door), None)


def _alone_in_street(place: Place, others: Sequence[Place]) -> tuple[Place, float] | None:
    """Return the nearest place of the same street, and the metres to it, when it is too far to be right."""
    street = streets.read(place.address).street
    if not street:
        return None
    away = [
        (distance(place, one), rank)
        for rank, one in enumerate(others)
        if one.placed and one.commune == place.commune and streets.read(one.address).street == street
    ]
    if not away or min(away)[0] <= STREET_M:
        return None
    metres, rank = min(away)
    return others[rank], metres
