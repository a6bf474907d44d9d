"""Estimates by commune and IRIS: what must agree with what."""

import dataclasses

import numpy as np
import pytest

from indicators.small_area import local_rates
from indicators.small_area.cells import PROFILES
from indicators.small_area.choice import SYNTHETIC, UNIT
from indicators.small_area.local_rates import KEYS, Ground, LocalRates
from indicators.small_area.profiles import Respondents

Rates = dict[str, LocalRates]


@pytest.mark.parametrize("public", KEYS)
def test_communes_add_up_to_the_direct_estimate(of_communes: Rates, public: str) -> None:
    """Over people, the mean of the communes is the direct estimate of the whole."""
    rates = of_communes[public]
    assert rates.estimates is not None
    there = rates.sample.size > 0
    mean = np.average(rates.estimates.value[there], weights=rates.sample.size[there])
    assert mean == pytest.approx(rates.sample.whole, abs=1e-9)


@pytest.mark.parametrize("public", KEYS)
def test_iris_add_up_to_their_commune(of_communes: Rates, of_iris: Rates, ground: Ground, public: str) -> None:
    """A commune of one IRIS is that IRIS; the mean of the IRIS of another over people is its estimate."""
    whole, parts = of_communes[public], of_iris[public]
    assert whole.estimates is not None
    assert parts.estimates is not None
    for at, code in enumerate(whole.sample.codes):
        inside = np.array([ground.of[one] == code for one in parts.sample.codes]) & (parts.sample.size > 0)
        if inside.any():
            mean = np.average(parts.estimates.value[inside], weights=parts.sample.size[inside])
            assert mean == pytest.approx(whole.estimates.value[at], abs=1e-9)


@pytest.mark.parametrize("public", KEYS)
def test_intervals_hold_their_estimate_and_stay_proportions(of_communes: Rates, of_iris: Rates, public: str) -> None:
    """0 ≤ low ≤ estimate ≤ high ≤ 1 wherever somebody of the public lives."""
    for rates in (of_communes[public], of_iris[public]):
        assert rates.estimates is not None
        there = rates.sample.size > 0
        low, value, high = (getattr(rates.estimates, name)[there] for name in ("low", "value", "high"))
        assert ((low >= 0) & (low <= value) & (value <= high) & (high <= 1)).all()


def test_the_largest_commune_is_mostly_its_own(of_communes: Rates) -> None:
    """Where hundreds answered the estimate is theirs; where six did it is hardly."""
    rates = of_communes[""]
    assert rates.estimates is not None
    most = int(rates.sample.count.argmax())
    assert rates.estimates.local[most] > 0.5
    assert rates.estimates.local[rates.sample.count <= 6].max() < 0.3
    assert rates.estimates.value[most] == pytest.approx(rates.sample.direct[most], abs=0.03)


def test_enough_respondents_choose_the_model_of_respondents(of_communes: Rates) -> None:
    """With 1 200 respondents it serves, and Fay–Herriot cannot for a public that few are of."""
    assert of_communes[""].choice.method == UNIT
    reasons = {one.method: one.reason for one in of_communes["monoparents"].choice.candidates}
    assert "territoires" in reasons["fay_herriot"]


def test_few_respondents_are_left_to_the_rates_by_profile(respondents: Respondents) -> None:
    """Sixty respondents are too few for a model of respondents."""
    few = respondents.only(np.arange(len(respondents)) % 20 == 0)
    found = local_rates.communes(few, local_rates.read_ground(few))
    assert found[""].choice.method == SYNTHETIC


def test_a_handful_gives_nothing(respondents: Respondents) -> None:
    """Under thirty respondents there is no method, and no estimate."""
    few = respondents.only(np.arange(len(respondents)) < 29)
    ground = local_rates.read_ground(few)
    found = local_rates.communes(few, ground)
    assert all(rates.choice.method == "" and rates.estimates is None for rates in found.values())
    assert all(rates.estimates is None for rates in local_rates.iris(few, ground, found).values())


@pytest.mark.parametrize("answer", [0.0, 1.0])
def test_a_unanimous_survey_does_not_break(respondents: Respondents, answer: float) -> None:
    """Nobody, or everybody, in non-take-up: estimates stay proportions."""
    same = dataclasses.replace(respondents, yes=np.full(len(respondents), answer))
    for rates in local_rates.communes(same, local_rates.read_ground(same)).values():
        assert rates.estimates is not None
        known = rates.estimates.value[rates.sample.size > 0]
        assert ((known >= 0) & (known <= 1)).all()


def test_without_iris_communes_do_not_move(respondents: Respondents, ground: Ground, of_communes: Rates) -> None:
    """A survey that only knows communes gives the same communes, and IRIS that still add up to them."""
    nowhere = dataclasses.replace(respondents, iris=np.full(len(respondents), "", dtype="<U9"))
    found = local_rates.communes(nowhere, ground)
    assert found[""].estimates is not None
    assert of_communes[""].estimates is not None
    assert np.array_equal(found[""].estimates.value, of_communes[""].estimates.value)
    assert local_rates.iris(nowhere, ground, found)[""].estimates is None


def test_cells_are_the_territory(ground: Ground) -> None:
    """Every area has people in the profiles, and IRIS and communes count the same ones."""
    assert ground.iris.people.shape[1] == len(PROFILES)
    assert ground.iris.people.sum() == pytest.approx(ground.commune.people.sum())
    assert (ground.commune.people.sum(axis=1) > 50).all()
