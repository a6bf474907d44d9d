"""How the areas of imported tables lie in one another: IRIS and priority neighbourhoods within communes."""

from collections.abc import Mapping
from dataclasses import dataclass

from data import store

WHOLE = "territoire"


@dataclass(frozen=True)
class Ground:
    """What lies in what.

    Attributes
    ----------
    communes : tuple of str
    iris : mapping of commune to its IRIS
        Only of communes cut into several: the IRIS of the others is the commune.
    same : mapping of IRIS to commune
        The IRIS that are a whole commune.
    communes_of, iris_of : mapping of neighbourhood to areas
        The communes, and the IRIS, over which a priority neighbourhood lies.
    """

    communes: tuple[str, ...]
    iris: Mapping[str, tuple[str, ...]]
    same: Mapping[str, str]
    communes_of: Mapping[str, tuple[str, ...]]
    iris_of: Mapping[str, tuple[str, ...]]

    def area(self, code: str) -> str:
        """Return the one code of an area that has two (commune and IRIS)."""
        return self.same.get(code, code)


def load() -> Ground:
    """Return the ground of the tables in use.

    Raises
    ------
    data.errors.DataError
    """
    iris = store.read_plain("iris", ["code", "commune"])
    parts = {str(of): tuple(sorted(rows["code"])) for of, rows in iris.groupby("commune")}
    same = {codes[0]: of for of, codes in parts.items() if len(codes) == 1}
    quarters = store.read_plain("qpv", ["code", "communes", "iris_inferred"]).fillna("")

    def listed(column: str) -> dict[str, tuple[str, ...]]:
        return {
            code: tuple(same.get(part, part) for part in text.split(";") if part)
            for code, text in zip(quarters["code"], quarters[column], strict=True)
        }

    return Ground(
        communes=tuple(sorted(store.read_plain("communes", ["code"])["code"])),
        iris={of: codes for of, codes in parts.items() if len(codes) > 1},
        same=same,
        communes_of=listed("communes"),
        iris_of=listed("iris_inferred"),
    )
