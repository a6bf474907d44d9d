"""The presentation as a PDF: the same boards, one a page, tagged and typeset."""

from datetime import date
from typing import Any

from data.formats import number, typography
from reports import typesetting
from reports.committee.content import Board, Chart, Presentation
from reports.committee.slides import MOST_ROWS, cell_text, chart_text
from reports.tables import Table


def pdf(of: Presentation, *, made_on: date) -> bytes:
    """Return the presentation as a PDF, one board a page in 16:9.

    Raises
    ------
    reports.errors.TypesettingError
    """
    data = {
        "title": typography(of.title),
        "subtitle": typography(of.subtitle),
        "fictitious": of.fictitious,
        "boards": [_board(board) for board in of.boards],
    }
    return typesetting.pdf("committee", data, made_on=made_on)


def _board(board: Board) -> dict[str, Any]:
    picture = board.picture
    return {
        "title": typography(board.title),
        "message": typography(board.message),
        "figures": [
            {"value": figure.value, "label": typography(figure.label), "note": typography(figure.note)}
            for figure in board.figures
        ],
        "chart": None if board.chart is None else _chart(board.chart),
        "table": None if board.table is None else _table(board.table),
        "picture": None if picture is None else {"svg": picture.svg(), "text": typography(picture.text)},
        "sources": [typography(line) for line in board.sources],
        "mentions": [typography(line) for line in board.mentions],
    }


def _chart(chart: Chart) -> dict[str, Any]:
    """Return the bars as shares of the highest, with their labels written."""
    known = [value for series in chart.series for value in series.values if value is not None]
    highest = max(known, default=0.0) or 1.0
    return {
        "text": chart_text(chart),
        "axis": typography(chart.axis),
        "series": [{"name": typography(series.name), "colour": series.colour} for series in chart.series],
        "groups": [
            {
                "label": typography(category),
                "bars": [
                    {
                        "share": None if series.values[at] is None else float(series.values[at] or 0) / highest,
                        "label": number(series.values[at], chart.decimals, chart.unit),
                        "colour": series.colour,
                    }
                    for series in chart.series
                ],
            }
            for at, category in enumerate(chart.categories)
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    frame = table.frame.head(MOST_ROWS)
    rows = [
        [typography(cell_text(value, column)) for value, column in zip(row, table.columns, strict=True)]
        for row in frame[[column.name for column in table.columns]].itertuples(index=False)
    ]
    left = len(table.frame) - len(rows)
    return {
        "heads": [typography(column.heading) for column in table.columns],
        "numeric": [not column.text for column in table.columns],
        "rows": rows,
        "note": f"Les {MOST_ROWS} premières lignes sur {len(table.frame)}." if left > 0 else "",
    }
