"""The cells behind the barometer's results: who answers what, with every sum that ties them together.

A result is a share: of the respondents of a base, those who say yes. Base, yes and no are three cells; the results
of a wave share many of them. All stand in one table of two dimensions, the public and the cell, so that they are
protected together: no figure of one result gives away a secret of another.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.barometer import distance
from indicators.barometer.topics import (
    BENEFIT_LABELS,
    CONTACT_LABELS,
    EVERY_BENEFIT,
    EVERYBODY,
    FORM_LABELS,
    OBSTACLE_LABELS,
)
from indicators.publics import PUBLICS
from indicators.secrecy import Tree

Bools = NDArray[np.bool_]
_NO_PLACE, _NO_DISTANCE = "commune inconnue", "distance inconnue"


@dataclass(frozen=True)
class Claim:
    """A share that may be told: of the cell `base`, the cell `yes`; the cell `no` is what is left."""

    base: str
    yes: str

    @property
    def no(self) -> str:
        """The cell of those who are in the base and do not say yes."""
        return f"{self.yes} : non"


@dataclass(eq=False)
class Cells:
    """The cells of a wave, as they are built.

    Attributes
    ----------
    masks : dict
        Cell to the respondents in it, bool[n].
    trees : list of Tree
        Every sum.
    latent : set of str
        Cells that are never shown, but that sums would give away.
    whole_only : set of str
        Cells that are told of everybody alone, not of a public.
    claims : dict
        Topic, answer and domain to the claim: ("obstacle", "digital", "far").
    """

    masks: dict[str, Bools] = field(default_factory=dict)
    trees: list[Tree] = field(default_factory=list)
    latent: set[str] = field(default_factory=set)
    whole_only: set[str] = field(default_factory=set)
    claims: dict[tuple[str, str, str], Claim] = field(default_factory=dict)

    def add(self, name: str, mask: Bools, *, latent: bool = False, whole_only: bool = False) -> str:
        """Add a cell once."""
        self.masks.setdefault(name, mask)
        if latent:
            self.latent.add(name)
        if whole_only:
            self.whole_only.add(name)
        return name

    def sum(self, total: str, parts: list[str]) -> None:
        """Say that some cells make another."""
        self.trees.append(Tree(dict.fromkeys(parts, total)))

    def within(self, total: str, name: str) -> str:
        """Tie a cell to a larger one, by a latent cell of what is left."""
        rest = f"{total} hors {name}"
        mask = self.masks[total] & ~self.masks[name]
        if rest not in self.masks and mask.any():
            self.add(rest, mask, latent=True, whole_only=name in self.whole_only)
        if mask.any():
            self.sum(total, [name, rest])
        else:
            self.sum(total, [name])
        return name

    def claim(self, key: tuple[str, str, str], base: str, yes: Bools, *, whole_only: bool = False) -> Claim:
        """Add a share: its yes and its no within a base."""
        made = Claim(base, ":".join(part for part in key if part))
        inside = self.masks[base]
        self.add(made.yes, inside & yes, whole_only=whole_only)
        self.add(made.no, inside & ~yes, latent=True, whole_only=whole_only)
        self.sum(base, [made.yes, made.no])
        self.claims[key] = made
        return made

    def split(
        self, key: tuple[str, str, str], parts: dict[str, Bools], *, unknown: str, whole_only: bool = False
    ) -> None:
        """Cut a share by a partition of the respondents: one share a part, and the sums across.

        Those who are in no part make one called `unknown`, which is in the sums and is not a result: its name
        must be of this partition alone.
        """
        whole = self.claims[key]
        inside = self.masks[whole.base]
        known = {name: mask for name, mask in parts.items() if (mask & inside).any()}
        if not known:
            return
        left = inside & ~np.logical_or.reduce(list(known.values()))
        made = []
        for name, mask in (known | ({unknown: left} if left.any() else {})).items():
            base = self.add(f"{whole.base}|{name}", inside & mask, latent=name == unknown, whole_only=whole_only)
            of = self.claim((key[0], key[1], name), base, self.masks[whole.yes], whole_only=whole_only)
            if name == unknown:
                self.latent.add(of.yes)
                del self.claims[key[0], key[1], name]
            made.append(of)
        self.sum(whole.yes, [one.yes for one in made])
        self.sum(whole.no, [one.no for one in made])
        bases = [one.base for one in made]
        if not any(tree.parent == dict.fromkeys(bases, whole.base) for tree in self.trees):
            self.sum(whole.base, bases)


def flag(rows: pd.DataFrame, name: str) -> Bools:
    """Return who says yes; a missing answer is not one."""
    return rows[name].fillna(False).to_numpy(dtype=bool)


def of_publics(rows: pd.DataFrame) -> dict[str, Bools]:
    """Return the respondents of each public, everybody first."""
    return {EVERYBODY: np.ones(len(rows), dtype=bool)} | {one.key: flag(rows, one.key) for one in PUBLICS}


def build(rows: pd.DataFrame) -> Cells:
    """Return the cells of one wave from its respondents (see `source.Sample.rows`)."""
    cells = Cells()
    cells.add("répondants", np.ones(len(rows), dtype=bool))
    by_group = {name: (rows["group"] == name).to_numpy() for name in ("centre", "dense", "rural")}
    far = distance.of_respondents(rows)
    by_distance = {name: (far == name).to_numpy() for name in distance.CLASSES}
    missed = flag(rows, "non_take_up")
    said = rows["non_take_up"].notna().to_numpy()
    if said.any():
        cells.add("se prononcent", said)
        cells.within("répondants", "se prononcent")
        overall = ("non_take_up", EVERY_BENEFIT, "")
        cells.claim(overall, "se prononcent", missed)
        cells.split(overall, by_group, unknown=_NO_PLACE)
        cells.split(overall, by_distance, unknown=_NO_DISTANCE, whole_only=True)
        _reasons(cells, rows, by_distance)
    _benefits(cells, rows, by_group)
    contact = rows["first_contact"].fillna("").to_numpy(dtype=object)
    if (contact != "").any():
        cells.add("disent leur premier contact", contact != "")
        cells.within("répondants", "disent leur premier contact")
        found = [name for name in CONTACT_LABELS if (contact == name).any()]
        for name in found:
            cells.claim(("contact", name, ""), "disent leur premier contact", contact == name)
        cells.sum("disent leur premier contact", [cells.claims["contact", name, ""].yes for name in found])
    return cells


def _benefits(cells: Cells, rows: pd.DataFrame, by_group: dict[str, Bools]) -> None:
    for benefit in BENEFIT_LABELS:
        if benefit == EVERY_BENEFIT:
            continue
        status = rows[f"benefit_{benefit}"].fillna("").to_numpy(dtype=object)
        missed = status == "non_take_up"
        concerned = missed | (status == "receives")
        if not concerned.any():
            continue
        base = f"concernés {benefit}"
        cells.add(base, concerned)
        cells.within("répondants", base)
        cells.claim(("non_take_up", benefit, ""), base, missed)
        cells.split(("non_take_up", benefit, ""), by_group, unknown=_NO_PLACE)


def _reasons(cells: Cells, rows: pd.DataFrame, by_distance: dict[str, Bools]) -> None:
    """Add what people in non-take-up say of it: forms and obstacles, several each."""
    missed = cells.masks[cells.claims["non_take_up", EVERY_BENEFIT, ""].yes]
    for topic, prefix, labels in (("form", "form_", FORM_LABELS), ("obstacle", "obstacle_", OBSTACLE_LABELS)):
        offered = [name for name in labels if rows[prefix + name].notna().any()]
        answered = (
            missed & rows[[prefix + name for name in offered]].notna().any(axis=1).to_numpy() if offered else missed
        )
        if not offered or not answered.any():
            continue
        base = f"en non-recours, répondent ({topic})"
        cells.add(base, answered)
        cells.within(cells.claims["non_take_up", EVERY_BENEFIT, ""].yes, base)
        for name in offered:
            cells.claim((topic, name, ""), base, flag(rows, prefix + name))
            if topic == "obstacle":
                cells.split((topic, name, ""), by_distance, unknown=_NO_DISTANCE, whole_only=True)


def counts(cells: Cells, publics: dict[str, Bools]) -> pd.DataFrame:
    """Return the table to protect: ``public``, ``cell``, ``value``, ``latent``."""
    rows = [
        (public, name, int((mask & who).sum()), name in cells.latent)
        for public, who in publics.items()
        for name, mask in cells.masks.items()
        if public == EVERYBODY or name not in cells.whole_only
    ]
    return pd.DataFrame(rows, columns=["public", "cell", "value", "latent"])


def hierarchy(cells: Cells) -> dict[str, list[Tree]]:
    """Return the sums of the table: publics overlap, and are each a part of everybody; and those of the cells."""
    return {
        "public": [Tree({one.key: EVERYBODY}, whole=False) for one in PUBLICS],
        "cell": cells.trees,
    }
