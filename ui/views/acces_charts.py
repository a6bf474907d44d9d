"""The charts of the page Accès: people by minutes, people by opening hours of their nearest place."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from data.formats import NARROW, minutes, number
from geo import palettes
from indicators.demand import demand
from indicators.far_zones import COUNTED
from indicators.publics import PUBLICS
from indicators.reach import Reach, minutes_of_share, shares_by
from reports.access_hours_tables import hours_labels
from reports.tables import Table

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_QUIET: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
# Readable on the light page and on the dark one.
_EVERYBODY = "#71848B"
_FEW, _OTHERS = "#D9740E", "#2B97A4"
_DASHES = {"jeunes": "solid", "monoparents": "dash", "rsa_ppa_de": "dot", "seniors": "dashdot"}
_LONGEST = 120


def _draw(figure: "Figure", key: str, alt: str) -> None:
    figure.update_layout(separators=f",{NARROW}", dragmode=False, font={"size": 14}, hoverlabel={"font": {"size": 14}})
    st.plotly_chart(figure, key=key, config=_QUIET, alt=alt)


def by_minutes(of: Reach, public: str, threshold: float, alt: str) -> None:
    """Show the share of everybody and of each public within each number of minutes."""
    import plotly.graph_objects as go

    last = minutes_of_share(of.minutes, demand("population").value, 0.995)
    end = min(max(threshold + 5, math.ceil(min(last, _LONGEST) / 5) * 5), _LONGEST)
    bounds = np.arange(0, end + 1, 1 if end <= 60 else 2)
    names = {"population": "Toute la population"} | {one.key: one.short for one in PUBLICS}
    figure = go.Figure()
    for key in COUNTED:
        share = shares_by(of.minutes, demand(key).value, bounds.tolist()) * 100
        chosen = key == public
        figure.add_scatter(
            x=bounds,
            y=share.round(1),
            name=names[key],
            mode="lines",
            line={
                "color": palettes.PUBLICS.get(key, _EVERYBODY),
                "width": 4 if chosen else 2,
                "dash": _DASHES.get(key, "solid"),
            },
            hovertemplate="%{y:.0f} %",
        )
    figure.add_vline(x=threshold, line={"color": _EVERYBODY, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=threshold,
        y=0,
        yref="paper",
        yanchor="bottom",
        text=minutes(threshold),
        showarrow=False,
        xanchor="left",
        xshift=4,
    )
    figure.update_layout(
        height=380,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        hovermode="x unified",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis={"title": {"text": f"Minutes estimées {of.mode.label_fr}"}, "range": [0, end], "showgrid": False},
        yaxis={"range": [0, 101], "ticksuffix": NARROW + "%", "rangemode": "tozero"},
    )
    figure.update_xaxes(unifiedhovertitle={"text": "En %{x} min ou moins"})
    _draw(figure, "acces_curve", alt)


def by_hours(table: Table, alt: str) -> None:
    """Show the people by the weekly hours of their nearest place, the fewest hours on top."""
    import plotly.graph_objects as go

    frame = table.frame
    unknown = ~frame["hours"].isin(hours_labels())
    figure = go.Figure(
        go.Bar(
            x=frame["people"],
            y=frame["hours"],
            orientation="h",
            text=[
                f"{number(people)} ({number(share, 0)}{NARROW}%)"
                for people, share in zip(frame["people"], frame["share"], strict=True)
            ],
            textposition="auto",
            cliponaxis=False,
            marker={
                "color": [_FEW if rank == 0 else _OTHERS for rank in range(len(frame))],
                "pattern": {"shape": ["/" if hidden else "" for hidden in unknown], "fgcolor": "#FFFFFF"},
            },
            hoverinfo="skip",
        )
    )
    figure.update_layout(
        height=90 + 44 * len(frame),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"visible": False, "range": [0, float(frame["people"].max()) * 1.25 or 1]},
        yaxis={"autorange": "reversed", "ticks": "", "title": None},
        bargap=0.28,
    )
    _draw(figure, "acces_hours", alt)
