"""The page of the method."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    from pages import method

    method.show()


def test_documents_are_shown() -> None:
    """The page shows the formulas and the hypotheses as they are written."""
    app = AppTest.from_function(_page, default_timeout=30).run()
    assert not app.exception
    assert not app.error
    assert len(app.tabs) == 2
