"""Reading the tables: the user's before the embedded one, and a sentence when a file is at fault."""

import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import catalogue, store
from data.errors import FolderNotWritable, TableDamaged, TableMissing
from data.paths import BASE


@pytest.fixture
def own(data_dir: Path) -> Path:
    """The user's folder of tables."""
    folder = data_dir / "tables"
    folder.mkdir(parents=True)
    return folder


def _communes() -> gpd.GeoDataFrame:
    return gpd.read_parquet(BASE / "communes.parquet")


def test_a_user_s_table_wins_over_the_embedded_one(data_dir: Path) -> None:
    """What a user imports replaces the embedded table, and taking it away brings the embedded one back."""
    facts = store.read("facts")
    changed = facts.assign(value=facts["value"] + 1)
    before = store.fingerprint()
    store.write(changed, catalogue.read("facts"), tables=data_dir / "tables", sidecars=data_dir / "catalogue")
    assert store.is_replaced("facts")
    assert not store.is_replaced("communes")
    pd.testing.assert_frame_equal(store.read("facts"), changed)
    assert store.fingerprint() != before
    shutil.rmtree(data_dir)
    pd.testing.assert_frame_equal(store.read("facts"), facts)
    assert store.fingerprint() == before


@pytest.mark.parametrize("name", ["communes", "figures"])
def test_a_table_reads_back_as_it_was_written(name: str, data_dir: Path) -> None:
    """Writing and reading changes neither values, nor types, nor projection; the entry counts the rows."""
    table = store.read(name)
    entry = store.write(table, catalogue.read(name), tables=data_dir / "tables", sidecars=data_dir / "catalogue")
    again = store.read(name)
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(table))
    assert entry.rows == len(table)
    assert catalogue.read(name) == entry


def test_a_missing_table_says_what_to_do(data_dir: Path) -> None:
    """A table in neither folder is named, with the command that rebuilds it."""
    with pytest.raises(TableMissing, match=r"« inconnue » est introuvable.*make data"):
        store.read("inconnue")


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _scramble(content: bytes) -> bytes:
    return content[:-200] + bytes(len(content[-200:-8])) + content[-8:]


@pytest.mark.parametrize("damage", [_cut, _scramble, lambda _: b"", lambda _: b"code;nom\n62041;Arras\n"])
@pytest.mark.parametrize("name", ["communes", "figures"])
def test_a_damaged_table_is_a_french_sentence(name: str, damage: object, own: Path) -> None:
    """A file cut, scrambled, empty or of another kind is refused by name."""
    assert callable(damage)
    (own / f"{name}.parquet").write_bytes(damage((BASE / f"{name}.parquet").read_bytes()))
    with pytest.raises(TableDamaged, match=f"« {name} » est illisible"):
        store.read(name)


def test_a_lost_column_is_named(own: Path) -> None:
    """A table without a column that its sidecar describes says which."""
    store.read("figures").drop(columns="status").to_parquet(own / "figures.parquet")
    with pytest.raises(TableDamaged, match="colonne absente : status"):
        store.read("figures")


def test_a_table_in_another_projection_comes_back_in_degrees(own: Path) -> None:
    """Outlines imported in Lambert-93 are read in EPSG:4326, at the same place."""
    communes = _communes()
    communes.to_crs(2154).to_parquet(own / "communes.parquet")
    again = store.read("communes")
    assert isinstance(again, gpd.GeoDataFrame)
    assert again.crs == 4326
    assert again.geometry.geom_equals_exact(communes.geometry, 1e-7).all()


def test_outlines_without_a_projection_are_refused(own: Path) -> None:
    """Coordinates of which nobody knows the projection are not guessed."""
    _communes().set_crs(None, allow_override=True).to_parquet(own / "communes.parquet")
    with pytest.raises(TableDamaged, match="projection"):
        store.read("communes")


def test_outlines_that_cannot_be_decoded_are_refused(own: Path) -> None:
    """A geometry column that holds no geometry is refused by name."""
    whole = pq.read_table(BASE / "communes.parquet")
    position = whole.schema.get_field_index("geometry")
    broken = whole.set_column(position, "geometry", pa.array([b"rien"] * len(whole)))
    pq.write_table(broken.replace_schema_metadata(whole.schema.metadata), own / "communes.parquet")
    with pytest.raises(TableDamaged, match="géométrie illisible"):
        store.read("communes")


def test_a_folder_that_refuses_writing_is_said(tmp_path: Path) -> None:
    """A table that cannot be saved names itself and the setting to change."""
    (tmp_path / "occupé").write_text("", encoding="utf-8")
    with pytest.raises(FolderNotWritable, match=r"Chiffres clés du territoire.*ATLAS_DATA_DIR"):
        store.write(
            store.read("facts"), catalogue.read("facts"), tables=tmp_path / "occupé" / "t", sidecars=tmp_path / "c"
        )


def test_a_fingerprint_is_that_of_the_content(data_dir: Path) -> None:
    """The same content gives the same short text, whatever the file's age; one table has its own."""
    before = store.fingerprint("facts", "figures")
    (data_dir / "tables").mkdir(parents=True)
    shutil.copy(BASE / "facts.parquet", data_dir / "tables" / "facts.parquet")
    assert store.fingerprint("facts", "figures") == before
    assert len(before) == len(store.fingerprint("facts")) == 12
    assert store.fingerprint("facts") != store.fingerprint("figures")
