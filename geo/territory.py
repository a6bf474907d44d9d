"""The territory: its communes and IRIS by name, what lies in what, and where people live."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data import store
from geo.errors import GeoError

LEVELS = {"commune": "Commune", "iris": "IRIS", "carreau": "Carreau de 200 m"}


class UnknownArea(GeoError):
    """A code that the territory does not have."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Le territoire n’a pas de commune ni d’IRIS de code « {code} ».")


@dataclass(frozen=True)
class Area:
    """A commune or an IRIS."""

    code: str
    name: str
    level: str
    commune: str


@dataclass(frozen=True)
class Territory:
    """Names and hierarchy of the communes and IRIS, and the inhabited cells.

    Attributes
    ----------
    communes, iris : dict
        Code to `Area`, sorted by name in French order.
    cells : DataFrame
        One row an inhabited cell, in the order of the table: id, commune, imputed, x, y (EPSG:2154
        metres, the cell's centre) and Insee's counts; no geometry.
    """

    communes: dict[str, Area]
    iris: dict[str, Area]
    cells: pd.DataFrame

    def area(self, code: str) -> Area:
        """Return the area of a code.

        Raises
        ------
        UnknownArea
        """
        found = self.communes.get(code) or self.iris.get(code)
        if found is None:
            raise UnknownArea(code)
        return found

    def label(self, code: str) -> str:
        """Return a name that stands alone: « Arras », « Ronville (Arras) », « Carreau à Athies »."""
        if code in self.communes:
            return self.communes[code].name
        if code in self.iris:
            area = self.iris[code]
            whole = self.communes[area.commune].name
            return whole if area.name == whole else f"{area.name} ({whole})"
        if code in self._commune_of_cell:
            return f"Carreau à {self.communes[self._commune_of_cell[code]].name}"
        raise UnknownArea(code)

    def codes(self, level: str) -> list[str]:
        """Return the codes of a level, sorted."""
        if level == "carreau":
            return list(self.cells["id"])
        return sorted(self.communes if level == "commune" else self.iris)

    def commune_of(self, code: str) -> str:
        """Return the code of the commune that holds an area or a cell."""
        if code in self._commune_of_cell:
            return self._commune_of_cell[code]
        return self.area(code).commune

    @cached_property
    def _commune_of_cell(self) -> dict[str, str]:
        return dict(zip(self.cells["id"], self.cells["commune"], strict=True))

    @property
    def cell_xy(self) -> NDArray[np.float64]:
        """The centres of the cells, float[n, 2], EPSG:2154 metres."""
        return self.cells[["x", "y"]].to_numpy(dtype=float)


def sort_key(name: str) -> str:
    """Return the key that sorts names as a French reader expects: accents and case aside.

    Examples
    --------
    >>> sorted(["Étrun", "Farbus", "Écurie"], key=sort_key)
    ['Écurie', 'Étrun', 'Farbus']
    """
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def load() -> Territory:
    """Return the territory of the present tables."""
    return _load(store.fingerprint("communes", "iris", "grid"))


@lru_cache(maxsize=2)
def _load(fingerprint: str) -> Territory:
    communes = store.read("communes")
    iris = store.read("iris")
    cells = pd.DataFrame(store.read("grid").drop(columns="geometry"))
    cells["ind_65_plus"] = cells["ind_65_79"] + cells["ind_80p"]
    found = {
        "commune": [Area(c, n, "commune", c) for c, n in zip(communes["code"], communes["name"], strict=True)],
        "iris": [Area(c, n, "iris", of) for c, n, of in zip(iris["code"], iris["name"], iris["commune"], strict=True)],
    }
    ordered = {
        level: {area.code: area for area in sorted(areas, key=lambda area: sort_key(area.name))}
        for level, areas in found.items()
    }
    return Territory(ordered["commune"], ordered["iris"], cells)


def neighbours(code: str) -> tuple[str, ...]:
    """Return the codes of the areas of the same level that share a border with an area."""
    level = load().area(code).level
    table = "communes" if level == "commune" else "iris"
    return _neighbours(level, store.fingerprint(table)).get(code, ())


@lru_cache(maxsize=4)
def _neighbours(level: str, fingerprint: str) -> dict[str, tuple[str, ...]]:
    from geo import neighbours as adjacency
    from geo.outlines import areas

    return adjacency.neighbours(areas(level))
