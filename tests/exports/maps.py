"""Reads back what a map tells of each area: from what the browser is sent, and from the printed file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely

from geo import outlines

Interval = tuple[float, float]

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = r"(\d[\d\u202f\u00a0 ]*(?:,\d+)?)"
_PAINTED = re.compile(r"fill: (#\w{6}); stroke: (#\w{6}); stroke-width: 0\.25\b")
_PLAIN = re.compile(r"fill: (#\w{6})$")
_GROUND = "#eef1f0"
# Points between a swatch and its label.
_GAP = 15.0


@dataclass(frozen=True, eq=False)
class Sent:
    """A map that a page sent to the browser: its codes, in the order of the lists of `spec`."""

    visit: str
    codes: tuple[str, ...]
    spec: dict[str, Any]

    @property
    def said(self) -> dict[str, str]:
        """What is written over each area, by code."""
        found = dict.fromkeys(self.codes, "")
        for name in ("paint", "circles"):
            tips = self.spec.get(name, {}).get("tips", {})
            for code, rank in zip(self.codes, tips.get("of", ()), strict=False):
                found[code] += "" if rank is None else f"\n{tips['texts'][rank]}"
        return found

    @property
    def drawn(self) -> set[str]:
        """The codes that bear a colour or a circle."""
        shown = {
            code
            for code, rank in zip(self.codes, self.spec.get("paint", {}).get("classes", ()), strict=False)
            if rank is not None and rank >= 0
        }
        return shown | {
            code
            for code, radius in zip(self.codes, self.spec.get("circles", {}).get("radii", ()), strict=False)
            if radius
        }


@contextmanager
def watching(sent: list[Sent], visit: Any) -> Iterator[None]:
    """Record every map that pages send, under the name that `visit` gives at the time."""
    from ui.map import component
    from ui.map.base import outlines as shapes_of
    from ui.map.spec import view_spec

    def recorded(base: Any, view: Any) -> dict[str, Any]:
        made = view_spec(base, view)
        sent.append(Sent(visit(), tuple(shapes_of(base.layer(view.level)).codes), made))
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(component, "view_spec", recorded)
        yield


@dataclass(frozen=True, eq=False)
class Printed:
    """A printed map, as its file alone tells it.

    Attributes
    ----------
    classes : dict of code to interval
        Of the areas that bear a colour of the legend; (NaN, NaN) for a colour that the legend does not name.
    labels : tuple of str
        Of the legend, from the highest class down.
    texts : tuple of str
        Everything that is written, metadata included.
    """

    classes: dict[str, Interval]
    labels: tuple[str, ...]
    texts: tuple[str, ...]


def printed(file: bytes, level: str) -> Printed:
    """Read an SVG map of a level: which area bears which colour, and what the legend says of that colour."""
    root = ElementTree.fromstring(file)
    paths = [(one.get("style", ""), _rings(one.get("d", ""))) for one in root.iter(f"{_SVG}path")]
    words = [
        (float(one.get("x", "nan")), float(one.get("y", "nan")), "".join(one.itertext()))
        for one in root.iter(f"{_SVG}text")
    ]
    ground = next(rings for style, rings in paths if style == f"fill: {_GROUND}")
    where = _positions(level, np.concatenate(ground))
    painted = {match[1]: rings for style, rings in paths if (match := _PAINTED.match(style)) and match[1] == match[2]}
    legend = {colour: label for colour, label in _legend(paths, words).items() if colour in painted}
    classes: dict[str, Interval] = {}
    for colour, rings in painted.items():
        of = interval(legend[colour]) if colour in legend else (np.nan, np.nan)
        classes |= dict.fromkeys(_inside(rings, where), of)
    metadata = [
        text.strip() for one in root.iter() if not one.tag.startswith(_SVG) and (text := one.text or "").strip()
    ]
    attributes = [
        value for one in root.iter() for name, value in one.attrib.items() if name.startswith(("data-", "aria-"))
    ]
    texts = (*(text for _, _, text in words), *metadata, *attributes)
    return Printed(classes, tuple(legend.values()), texts)


def interval(label: str) -> Interval:
    """Return what a label of a class lets one know of a value.

    Examples
    --------
    >>> interval("moins de 34"), interval("34 à 69"), interval("213"), interval("70 et plus")
    ((0.0, 34.0), (34.0, 69.0), (213.0, 213.0), (70.0, inf))
    """
    numbers = [float(re.sub(r"[^\d,]", "", one).replace(",", ".")) for one in re.findall(_NUMBER, label)]
    if label.startswith("moins de"):
        return 0.0, numbers[0]
    if label.endswith("et plus"):
        return numbers[0], np.inf
    return numbers[0], numbers[-1]


def _rings(path: str) -> list[np.ndarray]:
    """Return the rings of a path made of straight lines, float[m, 2] each, the page's y going down."""
    rings = []
    for part in re.split(r"[Mm]", path)[1:]:
        values = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", part)]
        rings.append(np.array(values[: len(values) // 2 * 2]).reshape(-1, 2))
    return rings


def _positions(level: str, ground: np.ndarray) -> dict[str, np.ndarray]:
    """Return where a point of each area falls on the page: the ground of the map is all the communes."""
    left, bottom, right, _ = outlines.areas("commune").total_bounds
    scale = (ground[:, 0].max() - ground[:, 0].min()) / (right - left)
    areas = outlines.areas(level)
    points = shapely.get_coordinates(areas.geometry.representative_point().to_numpy())
    x = ground[:, 0].min() + scale * (points[:, 0] - left)
    y = ground[:, 1].max() - scale * (points[:, 1] - bottom)
    return {str(code): np.array(at) for code, *at in zip(areas["code"], x, y, strict=True)}


def _inside(rings: Iterable[np.ndarray], where: Mapping[str, np.ndarray]) -> list[str]:
    """Return the codes whose point is in an odd number of rings: holes are rings too."""
    times = np.zeros(len(where), dtype=int)
    points = shapely.points(np.array(list(where.values())))
    for ring in rings:
        if len(ring) > 2:
            times += shapely.contains(shapely.Polygon(ring), points)
    return [code for code, odd in zip(where, times % 2 == 1, strict=True) if odd]


def _legend(paths: list[tuple[str, list[np.ndarray]]], words: list[tuple[float, float, str]]) -> dict[str, str]:
    """Return the label beside each swatch: the nearest text to its right on its line."""
    found: dict[str, str] = {}
    for style, rings in paths:
        match = _PLAIN.match(style)
        if match is None or match[1] == _GROUND or len(rings) != 1 or len(rings[0]) > 5:
            continue
        (_, top), (right, bottom) = rings[0].min(axis=0), rings[0].max(axis=0)
        beside = sorted((x, text) for x, y, text in words if 0 < x - right < _GAP and top <= y <= bottom + 1)
        if beside:
            found[match[1]] = beside[0][1]
    return found
