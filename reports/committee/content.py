"""The content of a presentation, before any form: each board has a message, what proves it, and its sources."""

from dataclasses import dataclass
from typing import Literal

from reports.print_map import render
from reports.print_spec import PrintMap
from reports.tables import Table


@dataclass(frozen=True)
class Figure:
    """A number that is shown large: already written in French, with what it is and where it comes from."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Series:
    """One series of a chart; None where there is no value."""

    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True)
class Chart:
    """A chart that stays a chart: bars side by side, or a line.

    Attributes
    ----------
    kind : {"bars", "line"}
    categories : tuple of str
        One for each value of a series.
    unit : str
        Of the values: « % », « personnes ».
    decimals : int
    axis : str
        What the categories are.
    """

    kind: Literal["bars", "line"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    decimals: int = 0
    axis: str = ""


@dataclass(frozen=True)
class Picture:
    """A map of the presentation, drawn when a form asks for it, and the text that stands for it."""

    spec: PrintMap
    text: str

    def png(self) -> bytes:
        """Draw it for a slide or a screen."""
        return render(self.spec, format="png", variant="slide", transparent=True)

    def svg(self) -> str:
        """Draw it for a typeset page."""
        return render(self.spec, format="svg", variant="slide", transparent=True).decode()


@dataclass(frozen=True)
class Board:
    """One slide.

    Attributes
    ----------
    title : str
        Short.
    message : str
        The one sentence that the committee should keep; **…** is bold.
    figures, chart, table, picture : optional
        What proves it; at most one of chart, table and picture beside the figures, or a picture and a table.
    sources, mentions : tuple of str
    """

    title: str
    message: str
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    picture: Picture | None = None
    sources: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Presentation:
    """The boards under one title; `fictitious` marks every board « EXEMPLE FICTIF »."""

    title: str
    subtitle: str
    boards: tuple[Board, ...]
    fictitious: bool = False
