"""How a fault is planted in a copy of the tables, and what its finding must say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely import affinity

from data.checks import run
from data.checks.tables import Tables

Change = Callable[[Tables], dict[str, pd.DataFrame]]


@dataclass(frozen=True)
class Fault:
    """A change of the tables, the rule that must see it, and what its finding must say."""

    check: run.Check
    change: Change
    column: str
    row: str
    value: str
    severity: str = "à corriger"
    table: str = "figures"

    def __str__(self) -> str:
        return f"{self.check.__module__.rpartition('.')[2]}.{self.check.__name__}-{self.row}"


def put(table: str, column: str, value: Any, **where: Any) -> Change:
    """Write a value in the rows where the named columns have the given values."""

    def change(tables: Tables) -> dict[str, pd.DataFrame]:
        frame = tables[table].copy()
        mask = pd.Series(True, index=frame.index)
        for name, wanted in where.items():
            mask &= frame[name].eq(wanted)
        assert mask.any()
        frame.loc[mask, column] = value
        return {table: frame}

    return change


def figure(level: str, code: str, indicator: str, value: float, status: str = "diffusé") -> Change:
    """Write a figure and its status."""

    def change(tables: Tables) -> dict[str, pd.DataFrame]:
        where = {"level": level, "code": code, "indicator": indicator}
        frame = put("figures", "value", value, **where)(tables)["figures"]
        return put("figures", "status", status, **where)(Tables({"figures": frame}, {}))

    return change


def drop(table: str, **where: Any) -> Change:
    """Take away the rows where the named columns have the given values."""

    def change(tables: Tables) -> dict[str, pd.DataFrame]:
        frame = tables[table]
        mask = pd.Series(True, index=frame.index)
        for name, wanted in where.items():
            mask &= frame[name].eq(wanted)
        assert mask.any()
        return {table: frame[~mask].reset_index(drop=True)}

    return change


def reshape(table: str, transform: Callable[[shapely.Geometry], shapely.Geometry], **where: Any) -> Change:
    """Change the outline of a row, in metres."""

    def change(tables: Tables) -> dict[str, pd.DataFrame]:
        frame = gpd.GeoDataFrame(tables[table]).to_crs(2154)
        [(name, wanted)] = where.items()
        frame.geometry = [
            transform(drawn) if key == wanted else drawn for key, drawn in zip(frame[name], frame.geometry, strict=True)
        ]
        return {table: frame.to_crs(4326)}

    return change


def renamed_columns(table: str, **names: str) -> Change:
    """Give columns other names."""
    return lambda tables: {table: tables[table].rename(columns=names)}


def both(*changes: Change) -> Change:
    """Make several changes, one after the other."""

    def change(tables: Tables) -> dict[str, pd.DataFrame]:
        frames = dict(tables.frames)
        for one in changes:
            frames |= one(Tables(frames, tables.entries))
        return frames

    return change


def hole(shape: shapely.Geometry) -> shapely.Geometry:
    """Cut a hole of 30 m radius, in metres."""
    return shape.difference(shape.representative_point().buffer(30))


def east(metres: float) -> Callable[[shapely.Geometry], shapely.Geometry]:
    """Move to the east by metres."""
    return lambda shape: affinity.translate(shape, metres, 0)
