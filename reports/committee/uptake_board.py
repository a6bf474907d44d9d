"""The non-take-up that public data let expect, on one board for the committee."""

from indicators.uptake.expected import expected
from reports import uptake_tables
from reports.committee.content import Board
from reports.sentences import attendu as sentences


def board() -> Board | None:
    """Return the board; None when nothing can be estimated."""
    of = expected()
    if not of.drawn:
        return None
    shown = uptake_tables.by_benefit_shown(of)
    return Board(
        "Le non-recours attendu",
        sentences.answer(of),
        table=shown,
        sources=shown.sources,
        mentions=shown.mentions,
    )
