"""What may be shown of imports: nothing hidden can be had from a total, another table, a zone, a vintage or a rate."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from indicators.imported.columns import PUBLIC, Column
from indicators.imported.release import Release, release
from tests.indicators.imported.cases import GROUND, column, shown

COMMUNES = {"A": 100, "B": 40, "C": 30, "D": 60, "E": 80, "F": 50}
IRIS = {"A1": 50, "A2": 5, "A3": 45, "B1": 40, "C1": 30, "D1": 60, "E1": 80, "F1": 50}


def hidden(made: Release, of: Column) -> set[str]:
    """Return the areas of a column that are not shown."""
    return {code for code, value in shown(made.table, of).items() if value is None}


def test_figures_that_tell_of_nobody_few_are_all_shown() -> None:
    """Without a small count nothing is hidden, and 0 and 11 are no small counts."""
    one = column("commune", "suivis", COMMUNES | {"B": 0, "C": 11})
    made = release([one], GROUND)
    assert hidden(made, one) == set()
    assert (made.few, made.others, made.groups) == (0, 0, 0)


def test_a_small_count_takes_another_with_it() -> None:
    """A commune of 7 could be had from the territory's total: the cheapest other commune is hidden too."""
    one = column("commune", "suivis", COMMUNES | {"B": 7})
    made = release([one], GROUND)
    assert hidden(made, one) == {"B", "C"}
    assert (made.few, made.others) == (1, 1)


def test_an_iris_is_not_had_from_its_commune() -> None:
    """A2 counts 5 within a commune of 100, given by another file: A3, the cheapest of the others, goes with it."""
    iris, commune = column("iris", "suivis", IRIS), column("commune", "total", COMMUNES, step=1)
    made = release([iris, commune], GROUND)
    assert hidden(made, iris) == {"A2", "A3"}
    assert hidden(made, commune) == set()


def test_two_tables_that_say_the_same_share_their_secret() -> None:
    """The small commune of one file is hidden in the other, whatever the other calls it."""
    one = column("commune", "suivis", COMMUNES | {"B": 7})
    other = column("commune", "accompagnes", COMMUNES | {"B": 7}, step=1)
    made = release([one, other], GROUND)
    assert hidden(made, other) == hidden(made, one) == {"B", "C"}


def test_women_are_not_had_from_all_and_men() -> None:
    """Women are 4 of 40 in B: men or all are hidden there, and not in every other commune."""
    women = {"A": 50, "B": 4, "C": 15, "D": 30, "E": 40, "F": 25}
    men = {code: COMMUNES[code] - count for code, count in women.items()}
    three = [column("commune", name, of) for name, of in (("femmes", women), ("hommes", men), ("tous", COMMUNES))]
    made = release(three, GROUND)
    assert "B" in hidden(made, three[0])
    assert "B" in hidden(made, three[1]) | hidden(made, three[2])
    assert sum(len(hidden(made, one)) for one in three) <= 6


HOUSEHOLDS = {"A": 400, "B": 90, "C": 120, "D": 300, "E": 333, "F": 210}


def _rate(counts: dict[str, int], *, decimals: int = 1) -> Column:
    rates = {code: round(100 * counts[code] / HOUSEHOLDS[code], decimals) for code in HOUSEHOLDS}
    return column("commune", "taux", rates, rule="", nature="taux", decimals=decimals)


@pytest.mark.parametrize("step", [PUBLIC, 0])
def test_a_rate_alone_beside_its_base_gives_no_small_count(step: int) -> None:
    """7,8 % of 90 households are 7, though no file counts them: the rate is hidden there, and where B could be had
    from the territory's total."""
    base = column("commune", "menages", HOUSEHOLDS, step=step, rule="" if step == PUBLIC else "importe")
    rate = _rate(COMMUNES | {"B": 7})
    made = release([base, rate], GROUND)
    assert hidden(made, rate) == {"B", "C"}
    assert set(made.table["indicator"]) <= {base.indicator, rate.indicator}
    assert step == PUBLIC or hidden(made, base) == set()


def test_a_rate_that_tells_of_nobody_few_is_shown_whole() -> None:
    """Of the same base, with 11 at least everywhere; and one that is of no base at all."""
    base = column("commune", "menages", HOUSEHOLDS, step=PUBLIC, rule="")
    large, rent = _rate(COMMUNES), column(
        "commune", "loyer", {code: 7.3 + 0.7 * rank for rank, code in enumerate(HOUSEHOLDS)}, rule="", nature="montant",
        decimals=1,
    )  # fmt: skip
    made = release([base, large, rent], GROUND)
    assert hidden(made, large) == hidden(made, rent) == set()


def test_a_rate_goes_with_its_count() -> None:
    """A rate to one decimal beside its denominator gives the hidden count back: it is hidden there, and only there."""
    households = {"A": 400, "B": 90, "C": 120, "D": 300, "E": 333, "F": 210}
    count = column("commune", "suivis", COMMUNES | {"B": 7})
    base = column("commune", "menages", households, step=PUBLIC, rule="")
    rates = {code: round(100 * count.values[code] / households[code], 1) for code in households}
    rate = column("commune", "taux", rates, rule="", nature="taux", decimals=1)
    rest = column("commune", "reste", {code: 100 - one for code, one in rates.items()}, rule="", nature="taux",
                  decimals=1)  # fmt: skip
    other = column("commune", "loyer", {code: 7.5 + rank for rank, code in enumerate(households)}, rule="",
                   nature="montant", decimals=1)  # fmt: skip
    made = release([count, base, rate, rest, other], GROUND)
    assert hidden(made, rate) == hidden(made, rest) == hidden(made, count) == {"B", "C"}
    assert hidden(made, other) == set()
    assert made.rates == 4


def test_a_rate_of_counts_corrected_since_goes_with_them() -> None:
    """The rate that a first vintage was divided into gives back the counts that the second did not change."""
    households = {"A": 400, "B": 90, "C": 120, "D": 300, "E": 333, "F": 210}
    first = column("commune", "suivis", COMMUNES | {"B": 7}, in_use=False)
    base = column("commune", "menages", households, step=PUBLIC, rule="")
    rates = {code: round(100 * first.values[code] / households[code], 1) for code in households}
    rate = column("commune", "taux", rates, rule="", nature="taux", decimals=1)
    second = column("commune", "suivis", COMMUNES | {"B": 7, "A": 101}, step=1)
    assert "B" in hidden(release([first, base, rate, second], GROUND), rate)


def test_what_a_neighbourhood_leaves_of_its_iris_is_no_secret_told() -> None:
    """An IRIS of 50 of which the neighbourhood has 46 leaves 4 people outside: one of the two is hidden."""
    iris = column("iris", "suivis", IRIS | {"A2": 65})
    quarter = column("qpv", "suivis", {"Q": 46}, step=1)
    made = release([iris, quarter], GROUND)
    assert hidden(made, iris) == set()
    assert hidden(made, quarter) == {"Q"}


def test_what_was_shown_stays_and_what_was_hidden_too() -> None:
    """A vintage corrected in D leaves the other communes as they were: no choice is made anew."""
    before = column("commune", "suivis", COMMUNES | {"B": 7}, in_use=False)
    after = column("commune", "suivis", COMMUNES | {"B": 7, "C": 29, "D": 20}, step=1)
    assert hidden(release([before], GROUND), column("commune", "suivis", COMMUNES)) == set()
    made = release([before, after], GROUND)
    assert "B" in hidden(made, after)
    # B + C was told by the first: C corrected from 30 to 29 shows nothing of B only if it is hidden again.
    assert {"A", "E", "F"} & hidden(made, after) == set()


def test_public_figures_stay_public() -> None:
    """What a producer publishes is no secret of ours: a column that repeats it is shown whole."""
    published = column("commune", "population", COMMUNES | {"B": 7}, step=PUBLIC, rule="")
    repeated = column("commune", "habitants", COMMUNES | {"B": 7})
    assert hidden(release([published, repeated], GROUND), repeated) == set()


def test_a_total_published_elsewhere_hides_all_that_it_would_tell() -> None:
    """A commune of 7 that its producer publishes leaves no protection to its IRIS: none is shown."""
    published = column("commune", "population", COMMUNES | {"A": 7}, step=PUBLIC, rule="")
    iris = column("iris", "habitants", IRIS | {"A1": 3, "A2": 4, "A3": 0})
    made = release([published, iris], GROUND)
    assert {"A1", "A2"} <= hidden(made, iris)
    assert made.kept_whole == 1


def test_businesses_have_their_own_threshold() -> None:
    """Three businesses are enough, two are not."""
    one = column("commune", "entreprises", COMMUNES | {"B": 2, "C": 3}, rule="entreprises")
    assert hidden(release([one], GROUND), one) == {"B", "C"}
    assert hidden(release([column("commune", "e", COMMUNES | {"C": 3}, rule="entreprises")], GROUND), one) == set()


@given(
    st.lists(st.integers(0, 30), min_size=8, max_size=8),
    st.lists(st.floats(0, 1), min_size=8, max_size=8),
    st.lists(st.sampled_from([0, 0, 0, 1, 5]), min_size=8, max_size=8),
)
@settings(max_examples=25, deadline=None)
def test_a_naive_attacker_never_finds_a_small_count(
    everybody: list[int], shares: list[float], change: list[int]
) -> None:
    """An attacker with every sum, both levels, both sexes and both vintages leaves each small count at 11 or more."""
    codes = list(IRIS)
    first = dict(zip(codes, everybody, strict=True))
    second = {code: first[code] + more for code, more in zip(codes, change, strict=True)}
    women = {code: int(second[code] * share) for code, share in zip(codes, shares, strict=True)}
    men = {code: second[code] - women[code] for code in codes}
    by_commune = {"A": sum(second[code] for code in ("A1", "A2", "A3"))} | {
        of: second[code] for code, of in GROUND.same.items()
    }
    columns = [
        column("iris", "tous", first, in_use=False),
        column("iris", "femmes", women, step=1),
        column("iris", "hommes", men, step=1),
        column("iris", "tous", second, step=1),
        column("commune", "tous", by_commune, step=2),
    ]
    # What was shown of the first vintage is what its own release shows.
    old = column("iris", "tous", first)
    shown_before = shown(release([old], GROUND).table, old)
    now = release(columns, GROUND).table
    told: dict[tuple[str, str], float | None] = {("v1", code): value for code, value in shown_before.items()}
    for name, of in (("f", columns[1]), ("h", columns[2]), ("t", columns[3])):
        told |= {(name, code): value for code, value in shown(now, of).items()}
    told |= {("c", code): value for code, value in shown(now, columns[4]).items()}
    truth = {("v1", code): first[code] for code in codes} | {("f", code): women[code] for code in codes}
    truth |= {("h", code): men[code] for code in codes} | {("t", code): second[code] for code in codes}
    truth |= {("c", code): value for code, value in by_commune.items()}
    keys = list(truth)
    at = {key: place for place, key in enumerate(keys)}
    rows = []

    def equation(total: tuple[str, str], *parts: tuple[str, str]) -> None:
        row = np.zeros(len(keys))
        row[at[total]] = 1
        for part in parts:
            row[at[part]] -= 1
        rows.append(row)

    for code in codes:
        equation(("t", code), ("f", code), ("h", code))
        if first[code] == second[code]:
            equation(("t", code), ("v1", code))
    for code, of in GROUND.same.items():
        equation(("c", of), ("t", code))
    equation(("c", "A"), ("t", "A1"), ("t", "A2"), ("t", "A3"))
    bounds = [(0, None) if told[key] is None else (truth[key], truth[key]) for key in keys]
    for key in keys:
        if told[key] is not None or not 0 < truth[key] < 11:
            assert told[key] is None or not 0 < truth[key] < 11
            continue
        cost = np.zeros(len(keys))
        cost[at[key]] = -1
        most = linprog(cost, A_eq=np.array(rows), b_eq=np.zeros(len(rows)), bounds=bounds)
        assert most.status == 3 or -most.fun >= 11 - 1e-6, (key, truth[key])


def test_every_area_has_its_status() -> None:
    """Whatever is hidden, each value of the file has its row, and no secret row has a figure."""
    one = column("commune", "suivis", COMMUNES | {"B": 7})
    table = release([one], GROUND).table
    assert sorted(table["code"]) == sorted(COMMUNES)
    assert table.loc[table["status"].ne("diffusé"), "value"].isna().all()


@pytest.mark.parametrize(("small", "large"), list(product((1, 10), (11, 500))))
def test_the_threshold_is_the_one_of_the_rule(small: int, large: int) -> None:
    """One to ten people are hidden, eleven are not."""
    one = column("commune", "suivis", COMMUNES | {"B": small, "D": large})
    found = hidden(release([one], GROUND), one)
    assert "B" in found
    assert "D" not in found or large == 11
