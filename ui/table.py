"""A table on screen: sortable, with French headings, its numbers aligned and its missing values said."""

from typing import Any

import pandas as pd
import streamlit as st

from reports.tables import Column, Table


def _config(column: Column) -> Any:
    if column.text:
        return st.column_config.TextColumn(column.heading, help=column.help or None)
    pattern = "localized" if not column.decimals else f"%.{column.decimals}f"
    return st.column_config.NumberColumn(column.heading, help=column.help or None, format=pattern)


def show(table: Table, *, key: str, height: int | str = "auto", select: str | None = None) -> str | None:
    """Show a table; with `select` (a column of codes), one row can be chosen: its code is returned."""
    frame: pd.DataFrame = table.frame[[column.name for column in table.columns]]
    config = {column.name: _config(column) for column in table.columns}
    if select is None:
        st.dataframe(frame, key=key, column_config=config, hide_index=True, height=height, alt=table.title)
        return None
    state = st.dataframe(
        frame,
        key=key,
        column_config=config,
        hide_index=True,
        height=height,
        alt=table.title,
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = state["selection"]["rows"]
    return str(table.frame[select].iloc[rows[0]]) if rows and rows[0] < len(table.frame) else None
