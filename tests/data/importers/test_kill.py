"""An import killed at any moment leaves the old tables whole, or the new ones, never a mixture."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.paths import ROOT


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ce système ne sait pas dupliquer un processus")
def test_a_killed_import_leaves_the_old_tables_or_the_new_ones(tmp_path: Path) -> None:
    """Killed at steps that it takes on the disk and at random, the tables in use and their sidecars still agree."""
    environment = {**os.environ, "ATLAS_DATA_DIR": str(tmp_path / "données")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.data.importers.killing"],
        cwd=ROOT.parent,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["steps"] > 10
    assert said["in_use"]
    assert said["unfinished"] == []
