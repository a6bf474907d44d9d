"""Classes of values: bounds worked by hand, other solvers as oracles, and what must hold for any values."""

import math
import re
import warnings
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.formats import NARROW
from geo.cartography import classify
from geo.errors import ClassificationError

AUTOMATIC = ["quantiles", "jenks", "equal", "std", "pretty"]

rates = st.integers(-400, 4000).map(lambda tenths: tenths / 10)
any_values = st.lists(
    st.one_of(rates, st.floats(-1e9, 1e9), st.just(float("nan")), st.just(0.0)), min_size=0, max_size=60
)


def spread_within(values: np.ndarray, index: np.ndarray) -> float:
    """The sum of squared deviations from the class means."""
    groups = [values[index == i] for i in np.unique(index)]
    return sum(float(((group - group.mean()) ** 2).sum()) for group in groups)


def mapclassify_bins(name: str, values: np.ndarray, **options: object) -> np.ndarray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mapclassify

        return np.asarray(getattr(mapclassify, name)(values, **options).bins)


class TestByHand:
    def test_quantiles_share_nine_values_equally(self):
        """Nine distinct values make three classes of three."""
        classes = classify([9, 1, 8, 2, 7, 3, 6, 4, 5], scheme="quantiles", k=3)
        assert classes.counts == (3, 3, 3)
        assert classes.breaks == (1, 4, 7, 9)
        assert classes.labels == ("moins de 4", "4 à 6", "7 et plus")

    def test_natural_breaks_find_the_three_clumps(self):
        """Values that lie in three clumps are parted between the clumps, at round numbers."""
        classes = classify([12, 14, 13, 51, 50, 98, 103, 99], scheme="jenks", k=3)
        assert classes.index.tolist() == [0, 0, 0, 1, 1, 2, 2, 2]
        assert classes.breaks == (12, 30, 70, 103)

    def test_equal_intervals_have_one_width_and_may_be_empty(self):
        """0 to 100 in four parts is cut at 25, 50 and 75, and the part without a value stays."""
        classes = classify([0, 10, 24, 25, 60, 70, 100], scheme="equal", k=4)
        assert classes.breaks == (0, 25, 50, 75, 100)
        assert classes.counts == (3, 1, 2, 1)
        classes = classify([0, 10, 11, 100], scheme="equal", k=4)
        assert classes.counts == (3, 0, 0, 1)
        assert classes.labels == ("moins de 25", "25 à 49", "50 à 74", "75 et plus")

    def test_standard_deviations_straddle_the_mean(self):
        """With mean 10 and deviation 2, three classes are cut at 9 and 11, four at 8, 10 and 12."""
        values = np.array([7.0, 9, 10, 11, 13, 10, 8, 12])
        values = (values - values.mean()) / values.std(ddof=1) * 2 + 10
        assert classify(values, scheme="std", k=3, decimals=3).breaks[1:-1] == pytest.approx((9, 11))
        assert classify(values, scheme="std", k=4, decimals=3).breaks[1:-1] == pytest.approx((8, 10, 12))

    def test_pretty_bounds_are_round(self):
        """12.3 to 47.9 in about four classes is cut at 20, 30 and 40."""
        classes = classify([12.3, 22.8, 31.5, 47.9], scheme="pretty", k=4)
        assert classes.breaks == (12.3, 20, 30, 40, 47.9)
        assert classes.labels == ("moins de 20,0", "20,0 à 29,9", "30,0 à 39,9", "40,0 et plus")

    def test_a_value_on_a_round_bound_lies_above_it(self):
        """« moins de 20 » is true of nobody who has 20."""
        classes = classify([10, 20, 30], scheme="manual", breaks=[20, 30])
        assert classes.index.tolist() == [0, 1, 2]

    def test_manual_bounds_stay_whatever_the_values(self):
        """The legend of given bounds does not move with the data, empty classes included."""
        labels = ("moins de 5", "5 à 9", "10 à 19", "20 et plus")
        for values in ([6, 7], [1, 30], [], [float("nan")]):
            classes = classify(values, scheme="manual", breaks=[5, 10, 20], decimals=0)
            assert classes.labels == labels
            assert len(classes.counts) == 4
            assert classes.note == ""

    def test_manual_bounds_are_never_cut_short(self):
        """A bound given with two decimals is written with two, though the values have none."""
        assert classify([1, 2, 3], scheme="manual", breaks=[1.25]).labels == ("moins de 1,25", "1,25 et plus")

    def test_an_unreachable_place_joins_the_last_class(self):
        """An infinite duration is « 20 et plus », and not missing."""
        classes = classify([3, 12, math.inf], scheme="manual", breaks=[10, 20], decimals=0)
        assert classes.index.tolist() == [0, 1, 2]
        assert classes.breaks[-1] == math.inf

    def test_outer_classes_can_state_their_bounds(self):
        """Without open ends, the legend says where the values begin and end."""
        classes = classify([9, 1, 8, 2, 7, 3, 6, 4, 5], scheme="quantiles", k=3, open_ends=False)
        assert classes.labels == ("1 à 3", "4 à 6", "7 à 9")

    def test_the_formatter_writes_the_labels(self):
        """Labels are written by the caller's format."""
        classes = classify([100, 200, 300, 400], scheme="quantiles", k=2, formatter=lambda v, d: f"{v:.{d}f} €")
        assert classes.labels == ("moins de 300 €", "300 € et plus")

    def test_thousands_and_decimals_are_french(self):
        """The default format has a narrow no-break space and a decimal comma."""
        classes = classify([19249.5, 20639.5, 25000.5, 26000.5], scheme="quantiles", k=2)
        assert classes.labels == (f"moins de 23{NARROW}000,0", f"23{NARROW}000,0 et plus")


class TestFewValues:
    @pytest.mark.parametrize("scheme", AUTOMATIC)
    def test_nothing_to_class(self, scheme):
        """Missing values alone give no class, −1 everywhere and a sentence."""
        classes = classify([float("nan")] * 3, scheme=scheme, k=5)
        assert classes.k == 0
        assert classes.index.tolist() == [-1, -1, -1]
        assert classes.missing == 3
        assert classes.note == "Aucune valeur à classer."

    @pytest.mark.parametrize("scheme", AUTOMATIC)
    def test_a_single_value(self, scheme):
        """One value, however often, is one class that bears its number."""
        classes = classify([15.8, 15.8, float("nan")], scheme=scheme, k=5)
        assert classes.labels == ("15,8",)
        assert classes.breaks == (15.8, 15.8)
        assert classes.index.tolist() == [0, 0, -1]
        assert "1\u00a0classe au lieu de 5" in classes.note

    def test_fewer_distinct_values_than_classes(self):
        """Three distinct values cannot make five classes, and the note says so."""
        classes = classify([0, 0, 1, 1, 16], scheme="jenks", k=5)
        assert classes.labels == ("0", "1 à 9", "16")
        assert "3\u00a0valeurs distinctes" in classes.note

    def test_heavy_ties_reduce_quantiles(self):
        """Thirty zeros in forty values fill three of the five shares: they stay one class."""
        classes = classify([0] * 30 + list(range(1, 11)), scheme="quantiles", k=5)
        assert classes.counts[0] == 30
        assert classes.k == 3
        assert "valeurs égales" in classes.note

    def test_values_that_read_the_same_share_a_class(self):
        """14.96 and 15.02 both read 15,0: no scheme may part them."""
        for scheme in AUTOMATIC:
            classes = classify([1, 2, 14.96, 15.02, 30, 31], scheme=scheme, k=5, decimals=1)
            assert classes.index[2] == classes.index[3]


class TestAgainstOtherSolvers:
    @given(st.lists(rates, min_size=3, max_size=14, unique=True), st.integers(2, 5))
    @settings(max_examples=60, deadline=None)
    def test_natural_breaks_are_optimal(self, values, k):
        """No way of cutting the ranked values has a smaller spread within classes (all ways tried)."""
        values = np.sort(np.array(values))
        k = min(k, len(values))
        best = min(
            spread_within(values, np.searchsorted(np.array(cut), np.arange(len(values)), side="right"))
            for cut in combinations(range(1, len(values)), k - 1)
        )
        found = classify(values, scheme="jenks", k=k)
        assert found.k == k
        assert spread_within(values, found.index) == pytest.approx(best, abs=1e-6)

    def test_natural_breaks_match_mapclassify(self):
        """On sixty skewed values, with ties, the spread equals that of mapclassify's Fisher-Jenks."""
        values = np.round(np.random.default_rng(3).lognormal(3, 1, 60), 0)
        bins = mapclassify_bins("FisherJenks", values, k=5)
        theirs = spread_within(values, np.searchsorted(bins, values, side="left"))
        assert spread_within(values, classify(values, scheme="jenks", k=5).index) == pytest.approx(theirs)

    def test_natural_breaks_keep_a_small_spread_on_a_large_level(self):
        """Years around 2 000 000 with differences of a hundredth are still parted in their clumps."""
        values = 2e6 + np.array([0.01, 0.02, 0.03, 0.21, 0.22, 0.51, 0.52])
        assert classify(values, scheme="jenks", k=3, decimals=2).index.tolist() == [0, 0, 0, 1, 1, 2, 2]

    @given(st.lists(rates, min_size=2, max_size=60), st.integers(2, 7))
    @settings(max_examples=60, deadline=None)
    def test_quantiles_match_mapclassify(self, values, k):
        """Where values repeat no bound, the classes are those of mapclassify's quantiles."""
        values = np.array(values)
        k = min(k, len(np.unique(values)))
        # Far less than the step between values: its interpolation may fall short of the value that it means.
        bins = mapclassify_bins("Quantiles", values, k=k)
        theirs = np.unique(np.searchsorted(bins + 1e-7, values, side="left"), return_inverse=True)[1]
        assert classify(values, scheme="quantiles", k=k).index.tolist() == theirs.tolist()

    def test_equal_intervals_match_mapclassify(self):
        """On values that lie on no bound, the classes are those of mapclassify."""
        values = np.round(np.random.default_rng(5).uniform(3, 90, 50), 2)
        bins = mapclassify_bins("EqualInterval", values, k=5)
        expected = np.searchsorted(bins, values, side="left")
        assert classify(values, scheme="equal", k=5).index.tolist() == expected.tolist()

    def test_standard_deviations_match_mapclassify(self):
        """The bounds are the mean and multiples of the sample's deviation."""
        values = np.random.default_rng(7).normal(50, 10, 200)
        bins = mapclassify_bins("StdMean", values, multiples=[-1.5, -0.5, 0.5, 1.5])
        found = classify(values, scheme="std", k=5, decimals=4).breaks[1:-1]
        assert found == pytest.approx(bins[:4], abs=1e-4)


class TestAlways:
    @given(any_values, st.sampled_from(AUTOMATIC), st.integers(1, 7), st.sampled_from([None, 0, 1, 3]))
    @settings(max_examples=300, deadline=None)
    def test_the_classes_hold(self, values, scheme, k, decimals):
        """Whatever the values: within bounds, in order, ties together, missing apart, counted, named."""
        classes = classify(values, scheme=scheme, k=k, decimals=decimals)
        values = np.array(values, dtype=float)
        missing = np.isnan(values)
        assert (classes.index[missing] == -1).all()
        assert classes.k <= 7
        if scheme != "pretty":
            assert classes.k <= k
        assert len(classes.counts) == classes.k == max(0, len(classes.breaks) - 1)
        assert sum(classes.counts) == int((~missing).sum())
        shown = np.array([round(v, classes.decimals) for v in values[~missing].tolist()])
        index = classes.index[~missing]
        bounds = np.array(classes.breaks)
        assert (np.diff(bounds[:-1]) > 0).all()
        for value, i in zip(shown, index, strict=True):
            assert bounds[i] <= value <= bounds[i + 1]
            assert value < bounds[i + 1] or i == classes.k - 1
        order = np.argsort(shown, kind="stable")
        assert (np.diff(index[order]) >= 0).all()
        assert len({(v, i) for v, i in zip(shown.tolist(), index.tolist(), strict=True)}) == len(set(shown))
        assert len(set(classes.labels)) == classes.k

    @given(st.lists(rates, min_size=2, max_size=40), st.sampled_from(AUTOMATIC), st.integers(2, 7))
    @settings(max_examples=150, deadline=None)
    def test_labels_never_overlap(self, values, scheme, k):
        """Read back as numbers, each label ends below where the next begins, and holds its values."""
        classes = classify(values, scheme=scheme, k=k, decimals=1)
        ranges = []
        for label in classes.labels:
            found = [
                float(text.replace(NARROW, "").replace("−", "-").replace(",", "."))
                for text in re.findall(r"−?[\d\u202f]+(?:,\d+)?", label)
            ]
            low, high = found[0], found[-1]
            if label.startswith("moins de"):
                low, high = -math.inf, high - 0.1
            elif label.endswith("et plus"):
                high = math.inf
            ranges.append((low - 1e-9, high + 1e-9))
        assert all(one[1] < other[0] for one, other in pairwise(ranges))
        for value, i in zip(values, classes.index, strict=True):
            assert ranges[i][0] <= value <= ranges[i][1]

    @given(st.lists(rates, min_size=2, max_size=40), st.sampled_from(AUTOMATIC), st.integers(2, 7))
    @settings(max_examples=80, deadline=None)
    def test_rounded_bounds_change_no_class(self, values, scheme, k):
        """Classing again by the rounded bounds gives the same classes."""
        first = classify(values, scheme=scheme, k=k)
        inner = first.breaks[1:-1]
        if inner:
            again = classify(values, scheme="manual", breaks=inner)
            assert again.index.tolist() == first.index.tolist()

    def test_the_index_cannot_be_written(self):
        """A result is shared between readers, so nobody writes into it."""
        classes = classify([1, 2, 3], scheme="quantiles", k=2)
        with pytest.raises(ValueError, match="read-only"):
            classes.index[0] = 5


class TestRefusals:
    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ({"scheme": "quantiles", "k": 8}, "de 1 à 7 classes, pas 8"),
            ({"scheme": "quantiles", "k": 0}, "pas 0"),
            ({"scheme": "manual", "breaks": [1, 2, 3, 4, 5, 6, 7]}, "pas 8"),
            ({"scheme": "manual", "breaks": []}, "pas 1"),
            ({"scheme": "manual", "breaks": [2, 1]}, "croître strictement\u202f: 2\u202f; 1"),
            ({"scheme": "manual", "breaks": [1, float("nan")]}, "croître"),
            ({"scheme": "manual"}, "bornes"),
            ({"scheme": "jenks", "breaks": [1]}, "bornes"),
            ({"scheme": "manual", "breaks": [1], "k": 5}, "classes"),
            ({"scheme": "déciles", "k": 3}, "«\u202fdéciles\u202f»"),
            ({"scheme": "equal", "k": 3, "decimals": 12}, "pas 12"),
        ],
    )
    def test_impossible_demands_name_the_value(self, options, sentence):
        """A demand that no legend can meet is refused with a sentence that names it."""
        with pytest.raises(ClassificationError, match=re.escape(sentence)):
            classify([1, 2, 3], **options)

    def test_a_value_beyond_any_legend(self):
        """A value that no legend can write is refused."""
        with pytest.raises(ClassificationError, match="trop grande"):
            classify([1.0, 1e20], scheme="equal", k=2)
