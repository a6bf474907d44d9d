"""The official outlines, put in the user's folder, replace the approximate ones."""

from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest

from data import catalogue, store
from data.checks import run
from data.paths import ROOT

_FILE = ROOT.parent.parent / "shared" / "reference" / "iris_contours_2020.geojson"

pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not _FILE.is_file(), reason=f"{_FILE.name} n’est pas sur cette machine"),
]


@pytest.fixture
def official(data_dir: Path) -> gpd.GeoDataFrame:
    """The official outlines of 2020, written as a user's import would write them."""
    read = gpd.read_file(_FILE)
    embedded = store.read("iris").set_index("code")
    table = gpd.GeoDataFrame(
        {
            "code": read["CODE_IRIS"],
            "name": read["NOM_IRIS"],
            "commune": read["INSEE_COM"],
            "type": read["TYP_IRIS"],
            "area_km2": embedded["area_km2"].reindex(read["CODE_IRIS"]).to_numpy(),
            "outline": "officiel",
        },
        geometry=read.geometry.make_valid(),
        crs=read.crs,
    )
    entry = catalogue.read_embedded("iris").model_copy(
        update={"quality": "réel", "producer": "Insee – IGN", "obtained": "contours officiels importés"}
    )
    store.write(table, entry, tables=data_dir / "tables", sidecars=data_dir / "catalogue")
    return table


@pytest.mark.usefixtures("official")
def test_the_official_outlines_replace_the_voronoi_cells() -> None:
    """The same reading gives 66 official outlines with their area, and the catalogue says so."""
    iris = store.read("iris")
    assert isinstance(iris, gpd.GeoDataFrame)
    assert len(iris) == 66
    assert set(iris["outline"]) == {"officiel"}
    assert catalogue.read("iris").quality == "réel"
    assert store.is_replaced("iris")
    area = iris.to_crs(2154).area / 1e6
    assert ((area - iris["area_km2"]) / iris["area_km2"]).abs().max() < 0.05


@pytest.mark.usefixtures("official")
def test_the_checks_see_the_official_outlines() -> None:
    """No outline is called approximate any more, and the slivers of this copy are found."""
    found = [one for one in run.findings(date(2026, 11, 24)) if one.table == "iris"]
    assert not any(one.column == "area_km2" for one in found)
    geometry = {one.rule.split(" ")[0] for one in found if one.column == "geometry"}
    assert geometry == {"deux", "les"}, "overlaps and gaps between the IRIS of a commune"
    assert not any(one.severity == "bloquant" for one in found)


def test_without_an_import_the_cells_are_marked_approximate(data_dir: Path) -> None:
    """In an empty user's folder, the 25 divided IRIS are approximate and the catalogue says it."""
    assert not data_dir.exists()
    assert store.read("iris")["outline"].value_counts().to_dict() == {"officiel": 41, "approché": 25}
    assert catalogue.read("iris").quality == "approché"
