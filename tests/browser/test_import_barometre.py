"""A project lead brings a survey's file: what is asked is answered by hand, imported, and forgotten again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from data.formats import typography
from tests.browser.accessibility import serious_faults
from tests.browser.conftest import Server
from tests.browser.screen import SLOW, errors_shown, overflow, settled, unfold
from tests.data.importers import surveys

# On one worker: they share a server of their own.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("survey_import")]


@pytest.fixture(scope="module")
def empty(open_atlas: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The application on a data folder of its own, as these tests write into it."""
    return open_atlas(data=tmp_path_factory.mktemp("apport"))


@pytest.fixture
def give(visit: Callable[..., Page], empty: Server) -> Callable[[str, bytes], Page]:
    """Open the page Données on the barometer, and give it a file."""

    def open_with(name: str, content: bytes) -> Page:
        page = visit("donnees", at=empty, apport="barometer")
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": content}
        )
        expect(page.get_by_role("heading", name="Quelle colonne est quoi")).to_be_visible(timeout=SLOW)
        settled(page)
        return page

    return open_with


def _choose(page: Page, label: str | re.Pattern[str], option: str) -> None:
    """Choose an option as a person does: open the list, write some letters of it, click it."""
    field = page.get_by_role("combobox", name=typography(label) if isinstance(label, str) else label)
    field.click()
    field.fill(option.rpartition(" : ")[2])
    page.get_by_role("option", name=typography(option), exact=True).click()
    settled(page)


def _nothing_refused(page: Page) -> None:
    said = page.locator(".atlas-answer", has_text=re.compile("répondants prêts.*aucun élément refusé"))
    expect(said).to_be_visible(timeout=SLOW)


def _import(page: Page) -> None:
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_text("est importé.")).to_be_visible(timeout=SLOW)
    settled(page)


@pytest.mark.parametrize(
    ("screen", "scheme"), [("desktop", "light"), ("phone", "dark")], indirect=True, ids=["desktop", "phone"]
)
def test_a_file_of_codes_is_mapped_by_hand_imported_and_forgotten(
    give: Callable[[str, bytes], Page], console_errors: list[str], screen: str, scheme: str
) -> None:
    """Residence and age are confirmed coarser, a benefit and its codes are told; then all of it is forgotten."""
    page = give("enquete.csv", surveys.opaque())
    button = page.get_by_role("button", name="Importer", exact=True)
    expect(button).to_be_disabled()
    expect(page.get_by_text("Il manque").first).to_be_visible()
    for coarser in ("la commune", "la classe d’âge"):
        page.get_by_text(f"Garder seulement {coarser}").click()
        settled(page)
    _choose(page, re.compile("^Colonne|Colonne$"), "Q2")
    _choose(page, re.compile("Que dit.*Q2"), "Prestation : RSA")
    for text, meaning in (("B1", "Reçoit"), ("B2", "Pense y avoir droit et ne reçoit pas"), ("B3", "Sans réponse")):
        _choose(page, re.compile(f"«.{text}.».–"), meaning)
    for text in ("1", "2"):
        _choose(page, re.compile(f"«.{text}.».–"), "Sans réponse")
    _nothing_refused(page)
    assert overflow(page) <= 0
    _import(page)
    assert errors_shown(page) == []
    expect(page.get_by_text("jamais montrées ligne à ligne")).to_be_visible()
    page.get_by_role("button", name="Oublier ces données").click()
    page.get_by_role("button", name="Oui, tout effacer").click()
    expect(page.get_by_text("sont supprimés")).to_be_visible(timeout=SLOW)
    assert console_errors == []


def test_a_mapping_is_kept_and_replayed_on_the_next_file(give: Callable[[str, bytes], Page]) -> None:
    """What was told of one file is offered for the next one of the same survey, and asks for nothing more."""
    page = give("vague-1.csv", surveys.limesurvey())
    _choose(page, re.compile("En contrat aidé"), "En emploi")
    page.get_by_text("Garder cette correspondance").click()
    page.get_by_label("Nom de la correspondance").fill("enquete-cua")
    page.get_by_label("Nom de la correspondance").press("Enter")
    settled(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("enregistrée, version")).to_be_visible(timeout=SLOW)
    page = give("vague-2.csv", surveys.limesurvey(48))
    page.get_by_role("button", name=re.compile("Rejouer la correspondance")).click()
    settled(page)
    _nothing_refused(page)


@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
def test_the_screen_is_accessible_with_a_file_in_sight(give: Callable[[str, bytes], Page], scheme: str) -> None:
    """With every fold open, axe finds nothing serious, and every field has a name."""
    page = give("codes.csv", surveys.opaque())
    unfold(page)
    assert serious_faults(page) == set()
    for field in page.get_by_role("combobox").or_(page.get_by_role("checkbox")).all():
        if field.is_visible():
            named = field.evaluate("e => e.getAttribute('aria-label') || (e.labels && e.labels[0]?.innerText) || ''")
            assert named.strip()
