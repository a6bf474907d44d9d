"""Données: what the operators' registers hold is said, without any count of people."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.importers import actions, commit

REGISTER = (
    "Date;Opérateur;Commune;Personnes rencontrées;RSA – droits ouverts;RSA – euros par an\n"
    "09/01/2025;CCAS d’Arras;Arras;7;3;9876\n"
    "10/03/2025;PIMMS;Thélus;5;;\n"
)


@pytest.fixture(autouse=True)
def imports_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder that stands for what the user imports."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path / "importé"))


def _view() -> None:
    from ui.views import import_actions

    import_actions.show()


def _shown() -> str:
    app = AppTest.from_function(_view, default_timeout=60).run()
    assert not app.exception
    return "\n".join(str(one.value) for one in app.info).replace("\u202f", " ").replace("\u00a0", " ")


def test_a_register_in_use_is_told_by_its_actions_operators_and_period() -> None:
    """Two actions, two operators, three months: and neither the people met nor the rights opened."""
    assert _shown() == ""
    commit.commit(actions.prepare({"suivi.csv": REGISTER.encode()}, {"today": date(2025, 12, 1)}))
    said = _shown()
    assert "« suivi » : 2 actions de 2 opérateurs (CCAS d’Arras et PIMMS)" in said
    assert "du 9 janvier 2025 au 10 mars 2025, dans 2 communes" in said
    assert "9876" not in said
    assert "personnes" not in said


def test_a_register_that_is_rolled_back_is_not_told() -> None:
    """Only what is in use is."""
    commit.commit(actions.prepare({"suivi.csv": REGISTER.encode()}, {"today": date(2025, 12, 1)}))
    commit.rollback("actions-suivi")
    assert _shown() == ""
