"""The page on priorities, with other weights, scales and ways of combining."""

from functools import partial

import pytest

from data.formats import NARROW, NO_BREAK
from reports.sentences import priorites_method
from tests.pages.screen import opened, sound, text_of
from ui.views import priorites_choices, priorites_details

_open = partial(opened, "priorities")


@pytest.mark.parametrize("level", priorites_choices.LEVELS)
@pytest.mark.parametrize("weighing", priorites_method.WEIGHINGS)
def test_weights_come_from_where_one_says(weighing: str, level: str) -> None:
    """Each way of weighing has its sentence, and all but points come without sliders."""
    app = _open(ponderation=weighing, niveau=level, detail="poids")
    sound(app)
    said = text_of(app)
    assert priorites_method.weighing(weighing).replace(NARROW, " ").replace(NO_BREAK, " ") in said
    assert bool(app.slider) == (weighing == "points")
    assert ("de la variance" in said) == (weighing == "acp")
    assert ("Les réponses s’accordent" in said) == (weighing == "paires")


def test_comparisons_of_a_link_make_the_weights() -> None:
    """The first component counts nine times each other: its share is told, and its points can be taken."""
    app = _open(public="jeunes", niveau="carreau", ponderation="paires", paires="115")
    sound(app)
    assert "Les réponses s’accordent (incohérence 0 %" in text_of(app)
    assert "82 %" in text_of(app)
    app.button(key="priorites-prendre").click().run()
    sound(app)
    assert [one.value for one in app.slider] == [10, 1, 1]
    assert app.query_params["paires"] == "115"


@pytest.mark.parametrize("asked", ["11", "abc", "110"])
def test_comparisons_that_cannot_be_read_are_said(asked: str) -> None:
    """Another number of answers, or what is no answer: the page says so and counts them equal."""
    app = _open(public="jeunes", niveau="carreau", ponderation="paires", paires=asked)
    sound(app)
    assert any("chiffres de 1 à 9" in one.value for one in app.warning)
    assert "33,3 %" in text_of(app)


def test_points_are_kept_while_the_weights_come_from_elsewhere() -> None:
    """To the data and back, the committee's points are those that were given."""
    app = _open(poids_minutes_droits="0")
    app.button_group(key="ponderation").set_value("acp").run()
    assert not app.slider
    app.button_group(key="ponderation").set_value("points").run()
    sound(app)
    assert app.slider(key="poids_minutes_droits").value == 0


@pytest.mark.parametrize("level", priorites_choices.LEVELS)
@pytest.mark.parametrize("detail", priorites_details.DETAILS)
def test_every_detail_shows_with_pareto_ranks(detail: str, level: str) -> None:
    """Ranks without weights nor scale: each detail still has its table, and says what stands for what."""
    app = _open(niveau=level, detail=detail, combiner="pareto")
    sound(app)
    assert app.subheader
    assert "mais pas par les rangs de Pareto" in text_of(app)
    assert "Mise à l’échelle" not in [one.label for one in app.selectbox]
    captions = " ".join(one.value for one in app.caption)
    assert ("n’emploient pas les poids" in captions) == (detail == "poids")
    assert ("ne se moyenne pas" in captions) == (detail == "quartiers")


@pytest.mark.parametrize("level", ["commune", "iris"])
def test_the_method_is_said_wherever_the_ranking_goes(level: str) -> None:
    """A scale around the mean: the sources name it, the column of the index is read against 100."""
    app = _open(niveau=level, echelle="z", combiner="geometric", territoire="62041" if level == "commune" else "tout")
    sound(app)
    assert "Rang et indice affichés : poids du comité ; mise à l’échelle « Écart à la moyenne »" in text_of(app)
    sound(_open(niveau=level, echelle="z", detail="quartiers"))


def test_the_probabilities_do_not_follow_the_method_shown() -> None:
    """The draws go through all methods: the answer is the one of the usual method."""
    usual, other = _open(), _open(echelle="rank", combiner="mpi")
    answers = [str(app.get("html")[0].proto.body) for app in (usual, other)]
    assert answers[0] == answers[1]


def test_any_two_weightings_are_compared() -> None:
    """Neither has to be the one of the page; both are named."""
    app = _open(detail="poids", comparer="egaux", comparer_a="part_sans_voiture", poids_minutes_droits="10")
    sound(app)
    assert "Avec « Ménages sans voiture » comptant double plutôt qu’avec des poids égaux" in text_of(app)


def test_no_two_areas_share_a_line_of_the_chart() -> None:
    """IRIS of one name in two communes are told apart."""
    from indicators.needs.priorities import priorities
    from ui.views import priorites
    from ui.views.priorites_charts import _short

    found = priorites.Found(
        priorites_choices.Asked("ensemble", "iris", 1, {}, "moyenne"), priorities("ensemble", "iris", {}), 10
    )
    names = [_short(found, code, None) for code in found.of.table.codes]
    assert len(set(names)) == len(names)
