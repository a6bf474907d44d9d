"""The figures that everything else rests on are those of their sources."""

import pandas as pd
import pytest

from data.checks.tables import Tables


@pytest.fixture(scope="module")
def figures(tables: Tables) -> pd.DataFrame:
    """The figures by level, indicator and code."""
    return tables["figures"].set_index(["level", "indicator", "code"]).sort_index()


def test_the_territory_has_46_communes_and_109_884_inhabitants(tables: Tables, figures: pd.DataFrame) -> None:
    """The legal populations of 2023 add up to the published total."""
    assert len(tables["communes"]) == 46
    assert figures.loc["commune", "population"]["value"].sum() == 109_884


def test_the_territory_has_66_iris(tables: Tables) -> None:
    """25 are parts of five communes, 41 are whole communes."""
    assert tables["iris"]["type"].value_counts().to_dict() == {"Z": 41, "H": 25}


def test_the_cells_hold_105_876_people_and_7_007_poor_households(tables: Tables) -> None:
    """The 1 727 inhabited cells add up to the published totals."""
    cells = tables["grid"]
    assert len(cells) == 1_727
    assert cells["ind"].sum() == 105_876
    assert round(cells["men_pauv"].sum()) == 7_007


def test_seven_communes_have_a_published_poverty_rate_and_39_are_secret(figures: pd.DataFrame) -> None:
    """A secret rate is empty, and Arras has 25 %."""
    rates = figures.loc["commune", "taux_pauvrete"]
    assert rates["status"].value_counts().to_dict() == {"secret": 39, "diffusé": 7}
    assert rates.loc["62041", "value"] == 25
    assert rates.loc[rates["status"].eq("secret"), "value"].isna().all()


def test_no_hidden_value_is_written(figures: pd.DataFrame) -> None:
    """A value is there if and only if it is published."""
    assert figures["value"].notna().eq(figures["status"].eq("diffusé")).all()


def test_no_count_of_the_benefit_funds_is_zero(tables: Tables, figures: pd.DataFrame) -> None:
    """Where a file writes 0 for « masked or nil », the table has no 0."""
    dictionary = tables["indicators"]
    ambiguous = dictionary[dictionary["note"].str.contains("0 = masqué")]["id"]
    assert len(ambiguous) == 20
    for indicator in ambiguous:
        assert figures.loc["commune", indicator]["value"].dropna().gt(0).all()


def test_every_figure_is_there_once(tables: Tables, figures: pd.DataFrame) -> None:
    """Each indicator has a row for each territory of its level."""
    assert not figures.index.has_duplicates
    counts = tables["figures"].groupby(["level", "indicator"]).size()
    assert set(counts["commune"]) == {46}
    assert set(counts["iris"]) == {66}


def test_the_town_halls_and_the_france_services_have_hours(tables: Tables) -> None:
    """The 46 town halls and the four France services have published hours; there are 81 places."""
    places = tables["places"]
    assert len(places) == 81
    with_hours = places[places["opening_hours"].ne("")]["kind"].value_counts().to_dict()
    assert with_hours == {"mairie": 46, "france_services": 4}
