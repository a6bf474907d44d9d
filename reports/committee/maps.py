"""The two maps of the presentation: where poor households live, and where the desks go."""

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from data import catalogue
from geo import cartography, outlines, palettes, territory
from indicators.service_places import Place
from indicators.values import Values, values
from outreach import scenarios
from outreach.scenarios import Effect, Question
from reports.committee.content import Picture
from reports.print_spec import Fill, Marks, PrintMap

if TYPE_CHECKING:
    import geopandas as gpd

REACH_LABELS = ("Déjà à portée", "À portée grâce aux guichets", "Hors de portée", "Sans personne de ce public")
REACH_COLOURS = ("#9CC7C6", "#0B6478", "#E3A471", "#ECEFEF")


def _names(frame: "gpd.GeoDataFrame") -> tuple[tuple[str, ...], np.ndarray]:
    people = values("population", "commune")
    return tuple(frame["name"]), np.array([people.of(code) for code in frame["code"]])


def _neighbourhoods() -> tuple["gpd.GeoDataFrame", str]:
    frame = outlines.areas("qpv")
    approximate = frame["outline"].eq("approché").any()
    return frame, "Quartier prioritaire" + (" (contour approché)" if approximate else "")


def need(of: Values, *, made_on: date) -> Picture:
    """Return the map of a rate by commune."""
    frame = outlines.areas("commune")
    classes = cartography.classify(of.value, scheme="jenks", k=5, decimals=of.indicator.decimals)
    names, people = _names(frame)
    qpv, qpv_label = _neighbourhoods()
    spec = PrintMap(
        title=of.indicator.label,
        subtitle=f"{of.indicator.unit}, {of.indicator.vintage}",
        units=frame,
        sources=(of.indicator.source,),
        date=made_on,
        fictitious=bool(catalogue.fictitious()),
        fill=Fill(
            f"{of.indicator.short} ({of.indicator.unit})",
            classes.index,
            palettes.sequential(classes.k),
            classes.labels,
            classes.counts,
        ),
        secret=~of.known,
        communes=frame,
        names=names,
        populations=people,
        qpv=qpv,
        qpv_label=qpv_label,
    )
    return Picture(spec, f"Carte des communes : {of.indicator.label}")


def reach_classes(people: np.ndarray, effect: Effect, radius: float) -> np.ndarray:
    """Return the class of each cell: 0 reached already, 1 thanks to the desks, 2 not, 3 nobody of the public."""
    before, after = effect.minutes_before <= radius, effect.minutes_after <= radius
    return np.where(people <= 0, 3, np.where(before, 0, np.where(after, 1, 2)))


def _marks(label: str, colour: str, mark: str, places: list[Place]) -> Marks:
    return Marks(label, colour, mark, np.array([place.x for place in places]), np.array([place.y for place in places]))


def desks(question: Question, places: tuple[str, ...], effect: Effect, *, made_on: date) -> Picture:
    """Return the map of the desks, and of who is within reach before and after."""
    of = scenarios.ground(question)
    cells = outlines.areas("carreau").set_index("code").loc[territory.load().codes("carreau")].reset_index()
    frame = outlines.areas("commune")
    names, people = _names(frame)
    chosen = [of.places[column] for column in of.columns(places)]
    counted = list(of.places[of.hosts :])
    marks = [_marks("Guichet proposé", "#C8642B", "star", chosen)]
    if counted:
        marks.append(_marks("Service déjà compté", "#085A80", "circle", counted))
    spec = PrintMap(
        title="Guichets proposés",
        subtitle=of.demand.unit,
        units=cells,
        sources=(of.demand.source, f"Lieux : {catalogue.read('places').source}"),
        date=made_on,
        fictitious=bool(catalogue.fictitious()),
        fill=Fill(
            of.demand.label,
            reach_classes(of.demand.value, effect, question.radius).astype(np.int64),
            REACH_COLOURS,
            REACH_LABELS,
        ),
        communes=frame,
        names=names,
        populations=people,
        marks=tuple(marks),
        mentions=("Temps estimés.",),
        unit_nouns=("carreau", "carreaux"),
    )
    return Picture(spec, "Carte des guichets proposés et des personnes à portée")
