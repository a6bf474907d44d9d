"""No function that pages can call returns figures that are not protected."""

import ast
from datetime import date
from pathlib import Path

import pytest

from data import catalogue, confidential, store
from data.errors import TableConfidential
from data.importers import abse, commit
from indicators import imported

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("app.py", "pages", "ui", "reports", "outreach")

FORBIDDEN = {
    "data": {"confidential"},
    "data.confidential": None,
    "indicators.imported.columns": None,
    "indicators.imported.cells": None,
    "indicators.imported.relations": None,
    "indicators.imported.release": None,
    "indicators.imported.ground": None,
    "indicators.imported": {"columns", "cells", "relations", "release", "ground"},
    "indicators.barometer": {"respondents"},
    "indicators.barometer.source": None,
    "indicators.barometer.respondents": None,
}
"""Modules to the names that screens, reports and decisions may not take from them; None: none at all."""


def _files() -> list[Path]:
    found = [ROOT / room for room in ROOMS]
    return [file for one in found for file in ([one] if one.is_file() else sorted(one.rglob("*.py")))]


def _taken(tree: ast.AST) -> set[str]:
    taken: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            taken |= {alias.name for alias in node.names if alias.name in FORBIDDEN and alias.name.count(".")}
        elif isinstance(node, ast.ImportFrom) and node.module in FORBIDDEN:
            names = FORBIDDEN[node.module]
            own = {alias.name for alias in node.names}
            taken |= {f"{node.module}.{name}" for name in (own if names is None else own & names)}
    return taken


def test_screens_reports_and_decisions_take_nothing_unprotected() -> None:
    """No file of these rooms imports rows about persons, raw imports, or what computes on them."""
    for file in _files():
        assert not _taken(ast.parse(file.read_text(encoding="utf-8"))), file


def test_the_guard_sees_what_it_forbids() -> None:
    """Each way of taking an unprotected table is seen."""
    for text in (
        "from data import confidential",
        "from data.confidential import read",
        "import data.confidential",
        "from indicators.imported import columns",
        "from indicators.imported.columns import imported",
        "from indicators.barometer import respondents",
    ):
        assert _taken(ast.parse(text)), text
    assert not _taken(ast.parse("from indicators.imported import figures\nfrom data import store"))


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Import a table with a small count, and return the name of its raw table."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    rows = "\n".join(f"{code};{7 if rank == 3 else 40 + rank}" for rank, code in enumerate(_communes()))
    made = abse.prepare({"suivi.csv": f"code;Personnes suivies\n{rows}".encode()}, {"today": date(2026, 11, 24)})
    commit.commit(made)
    return confidential.raw_name(made.dataset)


def _communes() -> list[str]:
    return sorted(store.read_plain("communes", ["code"])["code"])


def test_raw_imports_are_out_of_reach_of_the_store(counted: str) -> None:
    """Every function of the store that reads a table refuses them."""
    assert catalogue.read(counted).confidential
    for read in (store.read, store.read_geometry, lambda name: store.read_plain(name, ["value"]), store.locate):
        with pytest.raises(TableConfidential):
            read(counted)


def test_the_open_table_holds_no_imported_figure_and_the_protected_one_no_secret(counted: str) -> None:
    """What `store` gives of an import is empty; what `imported` gives lacks the small count and another."""
    stored = store.read("figures").query("indicator.str.startswith('abse')")
    assert stored["value"].isna().all()
    shown = imported.figures().query("indicator.str.startswith('abse')")
    assert shown["status"].eq("secret").sum() == 2
    assert shown.loc[shown["status"].eq("secret"), "value"].isna().all()
    assert 7 not in set(shown["value"])
    assert shown["value"].notna().sum() == 44


def test_a_new_vintage_changes_the_fingerprint_that_caches_are_kept_by(counted: str) -> None:
    """A correction of one raw figure is seen by every cache, though the open table is the same."""
    before = store.fingerprint(), store.fingerprint("figures")
    rows = "\n".join(f"{code};{41 + rank}" for rank, code in enumerate(_communes()))
    made = abse.prepare({"suivi.csv": f"code;Personnes suivies\n{rows}".encode()}, {"today": date(2026, 11, 24)})
    commit.commit(made)
    after = store.fingerprint(), store.fingerprint("figures")
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert imported.figures().query("indicator.str.startswith('abse')")["status"].eq("diffusé").all()
