"""Priority neighbourhoods: official outlines replace the circles, with the communes and IRIS that they touch."""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from data import catalogue, store
from data.formats import plural
from data.importers import fictitious, invented_outlines, remark, shapes
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.outcome import Import
from data.importers.outlines import METRIC, OFFICIAL, dictionary
from data.importers.remark import Remark
from data.importers.words import folded

CODE = ("codeqp", "codeqpv", "codqp", "code", "id")
NAME = ("libqp", "nomqp", "nomqpv", "libelleqp", "libqpv", "nom", "name", "libelle")
# Less than this share of a neighbourhood is a border drawn twice, not a part of it.
TOUCHED = 0.02


def prepare(files: Mapping[str, bytes], options: Mapping[str, Any]) -> Import:
    """Read one file of priority neighbourhoods.

    Parameters
    ----------
    options : mapping
        "vintage": the generation of the outlines (2015 or 2024); 2024 unless said.

    Raises
    ------
    FileRefused, ColumnsMissing
    """
    if len(files) != 1:
        raise FileRefused(
            ", ".join(files) or "aucun", "les quartiers s’importent un fichier à la fois", "Choisissez un fichier"
        )
    name, content = next(iter(files.items()))
    read = shapes.read(content, name)
    label = shapes.column(read.frame, NAME)
    if label is None:
        found = [str(given) for given in read.frame.columns.drop("geometry")]
        raise ColumnsMissing(name, ["une colonne du nom du quartier (par exemple LIB_QP)"], found)
    communes = store.read_geometry("communes").to_crs(METRIC)
    metric = read.frame.geometry.to_crs(METRIC).to_numpy()
    territory = shapely.union_all(communes.geometry.to_numpy())
    inside = shapely.area(shapely.intersection(metric, territory)) / shapely.area(metric) > TOUCHED
    if not inside.any():
        raise FileRefused(name, "aucun quartier n’est dans le territoire", "Vérifiez la zone du fichier")
    remarks = list(read.remarks)
    if not inside.all():
        away = [f"« {name} »" for name in read.frame[label][~inside].astype(str)]
        message = plural(len(away), "quartier hors du territoire, laissé de côté", "quartiers hors du territoire, "
                         "laissés de côté")  # fmt: skip
        remarks.append(Remark("à savoir", None, "", "", f"{message} : {remark.first(away)}"))
    frame, metric = read.frame[inside], metric[inside]
    people, unknown = _populations([str(text) for text in frame[label]])
    remarks += unknown
    column = shapes.column(read.frame, CODE)
    iris = store.read_geometry("iris").to_crs(METRIC)
    invented = fictitious.is_marked(frame.columns, frame)
    table = gpd.GeoDataFrame(
        {
            "code": [
                str(row[column]) if column else f"qpv-{folded(str(row[label])).replace(' ', '-')}"
                for _, row in frame.iterrows()
            ],
            "name": [str(text) for text in frame[label]],
            "communes": _touched(metric, communes),
            "population_2020": people,
            "area_ha": np.round(shapely.area(metric) / 10_000, 1),
            "iris_inferred": _touched(metric, iris),
            "outline": fictitious.QUALITY if invented else OFFICIAL,
        },
        geometry=frame.geometry.to_numpy(),
        crs=frame.crs,
    )
    entry = catalogue.read_embedded("qpv").model_copy(
        update={
            "vintage": str(options.get("vintage") or "2024"),
            "quality": "réel",
            "obtained": f"importé du fichier « {name} »",
            "notes": (
                "Contours importés. Communes et IRIS touchés : calculés sur les contours en usage.",
                "Population : millésime 2020, reprise de la liste publiée quand le nom du quartier s’y trouve.",
            ),
        }
    )
    made = Import(
        kind="qpv",
        dataset="contours-qpv",
        title="Contours des quartiers prioritaires",
        tables={"qpv": table},
        entries={"qpv": entry},
        remarks=tuple(remarks),
        accepted=len(table),
        refused=read.refused,
    )
    return fictitious.marked(made, "Contours inventés des quartiers prioritaires") if invented else made


def _populations(names: list[str]) -> tuple[list[float], list[Remark]]:
    """Return the published population of each neighbourhood, NaN where the published list does not have its name."""
    published = store.read("qpv")
    known = {
        _words(name): float(people)
        for name, people in zip(published["name"], published["population_2020"], strict=True)
    }
    found = [known.get(_words(name), float("nan")) for name in names]
    remarks = [
        Remark("à savoir", None, "", name, "la liste publiée n’a pas ce nom : sa population reste inconnue")
        for name, people in zip(names, found, strict=True)
        if np.isnan(people)
    ]
    return found, remarks


def _words(name: str) -> frozenset[str]:
    return frozenset(folded(name).split())


def _touched(metric: Any, areas: gpd.GeoDataFrame) -> list[str]:
    """Return the codes of the areas that hold a part of each shape, the largest part first."""
    tree = shapely.STRtree(areas.geometry.to_numpy())
    codes = areas["code"].to_numpy()
    found = []
    for shape in metric:
        near = tree.query(shape, predicate="intersects")
        parts = shapely.area(shapely.intersection(areas.geometry.to_numpy()[near], shape)) / shapely.area(shape)
        kept = sorted(((-share, code) for share, code in zip(parts, codes[near], strict=True) if share > TOUCHED))
        found.append(";".join(code for _, code in kept))
    return found


def template() -> bytes:
    """Return an XLSX that says which attributes a file of neighbourhoods must have."""
    return dictionary(
        "Quartiers prioritaires",
        [("LIB_QP", "Nom du quartier", "oui"), ("CODE_QP", "Code du quartier (QN…)", "facultatif")],
    )


def example() -> bytes | None:
    """Return a GeoJSON of invented outlines of the neighbourhoods of the territory; None where it has none."""
    return invented_outlines.neighbourhoods()
