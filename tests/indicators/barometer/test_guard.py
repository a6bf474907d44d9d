"""Screens, reports and decisions can reach nothing of the barometer but what may be published."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("app.py", "pages", "ui", "reports", "outreach")
PACKAGE = "indicators.barometer"
# Modules that hold no respondent and no count of them.
OPEN = {"findings", "gaps", "groups", "margins", "publication", "topics"}
ROWS = {"respondents", "source", "rows", "claims", "release", "aggregated", "distance"}


def _faults(text: str) -> list[str]:
    """Name what a file takes of the barometer that it may not."""
    found: list[str] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == PACKAGE:
                found += [alias.name for alias in node.names if alias.name in ROWS]
            elif node.module.startswith(PACKAGE + "."):
                part = node.module.removeprefix(PACKAGE + ".")
                found += [part] if part not in OPEN else []
                found += [alias.name for alias in node.names if alias.name.startswith("_")]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith(PACKAGE)]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "barometer":
            found += [node.attr] if node.attr in ROWS or node.attr.startswith("_") else []
    return found


def test_no_screen_report_or_decision_takes_rows() -> None:
    """No file of these rooms imports rows, counts, or what computes on them, under any name."""
    places = [ROOT / room for room in ROOMS]
    for file in [one for place in places for one in ([place] if place.is_file() else sorted(place.rglob("*.py")))]:
        assert _faults(file.read_text(encoding="utf-8")) == [], file


@pytest.mark.parametrize(
    "text",
    [
        "from indicators.barometer import respondents",
        "from indicators import barometer\nbarometer.respondents()",
        "from indicators.barometer.source import sample",
        "from indicators.barometer.publication import _wave",
        "import indicators.barometer.rows",
    ],
)
def test_the_guard_sees_what_it_forbids(text: str) -> None:
    """Each way of taking rows is seen."""
    assert _faults(text)


def test_the_guard_lets_results_through() -> None:
    """What may be published is not stopped."""
    assert not _faults("from indicators import barometer\nbarometer.results()\nfrom indicators.barometer import Panel")
