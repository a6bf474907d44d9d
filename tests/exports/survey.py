"""Which counts of respondents the results of the barometer tell, whatever page shows them."""

import pandas as pd
import pytest

from indicators import barometer
from indicators.barometer import publication, release
from indicators.barometer.claims import Claim
from indicators.barometer.findings import Finding
from indicators.barometer.release import Wave
from indicators.barometer.topics import BENEFIT_LABELS, EVERYBODY, PUBLIC_LABELS
from indicators.secrecy.protection import PRIMARY, PUBLISHED

Hierarchy = dict[str, list[release.Tree]]


def cells_told() -> list[tuple[pd.DataFrame, Hierarchy]]:
    """Return the counts of each wave with what was told of them, and the sums that tie them.

    A share tells the base and how many say yes; and so how many say no.
    """
    tables: list[tuple[pd.DataFrame, Hierarchy]] = []
    told: set[tuple[str, str]] = set()
    protect, finding = release.protect_counts, Wave.finding

    def protecting(counts: pd.DataFrame, hierarchy: Hierarchy) -> object:
        tables.append((counts, hierarchy))
        return protect(counts, hierarchy)

    def finding_of(wave: Wave, public: str, key: tuple[str, str, str], name: str, label: str) -> Finding:
        made = finding(wave, public, key, name, label)
        claim: Claim | None = wave.claims.get(key)
        if claim is not None and made.n is not None:
            told.add((public, claim.base))
        if claim is not None and made.shown:
            told.update({(public, claim.yes), (public, claim.no)})
        return made

    found = []
    with pytest.MonkeyPatch.context() as patch:
        for module in (release, *_users()):
            patch.setattr(module, "protect_counts", protecting)
        patch.setattr(Wave, "finding", finding_of)
        for cached in (publication._results, publication._wave):
            cached.cache_clear()
        for wave in barometer.waves():
            tables.clear()
            told.clear()
            for public in PUBLIC_LABELS:
                for benefit in BENEFIT_LABELS:
                    results = barometer.results(public, benefit, wave)
                    if results.record.respondents is not None:
                        told.add((EVERYBODY, "répondants"))
            counts, hierarchy = tables[-1]
            keys = zip(counts["public"], counts["cell"], strict=True)
            found.append((counts.assign(status=[PUBLISHED if key in told else PRIMARY for key in keys]), hierarchy))
        for cached in (publication._results, publication._wave):
            cached.cache_clear()
    return found


def _users() -> list[object]:
    """Return the modules of the room that took the function by its name."""
    from indicators.barometer import aggregated, rows

    return [aggregated, rows]
