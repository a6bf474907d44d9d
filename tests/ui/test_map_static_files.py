"""Files for the browser: named by their content, whole, and not piling up."""

import os
from pathlib import Path

import pytest

from ui.errors import MapFilesMissing, MapFolderNotWritable
from ui.map.static_files import KEPT, publish
from ui.map.vendor import FILES, check_vendor


def test_same_content_has_the_same_name_and_another_has_another(tmp_path: Path) -> None:
    """The address changes with the content and only with it: the browser may keep what it has."""
    first = publish("communes", ".geojson", b"one", folder=tmp_path)
    assert publish("communes", ".geojson", b"one", folder=tmp_path) == first
    assert publish("communes", ".geojson", b"two", folder=tmp_path) != first
    assert first.startswith("../../app/static/cache/communes-")
    assert (tmp_path / first.rsplit("/", 1)[1]).read_bytes() == b"one"


def test_a_file_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    """An unchanged file keeps its date, so that the browser's copy stays good."""
    name = publish("communes", ".geojson", b"one", folder=tmp_path).rsplit("/", 1)[1]
    os.utime(tmp_path / name, (1, 1))
    publish("communes", ".geojson", b"one", folder=tmp_path)
    assert (tmp_path / name).stat().st_mtime == 1


def test_a_file_that_was_removed_comes_back(tmp_path: Path) -> None:
    """Emptying the cache folder while the application runs mends itself at the next map."""
    name = publish("communes", ".geojson", b"one", folder=tmp_path).rsplit("/", 1)[1]
    (tmp_path / name).unlink()
    publish("communes", ".geojson", b"one", folder=tmp_path)
    assert (tmp_path / name).exists()


def test_old_versions_go_and_other_names_stay(tmp_path: Path) -> None:
    """Only the last versions of one name stay; « communes » does not clean « communes-cadre »."""
    publish("communes-cadre", ".geojson", b"frame", folder=tmp_path)
    for rank in range(KEPT + 3):
        name = publish("communes", ".geojson", b"%d" % rank, folder=tmp_path).rsplit("/", 1)[1]
        os.utime(tmp_path / name, (rank, rank))
    names = [path.name for path in tmp_path.iterdir()]
    assert name in names
    assert len(names) == KEPT + 1
    assert not [one for one in names if one.startswith(".")]


def test_a_folder_that_refuses_writing_is_named(tmp_path: Path) -> None:
    """The French sentence says which folder, and what to do."""
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(MapFolderNotWritable, match=r"n’accepte pas l’écriture"):
        publish("communes", ".geojson", b"one", folder=tmp_path / "cache")


def test_missing_vendor_files_are_named(tmp_path: Path) -> None:
    """Without Leaflet the page says so instead of showing an empty frame."""
    with pytest.raises(MapFilesMissing, match=r"leaflet\.js.*make install"):
        check_vendor(tmp_path)


def test_the_project_serves_the_vendor_files() -> None:
    """Every file that a map loads is in the project."""
    check_vendor()
    assert FILES
