"""What stops a small-area estimate, in sentences that a screen may show."""

from indicators.errors import IndicatorError


class SmallAreaError(IndicatorError):
    """Areas, variances or respondents from which no estimate can be made."""
