"""Which method a public's estimates are made by, from criteria written down before the answers are seen.

The model of respondents is the rule where enough answered: it alone knows who lives in each area, serves areas
where nobody was asked, and adds up from IRIS to the whole. Another method takes its place when it foretells the
answers of respondents who were set aside significantly better: five-fold cross-validation, squared error of the
areas' proportions, by more than one standard error.

Source: Hastie, Tibshirani and Friedman (2009), *The Elements of Statistical Learning*, § 7.10 for the rule of one
standard error.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.small_area.area_level import predict_area_level
from indicators.small_area.between_areas import SPARE_AREAS
from indicators.small_area.errors import SmallAreaError
from indicators.small_area.regression import Floats
from indicators.small_area.sample import PlacedSample
from indicators.small_area.synthetic import predict_synthetic
from indicators.small_area.unit_level import add_up, predict_unit
from indicators.survey import thresholds_in_use

UNIT, FAY_HERRIOT, SYNTHETIC = "unit", "fay_herriot", "synthetic"
METHOD_LABEL = {
    UNIT: "modèle sur les répondants",
    FAY_HERRIOT: "modèle sur les territoires (Fay–Herriot)",
    SYNTHETIC: "taux par profil (synthétique)",
}
FEWEST_FOR_UNIT, FEWEST_EACH_WAY = 100, 20
"""Respondents of all publics that the model of respondents needs, and how many must say yes, and no."""
FEWEST_AREAS, FEWEST_AN_AREA = 15, 5.0
"""Areas, and effective respondents in each, that Fay–Herriot needs."""
FEWEST_PLACES = 1 + SPARE_AREAS
"""Areas that any method needs, to judge how they differ around one mean."""
FOLDS = 5
_USUAL_BETWEEN = 0.3


@dataclass(frozen=True)
class Candidate:
    """A method and what speaks for it.

    Attributes
    ----------
    method : str
    reason : str
        Why it cannot serve, in French; "" when it can.
    error : float
        Root mean squared error of cross-validation, as a proportion; NaN when it cannot serve. Most of it is the
        chance of who was set aside, the same for all: only differences tell.
    gain : float
        How much smaller its mean squared error is than the model of respondents', in standard errors of that
        difference; 0 for this model, NaN when either cannot serve.
    """

    method: str
    reason: str
    error: float
    gain: float


@dataclass(frozen=True)
class Choice:
    """The method, "" for none, and the three candidates."""

    method: str
    candidates: tuple[Candidate, ...]


def choose(everybody: PlacedSample, publics: Sequence[str]) -> dict[str, Choice]:
    """Choose the method of each public ("" for everybody) from the respondents of all."""
    reasons = {
        public: {method: reason_against(method, everybody, public) for method in METHOD_LABEL} for public in publics
    }
    losses = _losses(everybody, reasons)
    return {public: _choice(everybody.of(public), reasons[public], losses[public]) for public in publics}


def _choice(sample: PlacedSample, reasons: dict[str, str], losses: dict[str, Floats]) -> Choice:
    gains = {method: _gain(losses.get(UNIT), losses.get(method)) for method in reasons}
    candidates = tuple(
        Candidate(
            method,
            reason,
            float(np.sqrt(losses[method].sum() / len(sample.yes))) if method in losses else float("nan"),
            gains[method],
        )
        for method, reason in reasons.items()
    )
    if not losses:
        return Choice("", candidates)
    if UNIT not in losses:
        return Choice(min(losses, key=lambda method: float(losses[method].sum())), candidates)
    better = [method for method in losses if gains[method] > 1]
    return Choice(max(better, key=lambda method: gains[method]) if better else UNIT, candidates)


def reason_against(method: str, everybody: PlacedSample, public: str) -> str:
    """Return why a method cannot serve a public, in French; "" when it can."""
    sample = everybody.of(public)
    if len(sample.yes) < thresholds_in_use().respondents:
        # The number is not said: it would tell that a secret count is under the threshold.
        return "trop peu de répondants de ce public"
    if (sample.count > 0).sum() < FEWEST_PLACES:
        return f"répondants de moins de {FEWEST_PLACES} territoires"
    if method == UNIT:
        said = float(everybody.yes.sum())
        if len(everybody.yes) < FEWEST_FOR_UNIT:
            return f"moins de {FEWEST_FOR_UNIT} répondants en tout"
        if min(said, len(everybody.yes) - said) < FEWEST_EACH_WAY:
            return f"moins de {FEWEST_EACH_WAY} répondants d’un côté ou de l’autre"
    enough = int((sample.effective >= FEWEST_AN_AREA).sum())
    if method == FAY_HERRIOT and enough < FEWEST_AREAS:
        return f"moins de {FEWEST_AREAS} territoires d’au moins {FEWEST_AN_AREA:.0f} répondants"
    return ""


def _losses(everybody: PlacedSample, reasons: dict[str, dict[str, str]]) -> dict[str, dict[str, Floats]]:
    """Return, by public and method, the squared errors on respondents set aside, added up by area, float[m]."""
    losses = {
        public: {method: np.zeros(everybody.areas) for method, reason in against.items() if not reason}
        for public, against in reasons.items()
    }
    # Dealt like cards, area by area: every fold has its share of each area; the same answers give the same folds.
    order = np.lexsort((everybody.profile, everybody.yes, everybody.area))
    fold = np.empty(len(order), dtype=int)
    fold[order] = np.arange(len(order)) % FOLDS
    for one in range(FOLDS):
        kept, aside = everybody.only(fold != one), everybody.only(fold == one)
        coefficients = predict_unit(kept, _USUAL_BETWEEN) if any(UNIT in by for by in losses.values()) else None
        for public, by_method in losses.items():
            told, asked = kept.of(public), aside.of(public)
            there = asked.count > 0
            for method in list(by_method):
                try:
                    foretold = foretell(method, told, coefficients)
                except SmallAreaError:
                    del by_method[method]
                    continue
                missed = asked.direct[there] - np.nan_to_num(foretold[there], nan=told.whole)
                by_method[method][there] += asked.count[there] * missed**2
    return losses


def foretell(method: str, sample: PlacedSample, coefficients: Floats | None) -> Floats:
    """Return a method's quick estimate of each area; `coefficients` of `predict_unit` for the model of respondents."""
    if method == UNIT and coefficients is not None:
        return add_up(sample, coefficients)[:, 0]
    return predict_area_level(sample) if method == FAY_HERRIOT else predict_synthetic(sample)


def _gain(rule: Floats | None, other: Floats | None) -> float:
    if rule is None or other is None:
        return float("nan")
    difference = rule - other
    spread = float(np.sqrt(len(difference)) * difference.std(ddof=1))
    return float(difference.sum()) / spread if spread > 0 else 0.0
