"""Published tables of figures become values of the indicators of the Atlas, secrecy kept."""

import math
from datetime import date
from pathlib import Path

import pytest

from data import store
from data.importers import commit
from data.importers.errors import ColumnsMissing, FileRefused
from data.official import figures, sources
from data.official.entry import Entry
from tests.data.official import published

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference"
TODAY = date(2026, 11, 24)


def _entry(key: str) -> Entry:
    return sources.choose((key,))[0]


def _prepare(key: str, content: bytes):
    entry = _entry(key)
    assert entry.figures is not None
    return figures.prepare(content, "fichier.csv", entry, entry.figures, today=TODAY)


def test_income_file_updates_the_indicators_in_use() -> None:
    """Median, households and poverty of a commune are read, with the year that the columns say."""
    made = _prepare("filosofi-communes", published.filosofi_communes({"62041": ("20000", "22 110", "17,5")}))
    values = made.tables["figures"].set_index(["code", "indicator"])
    assert values.loc[("62041", "revenu_median"), "value"] == 22110
    assert values.loc[("62041", "taux_pauvrete"), "value"] == 17.5
    assert set(made.tables["indicators"]["vintage"]) == {"2021"}
    assert made.entries["figures"].vintage == "2021"
    assert made.dataset == "officiel-filosofi-communes"
    assert "01001" not in set(made.tables["figures"]["code"])
    commit.commit(made)
    now = store.read("figures").set_index(["level", "code", "indicator"])
    assert now.loc[("commune", "62041", "revenu_median"), "value"] == 22110
    assert len(store.read("indicators")) == len(store.read("indicators").drop_duplicates(["level", "id"]))


def test_secrecy_and_absence_are_never_zero() -> None:
    """« s » is secret, a commune without a row absent, and neither has a value."""
    made = _prepare("filosofi-communes", published.filosofi_communes({"62041": ("20000", "s", "")}))
    values = made.tables["figures"].set_index(["code", "indicator"])
    assert values.loc[("62041", "revenu_median"), "status"] == "secret"
    assert math.isnan(values.loc[("62041", "revenu_median"), "value"])
    assert values.loc[("62004", "revenu_median"), "status"] == "absent"
    assert "taux_pauvrete" not in set(made.tables["figures"]["indicator"])
    assert any("sans ligne" in remark.message for remark in made.remarks)


def test_newest_december_of_the_caf_is_kept_and_its_zeros_are_masked() -> None:
    """Only the last year is read; 0 may be masked or nil, so it is not a value."""
    content = published.caf([("2023-12", "62041", 1, 1, 1), ("2024-12", "62041", 8000, 1200, 0)])
    made = _prepare("caf", content)
    values = made.tables["figures"].set_index(["code", "indicator"])
    assert values.loc[("62041", "allocataires_caf"), "value"] == 8000
    assert values.loc[("62041", "foyers_ppa"), "status"] == "masqué"
    assert set(made.tables["indicators"]["vintage"]) == {"2024"}


def test_what_is_not_a_number_is_refused_with_its_value() -> None:
    """A text in the place of a number is named, and the others are kept."""
    made = _prepare("filosofi-communes", published.filosofi_communes({"62041": ("douze", "22110", "17,5")}))
    assert made.refused == 1
    assert made.remarks[0].value == "douze"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"A;B\n1;2\n", ColumnsMissing),
        (b"CODGEO;AUTRE\n62041;2\n", ColumnsMissing),
        (b"CODGEO;MED21\n01001;2\n", FileRefused),
        (b"CODGEO;MED21\n62041;2\n62041;3\n", FileRefused),
    ],
)
def test_file_of_another_form_is_refused(content: bytes, error: type[Exception]) -> None:
    """A file without its columns, without the territory, or with a code twice is refused as a whole."""
    with pytest.raises(error):
        _prepare("filosofi-communes", content)


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the producers' files are not on this machine")
@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("filosofi-communes", "insee_filosofi_2021_communes.csv"),
        ("filosofi-iris", "insee_filosofi_2021_iris_declare.csv"),
    ],
)
def test_reference_files_of_insee_give_the_embedded_values(key: str, name: str) -> None:
    """Insee's own files, read as published, give the values that the Atlas embeds."""
    made = _prepare(key, (REFERENCE / name).read_bytes())
    keys = ["level", "code", "indicator"]
    both = made.tables["figures"].merge(store.read("figures"), on=keys, suffixes=("", "_embedded"))
    shown = both[both["status"].eq("diffusé")]
    assert len(shown) >= 50 if key.endswith("communes") else len(shown) >= 40
    assert shown["value"].sub(shown["value_embedded"]).abs().max() < 0.051
    assert made.refused == 0
