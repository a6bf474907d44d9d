"""The two maps of the presentation: where poor households live, and where the desks go."""

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from data import catalogue
from geo import cartography, outlines, palettes
from indicators.values import Values, values
from outreach.scenarios import Effect, Question
from reports import desks_map
from reports.committee.content import Picture
from reports.print_spec import Fill, PrintMap

if TYPE_CHECKING:
    import geopandas as gpd


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


def desks(question: Question, places: tuple[str, ...], effect: Effect, *, made_on: date) -> Picture:
    """Return the map of the desks, and of who is within reach before and after."""
    spec = desks_map.to_print(question, places, effect, made_on=made_on)
    return Picture(spec, "Carte des guichets proposés et des personnes à portée")
