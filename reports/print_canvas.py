"""A sheet of paper measured in millimetres, written out as PNG, SVG or PDF, the same bytes for the same
drawing."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from reports.print_type import FALLBACK, FAMILY, MM, Weight, font_faces, properties, width

if TYPE_CHECKING:
    from matplotlib.path import Path as OutlinePath

Format = Literal["png", "svg", "pdf"]

DPI: Final = 200
CREATOR: Final = "Atlas aller-vers"

_PATH_DATA: Final = re.compile(r' d="[^"]*"')
_TAIL: Final = re.compile(r"(\.\d\d)\d+")

_ONE_AT_A_TIME: Final = threading.Lock()

_SETTINGS: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "atlas-aller-vers",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.hinting": "none",
    "text.usetex": False,
    "path.simplify": False,
}
"""Text stays text in SVG and PDF, and identifiers follow from the content and not from chance."""


@contextmanager
def drawing() -> Iterator[None]:
    """Draw alone: Matplotlib keeps its settings and its fonts for the whole process, not for a thread."""
    import matplotlib as mpl

    with _ONE_AT_A_TIME, mpl.rc_context(_SETTINGS):
        yield


class Sheet:
    """A page to draw on, whose origin is its lower left corner and whose unit is the millimetre.

    What is drawn later lies above. To be used inside `drawing`.

    Parameters
    ----------
    width, height : float
        Size of the page, millimetres.
    ground : str or None
        Its colour; None leaves it transparent.
    """

    def __init__(self, width: float, height: float, ground: str | None) -> None:
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self.texts: list[tuple[str, int]] = []
        self._layer = 0
        self._figure = Figure(figsize=(width / 25.4, height / 25.4), dpi=DPI)
        self._figure.patch.set_visible(ground is not None)
        self._figure.patch.set_facecolor(ground or "none")
        self._axes = self._figure.add_axes((0, 0, 1, 1), frameon=False)
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self._axes.set_autoscale_on(False)

    def shapes(
        self,
        geometries: Iterable[BaseGeometry],
        *,
        fill: str | None = None,
        edge: str | None = None,
        line: float = 0.0,
        dash: Sequence[float] | None = None,
        opacity: float = 1.0,
    ) -> None:
        """Draw areas as one path; `line` is the width of their outline in points, `dash` in line widths."""
        from matplotlib.patches import PathPatch

        outline = _outline(geometries)
        if outline is None:
            return
        self._add(
            PathPatch(
                outline,
                facecolor=fill or "none",
                edgecolor=edge or "none",
                linewidth=line,
                linestyle=(0, tuple(dash)) if dash else "solid",
                joinstyle="round",
                capstyle="butt",
                alpha=opacity if opacity < 1 else None,
            )
        )

    def lines(self, strokes: Sequence[NDArray[np.float64]], *, colour: str, line: float) -> None:
        """Draw open lines, each float[m, 2] in millimetres."""
        from matplotlib.collections import LineCollection

        if strokes:
            self._add(LineCollection(list(strokes), colors=[colour], linewidths=line, capstyle="butt"))

    def circle(self, x: float, y: float, radius: float, **style: Any) -> None:
        """Draw a circle; the style is that of `shapes`."""
        self.shapes([shapely.Point(x, y).buffer(radius, quad_segs=24)], **style)

    def box(self, x: float, y: float, width: float, height: float, **style: Any) -> None:
        """Draw a rectangle from its lower left corner; the style is that of `shapes`."""
        self.shapes([shapely.box(x, y, x + width, y + height)], **style)

    def text(
        self,
        x: float,
        y: float,
        content: str,
        *,
        size: float,
        weight: Weight = 400,
        colour: str,
        align: Literal["left", "center", "right"] = "left",
        angle: float = 0.0,
        opacity: float = 1.0,
        halo: tuple[str, float] | None = None,
    ) -> None:
        """Write a line of text from its baseline.

        A halo (colour, width in points) is drawn from the letters' outlines under the text, so that the
        text above it can be searched and copied.
        """
        from matplotlib.text import Text

        font = properties(size, weight)
        if halo is not None:
            self._halo(x, y, content, font=(size, weight), align=align, angle=angle, halo=halo)
        text = Text(
            x,
            y,
            content,
            color=colour,
            fontproperties=font,
            horizontalalignment=align,
            verticalalignment="baseline",
            rotation=angle,
            rotation_mode="anchor",
            alpha=opacity if opacity < 1 else None,
            parse_math=False,
        )
        self.texts.append((content, weight))
        self._add(text)

    def _halo(
        self,
        x: float,
        y: float,
        content: str,
        *,
        font: tuple[float, Weight],
        align: str,
        angle: float,
        halo: tuple[str, float],
    ) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.textpath import TextPath
        from matplotlib.transforms import Affine2D

        letters = TextPath((0, 0), content, size=font[0], prop=properties(*font))
        shift = {"left": 0.0, "center": -0.5, "right": -1.0}[align] * width(content, *font)
        placed = letters.transformed(Affine2D().scale(MM).translate(shift, 0).rotate_deg(angle).translate(x, y))
        colour, line = halo
        self._add(PathPatch(placed, facecolor="none", edgecolor=colour, linewidth=line, joinstyle="round"))

    def _add(self, artist: Any) -> None:
        self._layer += 1
        artist.set_zorder(self._layer)
        artist.set_clip_on(False)
        self._axes.add_artist(artist)

    def write(self, form: Format, *, title: str, subject: str, day: date) -> bytes:
        """Return the page as a file that carries its title, its subject and the day given."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        metadata: dict[Format, dict[str, Any]] = {
            "png": {"Software": CREATOR, "Title": title, "Description": subject},
            "svg": {
                "Title": title,
                "Description": subject,
                "Creator": CREATOR,
                "Date": day.isoformat(),
                "Language": "fr",
            },
            "pdf": {
                "Title": title,
                "Subject": subject,
                "Creator": CREATOR,
                "Producer": CREATOR,
                "CreationDate": midnight,
                "ModDate": midnight,
            },
        }
        buffer = io.BytesIO()
        self._figure.savefig(buffer, format=form, dpi=DPI, metadata=metadata[form])
        if form != "svg":
            return buffer.getvalue()
        return self._dress(buffer.getvalue().decode("utf-8")).encode("utf-8")

    def _dress(self, svg: str) -> str:
        """Give the SVG its fonts, its language and its name for screen readers."""
        rules = font_faces(self.texts)
        # A hundredth of a point is finer than any printer; six decimals double the size of the file.
        svg = _PATH_DATA.sub(lambda data: _TAIL.sub(r"\1", data.group(0)), svg)
        svg = svg.replace(f"'{FAMILY}'", FALLBACK)
        svg = svg.replace("<defs>", f'<defs>\n  <style type="text/css">{rules}</style>', 1)
        svg = svg.replace("<title>", '<title id="titre">', 1)
        return svg.replace("<svg ", '<svg xml:lang="fr" role="img" aria-labelledby="titre" ', 1)


def polygons(geometries: Iterable[BaseGeometry]) -> list[shapely.Polygon]:
    """The polygons that geometries consist of, however nested; lines, points and empty parts left aside."""
    # Twice, since a repaired outline may be a collection that holds a multipolygon.
    parts = shapely.get_parts(shapely.get_parts(np.array(list(geometries), dtype=object)))
    return [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]


def _outline(geometries: Iterable[BaseGeometry]) -> OutlinePath | None:
    """One compound path of the rings of many areas, holes included; None when there is nothing to draw."""
    from matplotlib.path import Path

    vertices: list[NDArray[np.float64]] = []
    codes: list[NDArray[np.uint8]] = []
    for part in polygons(geometries):
        for ring in (part.exterior, *part.interiors):
            points = shapely.get_coordinates(ring)
            marks = np.full(len(points), Path.LINETO, dtype=np.uint8)
            marks[0], marks[-1] = Path.MOVETO, Path.CLOSEPOLY
            vertices.append(points)
            codes.append(marks)
    if not vertices:
        return None
    return Path(np.concatenate(vertices), np.concatenate(codes))
