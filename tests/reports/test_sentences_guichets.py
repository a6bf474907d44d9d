"""Sentences of the page of the desks, in every state."""

import math

import pytest

from outreach.scenarios import Effect, Question, Reach
from reports.sentences import guichets

NAN = math.nan


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_coverage_answer_compares_with_the_counted_services() -> None:
    """People reached, their share, and what the counted services reach already."""
    reach = Reach(1000.0, 250.0, 800.0, 10.0, 5.0)
    said = _plain(guichets.answer(Question("seniors", 4), reach, "seniors", proven=True))
    assert "environ 800 seniors** sur 1 000 (80 %)" in said
    assert "contre environ 250 aujourd’hui" in said
    assert said.endswith("c’est prouvé.")


def test_an_estimated_public_is_not_told_to_the_unit() -> None:
    """Who is estimated has as few figures as the estimate bears, on both sides of the share."""
    reach = Reach(18_177.0, 0.0, 15_961.0, NAN, 9.0)
    said = _plain(guichets.answer(Question("non_recours", 8), reach, "situations", proven=True, estimated=True))
    assert "environ 16 000 situations** sur environ 18 000 (88 %)" in said


def test_answer_without_counted_services_compares_with_nothing() -> None:
    """With no service counted there is no « aujourd’hui »."""
    said = guichets.answer(Question("seniors", 1, counted=()), Reach(10.0, 0.0, 4.0, NAN, 9.0), "seniors", proven=False)
    assert "aujourd’hui" not in said
    assert "n’a pas abouti" in said
    assert "1\u00a0guichet**" in said


def test_mean_answer_says_when_somebody_is_out_of_reach() -> None:
    """A mean that does not exist is not written."""
    question = Question("seniors", 1, goal="p-median")
    said = guichets.answer(question, Reach(10.0, 0.0, 4.0, NAN, NAN), "seniors", proven=True)
    assert "hors d’atteinte" in said


@pytest.mark.parametrize(("part", "whole", "expected"), [(1, 4, "25 %"), (0, 4, "0 %"), (0, 0, "n. d.")])
def test_share_of_nothing_is_not_a_number(part: float, whole: float, expected: str) -> None:
    """A share of nobody is said to be unknown."""
    assert _plain(guichets.share(part, whole)) == expected


def _effect(gains: dict[str, float]) -> Effect:
    import numpy as np

    reach = {code: Reach(10.0, 0.0, gain, NAN, 5.0) for code, gain in gains.items()}
    return Effect(np.zeros(1), np.zeros(1), {}, reach)


def test_gains_name_the_winners_and_count_the_rest() -> None:
    """Three communes are named, the others counted; nobody gaining is said."""
    names = {code: code.upper() for code in "abcde"}
    said = _plain(guichets.gains(_effect({"a": 5, "b": 9, "c": 7, "d": 2, "e": 0}), names))
    assert "B (environ 9), C (environ 7), A (environ 5), puis 1 autre commune" in said
    assert guichets.gains(_effect({"a": 0, "b": 0}), names).startswith("Aucune commune")


def test_curve_sentence_finds_where_desks_stop_bringing() -> None:
    """The first number after which one more brings less than one percent is named."""
    said = _plain(guichets.enough([1, 2, 3, 4], [0.5, 0.7, 0.702, 0.703]))
    assert said.startswith("À partir de 2 guichets")
    assert guichets.enough([1, 2], [0.2, 0.5]).startswith("Jusqu’à")
    assert guichets.enough([1], [0.2]) == ""
