"""Type on paper: how wide a text is, where its lines break, and the fonts that go with a file."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

Weight = Literal[400, 600, 700]

FAMILY: Final = "Source Sans 3"
FALLBACK: Final = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
MM: Final = 25.4 / 72
"""Millimetres in a point."""

_FOLDER: Final = Path(__file__).parent / "fonts"
_FILES: Final = {
    400: _FOLDER / "SourceSans3-Regular.ttf",
    600: _FOLDER / "SourceSans3-Semibold.ttf",
    700: _FOLDER / "SourceSans3-Bold.ttf",
}


def properties(size: float, weight: Weight) -> FontProperties:
    """The font of a size in points, taken from the project's own files and never from the machine's."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=FAMILY, weight=weight, size=size, fname=str(_FILES[weight]))


@lru_cache(maxsize=8192)
def _advance(text: str, weight: Weight) -> float:
    """Width of a text set in one point, in points."""
    from matplotlib.font_manager import get_font
    from matplotlib.ft2font import LoadFlags

    font = get_font(str(_FILES[weight]))
    font.set_size(100, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / 100


def width(text: str, size: float, weight: Weight) -> float:
    """Width of a text in millimetres."""
    return _advance(text, weight) * size * MM


def wrap(text: str, size: float, weight: Weight, room: float) -> list[str]:
    """Break a text into lines no wider than `room` millimetres.

    Lines break at ordinary spaces, never at no-break ones. A single word wider than the room is broken
    after a hyphen or slash that it holds, and at last within itself, so that nothing ever runs over.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if width(joined, size, weight) <= room:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while width(line, size, weight) > room:
                head = _head(line, size, weight, room)
                lines.append(line[:head])
                line = line[head:]
        lines.append(line)
    return lines


def balance(text: str, size: float, weight: Weight, room: float) -> list[str]:
    """Break a text into as few lines as `wrap` does, but of lengths as even as that allows."""
    lines = wrap(text, size, weight, room)
    narrow = room
    while len(lines) > 1 and narrow > room / 2:
        narrow -= room / 50
        closer = wrap(text, size, weight, narrow)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _head(word: str, size: float, weight: Weight, room: float) -> int:
    """How many of a word's letters fit, ending after a hyphen or slash where there is one."""
    fits = next((n for n in range(len(word), 1, -1) if width(word[:n], size, weight) <= room), 1)
    seam = max(word.rfind(mark, 0, fits) for mark in "-/")
    return seam + 1 if seam > 0 else fits


def font_faces(texts: Iterable[tuple[str, int]]) -> str:
    """CSS that carries the letters used, so that an SVG looks the same where the font is not installed.

    Parameters
    ----------
    texts : iterable of (str, int)
        Each text and its weight.

    Returns
    -------
    str
        One ``@font-face`` rule a weight, the font cut down to its letters (WOFF, base64).
    """
    letters: dict[int, set[str]] = {}
    for text, weight in texts:
        letters.setdefault(weight, set()).update(text)
    return "".join(_font_face(weight, "".join(sorted(letters[weight]))) for weight in sorted(letters))


@lru_cache(maxsize=32)
def _font_face(weight: int, letters: str) -> str:
    """One rule of `font_faces`."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    # Kerning is kept; alternates and ligatures, which nothing here asks for, cost half a second to carry over.
    options = subset.Options(
        drop_tables=[*subset.Options().drop_tables, "GSUB", "DSIG"],
        layout_features=["kern"],
        recalc_timestamp=False,
        hinting=False,
    )
    with TTFont(_FILES[weight], recalcTimestamp=False, lazy=True) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters)
        cutter.subset(font)
        font.flavor = "woff"
        buffer = io.BytesIO()
        font.save(buffer)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return (
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )
