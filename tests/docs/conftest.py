"""The documents, and the embedded tables that they speak of."""

from collections.abc import Callable
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
Plain = Callable[[str], str]


@pytest.fixture(autouse=True)
def _embedded_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Compute on the embedded tables, whatever was imported over them."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


@pytest.fixture(scope="session")
def plain() -> Plain:
    """Write a text with ordinary spaces and apostrophes."""

    def write(text: str) -> str:
        return text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")

    return write


@pytest.fixture(scope="session")
def says(plain: Plain) -> Callable[..., None]:
    """Hold that a document prints what was computed."""

    def hold(*fragments: str, document: str = "methode.md") -> None:
        text = plain((DOCS / document).read_text(encoding="utf-8"))
        for fragment in fragments:
            assert plain(fragment) in text

    return hold
