"""The producers' files from the page Données, against a server on this machine."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import store
from data.importers import commit
from data.official import run, sources
from data.official.entry import Entry
from tests.data.official import published
from tests.data.official.server import Patience, Site, send, serve, serving


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Site]:
    """A server that gives the outlines of the IRIS and the roads, in the place of the producers."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(run, "Conduct", Patience().conduct)
    with serving() as found:
        found.pages["/iris"] = serve(published.iris_geojson())
        found.pages["/roads"] = serve(b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x10" + bytes(3000))
        served = (_at(found, "outlines-iris", "/iris"), _at(found, "roads", "/roads"))
        monkeypatch.setattr(sources, "entries", lambda: served)
        yield found


def _at(site: Site, key: str, path: str) -> Entry:
    return dataclasses.replace(sources.choose((key,))[0], address=site.url(path), checksum_address="")


def _page() -> None:
    from ui.views import official

    official.show()


def _run(*keys: str) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=60).run()
    app.multiselect(key="officiel-sources").set_value(list(keys)).run()
    return app


def _click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def _said(app: AppTest) -> str:
    return " ".join(one.value for one in (*app.markdown, *app.caption, *app.warning, *app.error, *app.success))


def test_nothing_is_asked_before_the_click(site: Site) -> None:
    """Opening the page and choosing sources sends nothing; without a choice there is no button to press."""
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert app.button(key="officiel-telecharger").disabled
    app = _run("outlines-iris", "roads")
    assert not app.button(key="officiel-telecharger").disabled
    assert "geoservices.ign.fr" in _said(app)
    assert site.asked == []


def test_outlines_are_shown_then_put_in_use(site: Site) -> None:
    """After the click what would change is listed and nothing has; after the second the marks are gone."""
    app = _click(_run("outlines-iris", "roads"), "officiel-telecharger")
    assert not app.error
    assert "66" in _said(app)
    assert "approché" in _said(app)
    assert "gardé pour les calculs" in _said(app)
    assert commit.datasets() == []
    _click(app, "officiel-usage-outlines-iris")
    assert commit.datasets() == ["contours-iris"]
    assert set(store.read("iris")["outline"]) == {"officiel"}
    assert "est en usage" in _said(app)
    _click(app, "officiel-telecharger")
    assert "Rien à mettre en usage" in _said(app)


def test_page_of_maintenance_is_said(site: Site) -> None:
    """A source that answers by a page is an error in French; the other one comes."""
    site.pages["/iris"] = lambda request, times: send(request, b"<html>Maintenance</html>")
    app = _click(_run("outlines-iris", "roads"), "officiel-telecharger")
    assert any("page web" in error.value for error in app.error)
    assert not app.warning
    assert "gardé pour les calculs" in _said(app)


def test_without_internet_the_addresses_and_the_folder_are_given(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """When nobody answers, one warning links the addresses and names the folder; a file dropped there is taken."""
    away = tuple(dataclasses.replace(one, address="http://127.0.0.1:9/") for one in sources.entries())
    monkeypatch.setattr(sources, "entries", lambda: away)
    app = _click(_run("outlines-iris", "roads"), "officiel-telecharger")
    (warning,) = app.warning
    for entry in away:
        assert entry.opened in warning.value
    assert "a-importer" in warning.value
    (tmp_path / "a-importer").mkdir()
    (tmp_path / "a-importer" / "contours-iris.geojson").write_bytes(published.iris_geojson())
    app.multiselect(key="officiel-sources").set_value(["outlines-iris"]).run()
    _click(app, "officiel-telecharger")
    assert not app.warning
    _click(app, "officiel-usage-outlines-iris")
    assert commit.datasets() == ["contours-iris"]
    assert list((tmp_path / "a-importer").iterdir()) == []
