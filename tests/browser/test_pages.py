"""Every page, opened as a first-time reader does: whole, in French, accessible, asking nothing outside."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import serious_faults
from tests.browser.conftest import ROOT, Server
from tests.browser.screen import chart, errors_shown, overflow, settled, unfold
from ui import chrome
from ui.shell import NAME, PAGES

pytestmark = pytest.mark.browser

ADDRESSES = {title: address for _, title, address, _ in PAGES}


@pytest.mark.usefixtures("screen", "scheme")
@pytest.mark.parametrize(
    ("screen", "scheme"), [("desktop", "light"), ("phone", "dark")], indirect=True, ids=["desktop", "phone"]
)
@pytest.mark.parametrize("title", ADDRESSES)
def test_page_opens_whole(
    title: str,
    visit: Callable[..., Page],
    outside_requests: list[str],
    script_errors: list[str],
    console_errors: list[str],
) -> None:
    """The page asks its question without a fault, wider than no window, asking nothing outside; unfolded, everything
    on it is within reach of a screen reader, and what Streamlit labels in English is heard and read in French."""
    page = visit(ADDRESSES[title])
    expect(page).to_have_title(f"{title} – {NAME}")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("\u202f\\?$"))
    if page.locator("iframe.stCustomComponentV1").count():
        chart(page)
    assert errors_shown(page) == []
    assert overflow(page) <= 0
    unfold(page)
    assert serious_faults(page) == set()
    for tab in page.get_by_role("tab").all():
        tab.click()
        settled(page)
        assert serious_faults(page, "[role=tabpanel]") == set()
    said = set(
        page.locator("[aria-label], [placeholder]").evaluate_all(
            "(all) => all.flatMap((one) => [one.getAttribute('aria-label'), one.getAttribute('placeholder')])"
        )
    )
    assert said.isdisjoint(chrome.WORDS)
    assert not [label for label in said if label and label.startswith(tuple(chrome.STARTS))]
    assert errors_shown(page) == []
    assert outside_requests == []
    assert script_errors == []
    assert console_errors == []


@pytest.mark.parametrize("screen", ["desktop", "phone"], indirect=True)
def test_menu_leads_to_every_page(visit: Callable[..., Page], screen: str) -> None:
    """Each entry of the menu opens its page; on a phone the menu then gives way to it."""
    page = visit()
    # The way is the same for each page: on a phone, where it takes two steps, every third is enough.
    for title, address in [*ADDRESSES.items()][:: 3 if screen == "phone" else 1]:
        if screen == "phone":
            page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_role("link", name=title, exact=True).first.click()
        expect(page).to_have_title(f"{title} – {NAME}")
        expect(page).to_have_url(re.compile(f"/{address}$"))


def test_address_opened_first_shows_its_page(open_atlas: Callable[..., Server], visit: Callable[..., Page]) -> None:
    """A link with choices works as the very first request to a server that was just started."""
    page = visit("carte", at=open_atlas(), niveau="iris")
    expect(page.get_by_role("heading", level=1)).to_contain_text("besoins")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("radio", name="IRIS")).to_be_checked()


def test_menu_of_a_narrow_window_says_in_french_how_many_pages_it_holds(visit: Callable[..., Page]) -> None:
    """Pages for which the menu has no room are counted in French, also once the window has changed."""
    page = visit("acces")
    for width in (1024, 900):
        page.set_viewport_size({"width": width, "height": 800})
        expect(page.get_by_text(re.compile(r"^\d+ de plus$"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"^\d+ more$"))).to_have_count(0)


def test_no_address_is_the_name_of_a_file_of_pages() -> None:
    """Streamlit would run that file alone when its address is the first request to a server."""
    assert {module for module, *_ in PAGES}.isdisjoint(ADDRESSES.values())


def test_a_link_to_a_page_opens_it_on_a_server_that_nobody_has_visited(
    visit: Callable[..., Page], serve: Callable[[Path], Server]
) -> None:
    """Started by Streamlit's own command, the first request of all shows its page, and no word that it is unknown."""
    page = visit("acces", at=serve(ROOT / "app.py"))
    expect(page).to_have_title(f"Accès – {NAME}")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_unknown_address_leads_home(visit: Callable[..., Page]) -> None:
    """An address that is no page is said in French, over the first page and its menu."""
    page = visit("inconnue")
    expect(page.get_by_role("dialog")).to_contain_text("Page introuvable")
    page.get_by_role("button", name="Fermer").click()
    expect(page).to_have_title(f"Accueil – {NAME}")
    expect(page.get_by_role("link", name="Carte", exact=True).first).to_be_visible()
