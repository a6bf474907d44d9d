"""An area beside the whole, its commune and its neighbours."""

import math

import numpy as np
import pytest

from geo import territory
from geo.territory import UnknownArea
from indicators.around import around, parts
from indicators.beside import beside, first, line, lines
from indicators.values import values

ARRAS = "62041"


def test_a_commune_is_beside_the_whole_and_its_neighbours() -> None:
    """Arras has the highest poverty of the seven that are published, beside the territory's 15,8 %."""
    found = beside(values("taux_pauvrete", "commune"), ARRAS)
    assert found.own.value == 25
    assert found.rank is not None
    assert (found.rank.place, found.rank.among, found.rank.total) == (1, 7, 46)
    assert found.references[0].value == 15.8
    assert {one.code for one in found.others} == set(around(ARRAS))


def test_hidden_neighbours_say_why_and_come_last() -> None:
    """A neighbour without a value bears its reason, after those that have one."""
    others = beside(values("taux_pauvrete", "commune"), ARRAS).others
    known = [not one.reason for one in others]
    assert known == sorted(known, reverse=True)
    hidden = [one for one in others if one.reason]
    assert hidden
    assert all(one.reason == "secret statistique" and math.isnan(one.value) for one in hidden)
    shown = [one.value for one in others if not one.reason]
    assert shown == sorted(shown, reverse=True)


def test_a_ratio_shows_its_terms() -> None:
    """The 2 205 households on RSA of Arras are out of its 19 654 tax households."""
    found = beside(values("part_rsa", "commune"), ARRAS)
    assert found.terms is not None
    assert found.terms[0] == 2_205
    assert found.own.value == pytest.approx(100 * found.terms[0] / found.terms[1])
    assert beside(values("taux_pauvrete", "commune"), ARRAS).terms is None


def test_an_iris_is_beside_its_commune() -> None:
    """An IRIS of Arras is beside the territory, its commune and the median of the IRIS around it."""
    code = parts(ARRAS, "iris")[0]
    found = beside(values("part_menages_pauvres", "iris"), code)
    labels = [one.label for one in found.references]
    assert labels == ["CUA", "commune : Arras", "médiane des IRIS voisins"]


def test_an_iris_that_is_a_whole_commune_is_not_beside_itself() -> None:
    """A commune of one IRIS is not its own reference."""
    code = next(inside[0] for commune in territory.load().communes if len(inside := parts(commune, "iris")) == 1)
    assert len(beside(values("part_menages_pauvres", "iris"), code).references) == 2


def test_a_commune_at_the_iris_is_its_parts_together() -> None:
    """At the IRIS, the whole commune has no rank, and its IRIS are listed."""
    found = beside(values("part_menages_pauvres", "iris"), ARRAS)
    assert found.rank is None
    assert {one.code for one in found.others} == set(parts(ARRAS, "iris"))
    assert found.own.value == pytest.approx(line(values("part_menages_pauvres", "commune"), ARRAS).value, rel=0.05)


def test_a_cell_is_beside_its_commune_and_the_cells_around() -> None:
    """The cells around a cell are told by their median; they have no names to list."""
    of = values("ind", "carreau")
    code = next(code for code in of.codes if len(around(code)) == 8)
    found = beside(of, code)
    assert found.others == ()
    assert found.references[-1].value == pytest.approx(float(np.median([of.of(one) for one in around(code)])))


def test_an_unknown_area_is_refused() -> None:
    """A code that the territory does not have is named."""
    with pytest.raises(UnknownArea, match="99999"):
        beside(values("population", "commune"), "99999")


def test_the_first_are_those_in_need() -> None:
    """The highest poverty comes first, and the lowest income."""
    assert first(values("taux_pauvrete", "commune"), 3)[0].code == ARRAS
    incomes = [one.value for one in first(values("revenu_median", "commune"), 5)]
    assert incomes == sorted(incomes)
    assert incomes[0] == values("revenu_median", "commune").value.min()
    assert len(first(values("taux_pauvrete", "commune"), 20)) == 7
    assert first(values("pharmacies", "commune"), 3)[0].code == ARRAS


def test_cells_are_ranked_by_commune() -> None:
    """Cells of a few people make no ranking: their communes are ranked instead."""
    assert {one.code for one in first(values("taux_menages_pauvres", "carreau"), 5)} <= set(territory.load().communes)


def test_equal_values_are_in_the_order_of_names() -> None:
    """Ties follow the alphabet as French readers know it."""
    found = [
        one.name for one in lines(values("pharmacies", "commune"), territory.load().codes("commune")) if one.value == 0
    ]
    assert found == sorted(found, key=territory.sort_key)
