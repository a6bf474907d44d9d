"""Small areas: what the barometer says of a commune or an IRIS where few were asked, and how far it can be trusted.

`fay_herriot` is the area-level model; `choose` weighs the three methods; pages get `published`.
"""

from indicators.small_area.choice import METHOD_LABEL, Candidate, Choice, choose
from indicators.small_area.errors import SmallAreaError
from indicators.small_area.fay_herriot import SmallArea, benchmark, fay_herriot

__all__ = [
    "METHOD_LABEL",
    "Candidate",
    "Choice",
    "SmallArea",
    "SmallAreaError",
    "benchmark",
    "choose",
    "fay_herriot",
]
