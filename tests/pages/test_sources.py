"""The page of the data, and its downloads."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from data import catalogue, store
from reports import catalogued, tables
from reports.sentences import donnees as sentences


def _page() -> None:
    from pages import sources

    sources.show()


def test_page_lists_every_table_and_the_findings() -> None:
    """The page opens without a fault, with the findings, the catalogue and one table in detail."""
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="table").value == "figures"
    assert len(app.dataframe) == 3


def test_unknown_table_in_the_address_is_said() -> None:
    """An address that names no table gets a French sentence, and the page goes on."""
    app = AppTest.from_function(_page, default_timeout=60)
    app.query_params["table"] = "chats"
    app.run()
    assert any("chats" in warning.value for warning in app.warning)
    assert not app.exception


def test_damaged_table_is_said_and_the_page_goes_on(tmp_path, monkeypatch) -> None:
    """A damaged imported table becomes a sentence, without path or traceback."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "figures.parquet").write_bytes(b"not parquet")
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.exception
    said = " ".join(error.value for error in app.error)
    assert "figures" in said
    assert str(tmp_path) not in said


@pytest.mark.parametrize("name", store.TABLES)
def test_every_table_leaves_whole(name: str) -> None:
    """Each table of the catalogue can be downloaded with all its rows, and with its positions if it has any."""
    of = catalogued.table(name)
    assert len(of.frame) == catalogue.read(name).rows
    assert tables.to_csv(of).count(b"\r\n") > len(of.frame)
    if name in store.GEOMETRIC:
        assert len(json.loads(catalogued.geojson(name))["features"]) == len(of.frame)
        assert catalogued.geopackage(name).startswith(b"SQLite format 3")


def test_sentence_of_the_findings_is_true_in_every_state() -> None:
    """No finding, one blocking, and a mix are each said truly."""
    assert "aucun constat" in sentences.findings([], 10)
    assert "aucun n’empêche" not in sentences.findings(["bloquant"], 10)
    mixed = sentences.findings(["à corriger", "à savoir", "à savoir"], 10)
    assert "3\u00a0constats" in mixed
    assert "aucun n’empêche" in mixed


def test_outlines_are_imported_and_forgotten_from_the_page(tmp_path, monkeypatch) -> None:
    """A file of outlines is read, shown before anything is written, imported, and forgotten again."""
    from data.importers import commit

    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    frame = store.read_geometry("iris")[["code", "name", "geometry"]].rename(columns={"code": "CODE_IRIS"})
    app = AppTest.from_function(_page, default_timeout=60)
    app.query_params["apport"] = "outlines"
    app.run()
    app.file_uploader(key="fichier-outlines").upload("iris.geojson", frame.to_json(drop_id=True).encode()).run()
    assert not app.exception
    assert not app.error
    assert commit.datasets() == []
    next(button for button in app.button if button.label == "Importer").click().run()
    assert commit.datasets() == ["contours-iris"]
    assert set(store.read("iris")["outline"]) == {"officiel"}
    assert any("Effacer « Contours" in one.value.replace("\u202f", " ") for one in app.markdown)
    next(button for button in app.button if button.label == "Oui, tout effacer").click().run()
    assert commit.datasets() == []
    assert "approché" in set(store.read("iris")["outline"])


def test_damaged_file_is_refused_on_the_page(tmp_path, monkeypatch) -> None:
    """A damaged file is refused in one sentence, and nothing is written."""
    from data.importers import commit

    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    app = AppTest.from_function(_page, default_timeout=60)
    app.query_params["apport"] = "outlines"
    app.run()
    app.file_uploader(key="fichier-outlines").upload("iris.geojson", b"<html>404</html>").run()
    assert any("iris.geojson" in error.value for error in app.error)
    assert commit.datasets() == []
