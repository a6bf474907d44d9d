"""A chart of dots, each with its 95 % interval, which pages share: no figure looks surer than it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from data.formats import NARROW, number

_QUIET: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
# Readable on the light page and on the dark one; told apart by their shape too.
_COLOURS = ("#2B97A4", "#7F67D2", "#D9740E")
_QUIET_LINE = "#8A9BA1"
_SYMBOLS = ("circle", "square", "diamond")
# Pixels, from the top of a row: its label, its first dot, then each other dot; and what parts it from the next row,
# so that a label is nearer to its own dots than to those above it.
_LABEL, _FIRST, _NEXT, _REST = 12, 31, 20, 21
_APART = 8
# How far the axis goes beyond the longest interval, to leave room for what is written after it.
_BEYOND = 1.75
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_TICKS = 6


@dataclass(frozen=True)
class Dot:
    """An estimate.

    Attributes
    ----------
    value, low, high : float
        With the ends of its 95 % interval, at least 0.
    text : str
        Written after the interval.
    hover : str
    fragile : bool
        Drawn hollow.
    rank : int
        Of the classes of the chart, the one that it is of: its colour and shape.
    """

    value: float
    low: float
    high: float
    text: str
    hover: str
    fragile: bool = False
    rank: int = 0


@dataclass(frozen=True)
class Row:
    """A label and its dots, one under the other."""

    label: str
    dots: tuple[Dot, ...]


def show(
    rows: Sequence[Row],
    *,
    key: str,
    alt: str,
    unit: str = "",
    most: float = math.inf,
    classes: Sequence[str] = (),
    level: tuple[float, str] | None = None,
) -> None:
    """Show the rows from top to bottom on one axis that begins at 0.

    Parameters
    ----------
    alt : str
        What the chart says, for those who do not see it.
    unit : str
        Written after the numbers of the axis: « % ».
    most : float
        The axis has no number beyond.
    classes : sequence of str
        What each rank is, for the legend; none when there is one class.
    level : (float, str), optional
        A value to hold the rows against, and its name.
    """
    import plotly.graph_objects as go

    heights = [_FIRST + _NEXT * (len(row.dots) - 1) + _REST + (_APART if len(row.dots) > 1 else 0) for row in rows]
    top = (56 if classes else 4) + (22 if level else 0)
    end = max((dot.high for row in rows for dot in row.dots), default=0.0) or 1.0
    end = max(end, level[0] if level else 0.0) * _BEYOND
    written: list[dict[str, Any]] = []
    placed: list[tuple[Dot, int, str]] = []
    start = 0
    for row, height in zip(rows, heights, strict=True):
        written.append({"x": 0, "y": start + _LABEL, "text": row.label, "xref": "paper"})
        placed += [(dot, start + _FIRST + _NEXT * at, row.label) for at, dot in enumerate(row.dots)]
        start += height
    written += [{"x": dot.high, "y": y, "text": dot.text, "xshift": 8} for dot, y, _ in placed]
    if level:
        written.append({"x": level[0], "y": 1, "yref": "paper", "yanchor": "bottom", "text": level[1]})
    shared = {"xanchor": "left", "yanchor": "middle", "showarrow": False, "font": _ink()}
    # Made at once, of few traces: Plotly checks each piece that is added, which is slow.
    figure = go.Figure(
        data=[trace for rank in range(len(_COLOURS)) for trace in _traces(placed, rank, classes)],
        layout={
            "height": top + start + 34,
            "margin": {"l": 4, "r": 4, "t": top, "b": 30},
            "separators": f",{NARROW}",
            "dragmode": False,
            "font": {"size": 14},
            "hoverlabel": {"font": {"size": 14}},
            "showlegend": bool(classes),
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False},
            "yaxis": {"range": [max(start, 1), 0], "visible": False, "fixedrange": True},
            "xaxis": {"range": [0, end], "zeroline": True, "fixedrange": True} | _axis(end, most, unit),
            "annotations": [shared | one for one in written],
            "shapes": [_level(level[0])] if level else [],
        },
    )
    st.plotly_chart(figure, key=key, config=_QUIET, alt=alt)


def _axis(end: float, most: float, unit: str) -> dict[str, Any]:
    marks = [one for one in ticks(end) if one <= most]
    decimals = (
        0 if all(one.is_integer() for one in marks) else 1 if all((10 * one).is_integer() for one in marks) else 2
    )
    # The last one alone has the unit: a phone has no room for more.
    written = [number(one, decimals) for one in marks[:-1]] + [number(one, decimals, unit) for one in marks[-1:]]
    return {"tickvals": marks, "ticktext": written}


def ticks(end: float) -> list[float]:
    """Return round numbers from 0 to `end`, six at most after 0.

    Examples
    --------
    >>> ticks(70), ticks(2.2)
    ([0.0, 20.0, 40.0, 60.0], [0.0, 0.5, 1.0, 1.5, 2.0])
    """
    power = 10.0 ** math.floor(math.log10(end / _MOST_TICKS))
    step = next(one * power for one in _STEPS if end / (one * power) <= _MOST_TICKS)
    return [round(step * at, 10) for at in range(int(end / step + 1e-9) + 1)]


def _ink() -> dict[str, str]:
    """Return the colour of the page's text: Plotly's own is paler than everybody can read."""
    return {"color": "#E6EEF0" if st.context.theme.type == "dark" else "#1A2A30"}


def _level(value: float) -> dict[str, Any]:
    line = {"color": _QUIET_LINE, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}


def _traces(placed: Sequence[tuple[Dot, int, str]], rank: int, classes: Sequence[str]) -> list[dict[str, Any]]:
    """Return the key of a class, where there are classes, then its intervals and marks, where it has dots."""
    own = [one for one in placed if one[0].rank == rank]
    named = rank < len(classes)
    if not own and not named:
        return []
    colour, symbol = _COLOURS[rank], _SYMBOLS[rank]
    intervals = {
        "type": "scatter",
        "mode": "lines",
        "x": [end for dot, _, _ in own for end in (dot.low, dot.high, None)],
        "y": [end for _, y, _ in own for end in (y, y, None)],
        "line": {"color": colour, "width": 3},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.value for dot, _, _ in own],
        "y": [y for _, y, _ in own],
        "text": [f"{label}<br>{dot.hover}" for dot, _, label in own],
        "marker": {
            "color": colour,
            "size": 12,
            "symbol": [symbol + ("-open" if dot.fragile else "") for dot, _, _ in own],
            "line": {"width": 2.5, "color": colour},
        },
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }
    # In the legend the mark is full, whatever the first estimate is.
    key = {
        "type": "scatter",
        "mode": "markers",
        "x": [None],
        "y": [None],
        "name": classes[rank] if named else "",
        "marker": {"color": colour, "symbol": symbol, "size": 11},
        "showlegend": True,
    }
    return [*([key] if named else []), *([intervals, marks] if own else [])]
