"""Classes of a choropleth: from values to bounds, labels and one class a value.

The schemes are those of the field (their methods and sources are in `geo.breaks`). mapclassify is their
oracle in the tests and not called here: its import costs a second before the first map, its Fisher-Jenks
takes seconds on the inhabited cells, and it signals ties through warnings, which no thread can silence for
itself alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, cast, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data.formats import number, plural, typography
from geo.breaks import inner_bounds
from geo.errors import ClassificationError
from geo.palettes import MAX_CLASSES

Scheme = Literal["quantiles", "jenks", "equal", "std", "pretty", "manual"]
Formatter = Callable[[float, int], str]

DEFAULT_CLASSES: Final = 5
_MAX_DECIMALS: Final = 9
_LARGEST: Final = 1e15
"""Above it a float64 holds no decimal, and nobody would read the legend."""


@dataclass(frozen=True, eq=False)
class Classes:
    """One class a value, with the legend that names the classes.

    Attributes
    ----------
    breaks : tuple of float
        The k + 1 ascending bounds. Class i holds the shown values v with ``breaks[i] <= v < breaks[i + 1]``;
        the last class holds its upper bound too. The outer bounds are the extremes of the values
        (infinite when a value is); under ``manual`` they repeat the nearest bound when the outer class is
        empty. Empty when nothing is classed.
    labels : tuple of str
        One French text a class, from the lowest; no two overlap.
    index : int[n]
        The class of each value, 0 to k − 1; −1 for a missing value. Read only.
    counts : tuple of int
        Number of values in each class.
    scheme : str
        The scheme that was asked for.
    decimals : int
        The decimals at which values were compared and labels written.
    note : str
        A French sentence that says why there are fewer or more classes than asked for; empty when there is
        nothing to say.
    """

    breaks: tuple[float, ...]
    labels: tuple[str, ...]
    index: NDArray[np.int64]
    counts: tuple[int, ...]
    scheme: Scheme
    decimals: int
    note: str

    @property
    def k(self) -> int:
        """Number of classes, empty ones included."""
        return len(self.labels)

    @property
    def missing(self) -> int:
        """Number of values without a class."""
        return int(np.count_nonzero(self.index < 0))


def classify(
    values: ArrayLike,
    *,
    scheme: Scheme,
    k: int | None = None,
    breaks: Sequence[float] | None = None,
    decimals: int | None = None,
    formatter: Formatter = number,
    open_ends: bool = True,
) -> Classes:
    """Sort values into at most seven classes and name them in French.

    Values are compared as they are shown: rounded to `decimals`. Two values that read the same never take
    different colours, and a value always lies between the bounds that its label states.

    Bounds are rounded as far as no value changes its class. Quantiles and natural breaks leave a gap
    between the last value of a class and the first of the next; the bound is a multiple of the greatest
    10^m or 5 × 10^m that fits into that gap, the nearest to its middle. The other schemes place the bound
    themselves; it is rounded to `decimals`, upwards where rounding to the nearest would pass a value.

    Parameters
    ----------
    values : float[n]
        In any unit; NaN where missing. An infinite value (out of reach) joins the outermost class.
    scheme : str
        ``"quantiles"``, ``"jenks"`` (Fisher's exact natural breaks), ``"equal"``, ``"std"``, ``"pretty"`` or
        ``"manual"``.
    k : int, optional
        Number of classes asked for, 1 to 7; 5 when not said. Not with ``"manual"``.
    breaks : sequence of float, optional
        The inner bounds of ``"manual"``, ascending: one fewer than there are classes. A value equal to a
        bound lies above it.
    decimals : int, optional
        Decimals shown, 0 to 9. When not said: as many as the values hold, up to six, else four significant
        figures of their range. Bounds given by hand are never cut short: they raise it.
    formatter : callable
        From a number and its decimals to the French text of it.
    open_ends : bool
        Whether the outer classes read « moins de … » and « … et plus » or state their bounds; those of
        ``"manual"``, whose bounds stand whatever the values, always read so. An outer class that quantiles or
        natural breaks make of a single number is named by that number.

    Returns
    -------
    Classes
        With no class at all when there is no finite value to class (except under ``"manual"``).

    Raises
    ------
    ClassificationError
        For an unknown scheme, a number of classes out of bounds, breaks that do not ascend, or a value
        beyond 10^15.

    Examples
    --------
    >>> classes = classify([1, 2, 3, 10, 11, 12, 30, float("nan")], scheme="jenks", k=3)
    >>> classes.labels, classes.index.tolist(), classes.counts
    (('moins de 5', '5 à 19', '30'), [0, 0, 0, 1, 1, 1, 2, -1], (3, 3, 1))
    """
    _check_scheme(scheme, k, breaks)
    array = np.asarray(values, dtype=np.float64).ravel()
    finite = np.isfinite(array)
    _check_magnitude(array[finite])
    manual = sorted({float(bound) for bound in breaks}) if breaks is not None else []
    places = _decimals(array[finite], manual, decimals)
    shown = array.copy()
    # Python's round, as in the formats of the screens: NumPy's differs by one unit on some halves.
    shown[finite] = [round(value, places) + 0.0 for value in array[finite].tolist()]
    distinct, counts = np.unique(shown[finite], return_counts=True)
    asked = len(manual) + 1 if scheme == "manual" else DEFAULT_CLASSES if k is None else k
    if scheme == "manual":
        inner = manual
    elif len(distinct) == 0:
        return _nothing(len(array), scheme, places)
    else:
        inner = inner_bounds(distinct, counts, scheme, min(asked, len(distinct)), places)
    index = np.searchsorted(np.array(inner), shown, side="right").astype(np.int64)
    index[np.isnan(array)] = -1
    index.flags.writeable = False
    present = shown[~np.isnan(shown)]
    bounds = _all_bounds(inner, present)
    return Classes(
        breaks=bounds,
        labels=_labels(
            bounds,
            shown,
            index,
            places=places,
            formatter=formatter,
            open_ends=open_ends or scheme == "manual",
            lone=scheme in {"quantiles", "jenks"},
        ),
        index=index,
        counts=tuple(int(count) for count in np.bincount(index[index >= 0], minlength=len(inner) + 1)),
        scheme=scheme,
        decimals=places,
        note=_note(asked, len(inner) + 1, len(distinct), scheme),
    )


def _check_scheme(scheme: str, k: int | None, breaks: Sequence[float] | None) -> None:
    if scheme not in get_args(Scheme):
        raise ClassificationError(typography(f"Méthode de discrétisation inconnue : « {scheme} »."))
    if (scheme == "manual") != (breaks is not None):
        raise ClassificationError(typography("Des bornes se donnent avec la méthode « manual », et avec elle seule."))
    asked = len(breaks) + 1 if breaks is not None else DEFAULT_CLASSES if k is None else k
    if not (1 if breaks is None else 2) <= asked <= MAX_CLASSES or (k is not None and k != asked):
        raise ClassificationError(f"Une carte compte de 1 à {MAX_CLASSES} classes, pas {asked}.")
    if breaks is not None:
        given = np.asarray(breaks, dtype=np.float64)
        if not np.isfinite(given).all() or (np.diff(given) <= 0).any():
            written = " ; ".join(f"{bound:g}".replace(".", ",") for bound in given)
            raise ClassificationError(typography(f"Les bornes doivent croître strictement : {written}."))


def _check_magnitude(finite: NDArray[np.float64]) -> None:
    if len(finite) and np.abs(finite).max() > _LARGEST:
        worst = finite[np.argmax(np.abs(finite))]
        raise ClassificationError(f"La valeur {number(float(worst))} est trop grande pour une légende.")


def _decimals(finite: NDArray[np.float64], manual: Sequence[float], asked: int | None) -> int:
    """The decimals to compare and write at."""
    if asked is not None and not 0 <= asked <= _MAX_DECIMALS:
        raise ClassificationError(f"Le nombre de décimales va de 0 à {_MAX_DECIMALS}, pas {asked}.")
    held = max((_held(bound) for bound in manual), default=0)
    if asked is not None:
        return max(asked, held)
    if not len(finite):
        return held
    own = max(_held(value) for value in np.unique(finite).tolist())
    if own > 6:
        spread = float(np.ptp(finite)) or float(np.abs(finite).max())
        own = int(np.clip(3 - np.floor(np.log10(spread)), 0, _MAX_DECIMALS)) if spread > 0 else 0
    return max(own, held)


def _held(value: float) -> int:
    """Decimals that a number is written with, up to nine."""
    exponent = cast("int", Decimal(repr(value)).normalize().as_tuple().exponent)
    return min(max(0, -exponent), _MAX_DECIMALS)


def _all_bounds(inner: list[float], present: NDArray[np.float64]) -> tuple[float, ...]:
    """The inner bounds between the extremes of the values."""
    extremes = [float(present.min()), float(present.max())] if len(present) else []
    ends = extremes + inner
    return (min(ends), *inner, max(ends)) if ends else ()


def _labels(
    bounds: tuple[float, ...],
    shown: NDArray[np.float64],
    index: NDArray[np.int64],
    *,
    places: int,
    formatter: Formatter,
    open_ends: bool,
    lone: bool,
) -> tuple[str, ...]:
    """One text a class; an upper bound is written one step below the next class, so that none overlap."""
    step = Decimal(1).scaleb(-places)
    last = len(bounds) - 2
    labels = []
    for i in range(last + 1):
        low, high = bounds[i], bounds[i + 1]
        inside = shown[index == i]
        single = bool(len(inside)) and inside.min() == inside.max() and np.isfinite(inside[0])
        top = high if i == last else float(Decimal(repr(high)) - step)
        if single and i in {0, last} and (lone or last == 0):
            text = formatter(float(inside[0]), places)
        elif i == 0 and last > 0 and (open_ends or np.isinf(low)):
            text = f"moins de {formatter(high, places)}"
        elif i == last and ((last > 0 and open_ends) or np.isinf(top)):
            text = f"{formatter(low, places)} et plus"
        elif low == top:
            text = formatter(low, places)
        else:
            text = f"{formatter(low, places)} à {formatter(top, places)}"
        labels.append(text)
    return tuple(labels)


def _note(asked: int, made: int, distinct: int, scheme: Scheme) -> str:
    if made == asked or scheme == "manual":
        return ""
    head = f"{plural(made, 'classe')} au lieu de {asked}\u202f: "
    if distinct < asked and made == distinct:
        return head + f"{plural(distinct, 'valeur distincte', 'valeurs distinctes')} seulement."
    if scheme == "pretty":
        return head + "les bornes rondes en décident."
    if scheme == "quantiles":
        return head + "des valeurs égales restent dans la même classe."
    return head + "les classes sans valeur ont été réunies à leurs voisines."


def _nothing(n: int, scheme: Scheme, places: int) -> Classes:
    index = np.full(n, -1, dtype=np.int64)
    index.flags.writeable = False
    return Classes((), (), index, (), scheme, places, "Aucune valeur à classer.")
