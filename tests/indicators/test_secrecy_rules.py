"""The rules by kind of table, and the tables that are linked."""

import numpy as np
import pandas as pd
import pytest

from indicators.errors import AdditivityError, CellsError, UnknownRuleError
from indicators.secrecy import RULES, lift_low_rates, link, protect, rule


def test_rules_hold_the_numbers_of_their_source() -> None:
    """Persons 11 and 85 %, businesses 3 and 85 %, rates of poverty 5 % at least."""
    assert (rule("fiscal").threshold, rule("fiscal").dominance) == (11, 0.85)
    assert (rule("entreprises").threshold, rule("entreprises").dominance) == (3, 0.85)
    assert rule("pauvrete").least_rate == 5
    assert all(each.source for each in RULES.values())


def test_rule_that_is_not_confirmed_says_so() -> None:
    """The Caf's own threshold is to be taken from its notice; until then the hardest stands."""
    caf = rule("caf")
    assert not caf.confirmed
    assert "à confirmer" in caf.sentence
    assert caf.threshold == max(each.threshold for each in RULES.values())
    assert "à confirmer" not in rule("fiscal").sentence
    assert "85\u00a0%" in rule("fiscal").sentence


def test_unknown_rule_is_refused() -> None:
    """The error lists the kinds."""
    with pytest.raises(UnknownRuleError, match="fiscal"):
        rule("météo")
    with pytest.raises(UnknownRuleError, match="minimal"):
        lift_low_rates(pd.Series([3.0]), "fiscal")


def test_low_rates_are_lifted_and_marked() -> None:
    """Under 5 %, a rate of poverty becomes 5 %, said to be a floor; a missing one stays missing."""
    lifted = lift_low_rates(pd.Series([4.9, 5.0, np.nan], index=["a", "b", "c"]))
    assert lifted["value"].tolist()[:2] == [5, 5]
    assert np.isnan(lifted.loc["c", "value"])
    assert lifted["floored"].tolist() == [True, False, False]


def test_rule_gives_the_arguments_of_protect() -> None:
    """Counts take the threshold and rounding; amounts take dominance besides."""
    cells = pd.DataFrame(
        {
            "area": ["a", "b", "c", "all"],
            "value": [5, 40, 60, 105],
            "largest": [5, 39, 10, 39],
            "units": [20, 20, 20, 60],
        }
    )
    hierarchy = {"area": dict.fromkeys("abc", "all")}
    counts = protect(cells[["area", "value"]], hierarchy, **rule("fiscal").settings)
    assert counts["reason"].tolist() == ["seuil", "protection", "", ""]
    amounts = protect(cells, hierarchy, **rule("fiscal").settings_of_amounts)
    # a + b = 45 would leave b at 45 at most, under the 39 / 85 % = 45.9 that is asked: c is hidden too.
    assert amounts["reason"].tolist() == ["dominance", "dominance", "protection", ""]


def test_linked_tables_share_their_margin_once() -> None:
    """Two tables by area become one; the total by area is one cell, in both."""
    left = pd.DataFrame({"area": ["a", "a"], "public": ["p", "every"], "value": [3, 20]})
    right = pd.DataFrame({"area": ["a", "a"], "right": ["rsa", "any"], "value": [8, 20]})
    linked = link({"l": left, "r": right}, {"area": "all", "public": "every", "right": "any"})
    assert linked.set_index(["area", "public", "right"])["tables"].to_dict() == {
        ("a", "p", "any"): "l",
        ("a", "every", "any"): "l,r",
        ("a", "every", "rsa"): "r",
    }


def test_linked_tables_that_disagree_are_refused() -> None:
    """The same cell cannot be 20 in one table and 21 in another."""
    left = pd.DataFrame({"area": ["a"], "value": [20]})
    right = pd.DataFrame({"area": ["a"], "right": ["any"], "value": [21]})
    with pytest.raises(AdditivityError, match=r"20,00.*21,00"):
        link({"l": left, "r": right}, {"area": "all", "right": "any"})
    with pytest.raises(CellsError, match="Aucun tableau"):
        link({}, {"area": "all"})
    with pytest.raises(CellsError, match="aucune des dimensions"):
        link({"l": pd.DataFrame({"value": [1]})}, {"area": "all"})
