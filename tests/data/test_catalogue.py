"""Nothing is shown that the catalogue does not describe, and nothing is described that is not there."""

import json
from pathlib import Path

import pytest

from data import catalogue, store
from data.checks.fields import FIELDS
from data.checks.tables import Tables
from data.errors import TableDamaged, TableMissing
from data.files import sha256
from data.paths import BASE, CATALOGUE


@pytest.mark.parametrize("name", store.TABLES)
def test_every_column_is_described_and_every_description_has_its_column(name: str, tables: Tables) -> None:
    """A table and its sidecar name the same columns, in the same order."""
    assert [column.name for column in tables.entries[name].columns] == list(tables[name].columns)


@pytest.mark.parametrize("name", store.TABLES)
def test_every_sidecar_says_where_its_table_comes_from(name: str, tables: Tables) -> None:
    """Producer, dataset, vintage, licence, access and method are filled, in words."""
    entry = tables.entries[name]
    for text in (entry.title, entry.producer, entry.dataset, entry.vintage, entry.licence, entry.obtained):
        assert text.strip()
    assert entry.producer in entry.source
    assert all(column.label.strip() for column in entry.columns)


@pytest.mark.parametrize("name", store.TABLES)
def test_every_sidecar_holds_the_checksum_of_its_table(name: str, tables: Tables) -> None:
    """The embedded file is the one that its sidecar was written with."""
    assert tables.entries[name].checksum == f"sha256:{sha256(BASE / f'{name}.parquet')}"
    assert tables.entries[name].rows == len(tables[name])


@pytest.mark.parametrize("name", store.TABLES)
def test_every_checked_column_is_one_of_the_catalogue(name: str, tables: Tables) -> None:
    """The schemas ask for no column that the catalogue does not describe."""
    assert set(FIELDS[name]) <= {column.name for column in tables.entries[name].columns}


def test_there_is_no_sidecar_without_a_table() -> None:
    """The folder of sidecars holds those of the tables and no other."""
    assert {path.stem for path in CATALOGUE.glob("*.json")} == set(store.TABLES)


def test_a_column_is_found_by_its_name(tables: Tables) -> None:
    """A described column gives its words; another is a KeyError."""
    entry = tables.entries["grid"]
    assert entry.column("men_pauv").label == "Ménages pauvres"
    with pytest.raises(KeyError, match="inconnue"):
        entry.column("inconnue")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{", "Invalid JSON|fiche"),
        ("[]", "fiche"),
        ('{"name": "communes"}', "title"),
    ],
)
def test_a_damaged_sidecar_names_the_table_and_the_field(text: str, where: str, data_dir: Path) -> None:
    """A sidecar that cannot be read is an error in French, with the field at fault."""
    (data_dir / "catalogue").mkdir(parents=True)
    (data_dir / "catalogue" / "communes.json").write_text(text, encoding="utf-8")
    with pytest.raises(TableDamaged, match=f"« communes ».*({where})"):
        catalogue.read("communes")


def test_a_sidecar_in_another_encoding_is_damaged(data_dir: Path) -> None:
    """Bytes that are not UTF-8 are refused with a sentence, not with a traceback."""
    (data_dir / "catalogue").mkdir(parents=True)
    (data_dir / "catalogue" / "communes.json").write_bytes('{"title": "Rœux"}'.encode("cp1252"))
    with pytest.raises(TableDamaged, match="communes"):
        catalogue.read("communes")


def test_an_unknown_table_has_no_sidecar(data_dir: Path) -> None:
    """A name that is not a table's is missing, from the user's folder and from the embedded one."""
    with pytest.raises(TableMissing, match="inconnue"):
        catalogue.read("inconnue")
    with pytest.raises(TableMissing, match="inconnue"):
        catalogue.read_embedded("inconnue")


def test_a_user_s_sidecar_wins_and_the_embedded_one_stays(data_dir: Path) -> None:
    """What a user imports is described by its own sidecar; the embedded one can still be read."""
    entry = catalogue.read("communes").model_copy(update={"vintage": "2025"})
    catalogue.write(entry, data_dir / "catalogue")
    assert catalogue.read("communes").vintage == "2025"
    assert catalogue.read_embedded("communes").vintage != "2025"
    assert [one.name for one in catalogue.entries()] == sorted(store.TABLES)


def test_a_sidecar_reads_back_as_it_was_written(data_dir: Path) -> None:
    """Writing and reading a sidecar changes nothing, and the file keeps its accents readable."""
    entry = catalogue.read("places")
    catalogue.write(entry, data_dir / "catalogue")
    text = (data_dir / "catalogue" / "places.json").read_text(encoding="utf-8")
    assert "géocoder" in text
    assert catalogue.Entry.model_validate(json.loads(text)) == entry
