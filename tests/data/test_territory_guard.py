"""The code names no territory: `atlas.toml` and the tables do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.paths import ROOT

PROJECT = ROOT.parent
ROOMS = ("data", "geo", "indicators", "outreach", "reports", "ui", "pages")
WORDS = re.compile(
    r"Communaut[ée] [Uu]rbaine d.Arras|\bCUA\b|\bArras\b|Pas-de-Calais|Hauts-de-France|200033579|\b62041\b"
)
# What names a town to show the form of an address or of a code, or a list that holds all of France.
ALLOWED = {
    "data/build/declaration.py",  # the extracts of roads of the whole country
    "data/importers/places/titles.py",  # letters that stay capitals
}


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the strings of a module that are not documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.lineno, node.value


def _modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (PROJECT / room).rglob("*.py"))


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_module_names_the_embedded_territory(path: Path) -> None:
    """A text that the application may show is true of any territory."""
    name = str(path.relative_to(PROJECT))
    found = [(line, text) for line, text in _texts(path) if WORDS.search(text)]
    if name in ALLOWED:
        return
    assert found == []


@pytest.mark.parametrize("path", sorted((PROJECT / "reports" / "templates").glob("*.typ")), ids=lambda path: path.name)
def test_no_template_names_the_embedded_territory(path: Path) -> None:
    """A document is true of any territory: its name comes with the data."""
    assert WORDS.findall(path.read_text(encoding="utf-8")) == []
