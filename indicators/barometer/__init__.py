"""The barometer of non-take-up: weighted to the census, then told only by what may be published."""

from indicators.barometer.source import loaded, respondents

__all__ = ["loaded", "respondents"]
