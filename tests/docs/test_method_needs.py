"""The worked examples of the need index and of space, done again with the functions of the application."""

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from data.formats import number
from geo.clusters import getis_ord, moran
from geo.multiplicity import adjusted
from geo.overlay import interpolate
from indicators.needs import Choices, composite, robustness
from indicators.needs.aggregate import Aggregation, aggregate, fronts
from indicators.needs.normalise import normalise
from indicators.needs.sobol import indices
from indicators.needs.weights import analysed, compared, shared

Says = Callable[..., None]
LINE = {"a": ("b",), "b": ("a", "c"), "c": ("b", "d"), "d": ("c",)}


def _short(value: float, decimals: int = 1) -> str:
    """Write a number without the decimals that are 0."""
    return number(value, 0 if float(value).is_integer() else decimals)


def test_a_masked_count_bounds_its_rate(says: Says) -> None:
    """At most four households of eighty."""
    says("Une commune de 80 ménages", f"tiré entre 0 et {number(100 * (5 - 1) / 80, 1)} pour 100 ménages")


def test_the_error_of_a_sample(says: Says) -> None:
    """Two fifths of 1 000 households, 20 %."""
    from indicators.needs.doubt import Z95
    from indicators.needs.observed import SURVEYED_SHARE, _binomial

    deviation = _binomial(np.array([20.0]), np.array([1000 * SURVEYED_SHARE]))[0] * np.sqrt(1 - SURVEYED_SHARE)
    low, high = 20 - Z95 * deviation, 20 + Z95 * deviation
    says(f"= {number(deviation, 1)} point ; l'intervalle à 95 % va de {number(low, 1)} à {number(high, 1)} %")


def test_scales(says: Says) -> None:
    """From the lowest to the highest, by standard deviations, by ranks."""
    one, none = np.array([1.0]), np.zeros((1, 2))
    ends, z, ranks = (
        [_short(value) for value in normalise(np.array([values], dtype=float), method, one, none)[0]]
        for values, method in (([10, 20, 30], "minmax"), ([4, 8], "z"), ([7, 9, 9, 12], "rank"))
    )
    says(
        f"10, 20 et 30 % de ménages pauvres donnent {ends[0]} ; {ends[1]} et {ends[2]}.",
        f"à 4 et 8 minutes donnent {z[0]} et {z[1]}",
        f"donnent {ranks[0]} ; {ranks[1]} ; {ranks[2]} et {ranks[3]}.",
    )


def test_means(says: Says) -> None:
    """4 and 16, of equal weights."""
    methods: tuple[Aggregation, ...] = ("arithmetic", "geometric", "harmonic", "mpi")
    found = [aggregate(np.array([[4.0], [16.0]]), np.array([0.5, 0.5]), method).item() for method in methods]
    a, g, h, mp = (_short(round(value, 6)) for value in found)
    says(f"$A$ = {a} ; $G$ = {g} ; $H$ = {h} ; MP = {mp}")


def test_pareto(says: Says) -> None:
    """Four areas by two components."""
    found = fronts(np.array([[3.0, 1, 2, 0], [1.0, 3, 0, 0]])).tolist()
    says(f"Leurs fronts sont {found[0]}, {found[1]}, {found[2]} et {found[3]}")


def test_points_of_a_committee(says: Says) -> None:
    """Two people, three components."""
    a, b, c = (number(weight, 3) for weight in shared([[50, 30, 20], [1, 1, 2]]))
    says(f"les poids sont {a}, {b} et {c}")


def test_comparisons_two_by_two(says: Says) -> None:
    """Eigenvector, eigenvalue and inconsistency."""
    of = compared([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]])
    a, b, c = (number(weight, 3) for weight in of.weights)
    says(
        f"les poids sont {a}, {b} et {c} ; $\\lambda$ = {number(of.eigenvalue, 3)} ; l'incohérence est de "
        f"{number(100 * of.consistency_ratio, 1)} %"
    )


def test_weights_had_from_the_data(says: Says) -> None:
    """Two components of correlation 0.5 over three areas."""
    values = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0]])
    correlation = np.corrcoef(values, rowvar=False)
    low, high = np.linalg.eigvalsh(correlation)
    of = analysed(values)
    assert of.factors == 1
    a, b = (number(weight, 1) for weight in of.weights)
    says(
        f"leur corrélation est {number(correlation[0, 1], 1)}, les valeurs propres {number(high, 1)} et "
        f"{number(low, 1)}",
        f"il explique {number(100 * of.share)} % de la variance, et les poids sont {a} et {b}",
    )


def test_the_index_that_is_shown(says: Says) -> None:
    """Three areas on two opposite components, by two ways of combining."""
    table = pd.DataFrame({"a": [0.0, 5, 10], "b": [10.0, 5, 0]})
    assert composite(table, directions={"a": 1, "b": 1}).nunique() == 1
    a, b, c = (_short(round(v, 6)) for v in composite(table, directions={"a": 1, "b": 1}, aggregate="geometric"))
    says(f"la moyenne géométrique, {a} ; {b} et {c}, met le deuxième en tête")


def test_weights_that_vary_by_half(says: Says) -> None:
    """Eight equal weights, the concentration of the application."""
    concentration = Choices().concentration
    deviation = np.sqrt(1 / 8 * 7 / 8 / (concentration + 1))
    assert deviation == pytest.approx(0.5 / 8)
    says(
        f"Huit poids égaux, $c$ = {number(concentration)} : chaque poids vaut {number(100 / 8, 1)} %, à "
        f"{number(100 * deviation, 1)} points près"
    )


def test_equals_share_the_places(says: Says) -> None:
    """Four equals for two places."""
    found = robustness(pd.DataFrame({"a": [1.0] * 4}), directions={"a": 1}, tops=(2,), draws=10)
    says(f"chacun a une probabilité de {number(100 * found['top_2'][0])} %")


def test_parts_of_a_variance(says: Says) -> None:
    """x + 2 y."""
    a, b = np.random.default_rng(0).random((2, 400_000, 2))

    def of(draws: np.ndarray) -> np.ndarray:
        return (draws[:, 0] + 2 * draws[:, 1])[:, None]

    mixed = np.stack([of(np.column_stack([b[:, 0], a[:, 1]])), of(np.column_stack([a[:, 0], b[:, 1]]))])
    x, y = indices(of(a), of(b), mixed).whole_first
    says(f"soit {number(100 * x)} % et {number(100 * y)} %")


def test_moran_of_four_communes(says: Says) -> None:
    """Four communes in a line."""
    values = pd.Series([1.0, 2, 3, 4], index=list("abcd"))
    found = moran(values, LINE, permutations=9)
    z = getis_ord(values, LINE, permutations=9)["z"]["d"]
    says(
        f"$I$ = 2 / 5 = {number(found.statistic, 2)}, contre {number(found.expected, 2)} au hasard",
        f"soit {number(2 / z, 2)} : $z$ = 2 / {number(2 / z, 2)} = {number(z, 2)}",
    )


def test_adjusted_p_values(says: Says) -> None:
    """Four tests."""
    a, b, c, d = (number(p, 3) for p in adjusted([0.01, 0.04, 0.03, 0.5]))
    says(f"deviennent {a} ; {b} ; {c} et {d}.")


def test_a_zone_over_two_iris(says: Says) -> None:
    """Three cells, of 30, 10 and 20 inhabitants."""
    source = gpd.GeoDataFrame(
        {"households": [100.0, 60.0], "rate": [10.0, 40.0]},
        geometry=[shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)],
        crs=2154,
    )
    cells = gpd.GeoDataFrame(
        {"weight": [30.0, 10.0, 20.0]},
        geometry=[shapely.box(x, 0, x + 200, 200) for x in (0, 800, 1000)],
        crs=2154,
    )
    zone = gpd.GeoDataFrame(geometry=[shapely.box(500, 0, 1500, 1000)], crs=2154)
    found = interpolate(source, zone, extensive=["households"], intensive=["rate"], weights=cells).iloc[0]
    says(
        f"100 × 10 / 40 + 60 = {number(found['households'])} ménages",
        f"(10 × 10 + 20 × 40) / 30 = {number(found['rate'])} %",
    )


def test_a_rate_weighted_by_what_is_carried(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty dwellings and sixty, both wholly in the zone."""
    from indicators import catalogue, inside
    from indicators.values import PUBLISHED, Values

    indicator = catalogue.get("part_hlm", "iris")
    base = Values(catalogue.get(indicator.weight, "iris"), ("a", "b"), np.array([40.0, 60.0]), (PUBLISHED,) * 2)
    monkeypatch.setattr(inside, "values", lambda *_: base)
    of = Values(indicator, ("a", "b"), np.array([10.0, 40.0]), (PUBLISHED,) * 2)
    value, _, _ = inside._carried(of, np.ones((2, 1)), inside.MEAN)
    says(f"(10 × 40 + 40 × 60) / 100 = {number(value[0])} %")
