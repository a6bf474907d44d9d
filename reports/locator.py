"""A small drawing of the territory with one commune marked, as the text of an SVG."""

from functools import lru_cache
from typing import Any

from data import store
from geo import outlines, territory

# Metres: finer than a hair once the territory is drawn a few centimetres wide.
_TOLERANCE_M = 60.0
_GROUND, _BORDER, _MARKED = "#E4EBEC", "#FFFFFF", "#0B6478"
# A commune narrower than this many units of the drawing gets a ring, to be seen at all.
_SMALL = 60.0
_WIDTH = 1000.0


def svg(code: str) -> str:
    """Draw the communes and mark one of them.

    Parameters
    ----------
    code : str
        Of a commune.

    Returns
    -------
    str
        An SVG without any text: whoever shows it says in words what it shows.

    Raises
    ------
    geo.territory.UnknownArea
    """
    territory.load().area(code)
    height, paths, spots = _drawing(store.fingerprint("communes"))
    x, y, size = spots[code]
    ring = (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="58" fill="none" stroke="{_MARKED}" stroke-width="9"/>'
        if size < _SMALL
        else ""
    )
    others = "".join(path for other, path in paths.items() if other != code)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {height:.0f}">'
        f'<g fill="{_GROUND}" stroke="{_BORDER}" stroke-width="4" stroke-linejoin="round">{others}</g>'
        f'<g fill="{_MARKED}" stroke="{_BORDER}" stroke-width="4">{paths[code]}</g>{ring}</svg>'
    )


@lru_cache(maxsize=2)
def _drawing(fingerprint: str) -> tuple[float, dict[str, str], dict[str, tuple[float, float, float]]]:
    """Return the height, a path a commune, and the centre and width of each."""
    frame = outlines.simplify(outlines.areas("commune"), _TOLERANCE_M)
    west, south, east, north = frame.total_bounds
    scale = _WIDTH / (east - west)

    def ring(coordinates: Any) -> str:
        points = [f"{(x - west) * scale:.0f} {(north - y) * scale:.0f}" for x, y, *_ in coordinates]
        return f"M{'L'.join(points)}Z"

    paths: dict[str, str] = {}
    spots: dict[str, tuple[float, float, float]] = {}
    for code, shape in zip(frame["code"], frame.geometry, strict=True):
        parts = shape.geoms if hasattr(shape, "geoms") else [shape]
        rings = [ring(one.coords) for part in parts for one in (part.exterior, *part.interiors)]
        paths[code] = f'<path d="{"".join(rings)}" fill-rule="evenodd"/>'
        centre = shape.representative_point()
        left, low, right, high = shape.bounds
        width = max(right - left, high - low) * scale
        spots[code] = ((centre.x - west) * scale, (north - centre.y) * scale, width)
    return (north - south) * scale, paths, spots
