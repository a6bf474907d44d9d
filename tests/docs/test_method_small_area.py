"""The worked examples of small areas, done again with the functions of the application."""

from collections.abc import Callable

import numpy as np
import pytest

from data.formats import number
from indicators.small_area import benchmark, fay_herriot
from indicators.small_area.cells import SEED_RESPONDENTS, Margins, build_cells
from indicators.small_area.choice import FEWEST_AN_AREA, FEWEST_AREAS, FEWEST_EACH_WAY, FEWEST_FOR_UNIT, FEWEST_PLACES
from indicators.small_area.logistic import Fit
from indicators.small_area.proportions import arcsine_variance, generalised_variance, to_arcsine
from indicators.small_area.published import FEWEST_PEOPLE
from indicators.small_area.sample import PlacedSample
from indicators.small_area.synthetic import profile_rates
from indicators.small_area.unit_level import add_up
from indicators.survey import reliability, variation

Says = Callable[..., None]


def test_a_commune_of_two_profiles(says: Says) -> None:
    """Two profiles, added up over the people who have them."""
    people = np.zeros((1, 24))
    people[0, [5, 11]] = 60.0, 40.0  # « other » households without help and … each its own rate below
    sample = PlacedSample(
        "", ("a",), np.zeros((1, 0)), np.ones(24, dtype=bool), people, np.zeros(0), np.zeros(0),
        np.zeros(0, dtype=int), np.zeros(0, dtype=int),
    )  # fmt: skip
    from scipy.special import logit

    from indicators.small_area.profiles import profile_columns

    own = np.linalg.lstsq(np.hstack([np.ones((2, 1)), profile_columns()[[5, 11]]]), logit([0.10, 0.25]), rcond=None)[0]
    coefficients = np.concatenate([own, np.zeros(6)])[None, :]
    found = float(add_up(sample, coefficients)[0, 0])
    says(f"(60 × 10 + 40 × 25) / 100 = {number(100 * found, 0, '%')}")


def test_cells_without_structure(says: Says) -> None:
    """Ten young people, half of the commune alone: five."""
    cells = build_cells(
        Margins(("a",), np.array([[10.0, 60.0, 20.0, 10.0]]), np.array([[50.0, 10.0, 40.0]]), np.array([20.0])),
        np.full((4, 3, 2), 1 / 24),
    )
    young_alone = float(cells.people.reshape(4, 3, 2)[0, 0].sum())
    says(
        f"10 × 50 / 100 = {number(young_alone)} jeunes vivent seuls",
        f"compte pour {number(SEED_RESPONDENTS)} répondants",
    )


@pytest.mark.parametrize(("respondents", "text"), [(100, "16 / 20 = {} "), (6, "0,96 / 4,96 = {}")])
def test_local_share(says: Says, respondents: int, text: str) -> None:
    """A hundred respondents of an area say most of what is known of it, six do not."""
    told = np.array([[[respondents * 0.2 * 0.8]]])
    fit = Fit(np.array([0.5]), np.array([1.0]), np.zeros((0, 0)), told)
    # Nobody in the group: its effect counts for nothing, the area's own remains.
    share = told[0, 0, 0] / (told[0, 0, 0] + 4)
    assert 0 < fit.local(np.zeros((1, 1)))[0] <= share + 1e-9
    says(text.format(number(100 * share, 0, "%")).strip())


def test_fay_herriot_of_five_areas(says: Says) -> None:
    """The variance, the shrinkage, the first estimate and its error."""
    found = fay_herriot([10.0, 12.0, 14.0, 16.0, 18.0], np.full(5, 4.0), np.ones((5, 1)))
    says(
        f"$\\sigma^2$ = 10 − 4 = {number(found.sigma2)} et $\\gamma$ = {number(found.gamma[0], 1)}",
        f"0,6 × 10 + 0,4 × 14 = {number(found.eblup[0], 1)}",
        f"2,4 + 0,32 + 1,28 = {number(found.mse[0])}",
    )
    moved = benchmark(found, np.ones(5), 15.4)
    says(
        f"multiplié par {number(moved.ratio, 1)}",
        f"de 11,6 à {number(moved.benchmarked[0], 2)}",
        f"4 + 1,16² = {number(moved.benchmarked_mse[0], 2)}",
    )


def test_nobody_of_six(says: Says) -> None:
    """The angle and its variance, and the smoothed variance."""
    says(
        f"arcsin √(0,375 / 6,75) = {number(float(to_arcsine(0.0, 6.0)), 3)}",
        f"de variance 1 / 26 = {number(float(arcsine_variance(6.0)), 3)}",
        f"0,15 × 0,85 / 6 = {number(float(generalised_variance(6.0, 0.15, 1.0)), 3)}",
    )


def test_rate_of_a_rare_profile(says: Says) -> None:
    """Ten respondents, four of them in non-take-up, drawn towards the whole's fifteen per cent."""
    yes = np.concatenate([np.ones(4), np.zeros(6), np.ones(11), np.zeros(79)])
    sample = PlacedSample(
        "", ("a",), np.zeros((1, 0)), np.ones(24, dtype=bool), np.ones((1, 24)), yes, np.ones(100),
        np.repeat([0, 1], [10, 90]), np.zeros(100, dtype=int),
    )  # fmt: skip
    assert sample.whole == pytest.approx(0.15)
    says(f"(4 + 5 × 0,15) / (10 + 5) = {number(100 * profile_rates(sample)[0], 0, '%')}")


def test_reliability_of_an_estimate(says: Says) -> None:
    """Four points of error are fragile, six cannot be published."""
    first, second = variation(0.16, 0.04, proportion=True), variation(0.16, 0.06, proportion=True)
    says(
        f"4 / 16 = {number(first, 0, '%')}, estimation {reliability(1200, first)}",
        f"{number(second, 1, '%')} : {reliability(1200, second)}",
    )


def test_what_the_methods_need(says: Says) -> None:
    """The criteria that are written are those of the code."""
    says(
        f"{FEWEST_FOR_UNIT} répondants en tout, dont {FEWEST_EACH_WAY} de chaque côté",
        f"{FEWEST_AREAS} territoires d'au moins {FEWEST_AN_AREA:.0f} répondants utiles",
        f"moins de {FEWEST_PEOPLE} habitants",
        "de quatre territoires au moins",
    )
    assert FEWEST_PLACES == 4


def test_hypotheses_of_small_areas(says: Says) -> None:
    """The values of the document are those of the code."""
    from indicators.small_area import census, logistic, synthetic

    assert logistic.GROUP_RATIO == 0.5
    says(
        f"| E1 | Écart type entre territoires le plus probable avant toute réponse | "
        f"{number(logistic.BETWEEN_SCALE, 1)} sur l'échelle logit |",
        f"mêlés à l'indépendance pour {number(SEED_RESPONDENTS)} répondants |",
        f"| au plus {number(100 * census.MOST_HELPED)} % des moins de 65 ans d'un IRIS |",
        f"| {FEWEST_PEOPLE} habitants du public |",
        f"| {FEWEST_FOR_UNIT} répondants, {FEWEST_EACH_WAY} de chaque côté |",
        f"| {FEWEST_AREAS} territoires de {FEWEST_AN_AREA:.0f} répondants utiles |",
        f"| des répondants de {FEWEST_PLACES} territoires |",
        f"| E9 | Le taux de tous, dans celui d'un profil | {number(synthetic.PRIOR_RESPONDENTS)} répondants |",
        document="hypotheses.md",
    )
