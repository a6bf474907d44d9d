"""The folders of tables: what is embedded, the territory built in its place, and what a user brings."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BASE = ROOT / "base"
SOURCES = ROOT / "sources"
CATALOGUE = ROOT / "catalogue"


def user_folder() -> Path:
    """Return the folder of imported, downloaded and saved data (``ATLAS_DATA_DIR``, by default ``var/``)."""
    return Path(os.environ.get("ATLAS_DATA_DIR") or ROOT.parent / "var").expanduser()


def territory_folder() -> Path:
    """Return the folder of the territory that `make data EPCI=…` builds: it stands in for all that is embedded."""
    return user_folder() / "territory"


def is_elsewhere() -> bool:
    """Tell whether a territory was built to stand in for the embedded one."""
    return territory_folder().is_dir()


def ground_tables() -> Path:
    """Return the folder of the tables on which imports rest; never a mixture of two territories."""
    return territory_folder() / "tables" if is_elsewhere() else BASE


def ground_catalogue() -> Path:
    """Return the folder of the sidecars of those tables."""
    return territory_folder() / "catalogue" if is_elsewhere() else CATALOGUE
