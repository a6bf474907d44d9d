"""Values side by side as bars, in a table that a screen reader reads as well."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from data.formats import typography

_STYLE = """
<style>
  table.atlas-bars {width: 100%; border-collapse: collapse; font-size: .9rem; margin: 0 0 .35rem;}
  .atlas-bars caption {text-align: left; font-size: .82rem; opacity: .78; padding: 0 0 .2rem;}
  .atlas-bars th, .atlas-bars td {padding: .22rem 0; border: 0; vertical-align: middle; line-height: 1.25;}
  .atlas-bars th {font-weight: 400; text-align: left; padding-right: .6rem; width: 46%;}
  .atlas-bars td.atlas-bars-value {text-align: right; white-space: nowrap; padding-right: .6rem; width: 1%;
    font-variant-numeric: tabular-nums;}
  .atlas-bars td.atlas-bars-reason {font-style: italic; opacity: .78;}
  .atlas-bars td.atlas-bars-bar > span {display: block; height: .62rem; border-radius: 2px; min-width: 1px;
    background: color-mix(in srgb, currentColor 30%, transparent);}
  .atlas-bars tr.atlas-bars-strong th, .atlas-bars tr.atlas-bars-strong td {font-weight: 650;}
  .atlas-bars tr.atlas-bars-strong td.atlas-bars-bar > span {background: var(--atlas-bar, #2A8397);}
  .atlas-bars tr.atlas-bars-apart th, .atlas-bars tr.atlas-bars-apart td {
    border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding-bottom: .4rem;}
  .atlas-bars tr.atlas-bars-apart + tr > * {padding-top: .4rem;}
</style>
"""


@dataclass(frozen=True)
class Bar:
    """A line: its name, its value (NaN without one), how it is written, and how it stands out.

    `apart` draws a thin line under it.
    """

    name: str
    value: float
    text: str
    strong: bool = False
    apart: bool = False


def style() -> None:
    """Add the look of the bars; once a page, before the first."""
    st.html(_STYLE)


def show(bars: Sequence[Bar], *, caption: str = "") -> None:
    """Show bars from zero on, the greatest as wide as there is room."""
    greatest = max((abs(bar.value) for bar in bars if not np.isnan(bar.value)), default=0.0)
    rows = "".join(_row(bar, greatest) for bar in bars)
    head = f"<caption>{_safe(caption)}</caption>" if caption else ""
    st.html(f'<table class="atlas-bars">{head}<tbody>{rows}</tbody></table>')


def _safe(text: str) -> str:
    return html.escape(typography(text), quote=False)


def _row(bar: Bar, greatest: float) -> str:
    classes = " ".join(f"atlas-bars-{name}" for name in ("strong", "apart") if getattr(bar, name))
    head = f'<tr class="{classes}"><th scope="row">{_safe(bar.name)}</th>'
    if np.isnan(bar.value):
        return f'{head}<td class="atlas-bars-reason" colspan="2">{_safe(bar.text)}</td></tr>'
    width = 100 * abs(bar.value) / greatest if greatest else 0
    return (
        f'{head}<td class="atlas-bars-value">{_safe(bar.text)}</td>'
        f'<td class="atlas-bars-bar" aria-hidden="true"><span style="width:{width:.1f}%"></span></td></tr>'
    )
