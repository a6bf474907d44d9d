"""Typesetting: a typst template and its data become a tagged PDF, the same bytes for the same day.

Templates lie in `reports/templates/` and share `atlas.typ` (page frame, headings, tables, bars, mentions,
source lines). A template reads what it is given with ``#let data = json(bytes(sys.inputs.data))``: all
computation and all French sentences are made before, so that screen and paper say the same.
"""

import json
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from data.formats import day
from data.settings import settings
from reports.errors import TypesettingError

ROOT = Path(__file__).resolve().parent
TEMPLATES = ROOT / "templates"
FONTS = ROOT / "fonts"
# PDF/UA-1 (ISO 14289-1): tagged, titled, in a stated language, with a text in place of each picture.
STANDARD: Final = "ua-1"
# What stands for a character that the face does not have (an emoji in the name of a plan).
WITHOUT_GLYPH = "□"


def _territory() -> dict[str, Any]:
    """Return the names of the territory, and its number of communes."""
    of = settings()
    return {
        "territory": of.full.name,
        "territory_short": of.short.name,
        "the_territory_short": of.short.the,
        "commune_count": len(of.codes),
    }


def pdf(template: str, data: Mapping[str, Any], *, made_on: date) -> bytes:
    """Typeset a template with its data as an accessible PDF (PDF/UA-1).

    Parameters
    ----------
    template : str
        Name of a file of `reports/templates/` without its ending.
    data : mapping
        What the template shows: texts, whole and decimal numbers, booleans, None, lists and mappings of them;
        NaN and infinity become None, and a character that the face lacks becomes `WITHOUT_GLYPH`. A picture
        is the text of an SVG. `made_on`, in French, and the names of the territory are added to it.
    made_on : date
        The day written on the document; the same data and day give the same bytes.

    Returns
    -------
    bytes

    Raises
    ------
    TypesettingError
        If there is no such template, or it cannot be set with these data or the embedded fonts.

    Examples
    --------
    >>> shown = {"title": "Essai", "paragraphs": ["Une phrase."]}
    >>> pdf("plain", shown, made_on=date(2026, 11, 24))[:8]
    b'%PDF-1.7'
    """
    import typst

    path = TEMPLATES / f"{template}.typ"
    if not path.is_file():
        raise TypesettingError(template, "le modèle n’existe pas")
    inputs = {"data": json.dumps(_plain({**_territory(), **data, "made_on": day(made_on)}), ensure_ascii=False)}
    moment = datetime(made_on.year, made_on.month, made_on.day, 12, tzinfo=UTC)
    try:
        compiler = typst.Compiler(
            str(path),
            root=str(ROOT),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs=inputs,
        )
        document, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=[STANDARD], timestamp=int(moment.timestamp())
        )
    except typst.TypstError as error:
        raise TypesettingError(template, str(error).partition("\n")[0]) from error
    if warnings:
        # A missing glyph or font is only a warning to typst; on a page handed to an official it is a fault.
        raise TypesettingError(template, "; ".join(str(warning.message) for warning in warnings))
    if not isinstance(document, bytes):
        raise TypesettingError(template, "le modèle ne donne pas un document")
    return document


def _plain(value: Any) -> Any:
    """Return the value as JSON can hold it: no NaN, no infinity, no NumPy scalar, no tuple."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return "".join(letter if ord(letter) in _glyphs() or letter == "\n" else WITHOUT_GLYPH for letter in value)
    if hasattr(value, "item"):
        return _plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


@cache
def _glyphs() -> frozenset[int]:
    """Return the characters that every embedded weight can show."""
    from fontTools.ttLib import TTFont

    shared: set[int] | None = None
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as face:
            own = set(face.getBestCmap())
        shared = own if shared is None else shared & own
    return frozenset(shared or ())
