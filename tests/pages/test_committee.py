"""The page of the committee."""

import pytest
from streamlit.testing.v1 import AppTest

from outreach import scenarios
from outreach.scenarios import Question


def _page() -> None:
    from pages import committee

    committee.show()


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch) -> None:
    """Kept plans go to a folder of the test's own."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


def _keep(name: str = "Essai") -> None:
    from ui import plans

    question = Question("monoparents", 2)
    plans.save(name, scenarios.keep(question, scenarios.decide(question)))


def test_without_a_plan_the_page_says_what_to_do_and_shows_the_territory() -> None:
    """With no kept plan the page sends to the page of the desks, and presents the needs and the priorities."""
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.exception
    assert not app.error
    assert not app.info
    assert sum("aucun plan" in str(element.proto) for element in app.get("html")) == 1
    titles = " ".join(app.select_slider[0].options)
    assert "guichets" not in titles.lower()
    assert len(app.select_slider[0].options) >= 4


def test_boards_follow_one_another() -> None:
    """The reader goes forward and back, and never beyond the ends."""
    _keep()
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.exception
    assert not app.error
    back, onward = app.button
    assert back.disabled
    first = app.header[0].value
    onward.click().run()
    assert app.header[0].value != first
    app.button[0].click().run()
    assert app.header[0].value == first
    assert not app.exception


def test_cost_is_kept_with_the_plan() -> None:
    """An entered cost is in the store, and the money board shows it."""
    from data.plans import PlanStore

    _keep()
    app = AppTest.from_function(_page, default_timeout=60).run()
    app.number_input(key="cout").set_value(180.0).run()
    assert not app.error
    (kept,) = PlanStore.open().list()
    assert kept.payload["cost_per_half_day"] == 180.0


def test_plan_of_another_vintage_is_said() -> None:
    """A plan decided on other tables is shown, with a warning."""
    from dataclasses import replace

    from ui import plans

    question = Question("monoparents", 2)
    kept = scenarios.keep(question, scenarios.decide(question))
    plans.save("Ancien", replace(kept, data_version="autre"))
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert any("autres données" in warning.value for warning in app.warning)
    assert not app.error
