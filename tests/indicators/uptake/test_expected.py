"""The expected non-take-up of the territory, from the embedded tables."""

import numpy as np
import pytest

from indicators.uptake import assumptions, publics
from indicators.uptake.benefits import BENEFITS, BY_KEY, NOT_ESTIMATED
from indicators.uptake.expected import DRAWS, _expected, expected, status
from indicators.uptake.rates import national
from indicators.values import FRAGILE, PUBLISHED, UNRELIABLE


@pytest.fixture(scope="module")
def uptake():
    return expected()


def test_rsa_by_hand(uptake):
    """Recipients × 0,34 / 0,66: the communes together have the national rate, whatever their profiles."""
    one = uptake.drawn["rsa"]
    assert uptake.total("non_recipients", ["rsa"]).value == pytest.approx(
        one.recipients.value.sum() * 34 / 66, rel=1e-4
    )
    assert one.local_rate.min() < 0.34 < one.local_rate.max()


@pytest.mark.parametrize(
    ("benefit", "odds"), [("ppa", 27 / 73), ("c2s_gratuite", 31 / 69), ("c2s_participative", 67 / 33)]
)
def test_one_rate_everywhere_by_hand(uptake, benefit, odds):
    """Without a published profile, each commune has the national rate."""
    one = uptake.drawn[benefit]
    assert one.people.sum(axis=0) == pytest.approx(one.recipients.value * odds)


def test_unemployment_insurance_by_hand(uptake):
    """Entitled in a year: registered here × 1,6 million / 5,406 million; 30 % do not claim."""
    found = uptake.total("non_recipients", ["assurance_chomage"])
    assert found.value == pytest.approx(7920 * 1_600_000 / 5_406_000 * 0.30)
    assert found.low < found.value < found.high


def test_everything_adds_up(uptake):
    """Communes add up to the territory, publics to the benefit, benefits to the situations, in every draw."""
    for key, one in uptake.drawn.items():
        by_public = [uptake.total("non_recipients", [key], public).value for public in publics.KEYS]
        assert sum(by_public) == pytest.approx(uptake.total("non_recipients", [key]).value)
        entitled = one.people_draws.sum(axis=0) + one.recipients.draws
        if not one.benefit.is_flow:
            assert (one.entitled_draws == entitled).all()
    stock = uptake.at_a_date
    areas, draws = uptake.areas("non_recipients", stock)
    parts = [uptake.areas("non_recipients", [key]) for key in stock]
    assert areas == pytest.approx(sum(part[0] for part in parts))
    assert draws == pytest.approx(sum(part[1] for part in parts))
    split = [uptake.total("non_recipients", stock, codes=[code]).value for code in uptake.codes]
    assert sum(split) == pytest.approx(uptake.total("non_recipients", stock).value)
    by_public = [uptake.areas("euros", uptake.in_euros, public)[1] for public in publics.KEYS]
    assert sum(by_public) == pytest.approx(uptake.areas("euros", uptake.in_euros)[1])


def test_no_two_streams_of_chance_are_one(monkeypatch):
    """NumPy gives a seed and the same seed followed by 0 one stream: what benefits share is drawn apart from each."""
    states = []
    make = np.random.default_rng

    def recorded(seed):
        states.append(tuple(np.random.SeedSequence(seed).generate_state(4)))
        return make(seed)

    monkeypatch.setattr(np.random, "default_rng", recorded)
    _expected.__wrapped__("any")
    assert len(states) == len(BENEFITS) + 1
    assert len(set(states)) == len(states)


def test_interval_holds_the_estimate(uptake):
    """Of the whole territory, each estimate lies in its interval."""
    for key in uptake.drawn:
        for measure in ("non_recipients", "entitled"):
            found = uptake.total(measure, [key])
            assert found.low < found.value < found.high


def test_euros_by_hand(uptake):
    """RSA: 750 M€ / 600 000 / 3 × 607,75 / 550,93 = 460 € a month, twelve times, for each household."""
    month = 750e6 / 600e3 / 3 * 607.75 / 550.93
    assert month == pytest.approx(459.6, abs=0.1)
    people = uptake.total("non_recipients", ["rsa"]).value
    assert uptake.total("euros", ["rsa"]).value == pytest.approx(12 * month * people)
    assert uptake.in_euros == ("rsa", "ppa")


def test_masked_communes_are_counted(uptake):
    """A masked commune has an expected value above 0 and nothing certain."""
    one = uptake.drawn["rsa"]
    assert one.recipients.masked.sum() == 13
    hidden = one.recipients.draws[:, one.recipients.masked]
    assert hidden.max() <= 4
    assert (hidden.std(axis=0) > 0).all()
    assert (one.people.sum(axis=0)[one.recipients.masked] > 0).all()


def test_what_is_not_estimated_has_no_rate_or_no_count():
    """The benefits that are not estimated are those without a rate, and Aspa whose recipients are not known."""
    assert [national(key) for key in ("aah", "aides_logement")] == [None, None]
    assert set(NOT_ESTIMATED).isdisjoint(BY_KEY)


def test_status_by_the_part_of_the_whole():
    """What errs in all communes alike leaves them comparable; what errs in one does not."""
    generator = np.random.default_rng(0)
    common = np.exp(generator.standard_normal((DRAWS, 1)))
    alone = np.exp(np.array([[0.05, 0.25, 0.6]]) * generator.standard_normal((DRAWS, 3)))
    draws = common * np.hstack([alone * [50, 10, 5], np.full((DRAWS, 1), 1000.0)])
    assert status(draws) == (PUBLISHED, FRAGILE, UNRELIABLE, PUBLISHED)


def test_nobody_anywhere():
    """Without anybody, nothing can be set beside anything."""
    assert status(np.zeros((10, 3))) == (UNRELIABLE,) * 3


def test_every_assumption_has_bounds_around_its_value():
    """Each assumption names its row, its source and its date, and lies in its bounds."""
    listed = [one for one in vars(assumptions).values() if isinstance(one, assumptions.Assumption)]
    listed += [*assumptions.HALF_WIDTH.values()]
    assert len(listed) > 12
    for one in listed:
        assert one.low <= one.value <= one.high
        assert one.row
        assert one.source
        assert one.date


@pytest.fixture
def recomputed():
    """Return how to estimate again on changed inputs, forgotten afterwards."""
    from indicators.uptake import expected as room

    room._expected.cache_clear()
    yield expected
    room._expected.cache_clear()


def test_all_secret(monkeypatch, recomputed):
    """With every recipient masked, each commune is between nothing and the bound, and nothing is told as certain."""
    from indicators.uptake import local

    monkeypatch.setattr(local, "published", lambda indicator: np.full(46, np.nan))
    of = recomputed()
    one = of.drawn["rsa"]
    assert one.recipients.draws.max() <= 4
    found = of.total("non_recipients", ["rsa"])
    assert 0 < found.low < found.value < found.high < 46 * 4 * 2
    assert set(status(of.areas("non_recipients", ["rsa"])[1])) == {UNRELIABLE}


def test_rate_taken_away(monkeypatch, recomputed):
    """A benefit whose rate is erased is no longer estimated, and the others keep their figures."""
    from indicators.uptake import expected as room

    before = recomputed().total("non_recipients", ["ppa"])
    room._expected.cache_clear()
    monkeypatch.setattr(room, "national", lambda key, *profile: None if key == "rsa" else national(key, *profile))
    of = recomputed()
    assert "rsa" not in of.drawn
    assert of.total("non_recipients", ["ppa"]) == before
    assert of.in_euros == ("ppa",)


def test_published_total_of_the_territory(monkeypatch, recomputed):
    """Where the territory's own total is published, masked communes add up to what it leaves, in every draw."""
    from indicators.uptake import local

    monkeypatch.setattr(local, "published_total", lambda indicator: 3425.0 if indicator == "foyers_rsa" else None)
    sums = recomputed().drawn["rsa"].recipients.draws.sum(axis=1)
    assert sums.min() >= 3400 - 2 * 33
    assert np.percentile(sums, [10, 90]) == pytest.approx([3425, 3425], abs=12)
