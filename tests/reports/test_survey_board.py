"""The committee's board of the barometer: there with one, absent without, and nothing on it that may not be told."""

from pathlib import Path

import pytest

from data.importers.barometer import example, prepare
from data.importers.commit import commit
from reports.committee import survey_board
from reports.committee.content import Presentation
from reports.committee.document import pdf
from reports.committee.slides import MOST_ROWS, pptx


def test_without_a_barometer_there_is_no_board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an import the committee sees no board of a survey."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    assert survey_board.board() is None


def test_the_fictitious_barometer_fills_a_board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows fit a slide, each with interval and respondents; both files are made, and marked."""
    from datetime import date

    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    commit(prepare({"barometre.xlsx": example()}, {}))
    board = survey_board.board()
    assert board is not None
    assert "estimation, de" in board.message
    assert board.table is not None
    assert 8 <= len(board.table.frame) <= MOST_ROWS
    assert board.table.frame["share"].str.contains(" (de ", regex=False).all()
    assert not board.table.frame["share"].str.contains("non publiable").any()
    of = Presentation("Essai", "", (board,), fictitious=True)
    assert pptx(of)[:2] == b"PK"
    assert pdf(of, made_on=date(2026, 11, 24))[:4] == b"%PDF"
