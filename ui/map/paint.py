"""What a map shows of the moment, as plain values: colours, circles, points, lines, zones and their legend.

Every text here is plain text: the browser writes it as text, never as markup. In a text of several lines, the
first one stands out.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from data.formats import number
from ui.errors import MapInputError

HATCHED = -1
"""The class of an area whose value is secret or missing: drawn hatched, never white."""

Shape = Literal["circle", "square", "diamond", "triangle", "pentagon", "star", "pin"]
State = Literal["normal", "chosen", "locked", "forbidden", "muted"]
Swatch = Literal["fill", "hatch", "circle", "line", "dash", "point"]


@dataclass(frozen=True)
class Paint:
    """Flat colours, for rates: one class an area.

    Parameters
    ----------
    classes
        Area code → rank of its class in `palette`; `HATCHED` for a secret or missing value. An area that is
        not named keeps the neutral ground.
    palette
        One CSS colour a class, in the order of the classes.
    labels
        One label a class, for the legend, in the same order.
    tips
        Area code → text under the area's name in the tooltip: the value, already written in French.
    hatched_label
        The legend's words for hatched areas.
    """

    classes: Mapping[str, int]
    palette: Sequence[str]
    labels: Sequence[str]
    tips: Mapping[str, str] = field(default_factory=dict)
    hatched_label: str = "Secret statistique ou valeur absente"

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.palette):
            raise MapInputError(
                f"La légende donne {len(self.labels)} libellés pour {len(self.palette)} couleurs : il en faut autant."
            )
        for code, rank in self.classes.items():
            if not HATCHED <= rank < len(self.palette):
                raise MapInputError(
                    f"La classe {rank} du territoire {code} n’a pas de couleur : "
                    f"la palette en compte {len(self.palette)}."
                )

    @property
    def hatched(self) -> frozenset[str]:
        """The codes drawn hatched."""
        return frozenset(code for code, rank in self.classes.items() if rank == HATCHED)


@dataclass(frozen=True)
class Circles:
    """Circles whose area is proportional to a count, each at a point inside its territory.

    Parameters
    ----------
    values
        Area code → count; NaN, 0 and absent draw no circle.
    hatched
        Codes whose count is secret or missing: their ground is hatched, so that no circle is not read as 0.
    colour
        CSS colour of the discs.
    unit
        Word after the numbers of the legend (« ménages »).
    tips
        As in `Paint`; lines of both are shown when both are given.
    reference
        The count drawn with `largest` pixels of radius; by default the greatest value. Give it to keep one
        scale over several maps.
    """

    values: Mapping[str, float]
    colour: str = "#C8642B"
    unit: str = ""
    tips: Mapping[str, str] = field(default_factory=dict)
    reference: float | None = None
    largest: float = 28.0
    hatched: Collection[str] = ()
    hatched_label: str = "Secret statistique ou valeur absente"

    def __post_init__(self) -> None:
        for code, value in self.values.items():
            if value < 0 or math.isinf(value):
                raise MapInputError(
                    f"Un cercle ne peut pas représenter la valeur {value} du territoire {code} : "
                    "il faut un effectif positif."
                )

    @property
    def scale(self) -> float:
        """The count drawn with the largest radius."""
        if self.reference is not None:
            return self.reference
        return max((value for value in self.values.values() if not math.isnan(value)), default=0.0)

    def radius(self, value: float) -> float:
        """Return a radius in pixels: area in proportion to the count, at least 1.5 px so that 1 is seen."""
        if math.isnan(value) or value <= 0 or self.scale <= 0:
            return 0.0
        return round(max(1.5, self.largest * math.sqrt(value / self.scale)), 1)

    def marks(self) -> list[tuple[float, str]]:
        """Return up to three round counts and their labels, greatest first, for the legend."""
        if self.scale <= 0:
            return []
        greatest = _round_down(self.scale)
        chosen = dict.fromkeys(_round_down(greatest * share) for share in (1, 1 / 4, 1 / 20))
        return [(value, number(value, 0, self.unit)) for value in chosen if value >= 1]


def _round_down(value: float) -> float:
    """Return the greatest of 1, 2, 5 × a power of ten that is not above `value`."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (5, 2, 1) if step * power <= value * (1 + 1e-9))


@dataclass(frozen=True)
class Point:
    """A place: `identifier` comes back in the event of a click."""

    identifier: str
    lon: float
    lat: float
    tip: str
    state: State = "normal"


@dataclass(frozen=True)
class PointLayer:
    """Places of one kind, told apart by shape and letter as well as by colour.

    Parameters
    ----------
    key
        Comes back as `MapEvent.layer`.
    title
        French name in the legend and in the list of layers.
    states
        What the legend says of the states that some point is in: ``{"chosen": "Guichet retenu"}``.
    fixed
        The points and their tips are the same whatever the page shows (all services): the browser loads them
        once, as it does outlines, and only their states are sent again.
    """

    key: str
    title: str
    points: Sequence[Point]
    colour: str = "#0B6478"
    shape: Shape = "circle"
    letter: str = ""
    shown: bool = True
    states: Mapping[State, str] = field(default_factory=dict)
    fixed: bool = False


@dataclass(frozen=True)
class Stop:
    """A stop of a line, numbered in the order of the day."""

    identifier: str
    lon: float
    lat: float
    number: str
    tip: str


@dataclass(frozen=True)
class Line:
    """A tour: a line through (longitude, latitude) positions, with its numbered stops."""

    key: str
    title: str
    path: Sequence[tuple[float, float]]
    colour: str = "#5B6DB1"
    stops: Sequence[Stop] = ()
    dashed: bool = False
    tip: str = ""


@dataclass(frozen=True)
class Zone:
    """A zone that follows none of the map's outlines: a light fill in a strong line; the map is brought to it.

    Parameters
    ----------
    key
        What it is: the map is brought to it each time its key changes, and else keeps its zoom.
    title
        French name in the legend and in the tooltip of its line.
    polygons
        Each the rings of a polygon, the outer one first, through (longitude, latitude) positions.
    approximate
        Whether its limit must be announced as « approché ».
    tip
        Text under its title in the tooltip.
    """

    key: str
    title: str
    polygons: Sequence[Sequence[Sequence[tuple[float, float]]]]
    approximate: bool = False
    tip: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the legend that the map's own content does not already give."""

    label: str
    swatch: Swatch = "fill"
    colour: str = ""
    letter: str = ""
    shape: Shape = "circle"
    state: State = "normal"


@dataclass(frozen=True)
class Matrix:
    """The square legend of two crossed variables: the palette is read row by row from the bottom left.

    The class of an area is ``row * columns + column``; `across` grows to the right and `up` upwards.
    """

    across: str
    up: str
    columns: int = 3


@dataclass(frozen=True)
class Legend:
    """The card in the corner of the map.

    The classes, the circles, the point layers, the lines, the zones and the approximate outlines are listed by
    the map itself; the page gives the words.

    Parameters
    ----------
    title
        What is shown: « Taux de pauvreté ».
    subtitle
        Unit and year: « % de la population, 2021 ».
    note
        What must be known to read it: « Estimation : … ».
    source
        « Insee, Filosofi 2021 ».
    entries
        Lines of its own, after the others.
    matrix
        For two crossed variables: replaces the list of classes by a square.
    """

    title: str
    subtitle: str = ""
    note: str = ""
    source: str = ""
    entries: Sequence[Entry] = ()
    matrix: Matrix | None = None


@dataclass(frozen=True)
class View:
    """All that a map shows of the moment. `level` names the outlines that are painted.

    Of the names, those of `named` (codes of the framed outlines) are written first where not all have room.
    """

    level: str
    paint: Paint | None = None
    circles: Circles | None = None
    points: Sequence[PointLayer] = ()
    lines: Sequence[Line] = ()
    zones: Sequence[Zone] = ()
    legend: Legend | None = None
    selected: Collection[str] = ()
    focus: str | None = None
    labels: bool = False
    named: Sequence[str] = ()
    overlays: Collection[str] = ()
    background: str | None = None
