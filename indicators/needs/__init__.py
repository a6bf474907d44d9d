"""The need index: where needs add up, and whether the ranking would survive other choices."""

from indicators.needs.doubt import Doubt
from indicators.needs.errors import NeedsError
from indicators.needs.experiment import FACTORS, Choices
from indicators.needs.index import composite
from indicators.needs.study import Study, robustness, study

__all__ = ["FACTORS", "Choices", "Doubt", "NeedsError", "Study", "composite", "robustness", "study"]
