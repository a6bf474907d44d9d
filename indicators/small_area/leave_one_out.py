"""What each area's estimate would be without its own respondents, and whether their answers agree with it."""

from dataclasses import dataclass

import numpy as np

from indicators.small_area.choice import FAY_HERRIOT, SYNTHETIC, UNIT, foretell
from indicators.small_area.errors import SmallAreaError
from indicators.small_area.logistic import GROUP_RATIO
from indicators.small_area.regression import Floats
from indicators.small_area.results import NORMAL_95
from indicators.small_area.sample import PlacedSample
from indicators.small_area.unit_level import predict_unit

FEWEST = 5.0
"""Effective respondents under which an area's own proportion says too little to be compared."""


@dataclass(frozen=True, eq=False)
class LeftOut:
    """Areas estimated without their own respondents.

    Attributes
    ----------
    value : float[m]
        NaN where nobody was asked, so that nothing could be left out.
    residual : float[m]
        Direct estimate less that, over what the model foresees of the difference; NaN for few respondents.
    """

    value: Floats
    residual: Floats

    @property
    def compared(self) -> int:
        """How many areas have a residual."""
        return int((~np.isnan(self.residual)).sum())

    @property
    def within(self) -> float:
        """Share of the residuals inside the 95 % that is foreseen; NaN without any."""
        known = self.residual[~np.isnan(self.residual)]
        return float((np.abs(known) <= NORMAL_95).mean()) if len(known) else float("nan")


def leave_one_out(everybody: PlacedSample, public: str, method: str, between: float) -> LeftOut:
    """Estimate each area without its respondents.

    Parameters
    ----------
    everybody : PlacedSample
    public : str
        "" for everybody.
    method : {"unit", "fay_herriot", "synthetic"}
    between : float
        Standard deviation between areas, on the method's own scale.
    """
    sample = everybody.of(public)
    value = np.full(sample.areas, np.nan)
    for area in np.flatnonzero(sample.count > 0):
        kept = everybody.only(everybody.area != area)
        coefficients = predict_unit(kept, max(between, 0.02)) if method == UNIT else None
        try:
            value[area] = foretell(method, kept.of(public), coefficients)[area]
        except SmallAreaError:
            continue
    slope = value * (1 - value)
    scale = {UNIT: slope * np.sqrt(1 + GROUP_RATIO**2), FAY_HERRIOT: 2 * np.sqrt(slope), SYNTHETIC: slope}[method]
    effective = sample.effective
    with np.errstate(divide="ignore", invalid="ignore"):
        foreseen = np.sqrt((between * scale) ** 2 + slope / effective)
        residual = np.where(effective >= FEWEST, (sample.direct - value) / foreseen, np.nan)
    return LeftOut(value, residual)
