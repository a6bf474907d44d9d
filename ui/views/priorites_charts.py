"""The charts of the page Priorités: places with their intervals, what moves the ranking, two weightings."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data.formats import NARROW, capital, typography
from geo import palettes
from indicators.needs.priorities import SURE
from reports.sentences.priorites_words import chance, ordinal

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from reports.tables import Table
    from ui.views.priorites import Found

_QUIET: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
# Readable on the light page and on the dark one.
_FIRM, _OPEN, _LINE = "#2B97A4", "#D9740E", "#71848B"


def draw(figure: "Figure", *, key: str, alt: str) -> None:
    """Show a chart that stays where it is."""
    figure.update_layout(
        separators=f",{NARROW}",
        dragmode=False,
        font={"size": 13},
        hoverlabel={"font": {"size": 13}},
        margin={"l": 8, "r": 12, "t": 8, "b": 8},
    )
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    st.plotly_chart(figure, key=key, config=_QUIET, alt=alt)


def intervals(found: "Found", area: str | None, most: int) -> None:
    """Show the places of the first areas and the intervals that hold nine draws in ten."""
    import plotly.graph_objects as go

    of, count = found.of, found.count
    shown = of.ranked.head(most)
    if area is not None and area in of.ranked.index and area not in shown.index:
        shown = pd.concat([shown, of.ranked.loc[[area]]])
    sure = shown[f"top_{count}"].round(2) >= SURE
    names = [_short(found, str(code), area) for code in shown.index]
    figure = go.Figure()
    for kept, colour, label in ((sure, _FIRM, "quels que soient les choix"), (~sure, _OPEN, "en débat ou au-delà")):
        rows = shown[kept]
        if rows.empty:
            continue
        figure.add_scatter(
            x=rows["place"],
            y=[name for name, there in zip(names, kept, strict=True) if there],
            mode="markers",
            # The first place lies on the edge of the chart of many cells.
            cliponaxis=False,
            name=typography(label),
            marker={"size": 10, "color": colour},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (rows["high"] - rows["place"]).clip(lower=0),
                "arrayminus": (rows["place"] - rows["low"]).clip(lower=0),
                "color": colour,
                "thickness": 2,
                "width": 4,
            },
            customdata=[
                [ordinal(place), ordinal(low), ordinal(high), chance(value)]
                for place, low, high, value in zip(
                    rows["place"], rows["low"], rows["high"], rows[f"top_{count}"], strict=True
                )
            ],
            hovertemplate=typography(
                "%{y} : %{customdata[0]}, de la %{customdata[1]} à la %{customdata[2]} place<br>"
                f"parmi les {count} : %{{customdata[3]}}<extra></extra>"
            ),
        )
    figure.add_vline(x=count + 0.5, line={"color": _LINE, "width": 1, "dash": "dot"})
    figure.update_layout(
        height=90 + 24 * len(shown),
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        xaxis={"title": {"text": "Rang"}, "rangemode": "tozero", "showgrid": True},
        yaxis={"autorange": "reversed", "categoryorder": "array", "categoryarray": names, "title": None, "ticks": ""},
    )
    first = shown.iloc[0]
    alt = (
        f"Rang et intervalle de rangs des {len(shown)} premiers territoires. {names[0]} : "
        f"{ordinal(float(first['place']))}, de la {ordinal(float(first['low']))} à la {ordinal(float(first['high']))}."
    )
    draw(figure, key=f"priorites-rangs-{of.level}", alt=typography(alt))


def _short(found: "Found", code: str, area: str | None) -> str:
    """Return a name that is unique and fits beside the chart."""
    if found.of.level == "commune":
        name = found.name(code)
    elif found.of.level == "iris":
        from geo import territory

        ground = territory.load()
        name = ground.iris[code].name
        if sum(one.name == name for one in ground.iris.values()) > 1:
            # Two of a name would be one line of the chart.
            name = f"{name} ({ground.communes[ground.commune_of(code)].name})"
        if len(name) > 26:
            name = name[:25] + "…"
    else:
        name = f"{found.name(code)} {code[-14:].replace('E', ' E')}"
    return f"<b>{name}</b>" if code == area else name


def shares(table: "Table", alt: str) -> None:
    """Show the Sobol indices of each choice, alone and with the others."""
    import plotly.graph_objects as go

    frame = table.frame
    figure = go.Figure()
    for column, label, colour in (("total", "avec les autres choix", "#9DB9BE"), ("seul", "à lui seul", _FIRM)):
        figure.add_bar(
            y=frame["choix"],
            x=frame[column],
            orientation="h",
            name=label,
            marker={"color": colour},
            texttemplate=f"%{{x:.0f}}{NARROW}%",
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    figure.update_layout(
        height=80 + 58 * max(len(frame), 1),
        barmode="group",
        bargap=0.3,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "reversed"},
        xaxis={"visible": False, "range": [0, float(frame["total"].max()) * 1.2 if len(frame) else 1]},
        yaxis={"autorange": "reversed", "title": None, "ticks": ""},
    )
    draw(figure, key="priorites-choix", alt=alt)


def slopes(table: "Table", count: int, labels: tuple[str, str], alt: str) -> None:
    """Show the areas of either first list, from their place with some weights to that with others."""
    import plotly.graph_objects as go

    frame = table.frame
    shown = frame[(frame["avant"] <= count) | (frame["apres"] <= count)].sort_values("avant")
    figure = go.Figure()
    for row in shown.to_dict("records"):
        colour = _FIRM if row["gain"] > 0 else _OPEN if row["gain"] < 0 else palettes.OUTLINE_ON_DARK
        figure.add_scatter(
            x=[0, 1],
            y=[row["avant"], row["apres"]],
            mode="lines+markers+text",
            line={"color": colour, "width": 2},
            text=[row["nom"], row["nom"]],
            textposition=["middle left", "middle right"],
            hoverinfo="skip",
            showlegend=False,
        )
    lowest = float(max(shown["avant"].max(), shown["apres"].max())) if len(shown) else count
    figure.add_hline(y=count + 0.5, line={"color": _LINE, "width": 1, "dash": "dot"})
    figure.update_layout(
        height=140 + 22 * int(lowest),
        xaxis={
            "range": [-0.9, 1.9],
            "tickvals": [0, 1],
            "ticktext": [capital(label) for label in labels],
            "side": "top",
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={"range": [lowest + 1, 0], "title": {"text": "Rang"}, "dtick": 5, "showgrid": False, "zeroline": False},
    )
    draw(figure, key="priorites-pentes", alt=alt)
