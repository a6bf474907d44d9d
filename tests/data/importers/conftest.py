"""A folder of one's own, so that no test meets what another imported."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def imports_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that stands for what the user imports."""
    folder = tmp_path / "importé"
    monkeypatch.setenv("ATLAS_DATA_DIR", str(folder))
    return folder
