"""A file is written whole or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.errors import FolderNotWritable
from data.files import replacing, sha256
from data.paths import ROOT


def test_a_file_is_replaced_when_the_block_succeeds(tmp_path: Path) -> None:
    """The new content is there, readable by others, and nothing else is left in the folder."""
    target = tmp_path / "table.txt"
    target.write_text("ancien", encoding="utf-8")
    with replacing(target, "la table") as path:
        path.write_text("nouveau", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "ancien"
    assert target.read_text(encoding="utf-8") == "nouveau"
    assert target.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_in_the_block_leaves_the_old_file(tmp_path: Path) -> None:
    """A writer that stops half-way changes nothing and leaves nothing behind."""
    target = tmp_path / "table.txt"
    target.write_text("ancien", encoding="utf-8")

    def write() -> None:
        with replacing(target, "la table") as path:
            path.write_text("à moit", encoding="utf-8")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        write()
    assert target.read_text(encoding="utf-8") == "ancien"
    assert list(tmp_path.iterdir()) == [target]


_HALF_WRITTEN = """
import sys, pathlib
from data.files import replacing
with replacing(pathlib.Path(sys.argv[1]), "la table") as path:
    with path.open("w") as lines:
        lines.write("x" * 1000000)
        lines.flush()
        print("half", flush=True)
        sys.stdin.read()
"""


def test_a_killed_writer_leaves_the_old_file(tmp_path: Path) -> None:
    """A process killed between two writes leaves the old file as it was."""
    target = tmp_path / "table.txt"
    target.write_text("ancien", encoding="utf-8")
    command = [sys.executable, "-c", _HALF_WRITTEN, str(target)]
    with subprocess.Popen(command, cwd=ROOT.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        os.kill(process.pid, signal.SIGKILL)
    assert target.read_text(encoding="utf-8") == "ancien"


def test_a_folder_that_refuses_writing_is_said_in_french(tmp_path: Path) -> None:
    """A folder that cannot be made gives a sentence that names the thing saved and the setting to change."""
    (tmp_path / "occupé").write_text("ceci n’est pas un dossier", encoding="utf-8")
    with (
        pytest.raises(FolderNotWritable, match=r"la table « Communes ».*ATLAS_DATA_DIR"),
        replacing(tmp_path / "occupé" / "tables" / "communes.parquet", "la table « Communes »"),
    ):
        pass


def test_a_checksum_is_that_of_the_bytes(tmp_path: Path) -> None:
    """The SHA-256 of three known bytes is the published one."""
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    assert sha256(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
