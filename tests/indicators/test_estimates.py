"""The registry of estimated indicators, with a room that estimates one figure."""

import numpy as np
import pytest

from data.formats import typography
from geo import territory
from indicators import catalogue, comparison, estimates
from indicators import values as values_room
from indicators.errors import EstimateShape
from indicators.estimates import Estimate, Estimated, Estimates
from indicators.values import FRAGILE, PUBLISHED, UNRELIABLE, values

N = 46


def _described(**changes):
    about = {
        "label": "Personnes sans leur droit",
        "short": "Sans leur droit",
        "unit": "foyers",
        "nature": "effectif",
        "theme": "non_recours",
        "dataset": "Un jeu",
        "vintage": "2023",
        "note": "une méthode",
    }
    return estimates.indicator("sans_droit", "commune", **(about | changes))


def _made():
    value = np.arange(10.0, 10.0 + N)
    value[2] = np.nan
    status = [PUBLISHED, FRAGILE, UNRELIABLE, *[PUBLISHED] * (N - 3)]
    return Estimates(value, value * 0.5, value * 2, tuple(status), Estimate(1234, 934, 1534))


@pytest.fixture
def room(monkeypatch):
    """Return how to put rooms of the test in the registry, forgotten afterwards."""

    def forget():
        estimates._listed.cache_clear()
        values_room._values.cache_clear()

    def register(*listed):
        monkeypatch.setattr(estimates, "_rooms", lambda: (lambda: list(listed),))
        forget()

    yield register
    forget()


def test_listed_among_the_others(room):
    """A room's figure is in the catalogue of its level, marked as estimated, its names saying so."""
    room(Estimated(_described(), _made))
    found = catalogue.get("sans_droit", "commune")
    assert found in catalogue.at("commune", theme="non_recours")
    assert found.estimated
    assert (found.label, found.short) == ("Personnes sans leur droit (estimation)", "Sans leur droit (estimation)")
    assert not any(one.estimated for one in catalogue.published().values())


def test_values_with_interval(room):
    """Values carry the interval, and an area that is not publishable has neither value nor rank."""
    room(Estimated(_described(), _made))
    of = values("sans_droit", "commune")
    first, second, third = of.codes[:3]
    assert (of.bounds(first), of.bounds(third)) == ((5, 20), None)
    assert of.write(first) == typography("environ 10\u00a0foyers (de 5 à 20)")
    assert of.write(third) == "estimation non publiable"
    assert of.states[:3] == ("estimation", "estimation fragile", "estimation non publiable")
    assert comparison.rank(of, third) is None
    assert comparison.rank(of, second).among == N - 1


def test_whole_is_its_own_estimate(room):
    """The whole territory has its own estimate, not the sum of the areas that can be published."""
    room(Estimated(_described(), _made))
    of = comparison.whole(values("sans_droit", "commune"))
    assert (of.value, of.between) == (1234, (934, 1534))


def test_an_estimate_may_read_published_figures(room):
    """A room may read a published indicator while it computes: nothing turns in a circle."""

    def compute():
        people = values("population", "commune").value
        return Estimates(people, people, people, (PUBLISHED,) * N)

    room(Estimated(_described(), compute))
    assert values("sans_droit", "commune").value.sum() > 100_000


@pytest.mark.parametrize("fault", ["short", "shown without a value", "value without being shown"])
def test_wrong_shape(room, fault):
    """One value and one fitting status an area, or the fault is named."""
    right = _made()
    value, status = right.value.copy(), list(right.status)
    if fault == "short":
        value = value[:-1]
    elif fault == "shown without a value":
        value[5] = np.nan
    else:
        status[5] = UNRELIABLE
    room(Estimated(_described(), lambda: Estimates(value, right.low, right.high, tuple(status))))
    with pytest.raises(EstimateShape, match="sans_droit"):
        values("sans_droit", "commune")


def test_no_room_no_estimate(room):
    """Without a room the catalogue is that of the published figures."""
    room()
    assert catalogue.everything() == catalogue.published()
    assert len(territory.load().codes("commune")) == N
