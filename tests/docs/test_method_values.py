"""The worked examples of values and comparisons, done again with the functions of the application."""

from collections.abc import Callable

import numpy as np
import pytest
import shapely

from data import store
from data.formats import about, enumerate_words, number
from indicators import catalogue, comparison
from indicators.values import MASKED, PUBLISHED, SECRET, Values, values

Says = Callable[..., None]


def test_numbers_are_written_with_the_precision_that_they_bear(says: Says) -> None:
    """An estimate keeps two figures."""
    says(
        f"{number(1234)} personnes estimées s'écrivent « {about(1234)} »",
        f"{number(86.4, 1)} s'écrivent « {about(86.4)} »",
        f"{number(0.4, 1)} s'écrit « {about(0.4)} »",
    )


def test_an_iris_is_the_cell_of_its_point(says: Says) -> None:
    """The border of two IRIS passes half-way between their points."""
    from data.build.outlines import _cells

    left, right = _cells(np.array([[300.0, 500.0], [1100.0, 500.0]]), shapely.box(0, 0, 2000, 1000))
    says(
        f"la limite passe à {number(left.bounds[2])} m, et les deux IRIS couvrent "
        f"{number(left.area / 1e6, 1)} km² et {number(right.area / 1e6, 1)} km²"
    )


def test_a_neighbourhood_is_a_circle_of_its_area(says: Says) -> None:
    """The radius follows from the hectares."""
    table = store.read_geometry("qpv").to_crs(2154).set_index("name")
    west, _, east, _ = table.geometry["Quatre As"].bounds
    says(
        f"Quatre As, {number(table['area_ha']['Quatre As'])} ha",
        f"un cercle de {number((east - west) / 2)} m de rayon",
    )


def test_a_cell_lies_where_its_name_says(says: Says) -> None:
    """Corner and centre of the example."""
    from data.build.grid import SIDE_M, corner

    east, north = corner("CRS3035RES200mN3034800E3803600")
    says(
        f"son coin à {number(east)} m vers l'est et {number(north)} m vers le nord ; son centre est à "
        f"{number(east + SIDE_M / 2)} m et {number(north + SIDE_M / 2)} m"
    )


def test_neighbours_share_a_border(says: Says) -> None:
    """A corner is not enough."""
    import geopandas as gpd

    from geo.neighbours import neighbours

    squares = [shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000), shapely.box(1000, 1000, 2000, 2000)]
    found = neighbours(gpd.GeoDataFrame({"code": ["a", "b", "c"]}, geometry=squares, crs=2154))
    assert [len(found[code]) for code in "abc"] == [1, 2, 1]
    says("Le premier a un seul voisin, le deuxième en a deux")


def test_a_ratio_divides_two_published_counts(says: Says) -> None:
    """Recipients and density of Arras."""
    of = {name: values(name, "commune").of("62041") for name in ("foyers_rsa", "menages_fiscaux", "part_rsa")}
    of |= {name: values(name, "commune").of("62041") for name in ("population", "superficie", "densite")}
    says(
        f"Arras : {number(of['foyers_rsa'])} foyers au RSA pour {number(of['menages_fiscaux'])} ménages fiscaux, "
        f"soit {number(of['part_rsa'], 1)} pour 100 ménages",
        f"{number(of['population'])} habitants sur {number(of['superficie'], 2)} km², soit "
        f"{number(of['densite'])} habitants au km²",
    )


def test_a_commune_cut_into_iris_has_their_weighted_mean(says: Says) -> None:
    """The single parents of Saint-Nicolas."""
    from indicators.of_communes import from_iris

    rate, base = values("part_monoparents", "iris"), values("menages", "iris")
    north, south = "627640102", "627640101"
    says(
        f"{number(rate.of(north), 1)} % de {number(base.of(north))} ménages au nord, {number(rate.of(south), 1)} % de "
        f"{number(base.of(south))} ménages au sud, soit "
        f"{number(from_iris('part_monoparents').of('62764'), 1)} % de l'ensemble",
        f"la moyenne simple, {number((rate.of(north) + rate.of(south)) / 2, 1)} %",
    )


def _made(numbers: list[float], hidden: str, name: str = "foyers_rsa") -> Values:
    """Return an indicator on made-up communes, hidden where it is NaN."""
    status = tuple(hidden if np.isnan(value) else PUBLISHED for value in numbers)
    codes = tuple("abcdef"[: len(numbers)])
    return Values(catalogue.get(name, "commune"), codes, np.array(numbers), status)


def test_a_total_with_hidden_values_is_a_lower_bound(says: Says) -> None:
    """A masked count adds nothing and is said."""
    found = comparison.whole(_made([120, 35, np.nan, 10], MASKED))
    assert found.note.startswith("au moins")
    says(f"120, 35, masqué, 10. Le total est « au moins » {number(found.value)}")


def test_a_ratio_of_the_whole_is_no_mean_of_ratios(says: Says) -> None:
    """Arras and Saint-Nicolas together."""
    from indicators.around import together

    rate = values("part_rsa", "commune")
    found = together(rate, ("62041", "62764"), "ensemble")
    top, bottom = values("foyers_rsa", "commune"), values("menages_fiscaux", "commune")
    says(
        f"Saint-Nicolas ({number(top.of('62764'))} pour {number(bottom.of('62764'))}) : ensemble, "
        f"{number(found.value, 1)} pour 100 ménages",
        f"la moyenne des deux rapports, {number((rate.of('62041') + rate.of('62764')) / 2, 1)}",
    )


def test_ties_share_the_best_rank(says: Says) -> None:
    """The secret value takes no part."""
    of = _made([12.5, 9.1, 9.1, 4.0, np.nan], SECRET, "taux_pauvrete")
    ranks = [comparison.rank(of, code) for code in "abcd"]
    assert comparison.rank(of, "e") is None
    places = [str(rank.place) for rank in ranks if rank is not None]
    assert ranks[3] is not None
    says(f"les rangs sont {enumerate_words(places)}, {ranks[3].text.partition(' ')[2]}")


def test_communes_of_similar_size(says: Says) -> None:
    """The likes of Basseux, with their gaps."""
    from indicators.sheet import SIZE_FACTOR, peers

    people = values("population", "commune")
    own = people.of("62085")
    names = store.read("communes").set_index("code")["name"]
    sizes = [(names[code], people.of(code)) for code in peers("62085")]
    texts = [f"{name} ({number(size)}, écart {number(np.log(size / own), 2)})" for name, size in sizes]
    texts = [texts[0], *(text.replace("écart ", "") for text in texts[1:])]
    says(
        f"Basseux, {number(own)} habitants : de {number(own / SIZE_FACTOR, 1)} à {number(own * SIZE_FACTOR)} "
        f"habitants, seules {enumerate_words(texts)} conviennent"
    )


def test_median_and_quartiles(says: Says) -> None:
    """Four values."""
    found = comparison.median_of(_made([3, 5, 9, 12], SECRET), tuple("abcd"), "")
    low, high = np.percentile([3, 5, 9, 12], [25, 75])
    says(f"la médiane est {number(found.value)}, les quartiles sont {number(low, 1)} et {number(high, 2)}")


def test_a_clear_departure_of_a_commune(says: Says) -> None:
    """The recipients of Beaumetz-lès-Loges beside its likes."""
    from indicators.sheet import CLEAR, FEWEST_PEOPLE, sheet

    row = next(row for row in sheet("62097").rows if row.indicator.id == "part_rsa")
    low, high = np.percentile(row.everyone, [25, 75])
    base = values("menages_fiscaux", "commune").of("62097")
    people = abs(row.value - row.similar.value) * base / 100
    assert row.gap == pytest.approx((row.value - row.similar.value) / (high - low))
    assert row.gap >= CLEAR
    assert people >= FEWEST_PEOPLE
    says(
        f"{number(row.value, 2)} pour 100 ménages contre {number(row.similar.value, 2)} dans les communes semblables, "
        f"quartiles {number(low, 2)} et {number(high, 2)} : l'écart vaut {number(row.gap, 2)} écart interquartile, et "
        f"{number(people, 1)} foyers sur {number(base)} ménages"
    )
