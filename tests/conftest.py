"""What several rooms try with: the fictitious barometer, imported once into a folder of its own."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def fictitious_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which the fictitious barometer was imported once."""
    from data.importers.barometer import example, prepare
    from data.importers.commit import commit

    folder = tmp_path_factory.mktemp("fictif")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA_DIR", str(folder))
        commit(prepare({"barometre.xlsx": example()}, {}))
    return folder


@pytest.fixture
def fictitious(fictitious_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fictitious barometer in use."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(fictitious_folder))
    return fictitious_folder
