"""Several writers at once, and writers killed in the middle: nothing that was said to be saved is lost."""

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.paths import ROOT
from data.plans import PlanStore

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

_WRITER = """
import sys
from datetime import UTC, datetime
from data.plans import PlanStore

writer, count = sys.argv[1], int(sys.argv[2])
store = PlanStore.open()
for number in range(count):
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    shared = store.save("commun", {"writer": writer, "number": number}, data_version="v", now=now)
    store.save(f"{writer}-{number}", {"texte": "x" * 500}, data_version="v", now=now)
    print(shared.version, number, flush=True)
"""


def _start(writer: str, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _WRITER, writer, str(count)]
    return subprocess.Popen(command, cwd=ROOT.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.usefixtures("data_dir")
def test_four_processes_that_start_together_lose_nothing() -> None:
    """Each save of a shared name is a version of its own, and each plan of one's own is there."""
    writers = [_start(str(one), 10) for one in range(4)]
    outputs = [process.communicate() for process in writers]
    assert [process.returncode for process in writers] == [0] * 4, [error for _, error in outputs]
    versions = sorted(int(line.split()[0]) for output, _ in outputs for line in output.splitlines())
    assert versions == list(range(1, 41))
    store = PlanStore.open()
    names = {one.name for one in store.list()}
    assert names == {"commun"} | {f"{writer}-{number}" for writer in range(4) for number in range(10)}
    written = [(one.payload["writer"], one.payload["number"]) for one in store.versions("commun")]
    assert len(set(written)) == 40


@pytest.mark.usefixtures("data_dir")
def test_one_store_serves_several_threads() -> None:
    """Threads that share a store save and read without mixing their plans."""
    store = PlanStore.open()

    def work(thread: int) -> list[int]:
        seen = []
        for number in range(10):
            saved = store.save("commun", {"thread": thread, "number": number}, data_version="", now=NOON)
            seen.append(saved.version)
            assert saved.payload == {"thread": thread, "number": number}
            assert store.load("commun").version >= saved.version
        return seen

    with ThreadPoolExecutor(4) as pool:
        versions = [version for seen in pool.map(work, range(4)) for version in seen]
    assert sorted(versions) == list(range(1, 41))


def test_a_killed_writer_loses_nothing_that_it_acknowledged(data_dir: Path) -> None:
    """After each kill the file is whole, every acknowledged save is there, and writing goes on."""
    acknowledged: set[str] = set()
    for attempt in range(3):
        with _start(f"k{attempt}", 10_000) as process:
            assert process.stdout is not None
            for _ in range(3 + 4 * attempt):
                line = process.stdout.readline()
                acknowledged.add(f"k{attempt}-{line.split()[1]}")
            os.kill(process.pid, signal.SIGKILL)
            acknowledged |= {f"k{attempt}-{line.split()[1]}" for line in process.stdout if line.endswith("\n")}
        store = PlanStore.open()
        assert acknowledged <= {one.name for one in store.list()}
        with sqlite3.connect(data_dir / "plans.sqlite") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        numbers = [one.version for one in store.versions("commun")]
        assert numbers == list(range(len(numbers), 0, -1))
        store.save("après", {"attempt": attempt}, data_version="", now=NOON)
    assert len(acknowledged) >= 3 + 7 + 11
