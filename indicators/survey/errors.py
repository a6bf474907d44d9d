"""What can go wrong in an estimation from a survey, in sentences that a screen may show."""

from indicators.errors import IndicatorError


class SurveyError(IndicatorError):
    """A fault in respondents, margins or a design."""


class MarginUnreachable(SurveyError):
    """A margin that no weighting of these respondents can meet; the message names the category."""
