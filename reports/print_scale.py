"""The scale bar and the north arrow of a print map."""

from __future__ import annotations

from typing import Final

import shapely

from data.formats import NO_BREAK, number
from reports.print_blocks import SMALL, Block
from reports.print_canvas import Sheet
from reports.print_signs import INK
from reports.print_type import MM, width

_LENGTHS: Final = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
"""Lengths that a bar may stand for, metres."""
_LONGEST: Final = 48.0
"""Of the bar on the paper, millimetres."""


def bar_length(scale: float, room: float) -> int:
    """The longest of the round lengths whose bar fits, in metres.

    Parameters
    ----------
    scale : float
        Millimetres on the paper for a metre on the ground.
    room : float
        Width for the bar, millimetres.

    Examples
    --------
    >>> bar_length(1 / 120, 45.0)
    5000
    """
    return max((length for length in _LENGTHS if length * scale <= room), default=_LENGTHS[0])


def scale_block(scale: float, *, type_scale: float, room: float) -> Block:
    """A north arrow, and a bar of two halves under its three figures.

    The map is in Lambert-93: at Arras its north and true north differ by less than a fifth of a degree, and
    a length on it by about 0.04 %, so both are drawn without correction.
    """
    north = 9.0 * type_scale
    length = bar_length(scale, min(room - north - 12 * type_scale, _LONGEST))
    size = SMALL * 1.1 * type_scale
    unit, divisor = ("km", 1000) if length >= 1000 else ("m", 1)
    height = 8.4 * type_scale

    def figure(metres: float) -> str:
        value = metres / divisor
        return number(value, 0 if value == int(value) else 1)

    def draw(sheet: Sheet, x: float, top: float) -> None:
        floor = top - height
        _needle(sheet, x + 2.2 * type_scale, floor, height, type_scale)
        left, half, thick = x + north, length * scale / 2, 1.1 * type_scale
        sheet.box(left, floor, half, thick, fill=INK)
        sheet.box(left + half, floor, half, thick, fill="#FFFFFF")
        sheet.box(left, floor, 2 * half, thick, edge=INK, line=0.5)
        level = floor + thick + 1.2 * type_scale
        sheet.text(left, level, "0", size=size, colour=INK, align="center")
        sheet.text(left + half, level, figure(length / 2), size=size, colour=INK, align="center")
        # The unit hangs outside, so that the figure alone stands over the end of the bar.
        end = figure(length)
        hung = left + 2 * half - width(end, size, 400) / 2
        sheet.text(hung, level, f"{end}{NO_BREAK}{unit}", size=size, colour=INK)

    return Block(height, draw)


def _needle(sheet: Sheet, x: float, floor: float, height: float, type_scale: float) -> None:
    """A slim arrow, one half dark, under the letter N."""
    size = SMALL * 1.15 * type_scale
    top = floor + height - 0.9 * size * MM
    wide = 1.5 * type_scale
    notch = floor + 1.1 * type_scale
    dark = shapely.Polygon([(x, top), (x - wide, floor), (x, notch)])
    pale = shapely.Polygon([(x, top), (x + wide, floor), (x, notch)])
    sheet.shapes([dark], fill=INK, edge=INK, line=0.4)
    sheet.shapes([pale], fill="#FFFFFF", edge=INK, line=0.4)
    sheet.text(x, top + 0.25 * size * MM, "N", size=size, weight=600, colour=INK, align="center")
