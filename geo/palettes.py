"""Colours of the maps: chosen to be told apart by colour-blind readers and in grey print.

Every palette here is checked by simulation in the tests: Machado, Oliveira and Fernandes (2009, *IEEE
Transactions on Visualization and Computer Graphics* 15-6) at full severity, distances in CAM02-UCS (Luo,
Cui and Li 2006). Ramps are interpolated in Oklab (Ottosson 2020) at equal steps of lightness, so that a
photocopy keeps their order.

A diverging palette is the exception that no choice of colours can lift: in grey, its two arms look alike.
Its arms have different lightness here, and its legend carries signed numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.errors import ClassificationError, ColourError

MAX_CLASSES: Final = 7
"""The eye does not tell more shades of one colour apart on a map (Bertin 1967, *Sémiologie graphique*)."""

ACCENT: Final = "#0B6478"
INK_DARK: Final = "#050708"
"""Nearly black: on the middle shades, a softer ink and white both fall below 4.5:1."""
INK_LIGHT: Final = "#FFFFFF"
PAGE_LIGHT: Final = "#FFFFFF"
PAGE_DARK: Final = "#11191C"

OUTLINE_ON_LIGHT: Final = "#5F7178"
"""Borders over the light page: the lightest class has no contrast of its own there."""
OUTLINE_ON_DARK: Final = "#9FB2B8"
"""Borders over the dark page: the darkest class has no contrast of its own there."""
MISSING_GROUND: Final = "#F4F5F3"
"""Under the hatching of a missing or secret value; never used as a class."""
HATCH_INK: Final = "#6C7B80"

SEQUENTIAL_ANCHORS: Final = ("#E6EFE2", "#86BFBC", ACCENT, "#062F3E")
MINUTES_ANCHORS: Final = ("#F5ECD4", "#E9B264", "#B9533A", "#471933")
DIVERGING_LOW_ANCHORS: Final = ("#0A5064", "#6FB1B8", "#F1F1EC")
DIVERGING_HIGH_ANCHORS: Final = ("#F1F1EC", "#E3A471", "#A8481A")

PUBLICS: Final = MappingProxyType(
    {"jeunes": "#2B97A4", "monoparents": "#D9740E", "rsa_ppa_de": "#6D53C3", "seniors": "#7A6055"}
)
"""The four target publics; at least 3:1 against both page grounds (WCAG 2.2, 1.4.11)."""

SERVICES: Final = MappingProxyType(
    {
        "france_services": "#085A80",
        "caf": "#5493F0",
        "france_travail": "#062385",
        "ccas": "#DF7800",
        "carsat": "#7351D3",
        "finances_publiques": "#00211E",
        "emploi": "#706A73",
        "centre_social": "#8D2A44",
        "maison_services": "#6B9269",
        "mediatheque": "#C07FA7",
        "mairie": "#866120",
        "salle_communale": "#452905",
    }
)
"""Kinds of services and host places; at least 3:1 against white. Markers wear a white ring everywhere."""

SERVICE_MARKS: Final = MappingProxyType(
    {
        "france_services": "star",
        "caf": "circle",
        "france_travail": "square",
        "ccas": "diamond",
        "carsat": "triangle",
        "finances_publiques": "pentagon",
        "emploi": "square",
        "centre_social": "circle",
        "maison_services": "triangle",
        "mediatheque": "diamond",
        "mairie": "circle",
        "salle_communale": "square",
    }
)
"""The shape that doubles a kind's colour, which is never the only difference (WCAG 2.2, 1.4.1)."""

BIVARIATE: Final = (
    ("#EDF2ED", "#94C5D3", "#0A90AA"),
    ("#F2C680", "#A38F7F", "#36566A"),
    ("#DB7D08", "#845028", "#262822"),
)
"""Rows follow the second variable and columns the first, both from low to high: code = 3 × row + column."""

_FEW_CLASSES: Final = {1: (0.42, 0.42), 2: (0.12, 0.68), 3: (0.05, 0.76), 4: (0.0, 0.84), 5: (0.0, 0.92)}
"""The stretch of a ramp that few classes take, so that they stay clear of its near-black end."""

_LMS: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def sequential(k: int) -> tuple[str, ...]:
    """Colours for a rate, from light (low) to dark (high).

    Parameters
    ----------
    k : int
        Number of classes, 1 to 7.

    Returns
    -------
    tuple of str
        `k` colours as ``#RRGGBB``, each darker than the one before.

    Raises
    ------
    ClassificationError
        When `k` is out of bounds.

    Examples
    --------
    >>> sequential(3)[0], len(sequential(7))
    ('#D5E6DB', 7)
    """
    return _stretch(SEQUENTIAL_ANCHORS, k)


def minutes(k: int) -> tuple[str, ...]:
    """Colours for a travel time, from light (near) to dark (far); `k` classes, 1 to 7."""
    return _stretch(MINUTES_ANCHORS, k)


def diverging(k: int) -> tuple[str, ...]:
    """Colours for a gap to a reference, from far below through neutral to far above.

    Parameters
    ----------
    k : int
        Number of classes, 1 to 7. An odd `k` has a neutral class in its middle, an even one has none.

    Returns
    -------
    tuple of str
        `k` colours; lightness rises to the middle, then falls.
    """
    _check_count(k)
    half = k // 2
    # An even palette skips the neutral shade: one step more on each arm, whose lightest is dropped.
    steps = half + 1
    low = _ramp(DIVERGING_LOW_ANCHORS, np.linspace(0.0, 1.0, steps))[:half]
    high = _ramp(DIVERGING_HIGH_ANCHORS, np.linspace(0.0, 1.0, steps))[1:]
    neutral = (DIVERGING_LOW_ANCHORS[-1],) if k % 2 else ()
    return (*low, *neutral, *high)


def bivariate_palette() -> tuple[str, ...]:
    """The nine colours of the two-variable map, by code 0 to 8."""
    return tuple(colour for row in BIVARIATE for colour in row)


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 (black) to 1 (white), as WCAG 2.2 defines it.

    Examples
    --------
    >>> round(luminance("#FFFFFF"), 3)
    1.0
    """
    return float(_linear(_rgb(colour)) @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    Examples
    --------
    >>> round(contrast("#000000", "#FFFFFF"), 1)
    21.0
    """
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def ink_on(colour: str) -> str:
    """The text colour, dark or white, that reads best on a fill.

    Examples
    --------
    >>> ink_on("#0B6478"), ink_on("#E6EFE2")
    ('#FFFFFF', '#050708')
    """
    return max((INK_DARK, INK_LIGHT), key=lambda ink: contrast(ink, colour))


def _check_count(k: int) -> None:
    if not 1 <= k <= MAX_CLASSES:
        raise ClassificationError(f"Une palette compte de 1 à {MAX_CLASSES} classes, pas {k}.")


def _stretch(anchors: Sequence[str], k: int) -> tuple[str, ...]:
    _check_count(k)
    low, high = _FEW_CLASSES.get(k, (0.0, 1.0))
    return _ramp(anchors, np.linspace(low, high, k))


def _ramp(anchors: Sequence[str], positions: NDArray[np.float64]) -> tuple[str, ...]:
    """Colours at positions 0 to 1 of a broken line through the anchors, measured along its lightness."""
    lab = np.array([np.cbrt(_linear(_rgb(anchor)) @ _LMS.T) @ _LAB.T for anchor in anchors])
    along = (lab[:, 0] - lab[0, 0]) / (lab[-1, 0] - lab[0, 0])
    mixed = np.column_stack([np.interp(positions, along, lab[:, axis]) for axis in range(3)])
    linear = ((mixed @ np.linalg.inv(_LAB).T) ** 3) @ np.linalg.inv(_LMS).T
    return tuple(_hex(rgb) for rgb in linear)


def _rgb(colour: str) -> NDArray[np.float64]:
    digits = colour[1:]
    if len(colour) != 7 or colour[0] != "#" or any(d not in "0123456789abcdefABCDEF" for d in digits):
        raise ColourError(f"«\u202f{colour}\u202f» n’est pas une couleur écrite #RRVVBB.")
    return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)], dtype=np.float64) / 255.0


def _linear(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear light of gamma-encoded sRGB (IEC 61966-2-1)."""
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _hex(linear: NDArray[np.float64]) -> str:
    light = np.clip(linear, 0.0, 1.0)
    encoded = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in encoded)
