"""The map of the desks, as a table and to print."""

from datetime import date

import numpy as np
import pytest

from indicators import demand
from outreach import scenarios
from outreach.scenarios import Effect, Question
from reports import desks_map
from reports.print_map import render


@pytest.fixture(scope="module")
def answered() -> tuple[Question, tuple[str, ...], Effect]:
    question = Question("seniors", 2, radius=15.0, mode="walk")
    places = scenarios.keep(question, scenarios.decide(question)).places
    return question, places, scenarios.effect(question, places)


def test_classes_tell_before_thanks_and_not() -> None:
    """A cell is reached already, thanks to the desks, not reached, or has nobody, in that order."""
    effect = Effect(np.array([5.0, 30.0, 30.0, 5.0]), np.array([5.0, 10.0, 25.0, 5.0]), {}, {})
    people = np.array([1.0, 1.0, 1.0, 0.0])
    assert desks_map.classes(people, effect, 15.0).tolist() == [0, 1, 2, 3]


def test_table_adds_up_to_the_plan(answered) -> None:
    """The people of the cells that the table calls reached are those that the plan reaches."""
    question, _, effect = answered
    table = desks_map.table(question, effect)
    reached = table.frame["reach"].isin(desks_map.labels(question.radius)[:2])
    assert table.frame.loc[reached, "people"].sum() == pytest.approx(effect.by_public["seniors"].after)
    assert len(table.frame) == len(demand.demand("seniors").value)
    assert "Estimation." in table.mentions


def test_printed_map_names_its_sources_and_is_an_estimate(answered) -> None:
    """The printed map says where it comes from and that the minutes are estimated."""
    question, places, effect = answered
    svg = render(desks_map.to_print(question, places, effect, made_on=date(2026, 11, 24)), format="svg").decode()
    for word in ("Filosofi", "estimation", "Guichet proposé"):
        assert word in svg
