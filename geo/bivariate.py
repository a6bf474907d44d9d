"""The two-variable map: where two figures are high or low together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data.formats import number, typography
from geo.cartography import Classes, Formatter, Scheme, classify
from geo.errors import ClassificationError
from geo.palettes import bivariate_palette

Level = Literal["low", "middle", "high"]

_LEVELS: Final = get_args(Level)
_FRENCH: Final = {"low": "bas", "middle": "moyen", "high": "haut"}
_SPREAD: Final = {1: (1,), 2: (0, 2), 3: (0, 1, 2)}
"""Where the classes of a variable stand among low, middle and high when it has fewer than three."""

LOW_LOW: Final = 0
HIGH_LOW: Final = 2
LOW_HIGH: Final = 6
HIGH_HIGH: Final = 8


def code(x: Level, y: Level) -> int:
    """The code of a pair of levels: three times the row of `y` plus the column of `x`.

    Examples
    --------
    >>> code("high", "low"), code("high", "high")
    (2, 8)
    """
    for level in (x, y):
        if level not in _LEVELS:
            raise ClassificationError(typography(f"Niveau inconnu : « {level} »."))
    return 3 * _LEVELS.index(y) + _LEVELS.index(x)


@dataclass(frozen=True, eq=False)
class Bivariate:
    """Nine classes of two variables.

    Attributes
    ----------
    index : int[n]
        Code 0 to 8 (see `code`), −1 where one of the two values is missing. Read only.
    x_breaks, y_breaks : tuple of float
        The bounds of each variable's classes, ends included.
    x_labels, y_labels : tuple of str
        The intervals of low, middle and high; an empty text for a level that no value takes.
    palette : tuple of str
        Nine colours, by code.
    counts : tuple of int
        Number of places of each code.
    labels : tuple of str
        Nine French texts, by code: « pauvreté : niveau haut, distance : niveau bas ».
    note : str
        Why a variable has fewer than three levels; empty otherwise.
    """

    index: NDArray[np.int64]
    x_breaks: tuple[float, ...]
    y_breaks: tuple[float, ...]
    x_labels: tuple[str, str, str]
    y_labels: tuple[str, str, str]
    palette: tuple[str, ...]
    counts: tuple[int, ...]
    labels: tuple[str, ...]
    note: str

    def where(self, *, x: Level | None = None, y: Level | None = None) -> NDArray[np.bool_]:
        """Tell which places have these levels; a variable not named may have any level.

        Returns
        -------
        bool[n]
            False wherever a value is missing.
        """
        known = self.index >= 0
        column, row = self.index % 3, self.index // 3
        if x is not None:
            known = known & (column == code(x, "low"))
        if y is not None:
            known = known & (row == code("low", y) // 3)
        return np.asarray(known, dtype=np.bool_)

    def count(self, *, x: Level | None = None, y: Level | None = None) -> int:
        """Number of places with these levels."""
        return int(np.count_nonzero(self.where(x=x, y=y)))


def bivariate(
    x: ArrayLike,
    y: ArrayLike,
    *,
    scheme: Scheme = "quantiles",
    names: tuple[str, str] = ("première variable", "seconde variable"),
    decimals: tuple[int | None, int | None] = (None, None),
    formatter: Formatter = number,
) -> Bivariate:
    """Cross the three classes of one variable with the three of another.

    Each variable is classed over the places where it is known, so that its levels do not depend on its
    partner. A variable of two classes takes low and high, one of a single class the middle.

    Parameters
    ----------
    x, y : float[n]
        The two variables of the same places, NaN where missing.
    scheme : str
        Any scheme of `classify` but ``"manual"``.
    names : pair of str
        What the two are called in the labels.
    decimals : pair of int, optional
        Decimals shown for each.
    formatter : callable
        From a number and its decimals to French text.

    Raises
    ------
    ClassificationError
        When the two have not the same length, or for a fault that `classify` names.

    Examples
    --------
    >>> crossed = bivariate([1, 2, 3], [30, 20, 10])
    >>> crossed.index.tolist(), crossed.count(x="high", y="low")
    ([6, 4, 2], 1)
    """
    columns = classify(x, scheme=scheme, k=3, decimals=decimals[0], formatter=formatter)
    rows = classify(y, scheme=scheme, k=3, decimals=decimals[1], formatter=formatter)
    if len(columns.index) != len(rows.index):
        raise ClassificationError(
            f"Les deux variables ne décrivent pas les mêmes lieux : {len(columns.index)} valeurs "
            f"contre {len(rows.index)}.".replace(" : ", "\u202f: ")
        )
    column, row = _levels(columns), _levels(rows)
    index = np.where((column < 0) | (row < 0), -1, 3 * row + column)
    index.flags.writeable = False
    return Bivariate(
        index=index,
        x_breaks=columns.breaks,
        y_breaks=rows.breaks,
        x_labels=_level_labels(columns),
        y_labels=_level_labels(rows),
        palette=bivariate_palette(),
        counts=tuple(int(count) for count in np.bincount(index[index >= 0], minlength=9)),
        labels=tuple(
            typography(f"{names[0]} : niveau {_FRENCH[i]}, {names[1]} : niveau {_FRENCH[j]}")
            for j in _LEVELS
            for i in _LEVELS
        ),
        note=" ".join(
            typography(f"{name} : {classes.note}")
            for name, classes in zip(names, (columns, rows), strict=True)
            if classes.note
        ),
    )


def _levels(classes: Classes) -> NDArray[np.int64]:
    """0, 1 or 2 for each value; −1 where missing."""
    if classes.k == 0:
        return classes.index
    spread = np.array([*_SPREAD[classes.k], -1], dtype=np.int64)
    return spread[classes.index]


def _level_labels(classes: Classes) -> tuple[str, str, str]:
    texts = ["", "", ""]
    for place, label in zip(_SPREAD.get(classes.k, ()), classes.labels, strict=True):
        texts[place] = label
    return texts[0], texts[1], texts[2]
