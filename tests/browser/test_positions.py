"""A project lead places a service that has no position: by a click on the small map, with nothing from the outside."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import Server
from tests.browser.screen import SLOW, errors_shown, overflow, settled

# On one worker: they share a server of their own.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("positions")]


@pytest.fixture(scope="module")
def empty(open_atlas: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The application on a data folder of its own, as these tests write into it."""
    return open_atlas(data=tmp_path_factory.mktemp("positions"))


@pytest.fixture
def opened(visit: Callable[..., Page], empty: Server) -> Page:
    """The page Données, its small map in sight."""
    page = visit("donnees", at=empty)
    settled(page)
    page.get_by_text("Lieux sans position").click()
    settled(page)
    page.get_by_test_id("stCheckbox").filter(has_text="Placer un lieu à la main").click()
    expect(page.get_by_role("switch", name="Placer un lieu à la main")).to_be_checked(timeout=SLOW)
    settled(page)
    return page


def _map(page: Page) -> FrameLocator:
    frame = page.frame_locator("iframe.stCustomComponentV1").last
    expect(frame.locator(".leaflet-control-scale")).to_be_visible(timeout=SLOW)
    return frame


@pytest.mark.parametrize(("screen", "scheme"), [("desktop", "light"), ("phone", "dark")], indirect=True)
def test_a_click_places_a_service_and_the_zoom_stays(
    opened: Page, outside_requests: list[str], script_errors: list[str]
) -> None:
    """Zoomed in twice, one click gives a position that the page writes; saved, there is one place fewer to find."""
    before = opened.get_by_text("Lieux sans position").inner_text()
    frame = _map(opened)
    start = frame.locator("#map_div").evaluate("() => window.map.getZoom()")
    for step in (1, 2):
        frame.locator(".leaflet-control-zoom-in").click()
        frame.locator("#map_div").evaluate(
            "(map, zoom) => new Promise((done) => { const wait = () => window.map.getZoom() === zoom && "
            "!window.map._animatingZoom ? done() : setTimeout(wait, 20); wait(); })",
            start + step,
        )
    frame.locator("#map_div").click(position={"x": 150, "y": 200})
    expect(opened.get_by_text("longitude")).to_be_visible(timeout=SLOW)
    assert frame.locator("#map_div").evaluate("() => window.map.getZoom()") == start + 2
    opened.get_by_role("button", name="Placer ici").click()
    expect(opened.get_by_text("1 position enregistrée")).to_be_visible(timeout=SLOW)
    settled(opened)
    assert opened.get_by_text("Lieux sans position").first.inner_text() != before
    assert outside_requests == []
    assert script_errors == []
    assert errors_shown(opened) == []
    assert overflow(opened) <= 0


def test_the_panel_is_accessible(opened: Page, outside_requests: list[str]) -> None:
    """No rule of accessibility is broken in the open panel, and nothing was asked of the outside."""
    _map(opened)
    found = Axe().run(opened, context="details[open]", options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert [(one["id"], node["html"]) for one in found.response["violations"] for node in one["nodes"]] == []
    assert outside_requests == []
