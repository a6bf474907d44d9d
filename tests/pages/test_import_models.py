"""What the page Données offers to start from: a model, and a fictitious example where there is one."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.importers import commit, kinds


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder that stands for what the user imports."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


def _page() -> None:
    from ui.views import imports

    imports.bring()


def _labels(key: str) -> list[str]:
    app = AppTest.from_function(_page, default_timeout=60)
    app.query_params["apport"] = key
    app.run()
    assert not app.exception
    return [one.proto.label for one in app.get("download_button")]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("outlines", "Exemple fictif (GeoJSON)"),
        ("qpv", "Exemple fictif (GeoJSON)"),
        ("officiel", "Exemple fictif (CSV)"),
        ("abse", "Exemple fictif (XLSX)"),
    ],
)
def test_the_button_says_the_format_of_the_example(key: str, said: str) -> None:
    """The model is a workbook; the example is what its kind is published in."""
    assert _labels(key) == ["Modèle à remplir (XLSX)", said]


def test_a_kind_without_example_has_no_button(monkeypatch: pytest.MonkeyPatch) -> None:
    """A territory without a priority neighbourhood has no example of their outlines."""
    from data.importers import qpv
    from ui.views import imports

    imports._has_example.clear()
    monkeypatch.setattr(qpv, "example", lambda: None)
    assert _labels("qpv") == ["Modèle à remplir (XLSX)"]
    imports._has_example.clear()


def _mention() -> None:
    import streamlit as st

    from ui import maps, page

    page.title("Une question ?")
    st.caption(maps.approximate_mention("iris", "qpv"))


def test_pages_say_fictitious_and_no_longer_approximate() -> None:
    """Invented outlines bring the banner, and a mention that calls them neither official nor approximate."""
    app = AppTest.from_function(_mention, default_timeout=60).run()
    assert "approchés" in app.caption[-1].value
    assert not app.warning
    for key in ("outlines", "qpv"):
        kind = kinds.get(key)
        content = kind.example()
        assert content is not None
        commit.commit(kind.prepare({"exemple.geojson": content}, {}))
    app.run()
    assert app.caption[-1].value == "Contours des IRIS et des quartiers prioritaires fictifs."
    assert "EXEMPLE FICTIF" in app.warning[0].value
