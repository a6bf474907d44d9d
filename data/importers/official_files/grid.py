"""Insee's inhabited cells of 200 m (Filosofi), as published: CSV of 2015, 2017, 2019 or later.

Columns read, whatever their case: ``idcar_200m`` (``IdINSPIRE`` in 2015), ``i_est_200`` (``I_est_cr`` in 2015),
``ind``, ``men``, ``men_pauv``, ``men_1ind``, ``men_fmp``, ``ind_18_24``, ``ind_65_79``, ``ind_80p``, ``log_soc``,
``ind_snv``.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data import catalogue, store
from data.build import figures
from data.formats import plural
from data.importers import numbers
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.outcome import Import
from data.importers.outlines import METRIC
from data.importers.reading import RawTable
from data.importers.remark import Remark

TITLE = "Carreaux de 200 m (Insee, Filosofi)"
COUNTS = ("ind", "men", "men_pauv", "men_1ind", "men_fmp", "ind_18_24", "ind_65_79", "ind_80p", "log_soc", "ind_snv")
COLUMNS = ("idcar_200m", "i_est_200", *COUNTS)
_IDENTIFIERS = ("idcar_200m", "idinspire")
_IMPUTED = ("i_est_200", "i_est_cr")
_NAME = re.compile(r"(?:FR_)?CRS3035RES200mN(\d+)E(\d+)")
EUROPEAN, SIDE_M = 3035, 200
# A cell that straddles the border belongs to the commune of its centre; beyond this, it is another territory's.
AROUND_M = 150.0


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of the cells."""
    names = {one.strip().lower() for one in headers}
    return bool(names & set(_IDENTIFIERS)) and "ind" in names


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the cells of the territory, which replace those in use, and their sums by commune and IRIS.

    Raises
    ------
    ColumnsMissing, FileRefused
        Without one of the columns; without any cell of the territory.
    """
    names = {one.strip().lower(): one for one in table.columns}
    imputed = next((names[one] for one in _IMPUTED if one in names), None)
    missing = [f"la colonne « {one} »" for one in COUNTS if one not in names]
    if missing or imputed is None:
        wanted = missing or ["la colonne « i_est_200 », qui dit si le carreau est imputé"]
        raise ColumnsMissing(table.name, wanted, list(table.columns))
    identifier = next(names[one] for one in _IDENTIFIERS if one in names)
    rows, remarks, refused = _cells(table, identifier)
    communes = store.read_geometry("communes")[["code", "geometry"]].to_crs(METRIC)
    corners = rows[["east", "north"]].to_numpy(dtype=float)
    centres = gpd.GeoSeries(gpd.points_from_xy(*(corners + SIDE_M / 2).T), crs=EUROPEAN, index=rows.index).to_crs(
        METRIC
    )
    near = gpd.sjoin_nearest(gpd.GeoDataFrame(geometry=centres), communes, max_distance=AROUND_M)
    codes = near.sort_values("code").groupby(level=0)["code"].first()
    if codes.empty:
        raise FileRefused(table.name, "aucun de ses carreaux n’est dans le territoire", "Vérifiez la zone du fichier.")
    if len(codes) < len(rows):
        outside = plural(len(rows) - len(codes), "carreau", "carreaux")
        remarks.append(Remark("à savoir", None, "", "", f"{outside} hors du territoire, non lus"))
    inside = table.rows.loc[codes.index]
    counts, unread = _counts(inside, names)
    remarks += unread
    sound = counts.notna().all(axis=1)
    refused += int((~sound).sum())
    inside, counts, codes = inside[sound], counts[sound], codes[sound]
    x, y = centres.x.reindex(codes.index), centres.y.reindex(codes.index)
    east, north = rows["east"].reindex(codes.index).to_numpy(float), rows["north"].reindex(codes.index).to_numpy(float)
    squares = gpd.GeoSeries(shapely.box(east, north, east + SIDE_M, north + SIDE_M), crs=EUROPEAN).to_crs(4326)
    cells = gpd.GeoDataFrame(
        {
            "id": rows["id"].reindex(codes.index).to_numpy(),
            "commune": codes.to_numpy(),
            "commune_published": _published(inside, names, codes),
            "imputed": inside[imputed].str.strip().eq("1").to_numpy(),
            "x": x.round(1).to_numpy(),
            "y": y.round(1).to_numpy(),
            **{column: counts[column].to_numpy() for column in COUNTS},
        },
        geometry=shapely.set_precision(squares.to_numpy(), 1e-7),
        crs=4326,
    )
    entry = catalogue.read_embedded("grid")
    order = [column.name for column in entry.columns]
    cells = gpd.GeoDataFrame(cells[order].sort_values("id").reset_index(drop=True), geometry="geometry", crs=4326)
    sums = figures.from_cells(cells, store.read_geometry("iris"))
    day = (today or datetime.now(UTC).date()).isoformat()
    common = {"vintage": vintage, "accessed": day, "obtained": f"importé du fichier « {table.name} »", "checksum": ""}
    sums_words = {"producer": "Insee", "dataset": "Filosofi carroyé à 200 m", "notes": (), "licence": entry.licence}
    return Import(
        kind="officiel",
        dataset="carreaux-200m",
        title="Carreaux de 200 m",
        tables={"grid": cells, "figures": sums},
        entries={
            "grid": entry.model_copy(update=common),
            "figures": catalogue.read_embedded("figures").model_copy(update=common | sums_words),
        },
        remarks=(*table.remarks, *remarks),
        accepted=len(cells),
        refused=refused + table.refused,
        added=frozenset({"figures"}),
    )


def _cells(table: RawTable, identifier: str) -> tuple[pd.DataFrame, list[Remark], int]:
    """Return the name and the lower left corner (EPSG:3035, metres) of each cell that has one."""
    found: dict[int, tuple[str, int, int]] = {}
    seen: dict[str, int] = {}
    remarks: list[Remark] = []
    for line, text in table.rows[identifier].items():
        number = int(str(line))
        match = _NAME.search(str(text))
        if match is None:
            message = "ce n’est pas le nom d’un carreau ; attendu : CRS3035RES200mN…E…"
            remarks.append(Remark("refusé", number, identifier, str(text), message))
            continue
        name = f"CRS3035RES200mN{match[1]}E{match[2]}"
        if name in seen:
            message = f"ce carreau est déjà à la ligne {seen[name]}"
            remarks.append(Remark("refusé", number, identifier, str(text), message))
            continue
        seen[name] = number
        found[number] = name, int(match[2]), int(match[1])
    rows = pd.DataFrame.from_dict(found, orient="index", columns=["id", "east", "north"])
    return rows, remarks, len(remarks)


def _counts(inside: pd.DataFrame, names: dict[str, str]) -> tuple[pd.DataFrame, list[Remark]]:
    """Return the counts of each cell as numbers, NaN where one is not a positive number."""
    remarks: list[Remark] = []
    columns: dict[str, list[float]] = {}
    for column in COUNTS:
        values: list[float] = []
        for line, text in inside[names[column]].items():
            value = numbers.number(str(text))
            if value is None or value < 0:
                message = "ce n’est pas un effectif ; attendu : un nombre positif"
                remarks.append(Remark("refusé", int(str(line)), names[column], str(text), message))
                value = np.nan
            values.append(value)
        columns[column] = values
    return pd.DataFrame(columns, index=inside.index), remarks


def _published(inside: pd.DataFrame, names: dict[str, str], codes: "pd.Series[str]") -> list[str]:
    """Return the first commune that the file gives each cell, else the one of its centre."""
    column = names.get("lcog_geo")
    if column is None:
        return [str(code) for code in codes]
    given = inside[column].str.strip().str[:5]
    return [
        text if re.fullmatch(r"\d[\dAB]\d{3}", text) else str(code) for text, code in zip(given, codes, strict=True)
    ]
