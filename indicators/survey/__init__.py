"""Estimation from a survey: raking, estimates with their design-based variance, and how far to trust them."""

from indicators.survey.contrast import Contrast, contrast
from indicators.survey.design import Design, design
from indicators.survey.estimation import Estimate, estimate, figure
from indicators.survey.poststratification import poststratify
from indicators.survey.raking import Raked, effective_size, rake, raking
from indicators.survey.reliability import (
    FRAGILE,
    RELIABLE,
    THRESHOLDS,
    UNPUBLISHABLE,
    Thresholds,
    reliability,
    thresholds_in_use,
    variation,
)
from indicators.survey.replication import Replicates, replicate

__all__ = [
    "FRAGILE",
    "RELIABLE",
    "THRESHOLDS",
    "UNPUBLISHABLE",
    "Contrast",
    "Design",
    "Estimate",
    "Raked",
    "Replicates",
    "Thresholds",
    "contrast",
    "design",
    "effective_size",
    "estimate",
    "figure",
    "poststratify",
    "rake",
    "raking",
    "reliability",
    "replicate",
    "thresholds_in_use",
    "variation",
]
