"""IRIS values at commune level: passed on, averaged with their base, or left without a value."""

import numpy as np
import pytest

from geo import territory
from geo.territory import UnknownArea
from indicators.errors import UnknownIndicator
from indicators.of_communes import from_iris, iris_of, range_within
from indicators.values import ABSENT, PUBLISHED, values

ARRAS, ACHICOURT, BOYELLES = "62041", "62004", "62172"


def test_a_commune_of_one_iris_has_its_value():
    """In every commune of one IRIS, the commune's value is the IRIS's."""
    of, there = from_iris("part_hlm"), values("part_hlm", "iris")
    alone = [code for code in of.codes if len(iris_of(code)) == 1]
    assert len(alone) == 41
    for code in alone:
        assert of.of(code) == there.of(iris_of(code)[0])


def test_a_rate_of_a_cut_commune_is_the_mean_weighted_by_its_base():
    """The single-parent families of Achicourt are the households' mean of its three IRIS, worked out by hand."""
    rate, base = values("part_monoparents", "iris"), values("menages", "iris")
    parts = iris_of(ACHICOURT)
    by_hand = sum(rate.of(part) * base.of(part) for part in parts) / sum(base.of(part) for part in parts)
    assert len(parts) == 3
    assert from_iris("part_monoparents").of(ACHICOURT) == pytest.approx(by_hand)


def test_a_count_of_a_cut_commune_is_a_sum():
    """The households of Arras are those of its sixteen IRIS."""
    there = values("menages", "iris")
    assert from_iris("menages").of(ARRAS) == pytest.approx(sum(there.of(part) for part in iris_of(ARRAS)))


def test_what_has_no_base_is_not_averaged():
    """An index has no value for a commune cut into IRIS, only the range of its IRIS."""
    of, there = from_iris("fragilite_numerique"), values("fragilite_numerique", "iris")
    known = [there.of(part) for part in iris_of(ARRAS)]
    assert np.isnan(of.of(ARRAS))
    assert of.status_of(ARRAS) == ABSENT
    assert of.status_of(BOYELLES) == PUBLISHED
    assert range_within("fragilite_numerique", ARRAS) == (min(known), max(known))


def test_one_hidden_iris_hides_the_mean_of_its_commune():
    """A rate that some IRIS do not publish gives no mean, and keeps the reason."""
    of, there = from_iris("taux_pauvrete"), values("taux_pauvrete", "iris")
    for code in of.codes:
        states = {there.status_of(part) for part in iris_of(code)}
        if states != {PUBLISHED}:
            assert np.isnan(of.of(code))
            assert of.status_of(code) in states - {PUBLISHED}


def test_a_mean_lies_within_the_range_of_its_iris():
    """Wherever there is a mean, it lies between the lowest and the highest IRIS."""
    for name in ("part_15_24", "part_65_plus", "part_sans_voiture", "part_hlm"):
        of = from_iris(name)
        for code in of.codes:
            between = range_within(name, code)
            if between is not None:
                assert between[0] <= of.of(code) <= between[1]


def test_a_commune_of_one_iris_has_no_range():
    """There is nothing to range over in one IRIS."""
    assert range_within("part_hlm", BOYELLES) is None


def test_the_note_says_how_the_value_was_had():
    """A mean that the project makes says so in its note."""
    assert "pondérée" in from_iris("part_hlm").indicator.note
    assert from_iris("part_hlm").indicator.level == "commune"


def test_iris_come_in_french_order_and_unknown_names_are_refused():
    """IRIS are sorted by name; an unknown commune or indicator is a fault."""
    names = [territory.load().iris[part].name for part in iris_of(ARRAS)]
    assert names == sorted(names, key=territory.sort_key)
    with pytest.raises(UnknownArea):
        iris_of("75056")
    with pytest.raises(UnknownIndicator):
        from_iris("taux_de_bonheur")
