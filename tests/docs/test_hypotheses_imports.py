"""The document of hypotheses has the values that the importers use."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from data.formats import number
from data.importers.actions import register
from data.importers.places import located, positions

Plain = Callable[[str], str]
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("I1", f"| {register.RETENTION_MONTHS} mois, réglable jusqu'à {register.LONGEST_RETENTION} |"),
        ("I3", f"| {number(located.SURE_SCORE, 1)} ; elle est écartée sous {number(located.LEAST_SCORE, 1)} |"),
        ("I4", f"| au-delà de {number(positions.ASTRAY_M)} m |"),
    ],
)
def test_a_row_has_the_value_of_the_code(row: str, value: str, plain: Plain) -> None:
    """The constant and the document cannot drift apart."""
    lines = plain((DOCS / "hypotheses.md").read_text(encoding="utf-8")).splitlines()
    found = next(line for line in lines if re.match(rf"\| {row} \|", line))
    assert plain(value) in found
