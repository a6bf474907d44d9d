"""Tables that leave: CSV, XLSX, GeoJSON, GeoPackage."""

import csv
import io
import json

import numpy as np
import openpyxl
import pandas as pd
import pytest

from geo import outlines
from reports import layers, tables
from reports.tables import Column, Table


@pytest.fixture
def table() -> Table:
    frame = pd.DataFrame(
        {
            "code": ["62004", "62041"],
            "name": ["=HYPERLINK(1)", "Arras"],
            "value": [np.nan, 1234.5],
            "status": ["secret statistique", "publié"],
        }
    )
    columns = (
        Column("code", "Code Insee", text=True),
        Column("name", "Commune", text=True),
        Column("value", "Revenu", "€/an", 1),
        Column("status", "Statut", text=True),
    )
    return Table("Essai", frame, columns, ("Insee, Filosofi, 2021",), ("Contours approchés",), "essai")


def test_csv_opens_in_a_french_spreadsheet(table: Table) -> None:
    """The CSV has a BOM, semicolons, a decimal comma and an empty cell for a secret."""
    content = tables.to_csv(table)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Code Insee", "Commune", "Revenu (€/an)", "Statut"]
    assert rows[1][2] == ""
    assert rows[2] == ["62041", "Arras", "1234,5", "publié"]
    assert ["Insee, Filosofi, 2021"] in rows
    assert ["Contours approchés"] in rows


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(table: Table, start: str) -> None:
    """A text that a spreadsheet would run leaves with an apostrophe."""
    table.frame.loc[0, "name"] = f"{start}1+1"
    rows = list(csv.reader(io.StringIO(tables.to_csv(table).decode("utf-8-sig")), delimiter=";"))
    assert rows[1][1].startswith("'")
    sheet = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(table)))["Tableau"]
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].value.startswith("'")


def test_workbook_keeps_numbers_and_zeros_of_codes(table: Table) -> None:
    """Numbers stay numbers, codes stay texts, a secret stays empty, the sources have their sheet."""
    book = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(table)))
    sheet = book["Tableau"]
    assert sheet["A2"].value == "62004"
    assert sheet["C2"].value is None
    assert sheet["C3"].value == 1234.5
    assert "Insee, Filosofi, 2021" in [row[0].value for row in book["Sources"]]


def test_geojson_carries_values_sources_and_mentions(table: Table) -> None:
    """The GeoJSON is in WGS84, a secret is null, and the mentions stand in the file."""
    collection = json.loads(layers.to_geojson(table, outlines.areas("commune")))
    assert collection["mentions"] == ["Contours approchés"]
    by_code = {feature["properties"]["code"]: feature for feature in collection["features"]}
    assert by_code["62004"]["properties"]["value"] is None
    assert by_code["62041"]["properties"]["value"] == 1234.5
    west = by_code["62041"]["geometry"]["coordinates"][0][0][0][0]
    assert 2 < west < 3.5


def test_geopackage_opens_in_metres(table: Table, tmp_path) -> None:
    """The GeoPackage is in EPSG:2154 and keeps its sources in a layer of their own."""
    import geopandas as gpd

    path = tmp_path / "essai.gpkg"
    path.write_bytes(layers.to_gpkg(table, outlines.areas("commune")))
    frame = gpd.read_file(path, layer="essai")
    assert frame.crs.to_epsg() == 2154
    assert len(frame) == 2
    assert "Contours approchés" in gpd.read_file(path, layer="sources")["texte"].tolist()


def test_fictitious_table_in_use_marks_every_export(table: Table, monkeypatch) -> None:
    """While a fictitious table is in use, CSV, XLSX, GeoJSON and GeoPackage all say so."""
    from data import catalogue

    monkeypatch.setattr(catalogue, "fictitious", lambda: ("Baromètre",))
    assert "EXEMPLE FICTIF" in tables.to_csv(table).decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(table)))
    assert any("EXEMPLE FICTIF" in str(row[0].value) for row in book["Sources"])
    outlined = outlines.areas("commune")
    assert "EXEMPLE FICTIF" in layers.to_geojson(table, outlined).decode()
    assert b"EXEMPLE FICTIF" in layers.to_gpkg(table, outlined)
