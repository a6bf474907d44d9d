"""The whole job in a browser, from desks to slides: choose, keep, plan the tours, present, take away."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import SLOW, answer, area, chart, errors_shown, faults, overflow, settled
from tests.browser.test_files import download

pytestmark = pytest.mark.browser


def keep_plan(page: Page, name: str) -> None:
    """Keep the plan on screen under a name."""
    field = page.get_by_label("Enregistrer ce plan sous le nom")
    field.fill(name)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text(f"Plan «\u202f{name}\u202f» enregistré")).to_be_visible()


def _tour(visit: Callable[..., Page], name: str) -> Page:
    """Choose four desks, keep them under a name, plan their tours and keep these too."""
    page = visit("guichets", guichets="4")
    expect(answer(page)).to_contain_text("4 guichets")
    chart(page)
    keep_plan(page, name)
    visit("tournees")
    expect(page.get_by_role("combobox", name="Plan")).to_have_value(re.compile(name))
    expect(answer(page)).to_contain_text("4 guichets", timeout=SLOW)
    expect(page.get_by_role("table", name="Calendrier des tournées")).to_be_visible()
    chart(page)
    page.get_by_role("button", name="Enregistrer les tournées avec le plan").click()
    expect(page.get_by_text("ne sont pas encore enregistrées")).to_have_count(0)
    assert errors_shown(page) == []
    return page


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_desks_lead_to_tours_on_a_phone(visit: Callable[..., Page], screen: str) -> None:
    """A plan kept on one page is toured on the next, within a phone's window."""
    assert overflow(_tour(visit, "Printemps au téléphone")) <= 0


def test_desks_lead_to_tours_and_to_slides(visit: Callable[..., Page], tmp_path: Path) -> None:
    """A plan kept and toured leaves as slides and as a document."""
    from pptx import Presentation

    name = "Printemps"
    page = _tour(visit, name)

    visit("comite")
    slides = download(page, page.get_by_role("button", name="Diaporama (PPTX)"), tmp_path)
    presentation = Presentation(str(slides))
    shapes = [shape for slide in presentation.slides for shape in slide.shapes]
    text = "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    assert 6 <= len(presentation.slides) <= 12
    assert any(shape.has_chart for shape in shapes)
    assert any(shape.has_table for shape in shapes)
    assert name in text
    assert "article 8" in text
    document = download(page, page.get_by_role("button", name="Document (PDF)"), tmp_path)
    assert document.read_bytes().startswith(b"%PDF-")
    assert errors_shown(page) == []


def test_click_on_a_place_locks_it_then_forbids_it(visit: Callable[..., Page]) -> None:
    """A first click on a host place imposes it, a second forbids it, a third frees it; the address follows."""
    page = visit("guichets", guichets="3", minutes="15")
    place = chart(page).locator('.atlas-place[data-code="cs-torchy"]')
    settled(page)
    place.element_handle().wait_for_element_state("stable")
    for expected in ("imposes=", "interdits="):
        place.click(force=True)
        expect(page).to_have_url(re.compile(expected))
        settled(page)
    place.click(force=True)
    expect(page).to_have_url(re.compile(r"^(?!.*(imposes|interdits)=)"))


def test_plan_is_reopened_with_its_question(visit: Callable[..., Page]) -> None:
    """A kept plan gives back its number of desks on a later visit."""
    page = visit("guichets", guichets="5")
    expect(answer(page)).to_contain_text("5 guichets")
    keep_plan(page, "À rouvrir")
    visit("guichets", guichets="2")
    expect(answer(page)).to_contain_text("2 guichets")
    page.get_by_role("button", name="Plans enregistrés").click()
    page.get_by_role("button", name="Rouvrir ce plan").click()
    expect(answer(page)).to_contain_text("5 guichets", timeout=SLOW)


def test_impossible_plan_is_said_and_the_page_goes_on(visit: Callable[..., Page]) -> None:
    """More places imposed than desks: a sentence with both numbers, and the choices stay."""
    page = visit("guichets", guichets="1", imposes=["cs-torchy", "cs-brassens"])
    said = faults(page)
    expect(said).to_have_count(1, timeout=SLOW)
    expect(said).to_contain_text("2")
    expect(said).to_contain_text("1")
    expect(page.get_by_label("Combien de guichets ?").first).to_be_attached()


def test_map_of_access_answers_a_click(visit: Callable[..., Page]) -> None:
    """The page Accès draws its map and opens where somebody clicks."""
    page = visit("acces")
    frame = chart(page)
    expect(frame.locator("canvas").or_(area(frame, "62041")).first).to_be_visible()
    expect(answer(page)).to_contain_text("estim")
