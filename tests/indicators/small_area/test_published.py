"""What leaves: rounded, hidden where it is not reliable, silent on a few people."""

import numpy as np
import pytest

from indicators.barometer import Finding
from indicators.barometer.findings import hidden
from indicators.small_area.local_rates import LocalRates
from indicators.small_area.published import FEWEST_PEOPLE, LOCAL_WORDS, local_word, publish
from indicators.values import FRAGILE, PUBLISHED, UNRELIABLE

OVERALL = Finding("tous", "Toute la population", 15.0, 13.0, 17.0, 1200, "fiable")


def test_only_whole_percents_leave(of_communes: dict[str, LocalRates]) -> None:
    """Estimates and intervals are whole numbers, and the share of local information a word."""
    found = publish(of_communes[""], "commune", "", "2024", OVERALL)
    for one in (found.value, found.low, found.high):
        known = one[~np.isnan(one)]
        assert np.array_equal(known, np.rint(known))
    assert set(found.local) <= set(LOCAL_WORDS)


@pytest.mark.parametrize("public", ["", "jeunes", "monoparents", "rsa_ppa_de", "seniors"])
def test_a_figure_and_its_reliability_agree(of_communes: dict[str, LocalRates], public: str) -> None:
    """There is a figure where, and only where, it is reliable or fragile."""
    found = publish(of_communes[public], "commune", public, "2024", OVERALL)
    assert [word == "non publiable" for word in found.reliability] == np.isnan(found.value).tolist()
    assert np.array_equal(np.isnan(found.value), np.isnan(found.low))
    assert found.published == found.count("fiable") + found.count("fragile")


def test_a_public_of_a_few_people_is_never_told(of_communes: dict[str, LocalRates]) -> None:
    """Under thirty people of the public in a commune, its share would speak of persons."""
    rates = of_communes["monoparents"]
    found = publish(rates, "commune", "monoparents", "2024", OVERALL)
    few = rates.sample.size < FEWEST_PEOPLE
    assert few.any()
    assert np.isnan(found.value[few]).all()


def test_nothing_of_the_parts_without_the_whole(of_communes: dict[str, LocalRates]) -> None:
    """Where the whole cannot be told, no commune is."""
    found = publish(of_communes[""], "commune", "", "2024", hidden("tous", "Toute la population"))
    assert found.published == 0
    assert set(found.reliability) == {"non publiable"}
    assert found.method == ""


def test_the_words_of_the_catalogue(of_communes: dict[str, LocalRates]) -> None:
    """Reliable, fragile and unpublishable become the statuses that maps and exports know."""
    from indicators.small_area.estimated import as_estimates

    found = publish(of_communes[""], "commune", "", "2024", OVERALL)
    given = as_estimates(found)
    assert set(given.status) <= {PUBLISHED, FRAGILE, UNRELIABLE}
    assert [state == UNRELIABLE for state in given.status] == np.isnan(given.value).tolist()
    assert given.whole is not None
    assert given.whole.value == 15.0


def test_local_share_in_words() -> None:
    """The ends of each class."""
    assert [local_word(one) for one in (0.0, 0.02, 0.24, 0.25, 0.5, 0.51)] == [
        LOCAL_WORDS[0], LOCAL_WORDS[0], LOCAL_WORDS[1], LOCAL_WORDS[2], LOCAL_WORDS[2], LOCAL_WORDS[3],
    ]  # fmt: skip


def test_one_answer_of_a_village_hardly_shows(
    of_communes: dict[str, LocalRates],
) -> None:
    """The six respondents of a village weigh under a third: their own proportion is not to be read in the estimate."""
    rates = of_communes[""]
    assert rates.estimates is not None
    village = rates.sample.count <= 6
    moved = np.abs(rates.estimates.value - rates.sample.direct)[village]
    assert moved.min() > 0.005
    assert (rates.estimates.local[village] < 1 / 3).all()
