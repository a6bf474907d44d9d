"""The map of the moment as a sheet to print: what the screen shows, on an A4 page."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from data import catalogue
from data.formats import capital, number, typography
from data.settings import settings
from geo import outlines, palettes, territory
from geo.bivariate import Bivariate
from indicators import service_places
from indicators.catalogue import Indicator
from indicators.service_places import HOSTS, SERVICES
from indicators.values import FRAGILE, MASKED, PUBLISHED, SECRET, STATUS_LABEL, UNRELIABLE, values
from reports.sentences.carte import WORDS
from ui import maps
from ui.views.carte_table import mentions
from ui.views.carte_view import LARGEST, View

if TYPE_CHECKING:
    from reports.print_map import Circles, Cross, Fill, Marks, PrintMap

FORMATS = ("png", "svg", "pdf")


def kinds(layers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of places of the layers that are on: services, host places."""
    chosen = [one.key for one in SERVICES if "services" in layers and one.key != "mairie"]
    hosts = [one.key for one in (*SERVICES, *HOSTS) if one.key == "mairie" or one in HOSTS]
    return (*chosen, *(hosts if "hotes" in layers else ()))


def makers(of_view: View, layers: tuple[str, ...]) -> dict[str, Callable[[], bytes]]:
    """Return what makes the printed map, by kind of file; nothing is drawn before one is asked for."""

    def make(kind: str) -> bytes:
        from reports.print_map import render

        return render(sheet(of_view, layers), format=kind)  # type: ignore[arg-type]

    return {kind: partial(make, kind) for kind in FORMATS}


def sheet(of_view: View, layers: tuple[str, ...]) -> "PrintMap":
    """Return the specification of the printed map."""
    from reports.print_map import PrintMap

    of, level = of_view.of, of_view.of.indicator.level
    areas = outlines.areas(level).set_index("code").loc[list(of.codes)].reset_index()
    communes = outlines.areas("commune")
    names = [area.name for area in (territory.load().communes[code] for code in communes["code"])]
    people = values("population", "commune")
    words = WORDS[level]
    hidden = of_view.rate if of_view.crossed is None and of_view.rate is not None else of
    return PrintMap(
        title=_title(of_view),
        subtitle=typography(_subtitle(of_view)),
        overline=settings().full.name,
        units=areas,
        sources=tuple(typography(line) for line in (*of_view.sources, _outlines_source(level, layers))),
        date=date.today(),  # noqa: DTZ011 -- the day of whoever prints
        fill=_fill(of_view),
        cross=_cross(of_view),
        circles=_circles(of_view),
        secret=np.array([state == SECRET for state in hidden.status]),
        absent_label=_absent_label(of_view, hidden.status),
        communes=communes,
        names=tuple(names) if "noms" in layers else (),
        populations=np.array([people.of(code) for code in communes["code"]]) if "noms" in layers else None,
        qpv=outlines.areas("qpv") if "qpv" in layers else None,
        qpv_label="Quartier prioritaire" + (" (contour approché)" if maps.is_approximate("qpv") else ""),
        marks=_marks(layers),
        mentions=tuple(typography(line) for line in mentions(of_view)),
        fictitious=bool(catalogue.fictitious()),
        unit_nouns=(words.one, words.several),
    )


def _absent_label(of_view: View, states: tuple[str, ...]) -> str:
    """Return why the values that are not secret are missing, in one text: « Valeur masquée ou nulle »."""
    if of_view.crossed is not None:
        return "L’une des deux valeurs manque"
    reasons = {state for state in states if state not in (PUBLISHED, SECRET, FRAGILE)}
    if reasons == {UNRELIABLE}:
        return STATUS_LABEL[UNRELIABLE].capitalize()
    return "Valeur masquée ou nulle" if reasons == {MASKED} else "Donnée absente"


def _title(of_view: View) -> str:
    if of_view.other is not None:
        return f"{of_view.of.indicator.short} et {of_view.other.indicator.short}"
    return of_view.of.indicator.label


def _subtitle(of_view: View) -> str:
    level = WORDS[of_view.of.indicator.level].one
    of, rate = of_view.of.indicator, of_view.rate
    if rate is not None and rate.indicator.numerator == of.id:
        circles, colour = _told(of.unit, of.vintage), _told(rate.indicator.unit, rate.indicator.vintage)
        return f"Cercles : {circles} ; couleur : {colour} ; par {level}"
    if len(of_view.indicators) == 1:
        return capital(_told(of.unit, of.vintage, f"par {level}"))
    return " ; ".join(_told(one.short, one.unit, one.vintage) for one in of_view.indicators) + f", par {level}"


def _told(*parts: str) -> str:
    """Join what is known: an imported figure may have no unit."""
    return ", ".join(part for part in parts if part)


def _headed(indicator: Indicator) -> str:
    """Return the head of a legend: the short name and, when there is one, the unit."""
    return f"{indicator.short} ({indicator.unit})" if indicator.unit else indicator.short


def _outlines_source(level: str, layers: tuple[str, ...]) -> str:
    shown = dict.fromkeys(["communes", outlines.TABLE_OF_LEVEL[level], *(["qpv"] if "qpv" in layers else [])])
    if "services" in layers or "hotes" in layers:
        shown["places"] = None
    entries = [catalogue.read(name) for name in shown]
    return "Contours et lieux : " + " ; ".join(f"{one.source} ({one.licence})" for one in entries)


def _fill(of_view: View) -> "Fill | None":
    from reports.print_map import Fill

    classes, rate = of_view.classes, of_view.rate
    if classes is None or rate is None or not classes.k:
        return None
    return Fill(
        title=_headed(rate.indicator),
        index=classes.index,
        colours=palettes.sequential(classes.k),
        labels=classes.labels,
        counts=classes.counts,
    )


def _cross(of_view: View) -> "Cross | None":
    from reports.print_map import Cross

    crossed, other = of_view.crossed, of_view.other
    if crossed is None or other is None:
        return None
    return Cross(
        x_title=of_view.of.indicator.short,
        y_title=other.indicator.short,
        index=crossed.index,
        colours=crossed.palette,
        x_ticks=_ticks(crossed, "x", of_view.of.indicator.decimals),
        y_ticks=_ticks(crossed, "y", other.indicator.decimals),
    )


def _ticks(crossed: Bivariate, side: str, decimals: int) -> tuple[str, ...]:
    """Return the two bounds between three classes; none when there are fewer."""
    inner = getattr(crossed, f"{side}_breaks")[1:-1]
    return tuple(number(bound, decimals) for bound in inner) if len(inner) == 2 else ()


def _circles(of_view: View) -> "Circles | None":
    from reports.print_map import Circles

    if of_view.circles is None:
        return None
    indicator = of_view.of.indicator
    return Circles(
        _headed(indicator),
        of_view.of.value,
        of_view.circles.colour,
        shrink=of_view.circles.largest / LARGEST["commune"],
    )


def _marks(layers: tuple[str, ...]) -> "tuple[Marks, ...]":
    from reports.print_map import Marks

    found = []
    for key in kinds(layers):
        placed = [place for place in service_places.places(key) if place.placed]
        if placed:
            found.append(
                Marks(
                    label=service_places.kind(key).label,
                    colour=palettes.SERVICES[key],
                    mark=palettes.SERVICE_MARKS[key],
                    x=np.array([place.x for place in placed]),
                    y=np.array([place.y for place in placed]),
                )
            )
    return tuple(found)
