"""The page on access."""

from functools import partial

import pytest

from indicators.targets import TARGETS
from tests.pages.screen import opened, sound, text_of
from ui.views import acces_choices, acces_details

_open = partial(opened, "access")


def test_the_first_view_answers_the_question() -> None:
    """The page opens on France services by car, with its answer, its method and its sources."""
    app = _open()
    sound(app)
    said = text_of(app)
    assert "9 habitants sur 10 sont à moins de" in said
    assert "estimation" in said
    assert "ANCT, liste des France services" in said
    assert "Insee, Filosofi carroyé à 200 m, 2019" in said


@pytest.mark.parametrize("service", TARGETS)
def test_every_service_is_answered_or_said_unknown(service: str) -> None:
    """No service leaves the page without an answer; CCAS and maison de l'emploi have no position yet."""
    app = _open(service=service)
    sound(app)
    unknown = service in {"ccas", "emploi"}
    assert ("Aucun temps de trajet ne peut être estimé" in text_of(app)) == unknown


@pytest.mark.parametrize(
    ("service", "detail"),
    [
        *[("france_services", detail) for detail in acces_details.DETAILS],
        *[(service, detail) for service in ("caf", "mairie", "droits") for detail in ("horaires", "partage")],
    ],
)
def test_every_detail_of_every_kind_of_service_shows(service: str, detail: str) -> None:
    """Known, unknown and partly known hours, one place or many: each detail has its sentence."""
    app = _open(service=service, detail=detail, mode="walk", public="monoparents")
    sound(app)
    assert app.subheader


def test_the_address_restores_the_view() -> None:
    """Service, mode, public, threshold, level and commune of a link are those shown."""
    app = _open(
        service="caf", mode="bike", public="seniors", seuil="30", niveau="commune", commune="62689", detail="zones"
    )
    sound(app)
    said = text_of(app)
    assert "À vélo, " in said
    assert "personnes de 65 ans ou plus sur 10" in said
    assert "30 min" in said
    assert "**Ransart** est " in said
    assert app.selectbox(key=acces_choices.COMMUNE).value == "62689"


def test_an_unknown_choice_in_the_address_issaid() -> None:
    """A service that does not exist gives a warning in French, and the page goes on."""
    app = _open(service="prefecture")
    sound(app)
    assert any("prefecture" in warning.value for warning in app.warning)
    assert "9 habitants sur 10" in text_of(app)


def test_a_slower_car_moves_the_answer() -> None:
    """The hypotheses behind « Affiner » change the minutes, and the method says which are in use."""
    app = _open()
    app.selectbox(key="vitesse_car").set_value("30").run()
    sound(app)
    assert "à 30 km/h" in text_of(app)
    app.selectbox(key="detour").set_value("1").run()
    assert "× 1, à 30 km/h" in text_of(app)
