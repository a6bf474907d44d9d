"""The board of priorities of the committee."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from indicators.needs.priorities import priorities
from reports.committee import priorities_board

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("public", ["seniors", "menages_pauvres"])
def test_the_board_has_a_map_the_first_communes_and_their_places(public: str) -> None:
    """A public that the index does not know is shown for everybody."""
    board = priorities_board.board(public, made_on=DAY)
    assert board is not None
    assert board.picture is not None
    assert board.table is not None
    assert len(board.table.frame) == priorities_board.LISTED
    assert all(" à " in text for text in board.table.frame["rangs"])
    assert ("65 ans" in board.message) == (public == "seniors")
    assert "Insee" in board.sources[0]
    assert "Estimation" in board.mentions[0]


def test_no_ranking_no_board(monkeypatch: pytest.MonkeyPatch) -> None:
    """When nobody can be ranked, the presentation goes without."""
    of = priorities("ensemble", "commune", {})
    nobody: pd.DataFrame = of.study.table.assign(ranked=False)
    empty = replace(of, study=replace(of.study, table=nobody))
    monkeypatch.setattr(priorities_board, "priorities", lambda *_: empty)
    assert priorities_board.board("seniors", made_on=DAY) is None
