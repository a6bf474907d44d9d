"""The tables and their sidecars as the rules see them: read once, whatever could be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from data import catalogue, store
from data.catalogue import Entry
from data.checks.finding import Finding, Rule
from data.errors import DataError
from data.files import sha256

if TYPE_CHECKING:
    import geopandas as gpd

METRIC = 2154


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a frame, their columns as attributes and their label as `Index`."""
    return iter(cast("Any", frame.itertuples()))


@dataclass(frozen=True)
class Tables:
    """The tables that could be read, their entries, and the SHA-256 of their files."""

    frames: Mapping[str, pd.DataFrame]
    entries: Mapping[str, Entry]
    checksums: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table by name."""
        return self.frames[name]

    @cached_property
    def _metric(self) -> dict[str, "gpd.GeoDataFrame"]:
        return {}

    def metric(self, name: str) -> "gpd.GeoDataFrame":
        """Return a table with its geometry in EPSG:2154, metres."""
        if name not in self._metric:
            frame = cast("gpd.GeoDataFrame", self.frames[name])
            self._metric[name] = frame.to_crs(METRIC)
        return self._metric[name]

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each commune and IRIS, by code."""
        found: dict[str, str] = {}
        for table in ("iris", "communes"):
            if {"code", "name"} <= set(self.frames[table].columns if table in self.frames else ()):
                found |= dict(zip(self.frames[table]["code"], self.frames[table]["name"], strict=True))
        return found

    def named(self, code: str) -> str:
        """Return a code with its name: « 62041 (Arras) »."""
        return f"{code} ({self.names[code]})" if code in self.names else str(code)

    @cached_property
    def wide(self) -> dict[str, pd.DataFrame]:
        """The values of each level: one row a code, one column an indicator, NaN where not published."""
        figures = self.frames["figures"]
        single = figures.drop_duplicates(["level", "code", "indicator"])
        return {
            str(level): rows.pivot(index="code", columns="indicator", values="value")
            for level, rows in single.groupby("level")
        }

    def figure(self, level: str, indicator: str) -> pd.Series:
        """Return the published values of an indicator by code, empty when there is none."""
        wide = self.wide.get(level)
        if wide is None or indicator not in wide:
            return pd.Series(dtype=float)
        return wide[indicator].dropna()

    def labels(self, finding: Finding) -> tuple[str, str]:
        """Return the catalogue's words for the table and column of a finding."""
        entry = self.entries.get(finding.table)
        if entry is None:
            return finding.table, finding.column
        words = {column.name: column.label for column in entry.columns}
        level = "iris" if "IRIS" in finding.row else "commune"
        label = self._indicator_words.get((level, finding.column)) if finding.table == "figures" else None
        return entry.title, label or words.get(finding.column, finding.column)

    @cached_property
    def _indicator_words(self) -> dict[tuple[str, str], str]:
        dictionary = self.frames.get("indicators")
        if dictionary is None or not {"level", "id", "label"} <= set(dictionary.columns):
            return {}
        keys = zip(dictionary["level"], dictionary["id"], strict=True)
        return dict(zip(keys, dictionary["label"], strict=True))


def load() -> tuple[Tables, list[Finding]]:
    """Read every table that can be read; a missing or damaged file is a finding, never an error."""
    frames: dict[str, pd.DataFrame] = {}
    entries: dict[str, Entry] = {}
    checksums: dict[str, str] = {}
    found: list[Finding] = []
    for name in store.TABLES:
        try:
            entries[name] = catalogue.read(name)
            frames[name] = store.read(name)
            checksums[name] = sha256(store.locate(name))
        except (DataError, OSError) as error:
            unread = Rule(
                name,
                "",
                "chaque table et sa fiche se lisent",
                "ce qui lit cette table ne peut pas s’afficher, et ses règles n’ont pas été vérifiées",
                "bloquant",
            )
            found.append(unread.broken("", str(error).rstrip(".")))
    return Tables(frames, entries, checksums), found
