"""The tables of the page Accès."""

import math

import numpy as np
import pytest

from geo import travel
from indicators import nearest_hours
from indicators.demand import demand
from indicators.far_zones import far_zones
from indicators.reach import communes, reach
from reports import access_hours_tables as hours_tables
from reports import access_tables as tables
from reports.tables import to_csv, to_xlsx

CAR = travel.travel_mode("car")
EVERYBODY = demand("population")


def _communes(service: str) -> tables.Table:
    of = reach(service, CAR)
    return tables.communes(of, communes(of, EVERYBODY.value, 20), EVERYBODY, 20)


def test_every_table_leaves_as_a_file_with_its_sources() -> None:
    """Each table is written as CSV and XLSX, and carries sources and the word « estimation »."""
    of = reach("droits", CAR)
    split = nearest_hours.by_hours(of, EVERYBODY.value)
    means = nearest_hours.commune_means(nearest_hours.hours_per_head(of, EVERYBODY.value, 20), EVERYBODY.value)
    for one in (
        _communes("droits"),
        tables.cells(of),
        tables.zones(of, far_zones(of, 20), 20),
        tables.shares(of, 20),
        hours_tables.places(of, EVERYBODY),
        hours_tables.hours_split(split, of, EVERYBODY),
        hours_tables.per_head(means, of, EVERYBODY, 20),
    ):
        assert one.sources
        assert any("Estimation" in line for line in one.mentions)
        assert {column.name for column in one.columns} <= set(one.frame.columns)
        assert to_csv(one).decode("utf-8-sig").startswith(one.columns[0].heading)
        assert to_xlsx(one)


def test_what_is_not_estimated_is_missing_not_zero() -> None:
    """Without a position there is no mean and no bracket; unknown hours are missing too."""
    frame = _communes("ccas").frame
    assert frame["mean"].isna().all()
    assert (frame["bracket"] == "non estimé").all()
    assert _communes("caf").frame["hours"].isna().all()


def test_the_table_of_cells_has_every_cell_once() -> None:
    """1 727 cells, everybody counted, the bracket around the minutes."""
    frame = tables.cells(reach("france_services", CAR)).frame
    assert frame["code"].is_unique
    assert len(frame) == 1727
    assert frame["population"].sum() == pytest.approx(105_876)
    assert ((frame["low"] <= frame["minutes"]) & (frame["minutes"] <= frame["high"])).all()


def test_shares_stop_where_everybody_is_reached() -> None:
    """Shares rise to 100 %, and no row repeats it."""
    frame = tables.shares(reach("france_services", CAR), 25).frame
    assert 25 in frame["minutes"].tolist()
    for key in ("population", "jeunes", "seniors"):
        assert frame[key].is_monotonic_increasing
    assert frame["population"].iloc[-1] == pytest.approx(100)
    assert frame["population"].iloc[-2] < 100


def test_places_say_what_is_unknown() -> None:
    """A place without a position is out of the count, and one without hours says so."""
    frame = hours_tables.places(reach("droits", CAR), EVERYBODY).frame.set_index("place")
    assert math.isnan(frame.loc["CCAS d’Arras", "nearest"])
    assert "hors calcul" in frame.loc["CCAS d’Arras", "position"]
    caf = frame.loc["Caf du Pas-de-Calais, accueil d’Arras"]
    assert (caf["week"], math.isnan(caf["hours"])) == ("horaires à confirmer", True)
    assert frame["nearest"].sum() == pytest.approx(EVERYBODY.total)


def test_unknown_hours_have_a_row_of_their_own() -> None:
    """The Caf's hours are to be confirmed: everybody is in that row, nobody in « moins de 5 h »."""
    of = reach("caf", CAR)
    frame = hours_tables.hours_split(nearest_hours.by_hours(of, EVERYBODY.value), of, EVERYBODY).frame.set_index(
        "hours"
    )
    assert frame.loc["horaires à confirmer", "share"] == 100
    assert frame.loc["moins de 5 h", "people"] == 0


def test_a_method_is_said_once() -> None:
    """Publics counted alike do not repeat their method, and producers are named once."""
    of = reach("france_services", CAR)
    people = [demand(key) for key in ("population", "jeunes", "monoparents", "rsa_ppa_de", "seniors")]
    said = " ".join(tables.mentions(of, *people))
    assert said.count("une partie des carreaux est imputée") == 1
    (line,) = [line for line in tables.sources(of, *people) if line.startswith("Population")]
    assert line.count("Filosofi carroyé") == 1


def test_a_source_is_named_once_with_its_dates_in_french() -> None:
    """Places of one source and several vintages make one entry, dates written as in French."""
    (line,) = [line for line in tables.sources(reach("droits", CAR), EVERYBODY) if line.startswith("Lieux")]
    assert line.count("Cartographie des lieux de médiation numérique") == 1
    assert "ANCT, liste des France services, 01/08/2024" in line
    (halls,) = [line for line in tables.sources(reach("mairie", CAR), EVERYBODY) if line.startswith("Lieux")]
    assert "non datée" in halls


def test_nobody_counted_leaves_no_share() -> None:
    """The share of nobody is missing rather than 0."""
    of = reach("mairie", CAR)
    nobody = np.zeros(len(of.minutes))
    frame = hours_tables.hours_split(nearest_hours.by_hours(of, nobody), of, EVERYBODY).frame
    assert frame["share"].isna().all()
