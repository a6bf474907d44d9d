"""What leaves the application through the browser: each file opens as what it says it is."""

import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import chart, settled

pytestmark = pytest.mark.browser


def download(page: Page, button: Locator, into: Path) -> Path:
    """Click a download button; return the file, named as the browser names it."""
    with page.expect_download(timeout=60_000) as waited:
        button.click()
    file = into / waited.value.suggested_filename
    waited.value.save_as(file)
    return file


@pytest.mark.parametrize("level", ["commune", "iris"])
def test_every_file_of_the_map_opens(visit: Callable[..., Page], tmp_path: Path, level: str) -> None:
    """CSV, workbook, GeoJSON, GeoPackage and the printed maps hold the areas of the view."""
    from openpyxl import load_workbook
    from PIL import Image

    count = {"commune": 46, "iris": 66}[level]
    page = visit("carte", niveau=level)
    chart(page)
    page.get_by_role("button", name="Télécharger", exact=True).click()
    files = {}
    for name in ("CSV", "XLSX", "GeoJSON", "GeoPackage", "PNG", "SVG", "PDF"):
        button = page.get_by_role("button", name=f"({name})").and_(page.get_by_test_id("stBaseButton-secondary"))
        files[name] = download(page, button, tmp_path)
    with files["CSV"].open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened, delimiter=";"))
    assert sum(len(row) > 2 for row in rows) >= count
    assert "Insee" in files["CSV"].read_text(encoding="utf-8-sig")
    book = load_workbook(files["XLSX"], read_only=True)
    assert max(sheet.max_row or 0 for sheet in book.worksheets) >= count
    assert len(json.loads(files["GeoJSON"].read_text(encoding="utf-8"))["features"]) == count
    layers = sqlite3.connect(files["GeoPackage"])
    (table,) = layers.execute("select table_name from gpkg_contents where data_type = 'features'").fetchone()
    assert layers.execute(f'select count(*) from "{table}"').fetchone() == (count,)
    layers.close()
    with Image.open(files["PNG"]) as picture:
        assert picture.width > 1000
    assert ElementTree.parse(files["SVG"]).getroot().tag.endswith("svg")
    assert files["PDF"].read_bytes().startswith(b"%PDF-")


def test_sheet_of_a_commune_leaves_as_pdf(visit: Callable[..., Page], tmp_path: Path) -> None:
    """The sheet that an official takes away is a PDF."""
    page = visit("fiche", commune="62099")
    file = download(page, page.get_by_role("button", name="(PDF, 1 page)"), tmp_path)
    assert file.suffix == ".pdf"
    assert file.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("address", ["acces", "donnees"])
def test_tables_of_other_pages_leave_as_csv(visit: Callable[..., Page], tmp_path: Path, address: str) -> None:
    """The first table of the page is downloaded with its source."""
    page = visit(address)
    menu = page.get_by_test_id("stPopoverButton").filter(visible=True).first
    # In the middle of the window, so that the whole menu opens inside it.
    menu.evaluate("element => element.scrollIntoView({block: 'center'})")
    menu.click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_in_viewport()
    settled(page)
    file = download(page, page.get_by_role("button", name="Tableau (CSV)").first, tmp_path)
    assert file.suffix == ".csv"
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) > 3
