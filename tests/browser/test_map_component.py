"""The map component in a real Chromium: painted offline, kept at its zoom, clicked once for one run."""

import re

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

pytestmark = pytest.mark.browser

AREAS = "path.atlas-area"


@pytest.fixture
def chart(page: Page, tiny_server, script_errors: list[str]) -> FrameLocator:
    """Open the small application and wait for its painted map."""
    page.goto(tiny_server.url)
    frame = page.frame_locator("iframe.stCustomComponentV1")
    expect(frame.locator("#map_div[data-painted]")).to_be_visible(timeout=30_000)
    return frame


def choose(page: Page, label: str) -> None:
    """Choose an option of one of the page's radios."""
    page.get_by_text(label, exact=True).click()


def zoom_of(chart: FrameLocator) -> float:
    """Return the map's zoom."""
    return float(chart.locator("#map_div").evaluate("() => window.map.getZoom()"))


def area(chart: FrameLocator, code: str):
    """Return the drawn outline of an area."""
    return chart.locator(f'{AREAS}[data-code="{code}"]')


@pytest.mark.parametrize("screen", ["desktop", "phone"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
def test_draws_every_commune_without_leaving_the_server(
    chart: FrameLocator, outside_requests: list[str], script_errors: list[str], scheme: str
) -> None:
    """46 outlines are drawn and hatched where secret, in both themes and widths, and nothing is asked outside."""
    expect(chart.locator(AREAS)).to_have_count(46)
    expect(chart.locator(f"{AREAS}.atlas-hatched")).to_have_count(5)
    expect(area(chart, "62004")).to_have_attribute("fill", "url(#atlas-hatch)")
    expect(chart.locator("html")).to_have_attribute("data-theme", scheme)
    assert outside_requests == []
    assert script_errors == []


def test_legend_is_open_on_a_wide_screen(chart: FrameLocator) -> None:
    """On a wide screen the legend is open; its texts are written as text, never as markup."""
    legend = chart.locator(".atlas-legend")
    expect(legend).to_have_attribute("open", "")
    expect(legend).to_contain_text("Estimation <i>")
    expect(legend).to_contain_text("Secret statistique ou valeur absente")
    expect(legend).to_contain_text("Imposé")


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_legend_is_folded_on_a_phone(chart: FrameLocator, page: Page) -> None:
    """At 390 px the legend is a closed card inside the map, and opens on demand."""
    legend = chart.locator(".atlas-legend")
    expect(legend).not_to_have_attribute("open", "")
    expect(chart.get_by_text("Source d’essai")).to_be_hidden()
    legend.locator("summary").click()
    expect(chart.get_by_text("Source d’essai")).to_be_visible()
    frame_box = page.locator("iframe.stCustomComponentV1").bounding_box()
    legend_box = legend.bounding_box()
    assert frame_box is not None
    assert legend_box is not None
    assert frame_box["x"] <= legend_box["x"]
    assert legend_box["x"] + legend_box["width"] <= frame_box["x"] + frame_box["width"] <= 390


def test_indicator_change_repaints_and_keeps_the_zoom(chart: FrameLocator, page: Page) -> None:
    """A change of indicator recolours the same outlines: same frame, same zoom, same selection."""
    chart.get_by_label("Zoom avant").click()
    chart.locator("#map_div").evaluate("() => { window.sameFrame = true; }")
    zoom = zoom_of(chart)
    expect(area(chart, "62000")).to_have_attribute("fill", "#cfe4e3")
    choose(page, "Chômage")
    expect(area(chart, "62000")).to_have_attribute("fill", "#7bb4bc")
    expect(chart.locator(".atlas-legend-title")).to_have_text("Chômage")
    assert chart.locator("#map_div").evaluate("() => window.sameFrame") is True
    assert zoom_of(chart) == zoom
    expect(chart.locator(AREAS)).to_have_count(46)


def test_click_causes_one_run_and_outlines_the_area(chart: FrameLocator, page: Page) -> None:
    """One click gives one run with the area's code; the same area clicked again gives another event."""
    expect(page.get_by_text("Passages: 1")).to_be_visible()
    area(chart, "62010").click()
    expect(page.get_by_text(re.compile("Clic: communes/62010 fresh=True"))).to_be_visible()
    expect(page.get_by_text("Passages: 2")).to_be_visible()
    expect(chart.locator(".atlas-selected")).to_have_count(1)
    first = page.get_by_text(re.compile("^Clic:")).inner_text()
    area(chart, "62010").click()
    expect(page.get_by_text("Passages: 3")).to_be_visible()
    assert page.get_by_text(re.compile("^Clic:")).inner_text() != first
    choose(page, "Chômage")
    expect(page.get_by_text(re.compile("Clic: communes/62010 fresh=False"))).to_be_visible()
    expect(chart.locator(".atlas-selected")).to_have_count(1)


def test_points_and_stops_answer_with_their_identifiers(chart: FrameLocator, page: Page) -> None:
    """A click on a place or on a stop returns its layer and its identifier."""
    chart.locator('.atlas-place[data-code="mairie"]').click()
    expect(page.get_by_text(re.compile("Clic: hosts/mairie fresh=True"))).to_be_visible()
    chart.locator('.atlas-place[data-code="arret-1"]').click()
    expect(page.get_by_text(re.compile("Clic: mardi/arret-1 fresh=True"))).to_be_visible()


def test_moving_the_map_causes_no_run(chart: FrameLocator, page: Page) -> None:
    """Zoom, recentring and the switches on the map stay in the browser."""
    for label in ("Zoom avant", "Zoom arrière", "Recentrer sur tout le territoire"):
        chart.get_by_label(label).click()
    chart.get_by_text("Affichage").click()
    chart.get_by_label("Noms").check()
    expect(chart.locator(".atlas-name").first).to_be_visible()
    chart.get_by_label("Quartiers").check()
    expect(chart.locator("path.atlas-overlay")).to_have_count(2)
    expect(chart.locator(".atlas-legend")).to_contain_text("Contours approchés\u202f: Quartiers")
    choose(page, "Chômage")
    expect(page.get_by_text("Passages: 2")).to_be_visible()


def test_tooltip_says_name_and_value_as_text(chart: FrameLocator, page: Page) -> None:
    """Hovering shows the name, markup shown as it is written, and the value written by the server."""
    area(chart, "62012").hover()
    tip = chart.locator(".atlas-tip")
    expect(tip).to_contain_text("Commune <b> 12")
    expect(tip).to_contain_text("12,0 %")
    expect(chart.locator("path.atlas-hover")).to_have_count(1)


def test_keyboard_walks_over_the_areas(chart: FrameLocator, page: Page) -> None:
    """Tab reaches the areas once, arrows go from neighbour to neighbour, Enter chooses."""
    area(chart, "62000").focus()
    page.keyboard.press("ArrowRight")
    expect(area(chart, "62001")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(area(chart, "62008")).to_be_focused()
    expect(chart.locator(f'{AREAS}[tabindex="0"]')).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Clic: communes/62008 fresh=True"))).to_be_visible()


def test_levels_change_in_the_same_frame(chart: FrameLocator, page: Page) -> None:
    """IRIS keep the communes' borders over them and say that they are approximate; cells are drawn on a canvas."""
    chart.get_by_label("Zoom avant").click()
    zoom = zoom_of(chart)
    choose(page, "iris")
    expect(chart.locator(AREAS)).to_have_count(60)
    expect(chart.locator("path.atlas-frame")).to_have_count(46)
    expect(chart.locator(".atlas-legend")).to_contain_text("Contours approchés\u202f: IRIS")
    choose(page, "cells")
    expect(chart.locator("canvas")).to_be_visible()
    expect(chart.locator(AREAS)).to_have_count(0)
    assert zoom_of(chart) == zoom
    chart.locator("canvas").click(position={"x": 500, "y": 300})
    expect(page.get_by_text(re.compile("Clic: cells/c.* fresh=True"))).to_be_visible()
    choose(page, "communes")
    area(chart, "62024").click()
    expect(page.get_by_text(re.compile("Clic: communes/62024 fresh=True"))).to_be_visible()


def test_counts_are_circles(chart: FrameLocator, page: Page) -> None:
    """Counts are discs on neutral ground, with nested circles in the legend; nought draws none."""
    choose(page, "Ménages")
    expect(chart.locator("path.atlas-circle")).to_have_count(45)
    expect(chart.locator(f"{AREAS}.atlas-plain")).to_have_count(46)
    expect(chart.locator(".atlas-nested circle").first).to_be_visible()


def test_outlines_that_do_not_load_are_announced(page: Page, tiny_server) -> None:
    """A missing file of outlines leaves a French sentence in the map, not a blank."""

    def fail(route: Route) -> None:
        route.fulfill(status=404, body="")

    page.route(re.compile(r"/cache/communes-.*\.geojson"), fail)
    page.goto(tiny_server.url)
    frame = page.frame_locator("iframe.stCustomComponentV1")
    alert = frame.get_by_role("alert")
    expect(alert).to_contain_text("n’ont pas pu être chargés", timeout=30_000)
    expect(alert).to_contain_text("relancez l’application")


def test_background_out_of_reach_is_said_and_the_areas_stay(chart: FrameLocator, outside_requests: list[str]) -> None:
    """Tiles are asked for only when somebody wants them; refused, the map says so and keeps its areas."""
    assert outside_requests == []
    chart.get_by_text("Affichage").click()
    chart.get_by_label("Plan IGN").check()
    expect(chart.get_by_role("alert")).to_contain_text("Le fond de carte est hors d’atteinte")
    assert outside_requests
    expect(chart.locator(AREAS)).to_have_count(46)
    expect(chart.locator("path.atlas-land").first).to_be_visible()
    chart.get_by_label("Sans fond de carte").check()
    expect(chart.get_by_role("alert")).to_have_count(0)


def test_view_that_changes_while_the_scripts_load_is_not_lost(page: Page, tiny_server) -> None:
    """The map shows the last view asked for, even when it came before the map was ready."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/leaflet.js", hold)
    with page.expect_request("**/leaflet.js"):
        page.goto(tiny_server.url)
    expect(page.get_by_text("Passages: 1")).to_be_visible()
    choose(page, "Chômage")
    expect(page.get_by_text("Passages: 2")).to_be_visible()
    held[0].continue_()
    frame = page.frame_locator("iframe.stCustomComponentV1")
    expect(area(frame, "62000")).to_have_attribute("fill", "#7bb4bc")
    expect(frame.locator(".atlas-legend-title")).to_have_text("Chômage")


def test_theme_changes_with_the_page(chart: FrameLocator, page: Page) -> None:
    """The frame follows the theme of the page while it is open."""
    expect(chart.locator("html")).to_have_attribute("data-theme", "light")
    page.emulate_media(color_scheme="dark")
    expect(chart.locator("html")).to_have_attribute("data-theme", "dark")


def test_map_has_no_serious_accessibility_fault(chart: FrameLocator, page: Page) -> None:
    """axe finds nothing serious inside the map's frame."""
    from axe_playwright_python.sync_playwright import Axe

    chart.get_by_text("Affichage").click()
    found = Axe().run(next(frame for frame in page.frames if "streamlit_folium" in frame.url))
    serious = [
        f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
        for fault in found.response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
    assert serious == []
