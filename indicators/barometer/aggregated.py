"""A barometer that comes already counted: the shares that its counts allow, as of a simple random sample.

Without rows there are no weights, no margins and no crossings but those that were counted: rates of non-take-up by
public, benefit and group of communes. Intervals take the respondents for drawn one by one; the page says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from indicators.barometer.claims import Claim
from indicators.barometer.groups import groups, of_communes
from indicators.barometer.release import Key, Wave, protect_counts
from indicators.barometer.topics import BENEFIT_LABELS, EVERY_BENEFIT, EVERYBODY
from indicators.publics import PUBLICS
from indicators.secrecy import Tree
from indicators.survey import Estimate, design, figure, intervals

WHOLE = "ensemble"
_PUBLICS = {WHOLE: EVERYBODY} | {one.key: one.key for one in PUBLICS}


@dataclass(eq=False)
class _Counts:
    """Base and yes of each claim, by public."""

    found: dict[tuple[str, Key], tuple[int, int]] = field(default_factory=dict)

    def claims(self) -> dict[Key, Claim]:
        return {key: _claim(key) for _, key in self.found}


def _claim(key: Key) -> Claim:
    name = ":".join(part for part in key if part)
    return Claim(f"base {name}", name)


def read(counts: pd.DataFrame, name: str) -> Wave:
    """Return the protected wave of that name of a table of counts."""
    tally = _tally(counts[counts["wave"] == name])
    claims = tally.claims()
    table = _table(tally)
    hierarchy = {
        "public": [
            Tree({one.key: EVERYBODY}, whole=False)
            for one in PUBLICS
            if {EVERYBODY, one.key} <= {public for public, _ in tally.found}
        ],
        "cell": _trees(tally),
    }
    released = protect_counts(table, hierarchy)
    return Wave(name, claims, released, _estimator(tally))


def _tally(counts: pd.DataFrame) -> _Counts:
    """Gather base and yes: those who answer for all benefits, those who receive or miss it for one."""
    tally = _Counts()
    groups_of = of_communes()
    for benefit, own in counts.groupby("benefit"):
        topic = EVERY_BENEFIT if benefit == WHOLE else str(benefit)
        if topic not in BENEFIT_LABELS:
            continue
        base = own["respondents"] if topic == EVERY_BENEFIT else own["missed"] + own["received"]
        table = own.assign(base=base).dropna(subset=["base", "missed"])
        for public, rows in table.groupby("public"):
            who = _PUBLICS.get(str(public))
            if who is not None:
                _add(tally, who, topic, rows, groups_of)
    of_all = {key for public, key in tally.found if public == EVERYBODY}
    if of_all:
        # What is counted of a public and not of everybody is tied to no total: it is left out.
        tally.found = {one: told for one, told in tally.found.items() if one[1] in of_all}
    return tally


def _add(tally: _Counts, who: str, topic: str, rows: pd.DataFrame, groups_of: dict[str, str]) -> None:
    whole = rows[rows["level"] == "epci"]
    communes = rows[rows["level"] == "commune"]
    told = (int(whole["base"].sum()), int(whole["missed"].sum())) if len(whole) else None
    added = int(communes["base"].sum()), int(communes["missed"].sum())
    if told is None and not len(communes):
        return
    tally.found[who, ("non_take_up", topic, "")] = told or added
    if told is not None and told != added:
        return  # some communes are missing or masked: groups of them would not be whole
    of = communes["code"].map(groups_of)
    for one in groups():
        part = communes[of == one.key]
        if len(part):
            found = int(part["base"].sum()), int(part["missed"].sum())
            tally.found[who, ("non_take_up", topic, one.key)] = found


def _table(tally: _Counts) -> pd.DataFrame:
    rows = []
    for (public, key), (base, yes) in tally.found.items():
        claim = _claim(key)
        rows += [
            (public, claim.base, base, False),
            (public, claim.yes, yes, False),
            (public, claim.no, base - yes, True),
        ]
    return pd.DataFrame(rows, columns=["public", "cell", "value", "latent"])


def _trees(tally: _Counts) -> list[Tree]:
    trees: list[Tree] = []
    for key, claim in tally.claims().items():
        trees.append(Tree(dict.fromkeys([claim.yes, claim.no], claim.base)))
        if key[2]:
            continue
        parts = [part for part in tally.claims() if part[:2] == key[:2] and part[2]]
        for cell in ("base", "yes", "no"):
            inside = [str(getattr(_claim(part), cell)) for part in parts]
            if inside:
                trees.append(Tree(dict.fromkeys(inside, str(getattr(claim, cell))), whole=False))
    return trees


def _estimator(tally: _Counts) -> Callable[[str, Claim], Estimate]:
    keys = {_claim(key): key for _, key in tally.found}

    def estimate(public: str, claim: Claim) -> Estimate:
        base, yes = tally.found[public, keys[claim]]
        outcome = np.arange(base) < yes
        made = design(pd.DataFrame({"yes": outcome}), weight=None)
        return figure(made, outcome.astype(float), np.ones(base, dtype=bool))

    return estimate


def difference(before: Wave, after: Wave, public: str, benefit: str) -> tuple[float, float, float, float]:
    """Return the points of percentage between two waves, with their interval and the p-value of Student's test.

    The waves are two independent samples: the variance of the difference is the sum of theirs.
    """
    key = ("non_take_up", benefit, "")
    first, second = (wave.estimator(public, wave.claims[key]) for wave in (before, after))
    se = float(np.hypot(first.se, second.se))
    freedom = first.n + second.n - 2
    gap = second.estimate - first.estimate
    low, high = intervals.symmetric(gap, se, freedom)
    return 100 * gap, 100 * low, 100 * high, intervals.two_sided(gap / se if se > 0 else np.nan, freedom)
