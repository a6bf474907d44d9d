"""The two drawn keys of a legend: the square of two variables, and the nest of circles."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely

from data.formats import number
from geo.palettes import OUTLINE_ON_LIGHT
from reports.print_blocks import ITEM, QUIET, SMALL, Block, heading, paragraph
from reports.print_canvas import Sheet
from reports.print_signs import INK, draw_circle, radii_of
from reports.print_spec import Circles, Cross
from reports.print_type import MM, balance, width


def cross_key(cross: Cross, scale: float, room: float) -> Block:
    """The nine colours, the first variable growing to the right and the second upwards."""
    cell = 9.6 * scale
    side = 3 * cell
    size, small = ITEM * scale * 0.95, SMALL * scale
    upward = balance(cross.y_title, size, 600, 1.35 * side)
    rightward = balance(cross.x_title, size, 600, room * 0.62)
    line = size * 1.14 * MM
    ticks = max((width(text, small, 400) for text in cross.y_ticks), default=0.0)
    indent = len(upward) * line + 2.2 * scale + (ticks + 1.2 * scale if ticks else 0.0)
    under = (small * MM * 1.25 if cross.x_ticks else 0.0) + 2.2 * scale + len(rightward) * line
    beside = room - indent - side - 4 * scale
    # Under the square where the space beside it is too narrow for words.
    below = beside < 18 * scale
    reading = paragraph(cross.reading, size=SMALL * 1.1 * scale, room=room if below else beside, colour=QUIET)
    height = max(side, *(width(text, size, 600) for text in upward), 0.0 if below else reading.height)

    def draw(sheet: Sheet, x: float, top: float) -> None:
        left, floor = x + indent, top - height
        for code, colour in enumerate(cross.colours):
            sheet.box(left + code % 3 * cell, floor + code // 3 * cell, cell, cell, fill=colour)
        sheet.box(left, floor, side, side, edge=OUTLINE_ON_LIGHT, line=0.5)
        for n, text in enumerate(cross.y_ticks):
            y = floor + (n + 1) * cell - 0.33 * small * MM
            sheet.text(left - 1.0 * scale, y, text, size=small, colour=QUIET, align="right")
        axis = left - (ticks + 2.2 * scale if ticks else 1.2 * scale)
        _arrow(sheet, (axis, floor), (axis, floor + side), scale)
        for n, text in enumerate(upward):
            across = axis - 1.2 * scale - (len(upward) - 1 - n) * line
            sheet.text(across, floor, text, size=size, weight=600, colour=INK, angle=90)
        base = floor
        if cross.x_ticks:
            base -= small * MM * 1.05
            for n, text in enumerate(cross.x_ticks):
                sheet.text(left + (n + 1) * cell, base, text, size=small, colour=QUIET, align="center")
        base -= 1.4 * scale
        _arrow(sheet, (left, base), (left + side, base), scale)
        for n, text in enumerate(rightward):
            sheet.text(left, base - 0.8 * scale - 0.8 * size * MM - n * line, text, size=size, weight=600, colour=INK)
        if below:
            reading.draw(sheet, x, floor - under - 2 * scale)
        else:
            reading.draw(sheet, left + side + 4 * scale, floor + side)

    return Block(height + under + (reading.height + 2 * scale if below else 0.0), draw)


def _arrow(sheet: Sheet, start: tuple[float, float], end: tuple[float, float], scale: float) -> None:
    """A thin arrow along one axis of the page."""
    sheet.lines([np.array([start, end])], colour=INK, line=0.7)
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    aside = np.array([-along[1], along[0]])
    tip = np.array(end) + along * 0.9 * scale
    back = tip - along * 2.0 * scale
    sheet.shapes([shapely.Polygon([tip, back + aside * 0.75 * scale, back - aside * 0.75 * scale])], fill=INK)


def circle_key(circles: Circles, scale: float, room: float, biggest: float) -> Block:
    """Circles of round values inside one another, each with its value."""
    head = heading(circles.title, scale, room)
    greatest = float(np.nanmax(circles.values, initial=0.0))
    values = round_values(greatest)
    decimals = 0 if all(value == int(value) for value in values) else 1
    radii = radii_of(np.array(values), greatest, biggest * circles.shrink).tolist()
    size = ITEM * scale
    step = size * MM * 1.2
    outer = max(radii, default=0.0)
    # The texts keep their distance though the tops of small circles lie close.
    drops = [0.0]
    for one, other in pairwise(radii):
        drops.append(drops[-1] + max(step, 2 * (one - other)))
    height = max(2 * outer, (drops[-1] if values else 0.0) + size * MM) + 0.6 * scale
    lead = 3.2 * scale

    def draw(sheet: Sheet, x: float, top: float) -> None:
        head.draw(sheet, x, top)
        top -= head.height + lead
        middle, floor = x + outer, top - 2 * outer
        for value, radius, drop in zip(values, radii, drops, strict=True):
            sheet.circle(middle, floor + radius, radius, fill="#FFFFFF")
            draw_circle(sheet, middle, floor + radius, radius, circles.colour)
            crest, level = floor + 2 * radius, top - drop
            turn, stop = x + 2 * outer + 1.5 * scale, x + 2 * outer + 5 * scale
            sheet.lines([np.array([(middle, crest), (turn, crest), (stop, level)])], colour=QUIET, line=0.45)
            sheet.text(stop + 1.0 * scale, level - 0.33 * size * MM, number(value, decimals), size=size, colour=INK)

    return Block(head.height + lead + height, draw)


def round_values(greatest: float) -> list[float]:
    """Up to three round values that a circle legend shows, from the largest; none above the greatest.

    Examples
    --------
    >>> round_values(42875)
    [40000.0, 10000.0, 2000.0]
    >>> round_values(3)
    [3.0]
    """
    values: list[float] = []
    for share in (1.0, 0.25, 0.05):
        aim = greatest * share if not values else values[0] * share
        if aim <= 0:
            break
        power = 10.0 ** np.floor(np.log10(aim) + 1e-9)
        value = float(np.floor(aim / power + 1e-9) * power)
        if greatest >= 1 and value < 1:
            break
        if value not in values:
            values.append(value)
    return values
