"""Barometers to try with: the fictitious one, imported into a folder of its own; small ones built by hand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.catalogue import Entry
from data.importers.barometer import choices, living
from data.importers.barometer.entries import About
from data.importers.barometer.entries import respondents as entry_of


@pytest.fixture
def no_barometer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No import at all."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path / "vide"))


@pytest.fixture
def entry() -> Entry:
    """The catalogue entry of a table of respondents."""
    about = About("Essai", "Essai", "2024", "essai", date(2024, 1, 1), date(2999, 1, 1), 24, fictitious=False)
    return entry_of(about, deduced=frozenset(), weighted=True)


@pytest.fixture
def people() -> Callable[..., pd.DataFrame]:
    """A maker of respondents' rows, as the table holds them; what is not given is the same for all."""

    def make(n: int, **columns: object) -> pd.DataFrame:
        rows = {
            "wave": "2024",
            "mode": "",
            "commune": "62041",
            "iris": "",
            "qpv": "",
            "age_class": "40_54",
            "household": "couple",
            "situation": "",
            "first_contact": "town_hall",
            "mobility": "",
            "digital": "",
            "weight": 1.0,
        }
        table = pd.DataFrame({name: [value] * n for name, value in rows.items()})
        for one in living.PUBLICS:
            table[one.code] = pd.array([False] * n, dtype="boolean")
        for one in choices.BENEFITS:
            table[f"benefit_{one.code}"] = ""
        table["non_take_up"] = pd.array([False] * n, dtype="boolean")
        for prefix, listed in (("form_", choices.FORMS), ("obstacle_", choices.OBSTACLES)):
            for one in listed:
                table[prefix + one.code] = pd.array([None] * n, dtype="boolean")
        return table.assign(**columns)

    return make
