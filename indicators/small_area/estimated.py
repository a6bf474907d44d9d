"""The rates of small areas as indicators of the catalogue: on every map, sheet and export, with a barometer alone."""

from functools import partial

from indicators import barometer, estimates
from indicators.estimates import Estimate, Estimated, Estimates
from indicators.publics import PUBLICS
from indicators.small_area.choice import METHOD_LABEL
from indicators.small_area.local_rates import KEYS
from indicators.small_area.published import LEVELS, UNPUBLISHABLE, LocalEstimates, available, published
from indicators.values import FRAGILE, PUBLISHED, UNRELIABLE

PREFIX = "non_recours_barometre"
_NOTE = (
    "Estimation pour petits territoires : {method}, appliqué aux habitants de 16 ans ou plus du recensement et calé "
    "sur le baromètre ; intervalle à 95 % ; non publiable quand il est trop large"
)
_LABELS = {public.key: public.label for public in PUBLICS}
_SHORT = {public.key: public.short for public in PUBLICS}


def estimated() -> list[Estimated]:
    """Return the indicators, one a public and level; none without a barometer."""
    if not available():
        return []
    return [_describe(level, public) for level in LEVELS for public in KEYS if published(level, public).published]


def identifier(public: str) -> str:
    """Return the identifier of a public's rate ("" for everybody)."""
    return f"{PREFIX}_{public}" if public else PREFIX


def _describe(level: str, public: str) -> Estimated:
    found = published(level, public)
    entry = barometer.entry(found.wave)
    producer = entry.producer if entry else ""
    who = f" : {_LABELS[public]}" if public else ""
    short = f" : {_SHORT[public]}" if public else ""
    fictitious = entry is not None and entry.quality == "fictif"
    mark = "EXEMPLE FICTIF, baromètre" if fictitious else "Baromètre"
    described = estimates.indicator(
        identifier(public),
        level,
        label=f"Non-recours, estimation du baromètre{who}",
        short=f"Non-recours, estimation{short}",
        unit="%" if not public else "% du public",
        nature="taux",
        theme="prestations",
        public=public,
        producer=producer,
        dataset=f"{mark} du non-recours et recensement de la population",
        vintage=found.wave,
        licence="Licence Ouverte 2.0" if fictitious else "à confirmer avec le producteur du baromètre",
        note=_NOTE.format(method=METHOD_LABEL[found.method]),
    )
    return Estimated(described, partial(_compute, level, public))


def _compute(level: str, public: str) -> Estimates:
    return as_estimates(published(level, public))


def as_estimates(found: LocalEstimates) -> Estimates:
    """Return published rates in the shape that the catalogue of estimates asks for."""
    words = {UNPUBLISHABLE: UNRELIABLE, "fragile": FRAGILE}
    status = tuple(words.get(word, PUBLISHED) for word in found.reliability)
    overall = found.overall
    whole = None
    if overall.share is not None and overall.low is not None and overall.high is not None:
        whole = Estimate(overall.share, overall.low, overall.high)
    return Estimates(found.value, found.low, found.high, status, whole)
