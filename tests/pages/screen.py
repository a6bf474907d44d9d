"""What the tests of pages share: open a page at an address, read what it says, see that it is sound."""

from streamlit.testing.v1 import AppTest

from data.formats import NARROW, NO_BREAK


def _page(name: str) -> None:
    from importlib import import_module

    import_module(f"pages.{name}").show()


def opened(name: str, **choices: str) -> AppTest:
    """Return a page after its first run, these choices in its address."""
    app = AppTest.from_function(_page, default_timeout=60, args=(name,))
    for key, value in choices.items():
        app.query_params[key] = value
    return app.run()


def text_of(app: AppTest) -> str:
    """Return all that the page says, captions and warnings too, with ordinary spaces."""
    texts = [str(element.proto.body) for element in app.get("html")]
    texts += [element.value for element in (*app.markdown, *app.caption, *app.warning)]
    return " ".join(texts).replace(NARROW, " ").replace(NO_BREAK, " ")


def sound(app: AppTest) -> None:
    """Check that no part of the page failed."""
    assert not app.exception
    assert not app.error
