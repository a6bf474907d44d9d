"""What is timed: the application as `make run` serves it, and the usual way beside it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = "Indicateur"
"""The list that both show."""


def indicators(count: int = 12) -> list[str]:
    """Return the names of rates that both offer and open on neither, as their lists write them."""
    from indicators import catalogue

    offered = [one for one in catalogue.at("commune") if not one.is_count and one.id != "part_menages_pauvres"]
    names = [f"{one.short}, {one.unit}" for one in offered]
    return [name for name in names if names.count(name) == 1][:count]


@dataclass(frozen=True)
class Subject:
    """A page with a map, a list of indicators and a place that names the area that was clicked.

    Parameters
    ----------
    command
        What serves it, after `python -m`; « {port} » stands for the port.
    page
        Its address.
    areas
        Selector of the areas inside the map's frame.
    panel
        Selector of the heading that names the area.
    in_project
        Whether it runs with the project's settings rather than Streamlit's own.
    unfolded
        What its address asks for to open its table, when it is folded at first.
    """

    name: str
    command: tuple[str, ...]
    page: str
    areas: str
    panel: str
    in_project: bool
    unfolded: str = ""


ATLAS = Subject(
    name="Atlas",
    command=("ui", "--headless", "--port", "{port}"),
    page="carte",
    areas="path.atlas-area",
    panel="h2",
    in_project=True,
    unfolded="tableau=true",
)
USUAL = Subject(
    name="st_folium par défaut",
    command=(
        "streamlit",
        "run",
        str(ROOT / "benchmarks" / "peers" / "default_folium.py"),
        "--server.port={port}",
        "--server.address=127.0.0.1",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
    ),
    page="",
    areas="path.leaflet-interactive",
    panel="h2",
    in_project=False,
)


@dataclass(frozen=True)
class Served:
    """A subject's running server."""

    url: str
    process: int
    asked: float
    """When its process was asked for, on `time.perf_counter`."""


@contextmanager
def serve(subject: Subject) -> Iterator[Served]:
    """Serve a subject on a free port, with an empty data folder, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tempfile.mkdtemp()
    asked = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *(part.format(port=port) for part in subject.command)],
        cwd=ROOT if subject.in_project else home,
        env=os.environ | {"HOME": home, "ATLAS_DATA_DIR": f"{home}/var", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _listen(process)
        yield Served(f"http://127.0.0.1:{port}", process.pid, asked)
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(home, ignore_errors=True)


def _listen(process: "subprocess.Popen[str]") -> None:
    """Read what the server prints until it serves, and on, so that it never waits to be read."""
    output = process.stdout
    assert output is not None
    said: list[str] = []
    for line in output:
        said.append(line)
        if re.search(r"URL: http", line):
            threading.Thread(target=said.extend, args=(output,), daemon=True).start()
            return
    raise RuntimeError("the server did not start:\n" + "".join(said))
