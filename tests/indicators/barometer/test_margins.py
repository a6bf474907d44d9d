"""The margins of the barometer come from the census, and what respondents do not say is not guessed."""

from collections.abc import Callable

import pandas as pd
import pytest

from indicators.barometer import margins
from indicators.barometer.groups import groups, of_communes

Maker = Callable[..., pd.DataFrame]


def test_every_variable_describes_the_same_residents() -> None:
    """Groups, ages and households make the same 88 168 residents of 16 or more."""
    people = margins.population()
    assert people.total == pytest.approx(88_168, abs=1)
    for totals in people.totals.values():
        assert sum(totals.values()) == pytest.approx(people.total)
        assert min(totals.values()) > 0


def test_sixteen_to_nineteen_are_a_fifth_of_the_under_twenties() -> None:
    """Residents of 16 or more are those of 20 or more and 4/20 of the 0-19 (27 001 of them)."""
    from indicators.values import values

    young, rest, old = (values(name, "iris").value.sum() for name in ("pop_0_19", "pop_20_64", "pop_65_plus"))
    assert margins.population().total == pytest.approx(rest + old + 0.2 * young)


def test_groups_follow_density() -> None:
    """Arras stands alone; Achicourt (1 325 per km²) is dense, Acq is rural; every commune has one group."""
    of = of_communes()
    assert groups()[0].label == "Arras"
    assert (of["62041"], of["62004"], of["62007"]) == ("centre", "dense", "rural")
    assert len(of) == 46
    assert sum(group == "dense" for group in of.values()) == 7


def test_a_silent_respondent_keeps_his_share(people: Maker) -> None:
    """A quarter who do not say their age stay a quarter; the known ages share the rest as the census does."""
    rows = people(40, age_class=["16_25", "40_54", "75_plus", ""] * 10)
    weights = pd.Series([1.0] * 40)
    found, said = margins.margins_for(margins.classify(rows), weights, margins.population())
    totals = margins.population()
    assert found["age"][margins.UNKNOWN] == pytest.approx(totals.total / 4)
    assert found["age"]["senior"] == pytest.approx(totals.totals["age"]["senior"] * 3 / 4)
    assert any("Groupe de communes" in one for one in said)


def test_a_margin_too_thin_is_left_aside_without_a_count(people: Maker) -> None:
    """A variable with a category of a few respondents is not used, and the sentence gives no number."""
    rows = people(40)
    found, said = margins.margins_for(margins.classify(rows), pd.Series([1.0] * 40), margins.population())
    assert found == {}
    assert len(said) == 4
    assert not any(character.isdigit() for sentence in said for character in sentence)
