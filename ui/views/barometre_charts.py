"""The charts of the page Baromètre: a dot and its interval for each share, so that none looks surer than it is."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import streamlit as st

from data.formats import NARROW, NO_BREAK, number
from indicators.barometer import Finding, Panel
from indicators.publics import PUBLICS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_QUIET: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
# Readable on the light page and on the dark one; told apart by their shape too.
_COLOURS = ("#2B97A4", "#6D53C3", "#D9740E")
_SYMBOLS = ("circle", "square", "diamond")
_ROW = 52
# An answer told of one class alone compares nothing: it is in the table.
_FEWEST_CLASSES = 2
_SHORT = {one.key: one.short for one in PUBLICS}


def shares(panel: Panel, *, key: str, alt: str) -> None:
    """Show the findings that have a figure, the largest on top, each with its interval and respondents."""
    shown = panel.shown
    figure = _figure(shown)
    for row, one in enumerate(shown):
        _label(figure, row, _SHORT.get(one.key, one.label))
        _mark(
            figure,
            row,
            one,
            0,
            f"{number(one.share, 0)}{NO_BREAK}%{_doubt(one)} · n{NO_BREAK}={NO_BREAK}{number(one.n)}",
        )
    _draw(figure, len(shown), [one.high or 0.0 for one in shown], key, alt)


def compared(panels: tuple[Panel, ...]) -> list[tuple[str, str]]:
    """Return the key and label of the answers that have a figure in several classes."""
    shown = Counter((one.key, one.label) for panel in panels for one in panel.shown)
    return [answer for answer, classes in shown.items() if classes >= _FEWEST_CLASSES]


def classes(panels: tuple[Panel, ...], *, key: str, alt: str) -> None:
    """Show the answers that have a figure in several classes, a dot a class."""
    known = [{one.key: one for one in panel.shown} for panel in panels]
    answers = compared(panels)
    answers.sort(key=lambda answer: -max((of[answer[0]].share or 0.0) for of in known if answer[0] in of))
    figure = _figure(answers)
    highs = [of[answer].high or 0.0 for of in known for answer, _ in answers if answer in of]
    for at, panel in enumerate(panels):
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            marker={"color": _COLOURS[at], "symbol": _SYMBOLS[at], "size": 11},
            name=f"{panel.title}{_size(panel)}",
            showlegend=True,
        )
    for row, (answer, label) in enumerate(answers):
        _label(figure, row, label)
        for at, of in enumerate(known):
            if answer in of:
                one = of[answer]
                _mark(figure, row, one, at, f"{number(one.share, 0)}{NO_BREAK}%{_doubt(one)}", below=0.24 * at - 0.04)
    figure.update_layout(
        showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False}
    )
    _draw(figure, len(answers), highs, key, alt, row=86, top=56)


def _size(panel: Panel) -> str:
    n = next((one.n for one in panel.findings if one.n is not None), None)
    return "" if n is None else f" (n{NO_BREAK}={NO_BREAK}{number(n)})"


def _doubt(one: Finding) -> str:
    return " (fragile)" if one.fragile else ""


def _figure(rows: Any) -> "Figure":
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.update_layout(yaxis={"range": [len(rows) - 0.35, -0.65], "visible": False}, showlegend=False)
    return figure


def _label(figure: "Figure", row: int, text: str) -> None:
    figure.add_annotation(
        x=0, y=row - 0.28, text=text, xanchor="left", yanchor="middle", showarrow=False, xref="paper", font=_ink()
    )


def _ink() -> dict[str, str]:
    """Return the colour of the page's text: Plotly's own is paler than everybody can read."""
    return {"color": "#E6EEF0" if st.context.theme.type == "dark" else "#1A2A30"}


def _mark(figure: "Figure", row: int, one: Finding, at: int, text: str, *, below: float = 0.0) -> None:
    share, low, high = one.share or 0.0, one.low or 0.0, one.high or 0.0
    y = row + 0.1 + below
    colour = _COLOURS[at]
    figure.add_scatter(
        x=[low, high], y=[y, y], mode="lines", line={"color": colour, "width": 3}, hoverinfo="skip", showlegend=False
    )
    figure.add_scatter(
        x=[share],
        y=[y],
        mode="markers",
        marker={
            "color": colour,
            "size": 12,
            "symbol": _SYMBOLS[at] + ("-open" if one.fragile else ""),
            "line": {"width": 2.5, "color": colour},
        },
        showlegend=False,
        hovertemplate=(
            f"{one.label}<br>{number(share, 1)}{NO_BREAK}% (de {number(low, 1)} à {number(high, 1)})"
            f"<br>{one.reliability}<extra></extra>"
        ),
    )
    figure.add_annotation(
        x=high, y=y, text=text, xanchor="left", yanchor="middle", xshift=8, showarrow=False, font=_ink()
    )


def _draw(
    figure: "Figure", rows: int, highs: list[float], key: str, alt: str, *, row: int = _ROW, top: int = 4
) -> None:
    end = min(160.0, max(highs, default=10.0) * 1.75)
    figure.update_layout(
        height=top + 34 + row * rows,
        margin={"l": 4, "r": 4, "t": top, "b": 30},
        separators=f",{NARROW}",
        dragmode=False,
        font={"size": 14},
        hoverlabel={"font": {"size": 14}},
        xaxis={
            "range": [0, end],
            "tickvals": [tick for tick in _ticks(end) if tick <= 100],
            "zeroline": True,
            "fixedrange": True,
        },
    )
    figure.update_yaxes(fixedrange=True)
    st.plotly_chart(figure, key=key, config=_QUIET, alt=alt)


def _ticks(end: float) -> list[float]:
    step = next(one for one in (2, 5, 10, 20, 25, 50) if end / one <= 6)
    return [float(step * at) for at in range(int(end / step) + 1)]
