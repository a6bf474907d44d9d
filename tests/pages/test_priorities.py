"""The page on priorities."""

from functools import partial

import pytest

from indicators.needs.components import KEYS
from tests.pages.screen import opened, sound, text_of
from ui.views import priorites_choices, priorites_details

_open = partial(opened, "priorities")


def test_the_first_view_answers_the_question() -> None:
    """The page opens on the communes and everybody, with who is among the ten first whatever the choices."""
    app = _open()
    sound(app)
    said = text_of(app)
    assert "parmi les 10 premières communes quels que soient les choix" in said
    assert "en débat" in said
    assert "Estimation" in said
    assert "Insee, Filosofi" in said
    assert len(app.dataframe[0].value) == 46


@pytest.mark.parametrize("level", priorites_choices.LEVELS)
@pytest.mark.parametrize("public", KEYS)
def test_every_public_is_ranked_at_every_level(public: str, level: str) -> None:
    """No public leaves a level without an answer."""
    app = _open(public=public, niveau=level)
    sound(app)
    assert "quels que soient les choix" in text_of(app)


@pytest.mark.parametrize("level", priorites_choices.LEVELS)
@pytest.mark.parametrize("detail", priorites_details.DETAILS)
def test_every_detail_shows(detail: str, level: str) -> None:
    """Each detail has its question and its table."""
    app = _open(niveau=level, detail=detail, public="seniors")
    sound(app)
    assert app.subheader
    assert app.dataframe


def test_the_address_restores_the_view() -> None:
    """Public, level, number, weights and area of a link are those shown."""
    app = _open(
        public="seniors",
        niveau="iris",
        combien="5",
        discussion="entiere",
        poids_part_65_plus="10",
        territoire="620410102",
    )
    sound(app)
    said = text_of(app)
    assert "Pour les personnes de 65 ans ou plus" in said
    assert "parmi les 5 premiers IRIS" in said
    assert app.slider(key="poids_part_65_plus").value == 10
    assert app.selectbox(key=priorites_choices.AREA).value == "620410102"
    assert "Probabilité d’être parmi les 5 premiers IRIS" in said or "parmi les 5 premiers IRIS." in said


def test_no_points_at_all_issaid() -> None:
    """With every component at 0, the page says that they count the same."""
    app = _open()
    for one in app.slider:
        one.set_value(0)
    app.run()
    sound(app)
    assert "comptent toutes autant" in app.info[0].value
    app.button(key="priorites-egalite").click().run()
    assert {one.value for one in app.slider} == {5}


def test_one_component_alone_ranks() -> None:
    """With points on one component only, the others play no part and cannot be left out."""
    app = _open()
    for one in app.slider[1:]:
        one.set_value(0)
    app.run()
    sound(app)
    assert "n’a qu’une composante" in text_of(app)


def test_an_unknown_choice_issaid() -> None:
    """A bad link warns in French, and the page goes on."""
    app = _open(public="enfants", niveau="canton", territoire="75056")
    sound(app)
    assert any("n’existe pas ici" in one.value for one in app.warning)
    assert "quels que soient les choix" in text_of(app)


def test_the_parts_of_an_index_are_told_where_an_area_is_chosen() -> None:
    """Its points, those of its first components, and a column of each; a hint while no area is chosen."""
    app = _open(detail="composantes", territoire="62041")
    sound(app)
    assert "points sur 100, dont" in text_of(app)
    assert any("points" in one.value.columns for one in app.dataframe)
    assert "pour voir ce que chaque composante y apporte" in " ".join(
        one.value for one in _open(detail="composantes").caption
    )


def test_a_masked_commune_says_what_is_drawn() -> None:
    """An area that misses a component shows the bounds between which it was drawn."""
    app = _open(public="rsa_ppa_de", territoire="62085")
    sound(app)
    assert "Non publié, tiré entre ses bornes" in text_of(app)
