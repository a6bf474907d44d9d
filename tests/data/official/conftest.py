"""A server and a folder for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.official.server import Patience, Site, serving


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A web server on this machine."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as found:
        yield found


@pytest.fixture
def patience() -> Patience:
    """A clock of one's own."""
    return Patience()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that stands for what the user imports and downloads."""
    found = tmp_path / "données"
    monkeypatch.setenv("ATLAS_DATA_DIR", str(found))
    return found
