"""Minutes as classes of colour, the same on screen and in print."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from data import catalogue
from data.formats import interval, minutes, number, typography
from data.settings import settings
from geo import palettes, territory
from indicators.reach import CommuneReach, Reach, class_bounds
from indicators.service_places import KINDS
from reports.painted import Painted

if TYPE_CHECKING:
    from reports.print_spec import PrintMap

LEVELS = {"carreau": "Carreaux de 200 m", "commune": "Moyenne de chaque commune"}


def _labels(bounds: Sequence[float]) -> tuple[str, ...]:
    middle = [f"plus de {number(low)} à {minutes(high)}" for low, high in pairwise(bounds)]
    return (f"{minutes(bounds[0])} ou moins", *middle, f"plus de {minutes(bounds[-1])}")


def _painted(values: Mapping[str, float], tips: dict[str, str], bounds: Sequence[float]) -> Painted:
    # Upper bounds are inclusive, as in the counts of people within a number of minutes.
    ranks = np.searchsorted(bounds, list(values.values()), side="left")
    classes = {
        code: int(rank) if np.isfinite(value) else -1 for (code, value), rank in zip(values.items(), ranks, strict=True)
    }
    return Painted(classes, _labels(bounds), palettes.minutes(len(bounds) + 1), tips)


def of_cells(of: Reach, threshold: float) -> Painted:
    """Return the classes of the cells.

    What is said of a cell is its minutes, their bracket and the place, and nothing that only it has: cells
    alike share one text, which keeps what is sent to the browser small.
    """
    codes = territory.load().codes("carreau")
    texts: dict[tuple[int, int], str] = {}
    tips = {}
    for code, value, rank in zip(codes, of.minutes.tolist(), of.nearest.tolist(), strict=True):
        if rank < 0:
            tips[code] = "aucun temps estimé"
            continue
        # Above an hour an estimate does not bear single minutes.
        alike = (rank, round(value) if value < 60 else 5 * round(value / 5))
        if alike not in texts:
            # Rounding may fall short of the fixed minutes, which no estimate does.
            whole = max(float(alike[1]), of.mode.fixed_minutes)
            texts[alike] = f"{minutes(whole)} ({interval(*of.bracket(whole))}), estimation\n{of.places[rank].name}"
        tips[code] = texts[alike]
    return _painted(dict(zip(codes, of.minutes.tolist(), strict=True)), tips, class_bounds(of.mode.key, threshold))


def of_communes(of: Reach, ranked: Sequence[CommuneReach], threshold: float, unit: str) -> Painted:
    """Return the classes of the communes' mean minutes."""
    values, tips = {}, {}
    for one in ranked:
        mean = one.access.mean
        values[one.code] = np.inf if mean is None else mean
        if mean is None:
            tips[one.code] = "aucun temps estimé"
            continue
        tips[one.code] = (
            f"{minutes(mean)} en moyenne ({interval(one.low, one.high)}), estimation\n"
            f"au-delà de {minutes(threshold)} : {number(one.share_beyond * 100, 0, '%')} ({number(one.beyond)} {unit})"
        )
    tips = {code: typography(text) for code, text in tips.items()}
    return _painted(values, tips, class_bounds(of.mode.key, threshold))


def to_print(
    of: Reach, painted: Painted, *, level: str, day: date, mentions: Sequence[str], sources: Sequence[str]
) -> "PrintMap":
    """Return the map to print, with the places that were measured to.

    Parameters
    ----------
    level : str
        Key of `LEVELS`: which areas `painted` is about.
    mentions : sequence of str
        How the minutes are estimated, and what is left out.
    """
    from geo.outlines import areas
    from reports.print_spec import Fill, Marks, PrintMap

    units, communes = areas(level), areas("commune")
    index = np.array([painted.classes[code] for code in units["code"]], dtype=np.int64)
    counts = np.bincount(index[index >= 0], minlength=len(painted.labels))
    cells = territory.load().cells
    people = cells.groupby("commune")["ind"].sum()
    marks = tuple(
        Marks(
            KINDS[key].label,
            palettes.SERVICES[key],
            palettes.SERVICE_MARKS[key],
            np.array([one.x for one in of.places if one.kind == key]),
            np.array([one.y for one in of.places if one.kind == key]),
        )
        for key in of.target.kinds
        if any(one.kind == key for one in of.places)
    )
    return PrintMap(
        title="Qui habite loin des services\u202f?",
        subtitle=typography(f"{of.target.label}, {of.mode.label_fr} : {LEVELS[level].lower()}"),
        units=units,
        sources=tuple(sources),
        date=day,
        fictitious=bool(catalogue.fictitious()),
        fill=Fill(
            "Temps estimé (minutes)",
            index,
            painted.colours,
            painted.labels,
            tuple(int(count) for count in counts),
        ),
        communes=communes,
        names=tuple(communes["name"]),
        populations=np.array([float(people.get(code, 0.0)) for code in communes["code"]]),
        marks=marks,
        mentions=tuple(line for line in mentions if line),
        overline=settings().full.name,
        unit_nouns=("carreau habité", "carreaux habités") if level == "carreau" else ("commune", "communes"),
    )
