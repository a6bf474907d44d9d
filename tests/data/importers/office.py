"""LibreOffice, where it is installed: what another program writes of a workbook that was filled in."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl

SOFFICE = shutil.which("soffice")
ABSENT = "LibreOffice n’est pas installé sur cette machine"
WORKBOOK = "xlsx:Calc MS Excel 2007 XML"
TEXT = "csv:Text - txt - csv (StarCalc):59,34,76"


def filled(template: bytes, rows: Sequence[Mapping[str, object]], sheet: str = "Données") -> bytes:
    """Return a template with rows written under its headers, in the place of its example line."""
    book = openpyxl.load_workbook(BytesIO(template))
    page = book[sheet]
    places = {str(cell.value).replace("\u202f", " ").replace("\u00a0", " "): cell.column for cell in page[1]}
    for column in places.values():
        page.cell(2, column).value = None
    for line, row in enumerate(rows, start=2):
        for header, value in row.items():
            page.cell(line, places[header]).value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def saved(content: bytes, folder: Path, into: str = WORKBOOK) -> bytes:
    """Return a workbook as LibreOffice writes it once opened; `into` is its name of a format."""
    suffix = into.partition(":")[0]
    source = folder / "rempli.xlsx"
    source.write_bytes(content)
    target = folder / f"sorti-{suffix}"
    done = subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--convert-to", into,
         "--outdir", str(target), str(source)],
        capture_output=True, check=False, timeout=180,
    )  # fmt: skip
    path = target / f"rempli.{suffix}"
    assert path.is_file(), done.stderr
    return path.read_bytes()
