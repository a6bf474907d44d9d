"""All that imported counts say, as one table: a cell each thing said of an area, an equation each sum.

Two columns that say the same of an area share the cell: an import corrected in one line shares all the others with
the one before, and what was published of them stays so. A commune has the cell of its IRIS added up, whether a file
gives it or not: its total may be known from elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.imported.columns import PUBLIC, Column
from indicators.imported.ground import WHOLE, Ground
from indicators.imported.relations import Sum
from indicators.secrecy.hierarchy import Code, Tree


@dataclass(frozen=True)
class Equation:
    """A total and its parts; `whole` when they make all of it. `step` is that of the last column that it is about."""

    total: str
    parts: tuple[str, ...]
    whole: bool
    step: int


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells and what ties them.

    Attributes
    ----------
    value : dict of code to figure
    step : dict of code to step
        When it was first said.
    rule : dict of code to kind of rule
        The hardest of the columns that say it.
    public : set of code
        Published by a producer.
    of : dict of (column, area) to code
    equations : list of Equation
    """

    value: dict[str, float]
    step: dict[str, int]
    rule: dict[str, set[str]]
    public: set[str]
    of: dict[tuple[int, str], str]
    equations: list[Equation]


def build(columns: Sequence[Column], numbers: Sequence[int], relations: Iterable[Sum], ground: Ground) -> Cells:
    """Return the cells of the columns under secrecy, and of the public ones that say the same thing.

    Parameters
    ----------
    columns : sequence of Column
    numbers : sequence of int
        The measure of each column.
    relations : iterable of Sum
    ground : Ground
    """
    return _Builder(columns, numbers, ground).build(relations)


class _Builder:
    def __init__(self, columns: Sequence[Column], numbers: Sequence[int], ground: Ground) -> None:
        self.columns, self.numbers, self.ground = columns, numbers, ground
        self.cells = Cells({}, {}, {}, set(), {}, [])
        self.known: set[tuple[str, frozenset[str], bool]] = set()
        # A public column matters when it says the same thing as one under secrecy.
        concerned = {number for column, number in zip(columns, numbers, strict=True) if column.under_rule}
        self.places = [place for place, number in enumerate(numbers) if number in concerned]

    def build(self, relations: Iterable[Sum]) -> Cells:
        for place in sorted(self.places, key=lambda place: self.columns[place].step):
            column = self.columns[place]
            for code, value in column.values.items():
                self._cell(place, self.ground.area(str(code)), float(value))
            self._totals(place)
        for place in self.places:
            if self.columns[place].in_use:
                self._parts_of_more(place)
        for relation in relations:
            self._sum(relation)
        return self.cells

    def _cell(self, place: int, area: str, value: float) -> str:
        column, cells = self.columns[place], self.cells
        code = f"{area} · {self.numbers[place]} · {value:.9g}"
        cells.value.setdefault(code, value)
        cells.step.setdefault(code, column.step)
        cells.rule.setdefault(code, set()).add(column.rule)
        if column.step == PUBLIC:
            cells.public.add(code)
        cells.of[place, area] = code
        return code

    def _equation(self, total: str, parts: Sequence[str], *, whole: bool, step: int) -> None:
        key = total, frozenset(parts), whole
        if parts and key not in self.known and total not in parts and len(set(parts)) == len(parts):
            self.known.add(key)
            self.cells.equations.append(Equation(total, tuple(parts), whole, step))

    def _totals(self, place: int) -> None:
        """Add the communes that a column's IRIS make, and the whole territory."""
        column, of = self.columns[place], self.cells.of
        if column.level == "qpv" or column.step == PUBLIC:
            return
        if column.level == "iris":
            for commune, codes in self.ground.iris.items():
                parts = [of[place, code] for code in codes if (place, code) in of]
                if len(parts) == len(codes):
                    total = self._cell(place, commune, sum(self.cells.value[part] for part in parts))
                    self._equation(total, parts, whole=True, step=column.step)
        communes = [of[place, code] for code in self.ground.communes if (place, code) in of]
        if len(communes) == len(self.ground.communes):
            total = self._cell(place, WHOLE, sum(self.cells.value[part] for part in communes))
            self._equation(total, communes, whole=True, step=column.step)

    def _parts_of_more(self, place: int) -> None:
        """Tie what makes only some of a total: IRIS of which one is missing, neighbourhoods in what they lie in."""
        column, of = self.columns[place], self.cells.of
        if column.level == "iris":
            for commune, codes in self.ground.iris.items():
                parts = [of[place, code] for code in codes if (place, code) in of]
                if len(parts) < len(codes):
                    self._within(place, commune, parts)
        if column.level == "qpv":
            inside: dict[str, list[str]] = {}
            for code in column.values.index:
                communes, iris = self.ground.communes_of.get(code, ()), self.ground.iris_of.get(code, ())
                if len(communes) == 1:
                    inside.setdefault(communes[0], []).append(of[place, code])
                # The outline may be approximate: the neighbourhood is taken to lie in each IRIS that it may lie in.
                for one in iris:
                    self._within(place, one, [of[place, code]])
            for commune, parts in inside.items():
                self._within(place, commune, parts)

    def _within(self, place: int, area: str, parts: Sequence[str]) -> None:
        for other in self.places:
            total = self.cells.of.get((other, area))
            same = self.numbers[other] == self.numbers[place] and self.columns[other].in_use and other != place
            if same and total is not None and sum(self.cells.value[part] for part in parts) <= self.cells.value[total]:
                step = max(self.columns[place].step, self.columns[other].step)
                self._equation(total, parts, whole=False, step=step)

    def _sum(self, relation: Sum) -> None:
        """Write a sum of columns on every area where it holds, totals included."""
        of, value = self.cells.of, self.cells.value
        step = max(self.columns[place].step for place in (relation.total, *relation.parts))
        for place, area in list(of):
            if place != relation.total or not all((part, area) in of for part in relation.parts):
                continue
            total, parts = of[place, area], [of[part, area] for part in relation.parts]
            if abs(sum(value[part] for part in parts) - value[total]) <= 1e-6 * max(1.0, value[total]):
                self._equation(total, parts, whole=True, step=step)


def trees(equations: Iterable[Equation]) -> list[Tree]:
    """Pack equations into trees: in a tree a cell has one total, and a total the parts of one equation."""
    packed: list[tuple[bool, dict[Code, Code], set[str]]] = []
    for equation in equations:
        for whole, parent, totals in packed:
            free = whole == equation.whole and equation.total not in totals
            if free and not any(part in parent for part in equation.parts) and not _loops(parent, equation):
                break
        else:
            parent, totals = {}, set()
            packed.append((equation.whole, parent, totals))
        parent.update(dict.fromkeys(equation.parts, equation.total))
        totals.add(equation.total)
    return [Tree(parent, whole) for whole, parent, _ in packed]


def _loops(parent: Mapping[Code, Code], equation: Equation) -> bool:
    code: Code | None = equation.total
    while code is not None:
        if code in equation.parts:
            return True
        code = parent.get(code)
    return False
