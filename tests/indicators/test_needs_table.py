"""The components of the embedded territory, and what their index is made of."""

import numpy as np
import pandas as pd
import pytest

from geo import territory
from indicators.errors import UnknownPublic
from indicators.needs.components import ACCESS, KEYS, keys
from indicators.needs.diagnostics import contributions, correlations, leave_one_out, parts, redundant
from indicators.needs.doubt import EXACT, UNIFORM
from indicators.needs.index import composite
from indicators.needs.observed import observed
from indicators.needs.table import need_table
from indicators.values import values

ARRAS = "62041"


@pytest.mark.parametrize("level", ["commune", "iris", "carreau"])
@pytest.mark.parametrize("public", KEYS)
def test_every_public_has_components_at_every_level(public, level):
    """Each has a direction, a source, and bounds that fit its values."""
    table = need_table(public, level)
    assert table.codes == tuple(territory.load().codes(level))
    assert [one.key for one in table.components] == list(keys(public, level))
    assert all(one.direction in (1, -1) and one.source and one.short for one in table.components)
    table.doubt.check(table.frame.to_numpy())
    assert table.doubt.drawable(table.frame.to_numpy()).all()


def test_an_unknown_public_is_refused():
    """The message names it."""
    with pytest.raises(UnknownPublic):
        need_table("enfants", "commune")


def test_a_masked_count_lies_under_the_smallest_published():
    """The Caf publishes 5 households at least: a masked commune has 0 to 4, over its own households."""
    of = observed("part_rsa", "commune")
    counts, base = values("foyers_rsa", "commune"), values("menages_fiscaux", "commune")
    masked = np.array([state == "masqué" for state in counts.status])
    assert masked.sum() == 13
    assert (of.low[masked] == 0).all()
    assert of.high[masked] == pytest.approx(100 * 4 / base.value[masked])
    assert (of.law[masked] == UNIFORM).all()
    assert of.state[int(np.flatnonzero(masked)[0])].startswith("masqué ou nul, de 0,0 à ")


def test_a_commune_cut_into_iris_lies_between_its_own():
    """The digital index of Arras is nowhere published: it is between the lowest and highest of its IRIS."""
    from indicators.of_communes import range_within

    of = observed("fragilite_numerique", "commune")
    rank = territory.load().codes("commune").index(ARRAS)
    assert np.isnan(of.value[rank])
    assert (of.low[rank], of.high[rank]) == range_within("fragilite_numerique", ARRAS)


def test_the_census_is_a_sample_in_arras_only():
    """Rates of communes under 10 000 inhabitants carry no sampling error; those of Arras do."""
    of = observed("part_monoparents", "iris")
    inside = np.array([territory.load().commune_of(code) == ARRAS for code in territory.load().codes("iris")])
    assert (of.law[~inside] == EXACT).all()
    assert (of.high[inside] > of.value[inside]).all()


def test_only_imputed_cells_are_uncertain():
    """A cell that Insee counted is taken as it is."""
    of = observed("taux_menages_pauvres", "carreau")
    imputed = territory.load().cells["imputed"].to_numpy(dtype=bool)
    assert (of.law[~imputed] == EXACT).all()
    assert (of.law[imputed] != EXACT).any()


def test_minutes_of_an_area_are_those_of_its_inhabitants():
    """The mean over the cells of a commune of one IRIS is the same at both levels."""
    commune, iris = observed(ACCESS, "commune"), observed(ACCESS, "iris")
    ground = territory.load()
    for code, minutes in zip(ground.codes("iris"), iris.value, strict=True):
        whole = ground.commune_of(code)
        if sum(area.commune == whole for area in ground.iris.values()) == 1:
            assert minutes == pytest.approx(commune.value[ground.codes("commune").index(whole)])


def test_contributions_add_up_to_the_index():
    """Each component's points, together, are the index of the area."""
    table = pd.DataFrame({"a": [1.0, 4, 9, np.nan], "b": [5.0, 3, 8, 1], "c": [2.0, 2, 7, 1]})
    arguments = {"directions": {"a": 1, "b": -1, "c": 1}, "weights": {"a": 2, "b": 1, "c": 1}}
    points = contributions(table, **arguments)
    index = composite(table, **arguments)
    assert points.loc[:2].sum(axis=1).tolist() == pytest.approx(index[:3].tolist())
    assert points.loc[3].isna().all()


def test_components_that_say_the_same_are_found():
    """A component and its mirror image are redundant once both are turned to need."""
    table = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [8.0, 6, 4, 2], "c": [1.0, 3, 2, 1]})
    found = correlations(table, {"a": 1, "b": -1, "c": 1})
    assert redundant(found) == [("a", "b", pytest.approx(1.0))]


def test_without_a_component_the_areas_it_lifted_fall():
    """The area that only one component puts first is the one that moves most without it."""
    table = pd.DataFrame({"a": [9.0, 5, 4, 3], "b": [0.0, 7, 6, 5]}, index=list("wxyz"))
    arguments = {"directions": {"a": 1, "b": 1}, "weights": {"a": 3, "b": 1}}
    found, gains = leave_one_out(table, top=1, **arguments)
    first = next(one for one in found if one.key == "a")
    assert first.farthest == ("w", -3)
    assert (first.enters, first.leaves) == (("x",), ("w",))
    assert gains["a"].to_dict() == {"w": -3, "x": 1, "y": 1, "z": 1}


def test_one_component_cannot_be_left_out():
    """Nothing would be left to rank by."""
    assert leave_one_out(pd.DataFrame({"a": [1.0, 2]}), directions={"a": 1})[0] == []


def test_parts_are_squared_correlations():
    """A component that is the index accounts for all of it."""
    table = pd.DataFrame({"a": [1.0, 2, 3], "b": [1.0, -2, 1]})
    assert parts(table["a"], table).tolist() == pytest.approx([1, 0])
