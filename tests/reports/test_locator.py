"""The small drawing of the territory: every commune once, one of them marked."""

import re
from xml.etree import ElementTree

import pytest

from geo import territory
from geo.territory import UnknownArea
from reports import locator

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("code", ["62041", "62172", "62085"])
def test_every_commune_is_drawn_and_one_is_marked(code: str):
    """The drawing is sound XML with 46 outlines, one of them in the accent colour."""
    root = ElementTree.fromstring(locator.svg(code))
    others, marked = root.findall(f"{SVG}g")
    assert len(others) == 45
    assert len(marked) == 1
    assert marked.attrib["fill"] == "#0B6478"


def test_outlines_stay_inside_the_drawing():
    """No point lies outside the view box."""
    text = locator.svg("62041")
    view = re.search(r'viewBox="0 0 (\d+) (\d+)"', text)
    assert view is not None
    wide, high = map(int, view.groups())
    points = [tuple(map(int, pair)) for pair in re.findall(r"[ML](-?\d+) (-?\d+)", text)]
    assert len(points) > 500
    assert all(0 <= x <= wide and 0 <= y <= high for x, y in points)


def test_a_small_commune_gets_a_ring():
    """A commune too small to be seen is circled, a large one is not."""
    rings = [code for code in territory.load().communes if "<circle" in locator.svg(code)]
    assert "62041" not in rings
    assert len(rings) < 10


def test_an_unknown_commune_is_refused():
    """A code of elsewhere is a fault."""
    with pytest.raises(UnknownArea):
        locator.svg("75056")
