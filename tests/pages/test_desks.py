"""The page of the desks."""

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from data.plans import PlanStore
from tests.pages.screen import opened

_open = partial(opened, "desks")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch) -> None:
    """Kept plans go to a folder of the test's own."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


def _answers(app: AppTest) -> str:
    return " ".join(str(element.proto) for element in app.get("html"))


def test_default_question_has_a_proven_answer() -> None:
    """The page opens with a plan, proven, and no fault."""
    app = _open()
    assert not app.exception
    assert not app.error
    assert "prouv" in _answers(app)


def test_plan_is_kept_and_listed() -> None:
    """A plan saved under a name is in the store and can be reopened."""
    app = _open(guichets="3")
    app.text_input(key="nom_du_plan").set_value("Printemps").run()
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    assert not app.error
    (kept,) = PlanStore.open().list()
    assert kept.name == "Printemps"
    assert len(kept.payload["places"]) == 3
    app.slider(key="guichets").set_value(5).run()
    next(button for button in app.button if button.label == "Rouvrir ce plan").click().run()
    assert app.slider(key="guichets").value == 3


def test_nameless_plan_is_refused() -> None:
    """Saving without a name says what is missing, and keeps nothing."""
    app = _open()
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    assert any("nom" in error.value for error in app.error)
    assert PlanStore.open().list() == []


def test_impossible_plan_is_said_and_the_page_goes_on() -> None:
    """More locked places than desks is a sentence with the numbers, and the choices stay."""
    from outreach import scenarios

    app = _open(guichets="1")
    app.multiselect(key="imposes").set_value([place.id for place in scenarios.hosts()[:3]]).run()
    assert not app.exception
    assert any("3" in error.value for error in app.error)
    assert app.slider(key="guichets").value == 1


def test_unknown_public_in_the_address_issaid() -> None:
    """An address that names no public gets a sentence, and the usual choice."""
    app = _open(public="chats")
    assert any("chats" in warning.value for warning in app.warning)
    assert app.selectbox(key="public").value == "menages_pauvres"


def test_the_question_is_asked_on_one_row() -> None:
    """The four choices stand side by side, so that the answer and the map come right below."""
    asked = [
        [one.key for kind in (column.selectbox, column.slider, column.button_group) for one in kind]
        for column in _open().columns[:4]
    ]
    assert asked == [["public"], ["guichets"], ["minutes"], ["mode"]]
