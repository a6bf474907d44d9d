"""Workbooks made by hand, part by part, to hold what no library writes."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from data.importers.workbook import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def sheet_xml(rows: Sequence[Sequence[str]], extra: str = "") -> str:
    """Return the part of a sheet of texts; a cell that begins with « <c » is written as it is."""
    lines = []
    for line, cells in enumerate(rows, start=1):
        written = "".join(
            cell
            if cell.startswith("<c")
            else f'<c r="{column_letters(position)}{line}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for position, cell in enumerate(cells)
            if cell
        )
        lines.append(f'<row r="{line}">{written}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>{extra}</worksheet>'


def workbook(sheets: Mapping[str, str], parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """Return an XLSX of sheets already written as XML, with more parts."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{rank}" r:id="r{rank}"/>' for rank, name in enumerate(sheets)
    )
    relations = "".join(
        f'<Relationship Id="r{rank}" Target="worksheets/s{rank}.xml"/>' for rank, _ in enumerate(sheets)
    )
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{namespace}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        **{f"xl/worksheets/s{rank}.xml": xml for rank, xml in enumerate(sheets.values())},
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def simple(rows: Sequence[Sequence[str]], extra: str = "") -> bytes:
    """Return an XLSX of one sheet of texts."""
    return workbook({"Feuille 1": sheet_xml(rows, extra)})


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    """Return the bytes of a text file."""
    return ("\n".join(lines) + "\n").encode(encoding)
