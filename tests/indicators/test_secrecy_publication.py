"""What leaves: no figure under secrecy, no measure beside it, no reason."""

import ast
from pathlib import Path

import pandas as pd
import pytest

from indicators.errors import CellsError, LeakError
from indicators.secrecy import Protected, protect, published, ratio, release, rule
from tests.indicators.secrecy_cases import TEXTBOOK, cross, flat

AREAS = {"a": "all", "b": "all", "c": "all"}


def areas(*figures: float) -> pd.DataFrame:
    """Return three areas and their total."""
    return pd.DataFrame({"area": ["a", "b", "c", "all"], "value": [*figures, sum(figures)]})


def test_hidden_figures_are_missing_and_measures_are_gone() -> None:
    """Only dimensions, figure and status are left, and both kinds of secret look alike."""
    cells = areas(5, 40, 60).assign(units=[5, 40, 60, 105], largest=1, rate=[0.1, 0.2, 0.3, 0.2])
    shown = published(cells, protect(cells, {"area": AREAS}, threshold=11))
    assert list(shown.columns) == ["area", "value", "status"]
    assert shown["value"].isna().tolist() == [True, True, False, False]
    assert shown["status"].tolist() == ["secret", "secret", "publié", "publié"]
    assert shown.attrs == {}


def test_latent_cells_do_not_leave() -> None:
    """A piece of two zones is protected, and is in no published table."""
    cells = pd.DataFrame(
        {"area": ["i", "i1", "i2"], "value": [124, 120, 4], "latent": [False, True, True]}, index=[7, 8, 9]
    )
    shown = published(cells, protect(cells, {"area": {"i1": "i", "i2": "i"}}, threshold=11))
    assert shown.index.tolist() == [7]


def test_changed_table_is_not_published() -> None:
    """A protection is for the figures that it was computed on."""
    cells = cross(TEXTBOOK)
    protection = protect(cells, flat(cells), threshold=11)
    changed = cells.assign(value=cells["value"] + 1)
    with pytest.raises(CellsError, match="a changé"):
        published(changed, protection)
    with pytest.raises(CellsError, match="15 cases et sa protection 16"):
        published(cells.iloc[:15], protection)
    with pytest.raises(CellsError, match="« value »".replace(" ", "\u202f")):
        published(cells.drop(columns="value"), protection)


def test_tampered_protection_is_not_published() -> None:
    """A status changed by hand is found by the audit, which stops the table."""
    cells = cross(TEXTBOOK)
    protection = protect(cells, flat(cells), threshold=11)
    protection.loc[protection["status"] == "secondaire", "status"] = "publié"
    with pytest.raises(LeakError, match="II · A"):
        published(cells, protection)


def test_release_gives_a_page_the_only_table_it_may_have() -> None:
    """The protected table counts its secrets, and cannot be changed through what it gives."""
    cells = areas(5, 40, 60)
    protected = release(cells, {"area": AREAS}, **rule("fiscal").settings)
    assert protected.dimensions == ("area",)
    assert (protected.threshold, protected.secrets, protected.proven, protected.gap) == (11, 2, True, 0)
    mine = protected.table
    mine["value"] = 5
    assert protected.table["value"].isna().sum() == 2


def test_protected_refuses_a_secret_with_its_figure() -> None:
    """It cannot be made by hand from a table that tells."""
    told = pd.DataFrame({"area": ["a"], "value": [5.0], "status": ["secret"]})
    with pytest.raises(LeakError, match="porte un nombre"):
        Protected(("area",), told, 11, True, 0.0)
    with pytest.raises(LeakError, match="units"):
        Protected(("area",), told.assign(value=float("nan"), units=5), 11, True, 0.0)


def test_ratio_is_shown_when_both_terms_are() -> None:
    """A rate beside its denominator gives its numerator: it is hidden with it, and missing over zero."""
    above = release(areas(5, 40, 60), {"area": AREAS}, threshold=11)
    below = release(areas(50, 80, 120), {"area": AREAS}, threshold=11)
    rates = ratio(above, below).table.set_index("area")
    assert rates["status"].tolist() == ["secret", "secret", "publié", "publié"]
    assert rates.loc["c", "value"] == 50
    assert rates.loc["all", "value"] == 42
    none = ratio(
        release(areas(0, 40, 60), {"area": AREAS}, threshold=11),
        release(areas(0, 80, 90), {"area": AREAS}, threshold=3),
    )
    assert none.table.loc[0, "status"] == "publié"
    assert pd.isna(none.table.loc[0, "value"])
    assert none.threshold == 11


def test_ratio_of_different_tables_is_refused() -> None:
    """The terms must speak of the same cells."""
    above = release(areas(50, 40, 60), {"area": AREAS}, threshold=11)
    with pytest.raises(CellsError, match="dimensions"):
        ratio(above, release(areas(50, 40, 60).rename(columns={"area": "zone"}), {"zone": AREAS}, threshold=11))
    two = pd.DataFrame({"area": ["a", "b", "all"], "value": [50, 40, 90]})
    with pytest.raises(CellsError, match="dénominateur"):
        ratio(above, release(two, {"area": {"a": "all", "b": "all"}}, threshold=11))


FOR_SCREENS = {"PUBLISHED", "RULES", "SECRET", "Protected", "Rule", "lift_low_rates", "ratio", "release", "rule"}
"""What screens and exports may take from this package: nothing in it holds a figure under secrecy."""


@pytest.mark.parametrize("room", ["app.py", "pages", "ui", "reports"])
def test_screens_and_exports_take_only_protected_tables(room: str) -> None:
    """No page, shared part of a page or report imports what returns unprotected figures."""
    root = Path(__file__).resolve().parents[2] / room
    files = [root] if root.is_file() else sorted(root.rglob("*.py"))
    assert files
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                taken = {alias.name for alias in node.names if alias.name.startswith("indicators.secrecy")}
            elif isinstance(node, ast.ImportFrom) and node.module == "indicators":
                taken = {alias.name for alias in node.names if alias.name == "secrecy"}
            elif isinstance(node, ast.ImportFrom) and node.module == "indicators.secrecy":
                taken = {alias.name for alias in node.names} - FOR_SCREENS
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("indicators.secrecy."):
                taken = {node.module}
            else:
                taken = set()
            assert not taken, f"{file} imports {taken}"
