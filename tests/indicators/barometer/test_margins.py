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


def test_tenants_of_hlm_are_counted_iris_by_iris() -> None:
    """Each IRIS gives its residents of 16 or more times its share of HLM homes: 18 959 people, 21.5 %."""
    from indicators.values import values

    read = {name: values(name, "iris").value for name in ("pop_0_19", "pop_20_64", "pop_65_plus", "part_hlm")}
    adults = read["pop_20_64"] + read["pop_65_plus"] + read["pop_0_19"] / 5
    people = margins.population()
    assert people.totals["tenure"]["social"] == pytest.approx(float((adults * read["part_hlm"] / 100).sum()))
    assert people.totals["tenure"]["social"] == pytest.approx(18_959, abs=1)


def test_the_home_is_a_margin_only_where_it_is_asked(people: Maker) -> None:
    """Asked of enough, it is one; not asked, or by a table of before the question, it is not, and that is said."""
    weights, census = pd.Series([1.0] * 40), margins.population()
    asked = margins.classify(people(40, tenure=["social", "owner", "private", "other"] * 10))
    found, said = margins.margins_for(asked, weights, census)
    assert found["tenure"] == census.totals["tenure"]
    assert not any("Logement" in one for one in said)
    for rows in (people(40), people(40, tenure="")):
        found, said = margins.margins_for(margins.classify(rows), weights, census)
        assert "tenure" not in found
        assert "Logement : la question n’est pas posée, cette marge n’est pas calée." in said
    few = margins.classify(people(40, tenure=["social"] * 4 + ["owner"] * 36))
    found, said = margins.margins_for(few, weights, census)
    assert "tenure" not in found
    assert any(one.startswith("Logement : trop peu") for one in said)
