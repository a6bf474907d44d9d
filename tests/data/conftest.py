"""The embedded tables, read once, and a folder of user's data of one's own."""

from datetime import date
from pathlib import Path

import pytest

from data.checks.tables import Tables, load

TODAY = date(2026, 11, 24)


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that stands for what the user imports and saves."""
    folder = tmp_path / "mes données"
    monkeypatch.setenv("ATLAS_DATA_DIR", str(folder))
    monkeypatch.delenv("ATLAS_DATABASE_URL", raising=False)
    return folder


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The embedded tables as the rules see them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA_DIR", str(tmp_path_factory.mktemp("vide")))
        read, unread = load()
    assert unread == []
    return read


@pytest.fixture(scope="session")
def today() -> date:
    """The day from which the age of vintages is counted."""
    return TODAY
