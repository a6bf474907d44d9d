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
    expect(page.get_by_text(re.compile("1re sur 4. avec ces poids"))).to_be_visible()
    expect(page).to_have_url(re.compile("territoire=Arras"))
    assert overflow(page) <= 0
    assert errors_shown(page) == []


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
