"""The page Fiche commune in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import AREAS, chart

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("screen", ["desktop", "phone"], indirect=True)
@pytest.mark.parametrize("commune", ["62041", "62099"])
def test_the_commune_is_whole_in_its_map(visit: Callable[..., Page], commune: str) -> None:
    """Arras by its IRIS, Beaurains among the communes: every outline of theirs is inside the frame, and large in it."""
    frame = chart(visit("fiche", commune=commune))
    places = f"""() => {{
      const map = document.querySelector("#map_div").getBoundingClientRect();
      const all = [...document.querySelectorAll('{AREAS}[data-code^="{commune}"]')];
      const boxes = all.map((path) => path.getBoundingClientRect());
      const inside = boxes.every((box) => box.left >= map.left && box.right <= map.right
        && box.top >= map.top && box.bottom <= map.bottom);
      const wide = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      return all.length && !window.map._animatingZoom && inside && wide / map.width > 0.2;
    }}"""
    frame.owner.element_handle().content_frame().wait_for_function(places, timeout=15_000)
