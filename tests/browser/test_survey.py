"""The page Baromètre with the fictitious survey: charts, choices kept in the address, a file that leaves marked."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.importers.barometer import example, prepare
from data.importers.commit import commit
from tests.browser.conftest import Server
from tests.browser.screen import SLOW, answer, choose, errors_shown, overflow, settled

# On one worker: they share a server of their own.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("survey")]


@pytest.fixture(scope="module")
def surveyed(open_atlas: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The application with the fictitious barometer loaded."""
    folder: Path = tmp_path_factory.mktemp("barometre")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA_DIR", str(folder))
        commit(prepare({"barometre.xlsx": example()}, {}))
    return open_atlas(data=folder)


@pytest.mark.parametrize(
    ("screen", "scheme"), [("desktop", "light"), ("phone", "dark")], indirect=True, ids=["desktop", "phone"]
)
@pytest.mark.usefixtures("screen", "scheme")
def test_the_page_opens_whole(visit: Callable[..., Page], surveyed: Server, outside_requests: list[str]) -> None:
    """Answer, mark and charts are there, within the window, asking nothing outside."""
    page = visit("barometre", at=surveyed)
    expect(answer(page)).to_contain_text("des habitants de 16 ans ou plus")
    expect(page.get_by_text("EXEMPLE FICTIF").first).to_be_visible()
    # The table and its import have one name: it is said once.
    expect(page.get_by_text("Cet exemple vient de l’import")).to_have_count(0)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=SLOW)
    expect(page.locator(".js-plotly-plot").first).to_contain_text("n\u00a0=")
    assert errors_shown(page) == []
    assert overflow(page) <= 0
    assert outside_requests == []


def test_a_choice_changes_answer_and_address(visit: Callable[..., Page], surveyed: Server) -> None:
    """Choosing a public and a benefit changes the sentence, and the address shows the same to somebody else."""
    page = visit("barometre", at=surveyed)
    choose(page, "Public", "Jeunes de 16 à 25 ans")
    expect(answer(page)).to_contain_text("des jeunes de 16 à 25 ans")
    settled(page)
    choose(page, "Droit", "ASPA (minimum vieillesse)")
    expect(answer(page)).to_contain_text("n’est pas publiable")
    expect(page).to_have_url(re.compile(r"droit=ASPA.*public=Jeunes"))


def test_a_table_leaves_with_its_mark(visit: Callable[..., Page], surveyed: Server, tmp_path: Path) -> None:
    """Unfolding a chart's table offers it as a file that says EXEMPLE FICTIF and what is not publishable."""
    page = visit("barometre", at=surveyed)
    fold = page.get_by_test_id("stExpander").filter(has_text="Le tableau et ses fichiers").first
    fold.locator("summary").click()
    fold.get_by_role("button", name="Télécharger", exact=True).click()
    with page.expect_download() as found:
        page.get_by_role("button", name="Tableau (CSV)").click()
    target = tmp_path / "tableau.csv"
    found.value.save_as(target)
    text = target.read_text(encoding="utf-8-sig")
    assert "EXEMPLE FICTIF" in text
    assert "Répondants" in text
