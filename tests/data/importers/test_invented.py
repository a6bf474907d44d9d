"""Fictitious outlines and published files: always the same, imported without a fault, and marked everywhere."""

import io
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from data import catalogue, store
from data.__main__ import main
from data.importers import commit, kinds
from data.importers.outcome import Import
from geo import outlines
from reports import layers, tables
from reports.tables import Column, Table

INVENTED = ("outlines", "qpv", "officiel")
TABLES = {"outlines": {"iris", "figures"}, "qpv": {"qpv"}, "officiel": {"figures", "indicators"}}


def _example(key: str) -> bytes:
    content = kinds.get(key).example()
    assert content is not None
    return content


def _prepared(key: str, content: bytes | None = None) -> Import:
    kind = kinds.get(key)
    return kind.prepare({f"exemple.{kind.example_format}": content or _example(key)}, {})


def _frame(key: str) -> gpd.GeoDataFrame:
    return gpd.read_file(io.BytesIO(_example(key))).to_crs(2154)


def _without_mark(key: str) -> bytes:
    """Return an example from which a person took the column of the mark away."""
    content = _example(key)
    if key == "officiel":
        return "\n".join(line.rpartition(";")[0] for line in content.decode().splitlines()).encode()
    found: dict[str, Any] = json.loads(content)
    for feature in found["features"]:
        del feature["properties"]["repere"]
    return json.dumps(found).encode()


@pytest.mark.parametrize("key", INVENTED)
def test_an_example_is_the_same_whatever_is_imported(key: str) -> None:
    """The seed is fixed, and an example that is in use does not change the next one."""
    before = _example(key)
    assert _example(key) == before
    commit.commit(_prepared(key))
    assert _example(key) == before


@pytest.mark.parametrize("key", INVENTED)
def test_an_example_comes_in_without_a_refusal_and_every_table_of_it_says_so(key: str) -> None:
    """Nothing is refused or repaired; its tables are « fictif », and none is put down to a real producer."""
    made = _prepared(key)
    assert (made.refused, {one.severity for one in made.remarks} - {"à savoir"}) == (0, set())
    assert made.dataset.endswith("-fictifs")
    for entry in commit.commit(made):
        assert entry.quality == "fictif"
        assert entry.producer == "Atlas aller-vers (données inventées)"
    for name in TABLES[key]:
        assert catalogue.read(name).quality == "fictif"
    assert len(catalogue.fictitious()) == 1


@pytest.mark.parametrize("key", INVENTED)
def test_going_back_and_forgetting_leave_no_mark(key: str) -> None:
    """The tables are again exactly those from before, and no page nor export says « EXEMPLE FICTIF »."""
    before = store.fingerprint()
    made = _prepared(key)
    commit.commit(made)
    commit.rollback(made.dataset)
    assert (store.fingerprint(), catalogue.fictitious()) == (before, ())
    commit.commit(made)
    commit.forget(made.dataset)
    assert (store.fingerprint(), catalogue.fictitious(), commit.datasets()) == (before, (), [])


@pytest.mark.parametrize("key", INVENTED)
def test_exports_are_marked_while_an_example_is_in_use(key: str) -> None:
    """A table of anything leaves as CSV and as GeoJSON with the mark."""
    areas = outlines.areas("commune")
    given = Table("Communes", areas[["code"]], (Column("code", "Code"),), ("Source",))
    assert "EXEMPLE FICTIF" not in tables.to_csv(given).decode("utf-8-sig")
    commit.commit(_prepared(key))
    assert "EXEMPLE FICTIF" in tables.to_csv(given).decode("utf-8-sig")
    assert "EXEMPLE FICTIF" in layers.to_geojson(given, areas).decode()


@pytest.mark.parametrize("key", INVENTED)
def test_a_file_without_its_mark_is_not_fictitious(key: str) -> None:
    """Who takes the mark away says that the file is real: it is then read as any other."""
    made = _prepared(key, _without_mark(key))
    assert not made.dataset.endswith("-fictifs")
    assert {entry.quality for entry in made.entries.values()} <= {"réel"}
    if key == "outlines":
        assert set(made.tables["iris"]["outline"]) == {"officiel"}


def test_the_mark_outlives_a_change_of_format(tmp_path: Path) -> None:
    """Saved again as a GeoPackage in Lambert-93 by a map program, the outlines are still fictitious."""
    _frame("outlines").to_file(tmp_path / "iris.gpkg", engine="pyogrio")
    made = kinds.get("outlines").prepare({"iris.gpkg": (tmp_path / "iris.gpkg").read_bytes()}, {})
    assert made.entries["iris"].quality == "fictif"


def test_one_marked_row_marks_the_whole_file() -> None:
    """What is beside an invented outline is not taken for official."""
    found = json.loads(_example("qpv"))
    for feature in found["features"][1:]:
        del feature["properties"]["repere"]
    made = _prepared("qpv", json.dumps(found).encode())
    assert set(made.tables["qpv"]["outline"]) == {"fictif"}


def test_invented_iris_cover_the_real_communes_without_overlapping() -> None:
    """Every listed IRIS is there once; together they are the communes; a sole IRIS is its whole commune."""
    drawn = _frame("outlines")
    listed = store.read_plain("iris", ["code", "name"])
    assert sorted(drawn["CODE_IRIS"]) == sorted(listed["code"])
    assert drawn.geometry.is_valid.all()
    assert shapely.coverage_is_valid(drawn.geometry.to_crs(4326).to_numpy())
    communes = store.read_geometry("communes").to_crs(2154).set_index("code").geometry
    for commune, rows in drawn.groupby("INSEE_COM"):
        whole = shapely.union_all(rows.geometry.to_numpy())
        assert shapely.area(shapely.symmetric_difference(whole, communes[commune])) < 1e-4 * communes[commune].area


def test_invented_neighbourhoods_are_those_of_the_list_in_their_commune_and_apart() -> None:
    """Names and populations are the list's; areas are near the published ones; no two overlap."""
    drawn = _frame("qpv")
    listed = store.read("qpv").set_index("name")
    assert set(drawn["LIB_QP"]) == set(listed.index)
    communes = store.read_geometry("communes").to_crs(2154).set_index("code").geometry
    for row in drawn.itertuples():
        assert communes[row.INSEE_COM].buffer(1).contains(row.geometry)
        assert row.geometry.area / 10_000 == pytest.approx(listed.loc[row.LIB_QP, "area_ha"], rel=0.1)
    assert shapely.area(shapely.union_all(drawn.geometry.to_numpy())) == pytest.approx(drawn.area.sum())
    table = _prepared("qpv").tables["qpv"].set_index("name")
    assert table["population_2020"].to_dict() == listed["population_2020"].to_dict()


def test_a_real_file_does_not_keep_what_an_example_drew() -> None:
    """Official outlines of a few IRIS over an example: the others get back the outline of the territory."""
    real = store.read_geometry("iris").head(10)[["code", "geometry"]].rename(columns={"code": "CODE_IRIS"})
    before = store.read_geometry("iris").set_index("code").geometry
    commit.commit(_prepared("outlines"))
    made = kinds.get("outlines").prepare({"iris.geojson": real.to_json(drop_id=True).encode()}, {})
    commit.commit(made)
    after = store.read_geometry("iris").set_index("code")
    assert "fictif" not in set(after["outline"])
    assert made.entries["iris"].quality == "approché"
    assert any("oubliez" in one.message for one in made.remarks)
    assert after.geometry.loc[before.index[-1]].equals(before.iloc[-1])
    commit.forget("contours-iris-fictifs")
    assert catalogue.fictitious() == ()
    assert len(store.read("iris")) == len(before)


def test_the_outlines_of_an_example_are_neither_official_nor_approximate() -> None:
    """The table says « fictif » of each outline, and the checks accept the word and find nothing that blocks."""
    from data.checks import run

    for key in INVENTED:
        commit.commit(_prepared(key))
    for name in ("iris", "qpv"):
        assert set(store.read(name)["outline"]) == {"fictif"}
    assert [one.sentence for one in run.findings() if one.severity == "bloquant"] == []


def test_invented_households_keep_the_shape_that_the_caf_publishes() -> None:
    """Counts are multiples of five, few households are masked, and the figure names no real producer."""
    commit.commit(_prepared("officiel"))
    figures = store.read("figures")
    rsa = figures[(figures["level"] == "commune") & (figures["indicator"] == "foyers_rsa")]
    shown = rsa.loc[rsa["status"] == "diffusé", "value"]
    assert (shown % 5 == 0).all()
    assert shown.min() >= 10
    assert set(rsa["status"]) == {"diffusé", "masqué"}
    indicator = store.read("indicators").set_index(["level", "id"]).loc[("commune", "foyers_rsa")]
    assert "inventées" in indicator["producer"]
    assert "EXEMPLE FICTIF" in indicator["dataset"]


@pytest.mark.parametrize(("key", "name"), [("outlines", "i.geojson"), ("qpv", "q.geojson"), ("officiel", "c.csv")])
def test_the_terminal_writes_an_example_that_it_imports(key: str, name: str, tmp_path: Path) -> None:
    """The file that the command writes is the one of the screen, and the next command reads it."""
    path = tmp_path / name
    assert main(["template", key, str(path), "--example"]) == 0
    assert path.read_bytes() == _example(key)
    assert main(["import", key, str(path)]) == 0
    assert catalogue.fictitious()


@pytest.mark.parametrize("key", sorted(kinds.KINDS))
def test_the_format_that_a_kind_announces_is_the_one_of_its_example(key: str) -> None:
    """Each kind says what its example is, and accepts it."""
    kind = kinds.get(key)
    starts = {"xlsx": b"PK", "geojson": b'{"type": "FeatureCollection"', "csv": "Date référence;".encode()}
    assert _example(key).startswith(starts[kind.example_format])
    assert f".{kind.example_format}" in kind.accepts
