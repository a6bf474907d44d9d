"""The two folders of tables: what is embedded, and what a user brings."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BASE = ROOT / "base"
SOURCES = ROOT / "sources"
CATALOGUE = ROOT / "catalogue"


def user_folder() -> Path:
    """Return the folder of imported, downloaded and saved data (``ATLAS_DATA_DIR``, by default ``var/``)."""
    return Path(os.environ.get("ATLAS_DATA_DIR") or ROOT.parent / "var").expanduser()
