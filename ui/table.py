"""A table on screen: sortable, with French headings and numbers, its missing values said."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.formats import number
from reports.tables import Column, Table

STYLED_CELLS = 4_000
"""Up to so many cells, numbers are written here; beyond, the browser writes them in its own language."""
MISSING = "–"
_CHARACTER, _PADDING = 7.6, 18
"""Pixels of a character of a cell, and around its text."""


def _config(column: Column, written_here: bool) -> Any:
    if column.text:
        return st.column_config.TextColumn(column.heading, help=column.help or None)
    if written_here:
        return st.column_config.NumberColumn(column.heading, help=column.help or None)
    step = 10.0**-column.decimals
    return st.column_config.NumberColumn(column.heading, help=column.help or None, format="localized", step=step)


def _written(decimals: int, value: Any) -> str:
    return number(value, decimals)


def _french(frame: pd.DataFrame, columns: tuple[Column, ...]) -> Any:
    """Write the numbers as French does, and leave them numbers to sort by."""
    patterns: Any = {column.name: partial(_written, column.decimals) for column in columns if not column.text}
    return frame.style.format(patterns, na_rep=MISSING)


def show(
    table: Table,
    *,
    key: str,
    height: int | str = "auto",
    select: str | None = None,
    chosen: str | None = None,
    on_select: Callable[[str | None], None] | None = None,
    whole: str | None = None,
) -> str | None:
    """Show a table; with `select` (a column of codes), one row can be chosen: its code is returned.

    Parameters
    ----------
    chosen
        With `on_select`, the code whose row is shown as chosen.
    on_select
        Called before the run that a choice causes, with the code, or None when the choice is undone.
    whole
        A column of texts that is wide enough for the longest of them, where the table is narrow.
    """
    columns = table.columns
    frame: pd.DataFrame = table.frame[[column.name for column in columns]]
    # The browser cuts decimals where it should round.
    frame = frame.round({column.name: column.decimals for column in columns if not column.text})
    here = frame.size <= STYLED_CELLS and not all(column.text for column in columns)
    config = {column.name: _config(column, here) for column in columns}
    if whole is not None:
        config[whole]["width"] = int(_CHARACTER * table.frame[whole].str.len().max() + _PADDING)
    shared: dict[str, Any] = {
        "key": key,
        "column_config": config,
        "hide_index": True,
        "height": height,
        "alt": table.title,
        "placeholder": MISSING,
    }
    if select is None:
        st.dataframe(_french(frame, columns) if here else frame, **shared)
        return None
    codes = table.frame[select].tolist()

    def code_of(state: Any) -> str | None:
        rows = state["selection"]["rows"] if state else []
        return str(codes[rows[0]]) if rows and rows[0] < len(codes) else None

    if on_select is not None:
        wanted = [codes.index(chosen)] if chosen in codes else []
        if st.session_state.get(key, {"selection": {"rows": []}})["selection"]["rows"] != wanted:
            st.session_state[key] = {"selection": {"rows": wanted, "columns": [], "cells": []}}

    def selected() -> None:
        if on_select is not None:
            on_select(code_of(st.session_state[key]))

    state = st.dataframe(
        _french(frame, columns) if here else frame,
        on_select=selected if on_select is not None else "rerun",
        selection_mode="single-row",
        **shared,
    )
    return code_of(state)
