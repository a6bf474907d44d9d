"""Opens pages as a visitor does, and scans the code for the places that offer files."""

import ast
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.exports.recording import ROOT, Recorder


def _page(module: str) -> None:
    from importlib import import_module

    import_module(f"pages.{module}").show()


def visit(recorder: Recorder, module: str, choices: dict[str, str | list[str]]) -> None:
    """Open a page with some choices, and refuse one that failed."""
    recorder.visit = " ".join([module, *(f"{key}={value}" for key, value in choices.items())])
    app = AppTest.from_function(_page, kwargs={"module": module}, default_timeout=120)
    for key, value in choices.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, (recorder.visit, app.exception)
    assert not app.error, (recorder.visit, [one.value for one in app.error])


def sites() -> set[tuple[str, str]]:
    """Return the file and function of every place of ui/ and pages/ that offers a file."""
    found = set()
    for room in ("pages", "ui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            found |= {(path.relative_to(ROOT).as_posix(), function) for function in offering(path)}
    return found - {("ui/downloads.py", "file"), ("ui/downloads.py", "menu")}


def offering(path: Path) -> set[str]:
    """Return the functions of a file that offer one: through `ui.downloads`, or by Streamlit's own button."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    taken = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "ui.downloads"
        for alias in node.names
    }
    found = set()
    for outer in tree.body:
        name = getattr(outer, "name", "<module>")
        for node in ast.walk(outer):
            called = node.func if isinstance(node, ast.Call) else None
            ours = isinstance(called, ast.Attribute) and ast.unparse(called.value).rpartition(".")[2] == "downloads"
            own = isinstance(called, ast.Name) and called.id in taken
            button = isinstance(node, ast.Attribute) and node.attr == "download_button"
            if ours or own or button:
                found.add(name)
    return found
