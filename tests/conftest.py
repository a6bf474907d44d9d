"""What several rooms try with: the fictitious barometer, imported once into a folder of its own."""

from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


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
