"""Données: the places without a position are asked for on a click only, or placed by hand."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.importers import commit, placing
from data.importers.geocoding import GeocodingUnavailable
from data.importers.placing import Position, Proposal


@pytest.fixture(autouse=True)
def imports_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder that stands for what the user imports."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path / "importé"))


def _panel() -> None:
    from ui.views import geocodage

    geocodage.show()


def _texts(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.error, *app.warning, *app.success]
    return "\n".join(str(one.value) for one in parts).replace("\u202f", " ").replace("\u00a0", " ")


def _button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(one for one in app.button if label in one.label)


def test_nothing_is_asked_before_the_click(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening the page sends nothing, and says what a click would send."""
    monkeypatch.setattr(placing, "ask", lambda *_, **__: pytest.fail("asked without a click"))
    app = AppTest.from_function(_panel, default_timeout=60).run()
    assert not app.exception
    assert "**3 lieux** n’ont pas de position" in _texts(app)
    assert "envoyés à data.geopf.fr" in _texts(app)


def test_an_answer_is_ticked_when_it_is_sure_and_saved_when_it_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two answers, one to check: what is ticked becomes an import, which the page confirms."""
    lost = {one.id: one for one in placing.waiting()}

    def asked(places: list[object], *, base_url: str) -> list[Proposal]:
        sure = Position("ccas-arras", 2.7766, 50.2907, "position de la Base Adresse Nationale (confiance 0,97)")
        doubtful = Position("mem-artois", 2.77, 50.29, "position de la Base Adresse Nationale (confiance 0,60)")
        return [
            Proposal(lost["ccas-arras"], sure, 0.97, "62 Rue des Trois Visages 62000 Arras"),
            Proposal(lost["mem-artois"], doubtful, 0.6, "Boulevard Robert Schuman 62000 Arras"),
            Proposal(lost["ccas-saint-nicolas"], None, float("nan"), ""),
        ]

    monkeypatch.setattr(placing, "ask", asked)
    app = AppTest.from_function(_panel, default_timeout=60).run()
    _button(app, "Demander").click().run()
    assert [one.value for one in app.checkbox] == [True, False]
    assert "2 adresses trouvées sur 3" in _texts(app)
    _button(app, "Enregistrer").click().run()
    assert not app.exception
    assert "1 position enregistrée" in _texts(app)
    assert {one.id for one in placing.waiting()} == {"mem-artois", "ccas-saint-nicolas"}


def test_without_internet_the_page_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service that does not answer is a sentence, and the rest of the panel stays."""

    def away(*_: object, **__: object) -> list[Proposal]:
        raise GeocodingUnavailable("data.geopf.fr", "connexion impossible ou coupée", 0, 3)

    monkeypatch.setattr(placing, "ask", away)
    app = AppTest.from_function(_panel, default_timeout=60).run()
    _button(app, "Demander").click().run()
    assert "placez les lieux à la main" in _texts(app)
    assert app.toggle


def test_typed_coordinates_place_a_service_by_hand() -> None:
    """Lambert-93 metres are understood and said; « Placer ici » saves them, marked as placed by hand."""
    app = AppTest.from_function(_panel, default_timeout=60).run()
    app.toggle[0].set_value(True).run()
    app.selectbox[0].set_value("mem-artois").run()
    app.text_input[0].set_value("684084").run()
    app.text_input[1].set_value("7021234").run()
    assert "coordonnées en mètres Lambert-93, converties en degrés" in _texts(app)
    _button(app, "Placer ici").click().run()
    assert not app.exception
    assert "mem-artois" not in {one.id for one in placing.waiting()}
    assert commit.datasets() == [placing.DATASET]


def test_a_position_in_another_town_cannot_be_saved() -> None:
    """The reason is shown, and the button stays off."""
    app = AppTest.from_function(_panel, default_timeout=60).run()
    app.toggle[0].set_value(True).run()
    app.text_input[0].set_value("1,858").run()
    app.text_input[1].set_value("50,951").run()
    assert "est refusée" in _texts(app)
    assert _button(app, "Placer ici").disabled
