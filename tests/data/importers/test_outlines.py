"""Files of outlines: read whatever their format and projection, put right, and switched in."""

import io
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data import catalogue, store
from data.importers import commit, outlines, qpv, shapes
from data.importers.errors import ColumnsMissing, FileRefused

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch) -> Path:
    """What is imported goes to a folder of the test's own."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path / "atlas"))
    return tmp_path


def _iris() -> gpd.GeoDataFrame:
    frame = store.read_geometry("iris")[["code", "name", "geometry"]]
    return frame.rename(columns={"code": "CODE_IRIS", "name": "NOM_IRIS"})


def _geojson(frame: gpd.GeoDataFrame, *, crs: bool = True) -> bytes:
    content = json.loads(frame.to_json(drop_id=True))
    if not crs:
        content.pop("crs", None)
    return json.dumps(content).encode()


def _shapefile(frame: gpd.GeoDataFrame, folder: Path) -> bytes:
    frame.to_file(folder / "iris.shp", engine="pyogrio")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path in folder.glob("iris.*"):
            archive.write(path, path.name)
    return target.getvalue()


def _said(import_) -> str:
    return " ".join(remark.sentence for remark in import_.remarks)


def test_official_outlines_take_the_place_of_the_approximate_ones() -> None:
    """After the import no IRIS is approximate, and the sums of cells follow the new outlines."""
    import_ = outlines.prepare({"iris.geojson": _geojson(_iris())}, {"vintage": "2024"})
    assert (import_.accepted, import_.refused) == (66, 0)
    commit.commit(import_)
    assert set(store.read("iris")["outline"]) == {"officiel"}
    entry = catalogue.read("iris")
    assert (entry.quality, entry.vintage) == ("réel", "2024")
    figures = store.read("figures")
    sums = figures[(figures["level"] == "iris") & (figures["indicator"] == "carreaux_menages")]
    assert sums["value"].sum() == pytest.approx(47_939.8, abs=1)


def test_file_of_a_part_keeps_the_other_outlines_and_their_mark() -> None:
    """IRIS that the file does not have keep their outline, and the table stays approximate."""
    import_ = outlines.prepare({"iris.geojson": _geojson(_iris().head(10))}, {})
    assert "56" in _said(import_)
    commit.commit(import_)
    assert len(store.read("iris")) == 66
    assert catalogue.read("iris").quality == "approché"


@pytest.mark.parametrize("form", ["gpkg", "shapefile", "parquet", "lambert", "unsaid lambert", "swapped"])
def test_every_format_and_projection_gives_the_same_outlines(form: str, tmp_path: Path) -> None:
    """A GeoPackage, a Shapefile, a GeoParquet, Lambert-93 said or not, and swapped axes all come back the same."""
    frame = _iris()
    name = "iris.geojson"
    if form == "gpkg":
        frame.to_file(tmp_path / "iris.gpkg", engine="pyogrio")
        content, name = (tmp_path / "iris.gpkg").read_bytes(), "iris.gpkg"
    elif form == "shapefile":
        content, name = _shapefile(frame.to_crs(2154), tmp_path), "iris.zip"
    elif form == "parquet":
        target = io.BytesIO()
        frame.to_parquet(target)
        content, name = target.getvalue(), "iris.parquet"
    elif form == "swapped":
        swapped = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1])
        content = _geojson(frame.set_geometry(gpd.GeoSeries(swapped, crs=4326)))
    else:
        content = _geojson(frame.to_crs(2154), crs=form == "lambert")
    import_ = outlines.prepare({name: content}, {})
    table = gpd.GeoDataFrame(import_.tables["iris"]).to_crs(2154)
    before = store.read_geometry("iris").to_crs(2154)
    assert import_.accepted == 66
    np.testing.assert_allclose(table.area, before.area, rtol=2e-3)
    if form in ("unsaid lambert", "swapped", "lambert"):
        assert "Lambert-93" in _said(import_) or "inversées" in _said(import_) or "reprojetés" in _said(import_)


def test_a_shapefile_without_its_other_files_says_which(tmp_path: Path) -> None:
    """A .shp sent alone is refused with the names of the files that go with it, as a whole sentence."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, zipfile.ZipFile(io.BytesIO(_shapefile(_iris(), tmp_path))) as whole:
        archive.writestr("iris.shp", whole.read("iris.shp"))
    with pytest.raises(FileRefused, match=r"le fichier \.dbf et le fichier \.shx\. Compressez.*\.prj\.$"):
        outlines.prepare({"iris.zip": content.getvalue()}, {})


def test_outlines_left_aside_are_named() -> None:
    """A code of elsewhere is said with its code, a neighbourhood of elsewhere with its name."""
    frame = _iris()
    frame.loc[0, "CODE_IRIS"] = "593500101"
    made = outlines.prepare({"iris.geojson": _geojson(frame)}, {})
    assert "1 contour hors du territoire, laissé de côté : 593500101" in _said(made).replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    quarters = store.read_geometry("qpv").to_crs(2154)
    quarters.loc[0, "name"] = "Ailleurs"
    quarters["geometry"] = [
        shapely.affinity.translate(shape, 500_000 * (rank == 0)) for rank, shape in enumerate(quarters.geometry)
    ]
    made = qpv.prepare({"qpv.geojson": _geojson(quarters.to_crs(4326)[["code", "name", "geometry"]])}, {})
    assert "laissé de côté : « Ailleurs »" in _said(made).replace("\u202f", " ").replace("\u00a0", " ")


def test_lost_leading_zero_is_put_back() -> None:
    """A numeric code column has lost its zero: the zero comes back."""
    frame = gpd.GeoDataFrame({"CODE_IRIS": [10_040_101.0]}, geometry=[shapely.box(2, 50, 3, 51)], crs=4326)
    codes = outlines._codes(shapes.read(_geojson(frame), "a.geojson"), outlines.IRIS_CODE, 9)
    assert codes is not None
    assert codes.tolist() == ["010040101"]


def test_crossing_ring_and_third_dimension_are_repaired() -> None:
    """A bow-tie becomes valid and flat, and both repairs are said."""
    bow = shapely.Polygon([(2.7, 50.2, 5), (2.8, 50.3, 5), (2.8, 50.2, 5), (2.7, 50.3, 5)])
    read = shapes.read(_geojson(gpd.GeoDataFrame({"a": [1]}, geometry=[bow], crs=4326)), "a.geojson")
    assert read.frame.geometry.is_valid.all()
    assert not read.frame.geometry.has_z.any()
    said = " ".join(remark.message for remark in read.remarks)
    assert "se croise" in said
    assert "troisième dimension" in said


def test_points_are_refused_by_line() -> None:
    """A point among polygons is refused with its line; a file of points is refused whole."""
    mixed = gpd.GeoDataFrame({"a": [1, 2]}, geometry=[shapely.box(2, 50, 3, 51), shapely.Point(2, 50)], crs=4326)
    read = shapes.read(_geojson(mixed), "a.geojson")
    assert read.refused == 1
    assert [remark.line for remark in read.remarks if remark.severity == "refusé"] == [2]
    with pytest.raises(FileRefused, match="aucun polygone"):
        shapes.read(_geojson(mixed.tail(1)), "a.geojson")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.geojson", b"<html>404</html>", "JSON"),
        ("a.geojson", b'{"type": "Polygon"}', "GeoJSON"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "contour"),
        ("a.gpkg", b"not a database", "illisible"),
        ("a.zip", b"PK not a zip", "endommagé"),
        ("a.parquet", b"PAR1", "illisible"),
        ("a.exe", b"MZ", "extension"),
    ],
)
def test_damaged_file_is_refused_in_french(name: str, content: bytes, why: str, tmp_path: Path) -> None:
    """Each damaged file gets a sentence with its name, without a path of the machine."""
    with pytest.raises(FileRefused, match=why) as caught:
        shapes.read(content, name)
    assert name in str(caught.value)
    assert "/tmp" not in str(caught.value)


def test_dangerous_zip_is_refused() -> None:
    """A zip that unfolds too far, climbs out of its folder or holds something else is not opened."""
    for member, size in (("../iris.shp", 10), ("iris.exe", 10)):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(member, b"x" * size)
        with pytest.raises(FileRefused):
            shapes.read(target.getvalue(), "iris.zip")
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("iris.shp", "w", force_zip64=True) as member,
    ):
        for _ in range(60):
            member.write(bytes(10_000_000))
    assert len(bomb.getvalue()) < 1_000_000
    with pytest.raises(FileRefused, match="500"):
        shapes.read(bomb.getvalue(), "iris.zip")


def test_file_without_codes_says_which_column_is_missing() -> None:
    """Outlines without codes name the columns that were read and the one that is needed."""
    frame = gpd.GeoDataFrame({"couleur": ["bleu"]}, geometry=[shapely.box(2, 50, 3, 51)], crs=4326)
    with pytest.raises(ColumnsMissing, match="couleur"):
        outlines.prepare({"a.geojson": _geojson(frame)}, {})


def test_outlines_of_another_territory_are_refused() -> None:
    """A file without any IRIS of the territory is refused whole."""
    frame = gpd.GeoDataFrame({"CODE_IRIS": ["751010101"]}, geometry=[shapely.box(2, 48, 3, 49)], crs=4326)
    with pytest.raises(FileRefused, match="territoire"):
        outlines.prepare({"a.geojson": _geojson(frame)}, {})


def test_neighbourhoods_keep_their_published_population_by_name() -> None:
    """An official neighbourhood takes the population of the list by its name, and the IRIS that it touches."""
    frame = gpd.GeoDataFrame(
        {"LIB_QP": ["Quatre As", "Ailleurs"], "CODE_QP": ["QN1", "QN2"]},
        geometry=[shapely.Point(2.7692, 50.2728).buffer(0.003), shapely.Point(2.30, 48.8).buffer(0.003)],
        crs=4326,
    )
    import_ = qpv.prepare({"qp.geojson": _geojson(frame)}, {})
    table = import_.tables["qpv"]
    assert table["code"].tolist() == ["QN1"]
    assert table["population_2020"].tolist() == [1105.0]
    assert table["communes"].iloc[0].startswith("62004")
    commit.commit(import_)
    assert set(store.read("qpv")["outline"]) == {"officiel"}


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="les fichiers de référence des producteurs ne sont pas là")
@pytest.mark.parametrize(
    ("file", "table", "count"), [("iris_contours_2020", "iris", 66), ("communes_2023", "communes", 46)]
)
def test_reference_outlines_import_with_no_manual_step(file: str, table: str, count: int) -> None:
    """The producers' outlines come in as they are, and no mark « approché » remains on the IRIS."""
    import_ = outlines.prepare({f"{file}.geojson": (REFERENCE / f"{file}.geojson").read_bytes()}, {})
    assert (import_.accepted, import_.refused) == (count, 0)
    commit.commit(import_)
    assert len(store.read(table)) == count
    if table == "iris":
        assert set(store.read("iris")["outline"]) == {"officiel"}


_NOT_NUMBERS = ["NaN", "Infinity", "-Infinity", "1e400", "1e300"]


@pytest.mark.parametrize("strange", _NOT_NUMBERS)
def test_an_area_with_a_coordinate_that_is_no_number_is_refused_alone(strange: str) -> None:
    """NaN, an infinity or an absurd number: the area's rank is said, the others are kept, and no library speaks."""
    known = store.read_geometry("iris").head(2)
    whole = json.loads(known.rename(columns={"code": "CODE_IRIS"})[["CODE_IRIS", "geometry"]].to_json())
    bad = {"type": "Polygon", "coordinates": [[[2.7, 50.2], [2.8, 50.2], ["X", 50.3], [2.7, 50.2]]]}
    other = store.read_geometry("iris")["code"][5]
    whole["features"].insert(1, {"type": "Feature", "properties": {"CODE_IRIS": other}, "geometry": bad})
    content = json.dumps(whole).replace('"X"', strange).encode()
    made = outlines.prepare({"iris.geojson": content}, {})
    assert (made.accepted, made.refused) == (2, 1)
    refused = [one for one in made.remarks if one.severity == "refusé"]
    assert [one.line for one in refused] == [2]
    assert "n’est pas un nombre" in refused[0].message


def test_a_file_of_such_areas_alone_is_refused_whole() -> None:
    """There is nothing to keep, and the sentence says why."""
    bad = '{"type": "Polygon", "coordinates": [[[2.7, 50.2], [2.8, 50.2], [NaN, 50.3], [2.7, 50.2]]]}'
    feature = f'{{"type": "Feature", "properties": {{"CODE_IRIS": "620410101"}}, "geometry": {bad}}}'
    content = f'{{"type": "FeatureCollection", "features": [{feature}]}}'.encode()
    with pytest.raises(FileRefused, match="ne sont pas des nombres"):
        outlines.prepare({"iris.geojson": content}, {})


def test_an_area_beyond_the_earth_in_its_projection_is_refused_alone() -> None:
    """A latitude of 300 degrees is nowhere: only the area that has it is left out."""
    known = store.read_geometry("iris").head(2)
    far = shapely.affinity.translate(known.geometry.iloc[1], 0, 250)
    frame = known.set_geometry([known.geometry.iloc[0], far], crs=4326).rename(columns={"code": "CODE_IRIS"})
    buffer = io.BytesIO()
    frame[["CODE_IRIS", "geometry"]].to_parquet(buffer)
    made = outlines.prepare({"iris.parquet": buffer.getvalue()}, {})
    assert (made.accepted, made.refused) == (1, 1)
    assert any("n’est pas sur Terre" in one.message for one in made.remarks)
