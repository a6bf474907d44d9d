"""Counts with their rates, and one figure at two levels."""

import pytest

from indicators import catalogue, related


@pytest.mark.parametrize(
    ("count", "level", "rate"),
    [
        ("foyers_rsa", "commune", "part_rsa"),
        ("men_pauv", "carreau", "taux_menages_pauvres"),
        ("carreaux_menages_pauvres", "iris", "part_menages_pauvres"),
    ],
)
def test_a_count_finds_its_rate(count: str, level: str, rate: str) -> None:
    """The rate under the circles is the ratio that the count is the numerator of."""
    found = related.rate_of(catalogue.get(count, level))
    assert found is not None
    assert (found.id, found.level) == (rate, level)


def test_a_count_without_rate_has_none() -> None:
    """Nothing is drawn under a count that no ratio divides."""
    assert related.rate_of(catalogue.get("pharmacies", "commune")) is None


def test_levels_come_from_the_largest_areas() -> None:
    """An indicator is offered at each level where it is catalogued, and nowhere else."""
    assert related.levels_of("population") == ("commune", "iris")
    assert related.levels_of("foyers_rsa") == ("commune",)
    assert related.levels_of("inconnu") == ()


@pytest.mark.parametrize(
    ("identifier", "level", "name"),
    [
        ("taux_pauvrete", "iris", "taux_pauvrete"),
        ("part_menages_pauvres", "carreau", "taux_menages_pauvres"),
        ("taux_menages_pauvres", "commune", "part_menages_pauvres"),
        ("ind", "iris", "population"),
    ],
)
def test_a_figure_keeps_its_meaning_at_another_level(identifier: str, level: str, name: str) -> None:
    """A figure whose name differs by level is found under the name of the level."""
    found = related.at_level(identifier, level)
    assert found is not None
    assert (found.id, found.level) == (name, level)


def test_a_figure_of_one_level_only_has_no_twin() -> None:
    """The households on RSA are not replaced by something else in the cells."""
    assert related.at_level("foyers_rsa", "carreau") is None


def test_twins_are_of_one_nature() -> None:
    """Two names of one figure are both counts or both rates, and rates are in one unit."""
    for (level, identifier), one in catalogue.everything().items():
        for other in ("commune", "iris", "carreau"):
            twin = related.at_level(identifier, other)
            if twin is not None and level != other:
                assert twin.nature == one.nature, (identifier, level, other)
                assert one.is_count or twin.unit == one.unit, (identifier, level, other)
