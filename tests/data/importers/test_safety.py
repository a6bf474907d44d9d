"""Dangerous files are refused before anything in them is opened."""

import io
import struct
import zipfile

import pytest

from data.importers import safety
from data.importers.errors import FileRefused
from data.importers.reading import read_table
from tests.data.importers.building import sheet_xml, simple, workbook

PAGE = sheet_xml([["code", "pop"], ["62041", "5"]])


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "liens vers d’autres fichiers"),
        ("xl/embeddings/oleObject1.bin", "objets incorporés"),
        ("xl/activeX/activeX1.xml", "ActiveX"),
        ("xl/connections.xml", "connexion"),
        ("xl/queryTables/queryTable1.xml", "connexion"),
    ],
)
def test_a_workbook_that_acts_or_reaches_out_is_refused(part: str, why: str) -> None:
    """Macros, links, objects and connections are each named."""
    with pytest.raises(FileRefused, match=why):
        read_table(workbook({"F": PAGE}, {part: "<x/>"}), "t.xlsx")


def test_a_workbook_of_macros_under_another_name_is_refused() -> None:
    """The declared kind of the parts counts, not the extension."""
    types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    with pytest.raises(FileRefused, match="macros"):
        read_table(workbook({"F": PAGE}, {"[Content_Types].xml": types}), "t.xlsx")


@pytest.mark.parametrize(
    "cell", ['<c r="B2"><f>SUM(A1:A9)</f><v>5</v></c>', '<c r="B2"><f t="shared" si="0"/><v>5</v></c>']
)
def test_a_formula_is_refused_by_its_cell(cell: str) -> None:
    """A formula is not read as the value that it had when the file was saved."""
    with pytest.raises(FileRefused, match="B2"):
        read_table(simple([["code", "pop"], ["62041", cell]]), "t.xlsx")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_xml_that_declares_entities_is_refused(declaration: str) -> None:
    """Entities that unfold, or that read another file, never reach a parser."""
    with pytest.raises(FileRefused, match="tableur"):
        read_table(workbook({"F": declaration + PAGE}), "t.xlsx")
    hidden = (declaration + PAGE).encode("utf-16")
    with pytest.raises(FileRefused, match="tableur"):
        read_table(workbook({"F": PAGE}, {"xl/worksheets/s0.xml": hidden}), "t.xlsx")


def test_a_bomb_is_refused_on_its_directory() -> None:
    """A few kilobytes that would unfold to megabytes are never unfolded."""
    small = workbook({"F": PAGE}, {"xl/media/zeros.bin": bytes(safety.MAX_WORKBOOK_BYTES)})
    assert len(small) < 200_000
    with pytest.raises(FileRefused, match="déplié"):
        read_table(small, "t.xlsx")
    with pytest.raises(FileRefused, match="se déplie"):
        read_table(workbook({"F": PAGE}, {"xl/media/zeros.bin": bytes(5_000_000)}), "t.xlsx")


def test_a_directory_that_lies_about_sizes_unfolds_no_more() -> None:
    """A member said to be small is read no further than that, and refused as damaged."""
    content = bytearray(workbook({"F": PAGE}, {"xl/styles.xml": "<x>" + "a" * 100_000 + "</x>"}))
    at = content.index(b"PK\x01\x02", content.rindex(b"xl/styles.xml") - 60)
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    with pytest.raises(FileRefused, match="abîmé"):
        read_table(bytes(content), "t.xlsx")


def test_sheets_that_claim_rows_far_away_stop_the_reading() -> None:
    """A row numbered a thousand million, or a cell in the last column, is beyond the limits."""
    far = '<worksheet><sheetData><row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(FileRefused, match="lignes"):
        read_table(workbook({"F": far}), "t.xlsx")
    wide = '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(FileRefused, match="colonnes"):
        read_table(workbook({"F": wide}), "t.xlsx")


def _archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_archives_with_paths_that_leave_them_are_refused() -> None:
    """No member of an archive may name a folder above it."""
    with pytest.raises(FileRefused, match="chemin interdit"):
        safety.archive(_archive(**{"../ailleurs.shp": b"x"}), "t.zip")
    with pytest.raises(FileRefused, match="chemin interdit"):
        safety.archive(_archive(**{"/etc/passwd": b"x"}), "t.zip")


def test_other_archives_are_not_workbooks() -> None:
    """A zip of anything, and a LibreOffice document, are told apart."""
    with pytest.raises(FileRefused, match="n’est pas un classeur"):
        read_table(_archive(**{"a.txt": b"x"}), "t.xlsx")
    with pytest.raises(FileRefused, match="LibreOffice"):
        read_table(_archive(mimetype=b"x", **{"content.xml": b"<x/>"}), "t.ods")


def test_a_file_too_big_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size of the file itself is the first limit."""
    monkeypatch.setattr(safety, "MAX_FILE_BYTES", 10)
    with pytest.raises(FileRefused, match="Mo admis"):
        safety.refuse_foreign(b"code;pop\n62041;5\n", "t.csv")
