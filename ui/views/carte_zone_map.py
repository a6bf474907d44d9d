"""The small map of the fold: the zone of an estimate, over the areas that it is made from."""

from dataclasses import dataclass, replace

from data.formats import typography
from geo import outlines
from indicators.inside import Inside
from indicators.service_places import Place
from ui import maps, place_layers
from ui.map.component import show as show_map
from ui.map.paint import Point, PointLayer, Zone
from ui.views import carte_view
from ui.views.carte_choices import Refined
from ui.views.carte_view import View

HEIGHT = 480
_PLACE = "#5B6DB1"
"""Away from the greens of the classes and from the red of the zones."""


@dataclass(frozen=True)
class Drawn:
    """What is drawn of a zone.

    Attributes
    ----------
    key : str
        Another zone has another: the map is brought to it.
    title : str
        In the legend.
    place : Place or None
        What it lies around.
    overlays : tuple of str
        Outlines that lie over the map too: the other quarters.
    """

    key: str
    title: str
    place: Place | None = None
    overlays: tuple[str, ...] = ()


def show(found: Inside, of_view: View, refined: Refined, drawn: Drawn) -> None:
    """Show a zone over the map of the indicator alone; nothing when nobody lives in the zone."""
    if found.zone.geometry is None:
        return
    indicator = of_view.of.indicator
    alone = carte_view.view(indicator, replace(refined, crossed="", under=""))
    show_map(
        maps.base(indicator.level, label="Carte de la zone de l’estimation"),
        key=f"carte-zone-carte-{indicator.level}",
        level=indicator.level,
        paint=alone.paint,
        circles=alone.circles,
        zones=[zone(found, drawn)],
        points=_pin(drawn.place),
        legend=alone.legend,
        labels=True,
        overlays=maps.overlays(*drawn.overlays),
        height=HEIGHT,
    )


def zone(found: Inside, drawn: Drawn) -> Zone:
    """Return the zone as the map draws it."""
    return Zone(
        key=drawn.key,
        title=typography(drawn.title),
        polygons=outlines.polygons(found.zone.geometry),
        approximate=found.zone.approximate,
    )


def _pin(place: Place | None) -> list[PointLayer]:
    if place is None:
        return []
    point = Point(place.id, place.lon, place.lat, place_layers.tip(place), state="chosen")
    return [
        PointLayer("lieu-de-la-zone", place.name, [point], colour=_PLACE, shape="pin", states={"chosen": place.name})
    ]
