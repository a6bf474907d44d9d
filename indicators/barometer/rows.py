"""A wave that has one row a respondent: its cells are counted, its shares estimated with the survey's design."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from indicators.barometer import claims
from indicators.barometer.claims import Bools, Cells, Claim
from indicators.barometer.margins import LABELS
from indicators.barometer.release import Wave, protect_counts
from indicators.survey import Contrast, Design, Estimate, contrast, design, figure

MARGINS = tuple(f"margin_{name}" for name in LABELS)


def read(rows: pd.DataFrame, name: str) -> Wave:
    """Return the protected wave of that name of some weighted respondents (see `source.Sample.rows`)."""
    own = rows[rows["wave"] == name].reset_index(drop=True)
    cells, publics = claims.build(own), claims.of_publics(own)
    released = protect_counts(claims.counts(cells, publics), claims.hierarchy(cells))
    return Wave(name, cells.claims, released, _estimator(own, cells, publics))


def designed(rows: pd.DataFrame) -> Design:
    """Return the design: respondents drawn one by one in each wave, weights raked to the census.

    How the respondents were drawn is not in the table; clusters, if there were any, would widen the intervals.
    """
    return design(rows, weight="weight", strata="wave", calibrated_on=MARGINS, base="base_weight")


def _estimator(rows: pd.DataFrame, cells: Cells, publics: dict[str, Bools]) -> Callable[[str, Claim], Estimate]:
    made = designed(rows)

    def estimate(public: str, claim: Claim) -> Estimate:
        inside = cells.masks[claim.base] & publics[public]
        return figure(made, cells.masks[claim.yes].astype(float), inside)

    return estimate


def changed(rows: pd.DataFrame, waves: tuple[str, str], public: str, benefit: str) -> Contrast:
    """Compare the rate of non-take-up of two waves; the counts are not protected here."""
    own = rows[rows["wave"].isin(waves)].reset_index(drop=True)
    who = claims.of_publics(own)[public]
    cells = claims.build(own)
    claim = cells.claims["non_take_up", benefit, ""]
    inside = cells.masks[claim.base] & who
    of = [inside & (own["wave"] == wave).to_numpy() for wave in waves]
    return contrast(designed(own), np.where(cells.masks[claim.yes], 1.0, 0.0), of[0], of[1])
