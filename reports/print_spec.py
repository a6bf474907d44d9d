"""What a print map shows: plain figures, colours and texts, decided by the caller and checked here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from data.formats import number, typography
from geo.palettes import ACCENT, MAX_CLASSES
from reports.errors import PrintMapError

if TYPE_CHECKING:
    import geopandas as gpd

METRES: Final = 2154
"""Lambert-93, whose unit is the metre: the scale bar is true in it."""

MARKS: Final = ("circle", "square", "diamond", "triangle", "pentagon", "star")


@dataclass(frozen=True, eq=False)
class Fill:
    """A rate as flat colour, one class a unit.

    Attributes
    ----------
    title : str
        Head of the legend, with the unit: « Part des 65 ans et plus (%) ».
    index : int[n]
        Class of each unit, 0 to k − 1; −1 where there is no value.
    colours, labels : tuple of str
        One for each of the k classes, from the lowest; at most seven.
    counts : tuple of int
        Number of units in each class, written beside the labels; may be empty.
    """

    title: str
    index: NDArray[np.int64]
    colours: tuple[str, ...]
    labels: tuple[str, ...]
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Cross:
    """Two variables as the nine colours of a square.

    Attributes
    ----------
    x_title, y_title : str
        What grows to the right and upwards in the legend.
    index : int[n]
        Code of each unit, 3 × row + column, 0 to 8; −1 where a value is missing.
    colours : tuple of str
        Nine, by code.
    x_ticks, y_ticks : tuple of str
        The two bounds of each variable, written on the square's edges; may be empty.
    reading : str
        A sentence beside the square.
    """

    x_title: str
    y_title: str
    index: NDArray[np.int64]
    colours: tuple[str, ...]
    x_ticks: tuple[str, ...] = ()
    y_ticks: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True, eq=False)
class Circles:
    """A count as circles whose area is proportional to it.

    Attributes
    ----------
    title : str
        Head of the legend, with the unit: « Foyers allocataires du RSA ».
    values : float[n]
        Zero or more, NaN where there is no value.
    colour : str
        Fill of the circles.
    shrink : float
        Of the greatest circle of the layout: less than 1 where the units lie so close that they would cover
        one another.
    """

    title: str
    values: NDArray[np.float64]
    colour: str = ACCENT
    shrink: float = 1.0


@dataclass(frozen=True, eq=False)
class Marks:
    """Places of one kind.

    Attributes
    ----------
    label : str
        Text of the legend.
    colour : str
        Fill, as ``#RRGGBB``.
    mark : str
        One of `MARKS`.
    x, y : float[m]
        Positions in EPSG:2154, metres.
    """

    label: str
    colour: str
    mark: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PrintMap:
    """One map, whole.

    Attributes
    ----------
    title, subtitle : str
        The question or finding, and what is mapped with its unit and vintage.
    units : GeoDataFrame
        The n areas painted, in EPSG:2154.
    sources : tuple of str
        One line a source, with producer, vintage and licence. Never empty.
    date : date
        Day of edition, written on the map and in the file.
    fill, cross, circles : optional
        What is painted; a fill and a cross exclude each other, circles may lie over either.
    secret : bool[n], optional
        Where the missing value is withheld by statistical disclosure control.
    absent_label : str
        What the legend says of the other missing values: « Valeur masquée ou nulle ».
    communes : GeoDataFrame, optional
        Outlines drawn over the units, in EPSG:2154.
    names : tuple of str
        One for each commune, or none at all.
    populations : float[c], optional
        Which names come first when there is no room for all.
    qpv : GeoDataFrame, optional
        Priority neighbourhoods, outlined in dashes, in EPSG:2154.
    qpv_label : str
        Their text in the legend; says « contour approché » when it is.
    marks : tuple of Marks
        Places, one entry a kind.
    mentions : tuple of str
        What must be known to read the map: « Contours IRIS approchés », « Estimation ».
    fictitious : bool
        Prints « EXEMPLE FICTIF » across the map.
    overline : str
        A short line above the title.
    unit_nouns : pair of str
        What the units are called, singular and plural.
    """

    title: str
    subtitle: str
    units: gpd.GeoDataFrame
    sources: tuple[str, ...]
    date: date
    fill: Fill | None = None
    cross: Cross | None = None
    circles: Circles | None = None
    secret: NDArray[np.bool_] | None = None
    absent_label: str = "Donnée absente"
    communes: gpd.GeoDataFrame | None = None
    names: tuple[str, ...] = ()
    populations: NDArray[np.float64] | None = None
    qpv: gpd.GeoDataFrame | None = None
    qpv_label: str = "Quartier prioritaire"
    marks: tuple[Marks, ...] = ()
    mentions: tuple[str, ...] = ()
    fictitious: bool = False
    overline: str = ""
    unit_nouns: tuple[str, str] = field(default=("commune", "communes"))

    def __post_init__(self) -> None:
        """Refuse what would print a false or unreadable map."""
        n = len(self.units)
        if n == 0:
            raise PrintMapError("La carte n’a aucun territoire à dessiner.")
        if not self.title.strip():
            raise PrintMapError("La carte n’a pas de titre.")
        if not any(source.strip() for source in self.sources):
            raise PrintMapError("La carte n’a pas de source : chaque carte porte la sienne.".replace(" :", "\u202f:"))
        for name, frame in (("units", self.units), ("communes", self.communes), ("qpv", self.qpv)):
            if frame is not None and (frame.crs is None or frame.crs.to_epsg() != METRES):
                given = "inconnu" if frame.crs is None else frame.crs.to_string()
                raise PrintMapError(typography(f"« {name} » est en {given}, et non en EPSG:{METRES}."))
        if self.fill is not None and self.cross is not None:
            raise PrintMapError("Une carte montre un taux ou deux variables croisées, pas les deux.")
        self._check_fill(n)
        self._check_cross(n)
        self._check_circles(n)
        if self.secret is not None and len(self.secret) != n:
            raise PrintMapError(f"Le secret est dit pour {len(self.secret)} territoires sur {n}.")
        communes = 0 if self.communes is None else len(self.communes)
        if self.names and len(self.names) != communes:
            raise PrintMapError(f"Il y a {len(self.names)} noms pour {communes} communes.")
        if self.populations is not None and len(self.populations) != len(self.names):
            raise PrintMapError(f"Il y a {len(self.populations)} populations pour {len(self.names)} noms.")
        for marks in self.marks:
            if marks.mark not in MARKS:
                raise PrintMapError(typography(f"Signe inconnu : « {marks.mark} »."))
            if len(marks.x) != len(marks.y) or not np.isfinite([*marks.x, *marks.y]).all():
                raise PrintMapError(typography(f"Les positions de « {marks.label} » sont incomplètes."))

    def _check_fill(self, n: int) -> None:
        fill = self.fill
        if fill is None:
            return
        k = len(fill.labels)
        if k > MAX_CLASSES:
            raise PrintMapError(f"Une carte compte au plus {MAX_CLASSES} classes, pas {k}.")
        if len(fill.colours) != k or (fill.counts and len(fill.counts) != k):
            raise PrintMapError(f"Il faut une couleur et un effectif pour chacune des {k} classes.")
        _check_index(fill.index, n, k)

    def _check_cross(self, n: int) -> None:
        if self.cross is None:
            return
        if len(self.cross.colours) != 9:
            raise PrintMapError(f"Le croisement compte neuf couleurs, pas {len(self.cross.colours)}.")
        _check_index(self.cross.index, n, 9)

    def _check_circles(self, n: int) -> None:
        if self.circles is None:
            return
        values = self.circles.values
        if len(values) != n:
            raise PrintMapError(f"Les cercles ont {len(values)} valeurs pour {n} territoires.")
        if (values < 0).any() or np.isinf(values).any():
            worst = float(values[(values < 0) | np.isinf(values)][0])
            raise PrintMapError(f"Un cercle ne peut montrer la valeur {number(worst)}.")

    @property
    def unpainted(self) -> NDArray[np.bool_]:
        """bool[n]: areas to hatch, where the colour has no value, or the circle on a map of circles alone."""
        painted = self.fill or self.cross
        if painted is not None:
            return np.asarray(painted.index < 0, dtype=np.bool_)
        if self.circles is not None:
            return np.isnan(self.circles.values)
        return np.zeros(len(self.units), dtype=np.bool_)

    @property
    def uncircled(self) -> NDArray[np.bool_]:
        """bool[n]: where a count without a value lies over a colour, so that the area cannot be hatched for
        it."""
        if self.circles is None or (self.fill is None and self.cross is None):
            return np.zeros(len(self.units), dtype=np.bool_)
        return np.isnan(self.circles.values)


def _check_index(index: NDArray[np.int64], n: int, k: int) -> None:
    if len(index) != n:
        raise PrintMapError(f"Les classes ont {len(index)} valeurs pour {n} territoires.")
    outside = (index < -1) | (index >= k)
    if outside.any():
        raise PrintMapError(f"La classe {index[outside][0]} n’est pas dans la légende de {k} classes.")
