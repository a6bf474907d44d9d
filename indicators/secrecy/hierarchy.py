"""The trees of a table's dimensions: which codes are the parts of which total."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from indicators.errors import HierarchyError

Code: TypeAlias = Hashable


@dataclass(frozen=True)
class Tree:
    """One way of cutting a dimension into parts.

    Attributes
    ----------
    parent : mapping of code to code
        The total that each part belongs to; a root belongs to none.
    whole : bool
        True when the parts of a total make all of it. False when they are some of it, apart from one
        another ("young" and "seniors" within "all"): what remains can then be computed by anybody, and
        is protected like a cell. Parts that overlap go each into a tree of its own.
    """

    parent: Mapping[Code, Code]
    whole: bool = True

    def parts(self) -> dict[Code, tuple[Code, ...]]:
        """Return the parts of each total, in the order in which they were given."""
        found: dict[Code, list[Code]] = {}
        for part, total in self.parent.items():
            found.setdefault(total, []).append(part)
        return {total: tuple(codes) for total, codes in found.items()}

    def codes(self) -> set[Code]:
        """Return every code of the tree."""
        return {*self.parent, *self.parent.values()}


Hierarchy: TypeAlias = Mapping[str, "Mapping[Code, Code] | Tree | Sequence[Tree]"]
"""Dimension to its tree: a mapping of part to total, a `Tree`, or several trees over the same dimension.

An empty mapping is a dimension without totals (periods, say).
"""

Trees: TypeAlias = dict[str, tuple[Tree, ...]]


def read_hierarchy(hierarchy: Hierarchy) -> Trees:
    """Check a hierarchy, and give every dimension its tuple of trees.

    Raises
    ------
    HierarchyError
        No dimension, or a code that is, through others, a part of itself.
    """
    if not hierarchy:
        raise HierarchyError("La hiérarchie ne nomme aucune dimension : donnez au moins une colonne du tableau.")
    read: Trees = {}
    for dimension, given in hierarchy.items():
        if isinstance(given, Tree):
            trees: tuple[Tree, ...] = (given,)
        elif isinstance(given, Mapping):
            trees = (Tree(given),) if given else ()
        else:
            trees = tuple(given)
        for tree in trees:
            _refuse_cycle(dimension, tree.parent)
        read[dimension] = trees
    return read


def known_codes(trees: Iterable[Tree]) -> set[Code]:
    """Return every code of some trees."""
    return set().union(*(tree.codes() for tree in trees))


def _refuse_cycle(dimension: str, parent: Mapping[Code, Code]) -> None:
    safe: set[Code] = set()
    for start in parent:
        path: list[Code] = []
        code = start
        while code in parent and code not in safe:
            if code in path:
                loop = " → ".join(str(step) for step in [*path[path.index(code) :], code])
                raise HierarchyError(
                    f"La hiérarchie de « {dimension} » tourne en rond : {loop}. Chaque partie n’a qu’un total, "
                    "qui n’est pas une de ses parties."
                )
            path.append(code)
            code = parent[code]
        safe.update(path)
