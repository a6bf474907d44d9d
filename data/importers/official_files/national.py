"""National files of millions of rows: only the lines that name the territory are kept, before anything is parsed."""

import re

from data.formats import number
from data.importers import geography, safety
from data.importers.remark import Remark


def trimmed(content: bytes) -> tuple[bytes, tuple[Remark, ...]]:
    """Return a text file as it is, or its header and the lines that hold a commune or IRIS code of the territory.

    Only a file of more lines than one import may have is cut: the numbers of its lines are then those of what is
    left, which is said.
    """
    lines = content.count(b"\n")
    if lines <= safety.MAX_ROWS:
        return content, ()
    codes = sorted(geography.gazetteer().names["commune"])
    # A commune's code, or an IRIS's that begins by it; any other number that holds those figures is something else.
    # The figure before is looked at afterwards: the search then leaps to the first letters of the codes.
    areas = re.compile(rb"(?:" + "|".join(map(re.escape, codes)).encode() + rb")(?:\d{4})?(?!\d)")
    start = content.find(b"\n") + 1
    kept, at = [content[:start].rstrip(b"\r\n")], start
    while (found := areas.search(content, at)) is not None:
        if content[found.start() - 1 : found.start()].isdigit():
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
