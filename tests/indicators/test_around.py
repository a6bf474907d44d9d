"""What lies around an area and what some areas are worth together."""

import numpy as np
import pytest

from geo import territory
from geo.territory import UnknownArea
from indicators import around, catalogue
from indicators.values import PUBLISHED, SECRET, Values, values

ARRAS = "62041"


def test_cells_around_a_cell_touch_it() -> None:
    """The cells around a cell are inhabited, at most eight, and one side or corner away."""
    known = territory.load()
    codes = list(known.cells["id"])
    place = dict(zip(codes, known.cell_xy, strict=True))
    for code in codes[::150]:
        near = around.around(code)
        assert len(near) <= 8
        assert code not in near
        for other in near:
            assert np.linalg.norm(place[other] - place[code]) < 1.5 * 200 * 1.02


def test_being_around_is_mutual_among_cells() -> None:
    """A cell around another has that one around it."""
    code = next(code for code in territory.load().codes("carreau") if around.around(code))
    assert all(code in around.around(other) for other in around.around(code))


def test_communes_around_a_commune_are_its_neighbours() -> None:
    """A commune is surrounded by those that share its border."""
    assert around.around(ARRAS) == territory.neighbours(ARRAS)


@pytest.mark.parametrize("code", ["CRS3035RES200mN0E0", "99999"])
def test_an_unknown_area_is_named(code: str) -> None:
    """A code that the territory does not have is refused by its name."""
    with pytest.raises(UnknownArea, match=code):
        around.around(code)


def test_parts_cover_the_territory_once() -> None:
    """The communes' cells and IRIS are all the cells and IRIS, each once."""
    known = territory.load()
    for level in ("commune", "iris", "carreau"):
        listed = [code for commune in known.communes for code in around.parts(commune, level)]
        assert sorted(listed) == sorted(known.codes(level))
    with pytest.raises(UnknownArea, match="12345"):
        around.parts("12345", "iris")


def test_counts_are_added() -> None:
    """The people of a commune's cells are the sum of its cells."""
    people = values("ind", "carreau")
    codes = around.parts(ARRAS, "carreau")
    assert around.together(people, codes, "Arras").value == pytest.approx(people.series[list(codes)].sum())


def test_all_cells_together_are_the_territory() -> None:
    """All 1 727 cells together hold 105 876 people and 7 007 poor households."""
    codes = tuple(territory.load().codes("carreau"))
    assert round(around.together(values("ind", "carreau"), codes, "CUA").value) == 105_876
    assert round(around.together(values("men_pauv", "carreau"), codes, "CUA").value) == 7_007


def test_a_ratio_is_that_of_the_sums() -> None:
    """The share of poor households of a commune is its poor households over its households."""
    codes = list(around.parts(ARRAS, "iris"))
    poor = values("carreaux_menages_pauvres", "iris").series[codes].sum()
    all_of_them = values("carreaux_menages", "iris").series[codes].sum()
    found = around.together(values("part_menages_pauvres", "iris"), tuple(codes), "Arras")
    assert found.value == pytest.approx(100 * poor / all_of_them)


def test_a_weighted_rate_is_averaged() -> None:
    """A share of the population is averaged with the population of each IRIS."""
    codes = list(around.parts(ARRAS, "iris"))
    share, people = values("part_65_plus", "iris").series[codes], values("population", "iris").series[codes]
    found = around.together(values("part_65_plus", "iris"), tuple(codes), "Arras")
    assert found.value == pytest.approx(float((share * people).sum() / people.sum()))
    assert "moyenne pondérée" in found.note


def test_a_median_says_that_it_is_one_of_parts() -> None:
    """A median income is not averaged: the median of the parts is given and named."""
    found = around.together(values("revenu_median", "iris"), around.parts(ARRAS, "iris"), "Arras")
    assert "médiane de" in found.note


def test_hidden_parts_are_never_zero() -> None:
    """Without any published part there is no value; with some, the note says how many are missing."""
    indicator = catalogue.get("foyers_rsa", "commune")
    hidden = Values(indicator, ("a", "b"), np.array([np.nan, np.nan]), (SECRET, SECRET))
    assert np.isnan(around.together(hidden, ("a", "b"), "x").value)
    partly = Values(indicator, ("a", "b"), np.array([12.0, np.nan]), (PUBLISHED, SECRET))
    found = around.together(partly, ("a", "b"), "x")
    assert found.value == 12
    assert "1\u00a0commune sans valeur publiée" in found.note


def test_the_published_value_of_the_territory_wins() -> None:
    """The territory's median income and poverty are those published for it, not a median of communes."""
    assert around.of_territory(values("revenu_median", "commune")).value == 20_639
    assert around.of_territory(values("taux_pauvrete", "commune")).value == 15.8
    assert "Convention" in around.of_territory(values("taux_pauvrete", "commune")).note


def test_declared_income_is_not_compared_with_disposable_income() -> None:
    """At the IRIS, where income is declared, the territory's disposable income is not its reference."""
    assert around.of_territory(values("revenu_median", "iris")).value != 20_639
