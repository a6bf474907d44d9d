"""The page Carte in a browser: paint, click, compare, keep the zoom, and a link that gives the same view to others."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from geo import territory
from tests.browser.screen import (
    AREAS,
    SLOW,
    answer,
    area,
    chart,
    choose,
    errors_shown,
    legend,
    overflow,
    settled,
    zoom_of,
)

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("screen", ["desktop", "phone"], indirect=True)
UNEMPLOYED = "Demandeurs d’emploi, pour 100 habitants"


@BOTH
def test_every_commune_is_drawn_and_answers_a_click(visit: Callable[..., Page], screen: str) -> None:
    """46 outlines; a click shows the commune's value and its rank beside the map, and outlines it."""
    page = visit("carte")
    frame = chart(page)
    expect(frame.locator(AREAS)).to_have_count(46)
    area(frame, "62041").click()
    expect(page.get_by_role("heading", level=2, name="Arras", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("1ᵉʳ sur 46"))).to_be_attached()
    expect(frame.locator(".atlas-selected")).to_have_count(1)
    area(frame, "62099").click()
    name = territory.load().communes["62099"].name
    expect(page.get_by_role("heading", level=2, name=name, exact=True)).to_be_visible()


@BOTH
def test_another_indicator_repaints_and_keeps_the_zoom(visit: Callable[..., Page], screen: str) -> None:
    """The same frame shows the other figure at the same zoom, and the sentence follows."""
    page = visit("carte")
    frame = chart(page)
    frame.get_by_label("Zoom avant").click()
    frame.locator("#map_div").evaluate("() => { window.sameFrame = true; }")
    zoom, before = zoom_of(frame), answer(page).inner_text()
    choose(page, "Indicateur", UNEMPLOYED)
    expect(legend(frame)).to_contain_text("Demandeurs d’emploi")
    expect(answer(page)).not_to_have_text(before)
    expect(page).to_have_url(re.compile("indicateur="))
    assert frame.locator("#map_div").evaluate("() => window.sameFrame") is True
    assert zoom_of(frame) == zoom
    expect(frame.locator(AREAS)).to_have_count(46)


def test_another_indicator_asks_for_no_file(visit: Callable[..., Page]) -> None:
    """Outlines, scripts, the word mark and the icon are there already: a change sends what changes, and no file."""
    page = visit("carte")
    frame = chart(page)
    expect(page.locator("link[rel*=icon]")).to_have_attribute("href", re.compile("^data:image/png"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for indicator in (UNEMPLOYED, "Revenu médian, €/an"):
        choose(page, "Indicateur", indicator)
        settled(page)
        expect(legend(frame)).to_contain_text(indicator.split(",")[0])
    assert asked == []
    expect(page.locator("link[rel*=icon]")).to_have_attribute("href", re.compile("^data:image/png"))
    assert page.get_by_test_id("stHeaderLogo").evaluate("(logo) => logo.naturalWidth") > 0


def test_what_is_folded_is_sent_once_it_is_open(visit: Callable[..., Page]) -> None:
    """The table, the files and the link come when they are opened; the address holds the table."""
    page = visit("carte")
    chart(page)
    files = page.get_by_role("button", name="Tableau (CSV)")
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
    expect(files).to_have_count(0)
    menu, link = (page.get_by_role("button", name=name, exact=True) for name in ("Télécharger", "Partager cette vue"))
    left, right = menu.bounding_box(), link.bounding_box()
    assert left is not None
    assert right is not None
    assert right["x"] - left["x"] - left["width"] < 40
    menu.click()
    expect(files).to_be_visible()
    page.keyboard.press("Escape")
    expect(files).to_have_count(0)
    page.get_by_text(re.compile("^Le tableau")).click()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=SLOW)
    expect(page).to_have_url(re.compile("tableau=true"))
    link.click()
    expect(page.get_by_test_id("stCode")).to_contain_text("tableau=true")


@pytest.mark.parametrize(("level", "count"), [("IRIS", 66), ("Communes", 46)])
def test_each_level_draws_its_areas(visit: Callable[..., Page], level: str, count: int) -> None:
    """66 IRIS, said approximate, and back to the communes."""
    page = visit("carte", niveau="iris")
    frame = chart(page)
    expect(frame.locator(AREAS)).to_have_count(66)
    expect(frame.locator(".atlas-legend")).to_contain_text("approchés")
    page.get_by_role("radio", name=level).check(force=True)
    expect(chart(page).locator(AREAS)).to_have_count(count)


def test_the_menu_names_what_the_map_shows_at_each_level(visit: Callable[..., Page]) -> None:
    """The median income has another name by IRIS: the menu follows the level, and the next choice keeps it."""
    page = visit("carte", indicateur="revenu_median")
    menu = page.get_by_role("combobox", name="Indicateur")
    chart(page)
    expect(menu).to_have_value("Revenu médian, €/an")
    page.get_by_role("radio", name="IRIS").check(force=True)
    settled(page)
    expect(menu).to_have_value("Revenu déclaré médian, €/an")
    choose(page, "Rechercher un IRIS", "Acq")
    settled(page)
    expect(menu).to_have_value("Revenu déclaré médian, €/an")
    expect(legend(chart(page))).to_have_text("Revenu déclaré médian")
    page.get_by_role("radio", name="Communes").check(force=True)
    settled(page)
    expect(menu).to_have_value("Revenu médian, €/an")
    expect(legend(chart(page))).to_have_text("Revenu médian")


@BOTH
def test_cells_are_drawn_on_a_canvas(visit: Callable[..., Page], screen: str) -> None:
    """The 1 727 inhabited cells are painted, and one of them answers a click."""
    page = visit("carte", niveau="carreau")
    frame = chart(page)
    canvas = frame.locator("canvas")
    expect(canvas).to_be_visible()
    drawn = "() => Object.values(window.map._layers).filter((one) => one.options.pane === 'atlas-cells').length"
    assert frame.locator("#map_div").evaluate(drawn) >= 1727
    frame.locator("#map_div").evaluate("() => { window.map.setView([50.2910, 2.7775], 15, { animate: false }); }")
    frame.locator("#map_div").click()
    expect(page.get_by_role("heading", level=2).first).not_to_have_text("Tout le territoire")
    expect(page).to_have_url(re.compile("territoire="))


def test_counts_are_circles(visit: Callable[..., Page]) -> None:
    """A number of people is drawn as discs, with discs in the legend."""
    page = visit("carte")
    frame = chart(page)
    choose(page, "Indicateur", "Foyers au RSA, nombre")
    expect(frame.locator("path.atlas-circle").first).to_be_visible()
    expect(frame.locator(".atlas-nested circle").first).to_be_visible()


@BOTH
@pytest.mark.parametrize("zone", ["quartiers", "lieux"])
def test_the_zone_of_an_estimate_is_drawn_in_its_fold(visit: Callable[..., Page], screen: str, zone: str) -> None:
    """The map of the fold shows the whole zone, names it in its legend, and lets the areas under it be read."""
    page = visit("carte", estimation="true", zone=zone)
    frame = chart(page, 1)
    line = frame.locator("path.atlas-zone")
    expect(line).to_have_count(1)
    inside = """(line) => {
      const box = line.getBoundingClientRect();
      return box.width > 8 && box.left >= 0 && box.top >= 0
        && box.right <= window.innerWidth && box.bottom <= window.innerHeight;
    }"""
    assert line.evaluate(inside)
    expect(frame.locator(".atlas-legend li", has_text="(contour approché)")).to_have_count(1)
    assert frame.locator("path.atlas-zone-fill").evaluate("(fill) => getComputedStyle(fill).pointerEvents") == "none"
    expect(chart(page).locator("path.atlas-zone")).to_have_count(0)


def test_search_chooses_like_the_map(visit: Callable[..., Page]) -> None:
    """The search of a commune outlines it on the map and shows its figures: nothing needs the map itself."""
    page = visit("carte")
    frame = chart(page)
    choose(page, "Rechercher une commune", "Dainville")
    expect(page.get_by_role("heading", level=2, name="Dainville", exact=True)).to_be_visible()
    expect(frame.locator(".atlas-selected")).to_have_count(1)


def test_link_gives_the_same_view_to_somebody_else(
    visit: Callable[..., Page], new_context: Callable[..., object]
) -> None:
    """The address of a view, opened in another browser, shows the same map, sentence and territory."""
    page = visit("carte")
    frame = chart(page)
    choose(page, "Indicateur", UNEMPLOYED)
    area(frame, "62041").click()
    expect(page).to_have_url(re.compile("territoire=.*indicateur=|indicateur=.*territoire="))
    settled(page)
    other = new_context(locale="fr-FR").new_page()
    other.goto(page.url)
    settled(other)
    assert legend(chart(other)).inner_text() == legend(frame).inner_text()
    assert answer(other).inner_text() == answer(page).inner_text()
    expect(other.get_by_role("heading", level=2, name="Arras", exact=True)).to_be_visible()
    expect(chart(other).locator(".atlas-selected")).to_have_count(1)


def test_shared_link_is_shown_and_holds_every_choice(visit: Callable[..., Page]) -> None:
    """« Partager cette vue » writes an address with the choices in codes, which another visit opens."""
    page = visit("carte", indicateur="taux_chomage", niveau="iris")
    page.get_by_role("button", name="Partager cette vue").click()
    written = page.get_by_test_id("stCode").inner_text()
    assert "niveau=iris" in written
    assert "indicateur=" in written


@pytest.mark.parametrize(
    ("choice", "value"), [("indicateur", "bonheur"), ("territoire", "75056"), ("niveau", "departement")]
)
def test_unknown_choice_in_the_address_is_said(visit: Callable[..., Page], choice: str, value: str) -> None:
    """An address that names nothing known gets a French sentence, and the page goes on with its map."""
    page = visit("carte", **{choice: value})
    expect(page.get_by_text(re.compile(f"L’adresse demande.*{value}"))).to_be_visible()
    expect(chart(page).locator(AREAS)).to_have_count(46)
    assert errors_shown(page) == []


def test_everything_is_reached_by_keyboard(visit: Callable[..., Page]) -> None:
    """Tab leads from the menu to the choices, the map, the downloads and the table, and leaves each again."""
    page = visit("carte", tableau="true")
    chart(page)
    reached: list[str] = []
    where = """() => {
      const one = document.activeElement;
      const name = one.getAttribute("aria-label") || one.textContent || one.title || "";
      return one.tagName + " " + name.trim();
    }"""
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(str(page.evaluate(where)))
    text = "\n".join(reached)
    for wanted in (
        "A Aller au contenu",
        "Carte",
        "Indicateur",
        "Rechercher une commune",
        "Affiner",
        "IFRAME",
        "Télécharger",
        "Partager cette vue",
        "CANVAS",
    ):
        assert wanted in text, f"{wanted} is not reached:\n{text}"


def test_choice_by_keyboard_changes_the_map(visit: Callable[..., Page]) -> None:
    """A list opens, filters and chooses without a pointer."""
    page = visit("carte")
    frame = chart(page)
    field = page.get_by_role("combobox", name="Indicateur")
    field.focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Demandeurs d’emploi, pour")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(legend(frame)).to_contain_text("Demandeurs d’emploi")


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_unfolded_choices_fit_a_phone(visit: Callable[..., Page], screen: str) -> None:
    """At 390 px nothing is wider than the window, even with the other choices unfolded."""
    page = visit("carte", territoire="62041")
    page.get_by_text("Affiner", exact=True).click()
    settled(page)
    assert overflow(page) <= 0
