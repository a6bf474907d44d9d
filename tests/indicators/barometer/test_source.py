"""The barometer's rows are weighed to the census, wave by wave, and stay in the room of indicators."""

from collections.abc import Callable

import pandas as pd
import pytest

from data.catalogue import Entry
from data.errors import TableMissing
from indicators import barometer
from indicators.barometer import margins, source

Maker = Callable[..., pd.DataFrame]


@pytest.mark.usefixtures("no_barometer")
def test_without_a_barometer_nothing_is_loaded() -> None:
    """Without an import there is no barometer, no wave, and no row."""
    assert not barometer.loaded()
    assert barometer.waves() == ()
    with pytest.raises(TableMissing):
        barometer.respondents()
    with pytest.raises(TableMissing):
        barometer.results()


@pytest.mark.usefixtures("fictitious")
def test_the_fictitious_barometer_is_raked_to_the_census() -> None:
    """Its 1 200 respondents add up to the residents of 16 or more, in each margin."""
    rows = barometer.respondents()
    people = margins.population()
    assert len(rows) == 1200
    assert rows["weight"].sum() == pytest.approx(people.total)
    for key, total in people.totals["group"].items():
        assert rows.loc[rows["group"] == key, "weight"].sum() == pytest.approx(total, rel=1e-6)
    for key, total in people.totals["age"].items():
        assert rows.loc[rows["age"] == key, "weight"].sum() == pytest.approx(total, rel=1e-6)


@pytest.mark.usefixtures("fictitious")
def test_changing_the_rows_changes_nothing() -> None:
    """Each caller gets a copy."""
    rows = barometer.respondents()
    rows["weight"] = 0.0
    assert barometer.respondents()["weight"].min() > 0


def test_each_wave_is_weighed_on_its_own(people: Maker, entry: Entry) -> None:
    """Two waves of different sizes each add up to the population."""
    rows = people(60, wave=["1"] * 20 + ["2"] * 40)
    sample = source.weigh(rows, entry)
    sums = sample.rows.groupby("wave")["weight"].sum()
    assert sums.tolist() == pytest.approx([margins.population().total] * 2)
    assert [one.wave for one in sample.weightings] == ["1", "2"]
    assert all(one.raked is None and one.left_aside for one in sample.weightings)


def test_margins_that_cannot_be_met_leave_the_weights_of_the_file(people: Maker, entry: Entry) -> None:
    """When age and household coincide among respondents, nothing is raked, and the record says so."""
    rows = people(
        90,
        age_class=["16_25"] * 30 + ["40_54"] * 30 + ["75_plus"] * 30,
        household=["alone"] * 30 + ["single_parent"] * 30 + ["couple"] * 30,
        weight=[1.0, 2.0, 3.0] * 30,
    )
    sample = source.weigh(rows, entry)
    assert sample.weightings[0].raked is None
    assert any("ensemble" in said for said in sample.weightings[0].left_aside)
    assert (sample.rows["weight"] / sample.rows["base_weight"]).std() == pytest.approx(0, abs=1e-9)


@pytest.mark.usefixtures("fictitious")
def test_the_fictitious_barometer_is_raked_to_the_homes() -> None:
    """Its tenants of HLM weigh what the census says, and the record names the margin."""
    rows, people = barometer.respondents(), margins.population()
    social = rows.loc[rows["tenure"] == "social", "weight"].sum()
    assert social == pytest.approx(people.totals["tenure"]["social"], rel=1e-6)
    assert barometer.results().record.margins == ("Groupe de communes", "Âge", "Type de ménage", "Logement")


def test_homes_that_cannot_be_met_leave_the_other_margins(people: Maker, entry: Entry) -> None:
    """Where all who live alone are tenants of HLM, and nobody else, the homes alone are left aside."""
    homes = ["alone"] * 20 + ["single_parent"] * 20 + ["couple"] * 60
    rows = people(
        100,
        commune=["62041", "62004", "62007", "62041", "62004"] * 20,
        age_class=["16_25", "40_54", "75_plus", "40_54"] * 25,
        household=homes,
        tenure=["social" if home == "alone" else "owner" for home in homes],
    )
    (done,) = source.weigh(rows, entry).weightings
    assert done.raked is not None
    assert "tenure" not in done.raked.variables
    assert {"age", "household"} <= set(done.raked.variables)
    assert any(said.startswith("Logement : avec les autres marges") for said in done.left_aside)


def test_a_barometer_past_its_time_is_not_loaded(fictitious: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the date until which the answers may be kept, there is no barometer."""
    from datetime import datetime

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Later":
            return cls(2999, 1, 1)

    monkeypatch.setattr(source, "datetime", Later)
    assert not barometer.loaded()
