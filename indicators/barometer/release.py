"""From the cells of a wave to findings: what is estimated, and which of it may leave."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from indicators.barometer.claims import Claim
from indicators.barometer.findings import Finding, hidden
from indicators.secrecy import PUBLISHED, Protected, Tree, release, rule
from indicators.survey import UNPUBLISHABLE, Estimate, thresholds_in_use

RULE = "barometre"
Key = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Wave:
    """One wave: its claims, the counts that may be known, and how to estimate.

    Attributes
    ----------
    name : str
    claims : dict
        (topic, answer, domain) to claim.
    released : Protected
        Counts by ``public`` and ``cell`` that leave.
    estimator : callable
        (public, claim) to the estimate of the share, between 0 and 1.
    """

    name: str
    claims: dict[Key, Claim]
    released: Protected
    estimator: Callable[[str, Claim], Estimate]

    def count(self, public: str, cell: str) -> int | None:
        """Return a count of respondents if it is released and as large as the survey's own threshold asks."""
        value = self._known.get((public, cell))
        return None if value is None or value < thresholds_in_use().respondents else int(value)

    def asks(self, public: str, key: Key) -> bool:
        """Tell whether the wave counted a claim of a public at all, publishable or not."""
        claim = self.claims.get(key)
        return claim is not None and (public, claim.base) in self._counted

    @cached_property
    def _counted(self) -> frozenset[tuple[str, str]]:
        table = self.released.table
        return frozenset(zip(table["public"], table["cell"], strict=True))

    @cached_property
    def _known(self) -> dict[tuple[str, str], float]:
        table = self.released.table
        shown = table[table["status"] == PUBLISHED]
        return dict(zip(zip(shown["public"], shown["cell"], strict=True), shown["value"], strict=True))

    def finding(self, public: str, key: Key, name: str, label: str) -> Finding:
        """Return what may be told of a claim: its share when its base and its yes are released and it is reliable.

        The base and the share give the number of yes nearly exactly: all three are secret together.
        """
        claim = self.claims.get(key)
        if claim is None:
            return hidden(name, label)
        n = self.count(public, claim.base)
        if n is None:
            return hidden(name, label)
        nothing = Finding(name, label, None, None, None, n, UNPUBLISHABLE)
        if (public, claim.yes) not in self._known:
            return nothing
        found = self.estimator(public, claim)
        if found.reliability == UNPUBLISHABLE:
            return nothing
        return Finding(name, label, 100 * found.estimate, 100 * found.low, 100 * found.high, n, found.reliability)


def protect_counts(counts: pd.DataFrame, hierarchy: dict[str, list[Tree]]) -> Protected:
    """Release what may be known of the counts of a wave; raises as `indicators.secrecy.release`."""
    return release(counts, hierarchy, **rule(RULE).settings)
