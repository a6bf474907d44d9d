"""A map to print: one A4 sheet, or an area for a slide, as PNG, SVG or PDF.

The page has two parts: a column that says what is shown, how to read it and where it comes from, and the
territory, as large as the sheet allows. The column is set in smaller type when it is long, and refused when
it would no longer be read: nothing ever runs over or overlaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from data.formats import NARROW, day
from geo.palettes import ACCENT
from reports.errors import PrintMapError
from reports.print_blocks import QUIET, SMALL, Block, paragraph, stack
from reports.print_canvas import Format, Sheet, drawing
from reports.print_legend import legend_blocks
from reports.print_scale import scale_block
from reports.print_signs import INK
from reports.print_spec import Circles, Cross, Fill, Marks, PrintMap
from reports.print_territory import Projection, draw_territory, within_frame

__all__ = ["Circles", "Cross", "Fill", "Marks", "PrintMap", "render"]

Variant = Literal["page", "slide"]


@dataclass(frozen=True)
class _Layout:
    """Lengths in millimetres, `circle` being the greatest radius; scales of the column's type and of the
    names."""

    width: float
    height: float
    margin: float
    column: float
    gutter: float
    type_scale: float
    circle: float
    names: float
    titled: bool


_LAYOUTS: Final[dict[Variant, _Layout]] = {
    "page": _Layout(297, 210, 13, 80, 9, 1.0, 11.0, 1.0, True),
    "slide": _Layout(254, 142.875, 4, 74, 6, 1.25, 9.0, 1.0, False),
}
_SMALLEST: Final = 0.66
"""Below two thirds of its size, the type of the sources would fall under 4.5 points."""


def render(spec: PrintMap, *, format: Format, variant: Variant = "page", transparent: bool = False) -> bytes:
    """Draw a map and return the file.

    Parameters
    ----------
    spec : PrintMap
        What to show.
    format : str
        ``"png"`` (200 dots an inch), ``"svg"`` (text kept as text, with its font) or ``"pdf"`` (fonts
        embedded).
    variant : str
        ``"page"``: A4 landscape with title; ``"slide"``: 254 × 142.9 mm (16:9) without title, in larger type.
    transparent : bool
        Without the white ground.

    Returns
    -------
    bytes
        The same for the same specification. Safe to call from several threads, which then wait for one
        another.

    Raises
    ------
    PrintMapError
        For an unknown format or variant, or a legend too long for the sheet.
    """
    if format not in get_args(Format):
        raise PrintMapError(f"Format de carte inconnu{NARROW}: «{NARROW}{format}{NARROW}».")
    if variant not in _LAYOUTS:
        raise PrintMapError(f"Mise en page inconnue{NARROW}: «{NARROW}{variant}{NARROW}».")
    layout = _LAYOUTS[variant]
    with drawing():
        sheet = Sheet(layout.width, layout.height, None if transparent else "#FFFFFF")
        left = layout.margin + layout.column + layout.gutter
        frame = (left, layout.margin, layout.width - layout.margin, layout.height - layout.margin)
        projection = Projection.fit(spec, frame)
        spec = within_frame(spec, projection, frame)
        draw_territory(sheet, spec, projection, frame, type_scale=layout.names, biggest=layout.circle)
        _set_column(sheet, spec, layout, projection)
        return sheet.write(format, title=spec.title, subject=spec.subtitle, day=spec.date)


def _set_column(sheet: Sheet, spec: PrintMap, layout: _Layout, projection: Projection) -> None:
    """Set the column at the largest size that fits."""
    room = layout.height - 2 * layout.margin
    scale = layout.type_scale
    while scale >= _SMALLEST:
        top = _top(spec, layout, scale)
        bottom = _bottom(spec, layout, scale, projection)
        if top.height + bottom.height + 6 * scale <= room:
            top.draw(sheet, layout.margin, layout.height - layout.margin)
            bottom.draw(sheet, layout.margin, layout.margin + bottom.height)
            return
        scale -= 0.03
    raise PrintMapError(
        f"La légende de «{NARROW}{spec.title}{NARROW}» est trop longue pour la page{NARROW}: "
        "raccourcir les textes ou montrer moins de couches."
    )


def _top(spec: PrintMap, layout: _Layout, scale: float) -> Block:
    """The title and the legend."""
    room = layout.column
    parts: list[Block] = []
    if layout.titled:
        heading = []
        if spec.overline:
            heading.append(paragraph(spec.overline, size=8 * scale, room=room, weight=600, colour=ACCENT))
        heading.append(paragraph(spec.title, size=19 * scale, room=room, weight=700, leading=1.1, even=True))
        if spec.subtitle:
            heading.append(paragraph(spec.subtitle, size=10 * scale, room=room, colour=QUIET, even=True))
        parts.append(stack(heading, 2.6 * scale))
    parts += legend_blocks(spec, scale=scale, room=room, biggest=layout.circle)
    return stack(parts, 6.5 * scale)


def _bottom(spec: PrintMap, layout: _Layout, scale: float, projection: Projection) -> Block:
    """The scale, what must be known to read the map, the sources and the day of edition."""
    room = layout.column
    parts = [scale_block(projection.scale, type_scale=scale, room=room)]
    mentions = [*spec.mentions, *(["EXEMPLE FICTIF"] if spec.fictitious else [])]
    if mentions:
        parts.append(
            stack(
                [paragraph(text, size=7.8 * scale, room=room, weight=600, colour=INK) for text in mentions],
                0.8 * scale,
            )
        )
    edited = f"Édité le {day(spec.date)} · Projection Lambert-93"
    parts.append(
        stack(
            [
                paragraph(line, size=SMALL * scale, room=room, colour=QUIET)
                for line in (*spec.sources, edited)
                if line.strip()
            ],
            0.7 * scale,
        )
    )
    return stack(parts, 3.4 * scale)
