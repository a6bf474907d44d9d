"""The barometer of non-take-up: weighted to the census, then told only by what may be published.

`respondents` is for the rooms of indicators that model it; pages get `results`, `change` and the sentences.
"""

from indicators.barometer.findings import Change, Finding, Panel, Record, Results
from indicators.barometer.publication import change, of_commune, results, thresholds, waves
from indicators.barometer.source import entry, has_rows, loaded, respondents, version
from indicators.survey import estimate, rake

__all__ = [
    "Change",
    "Finding",
    "Panel",
    "Record",
    "Results",
    "change",
    "entry",
    "estimate",
    "has_rows",
    "loaded",
    "of_commune",
    "rake",
    "respondents",
    "results",
    "thresholds",
    "version",
    "waves",
]
