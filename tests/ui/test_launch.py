"""Starting the application, and what it says when its surroundings are not as they should be."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.formats import NARROW
from ui.__main__ import HEAVY, main, obstacle
from ui.shell import PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def _show(module: str) -> None:
    from importlib import import_module

    import_module(f"pages.{module}").show()


def _open(module: str) -> AppTest:
    return AppTest.from_function(_show, args=(module,), default_timeout=60).run()


def test_port_in_use_is_said_and_nothing_starts(taken: int) -> None:
    """The command ends with status 1 and one French sentence that gives another port."""
    ended = subprocess.run(
        [sys.executable, "-m", "ui", "--headless", "--port", str(taken)],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == (
        f"Le port {taken} est déjà occupé. Fermez l’autre application, ou choisissez un autre port{NARROW}: "
        f"make run PORT={taken + 1}\n"
    )


@pytest.mark.parametrize("port", ["abc", "-1", "80", "65536", "8501.5", "²"])
def test_impossible_port_is_said(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no port is named, with what would be one."""
    assert main([f"--port={port}"]) == 1
    told = capsys.readouterr().err
    assert f"«{NARROW}{port}{NARROW}»" in told
    assert "de 1024 à 65535" in told


def test_free_port_has_no_obstacle(taken: int) -> None:
    """Only a port that something listens on is refused."""
    assert obstacle(str(taken)) != ""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert obstacle(str(free)) == ""


def test_component_of_the_maps_is_first_imported_by_a_page() -> None:
    """Imported before a page is open, Streamlit would never serve it, and no map would draw."""
    assert not any(name.startswith("streamlit_folium") for name in HEAVY)


@pytest.mark.parametrize("module", [module for module, *_ in PAGES])
def test_page_opens_where_nothing_can_be_written(module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a file in the place of ATLAS_DATA_DIR, each page still opens and no fault is left without its sentence."""
    in_its_place = tmp_path / "var"
    in_its_place.write_text("")
    monkeypatch.setenv("ATLAS_DATA_DIR", str(in_its_place))
    app = _open(module)
    assert not app.exception
    assert app.title[0].value.endswith("?")
    assert all("ATLAS_DATA_DIR" in error.value for error in app.error)


def test_plan_that_cannot_be_saved_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saving where nothing can be written says so and what to do; the plan stays on screen."""
    in_its_place = tmp_path / "var"
    in_its_place.write_text("")
    monkeypatch.setenv("ATLAS_DATA_DIR", str(in_its_place))
    app = _open("desks")
    app.text_input(key="nom_du_plan").set_value("Printemps").run()
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    assert not app.exception
    assert any("n’accepte pas" in error.value and "relancez" in error.value for error in app.error)
    assert any("prouvé" in str(element.proto) for element in app.get("html"))


@pytest.mark.parametrize("module", ["home", "explore", "commune", "access", "desks"])
def test_missing_map_files_leave_the_rest_of_the_page(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the served Leaflet, a sentence stands in the map's place and the page goes on."""
    monkeypatch.setattr("ui.map.vendor.FILES", ("vendor/leaflet-absent/leaflet.js",))
    whole = _open(module)
    assert not whole.exception
    (error,) = whole.error
    assert "static/vendor/leaflet-absent/leaflet.js" in error.value
    assert "make install" in error.value
    assert len(whole.get("html")) > 2
