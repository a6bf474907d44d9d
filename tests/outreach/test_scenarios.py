"""Questions about desks on the real cells, kept plans, and what they change."""

from itertools import combinations

import numpy as np
import pytest

from outreach import scenarios
from outreach.errors import OutreachError, PlanUnreadableError, UnknownPlaceError
from outreach.scenarios import Question


def test_optimum_of_two_desks_is_confirmed_by_trying_every_pair() -> None:
    """On the real cells and places, no pair of host places reaches more people than the plan."""
    question = Question("menages_pauvres", 2, radius=15.0, mode="walk", counted=("france_services",))
    of = scenarios.ground(question)
    near = of.cost <= question.radius
    already = near[:, list(of.existing)].any(axis=1)
    best = max(
        of.demand.value[already | near[:, first] | near[:, second]].sum()
        for first, second in combinations(range(of.hosts), 2)
    )
    plan = scenarios.decide(question)
    assert plan.proven
    assert plan.objective == pytest.approx(best)


def test_optimum_of_mean_minutes_is_confirmed_by_trying_every_pair() -> None:
    """On the real cells, no pair of host places has a lower mean number of minutes than the plan."""
    question = Question("seniors", 2, goal="p-median", mode="car", counted=())
    of = scenarios.ground(question)
    best = min(
        float(of.demand.value @ np.minimum(of.cost[:, first], of.cost[:, second]))
        for first, second in combinations(range(of.hosts), 2)
    )
    assert scenarios.decide(question).objective == pytest.approx(best)


def test_locked_and_forbidden_places_are_kept() -> None:
    """A locked place has a desk, a forbidden one has none."""
    free = scenarios.keep(Question("seniors", 3), scenarios.decide(Question("seniors", 3)))
    taken = free.places[0]
    other = next(place.id for place in scenarios.hosts() if place.id not in free.places)
    question = Question("seniors", 3, locked=(other,), forbidden=(taken,))
    plan = scenarios.keep(question, scenarios.decide(question))
    assert other in plan.places
    assert taken not in plan.places


def test_more_desks_than_places_is_refused_with_the_numbers() -> None:
    """Asking for more desks than there are places says both numbers."""
    with pytest.raises(OutreachError, match="500"):
        scenarios.decide(Question("seniors", 500))


def test_everything_forbidden_is_refused() -> None:
    """With every place forbidden the error says so rather than returning an empty plan."""
    everything = tuple(place.id for place in scenarios.hosts())
    with pytest.raises(OutreachError, match="guichet"):
        scenarios.decide(Question("seniors", 1, forbidden=everything))


def test_place_without_position_is_named() -> None:
    """A place that is not a host place cannot be locked, and is named."""
    with pytest.raises(UnknownPlaceError, match="ccas-arras"):
        scenarios.decide(Question("seniors", 1, locked=("ccas-arras",)))


def test_kept_scenario_comes_back_the_same() -> None:
    """What is written is what is read, and it is current on the same tables."""
    question = Question("jeunes", 2, locked=("cs-torchy",))
    kept = scenarios.keep(question, scenarios.decide(question))
    assert scenarios.read(kept.payload()) == kept
    assert kept.is_current


@pytest.mark.parametrize("payload", [{}, {"format": 99}, {"format": 1, "question": {"public": "jeunes"}}])
def test_foreign_payload_is_refused(payload: dict) -> None:
    """A payload of another version, or damaged, is refused with a sentence."""
    with pytest.raises(PlanUnreadableError, match="autre version"):
        scenarios.read(payload)


def test_effect_adds_up() -> None:
    """The communes' people and reach add up to the public's, and desks never take anybody out of reach."""
    question = Question("monoparents", 4, radius=15.0, mode="walk")
    kept = scenarios.keep(question, scenarios.decide(question))
    effect = scenarios.effect(question, kept.places)
    whole = effect.by_public["monoparents"]
    parts = effect.by_commune.values()
    assert sum(part.people for part in parts) == pytest.approx(whole.people)
    assert sum(part.after for part in parts) == pytest.approx(whole.after)
    assert whole.after == pytest.approx(kept.objective)
    assert all(part.gained >= 0 for part in parts)


def test_no_service_counted_reaches_nobody_before() -> None:
    """Without counted services nobody is reached before the desks, and there is no mean to state."""
    question = Question("jeunes", 1, counted=())
    effect = scenarios.effect(question, (scenarios.hosts()[0].id,))
    assert effect.by_public["jeunes"].before == 0
    assert np.isnan(effect.by_public["jeunes"].minutes_before)
    assert np.isfinite(effect.by_public["jeunes"].minutes_after)
