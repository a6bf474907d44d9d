"""The margins of the census cells, IRIS by IRIS, and what else is known of the areas where respondents live.

Ages and households are Insee's. Who receives RSA or prime d'activité or looks for a job is counted by commune,
with overlaps and masked counts: only how these people are spread over the territory is taken from it, their
number being the survey's.
"""

from dataclasses import dataclass

import numpy as np

from geo import territory
from indicators.barometer.groups import RURAL, of_communes
from indicators.barometer.margins import SHARE_16_19
from indicators.small_area.cells import Margins
from indicators.small_area.regression import Floats
from indicators.values import values

MOST_HELPED = 0.6
"""Largest share of an area's people under 65 who may be counted as helped."""
_SPREAD = ("foyers_rsa", "foyers_ppa", "demandeurs_emploi")


@dataclass(frozen=True, eq=False)
class Area:
    """Covariates of m areas.

    Attributes
    ----------
    codes : tuple of str
    X : float[m, 2]
        Share of poor households (standard deviations from the areas' mean, weighted by people), and 1 in the
        rural communes, 0 elsewhere.
    """

    codes: tuple[str, ...]
    X: Floats


def margins(helped_share: float) -> Margins:
    """Return the margins of every IRIS.

    Parameters
    ----------
    helped_share : float
        Share of the territory's people of 16 or more who are helped, from 0 to 1.
    """
    codes = tuple(territory.load().codes("iris"))
    children, adults_under_65, older = (_known(one) for one in ("pop_0_19", "pop_20_64", "pop_65_plus"))
    people = _known("population")
    total = np.maximum(adults_under_65 + older + SHARE_16_19 * children, 1.0)
    young = np.minimum(people * _known("part_15_24") / 100, 0.9 * (total - older))
    oldest = np.minimum(people * _known("part_75_plus") / 100, older)
    age = np.stack([young, total - young - older, older - oldest, oldest], axis=1)
    homes = _known("menages")
    alone = homes * _known("part_personnes_seules") / 100
    parents = homes * _known("part_monoparents") / 100
    fit = np.minimum(1.0, 0.95 * total / np.maximum(alone + parents, 1e-9))
    household = np.stack([alone * fit, parents * fit, total - (alone + parents) * fit], axis=1)
    return Margins(codes, age, household, _helped(codes, total, total - older, helped_share))


def covariates(level: str) -> Area:
    """Return what is known of the areas of a level ("commune" or "iris")."""
    place = territory.load()
    codes = tuple(place.codes(level))
    poor, homes = (values(one, level).value for one in ("carreaux_menages_pauvres", "carreaux_menages"))
    weight = np.nan_to_num(homes)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = poor / homes
    known = np.isfinite(share) & (weight > 0)
    mean = float(np.average(share[known], weights=weight[known]))
    spread = float(np.sqrt(np.average((share[known] - mean) ** 2, weights=weight[known])))
    standard = np.where(known, (share - mean) / max(spread, 1e-9), 0.0).clip(-3.0, 3.0)
    groups = of_communes()
    rural = np.array([float(groups[place.commune_of(code)] == RURAL) for code in codes])
    return Area(codes, np.stack([standard, rural], axis=1))


def sources() -> tuple[str, ...]:
    """Return producer, dataset and vintage of all that is read, each once."""
    read = [values(one, "iris").indicator for one in ("population", "pop_20_64", "carreaux_menages_pauvres")]
    read += [values(one, "commune").indicator for one in _SPREAD]
    return tuple(dict.fromkeys(one.source for one in read))


def _known(name: str) -> Floats:
    """Return an indicator by IRIS, the territory's mean where it is not published."""
    value = values(name, "iris").value
    return np.where(np.isnan(value), np.nanmean(value), value)


def _helped(codes: tuple[str, ...], total: Floats, under_65: Floats, share: float) -> Floats:
    """Spread the helped over the IRIS: by commune like the published counts, inside it like the unemployed."""
    place = territory.load()
    counted = sum(np.nan_to_num(values(one, "commune").value) for one in _SPREAD)
    of_commune = dict(zip(place.codes("commune"), np.asarray(counted, dtype=float), strict=True))
    within = under_65 * np.maximum(_known("taux_chomage_rp"), 1.0)
    communes = np.array([place.commune_of(code) for code in codes])
    wanted = np.zeros(len(codes))
    for commune, count in of_commune.items():
        inside = communes == commune
        wanted[inside] = max(count, 1.0) * within[inside] / within[inside].sum()
    limit = MOST_HELPED * under_65
    target = min(share * float(total.sum()), 0.99 * float(limit.sum()))
    helped = wanted
    for _ in range(100):
        helped = np.minimum(helped * (target / helped.sum()), limit)
    return np.asarray(helped)
