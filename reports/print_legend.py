"""The legend of a print map: one block for each thing that it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from data.formats import number
from geo.palettes import OUTLINE_ON_LIGHT
from reports.print_blocks import ITEM, QUIET, SMALL, Block, heading, paragraph, stack
from reports.print_canvas import Sheet
from reports.print_keys import circle_key, cross_key
from reports.print_signs import UNKNOWN_RADIUS, draw_dashes, draw_hatching, draw_mark, draw_unknown
from reports.print_spec import Fill, Marks, PrintMap
from reports.print_type import MM, width

_SWATCH: Final = (8.0, 4.6)
"""Width and height of a colour in the legend, millimetres."""
_MANY: Final = 6
"""Kinds of places above which they stand in two columns."""


def legend_blocks(spec: PrintMap, *, scale: float, room: float, biggest: float) -> list[Block]:
    """The blocks of a map's legend, from the top.

    Parameters
    ----------
    spec : PrintMap
        The map.
    scale : float
        Of type and signs.
    room : float
        Width of the column, millimetres.
    biggest : float
        Radius of the circle of the greatest value on the map, millimetres.
    """
    blocks: list[Block] = []
    hatching = _unknown(spec, spec.unpainted, _swatch, scale, room)
    if spec.fill is not None:
        blocks.append(stack([_classes(spec.fill, spec.unit_nouns[1], scale, room), *hatching], 1.3 * scale))
    elif spec.cross is not None:
        blocks.append(stack([cross_key(spec.cross, scale, room), *hatching], 2.0 * scale))
    if spec.circles is not None:
        parts = [circle_key(spec.circles, scale, room, biggest)]
        if spec.fill is None and spec.cross is None:
            parts += hatching
        parts += _unknown(spec, spec.uncircled, _disc, scale, room)
        blocks.append(stack(parts, 2.0 * scale))
    places = _places([marks for marks in spec.marks if len(marks.x)], scale, room)
    if spec.qpv is not None:
        places.append(_dashed(spec.qpv_label, scale, room))
    if places:
        blocks.append(stack(places, 1.1 * scale))
    return blocks


def _indent(scale: float) -> float:
    """Where the texts beside the signs begin."""
    return (_SWATCH[0] + 2.6) * scale


def _row(text: str, scale: float, room: float, sign: Callable[[Sheet, float, float], None]) -> Block:
    """A sign in the width of a swatch, and its text beside it."""
    indent = _indent(scale)
    words = paragraph(text, size=ITEM * scale, room=room - indent, leading=1.16)
    height = max(words.height, _SWATCH[1] * scale)

    def draw(sheet: Sheet, x: float, top: float) -> None:
        sign(sheet, x, top - _SWATCH[1] * scale / 2)
        words.draw(sheet, x + indent, top - max(0.0, (_SWATCH[1] - ITEM * MM) * scale / 2))

    return Block(height, draw)


def _classes(fill: Fill, noun: str, scale: float, room: float) -> Block:
    """The classes from the highest down, with the number of units in each."""
    head = heading(fill.title, scale, room)
    wide, high = _SWATCH[0] * scale, _SWATCH[1] * scale
    size, small = ITEM * scale, SMALL * scale
    counted = [number(count) for count in fill.counts]
    column = max([width(text, size, 400) for text in counted] + [width(noun, small, 400)]) if counted else 0.0
    indent, gap = _indent(scale), 6 * scale
    words = [paragraph(label, size=size, room=room - indent - gap - column, leading=1.12) for label in fill.labels]
    heights = [max(high, text.height + 0.8 * scale) for text in words]
    # The counts stand near the labels and not at the far edge, so that the eye need not travel.
    longest = max((width(label, size, 400) for label in fill.labels), default=0.0)
    edge = min(room, indent + longest + gap + column)
    lead = 1.6 * scale + (small * MM * 1.3 if counted else 0.0)
    drop = (high - size * MM) / 2

    def draw(sheet: Sheet, x: float, top: float) -> None:
        head.draw(sheet, x, top)
        top -= head.height + lead
        if counted:
            sheet.text(x + edge, top + 0.9 * scale, noun, size=small, colour=QUIET, align="right")
        first = top
        for i in range(len(words) - 1, -1, -1):
            sheet.box(x, top - heights[i], wide, heights[i], fill=fill.colours[i])
            words[i].draw(sheet, x + indent, top - drop)
            if counted:
                base = top - drop - 0.76 * size * MM
                sheet.text(x + edge, base, counted[i], size=size, colour=QUIET, align="right")
            top -= heights[i]
        sheet.box(x, top, wide, first - top, edge=OUTLINE_ON_LIGHT, line=0.5)

    return Block(head.height + lead + sum(heights), draw)


Sign = Callable[[Sheet, float, float], None]


def _unknown(
    spec: PrintMap,
    absent: NDArray[np.bool_],
    sign: Callable[[float, bool], Sign],
    scale: float,
    room: float,
) -> list[Block]:
    """What the hatching means, with the number of units that it covers."""
    secret = np.zeros(len(spec.units), dtype=np.bool_) if spec.secret is None else spec.secret
    rows = []
    for mask, withheld, text in (
        (absent & secret, True, "Secret statistique"),
        (absent & ~secret, False, spec.absent_label),
    ):
        if mask.any():
            rows.append(_row(f"{text} ({number(int(mask.sum()))})", scale, room, sign(scale, withheld)))
    return rows


def _swatch(scale: float, withheld: bool) -> Sign:
    def draw(sheet: Sheet, x: float, middle: float) -> None:
        wide, high = _SWATCH[0] * scale, _SWATCH[1] * scale
        patch = shapely.box(x, middle - high / 2, x + wide, middle + high / 2)
        draw_hatching(sheet, [patch], withheld=withheld)
        sheet.shapes([patch], edge=OUTLINE_ON_LIGHT, line=0.5)

    return draw


def _disc(scale: float, withheld: bool) -> Sign:
    def draw(sheet: Sheet, x: float, middle: float) -> None:
        draw_unknown(sheet, x + _SWATCH[0] * scale / 2, middle, UNKNOWN_RADIUS, withheld=withheld)

    return draw


def _places(kinds: list[Marks], scale: float, room: float) -> list[Block]:
    """One row a kind; in two columns when they are many and all short enough."""
    half = (room - 3 * scale) / 2
    short = all(width(_caption(kind), ITEM * scale, 400) + _indent(scale) <= half for kind in kinds)
    if len(kinds) <= _MANY or not short:
        return [_place(kind, scale, room) for kind in kinds]
    middle = (len(kinds) + 1) // 2
    left = stack([_place(kind, scale, half) for kind in kinds[:middle]], 1.1 * scale)
    right = stack([_place(kind, scale, half) for kind in kinds[middle:]], 1.1 * scale)

    def draw(sheet: Sheet, x: float, top: float) -> None:
        left.draw(sheet, x, top)
        right.draw(sheet, x + room - half, top)

    return [Block(left.height, draw)]


def _caption(marks: Marks) -> str:
    return f"{marks.label} ({number(len(marks.x))})"


def _place(marks: Marks, scale: float, room: float) -> Block:
    def draw(sheet: Sheet, x: float, middle: float) -> None:
        draw_mark(
            sheet,
            x + _SWATCH[0] * scale / 2,
            middle,
            radius=1.55 * scale,
            mark=marks.mark,
            colour=marks.colour,
        )

    return _row(_caption(marks), scale, room, draw)


def _dashed(label: str, scale: float, room: float) -> Block:
    def draw(sheet: Sheet, x: float, middle: float) -> None:
        wide, high = _SWATCH[0] * scale, _SWATCH[1] * scale * 0.8
        draw_dashes(sheet, [shapely.box(x + 0.4, middle - high / 2, x + wide - 0.4, middle + high / 2)])

    return _row(label, scale, room, draw)
