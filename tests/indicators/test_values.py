"""Values, and the reasons for their absence."""

import numpy as np
import pytest

from indicators import catalogue
from indicators.values import ABSENT, FRAGILE, MASKED, PUBLISHED, SECRET, values


def test_poverty_is_published_for_seven_communes() -> None:
    """Seven communes have a poverty rate, 39 are secret, and Arras has 25 %."""
    rate = values("taux_pauvrete", "commune")
    assert rate.known.sum() == 7
    assert rate.status.count(SECRET) == 39
    assert rate.of("62041") == 25.0
    assert rate.write("62041").replace("\u00a0", " ") == "25,0 %"


def test_missing_value_says_why() -> None:
    """A hidden figure is written as the reason why it is hidden, never as 0."""
    assert values("taux_pauvrete", "commune").write("62007") == "secret statistique"
    rsa = values("foyers_rsa", "commune")
    masked = rsa.codes[rsa.status.index(MASKED)]
    assert rsa.write(masked) == "masqué ou nul"
    assert np.isnan(rsa.of(masked))


@pytest.mark.parametrize("level", ["commune", "iris", "carreau"])
def test_status_and_value_agree(level: str) -> None:
    """A value is there exactly where the status says that it is published, or estimated with care."""
    for one in catalogue.at(level):
        of = values(one.id, level)
        assert len(of.codes) == len(of.value) == len(of.status) == {"commune": 46, "iris": 66, "carreau": 1727}[level]
        assert [state in (PUBLISHED, FRAGILE) for state in of.status] == of.known.tolist()


def test_ratio_is_numerator_over_denominator() -> None:
    """The RSA ratio of Arras is its households over its fiscal households, in percent."""
    top, bottom = values("foyers_rsa", "commune"), values("menages_fiscaux", "commune")
    expected = 100 * top.of("62041") / bottom.of("62041")
    assert values("part_rsa", "commune").of("62041") == pytest.approx(expected)


def test_ratio_of_a_masked_term_is_masked() -> None:
    """A ratio whose numerator is masked has no value, for that reason."""
    top, ratio = values("foyers_rsa", "commune"), values("part_rsa", "commune")
    for code in top.codes:
        assert (top.status_of(code) == MASKED) == (ratio.status_of(code) == MASKED)


def test_ratio_over_nothing_is_absent() -> None:
    """A cell without households has no poverty rate, rather than a division by zero."""
    ratio = values("taux_menages_pauvres", "carreau")
    assert set(ratio.status) <= {PUBLISHED, ABSENT}
    assert not np.isinf(ratio.value).any()
