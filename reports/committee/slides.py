"""The presentation as an editable PPTX: real titles, native charts and tables, sources on each slide and in notes."""

import io
import re
from typing import TYPE_CHECKING, Any

from data.formats import NO_BREAK, is_missing, number, typography
from data.settings import settings
from reports.committee.content import Board, Chart, Figure, Picture, Presentation
from reports.tables import FICTITIOUS, Column, Table

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide

FONT = "Calibri"
INK, QUIET, ACCENT, EMBER, LINE, SURFACE = "1A2A30", "4D626A", "0B6478", "C8642B", "D5DEE0", "F3F6F6"
# Inches, on a slide of 13.333 × 7.5.
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6
CONTENT_TOP, CONTENT_BOTTOM = 2.1, 6.55
MOST_ROWS = 12
LONG_MESSAGE = 220
# Office's own « Title Only » layout: its title is a real one, which a screen reader and the outline find.
TITLE_ONLY = 5
_BOLD = re.compile(r"(\*\*.+?\*\*)")


def pptx(of: Presentation) -> bytes:
    """Return the presentation as a PPTX."""
    import pptx as office
    from pptx.util import Inches

    deck = office.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.core_properties.title = of.title
    deck.core_properties.author = "Atlas aller-vers"
    deck.core_properties.language = "fr-FR"
    _cover(deck, of)
    for rank, board in enumerate(of.boards, start=2):
        _board(deck, board, rank, fictitious=of.fictitious)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    digits = colour.removeprefix("#")
    make: Any = RGBColor  # python-pptx has types in parts only
    return make(*bytes.fromhex(digits))


def _write(
    frame: Any, text: str, *, size: float, colour: str = INK, bold: bool = False, align: str = "left", mark: str = ""
) -> None:
    """Write a text, whose **…** is bold, as one paragraph of a frame, after a mark that stands out."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    first = not frame.text and len(frame.paragraphs) == 1 and not frame.paragraphs[0].runs
    paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
    paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}[align]
    parts = [(f"{mark}{NO_BREAK} ", EMBER, True)] if mark else []
    for part in _BOLD.split(typography(text)):
        strong = part.startswith("**")
        parts.append((part.strip("*") if strong else part, colour, bold or strong))
    for words, of_colour, heavy in parts:
        if not words:
            continue
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.name = Pt(size), FONT
        run.font.bold = heavy
        run.font.color.rgb = _rgb(of_colour)
        run._r.get_or_add_rPr().set("lang", "fr-FR")


def _box(slide: "Slide", left: float, top: float, width: float, height: float) -> Any:
    from pptx.util import Inches

    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _title(slide: "Slide", text: str, *, top: float, size: float, height: float = 0.6) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    shape = slide.shapes.title
    assert shape is not None, "the layout has a title"
    shape.left, shape.top = Inches(MARGIN), Inches(top)
    shape.width, shape.height = Inches(WIDTH - 2 * MARGIN), Inches(height)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _write(frame, text, size=size, bold=True)


def _rule(slide: "Slide", top: float) -> None:
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Inches

    line = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(MARGIN), Inches(top), Inches(0.9), Inches(0.05))
    line.fill.solid()
    line.fill.fore_color.rgb = _rgb(ACCENT)
    line.line.fill.background()
    _alternative(line, "")


def _alternative(shape: Any, text: str) -> None:
    """Set the text that stands for a picture, a chart or a table; "" marks a decoration."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", text)


def _cover(deck: "Deck", of: Presentation) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _write(_box(slide, MARGIN, 1.5, 11, 0.4), "Territoires zéro non-recours", size=16, colour=ACCENT, bold=True)
    _title(slide, of.title, top=2.0, size=40, height=1.5)
    _rule(slide, 3.7)
    frame = _box(slide, MARGIN, 3.95, 11.5, 1.2)
    _write(frame, of.subtitle, size=20, colour=QUIET)
    _write(frame, f"{settings().full.name} – comité de pilotage", size=20, colour=QUIET)
    if of.fictitious:
        _write(_box(slide, MARGIN, 5.6, 11, 0.5), FICTITIOUS, size=22, colour=EMBER, bold=True)


def _board(deck: "Deck", board: Board, rank: int, *, fictitious: bool) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _title(slide, board.title, top=0.4, size=30)
    _rule(slide, 1.06)
    # A message of three lines at 17 points would touch what stands below it.
    size = 17 if len(board.message) <= LONG_MESSAGE else 15
    _write(_box(slide, MARGIN, 1.2, WIDTH - 2 * MARGIN, 0.75), board.message, size=size)
    top = CONTENT_TOP
    if board.figures:
        _figures(slide, board.figures, top)
        top += 1.6
    if board.picture is not None:
        beside = board.table is not None
        _picture(slide, board.picture, MARGIN, 8.1 if beside else WIDTH - 2 * MARGIN)
        if board.table is not None:
            _table(slide, board.table, 8.95, top, WIDTH - MARGIN - 8.95)
    elif board.chart is not None:
        _chart(slide, board.chart, top)
    elif board.table is not None:
        _table(slide, board.table, MARGIN, top, WIDTH - 2 * MARGIN)
    _foot(slide, board, rank, fictitious=fictitious)
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = typography("\n".join([*board.sources, *board.mentions]))


def _figures(slide: "Slide", figures: tuple[Figure, ...], top: float) -> None:
    room = (WIDTH - 2 * MARGIN) / len(figures)
    for rank, figure in enumerate(figures):
        frame = _box(slide, MARGIN + rank * room, top + 0.1, room - 0.25, 1.4)
        _write(frame, figure.value, size=26 if len(figures) > 3 else 34, colour=ACCENT, bold=True)
        _write(frame, figure.label, size=14)
        if figure.note:
            _write(frame, figure.note, size=11, colour=QUIET)


def _picture(slide: "Slide", picture: Picture, left: float, room: float) -> None:
    from pptx.util import Inches

    height = CONTENT_BOTTOM - CONTENT_TOP
    shape = slide.shapes.add_picture(io.BytesIO(picture.png()), Inches(left), Inches(CONTENT_TOP))
    ratio = shape.width / shape.height
    width = min(room, height * ratio)
    shape.width, shape.height = Inches(width), Inches(width / ratio)
    shape.top = Inches(CONTENT_TOP + (height - width / ratio) / 2)
    _alternative(shape, picture.text)


def cell_text(value: Any, column: Column) -> str:
    """Return a cell as it is written; « n. d. » for a missing value."""
    if value is None or is_missing(value):
        return "n. d."
    return str(value) if column.text else number(float(value), column.decimals)


def _table(slide: "Slide", table: Table, left: float, top: float, width: float) -> None:
    from pptx.util import Inches, Pt

    frame = table.frame.head(MOST_ROWS)
    rows, columns = len(frame) + 1, len(table.columns)
    height = min(0.36 * rows, CONTENT_BOTTOM - top)
    shape = slide.shapes.add_table(rows, columns, Inches(left), Inches(top), Inches(width), Inches(height))
    _alternative(shape, table.title)
    grid = shape.table
    grid.horz_banding = False
    size = 12 if width > 6 else 11
    weights = [_weight(frame[column.name].tolist(), column) for column in table.columns]
    for at, column in enumerate(table.columns):
        grid.columns[at].width = Inches(width * weights[at] / sum(weights))
        texts = [column.heading, *(cell_text(value, column) for value in frame[column.name])]
        for line, text in enumerate(texts):
            cell: Any = grid.cell(line, at)
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _rgb(SURFACE if line == 0 else "FFFFFF")
            align = "left" if column.text else "right"
            _write(cell.text_frame, text, size=size, bold=line == 0, align=align, colour=QUIET if line == 0 else INK)
    for row in grid.rows:
        row.height = int(Inches(height) / rows)
    if len(table.frame) > MOST_ROWS:
        note = f"Les {MOST_ROWS} premières lignes sur {len(table.frame)} ; le tableau entier se télécharge."
        _write(_box(slide, left, top + height + Pt(4).inches, width, 0.3), note, size=10, colour=QUIET)


def _weight(values: list[Any], column: Column) -> float:
    """Return how wide a column should be beside the others, from the length of its texts."""
    longest = max((len(cell_text(value, column)) for value in values), default=0)
    return float(min(max(longest, len(column.heading) * 0.6, 8), 60))


def _chart(slide: "Slide", chart: Chart, top: float) -> None:
    from pptx.chart import data
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Inches, Pt

    make: Any = data.CategoryChartData
    content = make(number_format="0" if not chart.decimals else "0." + "0" * chart.decimals)
    content.categories = list(chart.categories)
    for series in chart.series:
        content.add_series(series.name, series.values)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if chart.kind == "bars" else XL_CHART_TYPE.LINE_MARKERS
    shapes: Any = slide.shapes
    shape = shapes.add_chart(
        kind, Inches(MARGIN), Inches(top), Inches(WIDTH - 2 * MARGIN), Inches(CONTENT_BOTTOM - top), content
    )
    _alternative(shape, chart_text(chart))
    drawn = shape.chart
    drawn.font.size, drawn.font.name = Pt(13), FONT
    drawn.font.color.rgb = _rgb(INK)
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.TOP
        drawn.legend.include_in_layout = False
    drawn.value_axis.has_major_gridlines = True
    drawn.value_axis.major_gridlines.format.line.color.rgb = _rgb(LINE)
    drawn.value_axis.format.line.fill.background()
    drawn.value_axis.minimum_scale = 0
    for axis, text in ((drawn.value_axis, chart.unit), (drawn.category_axis, chart.axis)):
        axis.has_title = bool(text)
        if text:
            _write(axis.axis_title.text_frame, text, size=12, colour=QUIET)
    plot = drawn.plots[0]
    if chart.kind == "bars":
        plot.gap_width, plot.overlap = 70, -5
    plot.has_data_labels = True
    plot.data_labels.number_format = "0" if not chart.decimals else "0." + "0" * chart.decimals
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.font.size = Pt(12)
    for series, given in zip(plot.series, chart.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _rgb(given.colour)


def chart_text(chart: Chart) -> str:
    """Return the chart as a sentence, for who cannot see it."""
    said = []
    for series in chart.series:
        values = ", ".join(
            f"{category} {number(value, chart.decimals, chart.unit)}"
            for category, value in zip(chart.categories, series.values, strict=True)
        )
        said.append(f"{series.name} : {values}")
    return typography(". ".join(said) + ".")


def _foot(slide: "Slide", board: Board, rank: int, *, fictitious: bool) -> None:
    mark, mentions = FICTITIOUS if fictitious else "", " ".join(board.mentions)
    sources = "Sources : " + " ; ".join(board.sources) if board.sources else ""
    # The foot holds about 400 characters at 9 points, whatever font stands in for ours.
    length = len(mark) + len(mentions) + len(sources)
    size = next((points for points, most in ((9, 400), (8, 600)) if length <= most), 7)
    frame = _box(slide, MARGIN, 6.6, WIDTH - 2 * MARGIN - 0.9, 0.85)
    if mark or mentions:
        _write(frame, mentions, size=size, colour=QUIET, mark=mark)
    if sources:
        _write(frame, sources, size=size, colour=QUIET)
    _write(_box(slide, WIDTH - MARGIN - 1, 7.05, 1, 0.3), str(rank), size=10, colour=QUIET, align="right")
