"""The presentation on screen: one board at a time, as the committee sees it."""

import textwrap
from datetime import date

import streamlit as st

from data import store
from data.formats import plural, typography
from indicators import barometer
from outreach.scenarios import Scenario
from reports.committee import boards
from reports.committee.content import Board, Chart, Figure, Presentation
from ui import page, table

_AT = "tableau"


@st.cache_data(show_spinner="Préparation de la présentation…", max_entries=32)
def _presentation(name: str, scenario: Scenario | None, made_on: date, fingerprint: str) -> Presentation:
    if scenario is None:
        return boards.diagnosis(made_on=made_on)
    return boards.presentation(name, scenario, made_on=made_on)


@st.cache_data(show_spinner="Dessin de la carte…", max_entries=64)
def _drawn(name: str, rank: int, scenario: Scenario | None, made_on: date, fingerprint: str) -> bytes:
    picture = _presentation(name, scenario, made_on, fingerprint).boards[rank].picture
    return b"" if picture is None else picture.png()


def presentation(name: str, scenario: Scenario | None) -> Presentation:
    """Return the presentation of a plan, of the territory without one; made once for the same plan, tables and day."""
    return _presentation(name, scenario, date.today(), _content())  # noqa: DTZ011 (the reader's own day)


def _content() -> str:
    """Return what changes when the tables or the barometer do."""
    return f"{store.fingerprint()} {barometer.version()}"


def _step(by: int, count: int) -> None:
    st.session_state[_AT] = min(max(int(st.session_state.get(_AT, 1)) + by, 1), count)


def show(name: str, scenario: Scenario | None, of: Presentation) -> None:
    """Show the board that is chosen, with what leads to the others."""
    count = len(of.boards)
    rank = st.select_slider(
        "Tableau",
        list(range(1, count + 1)),
        format_func=lambda at: f"{at}. {of.boards[at - 1].title}",
        key=_AT,
    )
    with st.container(horizontal=True):
        st.button("Précédent", icon=":material/arrow_back:", on_click=_step, args=(-1, count), disabled=rank == 1)
        st.button("Suivant", icon=":material/arrow_forward:", on_click=_step, args=(1, count), disabled=rank == count)
    board = of.boards[rank - 1]
    with st.container(border=True):
        if of.fictitious:
            st.warning("EXEMPLE FICTIF", icon=":material/science:")
        st.header(typography(board.title), anchor=False)
        page.answer(board.message)
        if board.figures:
            _figures(board.figures)
        _proof(name, rank, scenario, board)
        page.source(" ".join(board.mentions), "Sources : " + " ; ".join(board.sources) if board.sources else "")


def _figures(figures: tuple[Figure, ...]) -> None:
    for column, figure in zip(st.columns(len(figures)), figures, strict=True):
        column.metric(typography(figure.label), figure.value)
        if figure.note:
            column.caption(typography(figure.note))


def _proof(name: str, rank: int, scenario: Scenario | None, board: Board) -> None:
    if board.picture is not None:
        left, right = st.columns([3, 2], gap="large", vertical_alignment="center")
        png = _drawn(name, rank - 1, scenario, date.today(), _content())  # noqa: DTZ011
        with left.container(key="atlas-paper"):
            st.image(png, caption=board.picture.text, width="stretch")
        if board.table is not None:
            with right:
                table.show(board.table, key=f"comite-{rank}")
    elif board.chart is not None:
        _chart(board.chart, key=f"comite-{rank}")
        if board.table is not None:
            table.show(board.table, key=f"comite-tableau-{rank}")
    elif board.table is not None:
        table.show(board.table, key=f"comite-{rank}")


def _chart(chart: Chart, *, key: str) -> None:
    import plotly.graph_objects as go

    from reports.committee.slides import chart_text

    figure = go.Figure()
    for series in chart.series:
        mark = {"name": series.name, "x": [_wrapped(name) for name in chart.categories], "y": series.values}
        if chart.kind == "bars":
            figure.add_bar(**mark, marker_color=series.colour, texttemplate=f"%{{y:,.{chart.decimals}f}}")
        else:
            figure.add_scatter(**mark, mode="lines+markers", line_color=series.colour)
    figure.update_layout(
        height=380,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        separators=",\u202f",
        legend={"orientation": "h", "y": 1.12, "x": 0},
        showlegend=len(chart.series) > 1,
        yaxis={"title": chart.unit, "rangemode": "tozero", "tickformat": ",d"},
        xaxis={"title": chart.axis, "tickangle": 0, "tickfont": {"size": 11}},
        hovermode=False,
    )
    st.plotly_chart(figure, key=key, config={"displayModeBar": False, "staticPlot": True}, alt=chart_text(chart))


def _wrapped(text: str) -> str:
    """Return a label on lines short enough to stand under a bar of a narrow screen."""
    return "<br>".join(textwrap.wrap(text, 11))


def cost(scenario: Scenario) -> float | None:
    """Let the reader enter what a half-day costs; None when left empty."""
    return st.number_input(
        "Coût d’une demi-journée de guichet (€)",
        min_value=0.0,
        max_value=10_000.0,
        value=scenario.cost_per_half_day,
        step=10.0,
        placeholder="Non renseigné",
        key="cout",
        help="Hypothèse de la cheffe ou du chef de projet. Sans elle, aucun coût n’est calculé.",
    )


def summary(scenario: Scenario) -> str:
    """Say what the plan holds, in one sentence."""
    tours = scenario.tours.get("visits")
    planned = f" et {plural(float(tours), 'visite')} planifiées en quatre semaines" if tours else ""
    return (
        f"Le plan propose **{plural(len(scenario.places), 'guichet')}**{planned} ; "
        "il se présente ici, en diaporama modifiable et en PDF."
    )
