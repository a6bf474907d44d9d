"""The schemas of the tables refuse what a column cannot hold, and say where."""

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import store
from data.checks import run, schemas
from data.checks.fields import FIELDS, KEYS
from data.checks.finding import SEVERITIES, Finding
from data.checks.tables import Tables
from tests.data.conftest import TODAY

BOW_TIE = shapely.Polygon([(2.7, 50.2), (2.8, 50.3), (2.8, 50.2), (2.7, 50.3)])
CELL = "CRS3035RES200mN3034800E3803600"


def _checked(tables: Tables, name: str, frame: pd.DataFrame) -> tuple[list[Finding], bool]:
    found, sound = schemas.check(Tables({name: frame}, tables.entries))
    return found, name in sound


def test_the_embedded_tables_satisfy_their_schemas(tables: Tables) -> None:
    """No schema finds anything in the embedded tables, and all of them are sound."""
    found, sound = schemas.check(tables)
    assert found == []
    assert sound == set(store.TABLES)


@pytest.mark.parametrize(
    "case",
    [
        ("communes", "code", "6204", "6204", "« 6204 »", "à corriger"),
        ("communes", "name", " ", "62041", "vide", "à corriger"),
        ("communes", "siren", "216200411", "62041", "« 216200411 »", "à corriger"),
        ("communes", "postcodes", "62000,62001", "62041", "« 62000,62001 »", "à corriger"),
        ("communes", "geometry", BOW_TIE, "62041", "se recoupe", "bloquant"),
        ("communes", "geometry", shapely.Polygon(), "62041", "géométrie vide", "bloquant"),
        ("communes", "geometry", shapely.Point(2.7, 50.2), "62041", "de type Point", "bloquant"),
        ("communes", "geometry", None, "62041", "vide", "bloquant"),
        ("iris", "type", "X", "620410501", "« X »", "à corriger"),
        ("iris", "area_km2", 0.0, "620410501", "0.0", "à corriger"),
        ("iris", "outline", "exact", "620410501", "« exact »", "à corriger"),
        ("qpv", "population_2020", -1.0, "qpv-hochettes", "-1.0", "à corriger"),
        ("grid", "id", "N3034800E3803600", "N3034800E3803600", "« N3034800E3803600 »", "bloquant"),
        ("grid", "ind", float("inf"), CELL, "inf", "bloquant"),
        ("grid", "ind", float("nan"), CELL, "vide", "bloquant"),
        ("places", "kind", "mairi", "mairie-62041", "« mairi »", "à corriger"),
        ("places", "role", "client", "mairie-62041", "« client »", "à corriger"),
        ("places", "lon", 50.29, "mairie-62041", "50.29", "à corriger"),
        ("places", "lat", 2.77, "mairie-62041", "2.77", "à corriger"),
        ("figures", "level", "canton", "canton · 62041 · revenu_median", "« canton »", "bloquant"),
        ("figures", "status", "caché", "commune · 62041 · revenu_median", "« caché »", "bloquant"),
        ("figures", "value", -3.0, "commune · 62041 · revenu_median", "-3.0", "à corriger"),
        ("indicators", "nature", "nombre", "commune · revenu_median", "« nombre »", "à corriger"),
        ("indicators", "direction", 2.0, "commune · revenu_median", "2.0", "à corriger"),
        ("indicators", "public", "enfants", "commune · revenu_median", "« enfants »", "à corriger"),
        ("indicators", "producer", "", "commune · revenu_median", "vide", "à corriger"),
        ("ratios", "factor", 0.0, "commune · part_rsa", "0.0", "à corriger"),
        ("facts", "value", float("nan"), "chomage", "vide", "bloquant"),
        ("national_rates", "rate_percent", 340.0, "c2s · ensemble", "340.0", "à corriger"),
        ("national_rates", "year", 21.0, "c2s · ensemble", "21.0", "à corriger"),
    ],
)
def test_a_value_that_cannot_be_is_named(tables: Tables, case: tuple[str, str, Any, str, str, str]) -> None:
    """One wrong value gives one finding, with its table, row, column and value."""
    name, column, bad, row, shown, severity = case
    chosen = {
        "communes": {"code": "62041"},
        "iris": {"code": "620410501"},
        "qpv": {"code": "qpv-hochettes"},
        "grid": {"id": CELL},
        "places": {"id": "mairie-62041"},
        "figures": {"level": "commune", "code": "62041", "indicator": "revenu_median"},
        "indicators": {"level": "commune", "id": "revenu_median"},
        "ratios": {"level": "commune", "id": "part_rsa"},
        "facts": {"id": "chomage"},
        "national_rates": {"benefit": "c2s", "profile": "ensemble"},
    }[name]
    frame = tables[name].copy()
    mask = pd.Series(True, index=frame.index)
    for key, wanted in chosen.items():
        mask &= frame[key].eq(wanted)
    assert mask.sum() == 1
    frame.loc[mask, column] = bad
    found, _ = _checked(tables, name, frame)
    assert [(one.table, one.row, one.column, one.severity) for one in found] == [(name, row, column, severity)]
    assert shown in found[0].value.replace("\u202f", " ")


@pytest.mark.parametrize(("name", "column"), [(name, column) for name in FIELDS for column in FIELDS[name]])
def test_a_lost_column_stops_the_rules_of_its_table(tables: Tables, name: str, column: str) -> None:
    """Without one of its columns, a table has one blocking finding and is not sound."""
    found, sound = _checked(tables, name, pd.DataFrame(tables[name].drop(columns=column)))
    assert not sound
    assert [(one.column, one.value, one.severity) for one in found if one.column == column] == [
        (column, "colonne absente", "bloquant")
    ]


@pytest.mark.parametrize(
    ("name", "column", "kind"),
    [("communes", "code", "int64"), ("figures", "value", "str"), ("grid", "imputed", "int64")],
)
def test_a_column_of_another_kind_is_said_once(tables: Tables, name: str, column: str, kind: str) -> None:
    """Codes read as numbers, numbers read as text: one finding on the column, not one a row."""
    frame = tables[name].astype({column: kind})
    found, sound = _checked(tables, name, frame)
    assert not sound
    [said] = [one for one in found if one.column == column]
    assert said.severity == "bloquant"
    assert kind in said.value or said.row.startswith("2")


@pytest.mark.parametrize("name", store.TABLES)
def test_a_doubled_row_is_found(tables: Tables, name: str) -> None:
    """The same key twice is one blocking finding that names the key."""
    frame = tables[name]
    doubled = pd.concat([frame, frame.iloc[[3]]])
    found, sound = _checked(tables, name, doubled)
    assert not sound
    key = " · ".join(str(frame[column].iloc[3]) for column in KEYS[name])
    assert [(one.row, one.value) for one in found] == [(key, "déjà présente")]


@pytest.mark.parametrize("name", store.TABLES)
def test_an_empty_table_is_found(tables: Tables, name: str) -> None:
    """A table without rows is one blocking finding."""
    found, sound = _checked(tables, name, tables[name].iloc[:0])
    assert not sound
    assert [(one.value, one.severity) for one in found] == [("aucune ligne", "bloquant")]


def _emptied(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.assign(**{column: None})


def _texts(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return pd.DataFrame(frame).assign(**{column: "?"})


def _numbers(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return pd.DataFrame(frame).assign(**{column: -1.5})


def _shuffled(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    values = frame[column].sample(frac=1, random_state=1).to_numpy()
    return frame.assign(**{column: values})


def _without(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return pd.DataFrame(frame.drop(columns=column))


def _decimated(frame: pd.DataFrame, _column: str) -> pd.DataFrame:
    return frame.iloc[::7]


_COLUMNS = [(name, column) for name in FIELDS for column in FIELDS[name]]
_DAMAGE: list[Callable[[pd.DataFrame, str], pd.DataFrame]] = [
    _emptied,
    _texts,
    _numbers,
    _shuffled,
    _without,
    _decimated,
]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(_COLUMNS), st.sampled_from(_DAMAGE)), min_size=1, max_size=4))
@pytest.mark.filterwarnings("default")
def test_no_damage_stops_the_checks(
    tables: Tables, damage: list[tuple[tuple[str, str], Callable[[pd.DataFrame, str], pd.DataFrame]]]
) -> None:
    """Whatever is done to the columns, the rules end with findings, each with its words."""
    frames = dict(tables.frames)
    for (name, column), change in damage:
        if column in frames[name].columns:
            changed = change(frames[name], column)
            frames[name] = changed if isinstance(changed, gpd.GeoDataFrame) else pd.DataFrame(changed)
    found = run.inspect(Tables(frames, tables.entries, tables.checksums), TODAY)
    assert found
    stopped = [one.value for one in found if one.rule == "chaque règle peut être vérifiée"]
    assert stopped == [], "a rule met something that its schema let through"
    for one in found:
        assert one.severity in SEVERITIES
        assert one.rule
        assert one.consequence
        assert one.sentence.endswith(".")
