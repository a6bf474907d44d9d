"""The territories of a map by name: how one is listed, found again and carried over to another level."""

import re
from functools import lru_cache

from data import store
from geo import territory
from geo.territory import UnknownArea
from indicators.around import parts

WHOLE = "cua"
"""In the lists, no territory in particular."""
_TABLES = ("communes", "iris", "grid")
_CELL = re.compile(r"N(\d+)E(\d+)$")


def area_label(code: str, level: str) -> str:
    """Return the name of a territory in the lists, unique at a level."""
    known = territory.load()
    match = _CELL.search(code)
    if match:
        return f"Carreau N{match[1]} E{match[2]} ({known.communes[known.commune_of(code)].name})"
    if level == "iris" and code in known.communes:
        return f"{known.label(code)}, toute la commune"
    return known.label(code)


def carried(code: str, level: str) -> str:
    """Return what stands for a territory at another level: its commune, or its only IRIS.

    Raises
    ------
    UnknownArea
    """
    known = territory.load()
    commune = known.commune_of(code)
    if level == "carreau":
        return code if code == commune or _CELL.search(code) else commune
    if level == "commune":
        return commune
    if code in known.iris:
        return code
    inside = parts(commune, "iris")
    return inside[0] if len(inside) == 1 else commune


def areas(level: str, *more: str) -> dict[str, str]:
    """Return the territories that can be chosen at a level, by code: all communes and IRIS, cells on demand."""
    listed = _always(level, store.fingerprint(*_TABLES))
    added = {code: area_label(code, level) for code in more if code != WHOLE and code not in listed}
    return _sorted(listed | added) if added else dict(listed)


def _sorted(named: dict[str, str]) -> dict[str, str]:
    return dict(sorted(named.items(), key=lambda item: territory.sort_key(item[1])))


@lru_cache(maxsize=8)
def _always(level: str, fingerprint: str) -> dict[str, str]:
    known = territory.load()
    listed = dict.fromkeys(carried(code, level) for code in known.communes)
    if level == "iris":
        listed |= dict.fromkeys(known.iris)
    return _sorted({code: area_label(code, level) for code in listed})


def recognised(asked: str, level: str) -> str | None:
    """Return the code, at a level, of a territory given by its code or by its name at any level."""
    known = territory.load()
    match = re.search(r"N(\d{7}) ?E(\d{7})", asked)
    code = f"CRS3035RES200mN{match[1]}E{match[2]}" if match else asked
    if not match and code not in known.communes and code not in known.iris:
        named = {area_label(code, "iris"): code for code in (*known.communes, *known.iris)}
        named |= {area.name: code for code, area in known.communes.items()}
        code = named.get(asked, asked)
    try:
        return carried(code, level)
    except UnknownArea:
        return None
