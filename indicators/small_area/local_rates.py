"""Estimates by commune and by IRIS that agree with one another and with the direct estimate of the whole."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geo import territory
from indicators.publics import PUBLICS
from indicators.small_area.area_level import area_level
from indicators.small_area.cells import PROFILES, Cells, build_cells, seed_of
from indicators.small_area.census import Area, covariates, margins
from indicators.small_area.choice import FAY_HERRIOT, SYNTHETIC, UNIT, Choice, choose, reason_against
from indicators.small_area.logistic import Fit
from indicators.small_area.profiles import Respondents
from indicators.small_area.results import AreaEstimates, agree
from indicators.small_area.sample import PlacedSample, place_sample
from indicators.small_area.synthetic import synthetic
from indicators.small_area.unit_level import fit_unit, unit_level

KEYS = ("", *(public.key for public in PUBLICS))
"""Everybody, then the four publics."""


@dataclass(frozen=True, eq=False)
class LocalRates:
    """A public on the areas of a level, before anything is decided on what may be published.

    Attributes
    ----------
    sample : PlacedSample
    choice : Choice
    estimates : AreaEstimates or None
        None when no method can serve.
    before : AreaEstimates or None
        The same before they were made to agree.
    """

    sample: PlacedSample
    choice: Choice
    estimates: AreaEstimates | None
    before: AreaEstimates | None


@dataclass(frozen=True, eq=False)
class Ground:
    """The census cells and covariates of both levels, for the respondents of a wave."""

    iris: Cells
    commune: Cells
    of: dict[str, str]
    areas: dict[str, Area]

    def cells(self, level: str) -> Cells:
        """Return the cells of a level."""
        return self.iris if level == "iris" else self.commune


def read_ground(respondents: Respondents) -> Ground:
    """Build the census cells: the census's margins, the respondents' way of going together."""
    place = territory.load()
    helped = np.array([profile[2] for profile in PROFILES])
    share = float(np.average(helped[respondents.profile], weights=respondents.weight))
    iris = build_cells(margins(share), seed_of(respondents.profile, respondents.weight))
    of = {code: place.commune_of(code) for code in iris.codes}
    commune = iris.grouped(tuple(place.codes("commune")), of)
    return Ground(iris, commune, of, {level: covariates(level) for level in ("commune", "iris")})


def communes(respondents: Respondents, ground: Ground, *, seed: int = 0) -> dict[str, LocalRates]:
    """Estimate every public in every commune; their mean over people is the direct estimate of the whole.

    Returns
    -------
    dict
        By public, "" for everybody.
    """
    everybody = place_sample(respondents, ground.commune, ground.areas["commune"], "commune")
    choices = choose(everybody, KEYS)
    fit = _fit(everybody, (choice.method for choice in choices.values()), seed)
    found = {}
    for public, choice in choices.items():
        sample = everybody.of(public)
        before = _estimate(choice.method, sample, fit, seed)
        after = None if before is None else agree(before, sample.size, sample.whole)
        found[public] = LocalRates(sample, choice, after, before)
    return found


def iris(
    respondents: Respondents, ground: Ground, whole: dict[str, LocalRates], *, seed: int = 0
) -> dict[str, LocalRates]:
    """Estimate every IRIS, by the communes' method; a commune of one IRIS is that IRIS, others add up to theirs.

    Respondents whose IRIS is not known tell of their commune only. When too few tell theirs for the method of the
    communes, the rates by profile serve.

    Parameters
    ----------
    whole : dict
        Of the communes, by public.
    """
    everybody = place_sample(respondents, ground.iris, ground.areas["iris"], "iris")
    methods = {public: _method(everybody, public, of.choice.method) for public, of in whole.items()}
    fit = _fit(everybody, methods.values(), seed)
    communes_of = np.array([ground.of[code] for code in everybody.codes])
    found = {}
    for public, of in whole.items():
        sample = everybody.of(public)
        before = _estimate(methods[public], sample, fit, seed)
        after = before
        if before is not None and of.estimates is not None:
            for at, code in enumerate(ground.commune.codes):
                after = _within(after or before, communes_of == code, sample, of.estimates, at)
        found[public] = LocalRates(sample, of.choice, after, before)
    return found


def _method(everybody: PlacedSample, public: str, wanted: str) -> str:
    """Return the first of the communes' method and the rates by profile that can serve, "" for neither."""
    return next(
        (method for method in (wanted, SYNTHETIC) if wanted and not reason_against(method, everybody, public)), ""
    )


def _fit(everybody: PlacedSample, methods: Iterable[str], seed: int) -> Fit | None:
    return fit_unit(everybody, seed=seed) if UNIT in set(methods) else None


def _estimate(method: str, sample: PlacedSample, fit: Fit | None, seed: int) -> AreaEstimates | None:
    if method == UNIT and fit is not None:
        return unit_level(sample, fit, seed=seed)
    if method == FAY_HERRIOT:
        return area_level(sample)
    return synthetic(sample) if method == SYNTHETIC else None


def _within(
    found: AreaEstimates, inside: NDArray[np.bool_], sample: PlacedSample, communes: AreaEstimates, at: int
) -> AreaEstimates:
    """Replace the estimates of the IRIS of a commune by ones that agree with it."""
    names = ("value", "low", "high", "error", "local")
    if inside.sum() == 1:
        taken = {name: getattr(communes, name)[at] for name in names}
    else:
        part = replace(found, **{name: getattr(found, name)[inside] for name in names})
        moved = agree(part, sample.size[inside], float(communes.value[at]))
        taken = {name: getattr(moved, name) for name in names}
    changed = {name: getattr(found, name).copy() for name in names}
    for name in names:
        changed[name][inside] = taken[name]
    return replace(found, **changed)
