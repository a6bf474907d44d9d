"""Ranks and references."""

import numpy as np
import pytest

from indicators import catalogue, comparison
from indicators.values import PUBLISHED, SECRET, Values, values


def _made(value: list[float], identifier: str = "taux_pauvrete") -> Values:
    codes = values(identifier, "commune").codes[: len(value)]
    status = tuple(SECRET if np.isnan(v) else PUBLISHED for v in value)
    return Values(catalogue.get(identifier, "commune"), codes, np.array(value, dtype=float), status)


def test_ties_share_the_best_place() -> None:
    """Two equal values have the same place, and the next one counts both."""
    of = _made([5.0, 9.0, 9.0, 1.0])
    assert [comparison.rank(of, code).place for code in of.codes] == [3, 1, 1, 4]


def test_rank_says_how_many_are_hidden() -> None:
    """A rank among published values says how many are not."""
    of = _made([5.0, np.nan, 9.0])
    assert comparison.rank(of, of.codes[1]) is None
    text = comparison.rank(of, of.codes[0]).text.replace("\u00a0", " ")
    assert text == "2ᵉ sur 2 (1 valeur non publiée)"


def test_whole_of_a_count_with_hidden_values_is_a_minimum() -> None:
    """A total that lacks masked communes says that it is a minimum."""
    reference = comparison.whole(values("foyers_rsa", "commune"))
    assert reference.value == 3400
    assert reference.note.startswith("au moins")


def test_whole_of_a_ratio_is_not_the_mean_of_the_ratios() -> None:
    """The territory's ratio divides sums over the same published communes."""
    top, bottom = values("foyers_rsa", "commune"), values("menages_fiscaux", "commune")
    known = top.known
    expected = 100 * top.value[known].sum() / bottom.value[known].sum()
    assert comparison.whole(values("part_rsa", "commune")).value == pytest.approx(expected)


def test_whole_of_a_median_says_it_is_the_median_of_the_communes() -> None:
    """Medians cannot be averaged: the reference is named for what it is."""
    assert comparison.whole(values("revenu_median", "commune")).label.startswith("médiane des 46")


def test_whole_of_nothing_has_no_value() -> None:
    """When all is secret there is no reference, and it is said."""
    reference = comparison.whole(_made([np.nan, np.nan]))
    assert np.isnan(reference.value)
    assert reference.note == "aucune valeur publiée"


def test_similar_communes_are_the_nearest_in_population() -> None:
    """Communes of similar size are the nearest on a ratio scale, without the commune itself."""
    people = values("population", "commune")
    near = comparison.similar("62007")
    assert "62007" not in near
    assert len(near) == comparison.SIMILAR
    gaps = {code: abs(np.log(people.of(code) / people.of("62007"))) for code in people.codes if code != "62007"}
    assert max(gaps[code] for code in near) <= min(gap for code, gap in gaps.items() if code not in near)


def test_neighbours_of_arras_touch_it() -> None:
    """Arras has Achicourt and Saint-Nicolas among its neighbours, and not Ransart."""
    from geo import territory

    around = territory.neighbours("62041")
    assert {"62004", "62764"} <= set(around)
    assert "62689" not in around
