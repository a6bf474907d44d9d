"""Estimation from a survey: raking, estimates with their design-based variance, and how far to trust them."""

from indicators.survey.raking import Raked, effective_size, rake, raking

__all__ = ["Raked", "effective_size", "rake", "raking"]
