"""Services and host places as layers of a map: one a kind, with address and opening hours in the tooltip."""

from collections.abc import Callable, Iterable

from geo import palettes
from indicators import service_places
from indicators.service_places import HOSTS, SERVICES, Place, ServiceKind
from ui.map.paint import Point, PointLayer, State

LETTERS = {
    "france_services": "F",
    "caf": "C",
    "france_travail": "T",
    "carsat": "R",
    "finances_publiques": "€",
    "ccas": "A",
    "emploi": "E",
    "mairie": "M",
    "centre_social": "S",
    "mediatheque": "B",
    "maison_services": "P",
    "salle_communale": "L",
}


def tip(place: Place) -> str:
    """Return the tooltip of a place: name, kind, address, hours."""
    lines = [place.name, service_places.kind(place.kind).label, place.address, place.hours_in_french]
    return "\n".join(line for line in lines if line)


def layer(
    kind: ServiceKind, places: Iterable[Place], *, state: Callable[[Place], State] | None = None, shown: bool = True
) -> PointLayer:
    """Return the layer of the places of one kind that have a position."""
    return PointLayer(
        key=kind.key,
        title=kind.label,
        points=[
            Point(place.id, place.lon, place.lat, tip(place), state(place) if state else "normal")
            for place in places
            if place.placed
        ],
        colour=palettes.SERVICES[kind.key],
        shape=palettes.SERVICE_MARKS[kind.key],
        letter=LETTERS[kind.key],
        shown=shown,
        fixed=True,
    )


def of_kinds(kinds: Iterable[str], *, shown: bool = True) -> list[PointLayer]:
    """Return one layer a kind, for the kinds that have a place with a position."""
    chosen = set(kinds)
    layers = [
        layer(one, service_places.places(one.key), shown=shown) for one in (*SERVICES, *HOSTS) if one.key in chosen
    ]
    return [one for one in layers if one.points]
