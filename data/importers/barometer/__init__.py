"""The barometer of non-take-up: a survey's file, mapped to one questionnaire and kept out of sight.

A screen drives it in steps, all pure but the last ones: `reading.read_table`, `propose.propose`, then
`review.columns` and `review.texts` to show, `Mapping.reading` and `Mapping.answering` to correct,
`importing.missing` to ask, `apply.apply` to preview, `profiles.save` to remember, `prepare` with the
mapping as an option, and `data.importers.commit.commit`.
"""

from data.importers.barometer.fictitious import example
from data.importers.barometer.form import template
from data.importers.barometer.importing import prepare

__all__ = ["example", "prepare", "template"]
