"""Pieces of a column of print: a height known before they are drawn, so that nothing runs over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from reports.print_canvas import Sheet
from reports.print_signs import INK
from reports.print_type import MM, Weight, balance, wrap

QUIET: Final = "#4A5A60"
HEAD: Final = 9.6
ITEM: Final = 8.8
SMALL: Final = 7.0
"""Sizes of type, points, before they are scaled to the room."""


@dataclass(frozen=True)
class Block:
    """A piece of a column: its height in millimetres, and how it is drawn from its upper left corner."""

    height: float
    draw: Callable[[Sheet, float, float], None]


def paragraph(
    text: str,
    *,
    size: float,
    room: float,
    weight: Weight = 400,
    colour: str = INK,
    leading: float = 1.24,
    even: bool = False,
) -> Block:
    """A text broken into lines, of even lengths when asked for."""
    lines = (balance if even else wrap)(text, size, weight, room)
    step = size * leading * MM

    def draw(sheet: Sheet, x: float, top: float) -> None:
        for n, line in enumerate(lines):
            sheet.text(x, top - 0.76 * size * MM - n * step, line, size=size, weight=weight, colour=colour)

    return Block(size * MM + (len(lines) - 1) * step, draw)


def stack(blocks: list[Block], gap: float) -> Block:
    """Blocks one under another."""

    def draw(sheet: Sheet, x: float, top: float) -> None:
        for block in blocks:
            block.draw(sheet, x, top)
            top -= block.height + gap

    return Block(sum(block.height for block in blocks) + gap * max(0, len(blocks) - 1), draw)


def heading(title: str, scale: float, room: float) -> Block:
    """The title of a part of the legend."""
    return paragraph(title, size=HEAD * scale, room=room, weight=600, leading=1.18, even=True)
