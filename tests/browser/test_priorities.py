"""The page of priorities in a browser: an area chosen on the map, other weights, another detail."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import answer, area, chart, errors_shown, overflow, settled

pytestmark = pytest.mark.browser

ARRAS = "62041"


@pytest.mark.parametrize("screen", ["desktop", "phone"], indirect=True)
def test_an_area_clicked_on_the_map_is_told(visit: Callable[..., Page], screen: str) -> None:
    """A click on a commune gives its place, its interval and what it hangs on; the address follows."""
    page = visit("priorites")
    expect(answer(page)).to_contain_text("quels que soient les choix")
    area(chart(page), ARRAS).click(force=True)
    expect(page.get_by_text(re.compile("1ʳᵉ sur 4. avec ces poids"))).to_be_visible()
    expect(page).to_have_url(re.compile("territoire=Arras"))
    assert overflow(page) <= 0
    assert errors_shown(page) == []


# Which areas lie under the legend, looked for every 4 px.
_COVERED = """
() => {
  const card = document.querySelector(".atlas-legend").getBoundingClientRect();
  const covered = new Set();
  for (const path of document.querySelectorAll("path.atlas-area")) {
    const back = path.getScreenCTM().inverse();
    for (let x = card.left; x < card.right; x += 4) {
      for (let y = card.top; y < card.bottom; y += 4) {
        if (path.isPointInFill(new DOMPoint(x, y).matrixTransform(back))) covered.add(path.dataset.code);
      }
    }
  }
  return [...covered];
}
"""


@pytest.mark.parametrize("name", ["priorites", "carte"])
def test_the_legend_covers_no_commune(visit: Callable[..., Page], name: str) -> None:
    """The territory is put beside the open legend, at more than half of the frame's height."""
    frame = chart(visit(name))
    expect(frame.locator(".atlas-legend")).to_have_attribute("open", "")
    assert frame.locator("body").evaluate(_COVERED) == []
    box = frame.locator("#map_div").bounding_box()
    assert box is not None
    tall = frame.locator("path.atlas-area").evaluate_all(
        "(all) => { const boxes = all.map((one) => one.getBoundingClientRect());"
        " return Math.max(...boxes.map((b) => b.bottom)) - Math.min(...boxes.map((b) => b.top)); }"
    )
    assert tall > box["height"] / 2


def test_the_first_communes_are_named_on_the_map(visit: Callable[..., Page]) -> None:
    """Where not all names have room, those of the first communes of the ranking stay."""
    frame = chart(visit("priorites", combien="5"))
    for name in ("Arras", "Saint-Nicolas", "Achicourt", "Saint-Laurent-Blangy", "Héninel"):
        expect(frame.locator(".atlas-name", has_text=re.compile(f"^{name}$"))).to_be_visible()


def test_weights_of_a_link_are_those_on_screen(visit: Callable[..., Page]) -> None:
    """A link with weights opens on them, and going back to equal ones is one click."""
    page = visit("priorites", poids_minutes_droits="0", detail="poids")
    page.get_by_text("Les poids du comité", exact=True).click()
    slider = page.get_by_role("slider", name=re.compile("Minutes"))
    expect(slider).to_have_value("0")
    page.get_by_role("button", name="Remettre à égalité").click()
    settled(page)
    expect(slider).to_have_value("5")
    expect(page.get_by_role("heading", name=re.compile("Et avec d’autres poids"))).to_be_visible()
    assert errors_shown(page) == []
