"""A chart of dots, each with its 95 % interval, which pages share: no figure looks surer than it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from data.formats import NARROW, number

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

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

    figure = go.Figure()
    heights = [_FIRST + _NEXT * (len(row.dots) - 1) + _REST + (_APART if len(row.dots) > 1 else 0) for row in rows]
    top = (56 if classes else 4) + (22 if level else 0)
    end = max((dot.high for row in rows for dot in row.dots), default=0.0) or 1.0
    end = max(end, level[0] if level else 0.0) * _BEYOND
    for rank, name in enumerate(classes):
        _legend(figure, rank, name)
    if level:
        _level(figure, level)
    start = 0
    for row, height in zip(rows, heights, strict=True):
        figure.add_annotation(
            x=0, y=start + _LABEL, text=row.label, xanchor="left", yanchor="middle", showarrow=False, xref="paper",
            font=_ink(),
        )  # fmt: skip
        for at, dot in enumerate(row.dots):
            _mark(figure, dot, start + _FIRST + _NEXT * at, row.label)
        start += height
    figure.update_layout(
        height=top + start + 34,
        margin={"l": 4, "r": 4, "t": top, "b": 30},
        separators=f",{NARROW}",
        dragmode=False,
        font={"size": 14},
        hoverlabel={"font": {"size": 14}},
        showlegend=bool(classes),
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False},
        yaxis={"range": [max(start, 1), 0], "visible": False, "fixedrange": True},
        xaxis={"range": [0, end], "zeroline": True, "fixedrange": True} | _axis(end, most, unit),
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


def _legend(figure: "Figure", rank: int, name: str) -> None:
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        marker={"color": _COLOURS[rank], "symbol": _SYMBOLS[rank], "size": 11},
        name=name,
        showlegend=True,
    )


def _level(figure: "Figure", level: tuple[float, str]) -> None:
    value, name = level
    figure.add_vline(x=value, line={"color": _QUIET_LINE, "width": 1, "dash": "dot"}, layer="below")
    figure.add_annotation(
        x=value, y=1, yref="paper", yanchor="bottom", text=name, xanchor="left", showarrow=False, font=_ink()
    )


def _mark(figure: "Figure", dot: Dot, y: float, label: str) -> None:
    colour = _COLOURS[dot.rank]
    figure.add_scatter(
        x=[dot.low, dot.high],
        y=[y, y],
        mode="lines",
        line={"color": colour, "width": 3},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=[dot.value],
        y=[y],
        mode="markers",
        marker={
            "color": colour,
            "size": 12,
            "symbol": _SYMBOLS[dot.rank] + ("-open" if dot.fragile else ""),
            "line": {"width": 2.5, "color": colour},
        },
        showlegend=False,
        hovertemplate=f"{label}<br>{dot.hover}<extra></extra>",
    )
    figure.add_annotation(
        x=dot.high, y=y, text=dot.text, xanchor="left", yanchor="middle", xshift=8, showarrow=False, font=_ink()
    )
