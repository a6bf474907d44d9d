"""National files of millions of rows: only the lines that name the territory are kept, before anything is parsed."""

import csv
import re

from data.formats import number
from data.importers import geography, safety, text
from data.importers.remark import Remark

# Beyond this many cells, reading the rows of the whole country only to leave them takes seconds.
MANY_CELLS = 500_000
_LONGEST_HEADER = 100_000  # in bytes: less than the csv module takes in one cell


def header(content: bytes) -> list[str]:
    """Return the cells of the first line of a text file; none when it is not one."""
    end = content.find(b"\n", 0, _LONGEST_HEADER)
    first = content[: max(end, 0)].decode("utf-8-sig", errors="replace").rstrip("\r")
    try:
        return next(csv.reader([first], delimiter=text.separator(first)), [])
    except csv.Error:  # whoever reads the whole file says what is wrong with it
        return []


def trimmed(content: bytes, *, coded: bool = False) -> tuple[bytes, tuple[Remark, ...]]:
    """Return a text file as it is, or its header and the lines that hold a commune or IRIS code of the territory.

    Only a file of more lines or cells than one import may have is cut: the numbers of its lines are then those of
    what is left, which is said.

    Parameters
    ----------
    coded : bool
        Every row is known to name its commune or its IRIS by its code: a file of `MANY_CELLS` is cut already.
    """
    lines = content.count(b"\n")
    cells = lines * len(header(content))
    if lines <= safety.MAX_ROWS and cells <= (min(MANY_CELLS, safety.MAX_CELLS) if coded else safety.MAX_CELLS):
        return content, ()
    codes = sorted(geography.gazetteer().names["commune"])
    # A commune's code, or an IRIS's that begins by it; any other number that holds those figures is something else.
    # The figure before is looked at afterwards: the search then leaps to the first letters of the codes.
    # The cells of a grid that straddle a border name several communes in one run of figures, five to each.
    areas = re.compile(rb"(?:" + "|".join(map(re.escape, codes)).encode() + rb")(?:\d{4}|(?:\d{5})+)?(?!\d)")
    start = content.find(b"\n") + 1
    kept, at = [content[:start].rstrip(b"\r\n")], start
    while (found := areas.search(content, at)) is not None:
        if _figures_before(content, found.start()) % 5:
            at = found.start() + 1
            continue
        first, last = content.rfind(b"\n", 0, found.start()) + 1, content.find(b"\n", found.end())
        at = len(content) if last < 0 else last
        kept.append(content[first:at].rstrip(b"\r"))
    message = (
        f"fichier national de {number(lines)} lignes : seules les {number(len(kept) - 1)} qui nomment une commune du "
        "territoire sont lues ; les numéros de ligne sont ceux de cet extrait"
    )
    return b"\n".join([*kept, b""]), (Remark("à savoir", None, "", "", message),)


def _figures_before(content: bytes, position: int) -> int:
    start = position
    while start > 0 and content[start - 1 : start].isdigit():
        start -= 1
    return position - start
