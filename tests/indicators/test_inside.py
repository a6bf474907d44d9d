"""An indicator inside a zone: totals kept, hidden values never read as 0, what cannot be carried over refused."""

from dataclasses import replace

import numpy as np
import pytest

from geo.outlines import areas
from geo.travel import MODES
from indicators import catalogue, inside
from indicators.inside import (
    BRACKET,
    EMPTY,
    ESTIMATED,
    HIDDEN,
    MISPLACED,
    NO_BASE,
    NO_INDEX,
    NO_MEDIAN,
    NO_SITE,
    NO_SURFACE,
    REFUSED,
    Zone,
    around,
    estimate,
    holds,
    neighbourhoods,
    way,
)
from indicators.service_places import places
from indicators.values import MASKED, SECRET, Values, values

ARRAS = "62041"


def _communes(*codes: str) -> Zone:
    """Return the zone that some communes make together."""
    shapes = areas("commune").set_index("code")
    return Zone("z", "Zone", shapes.loc[list(codes)].geometry.union_all(), approximate=False)


def _everything() -> Zone:
    return _communes(*values("population", "commune").codes)


def _of(zone: Zone, of: Values) -> inside.Inside:
    return estimate(of, [zone])[0]


def _with(of: Values, code: str, status: str) -> Values:
    """Return values where one is hidden."""
    rank = of.codes.index(code)
    value, states = of.value.copy(), list(of.status)
    value[rank], states[rank] = np.nan, status
    return replace(of, value=value, status=tuple(states))


def test_a_commune_holds_its_own_count() -> None:
    """Carried over to its own outline, a count is that of the commune, and so is a rate."""
    zone = _communes(ARRAS)
    for identifier in ("foyers_rsa", "part_rsa"):
        of = values(identifier, "commune")
        found = _of(zone, of)
        assert found.state == ESTIMATED
        assert found.value == pytest.approx(of.of(ARRAS), rel=1e-4)
        assert np.isnan(found.low)


@pytest.mark.parametrize(
    ("identifier", "level"), [("population", "commune"), ("menages", "iris"), ("men_pauv", "carreau")]
)
def test_totals_are_kept(identifier: str, level: str) -> None:
    """Two zones that cut the territory in two share its total out."""
    of = values(identifier, level)
    whole = _everything().geometry
    west, _, east, _ = whole.bounds
    import shapely

    left = shapely.box(0, 0, (west + east) / 2, 1e8)
    zones = [Zone("g", "Gauche", whole.intersection(left), False), Zone("d", "Droite", whole.difference(left), False)]
    found = estimate(of, zones)
    # A cell that straddles the limit of the territory lies in no zone for the part outside.
    assert sum(one.value for one in found) == pytest.approx(of.value.sum(), rel=2e-2 if level == "carreau" else 1e-6)


def test_a_secret_makes_the_zone_unavailable() -> None:
    """One hidden area that takes part, and there is no number at all: neither value nor bracket."""
    zone = _communes(ARRAS, "62013")
    found = _of(zone, _with(values("population", "commune"), "62013", SECRET))
    assert found.state == HIDDEN
    assert found.hidden == ("62013",)
    assert np.isnan([found.value, found.low, found.high]).all()


def test_a_hidden_area_elsewhere_changes_nothing() -> None:
    """An area that the zone does not touch may be hidden."""
    zone = _communes(ARRAS)
    of = values("population", "commune")
    assert _of(zone, _with(of, "62013", SECRET)).value == pytest.approx(_of(zone, of).value)


def test_what_a_hidden_area_counts_cannot_be_found() -> None:
    """Zones are estimated from what is published: the value behind a secret moves no estimate."""
    of = values("population", "commune")
    zones = [_communes(ARRAS), _communes(ARRAS, "62013"), _everything()]
    first = estimate(_with(of, "62013", SECRET), zones)
    other = replace(of, value=np.where(np.array(of.codes) == "62013", 1e6, of.value))
    second = estimate(_with(other, "62013", SECRET), zones)
    assert [one.state for one in first] == [ESTIMATED, HIDDEN, HIDDEN]
    for one, two in zip(first, second, strict=True):
        assert np.array_equal([one.value, one.low, one.high], [two.value, two.low, two.high], equal_nan=True)


def test_a_masked_count_makes_a_bracket() -> None:
    """A count that its producer masks is between 0 and just under the smallest that it publishes."""
    of = values("foyers_rsa", "commune")
    code = of.codes[of.status.index(MASKED)]
    most = of.value[of.known].min() - 1
    found = _of(_communes(ARRAS, code), of)
    assert found.state == BRACKET
    assert found.low == pytest.approx(of.of(ARRAS), rel=1e-3)
    assert found.high - found.low == pytest.approx(most, rel=1e-3)
    assert np.isnan(found.value)
    rate = _of(_communes(ARRAS, code), values("part_rsa", "commune"))
    assert rate.state == BRACKET
    assert rate.low < rate.high


def test_a_ratio_is_that_of_its_terms() -> None:
    """In two communes together, households in poverty over households, not the mean of two rates."""
    pair = (ARRAS, "62013")
    of = values("part_menages_pauvres", "commune")
    top, bottom = (values(one, "commune") for one in (of.indicator.numerator, of.indicator.denominator))
    wanted = 100 * sum(top.of(code) for code in pair) / sum(bottom.of(code) for code in pair)
    assert _of(_communes(*pair), of).value == pytest.approx(wanted, rel=1e-4)


def test_a_rate_is_weighted_by_its_base() -> None:
    """Of two IRIS, the mean of the rates by the dwellings that they are shares of."""
    of = values("part_hlm", "iris")
    base = values(of.indicator.weight, "iris")
    pair = list(of.codes[:2])
    shapes = areas("iris").set_index("code").loc[pair].geometry.union_all()
    found = _of(Zone("z", "Zone", shapes, approximate=True), of)
    wanted = np.average([of.of(code) for code in pair], weights=[base.of(code) for code in pair])
    assert found.value == pytest.approx(wanted, rel=1e-3)


def test_an_estimate_keeps_its_interval() -> None:
    """The ends of the intervals are added up, around the estimate."""
    of = values("non_recours_attendu", "commune")
    found = _of(_communes(ARRAS), of)
    between = of.bounds(ARRAS)
    assert between is not None
    assert (found.low, found.high) == pytest.approx(between, rel=1e-3)
    assert found.low < found.value < found.high


@pytest.mark.parametrize(
    ("identifier", "level", "reason"),
    [
        ("revenu_median", "commune", NO_MEDIAN),
        ("fragilite_numerique", "iris", NO_INDEX),
        ("taux_chomage_rp", "iris", NO_BASE),
        ("pharmacies", "commune", NO_SITE),
        ("superficie", "commune", NO_SURFACE),
        ("densite", "commune", NO_SURFACE),
    ],
)
def test_what_cannot_be_carried_over_is_refused(identifier: str, level: str, reason: str) -> None:
    """A median, an index, a rate of what is not counted, places, a density: no number, and why."""
    of = values(identifier, level)
    assert way(of.indicator) == ("", reason)
    found = _of(_communes(ARRAS), of)
    assert found.state == REFUSED
    assert np.isnan(found.value)
    assert found.lowest <= found.highest


@pytest.mark.parametrize("level", ["commune", "iris", "carreau"])
def test_every_indicator_has_an_answer(level: str) -> None:
    """Whatever the map shows, each zone has a state, and a number only when it is estimated."""
    zones = neighbourhoods()
    for indicator in catalogue.at(level):
        for one in estimate(values(indicator.id, level), zones):
            assert (one.state == ESTIMATED) == bool(np.isfinite(one.value))
            assert one.state != BRACKET or np.isfinite([one.low, one.high]).all()


def test_a_neighbourhood_beside_its_people_is_not_estimated() -> None:
    """Where the outline does not hold the published inhabitants, no figure is given."""
    found = estimate(values("population", "commune"), neighbourhoods())
    for one in found:
        assert (one.state == MISPLACED) == (not holds(one.inhabitants, one.zone.published))
    assert {one.state for one in found} == {MISPLACED, ESTIMATED}


def test_a_wider_zone_holds_the_narrower_one() -> None:
    """More minutes, more inhabitants; by car farther than on foot."""
    place = next(one for one in places("france_services") if one.placed)
    of = values("men", "carreau")
    walk, longer, car = estimate(of, [around(place, MODES[mode], limit) for mode, limit in
                                      (("walk", 10), ("walk", 30), ("car", 10))])  # fmt: skip
    assert walk.value < longer.value
    assert walk.value < car.value


def test_nobody_within_reach_is_said() -> None:
    """A zone without an inhabited cell has no estimate, and is not 0."""
    place = replace(next(one for one in places("france_services") if one.placed), x=0.0, y=0.0)
    found = _of(around(place, MODES["walk"], 10), values("population", "commune"))
    assert found.state == EMPTY
    assert np.isnan(found.value)
